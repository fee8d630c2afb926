//! What the page wants done.

use pillion_protocol::content::{
    id::{ChatId, IntentId, MessageId, Place},
    picture::PictureId,
    request::{Ask, From},
};
use pillion_wire::{handle::Handle, id::LinkId};

use crate::model::{
    alert::Alert, choice::Choice, download::Wanted, draft::Kept, inquiry::About, outbox::Entry, parcel::Haul,
    phase::Why, voice::Want,
};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the phone; `why` comes back with its answer.
    Ask {
        /// What the answer is for.
        why: Asked,
        /// What to ask.
        ask: Ask,
    },
    /// Store all of these or none.
    Store(Vec<Change>),
    /// Get a file.
    Fetch(Box<Wanted>),
    /// A file is not wanted any more.
    EndFetch(MessageId),
    /// Get a picture and show it.
    View(Box<Wanted>),
    /// It is not shown any more.
    EndView,
    /// Do something with a file that leaves.
    Haul(Haul),
    /// Do something with a sound.
    Voice(Want),
    /// Show fresh codes.
    NewCode,
    /// Keep what the person has chosen.
    Remember(Choice),
    /// Load the page anew.
    Reload,
    /// Ask whether the page may notify.
    AskAlerts,
    /// Notify.
    Alert(Alert),
    /// Take the notification of a chat away.
    EndAlert(ChatId),
    /// Make this tab the active one.
    TakeOver,
    /// Delete everything that this browser keeps, and begin again.
    Forget(Why),
}

/// One change of what this browser keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An outbox entry under its number.
    Entry(u64, Entry),
    /// An outbox entry is done.
    NoEntry(IntentId),
    /// A draft; an empty one is deleted.
    Draft(ChatId, Kept),
}

/// What the phone was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Changes.
    Sync,
    /// A stretch of a chat.
    History(ChatId, From),
    /// To send an outbox entry.
    Send(IntentId),
    /// For room for the file of an outbox entry.
    Room(IntentId),
    /// To move a read mark.
    Read(ChatId, Place),
    /// To add a contact.
    AddContact(IntentId, Handle),
    /// To send a failed message again.
    Retry(MessageId),
    /// To end another browser's link.
    Unlink(LinkId),
    /// To end this browser's own link.
    LogOut,
    /// To do an errand.
    Errand(u64),
    /// To keep a draft.
    Draft(ChatId),
    /// For what stands before the page.
    About(About),
    /// To pass on what is told live.
    Live,
    /// For a picture.
    Picture(PictureId),
    /// To search, in this round.
    Search(u32),
}
