//! Keys in the list of chats.

use pillion_protocol::content::{id::ChatId, request::Ask};

use super::{acts::act, event::Effect, follow};
use crate::{
    screen::{plain, words},
    tui::model::{
        dialog::Dialog,
        key::Code,
        list::{self, Entry},
        state::Model,
    },
};

/// Takes a key that moves or opens.
pub fn key(model: &mut Model, code: Code, effects: &mut Vec<Effect>) {
    let entries = model.entries();
    let at = entries
        .iter()
        .position(|entry| Some(*entry) == model.selected)
        .unwrap_or_default();
    let last = entries.len().saturating_sub(1);
    let to = match code {
        Code::Up | Code::Char('k') => at.saturating_sub(1),
        Code::Down | Code::Char('j') => at.saturating_add(1).min(last),
        Code::Home | Code::Char('g') => 0,
        Code::End | Code::Char('G') => last,
        Code::Enter | Code::Right => {
            match model.selected {
                Some(Entry::Chat(chat)) => follow::open(model, chat, effects),
                Some(Entry::Archived) => show(model, true),
                None => {}
            }
            return;
        }
        Code::Escape | Code::Left if model.archive => {
            show(model, false);
            model.selected = Some(Entry::Archived);
            follow::keep_selection(model);
            return;
        }
        _ => return,
    };
    model.selected = entries.get(to).copied();
}

fn show(model: &mut Model, archive: bool) {
    model.archive = archive;
    model.selected = model.entries().first().copied();
}

/// Takes a letter that does something to the chat under the mark; `false` if it means nothing here.
pub fn letter(model: &mut Model, letter: char, effects: &mut Vec<Effect>) -> bool {
    if !"pmauxbw".contains(letter) {
        return false;
    }
    let chat = model.selected.and_then(Entry::chat);
    let Some(chat) = chat.and_then(|chat| model.shown().chats.get(&chat)).cloned() else {
        return true;
    };
    let id = chat.id;
    match letter {
        'p' => effects.push(act(Ask::Pin {
            chat: id,
            on: !chat.pinned,
        })),
        'm' if list::is_muted(&chat, model.now) => effects.push(act(Ask::Mute { chat: id, until: None })),
        'm' => model.dialog = Some(Dialog::Mute(id)),
        'a' => {
            let on = !chat.archived;
            effects.push(act(Ask::Archive { chat: id, on }));
            let gone = if on { "archived" } else { "back among the chats" };
            follow::notice(model, format!("{} is {gone}.", plain::name(&chat.title)));
        }
        'u' => effects.push(act(Ask::MarkUnread {
            chat: id,
            on: !chat.marked_unread,
        })),
        'w' => model.dialog = Some(Dialog::Timer(id)),
        'x' => delete(model, id),
        _ => block(model, id, effects),
    }
    true
}

/// Asks whether to delete all that was said in a chat.
pub fn delete(model: &mut Model, chat: ChatId) {
    let Some(shown) = model.shown().chats.get(&chat) else {
        return;
    };
    let (others, keep) = match shown.group {
        Some(_) => ("in", "The others keep"),
        None => ("with", "The other one keeps"),
    };
    let question = format!(
        "Delete all that was said {others} {}, on this phone and its browsers? {keep} it.",
        plain::name(&shown.title)
    );
    let ask = Ask::DeleteChat { chat };
    model.dialog = Some(Dialog::Confirm { question, ask });
}

/// Asks whether to block the contact of a chat; takes a block away without a question.
pub fn block(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    let Some(contact) = model
        .shown()
        .chats
        .get(&chat)
        .and_then(|chat| words::peer(model.shown(), chat))
    else {
        return;
    };
    let account = contact.account;
    if contact.blocked {
        effects.push(act(Ask::Block { account, on: false }));
        return;
    }
    let question = format!(
        "Block {}? What {} sends is thrown away unseen, and nobody is told.",
        plain::name(&contact.name),
        contact.handle
    );
    let ask = Ask::Block { account, on: true };
    model.dialog = Some(Dialog::Confirm { question, ask });
}
