//! The two Noise handshakes, and the sealed channel that each leads to.
//!
//! 1. [`Handshake::start`] on the initiator, [`Handshake::expect`] on the responder.
//! 2. `write` and `read` in turn, two messages in all.
//! 3. [`Handshake::finish`] gives the [`Channel`]: messages in order, each once, or not at all.
//!
//! Toward the peer every failure is the same [`CannotOpen`].
//!
//! Source: the Noise protocol framework, revision 34.

use alloc::{boxed::Box, vec, vec::Vec};
use core::fmt;

use snow::{Builder, HandshakeState, TransportState};

use super::{
    key::{StaticPublic, StaticSecret},
    random::{self, Random},
    resolver::Resolver,
};

/// The largest Noise message, in bytes (Noise, section 3).
const MESSAGE_BYTES: usize = 65_535;

/// The seal's tag, in bytes.
const TAG_BYTES: usize = 16;

/// A message that could not be opened, made or expected. Why is not said: an attacker would learn from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message cannot be opened")]
pub struct CannotOpen;

/// Which handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// The phone, which scanned the page's key, meets the page: the phone's key travels, the secret of the code is
    /// mixed in last.
    Pairing,
    /// Both know one another: the link key is mixed in first, so without it not even the first message opens.
    Session,
}

impl Pattern {
    const fn name(self) -> &'static str {
        match self {
            Self::Pairing => "Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s",
            Self::Session => "Noise_KKpsk0_25519_ChaChaPoly_BLAKE2s",
        }
    }

    const fn psk_place(self) -> u8 {
        match self {
            Self::Pairing => 2,
            Self::Session => 0,
        }
    }
}

/// What one side brings to a handshake.
#[derive(Debug)]
pub struct Party<'a> {
    /// Which handshake.
    pub pattern: Pattern,
    /// This side's key.
    pub own: &'a StaticSecret,
    /// The other side's key; `None` only for the page in a pairing, which learns it.
    pub peer: Option<&'a StaticPublic>,
    /// The shared secret.
    pub psk: &'a [u8; 32],
    /// What both must agree on without sending it.
    pub prologue: &'a [u8],
}

/// A handshake in progress.
pub struct Handshake {
    state: HandshakeState,
}

impl Handshake {
    /// The side that writes first.
    ///
    /// # Errors
    /// [`CannotOpen`] if `party` lacks a key that the pattern needs.
    pub fn start(party: &Party<'_>, rng: &mut dyn Random) -> Result<Self, CannotOpen> {
        let builder = builder(party, rng)?;
        Ok(Self {
            state: builder.build_initiator().map_err(|_| CannotOpen)?,
        })
    }

    /// The side that reads first.
    ///
    /// # Errors
    /// [`CannotOpen`] if `party` lacks a key that the pattern needs.
    pub fn expect(party: &Party<'_>, rng: &mut dyn Random) -> Result<Self, CannotOpen> {
        let builder = builder(party, rng)?;
        Ok(Self {
            state: builder.build_responder().map_err(|_| CannotOpen)?,
        })
    }

    /// This side's next message, with `payload` in it.
    ///
    /// # Errors
    /// [`CannotOpen`] out of turn, or with a payload too large for one message.
    pub fn write(&mut self, payload: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        // The longest head is that of the first pairing message: two keys of 32 bytes and two tags.
        let room = payload.len().saturating_add(64 + 2 * TAG_BYTES);
        let mut message = vec![0; room.min(MESSAGE_BYTES)];
        let length = self
            .state
            .write_message(payload, &mut message)
            .map_err(|_| CannotOpen)?;
        message.truncate(length);
        Ok(message)
    }

    /// The payload of the other side's next message. After a failure the handshake still waits for the right one.
    ///
    /// # Errors
    /// [`CannotOpen`], whatever is wrong with it.
    pub fn read(&mut self, message: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let mut payload = vec![0; message.len()];
        let length = self.state.read_message(message, &mut payload).map_err(|_| CannotOpen)?;
        payload.truncate(length);
        Ok(payload)
    }

    /// The other side's key, once it is known.
    #[must_use]
    pub fn peer(&self) -> Option<StaticPublic> {
        self.state
            .get_remote_static()?
            .try_into()
            .ok()
            .map(StaticPublic::from_bytes)
    }

    /// The sealed channel, and the hash that names this handshake: equal on both sides only if all that they saw is.
    ///
    /// # Errors
    /// [`CannotOpen`] before both messages have passed.
    pub fn finish(self) -> Result<(Channel, [u8; 32]), CannotOpen> {
        let hash = self.state.get_handshake_hash().try_into().map_err(|_| CannotOpen)?;
        let state = self.state.into_transport_mode().map_err(|_| CannotOpen)?;
        Ok((Channel { state }, hash))
    }
}

impl fmt::Debug for Handshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handshake(secret)")
    }
}

/// A sealed channel: what was sealed first must be opened first, and nothing twice.
pub struct Channel {
    state: TransportState,
}

impl Channel {
    /// Seals one message.
    ///
    /// # Errors
    /// [`CannotOpen`] if `plain` is too large for one Noise message, or after 2^64 messages.
    pub fn seal(&mut self, plain: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let mut sealed = vec![0; plain.len().saturating_add(TAG_BYTES).min(MESSAGE_BYTES)];
        let length = self.state.write_message(plain, &mut sealed).map_err(|_| CannotOpen)?;
        sealed.truncate(length);
        Ok(sealed)
    }

    /// Opens the next message. A failure does not move the channel: the right message still opens afterwards.
    ///
    /// # Errors
    /// [`CannotOpen`], whatever is wrong with it.
    pub fn open(&mut self, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let mut plain = vec![0; sealed.len()];
        let length = self.state.read_message(sealed, &mut plain).map_err(|_| CannotOpen)?;
        plain.truncate(length);
        Ok(plain)
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Channel(secret)")
    }
}

fn builder<'a>(party: &Party<'a>, rng: &mut dyn Random) -> Result<Builder<'a>, CannotOpen> {
    let params = party.pattern.name().parse().map_err(|_| CannotOpen)?;
    let builder = Builder::with_resolver(params, Box::new(Resolver::new(random::bytes(rng))))
        .local_private_key(party.own.as_bytes())
        .and_then(|builder| builder.psk(party.pattern.psk_place(), party.psk))
        .and_then(|builder| builder.prologue(party.prologue))
        .map_err(|_| CannotOpen)?;
    match party.peer {
        Some(peer) => builder.remote_public_key(peer.as_bytes()).map_err(|_| CannotOpen),
        None => Ok(builder),
    }
}
