//! What can stand before the page.

use pillion_protocol::content::id::IntentId;
use pillion_wire::{handle::Handle, time::Timestamp};

/// One dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// Add a contact by handle.
    NewContact(NewContact),
    /// The linked browsers.
    Links,
    /// Really log out?
    LogOut {
        /// Since when the phone is being told; `None` before the person has confirmed.
        since: Option<Timestamp>,
    },
}

/// A contact that is being added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewContact {
    /// What the phone is asked for.
    pub wanted: Option<Wanted>,
    /// Why it did not work.
    pub problem: Option<String>,
}

/// An account that is being looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Makes a repeat harmless.
    pub intent: IntentId,
    /// Whom.
    pub handle: Handle,
    /// The phone was asked in this session.
    pub asked: bool,
}
