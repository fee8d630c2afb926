//! Files that were sent here, on their way to the relay.
//!
//! 1. A file is sealed onto this browser's disk. From then on it goes its way whatever is reloaded or cut.
//! 2. The phone makes room for it at the relay; it is brought there, part by part, and goes on where it was.
//! 3. Once the relay has all of it, the phone is told, as of a text; then the sealed bytes here are removed.
//!
//! Only a few are sealed or brought at once, in the order in which they were sent.
//!
//! Source: docs/protocol.md, rules `R-FILE-14` and `R-FILE-15`.

use pillion_protocol::{
    content::{
        file::{File, FileName, Look},
        media_type::MediaType,
        picture::Picture,
        problem::Problem,
        text::Text,
        voice::Voice,
    },
    crypto::{digest::Digest, key::StreamKey},
};
use pillion_wire::{id::FileId, time::Timestamp};

/// The first wait before a file is tried again, in milliseconds; doubled each time.
const FIRST_WAIT_MS: u64 = 1_000;

/// The longest such wait, in milliseconds.
const LONGEST_WAIT_MS: u64 = 60_000;

/// Names a file that was chosen, for as long as the page lives; `www/media.js` has the file.
pub type Number = u32;

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Which.
    pub number: Number,
    /// What it is called.
    pub name: FileName,
    /// What the browser says that it is.
    pub kind: MediaType,
    /// How long it is.
    pub bytes: u64,
    /// What it looks like, once that is known.
    pub look: Option<Seen>,
}

/// What a picture or film looks like, and a small picture of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What is said of it.
    pub look: Look,
    /// The small picture.
    pub picture: Picture,
}

impl Seen {
    /// Of a width, a height and the bytes of a small picture; `None` if they are none.
    #[must_use]
    pub fn new(width: u16, height: u16, bytes: Vec<u8>) -> Option<Self> {
        let picture = Picture::parse(bytes).ok()?;
        let look = Look {
            width,
            height,
            picture: picture.id(),
        };
        Some(Self { look, picture })
    }
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Its name at the relay, and of its sealed bytes here.
    pub file: FileId,
    /// Seals it.
    pub key: StreamKey,
    /// How long it is.
    pub bytes: u64,
    /// What it is called.
    pub name: FileName,
    /// What the browser says that it is.
    pub kind: MediaType,
    /// What is said with it.
    pub caption: Option<Text>,
    /// What it looks like.
    pub look: Option<Seen>,
    /// What it sounds like, if it is a voice note.
    pub voice: Option<Voice>,
    /// Which of the chosen ones it was, as long as the page that it was chosen in lives.
    pub number: Option<Number>,
    /// Of the sealed bytes, once all of them are here.
    pub digest: Option<Digest>,
    /// How far it is.
    pub leg: Leg,
    /// How many of its bytes are done on this leg.
    pub done: u64,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Not before this time.
    pub due: Option<Timestamp>,
    /// What it waits for, if that is known.
    pub held_up: Option<Problem>,
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leg {
    /// It waits to be sealed.
    Chosen(Number),
    /// It is being sealed.
    Sealing,
    /// It is here, sealed.
    Waiting,
    /// The phone is asked for room.
    Asking,
    /// It is on its way to the relay.
    Sending,
    /// The relay has it.
    There,
    /// It is here, sealed; the person lets it wait.
    Paused,
    /// It does not go on by itself.
    Stuck(Stuck),
}

/// Why a file does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stuck {
    /// The page was closed before it was sealed.
    Closed,
    /// It could not be read.
    Source,
    /// This browser had no room for it.
    Storage,
    /// Its sealed bytes are not here any more.
    Missing,
    /// The relay does not take it.
    Refused,
}

/// What is heard of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// So many of its bytes are done on this leg.
    At(u64),
    /// It is sealed.
    Sealed(Digest),
    /// The relay has all of it.
    There,
    /// It did not get through, and may later.
    Passing,
    /// The relay could not store it, and may later.
    Full,
    /// It does not go on.
    Stuck(Stuck),
}

/// Something to be done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Haul {
    /// Seal it, then tell.
    Seal {
        /// Its name.
        file: FileId,
        /// Seals it.
        key: StreamKey,
        /// How long it is.
        bytes: u64,
        /// Which of the chosen ones.
        number: Number,
    },
    /// Bring it to the relay, then tell.
    Send {
        /// Its name.
        file: FileId,
        /// Gives the token.
        key: StreamKey,
        /// How long it is.
        bytes: u64,
    },
    /// Let it be.
    Stop(FileId),
    /// Let it be, and forget its sealed bytes.
    Drop(FileId),
    /// The same with one that will not be sent: the relay gets its room back.
    GiveUp {
        /// Its name.
        file: FileId,
        /// Gives the token.
        key: StreamKey,
    },
    /// Forget the sealed bytes of all others.
    Tidy(Vec<FileId>),
}

impl Parcel {
    /// A file that was chosen.
    #[must_use]
    pub fn new(file: FileId, key: StreamKey, chosen: Chosen, caption: Option<Text>) -> Self {
        Self {
            file,
            key,
            bytes: chosen.bytes,
            name: chosen.name,
            kind: chosen.kind,
            caption,
            look: chosen.look,
            voice: None,
            number: Some(chosen.number),
            digest: None,
            leg: Leg::Chosen(chosen.number),
            done: 0,
            tries: 0,
            due: None,
            held_up: None,
        }
    }

    /// What is said of it, once it is sealed.
    #[must_use]
    pub fn announced(&self) -> Option<File> {
        Some(File {
            id: self.file,
            key: self.key.clone(),
            bytes: self.bytes,
            digest: self.digest?,
            name: self.name.clone(),
            kind: self.kind.clone(),
            look: self.look.as_ref().map(|seen| seen.look),
            voice: self.voice.clone(),
        })
    }

    /// Whether it would be lost with this page.
    #[must_use]
    pub const fn is_unsealed(&self) -> bool {
        matches!(self.leg, Leg::Chosen(_) | Leg::Sealing)
    }

    /// Whether a person can let it wait.
    #[must_use]
    pub const fn can_pause(&self) -> bool {
        matches!(self.leg, Leg::Waiting | Leg::Asking | Leg::Sending)
    }

    /// It did not get through: it is tried again after a while.
    pub fn wait(&mut self, now: Timestamp, held_up: Option<Problem>) {
        self.held_up = held_up;
        let wait = FIRST_WAIT_MS.checked_shl(self.tries).unwrap_or(LONGEST_WAIT_MS);
        self.tries = self.tries.saturating_add(1).min(10);
        self.leg = Leg::Waiting;
        self.due = Some(now.after_ms(wait.min(LONGEST_WAIT_MS)));
    }

    /// It goes on now.
    pub const fn again(&mut self) {
        self.leg = Leg::Waiting;
        self.tries = 0;
        self.due = None;
        self.held_up = None;
    }
}
