//! What the command line can do with linked browsers, and a yes or no.

use clap::{Subcommand, ValueEnum};

/// What can be done with linked browsers.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum DevicesVerb {
    /// Lists them, as `links` does.
    List,
    /// Gives one a name of your own.
    Rename {
        /// Its id as the list shows it, or the beginning of it.
        link: String,
        /// The name; empty takes it away.
        name: String,
    },
    /// Ends one link; the browser is out at once.
    LogOut {
        /// Its id as the list shows it, or the beginning of it.
        link: String,
    },
    /// Ends all links.
    LogOutAll,
}

/// Whether something is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnOff {
    /// Yes.
    On,
    /// No.
    Off,
}

impl OnOff {
    /// Whether it is yes.
    #[must_use]
    pub const fn is_on(self) -> bool {
        matches!(self, Self::On)
    }
}
