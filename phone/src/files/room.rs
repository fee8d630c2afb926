//! How much room a disk has: what others send must not take the last of it.
//!
//! Messages have to be stored too, and a phone that cannot store them is deaf. So a file is only fetched if afterwards some of the disk is
//! still free. Where the system does not tell, a file is fetched until the disk is full.

use std::{io, path::Path};

/// What stays free, in bytes: 256 MB are some million messages, and room for the database to tidy itself up.
const RESERVE_BYTES: u64 = 256_000_000;

/// Of a small disk no more than this part stays free.
const RESERVE_PART: u64 = 20;

/// Finds out whether `bytes` more have room on the disk of a folder.
///
/// # Errors
/// [`io::ErrorKind::StorageFull`] if they do not.
pub fn check(folder: &Path, bytes: u64) -> io::Result<()> {
    match disk(folder) {
        Some((free, all)) if !has_room(free, all, bytes) => Err(io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    }
}

fn has_room(free: u64, all: u64, bytes: u64) -> bool {
    let reserve = RESERVE_BYTES.min(all / RESERVE_PART);
    bytes == 0 || free >= bytes.saturating_add(reserve)
}

/// Free bytes of the disk that a folder lies on, and all of its bytes.
#[cfg(unix)]
fn disk(folder: &Path) -> Option<(u64, u64)> {
    let facts = rustix::fs::statvfs(folder).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(facts.f_frsize);
    Some((bytes(facts.f_bavail), bytes(facts.f_blocks)))
}

/// Not told here.
#[cfg(not(unix))]
const fn disk(_: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn some_of_a_disk_stays_free() {
        let large = 100_000_000_000;
        assert!(has_room(300_000_000, large, 44_000_000));
        assert!(!has_room(300_000_000, large, 44_000_001));
        assert!(
            !has_room(0, large, 1) && has_room(0, large, 0),
            "what is here needs no room"
        );
        assert!(!has_room(large, large, u64::MAX));
        let small = 100_000_000;
        assert!(has_room(60_000_000, small, 55_000_000) && !has_room(60_000_000, small, 55_000_001));
    }

    #[cfg(unix)]
    #[test]
    fn no_disk_has_room_for_everything() {
        let folder = tempfile::tempdir().unwrap();
        let full = check(folder.path(), u64::MAX).unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
        check(folder.path(), 0).unwrap();
        check(&folder.path().join("is not there"), u64::MAX).unwrap();
    }
}
