//! What goes into the machine and what comes out of it.

use pillion_protocol::{
    content::id::{ChatId, MessageId},
    pairing::about::BrowserAbout,
};
use pillion_wire::origin::Origin;

use super::record::{Key, Write};
use crate::{
    model::{alert::Alert, choice::Choice, download::Wanted, parcel::Haul, phase::Failure, voice::Want},
    update::person::Act,
    words::lang::Lang,
};

/// What the machine has to know from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The relay.
    pub relay: Origin,
    /// What this browser says it is.
    pub about: BrowserAbout,
    /// The language of the page.
    pub lang: Lang,
    /// What the person has chosen for this browser.
    pub choice: Choice,
}

/// Names one connection to the relay, so that a late event of an old one is known as such.
pub type LineNumber = u32;

/// Names one `Store`.
pub type Ticket = u64;

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// This tab is the active one of this browser.
    Held,
    /// Another tab is, or has just become it.
    Taken,
    /// Answer to `Load`.
    Loaded(Loaded),
    /// The page cannot work in this browser.
    Broken(Failure),
    /// A connection is open.
    Opened(LineNumber),
    /// A message came over a connection.
    Received(LineNumber, Vec<u8>),
    /// A connection is closed or could not be opened.
    Lost(LineNumber),
    /// A `Store` is done.
    Stored(Ticket),
    /// A `Store` could not be done.
    NotStored(Ticket),
    /// The network is back, or the person is: waiting for the next attempt makes no sense.
    Nudge,
    /// It is the time that `wake_at` named, or later.
    Wake,
    /// The person did something.
    Act(Act),
}

/// What this browser keeps.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The records that could be opened.
    pub records: Vec<(Key, Vec<u8>)>,
    /// Whether there were others.
    pub unreadable: bool,
}

/// Something to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Output {
    /// Read everything that this browser keeps, then give `Loaded`.
    Load,
    /// Open a WebSocket to this address.
    Connect(LineNumber, String),
    /// Send a binary message.
    Transmit(LineNumber, Vec<u8>),
    /// Close a connection; nothing more is wanted of it.
    Close(LineNumber),
    /// Change the store by all of these or none, then say so.
    Store(Ticket, Vec<Write>),
    /// Make this tab the active one, then give `Held`.
    TakeOver,
    /// Delete everything that this browser keeps.
    Wipe,
    /// Keep what the person has chosen.
    Remember(Choice),
    /// Load the page anew.
    Reload,
    /// Ask whether the page may notify, then give [`Act::AlertsAllowed`].
    AskAlerts,
    /// Notify.
    Alert(Alert),
    /// Get a file, and tell with [`Act::File`] how far it is.
    Fetch(Box<Wanted>),
    /// A file is not wanted any more.
    EndFetch(MessageId),
    /// Get a picture, show it, and tell with [`Act::File`] how far it is.
    View(Box<Wanted>),
    /// It is not shown any more.
    EndView,
    /// Do something with a file that leaves, and tell with [`Act::Parcel`] how far it is.
    Haul(Haul),
    /// Do something with a sound, and tell with [`Act::Voice`] how far it is.
    Voice(Want),
    /// Take the notification of a chat away.
    EndAlert(ChatId),
}
