//! Three lights: page to relay, phone to relay, and whether the phone answers through the sealed session.
//!
//! Each has a tone for the eye and a sentence for the rest.

use pillion_wire::{refusal::Code, time::Timestamp};

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
    pub fn light(self) -> (Tone, String) {
        match self {
            Self::Connecting => (Tone::Waiting, "This page is connecting to the relay.".into()),
            Self::Connected => (Tone::Good, "This page is connected to the relay.".into()),
            Self::Lost { refused: None } => (
                Tone::Bad,
                "This page is not connected to the relay. It tries again by itself.".into(),
            ),
            Self::Lost { refused: Some(code) } => (Tone::Bad, format!("The relay did not let this page in. {code}")),
        }
    }
}

impl Phone {
    /// How it looks, and the sentence for it; `clock` writes a time for this reader.
    #[must_use]
    pub fn light(self, clock: impl Fn(Timestamp) -> String) -> (Tone, String) {
        match self {
            Self::Unknown => (
                Tone::Waiting,
                "Whether your phone is connected is not known while this page is not.".into(),
            ),
            Self::Here => (Tone::Good, "Your phone is connected to the relay.".into()),
            Self::Away { last_seen: None } => (
                Tone::Bad,
                "Your phone is not connected to the relay. Start Pillion there and check its network.".into(),
            ),
            Self::Away { last_seen: Some(at) } => (
                Tone::Bad,
                format!(
                    "Your phone was last connected to the relay at {}. Start Pillion there and check its network.",
                    clock(at)
                ),
            ),
        }
    }
}

impl Session {
    /// How it looks, and the sentence for it.
    #[must_use]
    pub fn light(self) -> (Tone, String) {
        match self {
            Self::Closed => (
                Tone::Waiting,
                "There is no sealed session with your phone at the moment.".into(),
            ),
            Self::Opening => (
                Tone::Waiting,
                "A sealed session with your phone is being opened.".into(),
            ),
            Self::Open => (
                Tone::Good,
                "Your phone answers, and nobody in between can read along.".into(),
            ),
            Self::Silent => (
                Tone::Bad,
                "Your phone is connected but does not answer. Check whether Pillion runs there.".into(),
            ),
        }
    }
}
