//! `watch`.

use std::collections::BTreeSet;

use pillion_protocol::content::update::Change;
use pillion_wire::id::LinkId;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    cli::{
        error::CliError,
        json::{change::ChangeObject, message::MessageObject, people::ChatObject},
        out::Out,
        session::Session,
        words,
    },
    screen::calendar::Calendar,
};

/// Prints messages and changes until Ctrl-C or SIGTERM.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn watch(session: &mut Session, out: Out) -> Result<(), CliError> {
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CliError::System)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(CliError::System)?;
    tokio::select! {
        told = tell(session, out) => told,
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

async fn tell(session: &mut Session, out: Out) -> Result<(), CliError> {
    let calendar = Calendar::of_this_machine();
    let mut links: BTreeSet<LinkId> = session.shown().links.keys().copied().collect();
    let mut light = None;
    if let Some(connection) = &session.shown().connection {
        // The first line tells that the watch has begun.
        out.say(&ChangeObject::Connection(connection.into()), || {
            words::connection(session.shown())
        })?;
        light = Some((connection.online, connection.refused));
    }
    loop {
        for change in session.changes().await? {
            let shown = session.shown();
            match &change {
                Change::Message(message) => out.say(&MessageObject::new(shown, message), || {
                    words::message(shown, &calendar, message)
                })?,
                Change::Connection(connection) => {
                    let object = ChangeObject::Connection(connection.into());
                    // People want to see the light, programs also how much waits.
                    if light.replace((connection.online, connection.refused))
                        == Some((connection.online, connection.refused))
                    {
                        out.object(&object)?;
                    } else {
                        out.say(&object, || words::connection(shown))?;
                    }
                }
                Change::Link(link) => {
                    let known = !links.insert(link.id);
                    out.say(&ChangeObject::Link(link.into()), || {
                        words::link_change(&change, known).unwrap_or_default()
                    })?;
                }
                Change::LinkGone(link) => {
                    links.remove(link);
                    out.say(&ChangeObject::unlink(*link), || {
                        words::link_change(&change, true).unwrap_or_default()
                    })?;
                }
                Change::MessageGone { chat, message } => out.object(&ChangeObject::MessageGone {
                    id: message.to_hex(),
                    chat: chat.to_hex(),
                })?,
                Change::ChatGone(chat) => out.object(&ChangeObject::ChatGone { id: chat.to_hex() })?,
                Change::Contact(contact) => out.say(&ChangeObject::Contact(contact.into()), || {
                    format!("contact: {}", words::contact(contact))
                })?,
                Change::Chat(chat) => out.object(&ChangeObject::Chat(Box::new(ChatObject::new(shown, chat))))?,
                Change::Account(account) => out.object(&ChangeObject::account(account))?,
                Change::Typing(typing) => {
                    let object = ChangeObject::typing(shown, typing);
                    if typing.on {
                        out.say(&object, || words::typing(shown, typing))?;
                    } else {
                        out.object(&object)?;
                    }
                }
                // Whoever sends or saves a file sees how far it is.
                Change::Progress(_) => {}
                Change::Presence { account, presence } => {
                    let object = ChangeObject::presence(shown, *account, *presence);
                    match words::presence(shown, &calendar, *account, *presence) {
                        Some(line) => out.say(&object, || line)?,
                        None => out.object(&object)?,
                    }
                }
            }
        }
    }
}
