//! Data folders that cannot be used, each with a sentence.

use std::fs;

use pillion_relay::store::{
    disk::{Disk, OpenError, VERSION},
    quotas::Quotas,
};
use redb::{Database, TableDefinition};
use tempfile::TempDir;

use crate::backend::{BOB, enter, mail, one, put};

fn open(folder: &TempDir) -> Result<Disk, OpenError> {
    Disk::open(&folder.path().join("relay.redb"), Quotas::default())
}

#[test]
fn a_second_relay_on_the_same_folder_is_refused() {
    let folder = TempDir::new().unwrap();
    let first = open(&folder).unwrap();
    let error = open(&folder).unwrap_err();
    assert!(matches!(error, OpenError::Locked), "{error}");
    drop(first);
    assert!(open(&folder).is_ok());
}

#[test]
fn a_file_that_is_no_database_is_damaged() {
    for contents in [&b"not a database"[..], &[0x55; 10_000]] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("relay.redb"), contents).unwrap();
        let error = open(&folder).unwrap_err();
        assert!(matches!(error, OpenError::Damaged(_)), "{error}");
        let sentence = error.to_string();
        assert!(sentence.contains("backup"), "{sentence}");
    }
}

#[test]
fn a_database_with_flipped_bytes_is_damaged_or_works_but_never_panics() {
    let folder = TempDir::new().unwrap();
    let mut disk = open(&folder).unwrap();
    one(&mut disk, enter(BOB)).unwrap();
    for n in 0..200 {
        one(&mut disk, put(n)).unwrap();
    }
    drop(disk);
    let path = folder.path().join("relay.redb");
    let whole = fs::read(&path).unwrap();
    let step = whole.len() / 40;
    let mut damaged = 0;
    for n in 0..40 {
        let mut bytes = whole.clone();
        for byte in bytes.iter_mut().skip(n * step).take(64) {
            *byte ^= 0xff;
        }
        fs::write(&path, &bytes).unwrap();
        match open(&folder) {
            Ok(mut disk) => assert_eq!(mail(&mut disk).len(), 200, "page {n} was not in use"),
            Err(_) => damaged += 1,
        }
    }
    assert!(damaged > 0, "no flipped byte was noticed");
}

#[test]
fn a_database_of_a_newer_relay_is_refused() {
    let folder = TempDir::new().unwrap();
    let database = Database::create(folder.path().join("relay.redb")).unwrap();
    let transaction = database.begin_write().unwrap();
    let meta: TableDefinition<&[u8], &[u8]> = TableDefinition::new("meta");
    let newer = (VERSION + 1).to_be_bytes();
    transaction
        .open_table(meta)
        .unwrap()
        .insert(&b"version"[..], &newer[..])
        .unwrap();
    transaction.commit().unwrap();
    drop(database);
    let error = open(&folder).unwrap_err();
    assert!(
        matches!(error, OpenError::Newer { found } if found == VERSION + 1),
        "{error}"
    );
}
