//! What a bubble shows.

use std::borrow::Cow;

use pillion_protocol::content::{
    body::Body,
    id::{ChatId, MessageId, Place},
    message::{Message, State},
    quote::Quoted,
    reaction::Tally,
};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};

use super::{
    attached::{self, Attached},
    outbox::Step,
    page::Page,
    parcel::Leg,
    row::Key,
};
use crate::words::{lang::Lang, problem, sending, thread as said};

/// What a bubble shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    /// Its name for tests and scripts: the message id, or the intent id as long as there is none.
    pub id: String,
    /// The message; `None` while it is in this browser only.
    pub message: Option<MessageId>,
    /// Where it stands; `None` while it is in this browser only.
    pub place: Option<Place>,
    /// What it says, or why it says nothing.
    pub text: String,
    /// Whether `text` is what its writer said.
    pub said: bool,
    /// The message that it answers.
    pub quote: Option<Quotation>,
    /// When it was written.
    pub at: Timestamp,
    /// Written by this account.
    pub mine: bool,
    /// In a group: who else wrote it.
    pub author: Option<Author>,
    /// How far it has come.
    pub state: State,
    /// Why it failed.
    pub trouble: Option<String>,
    /// Whether a person can try again.
    pub can_retry: bool,
    /// It said something else before.
    pub edited: bool,
    /// It was passed on.
    pub forwarded: bool,
    /// It has a star.
    pub starred: bool,
    /// It was jumped to a moment ago.
    pub marked: bool,
    /// What people have put under it.
    pub reactions: Vec<Tally>,
    /// The members that it names.
    pub mentions: Vec<Handle>,
    /// It goes away by itself.
    pub expires: bool,
    /// Its file.
    pub file: Option<Attached>,
}

/// Who wrote a message in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Who.
    pub account: AccountId,
    /// What it is called here.
    pub name: String,
}

/// A quoted message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Its name.
    pub message: MessageId,
    /// Where it stands, if it is there.
    pub place: Option<Place>,
    /// Who wrote it.
    pub who: String,
    /// Written by this account.
    pub mine: bool,
    /// The beginning of what it says, or why it says nothing.
    pub text: String,
}

/// What the bubble of a row of the open chat shows now; `None` when its message is gone.
#[must_use]
pub fn bubble(page: &Page, key: Key) -> Option<Bubble> {
    let (chat, thread) = page.open_thread()?;
    if let Some(message) = thread.and_then(|thread| thread.find(key)) {
        return Some(of_message(page, message));
    }
    let Key::Intent(intent) = key else { return None };
    let entry = page.outbox.find(intent)?;
    let failed = match (entry.step, entry.parcel().map(|parcel| parcel.leg)) {
        (Step::Failed(problem), _) => Some(problem::sentence(page.lang, problem)),
        (_, Some(Leg::Stuck(stuck))) => Some(sending::stuck(page.lang, stuck).into()),
        _ => None,
    };
    let held_up = || entry.parcel()?.held_up;
    let trouble = || held_up().map(|problem| problem::sentence(page.lang, problem));
    Some(Bubble {
        id: intent.to_hex(),
        message: None,
        place: None,
        text: entry.words().to_owned(),
        said: true,
        quote: entry.quote.map(|quote| quotation(page, chat.id, quote, None)),
        at: entry.at,
        mine: true,
        author: None,
        state: if failed.is_some() { State::Failed } else { State::Queued },
        trouble: failed.or_else(trouble),
        can_retry: entry.can_go_again(),
        edited: false,
        forwarded: false,
        starred: false,
        marked: false,
        reactions: Vec::new(),
        mentions: Vec::new(),
        expires: false,
        file: entry.parcel().map(|parcel| attached::leaving(page, parcel)),
    })
}

fn of_message(page: &Page, message: &Message) -> Bubble {
    let quote = message.quote.as_ref();
    Bubble {
        id: message.id.to_hex(),
        message: Some(message.id),
        place: Some(message.place),
        text: match message.body.file() {
            Some(_) => message.words().to_owned(),
            None => words(page.lang, message).into_owned(),
        },
        said: message.body.is_said(),
        file: message
            .body
            .file()
            .map(|shared| attached::attached(page, message.id, message.from.is_none(), shared)),
        quote: quote.map(|quote| quotation(page, message.chat, quote.message, quote.found.as_ref())),
        at: message.at,
        mine: message.from.is_none(),
        author: author(page, message),
        state: message.state,
        trouble: message.problem.map(|problem| problem::sentence(page.lang, problem)),
        can_retry: true,
        edited: message.edited.is_some(),
        forwarded: message.forwarded,
        starred: message.starred,
        marked: page.jump.marked() == Some(message.id),
        reactions: message.reactions.clone(),
        mentions: message.mentions.clone(),
        expires: message.expires.is_some(),
    }
}

fn author(page: &Page, message: &Message) -> Option<Author> {
    let account = message.from?;
    page.chats.get(&message.chat)?.group.as_ref()?;
    Some(Author {
        account,
        name: name(page, message.chat, Some(account), message.name.as_deref()),
    })
}

/// What a message says, or why it says nothing.
#[must_use]
pub fn words(lang: Lang, message: &Message) -> Cow<'_, str> {
    match &message.body {
        Body::Text(text) => text.as_str().into(),
        Body::File(shared) => shared.file.line(message.words()).into(),
        Body::Deleted => said::deleted(lang).into(),
        Body::Newer | Body::Event(_) => said::newer(lang).into(),
    }
}

/// A message of a chat as another one quotes it: as the phone says, or else as it stands in the thread.
#[must_use]
pub fn quotation(page: &Page, chat: ChatId, id: MessageId, found: Option<&Quoted>) -> Quotation {
    let thread = page.threads.get(&chat);
    let here = thread.and_then(|thread| thread.with_id(id));
    let (place, from, given, text) = match (found, here) {
        (Some(found), _) => (Some(found.place), found.from, &found.name, found.text.as_str().into()),
        (None, Some(message)) => (
            Some(message.place),
            message.from,
            &message.name,
            words(page.lang, message),
        ),
        (None, None) => (None, None, &None, "".into()),
    };
    let text = match (place, &*text) {
        (None, _) => said::not_here(page.lang),
        (_, "") => said::deleted(page.lang),
        (_, text) => text,
    };
    Quotation {
        message: id,
        place,
        mine: place.is_some() && from.is_none(),
        who: place.map_or_else(String::new, |_| name(page, chat, from, given.as_deref())),
        text: text.into(),
    }
}

/// What somebody is called here; `given` is what the phone calls a member of a group.
#[must_use]
pub fn name(page: &Page, chat: ChatId, from: Option<AccountId>, given: Option<&str>) -> String {
    let Some(from) = from else {
        return said::you(page.lang).into();
    };
    let contact = page.contacts.get(&from).map(|contact| &contact.name);
    let title = || page.chats.get(&chat).map(|chat| chat.title.as_str());
    let name = contact.map(String::as_str).or(given).or_else(title);
    name.unwrap_or_default().to_owned()
}
