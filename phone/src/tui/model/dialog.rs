//! What stands on top of the panes and takes the keys.

use pillion_protocol::content::pairing::Pairing;
use pillion_wire::id::LinkId;

use super::composer::Composer;

/// An open dialog.
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
#[derive(Debug, Clone)]
pub enum Dialog {
    /// Linking a browser.
    Link {
        /// Names this try, so that an answer to an earlier one is not taken for its own.
        attempt: u32,
        /// What is typed: a link or the path of a picture.
        input: Composer,
        /// How far it is.
        step: LinkStep,
    },
    /// The linked browsers.
    Links {
        /// Which one the keys mean.
        selected: usize,
        /// The one that a second key will unlink.
        unlink: Option<LinkId>,
    },
    /// Adding a contact.
    Contact {
        /// Names this try.
        attempt: u32,
        /// What is typed.
        input: Composer,
        /// Whether the phone is asked.
        asking: bool,
        /// Why it did not work.
        problem: Option<String>,
    },
    /// What the keys do.
    Help,
    /// Whether to quit although there is unsent text.
    Quit,
}

/// How far a linking is.
#[derive(Debug, Clone)]
pub enum LinkStep {
    /// Waiting for a code; with why the last one did not work.
    Code(Option<String>),
    /// A picture is searched.
    Searching,
    /// The page is asked.
    Scanning,
    /// The person compares the signs.
    Check(Pairing),
    /// The person said yes.
    Confirming,
}

/// Something that must be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A sentence.
    pub text: String,
    /// Whether it is about the account's safety: it then stays until it is dismissed.
    pub grave: bool,
    /// When it goes by itself.
    pub until: pillion_wire::time::Timestamp,
}
