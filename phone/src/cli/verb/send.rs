//! `send`.

use std::time::Duration;

use pillion_protocol::content::{
    message::{Message, State},
    problem::Problem,
    reply::Answer,
    request::Ask,
    text::Text,
    update::Change,
};

use super::which::{chat_of, message_of};
use crate::{
    cli::{
        error::CliError,
        json::message::MessageObject,
        out::Out,
        session::{FLUSH, Session},
        words,
    },
    screen::calendar::Calendar,
};

/// How long `--wait` waits for the relay.
const SENT: Duration = Duration::from_secs(60);

/// What to say.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Where.
    pub chat: &'a str,
    /// The text.
    pub text: &'a str,
    /// The message that it answers.
    pub reply: Option<&'a str>,
}

/// Sends a text: done when the phone has stored it, with `wait` when the relay has.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn send(session: &mut Session, said: Said<'_>, wait: bool, out: Out) -> Result<(), CliError> {
    let text = Text::parse(said.text).map_err(CliError::Problem)?;
    let chat = chat_of(session.shown(), said.chat)?.id;
    let quote = match said.reply {
        Some(message) => Some(message_of(session, chat, message).await?),
        None => None,
    };
    let intent = session.intents().fresh();
    let Answer::Message(mut message) = session
        .ask(Ask::Send {
            intent,
            chat,
            text,
            quote,
        })
        .await?
    else {
        return Err(CliError::OddAnswer);
    };
    let limit = match (wait, session.is_alone()) {
        (true, _) => SENT,
        // This phone stops at the end, so the message should be gone by then if it can.
        (false, true) => FLUSH,
        (false, false) => Duration::ZERO,
    };
    session
        .wait_for(limit, |_, changes| {
            follow(&mut message, changes);
            message.state != State::Stored
        })
        .await?;
    told(session, &message, wait, out)
}

/// Tells how far a message has come that was just sent.
///
/// # Errors
/// [`CliError`] if it has failed, or is not where it was to be.
pub(super) fn told(session: &Session, message: &Message, wait: bool, out: Out) -> Result<(), CliError> {
    let shown = session.shown();
    out.say(&MessageObject::new(shown, message), || {
        words::message(shown, &Calendar::of_this_machine(), message)
    })?;
    match message.state {
        State::Failed => Err(CliError::Problem(message.problem.unwrap_or(Problem::Unknown))),
        State::Stored if wait => Err(CliError::NotSentYet),
        State::Stored if session.is_alone() => {
            out.remark("The relay does not have it yet; it is kept, and sent when the phone runs next.")
        }
        _ => Ok(()),
    }
}

/// Takes the newest state of the message.
pub(super) fn follow(message: &mut Message, changes: &[Change]) {
    for change in changes {
        if let Change::Message(changed) = change
            && changed.id == message.id
        {
            message.clone_from(changed);
        }
    }
}
