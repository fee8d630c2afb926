//! `pin`, `mute`, `archive`, `unread`, `delete-chat`, `timer`, `draft`, `accept` and `block`: how chats and contacts are kept.

use pillion_protocol::content::{
    chat::{Chat, DRAFT_BYTES, MUTED_FOR_GOOD},
    contact::Contact,
    problem::Problem,
    request::Ask,
};

use super::which::{chat_of, contact_of};
use crate::{
    cli::{
        error::CliError,
        json::people::{ChatObject, ContactObject},
        out::Out,
        session::Session,
        target::Switch,
    },
    clock::Clock,
    screen::{calendar::Calendar, plain, timer},
};

/// Keeps a chat at the top of the list, or does not.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn pin(session: &mut Session, switch: &Switch, out: Out) -> Result<(), CliError> {
    let on = !switch.off;
    let mut chat = found(session, &switch.chat)?;
    session.ask(Ask::Pin { chat: chat.id, on }).await?;
    chat.pinned = on;
    let now = if on { "is pinned" } else { "is not pinned any more" };
    tell(session, &chat, now, out)
}

/// Puts a chat out of the way, or back.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn archive(session: &mut Session, switch: &Switch, out: Out) -> Result<(), CliError> {
    let on = !switch.off;
    let mut chat = found(session, &switch.chat)?;
    session.ask(Ask::Archive { chat: chat.id, on }).await?;
    chat.archived = on;
    let now = if on { "is archived" } else { "is back among the chats" };
    tell(session, &chat, now, out)
}

/// Notifies of nothing in a chat, or again.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn mute(session: &mut Session, chat: &str, until: Option<&str>, off: bool, out: Out) -> Result<(), CliError> {
    let calendar = Calendar::of_this_machine();
    let time = |word: &str| {
        let time = calendar.to_come(word, Clock::start().now());
        time.ok_or_else(|| CliError::NoTime(plain::line(word)))
    };
    let until = match until {
        _ if off => None,
        Some(word) => Some(time(word)?),
        None => Some(MUTED_FOR_GOOD),
    };
    let mut chat = found(session, chat)?;
    session.ask(Ask::Mute { chat: chat.id, until }).await?;
    chat.muted_until = until;
    let now = match until {
        None => "is not muted any more".to_owned(),
        Some(MUTED_FOR_GOOD) => "is muted".to_owned(),
        Some(until) => format!("is muted until {}", calendar.full(until)),
    };
    tell(session, &chat, &now, out)
}

/// Lets new messages of a chat go away by themselves, or no longer.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn timer(session: &mut Session, chat: &str, when: &str, out: Out) -> Result<(), CliError> {
    let seconds = timer::parse(when).map_err(CliError::Problem)?;
    let mut chat = found(session, chat)?;
    session.ask(Ask::SetTimer { chat: chat.id, seconds }).await?;
    chat.timer = seconds;
    let now = match seconds {
        Some(seconds) => format!("lets new messages go away after {}", timer::words(seconds)),
        None => "lets new messages stay".to_owned(),
    };
    tell(session, &chat, &now, out)
}

/// Prints the draft of a chat, or puts one there.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn draft(session: &mut Session, chat: &str, text: Option<&str>, out: Out) -> Result<(), CliError> {
    let mut chat = found(session, chat)?;
    if let Some(text) = text {
        if text.len() > DRAFT_BYTES {
            return Err(CliError::Problem(Problem::TextTooLong));
        }
        let text = text.to_owned();
        let ask = Ask::Draft {
            chat: chat.id,
            text: text.clone(),
        };
        session.ask(ask).await?;
        chat.draft = text;
    }
    out.say(&ChatObject::new(session.shown(), &chat), || match chat.draft.as_str() {
        "" => format!("There is no draft for {}.", plain::name(&chat.title)),
        draft => plain::block(draft),
    })
}

/// Marks a chat as one to be looked at again, or does not.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn unread(session: &mut Session, switch: &Switch, out: Out) -> Result<(), CliError> {
    let on = !switch.off;
    let mut chat = found(session, &switch.chat)?;
    session.ask(Ask::MarkUnread { chat: chat.id, on }).await?;
    chat.marked_unread = on;
    let now = if on {
        "is marked as unread"
    } else {
        "is not marked any more"
    };
    tell(session, &chat, now, out)
}

/// Deletes all that was said in a chat, here.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn delete(session: &mut Session, chat: &str, out: Out) -> Result<(), CliError> {
    let chat = found(session, chat)?;
    session.ask(Ask::DeleteChat { chat: chat.id }).await?;
    tell(session, &chat, "is deleted on this phone and its browsers", out)
}

/// Lets somebody unknown be a contact.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn accept(session: &mut Session, chat: &str, out: Out) -> Result<(), CliError> {
    let mut chat = found(session, chat)?;
    session.ask(Ask::Accept { chat: chat.id }).await?;
    chat.request = false;
    tell(session, &chat, "is accepted", out)
}

/// Throws away unseen what a contact sends, or no longer.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn block(session: &mut Session, handle: &str, on: bool, out: Out) -> Result<(), CliError> {
    let contact = contact_of(session.shown(), handle)?.clone();
    let account = contact.account;
    session.ask(Ask::Block { account, on }).await?;
    let contact = Contact { blocked: on, ..contact };
    let now = if on { "is blocked" } else { "is not blocked any more" };
    out.say(&ContactObject::from(&contact), || {
        format!("{} ({}) {now}.", contact.handle, plain::name(&contact.name))
    })
}

fn found(session: &Session, word: &str) -> Result<Chat, CliError> {
    chat_of(session.shown(), word).cloned()
}

fn tell(session: &Session, chat: &Chat, now: &str, out: Out) -> Result<(), CliError> {
    out.say(&ChatObject::new(session.shown(), chat), || {
        format!("{} {now}.", plain::name(&chat.title))
    })
}
