//! The database: one transaction, one truth.

use pillion_wire::handle::Handle;
use rusqlite::Connection;

use super::people::{Person, alice, alice_and_bob, bob};
use crate::mls::{error::MlsError, identity::Identity, mailbox::MailboxKey, provider::migrate};

#[test]
fn a_send_that_is_rolled_back_has_not_moved_the_ratchet() {
    let (alice, bob, group) = alice_and_bob();
    let transaction = alice.db.unchecked_transaction().unwrap();
    let lost = alice.seal(group, "never stored");
    transaction.rollback().unwrap();
    let sent = alice.seal(group, "stored");
    assert_eq!(bob.read(&sent).1, "stored");
    // Both were sealed with the same key: had the first been sent after all, only one of the two would open.
    assert!(matches!(bob.open(&lost), Err(MlsError::Replayed(_))));
}

#[test]
fn a_letter_whose_transaction_is_rolled_back_opens_again() {
    let (alice, bob, group) = alice_and_bob();
    let letter = alice.seal(group, "twice delivered");
    let transaction = bob.db.unchecked_transaction().unwrap();
    assert_eq!(bob.read(&letter).1, "twice delivered");
    transaction.rollback().unwrap();
    let transaction = bob.db.unchecked_transaction().unwrap();
    assert_eq!(bob.read(&letter).1, "twice delivered");
    transaction.commit().unwrap();
    assert!(matches!(bob.open(&letter), Err(MlsError::Replayed(_))));
}

#[test]
fn a_start_or_a_join_that_is_rolled_back_leaves_nothing() {
    let (alice, bob) = (alice(), bob());
    let package = bob.package();
    let transaction = alice.db.unchecked_transaction().unwrap();
    let abandoned = alice.start(&package, &bob);
    transaction.rollback().unwrap();
    let refused = alice.with(|mls| mls.seal(abandoned.group, b"into nothing"));
    assert!(matches!(refused, Err(MlsError::UnknownGroup(_))));
    let started = alice.start(&package, &bob);
    let transaction = bob.db.unchecked_transaction().unwrap();
    bob.open(&started.welcome).unwrap();
    assert!(bob.is_in(started.group) && !bob.keeps(&package));
    transaction.rollback().unwrap();
    assert!(!bob.is_in(started.group) && bob.keeps(&package));
    bob.open(&started.welcome).unwrap();
}

#[test]
fn a_refused_blob_spoils_nothing_else_in_its_transaction() {
    let (alice, bob, group) = alice_and_bob();
    let letter = alice.seal(group, "kept");
    let transaction = bob.db.unchecked_transaction().unwrap();
    assert_eq!(bob.read(&letter).1, "kept");
    assert!(bob.open(&letter).is_err());
    assert!(bob.open(b"rubbish").is_err());
    transaction.commit().unwrap();
    assert!(matches!(bob.open(&letter), Err(MlsError::Replayed(_))));
}

#[test]
fn groups_and_packages_survive_a_restart_of_an_encrypted_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bob.db");
    let open = |key: &str| {
        let db = Connection::open(&path).unwrap();
        db.pragma_update(None, "key", key).unwrap();
        db
    };
    let alice = alice();
    let bob = Person::on(open("correct horse"), "bob", 2);
    let unused = bob.package();
    let group = super::people::joined(&alice, &bob);
    assert_eq!(alice.read(&bob.seal(group, "before")).1, "before");
    let waiting = alice.seal(group, "while away");
    drop(bob);
    // The same seed makes the same person again.
    let bob = Person::on(open("correct horse"), "bob", 2);
    assert_eq!(bob.read(&waiting).1, "while away");
    assert_eq!(alice.read(&bob.seal(group, "after")).1, "after");
    let again = alice.start(&unused, &bob);
    bob.open(&again.welcome).unwrap();
    let file = std::fs::read(&path).unwrap();
    assert!(
        !file.windows(15).any(|part| part == b"SQLite format 3"),
        "the file is not encrypted"
    );
    assert!(migrate(&mut open("wrong")).is_err(), "another key opens the file");
}

#[test]
fn migrations_run_once_and_leave_the_phones_own_numbering_alone() {
    let mut db = Connection::open_in_memory().unwrap();
    db.pragma_update(None, "user_version", 7).unwrap();
    migrate(&mut db).unwrap();
    migrate(&mut db).unwrap();
    let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 7);
    assert!(db.table_exists(None, "openmls_group_data").unwrap());
    assert!(
        !db.table_exists(None, "refinery_schema_history").unwrap(),
        "a table under a name that others use too"
    );
}

#[test]
fn keys_go_to_the_store_and_back_and_show_no_secret() {
    let alice = alice();
    let mut random = alice.random.borrow_mut();
    let identity = Identity::generate(&mut *random);
    assert_eq!(Identity::decode(&identity.encode()).key(), identity.key());
    let mailbox = MailboxKey::generate(&mut *random);
    assert_eq!(MailboxKey::decode(&mailbox.encode()).account(), mailbox.account());
    assert_ne!(identity.key().0, mailbox.account().0);
    let start = |bytes: &[u8]| bytes[..4].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(
        format!("{identity:?}"),
        format!("Identity(IdentityKey({}…), secret)", start(&identity.key().0))
    );
    assert_eq!(
        format!("{mailbox:?}"),
        format!("MailboxKey(AccountId({}…), secret)", start(&mailbox.account().0))
    );
    assert_eq!(Handle::parse("alice").unwrap(), *alice.card.handle());
}
