//! The page's side of a pairing.

use alloc::{boxed::Box, vec::Vec};

use pillion_wire::{id::RendezvousId, origin::Origin, time::Timestamp};

use super::{
    about::{BrowserAbout, PhoneAbout},
    grant::{Grant, PageSays, PhoneSays},
    problem::PairingError,
    prologue,
};
use crate::{
    check::Check,
    code::LinkCode,
    crypto::{
        channel::PaddedChannel,
        key::{PairingSecret, StaticPublic, StaticSecret},
        noise::{Handshake, Party, Pattern},
        padding,
        random::{self, Random},
    },
    link::{
        page::{PageKeys, PageLink},
        record,
    },
};

/// How long a code is on show before the next one takes its place, in milliseconds.
pub const ROTATE_MS: u64 = 30_000;

/// How long a code may be answered, in milliseconds: while it is on show, while the next one is, and 30 s for a slow
/// scan that began at the end of that.
pub const VALID_MS: u64 = 90_000;

/// A code on show.
#[derive(Debug)]
pub struct Offer {
    own: StaticSecret,
    code: LinkCode,
    made_at: Timestamp,
}

/// An offer that stays open, and why it does.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// The offer, as it was.
    pub offer: Offer,
    /// What was wrong with the message.
    pub error: PairingError,
}

impl Offer {
    /// A new code for the page of the relay at `origin`.
    pub fn new(now: Timestamp, origin: Origin, rng: &mut dyn Random) -> Self {
        let own = StaticSecret::random(rng);
        let code = LinkCode {
            page_key: own.public(),
            secret: PairingSecret::random(rng),
            rendezvous: RendezvousId(random::bytes(rng)),
            origin,
        };
        Self {
            own,
            code,
            made_at: now,
        }
    }

    /// The code to show.
    #[must_use]
    pub const fn code(&self) -> &LinkCode {
        &self.code
    }

    /// When the code stops being valid.
    #[must_use]
    pub const fn valid_until(&self) -> Timestamp {
        self.made_at.after_ms(VALID_MS)
    }

    /// Answers the first message of a phone: the one that scanned this code, and no other, can have written it.
    ///
    /// # Errors
    /// [`Refused`] with the offer, which still waits for the right phone: a stranger who joined the rendezvous cannot
    /// use it up.
    pub fn answer(
        self,
        now: Timestamp,
        hello: &[u8],
        about: &BrowserAbout,
        rng: &mut dyn Random,
    ) -> Result<(Met, Vec<u8>), Box<Refused>> {
        match self.try_answer(now, hello, about, rng) {
            Ok(met) => Ok(met),
            Err(error) => Err(Box::new(Refused { offer: self, error })),
        }
    }

    fn try_answer(
        &self,
        now: Timestamp,
        hello: &[u8],
        about: &BrowserAbout,
        rng: &mut dyn Random,
    ) -> Result<(Met, Vec<u8>), PairingError> {
        if now > self.valid_until() {
            return Err(PairingError::Expired);
        }
        let party = Party {
            pattern: Pattern::Pairing,
            own: &self.own,
            peer: None,
            psk: self.code.secret.as_bytes(),
            prologue: &prologue::bytes(&self.code.origin, self.code.rendezvous),
        };
        let mut handshake = Handshake::expect(&party, rng)?;
        let payload = handshake.read(hello)?;
        let phone_about: PhoneAbout = open_about(&payload)?;
        let answer = handshake.write(&padding::pad(&record::to_bytes(about))?)?;
        let phone = handshake.peer().ok_or(PairingError::CannotOpen)?;
        let (channel, hash) = handshake.finish()?;
        let met = Met {
            channel: PaddedChannel::new(channel),
            check: Check::of(&hash),
            phone_about,
            own: self.own.clone(),
            phone,
            origin: self.code.origin.clone(),
        };
        Ok((met, answer))
    }
}

/// A phone has answered; its user has not decided yet.
#[derive(Debug)]
pub struct Met {
    channel: PaddedChannel,
    check: Check,
    phone_about: PhoneAbout,
    own: StaticSecret,
    phone: StaticPublic,
    origin: Origin,
}

/// What the person on the phone decided.
#[derive(Debug)]
pub enum Decision {
    /// Yes. Store `link`, then send `kept`.
    Granted {
        /// The link to store.
        link: Box<PageLink>,
        /// The message to send once it is stored.
        kept: Vec<u8>,
        /// What comes next.
        waiting: Waiting,
    },
    /// No.
    Declined,
}

impl Met {
    /// The signs to show; the phone must show the same.
    #[must_use]
    pub const fn check(&self) -> &Check {
        &self.check
    }

    /// What the phone says it is.
    #[must_use]
    pub const fn phone(&self) -> &PhoneAbout {
        &self.phone_about
    }

    /// Takes the phone's decision.
    ///
    /// # Errors
    /// [`PairingError::CannotOpen`]; the pairing is then over.
    pub fn receive(mut self, message: &[u8]) -> Result<Decision, PairingError> {
        match open(&mut self.channel, message)? {
            PhoneSays::Granted(grant) => self.keep(grant),
            PhoneSays::Declined => Ok(Decision::Declined),
            PhoneSays::Active => Err(PairingError::CannotOpen),
        }
    }

    fn keep(mut self, grant: Grant) -> Result<Decision, PairingError> {
        let kept = self.channel.seal(&record::to_bytes(&PageSays::Kept))?;
        let link = PageLink {
            link: grant.link,
            token: grant.token,
            own: self.own,
            phone: self.phone,
            keys: PageKeys {
                current: grant.key,
                next: None,
            },
            farewell_hash: grant.farewell_hash,
            origin: self.origin,
            account: grant.account,
            handle: grant.handle,
            name: grant.name,
        };
        Ok(Decision::Granted {
            link: Box::new(link),
            kept,
            waiting: Waiting { channel: self.channel },
        })
    }
}

/// The link is stored here; the phone has not said yet that it is active there.
#[derive(Debug)]
pub struct Waiting {
    channel: PaddedChannel,
}

impl Waiting {
    /// Takes the phone's last word: the link may be used.
    ///
    /// # Errors
    /// [`PairingError::CannotOpen`]. The link may be active all the same: try it.
    pub fn receive(mut self, message: &[u8]) -> Result<(), PairingError> {
        match open(&mut self.channel, message)? {
            PhoneSays::Active => Ok(()),
            PhoneSays::Granted(_) | PhoneSays::Declined => Err(PairingError::CannotOpen),
        }
    }
}

fn open(channel: &mut PaddedChannel, message: &[u8]) -> Result<PhoneSays, PairingError> {
    record::from_bytes(&channel.open(message)?).map_err(|_| PairingError::CannotOpen)
}

fn open_about(payload: &[u8]) -> Result<PhoneAbout, PairingError> {
    let content = padding::unpad(payload).map_err(|_| PairingError::CannotOpen)?;
    record::from_bytes(content).map_err(|_| PairingError::CannotOpen)
}
