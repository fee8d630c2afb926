//! How far a backup or a restoration is.

use crate::store::copy::Copied;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The database is copied.
    Copying,
    /// The copy is sealed into the file.
    Sealing,
    /// The file is opened.
    Opening,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// With what.
    pub step: Step,
    /// So much is done.
    pub done: u64,
    /// Of so much: pages of a copy, else bytes.
    pub of: u64,
}

impl Progress {
    /// Pages of the database are copied.
    #[must_use]
    pub const fn copying(copied: Copied) -> Self {
        Self {
            step: Step::Copying,
            done: copied.done,
            of: copied.of,
        }
    }

    /// Bytes of the copy are sealed.
    #[must_use]
    pub const fn sealing(done: u64, of: u64) -> Self {
        Self {
            step: Step::Sealing,
            done,
            of,
        }
    }

    /// Bytes of the file are opened.
    #[must_use]
    pub const fn opening(done: u64, of: u64) -> Self {
        Self {
            step: Step::Opening,
            done,
            of,
        }
    }

    /// The same in whole percent, 0 to 100.
    #[must_use]
    pub fn percent(self) -> u64 {
        self.done
            .saturating_mul(100)
            .checked_div(self.of)
            .unwrap_or(100)
            .min(100)
    }
}
