//! What the phone wants done with the bytes of files, and what came of it. The machine itself touches no disk but its database, and no
//! network: [`crate::files`] does.

use pillion_protocol::{
    content::{file::Look, picture::Picture, problem::Problem},
    crypto::{digest::Digest, key::StreamKey},
};
use pillion_wire::id::{FileId, FileToken};

/// One thing to do.
#[derive(Debug)]
pub enum Haul {
    /// Seal a file that lies at a path, and keep the sealed bytes under their digest.
    Seal {
        /// Comes back with the outcome.
        job: u64,
        /// Seals it and nothing else.
        key: StreamKey,
        /// Where it lies.
        path: String,
    },
    /// Give the relay what it does not have of a file.
    Upload {
        /// The message that has the file.
        message: i64,
        /// The file.
        cargo: Cargo,
    },
    /// Get from the relay what is not here of a file.
    Fetch {
        /// The message that has the file.
        message: i64,
        /// The file.
        cargo: Cargo,
    },
    /// Write a file to a path where there is none.
    Save {
        /// Comes back with the outcome.
        job: u64,
        /// The name of its sealed bytes here.
        digest: Digest,
        /// Opens them.
        key: StreamKey,
        /// How many bytes come out.
        bytes: u64,
        /// Where to.
        path: String,
    },
    /// Forget sealed bytes; at once, before anything that is asked for later.
    Remove {
        /// Their name.
        digest: Digest,
    },
}

/// A file between this disk and the relay.
#[derive(Debug, Clone)]
pub struct Cargo {
    /// Its name at the relay.
    pub file: FileId,
    /// Lets it be written there, or read.
    pub token: FileToken,
    /// The name of its sealed bytes here, which they must have.
    pub digest: Digest,
    /// How many they are.
    pub bytes: u64,
}

/// What is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// A job of sealing or saving.
    Job(u64),
    /// The file of a message, to the relay or from it.
    Message(i64),
}

/// What came of it.
#[derive(Debug)]
pub enum Hauled {
    /// Of [`Haul::Seal`].
    Sealed {
        /// The job.
        job: u64,
        /// The sealed bytes, which are on disk.
        outcome: Result<Sealed, Problem>,
    },
    /// Of [`Haul::Upload`].
    Uploaded {
        /// The message.
        message: i64,
        /// Done: the relay has all of it on its disk.
        outcome: Result<(), Hitch>,
    },
    /// Of [`Haul::Fetch`].
    Fetched {
        /// The message.
        message: i64,
        /// Done: all of it is on this disk, and is what was announced.
        outcome: Result<(), Hitch>,
    },
    /// Of [`Haul::Save`].
    Saved {
        /// The job.
        job: u64,
        /// Done: the file is there in full.
        outcome: Result<(), Problem>,
    },
    /// Not done yet: so far it is. Comes as often as a person can follow, or not at all.
    Moved {
        /// What.
        load: Load,
        /// Bytes that are done.
        done: u64,
        /// All bytes.
        all: u64,
    },
    /// Of [`Haul::Remove`].
    Removed {
        /// Their name.
        digest: Digest,
    },
}

/// A file that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// How long it is, neither padded nor sealed.
    pub bytes: u64,
    /// Of the sealed bytes.
    pub digest: Digest,
    /// What it looks like, if it is a picture that can be read.
    pub seen: Option<Seen>,
}

/// What a picture looks like, and a small picture of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its size, and what the small picture is called.
    pub look: Look,
    /// The small picture.
    pub picture: Picture,
}

/// Why a file did not get to the relay, or from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hitch {
    /// It passes by itself: no network, a relay that is full for the moment. What has come across stays.
    Passing,
    /// It passes by itself: the relay's disk is full or fails. What has come across stays.
    RelayFull,
    /// There is no room on this disk: somebody has to make some. What has come across stays.
    Full,
    /// The relay does not have the file, or no room for it.
    Unknown,
    /// The bytes are not what was announced.
    Damaged,
    /// The sealed bytes are not here.
    Missing,
}
