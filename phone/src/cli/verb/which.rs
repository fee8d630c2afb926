//! Which chat, message or contact a person means.

use pillion_protocol::content::{
    chat::Chat,
    contact::Contact,
    id::{ChatId, MessageId},
    message::Message,
    reply::Answer,
    request::{Ask, From, HISTORY_LIMIT},
};
use pillion_wire::handle::Handle;

use crate::{
    cli::{error::CliError, session::Session},
    screen::{follow::Shown, plain},
};

/// The word for the newest message.
const LAST: &str = "last";

/// The chat that a person means: by its id, or by the handle of the other one.
///
/// # Errors
/// [`CliError::NoSuchChat`].
pub fn chat_of<'a>(shown: &'a Shown, word: &str) -> Result<&'a Chat, CliError> {
    let by_id = || shown.chats.get(&ChatId::from_hex(&word.to_ascii_lowercase())?);
    let by_handle = || shown.chats.get(&contact_of(shown, word).ok()?.chat);
    by_id()
        .or_else(by_handle)
        .ok_or_else(|| CliError::NoSuchChat(plain::line(word)))
}

/// The contact of a handle.
///
/// # Errors
/// [`CliError::NoSuchContact`].
pub fn contact_of<'a>(shown: &'a Shown, word: &str) -> Result<&'a Contact, CliError> {
    let handle = Handle::parse(word).ok();
    let contact = handle.and_then(|handle| shown.contacts.values().find(|contact| contact.handle == handle));
    contact.ok_or_else(|| CliError::NoSuchContact(plain::line(word)))
}

/// The message that a person means: by its id, or the newest of the chat.
///
/// # Errors
/// [`CliError::NoSuchMessage`], and others.
pub async fn message_of(session: &mut Session, chat: ChatId, word: &str) -> Result<MessageId, CliError> {
    newest_or_id(session, chat, word, |_| true).await
}

/// The same, where the newest is the newest of this account.
///
/// # Errors
/// [`CliError::NoSuchMessage`], and others.
pub async fn own_message_of(session: &mut Session, chat: ChatId, word: &str) -> Result<MessageId, CliError> {
    newest_or_id(session, chat, word, |message| message.from.is_none()).await
}

async fn newest_or_id(
    session: &mut Session,
    chat: ChatId,
    word: &str,
    fits: impl Fn(&Message) -> bool,
) -> Result<MessageId, CliError> {
    let unknown = || CliError::NoSuchMessage(plain::line(word));
    if word != LAST {
        return MessageId::from_hex(&word.to_ascii_lowercase()).ok_or_else(unknown);
    }
    let mut from = From::End;
    loop {
        let ask = Ask::History {
            chat,
            from,
            limit: HISTORY_LIMIT,
        };
        let Answer::Page { messages, earlier, .. } = session.ask(ask).await? else {
            return Err(CliError::OddAnswer);
        };
        if let Some(message) = messages.iter().rev().find(|message| fits(message)) {
            return Ok(message.id);
        }
        match messages.first() {
            Some(oldest) if earlier => from = From::Before(oldest.place),
            _ => return Err(unknown()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::tui::stage::{Stage, WITH_BOB};

    #[test]
    fn a_chat_is_named_by_handle_or_id() {
        let stage = Stage::alice();
        for word in [
            "bob",
            "@bob",
            "@Bob",
            &WITH_BOB.to_hex(),
            &WITH_BOB.to_hex().to_uppercase(),
        ] {
            assert_eq!(chat_of(stage.model.shown(), word).unwrap().id, WITH_BOB, "{word}");
        }
    }

    #[test]
    fn a_word_that_names_no_chat_is_refused_and_shown_safely() {
        let stage = Stage::alice();
        for word in [
            "",
            "dave",
            "@",
            "Bob Smith",
            &"00".repeat(16),
            &WITH_BOB.to_hex()[..30],
            "a\u{1b}[2J",
        ] {
            let refused = chat_of(stage.model.shown(), word).unwrap_err().to_string();
            assert!(!refused.contains('\u{1b}') && refused.ends_with("HANDLE"), "{refused}");
        }
    }

    #[test]
    fn a_contact_is_named_by_handle_alone() {
        let stage = Stage::alice();
        assert_eq!(contact_of(stage.model.shown(), "@BOB").unwrap().chat, WITH_BOB);
        for word in ["", "dave", &WITH_BOB.to_hex(), "a\u{1b}[2J"] {
            let refused = contact_of(stage.model.shown(), word).unwrap_err().to_string();
            assert!(
                !refused.contains('\u{1b}') && refused.ends_with("contacts"),
                "{refused}"
            );
        }
    }
}
