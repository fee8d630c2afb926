//! Which chat, message or contact a person means.

use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    contact::Contact,
    file_ask::FileAsk,
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

/// The chat that a person means: by its id, by the handle of the other one, or by the name of a group.
///
/// # Errors
/// [`CliError::NoSuchChat`], [`CliError::GroupNotUnique`].
pub fn chat_of<'a>(shown: &'a Shown, word: &str) -> Result<&'a Chat, CliError> {
    let by_id = || shown.chats.get(&ChatId::from_hex(&word.to_ascii_lowercase())?);
    let by_handle = || shown.chats.get(&contact_of(shown, word).ok()?.chat);
    if let Some(chat) = by_id().or_else(by_handle) {
        return Ok(chat);
    }
    let mut named = shown
        .chats
        .values()
        .filter(|chat| chat.group.is_some() && chat.title == word);
    match (named.next(), named.next()) {
        (Some(chat), None) => Ok(chat),
        (Some(_), Some(_)) => Err(CliError::GroupNotUnique(plain::line(word))),
        (None, _) => Err(CliError::NoSuchChat(plain::line(word))),
    }
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
    newest_or_id(session, chat, word, is_said).await
}

/// The same, where the newest is the newest of this account.
///
/// # Errors
/// [`CliError::NoSuchMessage`], and others.
pub async fn own_message_of(session: &mut Session, chat: ChatId, word: &str) -> Result<MessageId, CliError> {
    newest_or_id(session, chat, word, |message| {
        is_said(message) && message.from.is_none()
    })
    .await
}

/// The message with a file that a person means: by its id, or the newest one.
///
/// # Errors
/// [`CliError::NoSuchMessage`], and others.
pub async fn file_of(session: &mut Session, chat: ChatId, word: &str) -> Result<Message, CliError> {
    let unknown = || CliError::NoSuchMessage(plain::line(word));
    let wanted = match word {
        LAST => None,
        word => Some(MessageId::from_hex(&word.to_ascii_lowercase()).ok_or_else(unknown)?),
    };
    let mut before = None;
    loop {
        let ask = FileAsk::List {
            chat,
            before,
            limit: HISTORY_LIMIT,
            sort: None,
        };
        let Answer::Page { messages, earlier, .. } = session.ask(Ask::File(ask)).await? else {
            return Err(CliError::OddAnswer);
        };
        let is_it = |message: &&Message| wanted.is_none_or(|wanted| message.id == wanted);
        if let Some(message) = messages.iter().rev().find(is_it) {
            return Ok(message.clone());
        }
        match messages.first() {
            Some(oldest) if earlier => before = Some(oldest.place),
            _ => return Err(unknown()),
        }
    }
}

/// Whether somebody has written it: what happened is no message that a person means.
const fn is_said(message: &Message) -> bool {
    !matches!(message.body, Body::Event(_))
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
    use std::collections::BTreeMap;

    use pillion_protocol::content::{event::Event, id::Version, message::State, reply::Reply, update::Change};
    use tokio::sync::mpsc;

    use super::*;
    use crate::{
        desk::{Desk, FromScreen, ToScreen},
        tui::stage::{BOB, Stage, TEAM, WITH_BOB, message, mine, team},
    };

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
            assert!(
                !refused.contains('\u{1b}') && refused.ends_with("contact add HANDLE"),
                "{refused}"
            );
        }
    }

    #[test]
    fn a_group_is_named_by_its_title_if_no_other_has_the_same() {
        let mut stage = Stage::alice();
        let bob = Chat {
            title: "bob".to_owned(),
            ..team(20)
        };
        stage.update(vec![Change::Chat(bob)]);
        let found = |stage: &Stage, word: &str| chat_of(stage.model.shown(), word).map(|chat| chat.id);
        assert_eq!(found(&stage, "bob").unwrap(), WITH_BOB, "a handle comes first");
        stage.update(vec![Change::Chat(team(20))]);
        assert_eq!(found(&stage, "Team").unwrap(), TEAM);
        for word in ["team", "Team ", "Tea", "Carol"] {
            assert!(found(&stage, word).is_err() || word == "Carol", "{word}");
        }
        let other = Chat {
            id: ChatId([9; 16]),
            ..team(20)
        };
        stage.update(vec![Change::Chat(other)]);
        assert!(matches!(found(&stage, "Team"), Err(CliError::GroupNotUnique(_))));
        assert_eq!(found(&stage, &TEAM.to_hex()).unwrap(), TEAM);
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

    /// A session at a phone that keeps messages 1 to 250; Alice wrote the third.
    async fn session() -> Session {
        let (desk, mut listen) = Desk::new();
        tokio::spawn(async move {
            let mut outs = BTreeMap::new();
            while let Some(said) = listen.recv().await {
                match said {
                    FromScreen::Open { screen, out } => {
                        outs.insert(screen, out);
                    }
                    FromScreen::Ask { screen, request } => {
                        let reply = Reply {
                            id: request.id,
                            answer: answer(&request.ask),
                        };
                        let out: &mpsc::Sender<ToScreen> = outs.get(&screen).unwrap();
                        out.send(ToScreen::Reply(reply)).await.unwrap();
                    }
                    FromScreen::Close { .. } => return,
                }
            }
        });
        Session::at(&desk, None).await.unwrap()
    }

    fn answer(ask: &Ask) -> Answer {
        match ask {
            Ask::Sync { .. } => Answer::Synced {
                reset: false,
                version: Version(1),
                changes: Vec::new(),
                more: None,
            },
            Ask::History { from, .. } => {
                let before = match from {
                    From::Before(place) => place.0,
                    _ => 251,
                };
                let first = before.saturating_sub(100).max(1);
                let one = |place| {
                    if place == 250 || place == 240 {
                        let body = Body::Event(Event::Made);
                        let from = (place == 250).then_some(BOB);
                        Message {
                            body,
                            from,
                            ..message(place)
                        }
                    } else if place == 3 {
                        mine(3, "mine", State::Read)
                    } else {
                        message(place)
                    }
                };
                Answer::Page {
                    messages: (first..before).map(one).collect(),
                    earlier: first > 1,
                    later: before < 251,
                }
            }
            _ => Answer::Done,
        }
    }

    #[tokio::test]
    async fn the_last_message_is_the_newest_and_the_last_own_one_is_searched_for() {
        let mut session = session().await;
        let last = message_of(&mut session, WITH_BOB, "last").await.unwrap();
        let own = own_message_of(&mut session, WITH_BOB, "last").await.unwrap();
        assert_eq!(
            (last, own),
            (message(249).id, message(3).id),
            "what happened is passed over"
        );
        let named = message(7).id.to_hex().to_uppercase();
        assert_eq!(message_of(&mut session, WITH_BOB, &named).await.unwrap(), message(7).id);
    }

    #[tokio::test]
    async fn a_word_that_names_no_message_is_refused() {
        let mut session = session().await;
        for word in ["", "Last", "7", &"0".repeat(31), "a\u{1b}[2J"] {
            let refused = message_of(&mut session, WITH_BOB, word).await.unwrap_err().to_string();
            assert!(!refused.contains('\u{1b}') && refused.contains("`last`"), "{refused}");
        }
        let nobodys = newest_or_id(&mut session, WITH_BOB, "last", |_| false).await;
        assert!(matches!(nobodys, Err(CliError::NoSuchMessage(_))));
    }
}
