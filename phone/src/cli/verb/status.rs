//! `status`.

use std::time::Duration;

use crate::{
    cli::{
        error::CliError,
        json::state::{ConnectionObject, StatusObject},
        out::Out,
        session::{Session, is_settled},
        words,
    },
    screen::{plain, words as common},
};

/// How long a phone that was started for this verb may take to come online before it is called offline.
const SETTLE: Duration = Duration::from_secs(3);

/// Tells who this phone is, and how it is connected.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn status(session: &mut Session, out: Out) -> Result<(), CliError> {
    if session.is_alone() {
        session.wait_for(SETTLE, |shown, _| is_settled(shown)).await?;
    }
    let shown = session.shown();
    let (Some(account), Some(connection)) = (&shown.account, &shown.connection) else {
        return Err(CliError::OddAnswer);
    };
    let object = StatusObject {
        account: account.id.to_hex(),
        handle: account.handle.as_str().to_owned(),
        name: account.name.clone(),
        relay: account.relay.clone(),
        connection: ConnectionObject::from(connection),
        links: shown.links.len(),
        links_online: shown.links.values().filter(|link| link.online).count(),
        chats: shown.chats.len(),
        unread: shown.chats.values().map(|chat| u64::from(chat.unread)).sum(),
    };
    out.say(&object, || {
        let waiting = common::count(usize::try_from(connection.waiting).unwrap_or(usize::MAX), "message");
        [
            format!("{} ({})", account.handle, plain::name(&account.name)),
            words::connection(shown),
            format!(
                "{}, {} online; {}, {} unread; {waiting} waiting for the relay",
                common::count(object.links, "linked browser"),
                object.links_online,
                common::count(object.chats, "chat"),
                object.unread,
            ),
        ]
        .join("\n")
    })
}
