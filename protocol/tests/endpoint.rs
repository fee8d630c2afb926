//! Both ends of a link when nothing is wrong but the connection: opening, talking, waiting, ending.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::{
    cast::{request, rng, update},
    world::{Saw, World},
};
use pillion_protocol::{
    content::{
        account::Connection,
        id::{ChatId, IntentId, Version},
        reply::{Answer, Reply},
        request::{Ask, From, Request},
        text::Text,
        update::{Change, Update},
    },
    crypto::padding::CONTENT_BYTES,
    endpoint::{
        closed::{Reason, SendError},
        envelope::{Envelope, Unreadable},
        phone::PhoneEnd,
    },
};
use pillion_wire::{id::Farewell, time::Timestamp};

fn said(envelope: Envelope) -> Saw {
    Saw::Said(envelope)
}

fn reply(id: u32) -> Envelope {
    Envelope::Reply(Reply {
        id,
        answer: Answer::Done,
    })
}

fn history(id: u32) -> Envelope {
    let ask = Ask::History {
        chat: ChatId([1; 16]),
        from: From::End,
        limit: 50,
    };
    Envelope::Request(Request { id, ask })
}

fn message(id: u32) -> Envelope {
    let ask = Ask::Send {
        intent: IntentId([u8::try_from(id).unwrap(); 16]),
        chat: ChatId([1; 16]),
        text: Text::parse("hello").unwrap(),
        quote: None,
    };
    Envelope::Request(Request { id, ask })
}

#[test]
fn a_session_opens_and_both_ends_hold_the_next_key() {
    let mut world = World::new(1);
    let first_key = world.phone_disk.key.clone();
    world.connect();
    assert_eq!(world.page_saw, [Saw::Opened]);
    assert_eq!(world.phone_saw, [Saw::Opened]);
    assert_ne!(world.phone_disk.key, first_key, "the key moved on");
    assert_eq!(world.page_disk.keys.current, world.phone_disk.key);
    assert_eq!(world.page_disk.keys.next, None);
}

#[test]
fn requests_go_up_and_replies_and_updates_come_down() {
    let mut world = World::open(1);
    world.page_says(request(1));
    world.run();
    world.phone_says(reply(1));
    world.phone_says(update(5));
    world.run();
    assert_eq!(world.phone_saw, [said(request(1))]);
    assert_eq!(world.page_saw, [said(reply(1)), said(update(5))]);
}

#[test]
fn a_request_may_be_sent_before_the_page_has_stored_anything() {
    let mut world = World::new(1);
    world.fast_disks = false;
    world.connect();
    assert_eq!(world.page_saw, [Saw::Opened]);
    world.page_says(request(1));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Opened, said(request(1))]);
    assert_eq!(
        world.phone_unsaved, None,
        "no key moves before the page says that it stored it"
    );
    world.write_page();
    world.run();
    assert!(world.phone_unsaved.is_some());
}

#[test]
fn nothing_is_sent_without_a_session() {
    let mut world = World::new(1);
    assert_eq!(world.page.send(world.now, request(1)), Err(SendError::NotOpen));
    assert_eq!(world.phone.send(world.now, update(1)), Err(SendError::NotOpen));
}

#[test]
fn an_end_cannot_say_what_the_other_one_says() {
    let mut world = World::open(1);
    let now = world.now;
    for wrong in [
        reply(1),
        update(1),
        Envelope::Proved,
        Envelope::Kept,
        Envelope::Unlink {
            farewell: Farewell([0; 32]),
        },
    ] {
        assert_eq!(world.page.send(now, wrong), Err(SendError::Direction));
    }
    for wrong in [request(1), Envelope::Proved, Envelope::Kept] {
        assert_eq!(world.phone.send(now, wrong), Err(SendError::Direction));
    }
}

#[test]
fn a_message_fits_to_the_last_byte_and_no_further() {
    let mut world = World::open(1);
    let connection = |waiting| {
        Change::Connection(Connection {
            online: true,
            since: Timestamp(0),
            refused: None,
            waiting,
        })
    };
    let sized = |count| {
        Envelope::Update(Update {
            from: Version(0),
            to: Version(1),
            changes: vec![connection(0); count],
        })
    };
    let one = sized(1_001).encode().len() - sized(1_000).encode().len();
    let count = CONTENT_BYTES / one - 2;
    world.phone_says(sized(count));
    world.run();
    assert_eq!(world.page_saw, [said(sized(count))]);
    let got = sized(count + 10).encode().len();
    assert!(got > CONTENT_BYTES);
    assert_eq!(
        world.phone.send(world.now, sized(count + 10)),
        Err(SendError::TooLarge { got })
    );
    world.phone_says(update(2));
    world.run();
    assert_eq!(
        world.page_saw.last(),
        Some(&said(update(2))),
        "the session is as before"
    );
}

#[test]
fn chat_overtakes_history_and_keeps_its_own_order() {
    let mut world = World::open(1);
    for envelope in [history(1), history(2), message(3), message(4)] {
        world.page.send(world.now, envelope).unwrap();
    }
    world.run();
    let expected = [message(3), message(4), history(1), history(2)].map(Saw::Said);
    assert_eq!(world.phone_saw, expected);
}

#[test]
fn the_phone_goes_away_and_comes_back() {
    let mut world = World::open(1);
    let away = Reason::PeerAway {
        last_seen: Some(world.now),
    };
    world.page.peer_away(world.now, Some(world.now));
    world.phone.cut(world.now);
    world.run();
    assert_eq!(world.page_saw, [Saw::Closed(away)]);
    assert_eq!(world.phone_saw, [Saw::Closed(Reason::Cut)]);
    assert_eq!(world.page.wake_at(), None, "nothing to do while the phone is away");
    world.connect();
    assert_eq!(world.page_saw.last(), Some(&Saw::Opened));
    assert_eq!(world.phone_saw.last(), Some(&Saw::Opened));
}

#[test]
fn a_call_without_answer_is_repeated_with_growing_waits() {
    let mut world = World::new(1);
    world.page.peer_here(world.now);
    world.drain();
    let mut called_at = vec![world.now];
    for _ in 0..8 {
        let at = world.page.wake_at().unwrap();
        world.now = at;
        world.page.wake(at);
        let before = world.up.len();
        world.drain();
        assert_eq!(world.up.len(), before + 1);
        called_at.push(at);
    }
    let waits: Vec<u64> = called_at.windows(2).map(|pair| pair[1].since_ms(pair[0])).collect();
    for (wait, whole) in waits
        .iter()
        .zip([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    {
        assert!((whole * 3 / 4..=whole).contains(wait), "{waits:?}");
    }
}

#[test]
fn a_lost_answer_costs_one_wait_and_nothing_else() {
    let mut world = World::new(1);
    world.page.peer_here(world.now);
    world.drain();
    world.deliver_up();
    world.down.clear();
    world.pass_ms(1_000);
    assert_eq!(world.page_saw, [Saw::Opened]);
    assert_eq!(world.phone_saw, [Saw::Opened]);
}

#[test]
fn a_quiet_session_is_pinged_every_ten_seconds() {
    let mut world = World::open(1);
    let before = world.recorded_up.len();
    world.pass_ms(9_999);
    assert_eq!(world.recorded_up.len(), before);
    world.pass_ms(50_001);
    assert_eq!(world.recorded_up.len(), before + 6);
    assert_eq!(world.page_saw, [], "an answered ping is nobody's news");
}

#[test]
fn a_phone_that_does_not_answer_a_request_is_silent_after_two_seconds() {
    let mut world = World::open(1);
    world.pass_ms(3_000);
    world.page_says(request(1));
    let asked_at = world.now;
    world.up.clear();
    for _ in 0..2 {
        let at = world.page.wake_at().unwrap();
        world.now = at;
        world.page.wake(at);
        world.drain();
    }
    assert_eq!(world.page_saw, [Saw::Silent]);
    assert_eq!(world.now.since_ms(asked_at), 2_000);
}

#[test]
fn a_slow_request_is_no_sign_of_a_dead_phone() {
    let mut world = World::open(1);
    world.page_says(request(1));
    world.pass_ms(30_000);
    assert_eq!(world.page_saw, [], "the phone's machine answered the pings");
    world.phone_says(reply(1));
    world.run();
    assert_eq!(world.page_saw, [said(reply(1))]);
}

#[test]
fn a_phone_that_restarted_unnoticed_is_called_again() {
    let mut world = World::open(1);
    // The relay never said that the phone was away: the page finds out by itself.
    world.phone = PhoneEnd::new(world.phone_disk.clone(), Box::new(rng(6)));
    world.page_says(request(1));
    world.pass_ms(5_000);
    assert!(world.page_saw.contains(&Saw::Opened), "{:?}", world.page_saw);
    world.page_says(request(2));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Opened, said(request(2))]);
}

#[test]
fn a_phone_that_answers_late_is_answering_again() {
    let mut world = World::open(1);
    world.page_says(request(1));
    let held: Vec<_> = world.up.drain(..).collect();
    for _ in 0..2 {
        let at = world.page.wake_at().unwrap();
        world.now = at;
        world.page.wake(at);
        world.drain();
    }
    assert_eq!(world.page_saw, [Saw::Silent]);
    for payload in held.into_iter().rev() {
        world.up.push_front(payload);
    }
    world.run();
    world.phone_says(reply(1));
    world.run();
    assert!(world.page_saw.contains(&Saw::Answering) || world.page_saw.contains(&Saw::Opened));
    assert!(world.page.is_open() && world.phone.is_open());
}

#[test]
fn an_unlink_inside_the_session_is_obeyed() {
    let mut world = World::open(1);
    let farewell = world.phone_disk.farewell.clone();
    world.phone_says(Envelope::Unlink { farewell });
    world.run();
    assert_eq!(world.page_saw, [Saw::Unlinked]);
    world.page.peer_here(world.now);
    world.page.wake(world.now);
    assert!(
        world.page.poll().is_none() && world.page.wake_at().is_none(),
        "it is over"
    );
    assert_eq!(world.page.send(world.now, request(1)), Err(SendError::NotOpen));
}

#[test]
fn only_the_phones_own_farewell_ends_a_link_from_outside() {
    let mut world = World::open(1);
    for wrong in [[0; 32], [7; 32]] {
        world.page.farewell(world.now, &Farewell(wrong));
    }
    world.run();
    assert_eq!(world.page_saw, []);
    world.page.farewell(world.now, &world.phone_disk.farewell);
    world.run();
    assert_eq!(world.page_saw, [Saw::Unlinked]);
}

#[test]
fn a_request_of_a_newer_page_is_answered_as_unknown() {
    // [0, [[77, [99, []]]]]: a request with id 77 of kind 99.
    let bytes = [0x82, 0x00, 0x81, 0x82, 0x18, 77, 0x82, 0x18, 99, 0x80];
    let unreadable = Envelope::decode(&bytes).unwrap_err();
    assert_eq!(unreadable, Unreadable::UnknownRequest(77));
}

#[test]
fn debug_of_the_ends_shows_no_secret() {
    let world = World::open(1);
    insta::assert_debug_snapshot!(world.page, @r#"
    PageEnd {
        link: LinkId(82264757…),
        phone_here: true,
        open: true,
        unlinked: false,
        ..
    }
    "#);
    insta::assert_debug_snapshot!(world.phone, @r#"
    PhoneEnd {
        link: LinkId(82264757…),
        open: true,
        ..
    }
    "#);
}
