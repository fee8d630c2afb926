//! What a browser holds in memory, as the system sees it: not what the page says of its own heap, which leaves out what a program in Wasm,
//! a worker, a stream or a blob takes.
//!
//! Counted are proportional bytes (PSS), so that what processes share is not counted twice.
//!
//! Source: Linux, `/proc/PID/smaps_rollup`; Chromium's processes name their kind (`--type=renderer`: tabs and their workers).

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use anyhow::{Context, Result, anyhow, ensure};

/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// By tabs and their workers.
    pub tabs: u64,
    /// By all processes of the browser.
    pub all: u64,
}

impl Held {
    /// By the browser on a profile, now.
    ///
    /// # Errors
    /// Where the system has no `/proc`, or no such browser runs.
    pub fn by(profile: &Path) -> Result<Self> {
        let mut held = Self::default();
        for (pid, words) in family(profile)? {
            // One that has ended a moment ago holds nothing.
            let bytes = proportional(pid).unwrap_or_default();
            held.all = held.all.saturating_add(bytes);
            if words.contains("--type=renderer") {
                held.tabs = held.tabs.saturating_add(bytes);
            }
        }
        ensure!(held.tabs > 0, "no tab of the browser is to be seen in /proc");
        Ok(held)
    }

    /// The larger of each.
    #[must_use]
    pub fn or_more(self, other: Self) -> Self {
        Self {
            tabs: self.tabs.max(other.tabs),
            all: self.all.max(other.all),
        }
    }

    /// By how much it is more than before.
    #[must_use]
    pub const fn above(self, before: Self) -> Self {
        Self {
            tabs: self.tabs.saturating_sub(before.tabs),
            all: self.all.saturating_sub(before.all),
        }
    }
}

/// Looks again and again, and keeps the most.
#[derive(Debug)]
pub struct Watch {
    before: Held,
    stop: Arc<AtomicBool>,
    looks: JoinHandle<Result<Held>>,
}

impl Watch {
    /// Begins to look at the browser on a profile.
    ///
    /// # Errors
    /// As [`Held::by`].
    pub fn begin(profile: &Path) -> Result<Self> {
        let before = Held::by(profile)?;
        let stop = Arc::<AtomicBool>::default();
        let (profile, stopped) = (profile.to_owned(), Arc::clone(&stop));
        let looks = thread::spawn(move || {
            let mut most = before;
            while !stopped.load(Ordering::Relaxed) {
                most = most.or_more(Held::by(&profile)?);
                thread::sleep(PAUSE);
            }
            Ok(most)
        });
        Ok(Self { before, stop, looks })
    }

    /// By how much it was more at most than when this began.
    ///
    /// # Errors
    /// If the browser was gone meanwhile.
    pub fn end(self) -> Result<Held> {
        self.stop.store(true, Ordering::Relaxed);
        let most = self.looks.join().map_err(|_| anyhow!("nobody looked"))??;
        Ok(most.above(self.before))
    }
}

/// The processes of a browser, with their arguments: the one that was started on the profile, and all that come from it.
fn family(profile: &Path) -> Result<BTreeMap<u32, String>> {
    let argument = format!("--user-data-dir={}", profile.display());
    let mut others = BTreeMap::new();
    let mut family = BTreeMap::new();
    for entry in fs::read_dir("/proc").context("what runs is in /proc")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let read = |name: &str| fs::read(entry.path().join(name)).unwrap_or_default();
        let words = String::from_utf8_lossy(&read("cmdline")).replace('\0', " ");
        match words.contains(&argument) && !words.contains("--type=") && !words.contains("chromedriver") {
            true => drop(family.insert(pid, words)),
            false => drop(others.insert(pid, (parent(&String::from_utf8_lossy(&read("stat"))), words))),
        }
    }
    loop {
        let children: Vec<u32> = others
            .iter()
            .filter(|(_, (parent, _))| parent.is_some_and(|parent| family.contains_key(&parent)))
            .map(|(pid, _)| *pid)
            .collect();
        if children.is_empty() {
            return Ok(family);
        }
        for pid in children {
            family.extend(others.remove(&pid).map(|(_, words)| (pid, words)));
        }
    }
}

/// The second field behind the name, which stands in brackets and may hold any sign.
fn parent(stat: &str) -> Option<u32> {
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn proportional(pid: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib.saturating_mul(1_024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_is_found_whatever_a_process_is_called() {
        assert_eq!(parent("12 (a) b (c) S 7 12 12 0"), Some(7));
        assert_eq!(parent("12"), None);
    }

    #[test]
    fn this_process_holds_something_and_is_no_browser() {
        assert!(proportional(std::process::id()).is_some_and(|bytes| bytes > 100_000));
        assert!(Held::by(Path::new("/no/such/profile")).is_err());
    }
}
