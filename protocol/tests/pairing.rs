//! Pairing: the whole dance, and every way in which it is refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::cast::{NOON, alice, alices_browser, alices_phone, linked, other_relay, relay, rng};
use pillion_protocol::{
    code::{CodeError, LinkCode},
    crypto::{
        key::{PairingSecret, StaticSecret},
        token,
    },
    farewell::FarewellHash,
    link::{page::PageLink, phone::PhoneLink},
    pairing::{
        page::{Decision, Met, Offer, VALID_MS, Waiting},
        phone::{Granting, Introduced, Scan},
        problem::PairingError,
    },
};
use pillion_wire::{id::RendezvousId, limit::PAYLOAD_BYTES, time::Timestamp};

fn offer(seed: u64) -> Offer {
    Offer::new(NOON, relay(), &mut rng(seed))
}

fn scan(code: &LinkCode, seed: u64) -> (Scan, Vec<u8>) {
    Scan::start(code.clone(), &code.origin, &alices_phone(), &mut rng(seed)).unwrap()
}

/// Up to the moment at which both show the check.
fn introduced() -> (Met, Introduced) {
    let offer = offer(1);
    let (scan, hello) = scan(offer.code(), 2);
    let (met, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    (met, scan.receive(&answer).unwrap())
}

/// Up to the moment at which the page has the grant.
fn granted() -> (Waiting, Vec<u8>, Box<PageLink>, Granting, PhoneLink) {
    let (met, introduced) = introduced();
    let (granting, grant, phone_link) = introduced.grant(&alice(), &mut rng(4)).unwrap();
    let Decision::Granted { link, kept, waiting } = met.receive(&grant).unwrap() else {
        panic!("Alice said yes");
    };
    (waiting, kept, link, granting, phone_link)
}

/// What a stranger's message does to an offer: nothing, and it says no more than that.
fn refuses(offer: Offer, hello: &[u8]) -> Offer {
    let refused = offer.answer(NOON, hello, &alices_browser(), &mut rng(9)).unwrap_err();
    assert_eq!(refused.error, PairingError::CannotOpen);
    refused.offer
}

#[test]
fn a_scanned_code_becomes_a_link_on_both_sides() {
    let (met, introduced) = introduced();
    assert_eq!(met.check(), introduced.check(), "both show the same signs");
    assert_eq!(met.phone(), &alices_phone());
    assert_eq!(introduced.browser(), &alices_browser());

    let (waiting, kept, page, granting, phone) = granted();
    waiting.receive(&granting.receive(&kept).unwrap()).unwrap();
    assert_eq!(page.link, phone.link);
    assert_eq!(page.phone, phone.own.public());
    assert_eq!(page.own.public(), phone.page);
    assert_eq!(page.keys.current, phone.key);
    assert_eq!(page.keys.next, None);
    assert_eq!(token::hash(&page.token), phone.token_hash);
    assert_eq!(page.farewell_hash, FarewellHash::of(&phone.farewell));
    assert_eq!((page.account, &page.handle), (alice().account, &alice().handle));
}

#[test]
fn two_pairings_share_nothing() {
    let (one_page, one_phone) = linked(1);
    let (other_page, other_phone) = linked(2);
    assert_ne!(one_page.link, other_page.link);
    assert_ne!(one_page.token, other_page.token);
    assert_ne!(one_page.own, other_page.own);
    assert_ne!(one_phone.own, other_phone.own, "the phone has a key for each link");
    assert_ne!(one_phone.key, other_phone.key);
    assert_ne!(one_phone.farewell, other_phone.farewell);
}

#[test]
fn a_no_gives_the_page_nothing() {
    let (met, introduced) = introduced();
    let decision = met.receive(&introduced.decline().unwrap()).unwrap();
    assert!(matches!(decision, Decision::Declined));
}

#[test]
fn yes_and_no_have_the_same_size() {
    let (_, asked) = introduced();
    let no = asked.decline().unwrap();
    let (_, asked) = introduced();
    let (_, yes, _) = asked.grant(&alice(), &mut rng(4)).unwrap();
    assert_eq!((no.len(), yes.len()), (256 + 16, 256 + 16));
}

#[test]
fn every_flipped_byte_of_the_first_message_is_refused_and_the_offer_stays_open() {
    let mut offer = offer(1);
    let (_, hello) = scan(offer.code(), 2);
    for at in 0..hello.len() {
        let mut flipped = hello.clone();
        flipped[at] ^= 1;
        offer = refuses(offer, &flipped);
    }
    assert!(offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).is_ok());
}

#[test]
fn every_cut_of_the_first_message_is_refused() {
    let mut offer = offer(1);
    let (_, hello) = scan(offer.code(), 2);
    for end in 0..hello.len() {
        offer = refuses(offer, &hello[..end]);
    }
    let mut longer = hello;
    longer.push(0);
    offer = refuses(offer, &longer);
    refuses(offer, &vec![0; PAYLOAD_BYTES]);
}

#[test]
fn a_phone_that_read_another_code_is_refused() {
    let mut offer = offer(1);
    let right = offer.code().clone();
    let wrong_key = LinkCode {
        page_key: StaticSecret::from_bytes([9; 32]).public(),
        ..right.clone()
    };
    let wrong_meeting = LinkCode {
        rendezvous: RendezvousId([9; 16]),
        ..right.clone()
    };
    let wrong_relay = LinkCode {
        origin: other_relay(),
        ..right
    };
    for wrong in [wrong_key, wrong_meeting, wrong_relay] {
        let (_, hello) = scan(&wrong, 2);
        offer = refuses(offer, &hello);
    }
}

#[test]
fn without_the_secret_of_the_code_the_answer_does_not_open() {
    // The secret is mixed in last, so the phone is the first to notice; nothing was granted by then.
    let offer = offer(1);
    let wrong = LinkCode {
        secret: PairingSecret::from_bytes([9; 32]),
        ..offer.code().clone()
    };
    let (scan, hello) = scan(&wrong, 2);
    let (_, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    assert_eq!(scan.receive(&answer).unwrap_err(), PairingError::CannotOpen);
}

#[test]
fn a_code_of_another_relay_is_refused_before_anything_is_sent() {
    let code = offer(1).code().clone();
    let error = Scan::start(code, &other_relay(), &alices_phone(), &mut rng(2)).unwrap_err();
    assert_eq!(
        error,
        PairingError::Code(CodeError::OtherRelay {
            code: relay(),
            own: other_relay()
        })
    );
}

#[test]
fn a_code_answered_too_late_is_refused() {
    let offer = offer(1);
    let (_, hello) = scan(offer.code(), 2);
    let late = Timestamp(NOON.0 + VALID_MS + 1);
    let refused = offer.answer(late, &hello, &alices_browser(), &mut rng(3)).unwrap_err();
    assert_eq!(refused.error, PairingError::Expired);
    let last = refused.offer.valid_until();
    assert!(
        refused
            .offer
            .answer(last, &hello, &alices_browser(), &mut rng(3))
            .is_ok()
    );
}

#[test]
fn every_changed_answer_is_refused() {
    let offer = offer(1);
    let (_, hello) = scan(offer.code(), 2);
    let (_, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    let code = people_code();
    for at in 0..answer.len() {
        let mut flipped = answer.clone();
        flipped[at] ^= 0x80;
        let (scan, _) = scan(&code, 2);
        assert_eq!(
            scan.receive(&flipped).unwrap_err(),
            PairingError::CannotOpen,
            "byte {at}"
        );
        let (scan, _) = self::scan(&code, 2);
        assert!(scan.receive(&answer[..at]).is_err(), "cut at {at}");
    }
    let (scan, _) = scan(&code, 2);
    assert!(scan.receive(&answer).is_ok(), "unchanged, it is the answer");
}

fn people_code() -> LinkCode {
    offer(1).code().clone()
}

#[test]
fn an_answer_to_another_phone_is_refused() {
    let offer = offer(1);
    let code = offer.code().clone();
    let (_, hello) = scan(&code, 2);
    let (_, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    let (other_phone, _) = scan(&code, 5);
    assert_eq!(other_phone.receive(&answer).unwrap_err(), PairingError::CannotOpen);
}

#[test]
fn two_phones_at_one_code_show_different_signs() {
    let (one, _) = introduced();
    let offer = offer(1);
    let (_, hello) = scan(offer.code(), 77);
    let (other, _) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    assert_ne!(one.check(), other.check());
}

#[test]
fn every_changed_grant_is_refused() {
    let (_, asked) = introduced();
    let (_, grant, _) = asked.grant(&alice(), &mut rng(4)).unwrap();
    for at in 0..grant.len() {
        let mut flipped = grant.clone();
        flipped[at] ^= 1;
        let (met, _) = introduced();
        assert_eq!(
            met.receive(&flipped).unwrap_err(),
            PairingError::CannotOpen,
            "byte {at}"
        );
    }
    for wrong in [&grant[..grant.len() - 1], &grant[..16], &[], &grant[1..]] {
        let (met, _) = introduced();
        assert_eq!(met.receive(wrong).unwrap_err(), PairingError::CannotOpen);
    }
}

#[test]
fn messages_in_the_wrong_place_are_refused() {
    let (_, asked) = introduced();
    let (_, grant, _) = asked.grant(&alice(), &mut rng(4)).unwrap();
    let (waiting, kept, _, granting, _) = granted();
    assert_eq!(
        waiting.receive(&grant).unwrap_err(),
        PairingError::CannotOpen,
        "a grant, twice"
    );
    let active = granting.receive(&kept).unwrap();
    let (waiting, _, _, granting, _) = granted();
    assert_eq!(
        granting.receive(&active).unwrap_err(),
        PairingError::CannotOpen,
        "reflected"
    );
    assert_eq!(
        waiting.receive(&kept).unwrap_err(),
        PairingError::CannotOpen,
        "reflected"
    );
    let (met, _) = introduced();
    assert_eq!(
        met.receive(&active).unwrap_err(),
        PairingError::CannotOpen,
        "out of order"
    );
}

#[test]
fn a_grant_of_another_pairing_is_refused() {
    let offer = offer(6);
    let (scan, hello) = scan(offer.code(), 7);
    let (_, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(8)).unwrap();
    let (_, grant, _) = scan.receive(&answer).unwrap().grant(&alice(), &mut rng(4)).unwrap();
    let (met, _) = introduced();
    assert_eq!(met.receive(&grant).unwrap_err(), PairingError::CannotOpen);
}
