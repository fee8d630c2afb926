//! Voice notes: the one that is being recorded, and the one that is listened to.
//!
//! 1. A recording belongs to the chat that it was begun in. It rests when that chat is left, and becomes a file that leaves
//!    ([`super::parcel`]) when it is sent.
//! 2. One is listened to at a time. It is fetched as a whole and checked first: voice notes are small.
//!
//! Source: docs/protocol.md, rules `R-VOICE-*`.

use pillion_protocol::content::{
    id::{ChatId, MessageId},
    message::Message,
    voice::Wave,
};

use super::{
    download::{Failure, Wanted},
    page::Page,
    parcel::Number,
};

/// Levels that the page shows while somebody speaks.
const LEVELS: usize = 40;

/// What is being recorded and listened to.
#[derive(Debug, Default)]
pub struct Voices {
    /// What is being recorded.
    pub recording: Option<Recording>,
    /// What is listened to.
    pub playing: Option<Playing>,
    /// How fast it is played.
    pub speed: Speed,
}

/// A voice note that is being recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Where it goes.
    pub chat: ChatId,
    /// How far it is.
    pub step: Step,
    /// How long it is, in milliseconds.
    pub ms: u32,
    /// How loud it was in the last seconds.
    pub levels: Vec<u8>,
}

/// How far a recording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The browser asks for the microphone.
    Asking,
    /// It hears.
    On,
    /// It waits.
    Rests,
    /// It has ended by itself; what was said can be sent.
    Over(Ending),
    /// It becomes a file.
    Sending,
    /// It could not be begun.
    Failed(Trouble),
}

/// Why a recording has ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The microphone is gone.
    Gone,
    /// The browser could not go on.
    Broken,
}

/// Why nothing can be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The person, or the system, does not allow it.
    Denied,
    /// There is no microphone.
    Nothing,
    /// The browser cannot.
    Unable,
}

/// A voice note that is listened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playing {
    /// Where it stands.
    pub chat: ChatId,
    /// Its message.
    pub message: MessageId,
    /// How far it is.
    pub stage: Stage,
    /// What has been heard, in milliseconds.
    pub ms: u32,
}

/// How far a voice note that is listened to is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is on its way.
    Coming,
    /// It is heard.
    On,
    /// It waits.
    Rests,
    /// It did not come.
    Failed(Failure),
    /// It came, and the browser cannot play it.
    Strange,
}

/// How fast a voice note is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speed {
    /// As it was spoken.
    #[default]
    Plain,
    /// Half as fast again.
    Fast,
    /// Twice as fast.
    Double,
}

impl Speed {
    /// The next one; after the last the first.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Plain => Self::Fast,
            Self::Fast => Self::Double,
            Self::Double => Self::Plain,
        }
    }

    /// In tenths.
    #[must_use]
    pub const fn tenths(self) -> u8 {
        match self {
            Self::Plain => 10,
            Self::Fast => 15,
            Self::Double => 20,
        }
    }
}

/// Something to be done with a sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// Listen to the microphone.
    Record,
    /// Let the recording wait.
    Rest,
    /// Let it go on.
    GoOn,
    /// End it, and say what has become of it.
    Stop,
    /// Throw it away.
    Drop,
    /// Get a voice note and play it.
    Play(Box<Wanted>, Speed),
    /// Let it wait.
    Hush,
    /// Let it go on.
    Resume,
    /// Go on from another place, in milliseconds.
    Seek(u32),
    /// Go on at another speed.
    Hurry(Speed),
    /// Play it no more.
    End,
}

/// What is heard of the microphone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// So many milliseconds are recorded, the last of them so loud.
    At(u32, u8),
    /// It has ended by itself.
    Over(Ending),
    /// It is a file.
    Done(Recorded),
    /// Nothing can be recorded.
    Failed(Trouble),
}

/// A recording that is a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Which of the chosen ones.
    pub number: Number,
    /// How long the file is, in bytes.
    pub bytes: u64,
    /// How long it is, in milliseconds.
    pub ms: u32,
    /// How loud it is where.
    pub wave: Wave,
    /// What the browser says that it is.
    pub kind: String,
}

impl Recording {
    /// So much is recorded.
    pub fn heard(&mut self, ms: u32, level: u8) {
        self.ms = ms;
        if self.levels.len() == LEVELS {
            self.levels.remove(0);
        }
        self.levels.push(level);
    }

    /// Whether something would be lost with the page.
    #[must_use]
    pub const fn is_kept_here(&self) -> bool {
        matches!(self.step, Step::On | Step::Rests | Step::Over(_) | Step::Sending)
    }
}

/// The voice note behind another one that nobody has listened to yet, by the same person.
#[must_use]
pub fn next(page: &Page, message: MessageId) -> Option<MessageId> {
    let (_, thread) = page.open_thread()?;
    let mut behind = thread?.messages.values().skip_while(|other| other.id != message);
    let before = behind.next()?;
    let next = behind.next()?;
    let unheard = |message: &Message| {
        let shared = message.body.file();
        shared.is_some_and(|shared| shared.file.voice.is_some() && !shared.played)
    };
    (next.from.is_some() && next.from == before.from && unheard(next)).then_some(next.id)
}
