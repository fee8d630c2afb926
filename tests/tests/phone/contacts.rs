//! Contacts by handle, and entries that a relay has forged.

use pillion_phone::{
    app::phone::Options,
    mls::{card::Card, identity::Identity, mailbox::MailboxKey},
};
use pillion_protocol::content::{problem::Problem, reply::Answer, request::Ask};
use pillion_wire::{handle::Handle, id::AccountId, refusal::Code, relay_frame::RelayFrame};

use crate::world::World;

fn handle(text: &str) -> Handle {
    Handle::parse(text).unwrap()
}

#[test]
fn a_contact_is_found_and_is_the_same_the_second_time() {
    let (mut world, chat) = World::of_two();
    assert_eq!(world.befriend("alice", "bob").chat, chat);
    assert_eq!(world.chats("alice").len(), 1);
}

#[test]
fn an_unknown_handle_ones_own_and_being_offline_are_named() {
    let (mut world, _) = World::of_two();
    let (one, two, three) = (world.intent(), world.intent(), world.intent());
    let unknown = world.ask(
        "alice",
        Ask::AddContact {
            intent: one,
            handle: handle("nobody"),
        },
    );
    assert_eq!(unknown, Some(Answer::Problem(Problem::Relay(Code::HandleUnknown))));
    let own = world.ask(
        "alice",
        Ask::AddContact {
            intent: two,
            handle: handle("alice"),
        },
    );
    assert_eq!(own, Some(Answer::Problem(Problem::OwnHandle)));
    world.stop_relay();
    let offline = world.ask(
        "alice",
        Ask::AddContact {
            intent: three,
            handle: handle("nobody"),
        },
    );
    assert_eq!(offline, Some(Answer::Problem(Problem::Offline)));
    let known = world.ask(
        "alice",
        Ask::AddContact {
            intent: three,
            handle: handle("bob"),
        },
    );
    assert!(matches!(known, Some(Answer::Contact(_))), "{known:?}");
}

#[test]
fn a_connection_that_ends_during_the_look_up_is_named() {
    let (mut world, _) = World::of_two();
    let intent = world.intent();
    let id = world.post(
        "alice",
        Ask::AddContact {
            intent,
            handle: handle("carol"),
        },
    );
    world.stop_relay();
    assert_eq!(world.answer("alice", id), Some(Answer::Problem(Problem::Offline)));
}

/// What the phone says to an entry that the relay made up.
fn entry(world: &mut World, asked: &str, make: impl FnOnce(&mut World) -> (AccountId, Vec<u8>)) -> Option<Answer> {
    world.lose = |frame| matches!(frame, RelayFrame::Entry { .. } | RelayFrame::Refused { .. });
    let intent = world.intent();
    let id = world.post(
        "alice",
        Ask::AddContact {
            intent,
            handle: handle(asked),
        },
    );
    world.settle();
    world.lose = |_| false;
    let request = world
        .sent
        .iter()
        .rev()
        .find_map(|(_, frame)| match frame {
            RelayFrame::Entry { request, .. }
            | RelayFrame::Refused {
                request: Some(request), ..
            } => Some(*request),
            _ => None,
        })
        .unwrap();
    let (account, record) = make(world);
    world.inject(
        "alice",
        &RelayFrame::Entry {
            request,
            account,
            record,
        },
    );
    world.answer("alice", id)
}

fn card(world: &mut World, named: &str) -> (AccountId, Vec<u8>) {
    let mut rng = world.rng();
    let identity = Identity::generate(&mut rng);
    let account = MailboxKey::generate(&mut rng).account();
    (account, Card::issue(&identity, handle(named), account).encode())
}

#[test]
fn forged_entries_are_refused() {
    let (mut world, _) = World::of_two();
    let forged = Some(Answer::Problem(Problem::ForgedEntry));
    let other_name = entry(&mut world, "carol", |world| card(world, "mallory"));
    assert_eq!(other_name, forged, "a card of another handle");
    let other_account = entry(&mut world, "carol", |world| {
        (AccountId([1; 32]), card(world, "carol").1)
    });
    assert_eq!(other_account, forged, "a card of another account");
    for at in 0..card(&mut world, "carol").1.len() {
        let altered = entry(&mut world, "carol", |world| {
            let (account, mut record) = card(world, "carol");
            record[at] ^= 1;
            (account, record)
        });
        assert_eq!(altered, forged, "byte {at}");
    }
    let empty = entry(&mut world, "carol", |world| (card(world, "carol").0, Vec::new()));
    assert_eq!(empty, forged);
    assert_eq!(world.chats("alice").len(), 1, "nobody was added");
}

#[test]
fn a_known_handle_with_another_key_is_a_changed_key() {
    let (mut world, _) = World::of_two();
    let changed = entry(&mut world, "bob", |world| card(world, "bob"));
    assert_eq!(changed, Some(Answer::Problem(Problem::KeyChanged)));
}

#[test]
fn a_handle_that_is_taken_ends_the_phone() {
    let (mut world, _) = World::of_two();
    world.add_phone("impostor", "bob", Options::default());
    let phone = world.node("impostor").phone.as_ref().unwrap();
    assert_eq!(
        phone.claim(),
        pillion_phone::app::relay::Claim::Refused(Code::HandleTaken)
    );
    world.pass(120_000);
    assert!(
        !world.node("impostor").phone.as_ref().unwrap().is_online(),
        "it does not come again"
    );
}
