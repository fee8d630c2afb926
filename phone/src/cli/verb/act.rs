//! `edit`, `delete`, `react`, `star` and `forward`: what is done to one message.

use pillion_protocol::content::{
    id::{ChatId, MessageId},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::Ask,
    text::Text,
};

use super::which::{chat_of, message_of, own_message_of};
use crate::{
    cli::{
        error::CliError,
        json::{
            deed::{Done, DoneObject},
            message::MessageObject,
        },
        out::Out,
        session::Session,
        target::Which,
        words,
    },
    screen::{calendar::Calendar, emoji},
};

/// Says something else in a message of this account.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn edit(session: &mut Session, chat: &str, message: &str, text: &str, out: Out) -> Result<(), CliError> {
    let text = Text::parse(text).map_err(CliError::Problem)?;
    let chat = chat_of(session.shown(), chat)?.id;
    let message = own_message_of(session, chat, message).await?;
    let intent = session.intents().fresh();
    let ask = Ask::Edit {
        intent,
        chat,
        message,
        text,
    };
    let edited = answered(session, ask).await?;
    tell(session, &edited, out)
}

/// Says in another chat what a message says.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn forward(session: &mut Session, which: &Which, to: &str, out: Out) -> Result<(), CliError> {
    let to = chat_of(session.shown(), to)?.id;
    let (chat, message) = find(session, which).await?;
    let intent = session.intents().fresh();
    let ask = Ask::Forward {
        intent,
        chat,
        message,
        to,
    };
    let said = answered(session, ask).await?;
    tell(session, &said, out)
}

/// Deletes a message, here or for all.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn delete(session: &mut Session, which: &Which, for_all: bool, out: Out) -> Result<(), CliError> {
    let (chat, message) = find(session, which).await?;
    session.ask(Ask::Delete { chat, message, for_all }).await?;
    let (done, line) = if for_all {
        (Done::Deleted("all"), "Deleted for all.")
    } else {
        (Done::Deleted("here"), "Deleted on this phone and its browsers.")
    };
    out.say(&DoneObject::new(chat, message, done), || line.to_owned())
}

/// Puts an emoji under a message, or takes it away.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn react(session: &mut Session, which: &Which, word: Option<&str>, out: Out) -> Result<(), CliError> {
    let named = |word: &str| emoji::exactly(word).ok_or(CliError::Problem(Problem::NotAnEmoji));
    let emoji = word.map(named).transpose()?;
    let (chat, message) = find(session, which).await?;
    let shown = emoji.as_ref().map(|emoji| emoji.as_str().to_owned());
    session.ask(Ask::React { chat, message, emoji }).await?;
    let line = match &shown {
        Some(emoji) => format!("You reacted with {emoji}."),
        None => "Your reaction is taken away.".to_owned(),
    };
    out.say(&DoneObject::new(chat, message, Done::Reaction(shown)), || line)
}

/// Marks a message with a star, or takes the star away.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn star(session: &mut Session, which: &Which, on: bool, out: Out) -> Result<(), CliError> {
    let (chat, message) = find(session, which).await?;
    session.ask(Ask::Star { chat, message, on }).await?;
    let line = if on {
        "It has a star."
    } else {
        "It has no star any more."
    };
    out.say(&DoneObject::new(chat, message, Done::Starred(on)), || line.to_owned())
}

/// The chat and the message that a person means.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn find(session: &mut Session, which: &Which) -> Result<(ChatId, MessageId), CliError> {
    let chat = chat_of(session.shown(), &which.chat)?.id;
    Ok((chat, message_of(session, chat, &which.message).await?))
}

async fn answered(session: &mut Session, ask: Ask) -> Result<Message, CliError> {
    match session.ask(ask).await? {
        Answer::Message(message) => Ok(message),
        _ => Err(CliError::OddAnswer),
    }
}

fn tell(session: &Session, message: &Message, out: Out) -> Result<(), CliError> {
    let shown = session.shown();
    out.say(&MessageObject::new(shown, message), || {
        words::message(shown, &Calendar::of_this_machine(), message)
    })
}
