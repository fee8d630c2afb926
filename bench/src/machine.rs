//! On what it was measured; figures without it mean nothing.

use std::{fs, path::Path, thread};

use serde::Serialize;

/// What matters of a machine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Machine {
    /// Cores that may be used.
    pub cores: usize,
    /// The processor, as it calls itself.
    pub processor: String,
    /// The file system under the stores.
    pub disk: String,
    /// How many tasks wanted a core in the last minute, on average. Well above the number of cores, others were at work as
    /// well, and the figures are those of a crowd.
    pub load: f64,
    /// Whether everything was built with optimisation.
    pub release: bool,
}

impl Machine {
    /// This one, with stores in `folder`.
    #[must_use]
    pub fn here(folder: &Path) -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        Self {
            cores: thread::available_parallelism().map_or(1, usize::from),
            processor: processor(&read("/proc/cpuinfo"))
                .unwrap_or("unknown processor")
                .to_owned(),
            disk: file_system(&read("/proc/self/mounts"), folder)
                .unwrap_or("unknown disk")
                .to_owned(),
            load: load(&read("/proc/loadavg")).unwrap_or_default(),
            release: !cfg!(debug_assertions),
        }
    }

    /// One line about it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let build = if self.release {
            "release build"
        } else {
            "debug build: the figures mean nothing"
        };
        let Self {
            cores,
            processor,
            disk,
            load,
            ..
        } = self;
        format!("{cores} cores of {processor} (load at the end: {load:.1}), stores on {disk}, {build}")
    }
}

fn load(averages: &str) -> Option<f64> {
    averages.split(' ').next()?.parse().ok()
}

fn processor(info: &str) -> Option<&str> {
    let line = info.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim())
}

/// The type of the file system whose mount point is the longest beginning of `folder`.
fn file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mount = |line: &'a str| {
        let mut parts = line.split(' ').skip(1);
        Some((Path::new(parts.next()?), parts.next()?))
    };
    let under = mounts
        .lines()
        .filter_map(mount)
        .filter(|(point, _)| folder.starts_with(point));
    under
        .max_by_key(|(point, _)| point.components().count())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\nproc /proc proc rw 0 0\n";

    #[test]
    fn the_nearest_mount_point_counts() {
        assert_eq!(file_system(MOUNTS, Path::new("/tmp/a/b")), Some("tmpfs"));
        assert_eq!(file_system(MOUNTS, Path::new("/tmpfile")), Some("ext4"));
        assert_eq!(file_system("", Path::new("/tmp")), None);
    }

    #[test]
    fn a_processor_names_itself() {
        assert_eq!(processor("processor : 0\nmodel name\t: Fast One\n"), Some("Fast One"));
        assert_eq!(processor("flags : x\n"), None);
    }

    #[test]
    fn the_load_is_that_of_the_last_minute() {
        assert_eq!(load("2.50 1.00 0.50 1/200 4711\n"), Some(2.5));
        assert_eq!(load(""), None);
    }
}
