//! Chats that somebody unknown begins: a name is shown only when the directory says that it is his.

use pillion_phone::app::phone::Options;
use pillion_wire::{refusal::Code, relay_frame::RelayFrame};

use crate::world::World;

/// Alice, and somebody who has not been told that the handle on his card is taken: he goes on under it.
fn alice_and_impostor() -> World {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("bob", "bob", Options::default());
    world.lose = |frame| {
        matches!(
            frame,
            RelayFrame::Refused {
                code: Code::HandleTaken,
                ..
            }
        )
    };
    world.add_phone("impostor", "bob", Options::default());
    world
}

#[test]
fn a_stranger_under_anothers_handle_is_not_shown() {
    let mut world = alice_and_impostor();
    let chat = world.befriend("impostor", "alice").chat;
    world.say("impostor", chat, "it is me, bob");
    assert!(world.chats("alice").is_empty());
    let chat = world.befriend("alice", "bob").chat;
    world.say("alice", chat, "is that you?");
    let chat = world.only_chat("bob");
    world.say("bob", chat, "yes");
    let chat = world.only_chat("alice");
    assert_eq!(world.words("alice", chat), ["is that you?", "yes"]);
}

/// Bob writes to Alice, who does not know him; what the directory says about him is lost. Returns her question's number.
fn bob_writes_and_alice_asks(world: &mut World) -> u32 {
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("bob", "bob", Options::default());
    let chat = world.befriend("bob", "alice").chat;
    world.lose = |frame| matches!(frame, RelayFrame::Entry { .. });
    world.say("bob", chat, "one");
    world.say("bob", chat, "two");
    world.lose = |_| false;
    assert!(world.chats("alice").is_empty(), "not before the directory has answered");
    let asked = world.sent.iter().rev().find_map(|(name, frame)| match frame {
        RelayFrame::Entry { request, .. } if *name == "alice" => Some(*request),
        _ => None,
    });
    asked.unwrap()
}

fn refuse(world: &mut World, request: u32, code: Code) {
    let refused = RelayFrame::Refused {
        request: Some(request),
        put: None,
        code,
    };
    world.inject("alice", &refused);
}

#[test]
fn mail_waits_for_the_directory_and_keeps_its_order() {
    let mut world = World::new();
    let request = bob_writes_and_alice_asks(&mut world);
    refuse(&mut world, request, Code::RateLimited);
    assert!(world.chats("alice").is_empty());
    world.pass(1_000);
    let chat = world.only_chat("alice");
    assert_eq!(world.words("alice", chat), ["one", "two"]);
}

#[test]
fn a_stranger_under_a_handle_that_nobody_has_is_not_shown() {
    let mut world = World::new();
    let request = bob_writes_and_alice_asks(&mut world);
    refuse(&mut world, request, Code::HandleUnknown);
    world.pass(60_000);
    assert!(world.chats("alice").is_empty());
}

#[test]
fn mail_that_waited_when_the_connection_ended_comes_again() {
    let mut world = World::new();
    bob_writes_and_alice_asks(&mut world);
    world.stop_relay();
    world.start_relay();
    world.pass(60_000);
    let chat = world.only_chat("alice");
    assert_eq!(world.words("alice", chat), ["one", "two"]);
}
