//! What the person does with a message of the open chat.

use pillion_protocol::{
    content::{
        body::Body,
        id::{ChatId, IntentId, MessageId},
        problem::Problem,
        reaction::Emoji,
        request::Ask,
        text::Text,
    },
    crypto::random::{self, Random},
};

use super::person;
use crate::model::{
    bar::{Bar, Edit},
    page::Page,
};

/// One thing to do with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// What is written next answers it.
    Reply,
    /// The composer takes its words, to change them.
    Edit,
    /// Puts an emoji under it, in place of the one before, or takes it away.
    React(Option<Emoji>),
    /// Gives it a star, or takes it away.
    Star(bool),
    /// Says it in another chat.
    Forward(ChatId),
    /// Deletes it.
    Delete {
        /// On the others' phones too.
        for_all: bool,
    },
}

/// The person does it.
pub(super) fn act(page: &mut Page, rng: &mut dyn Random, message: MessageId, deed: Deed) {
    let Some(chat) = page.open else { return };
    page.dialog = None;
    let ask = match deed {
        Deed::Reply => {
            page.bar = Some(Bar::Reply(message));
            return;
        }
        Deed::Edit => return edit(page, message),
        Deed::React(emoji) => Ask::React { chat, message, emoji },
        Deed::Star(on) => Ask::Star { chat, message, on },
        Deed::Delete { for_all } => Ask::Delete { chat, message, for_all },
        Deed::Forward(to) => Ask::Forward {
            intent: IntentId(random::bytes(rng)),
            chat,
            message,
            to,
        },
    };
    person::errand(page, ask);
}

/// Puts the words of a message of this account into the composer.
fn edit(page: &mut Page, message: MessageId) {
    let thread = page.open.and_then(|chat| page.threads.get(&chat));
    let found = thread.and_then(|thread| thread.with_id(message));
    if let Some(Body::Text(text)) = found.filter(|found| found.from.is_none()).map(|found| &found.body) {
        page.bar = Some(Bar::Edit(Edit {
            message,
            text: text.as_str().to_owned(),
            problem: None,
            sent: false,
        }));
    }
}

/// Takes the last message of this account up again.
pub(super) fn edit_last(page: &mut Page) {
    let Some((chat, Some(thread))) = page.open_thread() else {
        return;
    };
    if page.bar.is_some() || !page.drafts.text(chat.id).is_empty() || !thread.at_end() {
        return;
    }
    let mine = |message: &&pillion_protocol::content::message::Message| {
        message.from.is_none() && message.body.text().is_some()
    };
    if let Some(last) = thread.messages.values().filter(mine).last() {
        edit(page, last.id);
    }
}

/// Tells the phone the new words. They stay in the composer until the phone has them.
pub(super) fn send_edit(page: &mut Page, rng: &mut dyn Random) {
    let Some(chat) = page.open else { return };
    let thread = page.threads.get(&chat);
    let Some(Bar::Edit(edit)) = &mut page.bar else { return };
    let text = match Text::parse(&edit.text) {
        _ if edit.sent => return,
        Ok(text) => text,
        Err(Problem::TextEmpty) => return,
        Err(problem) => {
            edit.problem = Some(problem);
            return;
        }
    };
    let message = edit.message;
    let before = thread.and_then(|thread| thread.with_id(message));
    if before.is_some_and(|before| before.words() == text.as_str()) {
        page.bar = None;
        return;
    }
    let ask = Ask::Edit {
        intent: IntentId(random::bytes(rng)),
        chat,
        message,
        text,
    };
    let given = person::errand(page, ask);
    if let Some(Bar::Edit(edit)) = &mut page.bar {
        edit.sent = given;
    }
}
