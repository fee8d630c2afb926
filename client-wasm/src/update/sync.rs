//! The phone's state, as it changes.
//!
//! 1. Every session begins with one `Sync` from the version that the page has.
//! 2. Updates carry on from there. One that does not build on what the page has, or is empty, asks for a `Sync` instead.
//! 3. Updates that come while a `Sync` runs wait for its end: they build on its result.
//!
//! Applying a change twice is harmless: it carries state.
//!
//! Source: docs/protocol.md, rules `R-SYNC-*`.

use pillion_protocol::content::{
    body::Body,
    id::{ChatId, MessageId},
    message::Message,
    reply::Answer,
    update::{Change, Update},
};

use super::{download, effect::Effect, outbox, person, tidy};
use crate::model::{
    bubble, event,
    page::{Arrival, Page},
};
use crate::words;

/// One part of the phone's answer to `Sync`.
pub fn answered(page: &mut Page, answer: Answer) -> Vec<Effect> {
    let (reset, version, changes, more) = match answer {
        Answer::Synced {
            reset,
            version,
            changes,
            more,
        } => (reset, version, changes, more),
        other => {
            page.sync.running = false;
            page.sync.waiting.clear();
            if let Answer::Problem(problem) = other {
                page.sync.problem = Some(problem);
            }
            return Vec::new();
        }
    };
    if reset && page.sync.first_part {
        forget(page);
    }
    page.sync.first_part = false;
    page.sync.problem = None;
    let mut effects: Vec<_> = changes.into_iter().flat_map(|change| apply(page, change)).collect();
    if let Some(cursor) = more {
        page.sync.cursor = Some(cursor);
        return effects;
    }
    page.sync.version = version;
    page.sync.complete = true;
    page.sync.running = false;
    for update in core::mem::take(&mut page.sync.waiting) {
        effects.extend(updated(page, update));
    }
    effects
}

/// The phone's state has changed.
pub fn updated(page: &mut Page, update: Update) -> Vec<Effect> {
    if page.sync.running {
        page.sync.waiting.push(update);
        return Vec::new();
    }
    let known = page.sync.version;
    let Update { from, to, mut changes } = update;
    changes.iter_mut().for_each(tidy::change);
    if to <= known {
        // Of a version that the page has: only what is not versioned can be new.
        let unversioned = changes.into_iter().filter(|change| {
            matches!(
                change,
                Change::Connection(_) | Change::Presence { .. } | Change::Typing(_) | Change::Progress(_)
            )
        });
        return unversioned.flat_map(|change| apply(page, change)).collect();
    }
    if from > known || changes.is_empty() {
        page.sync.needed = true;
        return Vec::new();
    }
    for change in &changes {
        if let Change::Message(message) = change {
            announce(page, message);
        }
    }
    page.sync.version = to;
    changes.into_iter().flat_map(|change| apply(page, change)).collect()
}

/// The state of one message.
pub fn message(page: &mut Page, message: Message) -> Vec<Effect> {
    let entry = message.intent.and_then(|intent| page.outbox.remove(intent));
    let mut effects = entry.map(|entry| outbox::forget(&entry)).unwrap_or_default();
    if !message.body.is_said() {
        effects.extend(wordless(page, message.id));
    }
    if matches!(message.body, Body::Event(_)) {
        members_changed(page, message.chat);
    }
    if let Some(from) = message.from {
        page.live.stops(message.chat, from);
    }
    if let Some(thread) = page.threads.get_mut(&message.chat) {
        thread.changed(message);
    }
    effects
}

fn apply(page: &mut Page, change: Change) -> Vec<Effect> {
    match change {
        Change::Account(account) => page.account = Some(account),
        Change::Connection(connection) => page.connection = Some(connection),
        Change::Chat(chat) => {
            page.drafts.heard(chat.id, &chat.draft);
            let before = page.chats.get(&chat.id).map(|before| &before.group);
            if before != Some(&chat.group) {
                members_changed(page, chat.id);
            }
            page.chats.insert(chat.id, chat);
        }
        Change::Message(changed) => return message(page, changed),
        Change::Contact(contact) => {
            page.contacts.insert(contact.account, contact);
        }
        Change::Link(link) => {
            let own = page.own_link() == Some(link.id);
            if page.sync.complete && !own && !page.links.contains_key(&link.id) {
                page.notice = Some(words::links::new(page.lang, &link.browser, &link.os));
            }
            page.links.insert(link.id, link);
        }
        Change::LinkGone(link) => {
            page.links.remove(&link);
        }
        Change::MessageGone { chat, message } => {
            let effects = wordless(page, message);
            if let Some(search) = &mut page.search {
                search.hits.retain(|hit| hit.message.id != message);
            }
            if let Some(thread) = page.threads.get_mut(&chat) {
                thread.gone(message);
            }
            return effects;
        }
        Change::Presence { account, presence } => page.live.presence.insert(account, presence),
        Change::Typing(typing) => page.live.types(typing),
        // A page moves files by itself, and is told nothing of those of its phone.
        Change::Progress(_) => {}
        Change::ChatGone(chat) => {
            page.chats.remove(&chat);
            page.threads.remove(&chat);
            if page.open == Some(chat) {
                person::close(page);
            }
        }
    }
    Vec::new()
}

/// What the page knows of a group's members may be wrong by now.
fn members_changed(page: &mut Page, chat: ChatId) {
    if let Some(roster) = page.rosters.get_mut(&chat) {
        roster.changed();
    }
}

/// A message has no words any more: it can neither be answered nor edited, nothing of it is left to be spoken, and its file is not got.
fn wordless(page: &mut Page, message: MessageId) -> Vec<Effect> {
    page.bar.take_if(|bar| bar.message() == message);
    page.arrival.take_if(|arrival| arrival.message == message);
    download::deleted(page, message)
}

/// The phone cannot say what changed since the page's version: all is read anew. What was written here stays.
fn forget(page: &mut Page) {
    page.sync.complete = false;
    page.chats.clear();
    page.contacts.clear();
    page.links.clear();
    page.threads.clear();
    page.rosters.clear();
    if let Some(chat) = page.open {
        page.threads.insert(chat, Default::default());
    }
}

fn spoken(page: &Page, message: &Message) -> String {
    let name = message.name.as_deref();
    match (&message.body, name) {
        (Body::Event(event), _) => event::line(page, message.chat, message.from, name, event),
        (_, Some(name)) => [name, ": ", &*bubble::words(page.lang, message)].concat(),
        (_, None) => bubble::words(page.lang, message).into(),
    }
}

/// Speaks a message that has just come, once.
fn announce(page: &mut Page, message: &Message) {
    let Some(chat) = page.chats.get(&message.chat) else {
        return;
    };
    let newest = chat.last.as_ref().map(|last| last.place);
    if message.from.is_some() && newest.is_none_or(|newest| message.place > newest) {
        page.arrival = Some(Arrival {
            message: message.id,
            place: message.place,
            title: chat.title.clone(),
            text: spoken(page, message),
        });
    }
}
