//! Three lights: page to relay, phone to relay, and whether the phone answers through the sealed session.
//!
//! Each has a tone for the eye and a sentence for the rest.

use pillion_wire::{refusal::Code, time::Timestamp};

use crate::words::{lang::Lang, lights as words};

/// What is connected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lights {
    /// This page to the relay.
    pub relay: Relay,
    /// The phone to the relay, as the relay says.
    pub phone: Phone,
    /// The session between this page and the phone, which the relay cannot fake.
    pub session: Session,
}

/// This page's connection to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relay {
    /// On the way, for the first time.
    #[default]
    Connecting,
    /// Let in.
    Connected,
    /// Cut or refused; it is tried again by itself.
    Lost {
        /// Why, where the relay said so.
        refused: Option<Code>,
    },
}

/// The phone's connection to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phone {
    /// Not known: this page is not connected itself.
    #[default]
    Unknown,
    /// Connected.
    Here,
    /// Not connected.
    Away {
        /// When it last was.
        last_seen: Option<Timestamp>,
    },
}

/// The session with the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Session {
    /// None; nothing to try it over.
    #[default]
    Closed,
    /// Being opened.
    Opening,
    /// Open, and the phone answers.
    Open,
    /// The phone is connected and does not answer.
    Silent,
}

/// How a light looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Works.
    Good,
    /// On the way, or not known.
    Waiting,
    /// Does not work.
    Bad,
}

impl Tone {
    /// For `data-state`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Waiting => "waiting",
            Self::Bad => "bad",
        }
    }
}

impl Relay {
    /// How it looks, and the sentence for it.
    #[must_use]
    pub fn light(self, lang: Lang) -> (Tone, String) {
        match self {
            Self::Connecting => (Tone::Waiting, words::relay_connecting(lang).into()),
            Self::Connected => (Tone::Good, words::relay_connected(lang).into()),
            Self::Lost { refused: None } => (Tone::Bad, words::relay_lost(lang).into()),
            Self::Lost { refused: Some(code) } => (Tone::Bad, words::refused(lang, code)),
        }
    }
}

impl Phone {
    /// How it looks, and the sentence for it; `clock` writes a time for this reader.
    #[must_use]
    pub fn light(self, lang: Lang, clock: impl Fn(Timestamp) -> String) -> (Tone, String) {
        match self {
            Self::Unknown => (Tone::Waiting, words::phone_unknown(lang).into()),
            Self::Here => (Tone::Good, words::phone_here(lang).into()),
            Self::Away { last_seen: None } => (
                Tone::Bad,
                format!("{} {}", words::phone_away(lang), words::start_there(lang)),
            ),
            Self::Away { last_seen: Some(at) } => (Tone::Bad, words::last_connected(lang, &clock(at))),
        }
    }
}

impl Session {
    /// How it looks, and the sentence for it.
    #[must_use]
    pub fn light(self, lang: Lang) -> (Tone, String) {
        match self {
            Self::Closed => (Tone::Waiting, words::session_closed(lang).into()),
            Self::Opening => (Tone::Waiting, words::session_opening(lang).into()),
            Self::Open => (Tone::Good, words::session_open(lang).into()),
            Self::Silent => (
                Tone::Bad,
                format!("{} {}", words::session_silent(lang), words::check_runs(lang)),
            ),
        }
    }
}
