//! Relays that die, phones that are killed, answers that are lost.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{message::State, problem::Problem, reply::Answer, request::Ask, update::Change};
use pillion_relay::store::{memory::Memory, quotas::Quotas};
use pillion_wire::{refusal::Code, relay_frame::RelayFrame};

use crate::world::{World, text};

#[test]
fn what_was_written_without_a_relay_goes_out_in_order_when_it_is_back() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "1");
    world.stop_relay();
    world.say("alice", chat, "2");
    world.say("alice", chat, "3");
    world.pass(60_000);
    assert_eq!(world.history("alice", chat)[2].state, State::Stored);
    world.start_relay();
    world.pass(40_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["1", "2", "3"]);
    assert!(
        world
            .history("alice", chat)
            .iter()
            .all(|message| message.state == State::Delivered)
    );
}

#[test]
fn a_phone_killed_before_the_relay_answered_sends_again_and_once() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "0");
    for lost in 1..=5 {
        world.lose = |frame| matches!(frame, RelayFrame::Stored { .. });
        world.say("alice", chat, &format!("{lost}"));
        world.kill("alice");
        world.lose = |_| false;
        world.switch_on("alice");
        world.pass(1_000);
    }
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["0", "1", "2", "3", "4", "5"]);
    assert!(
        world
            .history("alice", chat)
            .iter()
            .all(|message| message.state == State::Delivered)
    );
}

#[test]
fn a_phone_killed_between_storing_and_putting_loses_nothing() {
    let (mut world, chat) = World::of_two();
    // The first message of a chat, and one in a chat that stands: killed at the very moment of the answer.
    for words in ["first", "second"] {
        let intent = world.intent();
        let id = world.post(
            "alice",
            Ask::Send {
                intent,
                chat,
                text: text(words),
                quote: None,
            },
        );
        assert!(matches!(world.answer("alice", id), Some(Answer::Message(_))));
        world.kill("alice");
        world.switch_on("alice");
        world.pass(1_000);
    }
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["first", "second"]);
}

#[test]
fn a_receiver_killed_before_the_relay_heard_its_acknowledgement_shows_it_once() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "1");
    world.kill("bob");
    for number in 2..=4 {
        world.say("alice", chat, &format!("{number}"));
    }
    world.switch_on("bob");
    world.kill("bob");
    world.switch_on("bob");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["1", "2", "3", "4"]);
    assert!(
        world
            .history("alice", chat)
            .iter()
            .all(|message| message.state == State::Delivered)
    );
}

#[test]
fn a_relay_with_a_full_disk_is_tried_again() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "1");
    world.memory.set_full(true);
    world.say("alice", chat, "2");
    world.say("alice", chat, "3");
    world.pass(10_000);
    assert_eq!(
        world.history("alice", chat)[1].state,
        State::Stored,
        "never shown as sent"
    );
    world.memory.set_full(false);
    world.pass(70_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["1", "2", "3"]);
}

#[test]
fn a_put_that_is_refused_for_good_fails_with_a_reason_and_may_be_tried_again() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "1");
    world.pass(1_000);
    world.memory.set_full(true);
    let message = world.say("alice", chat, "2");
    let put = world.sent.iter().rev().find_map(|(to, frame)| match frame {
        RelayFrame::Refused { put, .. } if *to == "alice" => *put,
        _ => None,
    });
    world.memory.set_full(false);
    world.inject(
        "alice",
        &RelayFrame::Refused {
            request: None,
            put,
            code: Code::MailboxUnknown,
        },
    );
    let failed = world.history("alice", chat).pop().unwrap();
    assert_eq!(failed.state, State::Failed);
    assert!(
        failed
            .problem
            .unwrap()
            .to_string()
            .contains("does not know the account")
    );
    assert_eq!(
        world.ask("alice", Ask::Retry { message: message.id }),
        Some(Answer::Done)
    );
    world.pass(2_000);
    assert_eq!(world.history("alice", chat).pop().unwrap().state, State::Delivered);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["1", "2"]);
}

#[test]
fn a_second_phone_with_the_account_ends_the_first_and_is_not_chased() {
    let (mut world, _) = World::of_two();
    world.inject(
        "alice",
        &RelayFrame::Refused {
            request: None,
            put: None,
            code: Code::Superseded,
        },
    );
    world.pass(300_000);
    let node = world.node("alice");
    assert!(!node.phone.as_ref().unwrap().is_online());
    let light = node
        .updates
        .iter()
        .rev()
        .flat_map(|update| &update.changes)
        .find_map(|change| match change {
            Change::Connection(light) => Some(light.clone()),
            _ => None,
        });
    assert_eq!(light.unwrap().refused, Some(Code::Superseded));
}

#[test]
fn a_newer_relay_is_named_and_tried_again_later() {
    let (mut world, _) = World::of_two();
    world.stop_relay();
    world.pass(1);
    let phone = world.node("alice").phone.as_mut().unwrap();
    let now = pillion_wire::time::Timestamp(1_900_000_000_000);
    phone.handle(now, pillion_phone::app::event::Input::RelayOpened);
    let challenge = RelayFrame::Challenge {
        version: 9,
        oldest_version: 8,
        nonce: [0; 32],
    };
    phone.handle(
        now,
        pillion_phone::app::event::Input::Frame(&pillion_wire::codec::encode(&challenge)),
    );
    let mut outputs = Vec::new();
    while let Some(output) = phone.poll() {
        outputs.push(output);
    }
    use pillion_phone::app::event::Output;
    assert!(outputs.iter().any(|output| matches!(output, Output::CloseRelay)));
    assert!(
        !outputs.iter().any(|output| matches!(output, Output::Transmit(_))),
        "no hello to it"
    );
}

#[test]
fn frames_that_are_none_close_the_connection_and_unknown_ones_do_not() {
    let (mut world, _) = World::of_two();
    let now = world.now;
    use pillion_phone::app::event::{Input, Output};
    let phone = world.node("alice").phone.as_mut().unwrap();
    phone.handle(now, Input::Frame(&[0x82, 0x18, 0x63, 0x80]));
    assert!(phone.poll().is_none() && phone.is_online());
    phone.handle(now, Input::Frame(b"not a frame"));
    assert!(matches!(phone.poll(), Some(Output::CloseRelay)));
}

#[test]
fn what_waits_for_a_full_mailbox_says_so_until_there_is_room() {
    let mut world = World::new();
    world.memory = Memory::new(Quotas {
        blobs: 20,
        ..Quotas::default()
    });
    for name in ["alice", "bob"] {
        world.add_phone(name, name, Options::default());
    }
    world.pass(1_000);
    let chat = world.befriend("alice", "bob").chat;
    world.say("alice", chat, "hello");
    world.pass(1_000);
    world.kill("bob");
    for number in 0..30 {
        world.say("alice", chat, &format!("{number}"));
        world.pass(1_000);
    }
    // The phone tries again at least once a minute.
    world.pass(61_000);
    let history = world.history("alice", chat);
    let (gone, waiting): (Vec<_>, Vec<_>) = history.iter().partition(|message| message.state >= State::Sent);
    assert!(gone.len() > 5 && waiting.len() > 5, "{} {}", gone.len(), waiting.len());
    assert!(gone.iter().all(|message| message.problem.is_none()));
    let full = Some(Problem::Relay(Code::MailboxFull));
    assert!(
        waiting
            .iter()
            .all(|message| (message.state, message.problem) == (State::Stored, full))
    );
    world.switch_on("bob");
    world.pass(120_000);
    let history = world.history("alice", chat);
    assert!(
        history
            .iter()
            .all(|message| message.state == State::Delivered && message.problem.is_none())
    );
}
