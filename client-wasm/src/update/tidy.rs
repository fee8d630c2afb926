//! Names as they may be shown: on one line, no longer than a name is, without what has no shape or turns the direction of what
//! stands around it, and without towers of accents. The phone cleans what comes from others; the page does not rely on it.
//!
//! What people say is not touched: it is shown as they typed it.

use pillion_protocol::{
    content::{
        body::Body,
        chat::Chat,
        event::{Event, People},
        group::NAME_CHARS,
        message::Message,
        reply::Answer,
        update::Change,
    },
    pairing::about,
};

/// All names in an answer.
pub(super) fn answer(answer: &mut Answer) {
    match answer {
        Answer::Synced { changes, .. } => changes.iter_mut().for_each(change),
        Answer::Page { messages, .. } => messages.iter_mut().for_each(message),
        Answer::Found { hits, .. } => hits.iter_mut().for_each(|hit| message(&mut hit.message)),
        Answer::Message(one) => message(one),
        Answer::Contact(contact) => name(&mut contact.name),
        Answer::Chat(one) => chat(one),
        Answer::Members { members, .. } => members.iter_mut().for_each(|member| name(&mut member.name)),
        Answer::Receipts { receipts, .. } => receipts.iter_mut().for_each(|receipt| name(&mut receipt.name)),
        _ => {}
    }
}

/// All names in a change.
pub(super) fn change(change: &mut Change) {
    match change {
        Change::Account(account) => name(&mut account.name),
        Change::Chat(one) => chat(one),
        Change::Contact(contact) => name(&mut contact.name),
        Change::Message(one) => message(one),
        Change::Link(link) => {
            name(&mut link.browser);
            name(&mut link.os);
            name(&mut link.origin);
            link.name.iter_mut().for_each(name);
        }
        _ => {}
    }
}

fn chat(chat: &mut Chat) {
    name(&mut chat.title);
    if let Some(last) = &mut chat.last {
        last.name.iter_mut().for_each(name);
        last.event.iter_mut().for_each(event);
    }
}

fn message(message: &mut Message) {
    message.name.iter_mut().for_each(name);
    if let Some(found) = message.quote.as_mut().and_then(|quote| quote.found.as_mut()) {
        found.name.iter_mut().for_each(name);
    }
    if let Body::Event(one) = &mut message.body {
        event(one);
    }
}

fn event(event: &mut Event) {
    match event {
        Event::Added(People { named, .. })
        | Event::Removed(People { named, .. })
        | Event::Left(People { named, .. })
        | Event::Promoted(People { named, .. })
        | Event::Demoted(People { named, .. }) => named.iter_mut().for_each(|person| name(&mut person.name)),
        Event::Renamed(to) => name(to),
        _ => {}
    }
}

fn name(name: &mut String) {
    *name = about::shown(name, NAME_CHARS);
}
