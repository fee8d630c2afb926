//! Keys in the panes.

use pillion_protocol::content::{request::Ask, text::Text};

use super::{
    dialogs, editing,
    event::{Effect, Why},
    follow,
};
use crate::tui::model::{
    dialog::Dialog,
    key::{Code, Key},
    state::{Focus, Model},
};

/// Takes a key while no dialog is open.
pub fn key(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    if leave_on_ctrl_c(model, key, effects) || paging(model, key) {
        return;
    }
    match (model.focus, key.code) {
        (focus, Code::Tab) => model.focus = next(model, focus),
        (focus, Code::BackTab) => model.focus = previous(model, focus),
        (Focus::Composer, _) => composer_key(model, key, effects),
        (_, Code::Escape) if !model.notices.is_empty() => {
            model.notices.pop_front();
        }
        (_, Code::Char(c)) if !key.ctrl && !key.alt && letter(model, c, effects) => {}
        (Focus::Chats, code) => chats_key(model, code, effects),
        (Focus::Thread, code) => thread_key(model, code),
    }
}

/// Takes a paste while no dialog is open.
pub fn paste(model: &mut Model, text: &str) {
    if model.focus == Focus::Composer && !text.trim().starts_with("pillion://link/") {
        if let Some(chat) = model.open {
            model.drafts.entry(chat).or_default().insert(text);
        }
    } else if text.trim().starts_with("pillion://") {
        // A code belongs to linking, wherever it is pasted; in a message it would be of no use to anyone.
        dialogs::open_link(model);
        dialogs::paste(model, text);
    }
}

/// Ctrl-C leaves, from everywhere; the second one without a question.
pub fn leave_on_ctrl_c(model: &mut Model, key: Key, effects: &mut Vec<Effect>) -> bool {
    let leaves = key == Key::ctrl(Code::Char('c'));
    if leaves {
        if matches!(model.dialog, Some(Dialog::Quit)) || model.panes().is_none() {
            effects.push(Effect::Quit);
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
        effects.push(Effect::Quit);
    }
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
    true
}

/// Letters that do something outside the composer.
fn letter(model: &mut Model, letter: char, effects: &mut Vec<Effect>) -> bool {
    match letter {
        'l' => dialogs::open_link(model),
        'd' => dialogs::open_links(model),
        'n' => dialogs::open_contact(model),
        '?' => model.dialog = Some(Dialog::Help),
        'q' => leave(model, effects),
        'r' if model.focus == Focus::Thread => retry(model, effects),
        _ => return false,
    }
    true
}

fn chats_key(model: &mut Model, code: Code, effects: &mut Vec<Effect>) {
    let chats: Vec<_> = model.shown().chats_newest_first().iter().map(|chat| chat.id).collect();
    let at = chats
        .iter()
        .position(|chat| Some(*chat) == model.selected)
        .unwrap_or_default();
    let last = chats.len().saturating_sub(1);
    let to = match code {
        Code::Up | Code::Char('k') => at.saturating_sub(1),
        Code::Down | Code::Char('j') => at.saturating_add(1).min(last),
        Code::Home | Code::Char('g') => 0,
        Code::End | Code::Char('G') => last,
        Code::Enter | Code::Right => {
            if let Some(chat) = model.selected {
                follow::open(model, chat, effects);
            }
            return;
        }
        _ => return,
    };
    model.selected = chats.get(to).copied();
}

fn thread_key(model: &mut Model, code: Code) {
    match code {
        Code::Up | Code::Char('k') => model.scroll = model.scroll.saturating_add(1),
        Code::Down | Code::Char('j') => model.scroll = model.scroll.saturating_sub(1),
        // As far as it is loaded; older messages follow.
        Code::Home | Code::Char('g') => model.scroll = model.rows().len(),
        Code::End | Code::Char('G') => model.scroll = 0,
        Code::Enter | Code::Char('i') => model.focus = Focus::Composer,
        Code::Escape | Code::Left => model.focus = Focus::Chats,
        _ => {}
    }
}

fn composer_key(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    let Some(chat) = model.open else {
        model.focus = Focus::Chats;
        return;
    };
    let width = model.text_width();
    let draft = model.drafts.entry(chat).or_default();
    match key {
        Key {
            code: Code::Enter,
            alt: true,
            ..
        }
        | Key {
            code: Code::Char('j'),
            ctrl: true,
            ..
        } => draft.insert("\n"),
        Key { code: Code::Enter, .. } => send(model, effects),
        Key { code: Code::Escape, .. } => model.focus = Focus::Chats,
        key => {
            editing::edit(draft, key, width);
        }
    }
}

fn send(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some((chat, draft)) = model.open.and_then(|chat| Some((chat, model.drafts.get_mut(&chat)?))) else {
        return;
    };
    if draft.is_blank() {
        draft.take();
        return;
    }
    match Text::parse(draft.text()) {
        Ok(text) => {
            draft.take();
            // What one sends is seen, and what came before it was seen too.
            model.scroll = 0;
            model.read_before = None;
            let intent = model.intents.fresh();
            let ask = Ask::Send {
                intent,
                chat,
                text: text.clone(),
                quote: None,
            };
            effects.push(Effect::Ask(Why::Send(chat, text), ask));
        }
        Err(problem) => follow::notice(model, problem.to_string()),
    }
}

fn retry(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(thread) = model.open_thread() else { return };
    for message in thread.failed() {
        effects.push(Effect::Ask(Why::Retry, Ask::Retry { message: message.id }));
    }
}
