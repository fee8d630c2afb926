//! From a verb to what it does.

use pillion_protocol::content::chat::Chat;
use pillion_wire::handle::Handle;

use super::{chats, contact, history, init, link, links, run, send, status, watch};
use crate::{
    cli::{
        args::{Args, ContactVerb, Verb},
        error::CliError,
        out::Out,
        session::Session,
    },
    screen::follow::Shown,
};

/// Does what the command line asks for; without a verb opens the terminal UI.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn perform(args: &Args) -> Result<(), CliError> {
    let out = Out::new(args.json);
    match &args.verb {
        None => crate::tui::run::run(args).await,
        Some(Verb::Init(wanted)) => init::init(args, wanted, out).await,
        Some(Verb::Run { echo }) => run::run(args, *echo, out).await,
        Some(verb) => {
            let mut session = Session::open(args).await?;
            let done = at(&mut session, verb, out).await;
            let flushed = match (&done, changes_something(verb)) {
                (Ok(()), true) => session.flush().await.unwrap_or(false),
                _ => true,
            };
            session.close().await;
            if !flushed {
                eprintln!("Not all of it has reached the relay yet. The rest goes out when the phone runs next.");
            }
            done
        }
    }
}

async fn at(session: &mut Session, verb: &Verb, out: Out) -> Result<(), CliError> {
    match verb {
        Verb::Init(_) | Verb::Run { .. } => Ok(()),
        Verb::Link { code, yes } => link::link(session, code, *yes, out).await,
        Verb::Links => links::links(session, out),
        Verb::Unlink { link } => links::unlink(session, link, out).await,
        Verb::Contact {
            verb: ContactVerb::Add { handle },
        } => contact::add(session, handle, out).await,
        Verb::Contacts => contact::contacts(session, out),
        Verb::Chats => chats::chats(session, out),
        Verb::Send { chat, text, wait } => send::send(session, chat, text, *wait, out).await,
        Verb::History { chat, limit } => history::history(session, chat, *limit, out).await,
        Verb::Watch => watch::watch(session, out).await,
        Verb::Status => status::status(session, out).await,
    }
}

const fn changes_something(verb: &Verb) -> bool {
    // `send` waits by itself, to tell how far its message came.
    matches!(verb, Verb::Link { .. } | Verb::Unlink { .. } | Verb::Contact { .. })
}

/// The chat that a person means: by its id, or by the handle of the other one.
///
/// # Errors
/// [`CliError::NoSuchChat`].
pub fn chat_of<'a>(shown: &'a Shown, word: &str) -> Result<&'a Chat, CliError> {
    let by_id = || {
        let id = pillion_protocol::content::id::ChatId::from_hex(&word.to_ascii_lowercase())?;
        shown.chats.get(&id)
    };
    let by_handle = || {
        let handle = Handle::parse(word).ok()?;
        let contact = shown.contacts.values().find(|contact| contact.handle == handle)?;
        shown.chats.get(&contact.chat)
    };
    by_id()
        .or_else(by_handle)
        .ok_or_else(|| CliError::NoSuchChat(crate::screen::plain::line(word)))
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
}
