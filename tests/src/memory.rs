//! What lies in the memory of a running process, and on a disk: for the proof that a relay holds nothing readable.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// How much is read at once, in bytes.
const PIECE: usize = 1 << 20;

/// The names of those `needles` that lie in the memory of process `pid`.
///
/// # Panics
/// When the memory of the process cannot be read.
#[must_use]
pub fn found_in_process<'a>(pid: u32, needles: &[(&'a str, Vec<u8>)]) -> Vec<&'a str> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).expect("the map of a running process");
    let mut memory = File::open(format!("/proc/{pid}/mem")).expect("the memory of a child may be read");
    let mut found = Vec::new();
    let mut read = 0;
    for (start, end) in maps.lines().filter_map(readable) {
        let held = region(&mut memory, start, end);
        read += held.len();
        note(&held, needles, &mut found);
    }
    assert!(read > 1 << 20, "only {read} bytes of memory could be read");
    found
}

/// The names of those `needles` that lie in any file below `folder`.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn found_below<'a>(folder: &Path, needles: &[(&'a str, Vec<u8>)]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("its entry").path();
        if path.is_dir() {
            found.extend(found_below(&path, needles));
        } else if path.is_file() {
            note(&fs::read(&path).expect("its file"), needles, &mut found);
        }
    }
    found
}

fn note<'a>(held: &[u8], needles: &[(&'a str, Vec<u8>)], found: &mut Vec<&'a str>) {
    for (name, needle) in needles {
        if !found.contains(name) && holds(held, needle) {
            found.push(name);
        }
    }
}

/// Whether `needle` lies in `held`.
#[must_use]
pub fn holds(held: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return false };
    let mut rest = held;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = &rest[at..];
        if rest.starts_with(needle) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// Start and end of a region that can be read and is not a device's.
fn readable(line: &str) -> Option<(u64, u64)> {
    let mut parts = line.split_whitespace();
    let (start, end) = parts.next()?.split_once('-')?;
    let may_read = parts.next()?.starts_with('r');
    let special = line.contains("[vvar") || line.contains("[vsyscall]");
    let number = |hex| u64::from_str_radix(hex, 16).ok();
    (may_read && !special).then_some((number(start)?, number(end)?))
}

/// As much of a region as can be read: a page may go away meanwhile.
fn region(memory: &mut File, start: u64, end: u64) -> Vec<u8> {
    let mut held = Vec::new();
    let mut piece = vec![0; PIECE];
    if memory.seek(SeekFrom::Start(start)).is_err() {
        return held;
    }
    let mut left = usize::try_from(end - start).unwrap_or(0);
    while left > 0 {
        let Ok(count @ 1..) = memory.read(&mut piece[..left.min(PIECE)]) else {
            break;
        };
        held.extend_from_slice(&piece[..count]);
        left -= count;
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_in_our_own_memory_and_a_stranger_is_not() {
        let secret: Vec<u8> = (0..32_u8).map(|at| at.wrapping_mul(37) ^ 0x5a).collect();
        let held = std::hint::black_box(secret.clone());
        let needles = [("ours", secret)];
        assert_eq!(found_in_process(std::process::id(), &needles), ["ours"]);
        drop(held);
        assert!(!holds(b"abcabd", b"abe"));
        assert!(holds(b"ababac", b"abac"));
    }
}
