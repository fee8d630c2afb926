//! The phone's side of a pairing.

use alloc::vec::Vec;

use pillion_wire::{
    id::{LinkId, LinkToken},
    origin::Origin,
};

use super::{
    about::{BrowserAbout, PhoneAbout},
    grant::{Grant, Owner, PageSays, PhoneSays},
    problem::PairingError,
    prologue,
};
use crate::{
    check::Check,
    code::LinkCode,
    crypto::{
        channel::PaddedChannel,
        key::{LinkKey, StaticSecret},
        noise::{Handshake, Party, Pattern},
        padding,
        random::{self, Random},
        token,
    },
    farewell::{self, FarewellHash},
    link::{phone::PhoneLink, record},
};

/// A code was scanned; the page has not answered yet.
#[derive(Debug)]
pub struct Scan {
    handshake: Handshake,
    own: StaticSecret,
    code: LinkCode,
}

impl Scan {
    /// Begins a pairing with the page that showed `code`. The bytes go to the code's rendezvous.
    ///
    /// # Errors
    /// [`PairingError::Code`] if the code is of another relay than `own_origin`.
    pub fn start(
        code: LinkCode,
        own_origin: &Origin,
        about: &PhoneAbout,
        rng: &mut dyn Random,
    ) -> Result<(Self, Vec<u8>), PairingError> {
        code.check_origin(own_origin)?;
        let own = StaticSecret::random(rng);
        let party = Party {
            pattern: Pattern::Pairing,
            own: &own,
            peer: Some(&code.page_key),
            psk: code.secret.as_bytes(),
            prologue: &prologue::bytes(&code.origin, code.rendezvous),
        };
        let mut handshake = Handshake::start(&party, rng)?;
        let hello = handshake.write(&padding::pad(&record::to_bytes(about))?)?;
        Ok((Self { handshake, own, code }, hello))
    }

    /// Takes the page's answer.
    ///
    /// # Errors
    /// [`PairingError::CannotOpen`]; the pairing is then over.
    pub fn receive(mut self, answer: &[u8]) -> Result<Introduced, PairingError> {
        let payload = self.handshake.read(answer)?;
        let content = padding::unpad(&payload).map_err(|_| PairingError::CannotOpen)?;
        let browser = record::from_bytes(content).map_err(|_| PairingError::CannotOpen)?;
        let (channel, hash) = self.handshake.finish()?;
        Ok(Introduced {
            channel: PaddedChannel::new(channel),
            check: Check::of(&hash),
            browser,
            own: self.own,
            code: self.code,
        })
    }
}

/// The page has answered; the person on the phone has not decided yet.
#[derive(Debug)]
pub struct Introduced {
    channel: PaddedChannel,
    check: Check,
    browser: BrowserAbout,
    own: StaticSecret,
    code: LinkCode,
}

impl Introduced {
    /// The signs to show; the page must show the same.
    #[must_use]
    pub const fn check(&self) -> &Check {
        &self.check
    }

    /// What the page says it is.
    #[must_use]
    pub const fn browser(&self) -> &BrowserAbout {
        &self.browser
    }

    /// The person said yes. Store the link as pending, tell the relay of it, then send the bytes.
    ///
    /// # Errors
    /// None that a peer can cause.
    pub fn grant(
        mut self,
        owner: &Owner,
        rng: &mut dyn Random,
    ) -> Result<(Granting, Vec<u8>, PhoneLink), PairingError> {
        let token = LinkToken(random::bytes(rng));
        let farewell = farewell::fresh(rng);
        let link = PhoneLink {
            link: LinkId(random::bytes(rng)),
            token_hash: token::hash(&token),
            own: self.own,
            page: self.code.page_key,
            key: LinkKey::random(rng),
            farewell,
            origin: self.code.origin,
        };
        let grant = Grant {
            link: link.link,
            token,
            key: link.key.clone(),
            account: owner.account,
            handle: owner.handle.clone(),
            name: owner.name.clone(),
            farewell_hash: FarewellHash::of(&link.farewell),
        };
        let message = self.channel.seal(&record::to_bytes(&PhoneSays::Granted(grant)))?;
        Ok((Granting { channel: self.channel }, message, link))
    }

    /// The person said no. Send the bytes; nothing else remains.
    ///
    /// # Errors
    /// None that a peer can cause.
    pub fn decline(mut self) -> Result<Vec<u8>, PairingError> {
        Ok(self.channel.seal(&record::to_bytes(&PhoneSays::Declined))?)
    }
}

/// The grant is on its way; the link is pending.
#[derive(Debug)]
pub struct Granting {
    channel: PaddedChannel,
}

impl Granting {
    /// Takes the page's word that it keeps the link. Mark the link active, then send the bytes.
    ///
    /// # Errors
    /// [`PairingError::CannotOpen`]. The link stays pending and can be removed; it becomes active when the page uses it.
    pub fn receive(mut self, kept: &[u8]) -> Result<Vec<u8>, PairingError> {
        let content = self.channel.open(kept)?;
        let PageSays::Kept = record::from_bytes(&content).map_err(|_| PairingError::CannotOpen)?;
        Ok(self.channel.seal(&record::to_bytes(&PhoneSays::Active))?)
    }
}
