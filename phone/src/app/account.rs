//! A new account: two fresh keys in an empty database. Its handle is claimed when the phone first reaches its relay.

use pillion_protocol::pairing::about::Line;
use pillion_wire::{handle::Handle, origin::Origin, time::Timestamp};

use super::rng::SharedRng;
use crate::{
    mls::{identity::Identity, mailbox::MailboxKey},
    store::{account, change, database::Database, error::StoreError},
};

/// Makes the account of an empty database. A name that holds nothing to show becomes the handle.
///
/// # Errors
/// [`StoreError`].
pub fn make(
    database: &mut Database,
    rng: &SharedRng,
    relay: Origin,
    handle: Handle,
    name: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let shown = Line::clean(name);
    let name = if shown.as_str().is_empty() {
        handle.as_str()
    } else {
        shown.as_str()
    };
    let row = account::Row {
        name: name.to_owned(),
        handle,
        relay,
        identity_key: Identity::generate(&mut rng.clone()).encode(),
        mailbox_key: MailboxKey::generate(&mut rng.clone()).encode(),
        made_at: now,
        picture: None,
    };
    database.write(|tx| {
        account::add(tx, &row)?;
        change::touch(tx, change::Object::Account)
    })
}
