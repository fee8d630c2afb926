//! Alice, her phone and her browser, and the records of a link between them.

use pillion_protocol::{
    content::{
        id::Version,
        request::{Ask, Request},
        update::Update,
    },
    crypto::random::Random,
    endpoint::envelope::Envelope,
    link::{page::PageLink, phone::PhoneLink},
    pairing::{
        about::{BrowserAbout, Line, PhoneAbout},
        grant::Owner,
        page::{Decision, Offer},
        phone::Scan,
    },
};
use pillion_wire::{handle::Handle, id::AccountId, origin::Origin, time::Timestamp};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

pub(crate) const NOON: Timestamp = Timestamp(1_700_000_000_000);

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// A source whose bytes are all known beforehand.
pub(crate) struct Fixed(pub(crate) Vec<u8>);

impl Random for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) {
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&self.0);
        self.0 = rest;
    }
}

pub(crate) fn relay() -> Origin {
    Origin::parse("https://relay.example").unwrap()
}

pub(crate) fn other_relay() -> Origin {
    Origin::parse("https://other.example").unwrap()
}

pub(crate) fn alice() -> Owner {
    Owner {
        account: AccountId([0xa1; 32]),
        handle: Handle::parse("alice").unwrap(),
        name: Line::clean("Alice"),
    }
}

pub(crate) fn alices_phone() -> PhoneAbout {
    PhoneAbout::new("Alice", "0.1.0")
}

pub(crate) fn alices_browser() -> BrowserAbout {
    BrowserAbout::new("Firefox 151", "Linux", "https://relay.example")
}

/// A link of Alice's browser with her phone, as each end stores it.
pub(crate) fn linked(seed: u64) -> (PageLink, PhoneLink) {
    let mut rng = rng(seed);
    let offer = Offer::new(NOON, relay(), &mut rng);
    let code = offer.code().clone();
    let (scan, hello) = Scan::start(code, &relay(), &alices_phone(), &mut rng).unwrap();
    let (met, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng).unwrap();
    let introduced = scan.receive(&answer).unwrap();
    let (granting, grant, phone_link) = introduced.grant(&alice(), &mut rng).unwrap();
    let Decision::Granted { link, kept, waiting } = met.receive(&grant).unwrap() else {
        panic!("Alice said yes");
    };
    waiting.receive(&granting.receive(&kept).unwrap()).unwrap();
    (*link, phone_link)
}

pub(crate) fn request(id: u32) -> Envelope {
    Envelope::Request(Request {
        id,
        ask: Ask::Sync {
            since: Version(0),
            cursor: None,
        },
    })
}

pub(crate) fn update(to: u64) -> Envelope {
    Envelope::Update(Update {
        from: Version(to - 1),
        to: Version(to),
        changes: Vec::new(),
    })
}
