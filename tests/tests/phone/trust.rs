//! Safety numbers, and contacts added by a code.

use pillion_phone::{
    app::phone::Options,
    mls::{card::Card, identity::Identity, mailbox::MailboxKey},
};
use pillion_protocol::{
    contact_code::ContactCode,
    content::{id::IntentId, problem::Problem, reply::Answer, request::Ask},
};
use pillion_wire::{handle::Handle, id::AccountId, origin::Origin};

use crate::world::{Name, World, origin};

fn safety(world: &mut World, name: Name, account: AccountId) -> (String, String) {
    match world.ask(name, Ask::Safety { account }) {
        Some(Answer::Safety { number, code }) => (number, code),
        other => panic!("no safety number: {other:?}"),
    }
}

fn own_code(world: &mut World, name: Name) -> String {
    match world.ask(name, Ask::OwnCode) {
        Some(Answer::Code(code)) => code,
        other => panic!("no code: {other:?}"),
    }
}

/// Alice and Bob, who know one another; their accounts.
fn friends() -> (World, AccountId, AccountId) {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    let bob = world.befriend("alice", "bob").account;
    let alice = world.befriend("bob", "alice").account;
    (world, alice, bob)
}

#[test]
fn both_phones_show_the_same_number_and_each_others_code_verifies() {
    let (mut world, alice, bob) = friends();
    let (of_alice, of_bob) = (safety(&mut world, "alice", bob), safety(&mut world, "bob", alice));
    assert_eq!(of_alice.0, of_bob.0);
    let compare = Ask::Compare {
        account: bob,
        code: of_bob.1,
    };
    assert_eq!(world.ask("alice", compare), Some(Answer::Done));
    assert!(world.befriend("alice", "bob").verified);
    assert!(!world.befriend("bob", "alice").verified, "each verifies for itself");
    let undo = Ask::Verify {
        account: bob,
        on: false,
    };
    assert_eq!(world.ask("alice", undo), Some(Answer::Done));
    assert!(!world.befriend("alice", "bob").verified);
}

#[test]
fn wrong_codes_verify_nobody_and_are_named() {
    let (mut world, alice, bob) = friends();
    world.add_phone("carol", "carol", Options::default());
    let carol = world.befriend("alice", "carol").account;
    world.befriend("carol", "alice");
    let of_carol = safety(&mut world, "carol", alice).1;
    let own = safety(&mut world, "alice", bob).1;
    let link = "pillion://link/AQ".to_owned();
    for (code, problem) in [
        (of_carol, Problem::SafetyDiffers),
        (own.clone(), Problem::SafetyDiffers),
        (own[..own.len() - 3].to_owned(), Problem::DamagedCode),
        (link, Problem::NotASafetyCode),
        (String::new(), Problem::NotASafetyCode),
    ] {
        let answer = world.ask("alice", Ask::Compare { account: bob, code });
        assert_eq!(answer, Some(Answer::Problem(problem)));
    }
    assert!(!world.befriend("alice", "bob").verified);
    let nobody = AccountId([9; 32]);
    for ask in [
        Ask::Safety { account: nobody },
        Ask::Verify {
            account: nobody,
            on: true,
        },
    ] {
        assert_eq!(
            world.ask("alice", ask),
            Some(Answer::Problem(Problem::NoSuchContact)),
            "{carol:?}"
        );
    }
}

#[test]
fn a_scanned_contact_is_added_and_verified_and_a_repeat_is_the_same() {
    let (mut world, ..) = friends();
    world.add_phone("carol", "carol", Options::default());
    let code = own_code(&mut world, "carol");
    let intent = world.intent();
    for _ in 0..2 {
        let ask = Ask::AddByCode {
            intent,
            code: code.clone(),
        };
        let Some(Answer::Contact(contact)) = world.ask("alice", ask) else {
            panic!("no contact")
        };
        assert!(contact.verified && contact.handle.as_str() == "carol");
    }
    assert_eq!(world.chats("alice").len(), 2);
}

/// What Alice's phone says to a code.
fn scan(world: &mut World, code: String) -> Option<Answer> {
    let intent: IntentId = world.intent();
    world.ask("alice", Ask::AddByCode { intent, code })
}

#[test]
fn a_code_that_the_directory_does_not_confirm_adds_nobody() {
    let (mut world, ..) = friends();
    let identity = Identity::generate(&mut world.rng());
    let account = MailboxKey::generate(&mut world.rng()).account();
    for (handle, problem) in [
        ("bob", Problem::ForgedEntry),
        ("nobody", Problem::Relay(pillion_wire::refusal::Code::HandleUnknown)),
    ] {
        let card = Card::issue(&identity, Handle::parse(handle).unwrap(), account).encode();
        let code = ContactCode { card, origin: origin() };
        let answer = scan(&mut world, code.to_url().unwrap());
        assert_eq!(answer, Some(Answer::Problem(problem)), "{handle}");
    }
    assert_eq!(world.chats("alice").len(), 1);
}

#[test]
fn codes_of_other_kinds_relays_and_of_oneself_are_named() {
    let (mut world, ..) = friends();
    let own = own_code(&mut world, "alice");
    let bob = own_code(&mut world, "bob");
    let mut foreign = ContactCode::parse(&bob).unwrap();
    foreign.origin = Origin::parse("https://chat.example.org").unwrap();
    let mut forged = ContactCode::parse(&bob).unwrap();
    forged.card[70] ^= 1;
    for (code, problem) in [
        (own, Problem::OwnHandle),
        (foreign.to_url().unwrap(), Problem::ForeignContact),
        (forged.to_url().unwrap(), Problem::DamagedCode),
        (bob[..bob.len() - 5].to_owned(), Problem::DamagedCode),
        ("pillion://link/AQ".to_owned(), Problem::NotAContactCode),
    ] {
        assert_eq!(scan(&mut world, code), Some(Answer::Problem(problem)));
    }
    world.stop_relay();
    assert_eq!(scan(&mut world, bob), Some(Answer::Problem(Problem::Offline)));
}
