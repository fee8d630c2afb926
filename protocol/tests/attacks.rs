//! What a relay that lies can do to a link: disturb it, and nothing else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::{
    cast::{request, update},
    world::{Saw, World},
};
use pillion_protocol::endpoint::{
    closed::Reason,
    payload::{self, Payload},
};

const HELLO1: u8 = 1;
const HELLO2: u8 = 2;
const SEALED: u8 = 3;

/// A request on its way up, held by the relay.
fn with_request(seed: u64) -> (World, Vec<u8>) {
    let mut world = World::open(seed);
    world.page_says(request(1));
    let held = world.up.pop_front().unwrap();
    assert_eq!(held[0], SEALED);
    (world, held)
}

/// The session broke at the phone; the page calls again and all is well.
fn recovers(mut world: World) {
    world.run();
    world.pass_ms(5_000);
    assert!(world.page.is_open() && world.phone.is_open());
    world.phone_saw.clear();
    world.page_says(request(99));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Said(request(99))]);
    assert!(world.disks_fit());
}

fn heard_nothing(world: &World) {
    assert!(
        !world.phone_saw.iter().any(|saw| matches!(saw, Saw::Said(_))),
        "{:?}",
        world.phone_saw
    );
}

#[test]
fn every_flipped_byte_closes_the_session_and_nothing_of_it_is_accepted() {
    let (_, held) = with_request(1);
    for at in 0..held.len() {
        let (mut world, mut flipped) = with_request(1);
        flipped[at] ^= 1;
        world.give_phone(&flipped);
        heard_nothing(&world);
        if at > 0 {
            assert_eq!(world.phone_saw, [Saw::Closed(Reason::Broken)], "byte {at}");
        }
        if at % 37 == 0 {
            recovers(world);
        }
    }
}

#[test]
fn every_flipped_byte_is_refused_by_the_page_too() {
    let make = || {
        let mut world = World::open(1);
        world.phone_says(update(1));
        let held = world.down.pop_front().unwrap();
        (world, held)
    };
    let (_, held) = make();
    for at in 1..held.len() {
        let (mut world, mut flipped) = make();
        flipped[at] ^= 0x40;
        world.give_page(&flipped);
        assert_eq!(world.page_saw, [Saw::Closed(Reason::Broken)], "byte {at}");
        if at % 37 == 0 {
            recovers(world);
        }
    }
}

#[test]
fn a_cut_or_lengthened_message_closes_the_session() {
    for change in [
        |m: &mut Vec<u8>| m.truncate(1),
        |m: &mut Vec<u8>| m.truncate(40),
        |m: &mut Vec<u8>| m.push(0),
    ] {
        let (mut world, mut held) = with_request(1);
        change(&mut held);
        world.give_phone(&held);
        assert_eq!(world.phone_saw, [Saw::Closed(Reason::Broken)]);
        recovers(world);
    }
}

#[test]
fn a_repeated_message_closes_the_session() {
    let (mut world, held) = with_request(1);
    world.give_phone(&held);
    world.give_phone(&held);
    assert_eq!(world.phone_saw, [Saw::Said(request(1)), Saw::Closed(Reason::Broken)]);
    recovers(world);
}

#[test]
fn messages_out_of_order_close_the_session() {
    let (mut world, first) = with_request(1);
    world.page_says(request(2));
    let second = world.up.pop_front().unwrap();
    world.give_phone(&second);
    heard_nothing(&world);
    world.give_phone(&first);
    heard_nothing(&world);
    assert_eq!(world.phone_saw[0], Saw::Closed(Reason::Broken));
    recovers(world);
}

#[test]
fn a_dropped_message_is_noticed_with_the_next_one() {
    let (mut world, _) = with_request(1);
    world.page_says(request(2));
    world.deliver_up();
    assert_eq!(world.phone_saw, [Saw::Closed(Reason::Broken)]);
    recovers(world);
}

#[test]
fn a_reflected_message_closes_the_session() {
    let (mut world, held) = with_request(1);
    world.give_page(&held);
    assert_eq!(world.page_saw, [Saw::Closed(Reason::Broken)]);
    recovers(world);
}

#[test]
fn a_message_of_an_earlier_session_is_refused() {
    let (mut world, held) = with_request(1);
    world.page.cut(world.now);
    world.phone.peer_away(world.now, None);
    world.run();
    world.connect();
    world.phone_saw.clear();
    world.give_phone(&held);
    assert_eq!(world.phone_saw, [Saw::Closed(Reason::Broken)]);
    recovers(world);
}

#[test]
fn a_message_of_another_link_is_refused() {
    let (_, foreign) = with_request(2);
    let (mut world, _) = with_request(1);
    world.give_phone(&foreign);
    heard_nothing(&world);
    recovers(world);
}

#[test]
fn a_forged_first_message_does_not_disturb_an_open_session() {
    let mut world = World::open(1);
    let stranger = World::new(2);
    let mut forged = vec![vec![HELLO1], vec![HELLO1; 49], vec![HELLO1; 65_280]];
    let mut theirs = stranger;
    theirs.page.peer_here(theirs.now);
    theirs.drain();
    forged.push(theirs.recorded_up[0].clone());
    for hello in forged {
        world.give_phone(&hello);
    }
    world.run();
    assert_eq!(world.phone_saw, []);
    world.page_says(request(1));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Said(request(1))]);
}

#[test]
fn every_flipped_byte_of_a_first_message_is_refused_with_a_hint() {
    let mut world = World::new(1);
    world.page.peer_here(world.now);
    world.drain();
    let hello = world.up.pop_front().unwrap();
    for at in 1..hello.len() {
        let mut flipped = hello.clone();
        flipped[at] ^= 1;
        world.give_phone(&flipped);
        let hint = world.down.pop_front().unwrap();
        assert_eq!(
            Payload::parse(&hint),
            Some(Payload::CannotOpen(payload::tag_of(&flipped))),
            "byte {at}"
        );
    }
    world.give_phone(&hello);
    assert_eq!(world.down[0][0], HELLO2, "unchanged, it is answered");
}

#[test]
fn every_flipped_byte_of_an_answer_is_ignored_and_the_true_one_still_opens() {
    let mut world = World::new(1);
    world.page.peer_here(world.now);
    world.drain();
    world.deliver_up();
    let answer = world.down.pop_front().unwrap();
    assert_eq!(answer[0], HELLO2);
    for at in 1..answer.len() {
        let mut flipped = answer.clone();
        flipped[at] ^= 1;
        world.give_page(&flipped);
        world.give_page(&answer[..at]);
    }
    assert_eq!(world.page_saw, []);
    world.give_page(&answer);
    assert_eq!(world.page_saw, [Saw::Opened]);
}

#[test]
fn a_replayed_first_message_moves_no_key_and_leaves_the_session_open() {
    // The page's disk is slow, so the phone still has the key under which the recorded message was made.
    let mut world = World::new(1);
    world.fast_disks = false;
    world.connect();
    world.page_says(request(1));
    world.run();
    let recorded = world.recorded_up[0].clone();
    assert_eq!(recorded[0], HELLO1);
    let key = world.phone_disk.key.clone();
    world.phone_saw.clear();

    world.give_phone(&recorded);
    assert_eq!(
        world.down.pop_front().unwrap()[0],
        HELLO2,
        "it cannot be told from a true one, so it is answered"
    );
    world.page_says(request(2));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Said(request(2))], "the open session goes on");
    assert_eq!((&world.phone_disk.key, &world.phone_unsaved), (&key, &None));
    world.write_page();
    world.run();
    assert!(world.disks_fit());
    world.fast_disks = true;
    recovers(world);
}

#[test]
fn a_replayed_first_message_of_an_old_key_is_not_even_answered() {
    let mut world = World::open(1);
    let recorded = world.recorded_up[0].clone();
    world.give_phone(&recorded);
    assert!(matches!(Payload::parse(&world.down[0]), Some(Payload::CannotOpen(_))));
    assert_eq!(world.phone_saw, []);
}

#[test]
fn a_relay_that_holds_back_the_proof_cannot_break_the_link() {
    // The proof of one session is delivered only after a later handshake was answered under the same key. If the phone
    // moved now, it would hold a key that the page has dropped.
    let mut world = World::new(1);
    world.fast_disks = false;
    world.connect();
    world.page_says(request(1));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Opened, Saw::Said(request(1))]);
    world.write_page();
    let proof = world.up.pop_front().unwrap();
    assert_eq!(proof[0], SEALED);

    // The page hears a hint and calls: under the next key, which the phone cannot open, then under the first one.
    world.now = world.now.after_ms(5_000);
    world.give_page(&Payload::CannotOpen([0; 8]).to_bytes());
    world.run();
    world.write_page();
    assert_eq!(
        world.page_saw,
        [Saw::Opened, Saw::Closed(Reason::Replaced), Saw::Opened]
    );
    let before = world.phone_disk.key.clone();
    assert_eq!(
        world.page_disk.keys.current, before,
        "it was answered under the first key"
    );
    world.give_phone(&proof);
    world.write_phone();
    assert_eq!(
        world.phone_disk.key, before,
        "the proof comes too late to move anything"
    );
    assert!(world.disks_fit(), "the phone's key is one that the page has");
    world.fast_disks = true;
    recovers(world);
}

#[test]
fn forged_hints_cannot_close_a_session_or_make_the_page_forget() {
    let mut world = World::open(1);
    let keys = world.page_disk.keys.clone();
    let calls = |world: &World| world.recorded_up.iter().filter(|payload| payload[0] == HELLO1).count();
    let before = calls(&world);
    for tag in 0..200 {
        world.give_page(&Payload::CannotOpen([tag; 8]).to_bytes());
    }
    assert!(
        calls(&world) <= before + 1,
        "hints without end make no calls without end"
    );
    assert_eq!(world.page_saw, []);
    assert_eq!(world.page_disk.keys, keys);
    recovers(world);
}

#[test]
fn forged_hints_during_a_call_make_one_more_call_at_most() {
    let mut world = World::new(1);
    world.fast_disks = false;
    world.connect();
    world.write_page();
    world.crash_page();
    assert!(world.page_disk.keys.next.is_some(), "two keys to choose from");
    world.cut_pipe();
    world.page.peer_here(world.now);
    world.drain();
    for _ in 0..50 {
        let tag = payload::tag_of(world.recorded_up.last().unwrap());
        world.give_page(&Payload::CannotOpen(tag).to_bytes());
    }
    assert_eq!(world.up.len(), 2, "one call under each key");
    assert!(world.page_disk.keys.next.is_some());
}

#[test]
fn an_answer_from_the_past_is_ignored() {
    let mut world = World::open(1);
    let recorded = world.recorded_down[0].clone();
    assert_eq!(recorded[0], HELLO2);
    world.give_page(&recorded);
    world.page.cut(world.now);
    world.phone.peer_away(world.now, None);
    world.drain();
    world.page_saw.clear();
    world.cut_pipe();
    world.page.peer_here(world.now);
    world.drain();
    world.give_page(&recorded);
    assert_eq!(world.page_saw, []);
    recovers(world);
}

#[test]
fn a_session_proved_too_late_is_refused() {
    let mut world = World::new(1);
    world.page.peer_here(world.now);
    world.drain();
    world.deliver_up();
    world.deliver_down();
    assert_eq!(world.page_saw, [Saw::Opened]);
    world.now = world.now.after_ms(30_001);
    world.deliver_up();
    assert_eq!(world.phone_saw, []);
    recovers(world);
}

#[test]
fn what_the_phone_sent_before_it_knew_of_the_new_session_is_no_forgery() {
    let mut world = World::open(1);
    world.now = world.now.after_ms(20_000);
    world.give_page(&Payload::CannotOpen([0; 8]).to_bytes());
    world.deliver_up();
    world.phone_says(update(7));
    world.run();
    assert_eq!(world.page_saw, [Saw::Closed(Reason::Replaced), Saw::Opened]);
    assert!(
        world.page.is_open(),
        "it was passed over; the new session asks Sync anyway"
    );
    recovers(world);
}

#[test]
fn all_failures_look_alike() {
    let (mut world, held) = with_request(1);
    let mut wrong = held.clone();
    wrong[5] ^= 1;
    world.give_phone(&wrong);
    let hint = world.down.back().unwrap().clone();
    let (mut world, held) = with_request(1);
    world.give_phone(&held);
    world.give_phone(&held);
    let other = world.down.iter().rev().find(|payload| payload[0] == 4).unwrap().clone();
    assert_eq!((hint.len(), hint[0]), (other.len(), other[0]));
}
