//! Keys in the panes.

use pillion_protocol::{contact_code, invitation};

use super::{
    acts, chats, choose, code, dialogs, drafts, event::Effect, group, links, naming, person, picking, search, writing,
};
use crate::tui::model::{
    choose::Aim,
    dialog::Dialog,
    key::{Code, Key},
    list::Entry,
    state::{Focus, Model},
};

/// Takes a key while no dialog is open.
pub fn key(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    if leave_on_ctrl_c(model, key, effects) || paging(model, key) {
        return;
    }
    match (model.focus, key.code) {
        (Focus::Composer, Code::Tab) if naming::complete(model) => {}
        (focus, Code::Tab) => go(model, next(model, focus), effects),
        (focus, Code::BackTab) => go(model, previous(model, focus), effects),
        (Focus::Composer, _) => writing::key(model, key, effects),
        (_, Code::Escape) if !model.notices.is_empty() => {
            model.notices.pop_front();
        }
        (_, Code::Char(c)) if !key.ctrl && !key.alt && letter(model, c, effects) => {}
        (Focus::Chats, code) => chats::key(model, code, effects),
        (Focus::Thread, code) => thread_key(model, code, effects),
    }
}

/// Moves the keys to another pane.
fn go(model: &mut Model, to: Focus, effects: &mut Vec<Effect>) {
    if let (Focus::Composer, Some(chat)) = (model.focus, model.open) {
        drafts::tell(model, chat, effects);
    }
    model.focus = to;
    if to == Focus::Thread {
        if model.scroll == 0 {
            // Who sees the newest message means that one.
            model.picked = None;
        }
        picking::keep_in_view(model);
    }
}

/// Takes a paste while no dialog is open.
pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    if model.focus == Focus::Composer && !text.trim().starts_with("pillion://link/") {
        if let Some(chat) = model.open.filter(|_| model.gate().is_none()) {
            model.drafts.entry(chat).or_default().insert(text);
        }
    } else if text.trim().starts_with("pillion://") {
        // A code belongs where it is used, wherever it is pasted; one for linking is of no use to anyone in a message.
        if contact_code::is_meant(text) || invitation::is_meant(text) {
            dialogs::open_contact(model);
        } else {
            dialogs::open_link(model);
        }
        dialogs::paste(model, text, effects);
    }
}

/// Ctrl-C leaves, from everywhere; the second one without a question.
pub fn leave_on_ctrl_c(model: &mut Model, key: Key, effects: &mut Vec<Effect>) -> bool {
    let leaves = key == Key::ctrl(Code::Char('c'));
    if leaves {
        if matches!(model.dialog, Some(Dialog::Quit)) || model.panes().is_none() {
            quit(model, effects);
        } else {
            leave(model, effects);
        }
    }
    leaves
}

fn leave(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.unsent() > 0 {
        model.dialog = Some(Dialog::Quit);
    } else {
        quit(model, effects);
    }
}

/// Leaves; the phone is told what stands in the composer.
pub fn quit(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(chat) = model.open {
        drafts::tell(model, chat, effects);
    }
    effects.push(Effect::Quit);
}

const fn next(model: &Model, focus: Focus) -> Focus {
    match focus {
        Focus::Chats if model.open.is_some() => Focus::Thread,
        Focus::Thread => Focus::Composer,
        Focus::Composer | Focus::Chats => Focus::Chats,
    }
}

const fn previous(model: &Model, focus: Focus) -> Focus {
    next(model, next(model, focus))
}

/// PgUp and PgDn scroll the messages, wherever the cursor is.
fn paging(model: &mut Model, key: Key) -> bool {
    let page = model.thread_height().saturating_sub(2).max(1);
    match key.code {
        Code::PageUp => model.scroll = model.scroll.saturating_add(page),
        Code::PageDown => model.scroll = model.scroll.saturating_sub(page),
        _ => return false,
    }
    if model.focus == Focus::Thread {
        let top = model.rows().len().saturating_sub(model.thread_height());
        model.scroll = model.scroll.min(top);
        picking::keep_in_view(model);
    }
    true
}

/// Letters that do something outside the composer.
fn letter(model: &mut Model, letter: char, effects: &mut Vec<Effect>) -> bool {
    match letter {
        'l' => dialogs::open_link(model),
        'd' => links::open(model),
        'n' => dialogs::open_contact(model),
        'c' => choose::open(model, Aim::New),
        'o' => code::own(model, effects),
        't' => about(model, effects),
        '?' => model.dialog = Some(Dialog::Help(0)),
        'q' => leave(model, effects),
        '/' => search::open(model, model.open.filter(|_| model.focus == Focus::Thread)),
        'u' if model.focus == Focus::Thread => picking::first_new(model, effects),
        other if model.focus == Focus::Thread => return acts::letter(model, other, effects),
        other => return chats::letter(model, other, effects),
    }
    true
}

/// Opens what there is to know of the open chat, or of the one under the mark.
pub fn about(model: &mut Model, effects: &mut Vec<Effect>) {
    let marked = model.selected.and_then(Entry::chat);
    let chat = match model.focus {
        Focus::Chats => marked,
        Focus::Thread | Focus::Composer => model.open,
    };
    let Some(chat) = chat.and_then(|chat| model.shown().chats.get(&chat)) else {
        return;
    };
    let id = chat.id;
    if chat.group.is_some() {
        group::open(model, id, effects);
    } else if let Some(peer) = person::peer(model, id) {
        person::open(model, peer, effects);
    }
}

fn thread_key(model: &mut Model, code: Code, effects: &mut Vec<Effect>) {
    if picking::key(model, code, effects) {
        return;
    }
    match code {
        Code::Enter if acts::follow_quote(model, effects) => {}
        Code::Enter | Code::Char('i') => model.focus = Focus::Composer,
        Code::Delete => {
            acts::letter(model, 'x', effects);
        }
        Code::Escape | Code::Left => model.focus = Focus::Chats,
        _ => {}
    }
}
