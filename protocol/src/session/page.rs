//! The page's side of a session's handshake.

use alloc::{boxed::Box, vec::Vec};

use super::{
    prologue,
    ratchet::{self, Salt},
};
use crate::{
    crypto::{
        channel::PaddedChannel,
        key::LinkKey,
        noise::{CannotOpen, Handshake, Party, Pattern},
        random::Random,
    },
    link::page::{PageKeys, PageLink},
};

/// `hello1` is out; the phone has not answered yet.
#[derive(Debug)]
pub struct Call {
    handshake: Handshake,
    key: LinkKey,
}

/// What a handshake led to.
#[derive(Debug)]
pub struct Answered {
    /// For all messages of the session.
    pub channel: PaddedChannel,
    /// What the page must store before it says `Proved`.
    pub keys: PageKeys,
}

impl Call {
    /// Begins a handshake under `key`, one of those that `link` holds.
    ///
    /// # Errors
    /// None that a peer can cause.
    pub fn start(link: &PageLink, key: &LinkKey, rng: &mut dyn Random) -> Result<(Self, Vec<u8>), CannotOpen> {
        let party = Party {
            pattern: Pattern::Session,
            own: &link.own,
            peer: Some(&link.phone),
            psk: key.as_bytes(),
            prologue: &prologue::bytes(&link.origin, link.link),
        };
        let mut handshake = Handshake::start(&party, rng)?;
        let hello = handshake.write(&[])?;
        Ok((
            Self {
                handshake,
                key: key.clone(),
            },
            hello,
        ))
    }

    /// Takes the phone's `hello2`.
    ///
    /// # Errors
    /// [`Unanswered`]: a stranger's answer does not use the call up.
    pub fn receive(mut self, hello: &[u8]) -> Result<Answered, Unanswered> {
        let Ok(payload) = self.handshake.read(hello) else {
            return Err(Unanswered::Waiting(Box::new(self)));
        };
        let salt = Salt::read(&payload).ok_or(Unanswered::Over)?;
        let (channel, hash) = self.handshake.finish().map_err(|_| Unanswered::Over)?;
        let next = ratchet::next(&self.key, &hash, &salt);
        Ok(Answered {
            channel: PaddedChannel::new(channel),
            keys: PageKeys {
                current: self.key,
                next: Some(next),
            },
        })
    }
}

/// Why there is no session yet.
#[derive(Debug)]
pub enum Unanswered {
    /// The bytes were not the phone's answer to this call, which still waits for it.
    Waiting(Box<Call>),
    /// They were, but make no sense: the phone speaks differently.
    Over,
}
