//! The secret keys of a phone, read out of its database with its own passphrase: to be looked for where they must not be.

use std::{fs, path::Path};

use pillion_protocol::link::{phone::PhoneLink, record};
use rusqlite::Connection;
use tempfile::TempDir;

/// The keys of the phone in `home`, each with its name. The phone may run: a copy is read.
///
/// # Panics
/// When the database cannot be read, or does not hold what it must.
#[must_use]
pub fn of(home: &Path, passphrase: &str) -> Vec<(&'static str, Vec<u8>)> {
    let copy = TempDir::new().expect("a folder for a while");
    for name in ["phone.db", "phone.db-wal"] {
        if home.join(name).exists() {
            fs::copy(home.join(name), copy.path().join(name)).expect("a copy");
        }
    }
    let file = Connection::open(copy.path().join("phone.db")).expect("the copy");
    file.pragma_update(None, "key", passphrase).expect("a key");
    let account = "SELECT identity_key, mailbox_key FROM account";
    let (identity, mailbox) = file
        .query_row(account, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("the account opens");
    let mut keys = vec![("the identity key", identity), ("the mailbox key", mailbox)];
    let mut links = file.prepare("SELECT record FROM link").expect("links");
    let records = links.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("links");
    for bytes in records {
        let link: PhoneLink = record::from_bytes(&bytes.expect("a link")).expect("a link");
        keys.push(("a link's key", link.key.as_bytes().to_vec()));
        keys.push(("the phone's key of a link", link.own.as_bytes().to_vec()));
    }
    keys
}
