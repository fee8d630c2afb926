//! The phone's side of a session's handshake.

use alloc::vec::Vec;

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
    link::phone::PhoneLink,
};

/// A session that the phone has answered, but whose page has not proved yet that it is not a repetition.
#[derive(Debug)]
pub struct Unproved {
    /// For all messages of the session. The first one that opens is the proof.
    pub channel: PaddedChannel,
    /// The key to store when the page says `Proved`, and not before.
    pub next: LinkKey,
}

/// Answers a page's `hello1` with the bytes of `hello2`.
///
/// # Errors
/// [`CannotOpen`]: another link, another key, another version, changed or cut.
pub fn answer(link: &PhoneLink, hello: &[u8], rng: &mut dyn Random) -> Result<(Unproved, Vec<u8>), CannotOpen> {
    let party = Party {
        pattern: Pattern::Session,
        own: &link.own,
        peer: Some(&link.page),
        psk: link.key.as_bytes(),
        prologue: &prologue::bytes(&link.origin, link.link),
    };
    let mut handshake = Handshake::expect(&party, rng)?;
    if !handshake.read(hello)?.is_empty() {
        return Err(CannotOpen);
    }
    let salt = Salt::random(rng);
    let answer = handshake.write(salt.as_bytes())?;
    let (channel, hash) = handshake.finish()?;
    let next = ratchet::next(&link.key, &hash, &salt);
    Ok((
        Unproved {
            channel: PaddedChannel::new(channel),
            next,
        },
        answer,
    ))
}
