//! `about` and `retry`: what there is to know of one message, and a second try for one that failed.

use pillion_protocol::content::{message::State, reply::Answer, request::Ask};

use super::{act::find, history::found};
use crate::{
    cli::{
        error::CliError,
        json::{
            about::{ReactionObject, SaidObject},
            deed::{Done, DoneObject},
        },
        out::Out,
        session::Session,
        target::Which,
    },
    screen::{calendar::Calendar, plain, words},
};

/// Tells who has put what under a message, and what it said before.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn about(session: &mut Session, which: &Which, out: Out) -> Result<(), CliError> {
    let (chat, message) = find(session, which).await?;
    let Answer::Reactions(reactions) = session.ask(Ask::Reactions { chat, message }).await? else {
        return Err(CliError::OddAnswer);
    };
    let Answer::Edits(edits) = session.ask(Ask::Edits { chat, message }).await? else {
        return Err(CliError::OddAnswer);
    };
    let (shown, calendar) = (session.shown(), Calendar::of_this_machine());
    if reactions.is_empty() {
        out.remark("Nobody has reacted.")?;
    }
    for reaction in &reactions {
        out.say(&ReactionObject::new(shown, reaction), || {
            let who = words::you_or_named(shown, reaction.from, reaction.name.as_deref());
            let emoji = plain::line(reaction.emoji.as_str());
            format!("{emoji} {who}, {}", calendar.full(reaction.at))
        })?;
    }
    if !edits.is_empty() {
        out.remark("It said before:")?;
    }
    for edit in &edits {
        out.say(&SaidObject::from(edit), || {
            let text = plain::block(edit.text.as_str()).replace('\n', "\n    ");
            format!("{} {text}", calendar.full(edit.at))
        })?;
    }
    Ok(())
}

/// Sends a failed message again.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn retry(session: &mut Session, which: &Which, out: Out) -> Result<(), CliError> {
    let (chat, message) = find(session, which).await?;
    if found(session, chat, message).await?.state != State::Failed {
        return Err(CliError::NotFailed);
    }
    session.ask(Ask::Retry { message }).await?;
    out.say(&DoneObject::new(chat, message, Done::Retried(true)), || {
        "It is sent again.".to_owned()
    })
}
