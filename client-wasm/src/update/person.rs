//! What the person at the page does.

use pillion_protocol::{
    content::{
        id::{ChatId, IntentId, MessageId},
        problem::Problem,
        request::{Ask, From},
        text::Text,
    },
    crypto::random::{self, Random},
};
use pillion_wire::{handle::Handle, id::LinkId, time::Timestamp};

use super::effect::{Asked, Change, Effect};
use crate::model::{
    dialog::{Dialog, NewContact, Wanted},
    lights::Session,
    outbox::{Entry, Step},
    page::{Page, Watch},
    phase::Why,
    thread::{PAGE, Thread},
};

/// One thing that the person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Asked for fresh codes.
    NewCode,
    /// Opened a chat.
    Open(ChatId),
    /// Went back to the list.
    Close,
    /// Changed the text in the composer.
    Type(ChatId, String),
    /// Sends what stands in the composer.
    Send(ChatId),
    /// Came near the oldest message of the window.
    Earlier,
    /// Came near the newest message of the window.
    Later,
    /// Wants the newest messages.
    Newest,
    /// Sees more or less than before.
    Watch(Watch),
    /// Sends a failed message again.
    Retry(MessageId),
    /// Sends again what the phone refused.
    RetryEntry(IntentId),
    /// Gives up what the phone refused.
    Discard(IntentId),
    /// Opens a dialog.
    Show(Dialog),
    /// Closes the dialog.
    CloseDialog,
    /// Adds the contact of a handle.
    AddContact(String),
    /// Unlinks another browser.
    Unlink(LinkId),
    /// Logs out, and means it.
    LogOut,
    /// Has read the notice.
    CloseNotice,
    /// Wants this tab to be the active one.
    TakeOver,
}

/// The page after `act`.
pub fn act(page: &mut Page, now: Timestamp, rng: &mut dyn Random, act: Act) -> Vec<Effect> {
    match act {
        Act::NewCode => return vec![Effect::NewCode],
        Act::Open(chat) => open(page, chat),
        Act::Close => close(page),
        Act::Type(chat, text) => page.drafts.typed(chat, text),
        Act::Send(chat) => return send(page, now, rng, chat),
        Act::Earlier => return history(page, |thread| thread.want_earlier()),
        Act::Later => return history(page, |thread| thread.want_later()),
        Act::Newest => newest(page),
        Act::Watch(watch) => page.watch = watch,
        Act::Retry(message) => return ask_now(page, Asked::Retry(message), Ask::Retry { message }),
        Act::RetryEntry(intent) => return retry_entry(page, rng, intent),
        Act::Discard(intent) => {
            page.outbox.remove(intent);
            return vec![Effect::Store(vec![Change::NoEntry(intent)])];
        }
        Act::Show(dialog) => page.dialog = Some(dialog),
        Act::CloseDialog => page.dialog = None,
        Act::AddContact(text) => add_contact(page, rng, &text),
        Act::Unlink(link) => return ask_now(page, Asked::Unlink(link), Ask::Unlink { link }),
        Act::LogOut => return log_out(page, now),
        Act::CloseNotice => page.notice = None,
        Act::TakeOver => return vec![Effect::TakeOver],
    }
    Vec::new()
}

/// Puts a chat on show.
pub(super) fn open(page: &mut Page, chat: ChatId) {
    if page.open == Some(chat) {
        return;
    }
    close(page);
    let Some(known) = page.chats.get(&chat) else { return };
    let thread = page.threads.of(chat);
    thread.unread_after = (known.unread > 0).then_some(known.read_through);
    page.open = Some(chat);
}

fn close(page: &mut Page) {
    page.watch.at_end = false;
    if let Some(thread) = page.open.take().and_then(|chat| page.threads.get_mut(&chat)) {
        thread.leave();
    }
}

fn newest(page: &mut Page) {
    let thread = page.open.and_then(|chat| page.threads.get_mut(&chat));
    if let Some(thread) = thread.filter(|thread| thread.later) {
        thread.leave();
    }
}

/// Puts the draft into the outbox. Both are stored in one step, so that a reload finds the text once.
fn send(page: &mut Page, now: Timestamp, rng: &mut dyn Random, chat: ChatId) -> Vec<Effect> {
    let text = match Text::parse(page.drafts.text(chat)) {
        Ok(text) => text,
        Err(Problem::TextEmpty) => return Vec::new(),
        Err(problem) => {
            page.drafts.of(chat).problem = Some(problem);
            return Vec::new();
        }
    };
    let entry = Entry {
        intent: IntentId(random::bytes(rng)),
        chat,
        text,
        at: now,
        step: Step::Storing,
    };
    let order = page.outbox.push(entry.clone());
    let draft = page.drafts.of(chat);
    draft.text.clear();
    draft.problem = None;
    draft.dirty = false;
    newest(page);
    if let Some(thread) = page.threads.get_mut(&chat) {
        thread.unread_after = None;
    }
    vec![Effect::Store(vec![
        Change::Entry(order, entry),
        Change::Draft(chat, String::new()),
    ])]
}

/// A refused entry goes again under a new intent: the phone remembers its answer to the old one.
fn retry_entry(page: &mut Page, rng: &mut dyn Random, intent: IntentId) -> Vec<Effect> {
    let failed = page
        .outbox
        .find(intent)
        .is_some_and(|entry| matches!(entry.step, Step::Failed(_)));
    let Some(entry) = failed.then(|| page.outbox.remove(intent)).flatten() else {
        return Vec::new();
    };
    let entry = Entry {
        intent: IntentId(random::bytes(rng)),
        step: Step::Storing,
        ..entry
    };
    let order = page.outbox.push(entry.clone());
    vec![Effect::Store(vec![
        Change::NoEntry(intent),
        Change::Entry(order, entry),
    ])]
}

fn history(page: &mut Page, want: impl FnOnce(&Thread) -> Option<From>) -> Vec<Effect> {
    if page.lights.session != Session::Open {
        return Vec::new();
    }
    let Some(chat) = page.open else { return Vec::new() };
    let Some(thread) = page.threads.get_mut(&chat) else {
        return Vec::new();
    };
    let Some(from) = want(thread) else { return Vec::new() };
    thread.loading = Some(from);
    vec![Effect::Ask {
        why: Asked::History(chat, from),
        ask: Ask::History {
            chat,
            from,
            limit: PAGE,
        },
    }]
}

/// Asks something that makes sense only now.
fn ask_now(page: &mut Page, why: Asked, ask: Ask) -> Vec<Effect> {
    if page.lights.session == Session::Open {
        return vec![Effect::Ask { why, ask }];
    }
    page.notice =
        Some("This needs your phone, and it does not answer at the moment. Try again when it is back.".into());
    Vec::new()
}

fn add_contact(page: &mut Page, rng: &mut dyn Random, text: &str) {
    let contact = match Handle::parse(text) {
        Ok(handle) => {
            let wanted = Wanted {
                intent: IntentId(random::bytes(rng)),
                handle,
                asked: false,
            };
            NewContact {
                wanted: Some(wanted),
                problem: None,
            }
        }
        Err(error) => NewContact {
            wanted: None,
            problem: Some(error.to_string()),
        },
    };
    page.dialog = Some(Dialog::NewContact(contact));
}

fn log_out(page: &mut Page, now: Timestamp) -> Vec<Effect> {
    let Some(link) = page.own_link() else { return Vec::new() };
    if page.lights.session != Session::Open {
        return vec![Effect::Forget(Why::LoggedOutAlone)];
    }
    page.dialog = Some(Dialog::LogOut { since: Some(now) });
    vec![Effect::Ask {
        why: Asked::LogOut,
        ask: Ask::Unlink { link },
    }]
}
