//! `history`.

use std::collections::VecDeque;

use pillion_protocol::content::{
    id::{ChatId, MessageId, Place},
    message::Message,
    reply::Answer,
    request::{Ask, From, HISTORY_LIMIT},
};

use super::which::{chat_of, message_of};
use crate::{
    cli::{error::CliError, json::message::MessageObject, out::Out, session::Session, words},
    screen::calendar::Calendar,
};

/// Which part of a chat is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// The newest messages.
    Newest,
    /// Those just before a message.
    Before(&'a str),
    /// Those just after a message.
    After(&'a str),
}

/// Prints a part of a chat, oldest first.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn history(session: &mut Session, chat: &str, part: Part<'_>, limit: u32, out: Out) -> Result<(), CliError> {
    let chat = chat_of(session.shown(), chat)?.id;
    let from = match part {
        Part::Newest => From::End,
        Part::Before(word) => From::Before(place_of(session, chat, word).await?),
        Part::After(word) => From::After(place_of(session, chat, word).await?),
    };
    let messages = stretch(session, chat, from, usize::try_from(limit).unwrap_or(usize::MAX)).await?;
    let calendar = Calendar::of_this_machine();
    let shown = session.shown();
    if messages.is_empty() {
        out.remark(match part {
            Part::Newest => "There are no messages in this chat yet.",
            Part::Before(_) => "This is the first message of the chat.",
            Part::After(_) => "This is the last message of the chat.",
        })?;
    }
    for message in &messages {
        out.say(&MessageObject::new(shown, message), || {
            words::message(shown, &calendar, message)
        })?;
    }
    Ok(())
}

/// At most so many messages from there on, page by page, oldest first.
async fn stretch(
    session: &mut Session,
    chat: ChatId,
    mut from: From,
    limit: usize,
) -> Result<VecDeque<Message>, CliError> {
    let mut messages = VecDeque::<Message>::new();
    loop {
        let missing = limit.saturating_sub(messages.len());
        let ask = Ask::History {
            chat,
            from,
            limit: u16::try_from(missing).unwrap_or(HISTORY_LIMIT).min(HISTORY_LIMIT),
        };
        let Answer::Page {
            messages: page,
            earlier,
            later,
        } = session.ask(ask).await?
        else {
            return Err(CliError::OddAnswer);
        };
        let (forward, more) = match from {
            From::After(_) => (true, later),
            From::End | From::Before(_) => (false, earlier),
        };
        let goes_on = more && !page.is_empty();
        if forward {
            messages.extend(page);
        } else {
            page.into_iter().rev().for_each(|message| messages.push_front(message));
        }
        let edge = if forward { messages.back() } else { messages.front() };
        match edge.filter(|_| goes_on && messages.len() < limit) {
            Some(edge) if forward => from = From::After(edge.place),
            Some(edge) => from = From::Before(edge.place),
            None => return Ok(messages),
        }
    }
}

/// Where a message stands.
async fn place_of(session: &mut Session, chat: ChatId, word: &str) -> Result<Place, CliError> {
    let wanted = message_of(session, chat, word).await?;
    Ok(found(session, chat, wanted).await?.place)
}

/// A message of a chat. The phone is asked for places alone, so it is looked for from the end.
///
/// # Errors
/// [`CliError::NoSuchMessage`], and others.
pub async fn found(session: &mut Session, chat: ChatId, wanted: MessageId) -> Result<Message, CliError> {
    let mut from = From::End;
    loop {
        let page = stretch(session, chat, from, usize::from(HISTORY_LIMIT)).await?;
        let oldest = page.front().map(|oldest| oldest.place);
        if let Some(found) = page.into_iter().find(|message| message.id == wanted) {
            return Ok(found);
        }
        match oldest {
            Some(oldest) => from = From::Before(oldest),
            None => return Err(CliError::NoSuchMessage(wanted.to_hex())),
        }
    }
}
