//! What the page is doing as a whole.

use pillion_protocol::check::Check;
use pillion_wire::{id::LinkId, origin::OriginError, refusal::Code};

/// One of five.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// Reading what this browser keeps.
    #[default]
    Starting,
    /// Waiting to be linked.
    Linking(Linking),
    /// Linked to a phone.
    Linked(Owner),
    /// Another tab of this browser is the active one.
    Elsewhere,
    /// It cannot go on.
    Broken(Failure),
}

/// Whose phone this browser is linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The link.
    pub link: LinkId,
    /// The owner's name.
    pub name: String,
    /// The owner's handle, with `@`.
    pub handle: String,
}

/// How far the linking is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linking {
    /// Why the page is here, where it was not before; a sentence stands above the code.
    pub why: Option<Why>,
    /// What is on show.
    pub step: Step,
}

/// What a page that is being linked shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Step {
    /// Nothing yet: the relay has not opened a meeting point.
    #[default]
    Opening,
    /// The relay said no.
    Refused(Code),
    /// A code to scan.
    Code(String),
    /// The codes have stopped changing: nobody has scanned one for a while.
    Stopped,
    /// A phone asks its user.
    Check {
        /// Both screens show these.
        check: Check,
        /// The name that the phone gave.
        name: String,
    },
    /// The phone said yes; the link is being kept.
    Finishing,
}

/// Why a page shows a code though it did something else before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The phone ended the link.
    Unlinked,
    /// The person logged out here, and the phone knows.
    LoggedOut,
    /// The person logged out here, and the phone could not be told.
    LoggedOutAlone,
    /// What this browser kept cannot be opened.
    Unreadable,
    /// The person on the phone said no.
    Declined,
    /// The phone went away or answered wrongly while it was being linked.
    Failed,
    /// The link could not be kept in this browser.
    NotKept,
}

/// Why the page cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The page was not loaded over `https` or from this machine, so the browser withholds its cryptography.
    NotSecure,
    /// The browser does not let the page store anything.
    NoStorage,
    /// The relay's address in the page is wrong.
    BadRelay(OriginError),
}
