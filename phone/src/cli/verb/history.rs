//! `history`.

use std::collections::VecDeque;

use pillion_protocol::content::{
    message::Message,
    reply::Answer,
    request::{Ask, From, HISTORY_LIMIT},
};

use super::which::chat_of;
use crate::{
    cli::{error::CliError, json::message::MessageObject, out::Out, session::Session, words},
    screen::calendar::Calendar,
};

/// Prints the newest messages of a chat, oldest first.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn history(session: &mut Session, chat: &str, limit: u32, out: Out) -> Result<(), CliError> {
    let chat = chat_of(session.shown(), chat)?.id;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut messages = VecDeque::<Message>::new();
    let mut from = From::End;
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
            ..
        } = session.ask(ask).await?
        else {
            return Err(CliError::OddAnswer);
        };
        let got = page.len();
        for message in page.into_iter().rev() {
            messages.push_front(message);
        }
        match messages.front() {
            Some(oldest) if earlier && got > 0 && messages.len() < limit => from = From::Before(oldest.place),
            _ => break,
        }
    }
    let calendar = Calendar::of_this_machine();
    let shown = session.shown();
    if messages.is_empty() {
        out.remark("There are no messages in this chat yet.")?;
    }
    for message in &messages {
        out.say(&MessageObject::new(shown, message), || {
            words::message(shown, &calendar, message)
        })?;
    }
    Ok(())
}
