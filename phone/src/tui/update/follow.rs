//! What follows from changes of the phone's state, and from what is on the screen.

use pillion_protocol::content::{
    chat::Chat,
    id::ChatId,
    request::{Ask, From},
    update::Change,
};

use super::{
    drafts,
    event::{Effect, Why},
    group, picking,
};
use crate::{
    screen::{follow::Step, words},
    tui::model::{
        dialog::Notice,
        list::Entry,
        state::{Focus, Model},
        thread::Thread,
    },
};

/// Messages in one stretch of history: several screens.
pub const STRETCH: u16 = 50;

/// How long a notice that is not grave stays, in milliseconds: long enough to read two sentences.
const NOTICE_MS: u64 = 12_000;

/// Notices that may wait; older ones go first.
const NOTICES: usize = 20;

/// Shows a sentence for a while.
pub fn notice(model: &mut Model, text: String) {
    push(model, text, false);
}

/// Shows a sentence until it is dismissed.
pub fn grave_notice(model: &mut Model, text: String) {
    push(model, text, true);
}

fn push(model: &mut Model, text: String, grave: bool) {
    if model.notices.len() >= NOTICES {
        model.notices.pop_front();
    }
    let until = model.now.after_ms(NOTICE_MS);
    let notice = Notice { text, grave, until };
    if grave {
        model.notices.push_back(notice);
    } else {
        // What one just did is answered at once; what is grave stays behind it.
        model.notices.retain(|notice| notice.grave);
        model.notices.push_front(notice);
    }
}

/// Takes a step of the follower in.
pub fn step(model: &mut Model, step: Step, effects: &mut Vec<Effect>) {
    if let Some(ask) = step.ask {
        effects.push(Effect::Ask(Why::Sync, ask));
    }
    if step.reset {
        model.threads.clear();
        if let Some(chat) = model.open {
            load_more(model, chat, effects);
        }
    }
    picking::holding(model, |model| {
        for change in step.changes {
            take(model, change, effects);
        }
    });
    keep_selection(model);
    if model.focus == Focus::Thread && model.picked_message().is_none() && model.wanted.is_none() {
        // What the keys meant was deleted.
        picking::keep_in_view(model);
    }
}

fn take(model: &mut Model, change: Change, effects: &mut Vec<Effect>) {
    match change {
        Change::Message(message) => {
            if let Some(thread) = model.threads.get_mut(&message.chat) {
                thread.take(message);
            }
        }
        Change::Link(link) => {
            let new = model.known_links.insert(link.id);
            if new && model.first_sync_done {
                let text = format!(
                    "New linked browser: {}. If this was not you, press d and unlink it.",
                    words::link(&link)
                );
                grave_notice(model, text);
            }
        }
        Change::LinkGone(link) => {
            model.known_links.remove(&link);
        }
        Change::MessageGone { chat, message } => {
            if let Some(thread) = model.threads.get_mut(&chat) {
                thread.gone(message);
            }
        }
        Change::ChatGone(chat) => {
            model.threads.remove(&chat);
            model.drafts.remove(&chat);
            model.drafts_told.remove(&chat);
            model.purposes.remove(&chat);
            if model.open == Some(chat) {
                model.open = None;
                model.focus = Focus::Chats;
            }
        }
        Change::Chat(chat) => {
            drafts::take_over(model, chat.id, &chat.draft);
            group::follow(model, &chat, effects);
            if model.naming.as_ref().is_some_and(|naming| naming.chat == chat.id) && happened(&chat) {
                model.naming = None;
            }
        }
        Change::Account(_)
        | Change::Connection(_)
        | Change::Contact(_)
        | Change::Presence { .. }
        | Change::Typing(_)
        | Change::Progress(_) => {}
    }
}

/// Whether the last thing in a chat is no message: its members may be others now.
fn happened(chat: &Chat) -> bool {
    chat.last.as_ref().is_some_and(|last| last.event.is_some())
}

/// The mark of the list stands on something as long as there is anything.
pub fn keep_selection(model: &mut Model) {
    if model.archive && model.entries().is_empty() {
        model.archive = false;
    }
    let entries = model.entries();
    if !model.selected.is_some_and(|selected| entries.contains(&selected)) {
        model.selected = entries.first().copied();
    }
}

/// Puts a chat on the right, and the cursor into its composer.
pub fn open(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    enter(model, chat, effects);
    model.focus = Focus::Composer;
    if !model.threads.get(&chat).is_some_and(|thread| thread.is_loaded()) {
        load_more(model, chat, effects);
    }
}

/// Puts a chat on the right.
pub fn enter(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    model.selected = Some(Entry::Chat(chat));
    let shown = model.shown().chats.get(&chat);
    let marked = shown.is_some_and(|chat| chat.marked_unread);
    model.archive = shown.is_some_and(|chat| chat.archived);
    if marked {
        effects.push(Effect::Ask(Why::Read, Ask::MarkUnread { chat, on: false }));
    }
    if model.open == Some(chat) {
        return;
    }
    if let Some(left) = model.open {
        drafts::tell(model, left, effects);
        if let Some(thread) = model.threads.get_mut(&left) {
            thread.trim();
        }
    }
    model.open = Some(chat);
    model.scroll = 0;
    model.picked = None;
    model.wanted = None;
    model.wanted_new = false;
    let unread = model.open_chat().filter(|chat| chat.unread > 0);
    model.read_before = unread.map(|chat| chat.read_through);
}

/// Asks for the next older messages of a chat, unless they are on their way.
pub fn load_more(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    let from = model.threads.entry(chat).or_default().ask_more();
    ask_history(chat, from, effects);
}

/// Asks for a stretch, if one is needed.
pub fn ask_history(chat: ChatId, from: Option<From>, effects: &mut Vec<Effect>) {
    if let Some(from) = from {
        let ask = Ask::History {
            chat,
            from,
            limit: STRETCH,
        };
        effects.push(Effect::Ask(Why::History(chat, from), ask));
    }
}

/// After each turn: the scroll stays within the thread, and messages are asked for before they are needed.
pub fn load(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some((chat, thread)) = model.open.and_then(|chat| Some((chat, model.threads.get(&chat)?))) else {
        return;
    };
    let (earlier, later) = (thread.has_earlier(), thread.has_later());
    if model.scroll == 0 && !earlier && !later {
        return;
    }
    let height = model.thread_height();
    let rows = model.rows().len();
    let top = rows.saturating_sub(height);
    if later && model.scroll < height {
        let from = model.threads.get_mut(&chat).and_then(Thread::ask_later);
        ask_history(chat, from, effects);
    }
    let near_top = model.scroll.saturating_add(height) >= top;
    if earlier && near_top && (model.scroll > 0 || rows <= height) {
        load_more(model, chat, effects);
    }
    model.scroll = model.scroll.min(top);
}

/// After each turn: the read mark follows what was on the screen.
pub fn seen(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(chat) = model.open else { return };
    if !model.newest_is_visible() {
        return;
    }
    let (Some(shown), Some(thread)) = (model.open_chat(), model.open_thread()) else {
        return;
    };
    let (Some(incoming), Some(newest)) = (thread.newest_incoming(), thread.newest()) else {
        return;
    };
    let asked = model.read_asked.get(&chat).copied().unwrap_or_default();
    if incoming > shown.read_through.max(asked) {
        model.read_asked.insert(chat, newest);
        effects.push(Effect::Ask(Why::Read, Ask::Read { chat, through: newest }));
    }
}
