//! A file made and opened again, and every way in which it can be wrong.

use std::{
    fs,
    path::{Path, PathBuf},
};

use pillion_protocol::crypto::{key::StreamKey, stretch::Cost};
use pillion_wire::{handle::Handle, origin::Origin, time::Timestamp};

use super::{
    error::BackupError,
    file::FileError,
    header::{Head, HeadError},
    make::{self, backup, move_away},
    restore::{self, Restored, restore},
    sealed::{self, About, Kind, OpenError},
};
use crate::{
    app::{account, rng::SharedRng},
    home::Home,
    passphrase::Passphrase,
    store::{
        copy::RawKey,
        database::{Database, Stretch},
        setting,
    },
    system::SystemRng,
};

const CHEAP: Cost = Cost {
    memory_kib: 64,
    passes: 3,
    lanes: 4,
};

fn horse() -> Passphrase {
    Passphrase::new("correct horse")
}

fn about(length: u64) -> About {
    About {
        kind: Kind::Backup,
        made_at: Timestamp(0x0102_0304),
        key: RawKey::from_bytes([0xdb; 32]),
        length,
    }
}

fn sealed_bytes(length: usize) -> Vec<u8> {
    let database: Vec<u8> = (0..=250).cycle().take(length).collect();
    let mut out = Vec::new();
    let key = StreamKey::from_bytes([7; 32]);
    let about = about(u64::try_from(length).unwrap());
    sealed::seal(&about, &mut database.as_slice(), &mut out, &key, &mut |_| {}).unwrap();
    out
}

fn opened(mut bytes: &[u8]) -> Result<(About, Vec<u8>), OpenError> {
    let mut out = Vec::new();
    let about = sealed::open(
        &mut bytes,
        &mut out,
        &StreamKey::from_bytes([7; 32]),
        &mut |done, of| assert!(done <= of),
    )?;
    Ok((about, out))
}

#[test]
fn the_head_stays_what_it_is() {
    let (head, key) = Head::new(CHEAP, [2; 16]).seal(&horse()).unwrap();
    let expected = [
        hex(b"pillion backup"),
        // Version, memory in KiB, passes, lanes.
        "0001000000400000000300000004".to_owned(),
        // Salt.
        "02".repeat(16),
        // Check: BLAKE2s keyed with d4db550b…, the stretched passphrase, over the label and the 44 bytes before.
        "45a69371c6b2058e26e639462e8f328ad129d56e4b666a1d07e704b950e2c256".to_owned(),
    ];
    assert_eq!(hex(&head), expected.concat());
    assert_eq!(
        hex(key.as_bytes()),
        "3389cfb6f5ef66fa11c3fc79b6ee31430afe7e595c641c1ad51d5521424c7ab3"
    );
    assert_eq!(Head::open(&mut head.as_slice(), &horse()).unwrap(), key);
}

#[test]
fn a_head_that_is_wrong_is_told_apart() {
    let (head, _) = Head::new(CHEAP, [2; 16]).seal(&horse()).unwrap();
    let try_open = |bytes: &[u8], words: &str| Head::open(&mut &*bytes, &Passphrase::new(words)).unwrap_err();
    for cut in 0..head.len() {
        let refused = try_open(&head[..cut], "correct horse");
        let fits = match cut {
            0..14 => matches!(refused, HeadError::NotABackup),
            _ => matches!(refused, HeadError::Cut),
        };
        assert!(fits, "cut at {cut}: {refused}");
    }
    for words in ["battery", "", "correct horse "] {
        assert!(
            matches!(try_open(&head, words), HeadError::WrongPassphrase),
            "{words:?}"
        );
    }
    let changed = |at: usize, to: u8| {
        let mut changed = head.clone();
        changed[at] = to;
        try_open(&changed, "correct horse")
    };
    assert!(matches!(changed(0, b'P'), HeadError::NotABackup));
    assert!(matches!(changed(15, 2), HeadError::Newer(2)));
    assert!(matches!(changed(14, 1), HeadError::Newer(257)));
    assert!(matches!(changed(15, 0), HeadError::NotABackup));
    // 4 GiB of memory and more, too many passes, too many lanes: refused before any work.
    for at in [16, 20, 24] {
        assert!(matches!(changed(at, 0x7f), HeadError::Cost(_)), "byte {at}");
    }
    // Another cost, salt or check.
    for at in [23, 28, 43, 44, 75] {
        let other = head[at] ^ 2;
        assert!(matches!(changed(at, other), HeadError::WrongPassphrase), "byte {at}");
    }
}

#[test]
fn what_is_sealed_comes_back_whatever_its_length() {
    for length in [0, 1, 65_486, 65_487, 65_488, 131_023, 200_000] {
        let (about, database) = opened(&sealed_bytes(length)).unwrap();
        assert_eq!(database.len(), length);
        assert_eq!((about.kind, about.made_at), (Kind::Backup, Timestamp(0x0102_0304)));
        assert_eq!(about.key.as_bytes(), &[0xdb; 32]);
    }
}

#[test]
fn the_first_chunk_stays_what_it_is() {
    // 49 bytes before the database, 3 of it, and the tag: sealed with another ChaCha20-Poly1305.
    assert_eq!(
        hex(&sealed_bytes(3)),
        "e9175316c66c6447c65fa299d3fe9e7408a40a1f3525d1bc680539aa49ade407a000eb53280b4a310c35891f1c27367887158f15b6298a5791402e25f2a0c003b42a44ff"
    );
}

#[test]
fn a_stream_that_is_cut_longer_or_altered_is_damaged() {
    let whole = sealed_bytes(200_000);
    for cut in [0, 1, 64, 65_551, 65_552, 65_553, 2 * 65_552, whole.len() - 1] {
        assert!(matches!(opened(&whole[..cut]), Err(OpenError::Damaged)), "cut at {cut}");
    }
    let longer = [whole.as_slice(), &[0]].concat();
    assert!(matches!(opened(&longer), Err(OpenError::Damaged)));
    for at in [0, 70_000, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        assert!(matches!(opened(&altered), Err(OpenError::Damaged)), "byte {at}");
    }
}

/// A phone in a home of its own, made as `init` makes it.
struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stage = Self { folder };
        let home = Home::take(&stage.path("home")).unwrap();
        let mut database = Database::open(&home.database(), &horse(), Stretch::Full).unwrap();
        let rng = SharedRng::new(Box::new(SystemRng));
        let relay = Origin::parse("http://localhost:8080").unwrap();
        let handle = Handle::parse("alice").unwrap();
        account::make(&mut database, &rng, relay, handle, "Alice", Timestamp(1)).unwrap();
        database.write(|tx| setting::put(tx, "test", 7)).unwrap();
        database.close().unwrap();
        stage
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn make(&self, make: Make, file: &str, replace: bool) -> Result<u64, BackupError> {
        let (home, file, passphrase) = (self.path("home"), self.path(file), horse());
        let order = make::Order {
            home: &home,
            passphrase: &passphrase,
            file: &file,
            file_passphrase: &Passphrase::new("for the file"),
            replace,
        };
        make(order, &mut |_| {})
    }

    fn restore(&self, file: &str, home: &str, again: bool) -> Result<Restored, BackupError> {
        self.restore_with(file, home, again, "for the file")
    }

    fn restore_with(&self, file: &str, home: &str, again: bool, words: &str) -> Result<Restored, BackupError> {
        let (file, home) = (self.path(file), self.path(home));
        let order = restore::Order {
            home: &home,
            file: &file,
            passphrase: &Passphrase::new(words),
            again,
        };
        let restored = restore(order, &mut |_| {});
        if restored.is_err() {
            assert!(
                !home.exists() || names(&home).contains(&"phone.db".to_owned()),
                "left in {home:?}"
            );
        }
        restored
    }

    fn value(&self, home: &str, words: &str, name: &str) -> Option<u64> {
        let database = Database::open(
            &self.path(home).join("phone.db"),
            &Passphrase::new(words),
            Stretch::Full,
        )
        .unwrap();
        setting::value(&database.read(), name).unwrap()
    }
}

type Make = fn(make::Order<'_>, &mut dyn FnMut(super::progress::Progress)) -> Result<u64, BackupError>;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_phone_comes_back_from_its_backup_under_the_passphrase_of_the_file() {
    let stage = Stage::new();
    let bytes = stage.make(backup, "file", false).unwrap();
    assert_eq!(bytes, fs::metadata(stage.path("file")).unwrap().len());
    assert_eq!(names(&stage.path("home")), ["backup", "lock", "phone.db"]);
    let restored = stage.restore("file", "new", false).unwrap();
    assert_eq!((restored.handle.as_str(), restored.goes_on), ("@alice", false));
    assert_eq!(names(&stage.path("new")), ["lock", "phone.db"]);
    assert_eq!(stage.value("new", "for the file", "test"), Some(7));
    assert_eq!(stage.value("home", "correct horse", "test"), Some(7), "as it was");
}

#[test]
fn what_cannot_be_restored_is_named_and_leaves_nothing() {
    let stage = Stage::new();
    stage.make(backup, "file", false).unwrap();
    let whole = fs::read(stage.path("file")).unwrap();
    let wrong = stage.restore_with("file", "new", false, "battery").unwrap_err();
    assert!(matches!(wrong, BackupError::WrongPassphrase), "{wrong}");
    let there = stage.restore("file", "home", false).unwrap_err();
    assert!(matches!(there, BackupError::HasAccount(_)), "{there}");
    let missing = stage.restore("nothing", "new", false).unwrap_err();
    assert!(matches!(missing, BackupError::Unreadable { .. }), "{missing}");
    fs::write(stage.path("other"), "a shopping list").unwrap();
    let other = stage.restore("other", "new", false).unwrap_err();
    assert!(matches!(other, BackupError::NotABackup(_)), "{other}");
    for cut in [20, 76, 1_000, 76 + 65_552, whole.len() - 1] {
        fs::write(stage.path("cut"), &whole[..cut]).unwrap();
        let refused = stage.restore("cut", "new", false).unwrap_err();
        assert!(matches!(refused, BackupError::Damaged(_)), "cut at {cut}: {refused}");
    }
    let mut altered = whole.clone();
    altered[76 + 70_000] ^= 1;
    fs::write(stage.path("altered"), &altered).unwrap();
    let refused = stage.restore("altered", "new", false).unwrap_err();
    assert!(matches!(refused, BackupError::Damaged(_)), "{refused}");
    let mut newer = whole;
    newer[15] = 2;
    fs::write(stage.path("newer"), &newer).unwrap();
    let refused = stage.restore("newer", "new", false).unwrap_err();
    assert!(matches!(refused, BackupError::Newer(_)), "{refused}");
    stage.restore("file", "new", false).unwrap();
}

#[test]
fn a_database_of_a_newer_program_is_named() {
    let stage = Stage::new();
    let database = Database::open(&stage.path("home").join("phone.db"), &horse(), Stretch::Full).unwrap();
    database.read().pragma_update(None, "user_version", 99).unwrap();
    database.close().unwrap();
    stage.make(backup, "file", false).unwrap();
    let refused = stage.restore("file", "new", false).unwrap_err();
    assert!(matches!(refused, BackupError::Newer(_)), "{refused}");
}

#[test]
fn what_cannot_be_backed_up_is_named() {
    let stage = Stage::new();
    fs::write(stage.path("file"), "kept").unwrap();
    let refused = stage.make(backup, "file", false).unwrap_err();
    assert!(matches!(refused, BackupError::File(FileError::Exists(_))), "{refused}");
    assert_eq!(fs::read(stage.path("file")).unwrap(), b"kept");
    stage.make(backup, "file", true).unwrap();
    fs::rename(stage.path("home"), stage.path("elsewhere")).unwrap();
    let refused = stage.make(backup, "other", false).unwrap_err();
    assert!(matches!(refused, BackupError::NoAccount(_)), "{refused}");
    assert!(!stage.path("other").exists());
}

#[test]
fn a_phone_is_moved_once_and_goes_on_elsewhere() {
    let stage = Stage::new();
    let busy = Home::take(&stage.path("home")).unwrap();
    let refused = stage.make(move_away, "file", false).unwrap_err();
    assert!(matches!(refused, BackupError::Home(_)), "it runs: {refused}");
    drop(busy);
    // A failure on the way leaves the phone as it was.
    let refused = stage.make(move_away, "no/where", false).unwrap_err();
    assert!(matches!(refused, BackupError::File(_)), "{refused}");
    assert_eq!(stage.value("home", "correct horse", setting::MOVED), None);

    stage.make(move_away, "file", false).unwrap();
    assert_eq!(
        stage.value("home", "correct horse", setting::MOVED),
        Some(setting::HAS_MOVED)
    );
    let refused = stage.make(move_away, "second", false).unwrap_err();
    assert!(matches!(refused, BackupError::Moved(_)), "{refused}");
    let restored = stage.restore("file", "new", false).unwrap();
    assert!(restored.goes_on);
    assert_eq!(stage.value("new", "for the file", setting::MOVED), None);
    let second = stage.restore("file", "second", true).unwrap();
    assert!(!second.goes_on, "taken for a backup");
    // Whoever has lost the file can still begin anew.
    stage.make(backup, "third", false).unwrap();
    assert!(!stage.restore("third", "third home", false).unwrap().goes_on);
}

#[test]
fn a_move_that_was_interrupted_can_be_done_again() {
    let stage = Stage::new();
    let mut database = Database::open(&stage.path("home").join("phone.db"), &horse(), Stretch::Full).unwrap();
    database
        .write(|tx| setting::put(tx, setting::MOVED, setting::IS_MOVING))
        .unwrap();
    database.close().unwrap();
    let refused = stage.make(move_away, "no/where", false).unwrap_err();
    assert!(matches!(refused, BackupError::File(_)), "{refused}");
    let still = stage.value("home", "correct horse", setting::MOVED);
    assert_eq!(still, Some(setting::IS_MOVING), "what was closed before stays closed");
    stage.make(move_away, "file", false).unwrap();
    assert!(stage.restore("file", "new", false).unwrap().goes_on);
}
