//! Who types, as the other one's screens are told.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    id::ChatId, live_ask::LiveAsk, presence::Typing, problem::Problem, reply::Answer, request::Ask, update::Change,
};
use pillion_wire::relay_frame::RelayFrame;

use crate::{
    links::{ask, link},
    world::{Name, World},
};

pub(crate) fn typing(chat: ChatId, on: bool) -> Ask {
    Ask::Live(LiveAsk::Typing { chat, on })
}

/// Alice and Bob, who have talked and know one another; their chats.
pub(crate) fn friends() -> (World, ChatId, ChatId) {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    (world, chat, of_bob)
}

impl World {
    /// What was told of typing since this was asked last.
    fn typed(&mut self, name: Name) -> Vec<bool> {
        let updates = std::mem::take(&mut self.node(name).updates);
        let changes = updates.into_iter().flat_map(|update| update.changes);
        changes
            .filter_map(|change| match change {
                Change::Typing(Typing { on, .. }) => Some(on),
                _ => None,
            })
            .collect()
    }

    /// How many signals have come to a phone.
    pub(crate) fn signals(&self, name: Name) -> usize {
        let to_it = |(to, frame): &&(Name, RelayFrame)| *to == name && matches!(frame, RelayFrame::Signal { .. });
        self.sent.iter().filter(to_it).count()
    }
}

#[test]
fn the_other_one_sees_who_types_and_that_it_is_over() {
    let (mut world, chat, of_bob) = friends();
    world.typed("bob");
    world.act("alice", typing(chat, true));
    let told = world.node("bob").updates.pop().unwrap();
    let account = world.chat("bob", of_bob).peer.unwrap();
    let shown = Typing {
        chat: of_bob,
        account,
        name: "alice".to_owned(),
        on: true,
    };
    assert_eq!((told.changes, told.from), (vec![Change::Typing(shown)], told.to));
    world.act("alice", typing(chat, false));
    assert_eq!(world.typed("bob"), [false]);
    assert!(world.typed("alice").is_empty(), "who types is not told");
}

#[test]
fn a_long_text_is_a_signal_every_three_seconds_and_shows_once() {
    let (mut world, chat, _) = friends();
    world.typed("bob");
    let before = world.signals("bob");
    for _ in 0..60 {
        world.act("alice", typing(chat, true));
        world.pass(500);
    }
    assert_eq!(world.signals("bob") - before, 11);
    assert_eq!(world.typed("bob"), [true]);
    world.act("alice", typing(chat, false));
    world.act("alice", typing(chat, false));
    world.pass(10_000);
    assert_eq!(world.signals("bob") - before, 12, "off, once");
    assert_eq!(world.typed("bob"), [false]);
}

#[test]
fn a_writer_who_is_cut_off_does_not_type_for_ever() {
    let (mut world, chat, _) = friends();
    world.typed("bob");
    world.act("alice", typing(chat, true));
    world.kill("alice");
    world.pass(5_999);
    assert_eq!(world.typed("bob"), [true]);
    world.pass(1);
    assert_eq!(world.typed("bob"), [false]);
}

#[test]
fn whoever_hears_nobody_any_more_shows_nobody() {
    let (mut world, chat, _) = friends();
    world.typed("bob");
    world.act("alice", typing(chat, true));
    world.stop_relay();
    assert_eq!(world.typed("bob"), [true, false]);
}

#[test]
fn a_message_ends_it_on_both_sides() {
    let (mut world, chat, _) = friends();
    world.typed("bob");
    world.act("alice", typing(chat, true));
    world.say("alice", chat, "done");
    assert_eq!(world.typed("bob"), [true, false]);
    let before = world.signals("bob");
    world.pass(10_000);
    assert_eq!(world.signals("bob"), before, "and is not said again");
}

#[test]
fn two_screens_that_type_are_one_person_until_both_have_stopped() {
    let (mut world, chat, _) = friends();
    link(&mut world, "tab");
    world.typed("bob");
    world.act("alice", typing(chat, true));
    assert_eq!(ask(&mut world, "tab", typing(chat, true)), Some(Answer::Done));
    world.act("alice", typing(chat, false));
    assert_eq!(world.typed("bob"), [true]);
    // The browser goes away without a word.
    world.close_page("tab");
    world.pass(100);
    assert_eq!(world.typed("bob"), [false]);
}

#[test]
fn a_screen_that_falls_silent_stops_typing() {
    let (mut world, chat, _) = friends();
    world.typed("bob");
    world.act("alice", typing(chat, true));
    world.pass(5_900);
    assert_eq!(world.typed("bob"), [true]);
    world.pass(200);
    assert_eq!(world.typed("bob"), [false]);
}

#[test]
fn nothing_is_told_before_a_chat_is_accepted_nor_to_somebody_blocked() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.act("bob", typing(of_bob, true));
    world.act("alice", typing(chat, true));
    world.pass(7_000);
    assert_eq!(world.signals("alice"), 0, "a request tells nothing");
    assert!(world.typed("bob").is_empty(), "and shows nothing");
    world.act("bob", Ask::Accept { chat: of_bob });
    let account = world.chat("bob", of_bob).peer.unwrap();
    world.act("bob", Ask::Block { account, on: true });
    world.act("bob", typing(of_bob, true));
    world.act("alice", typing(chat, true));
    world.pass(7_000);
    assert_eq!(world.signals("alice"), 0);
    assert!(world.typed("bob").is_empty());
    let nowhere = typing(ChatId([9; 16]), true);
    assert_eq!(world.refused("alice", nowhere), Problem::NoSuchChat);
}

#[test]
fn a_signal_that_is_played_again_or_altered_shows_nothing() {
    let (mut world, chat, _) = friends();
    world.act("alice", typing(chat, true));
    world.act("alice", typing(chat, false));
    let signals: Vec<_> = world
        .sent
        .iter()
        .filter(|(name, frame)| *name == "bob" && matches!(frame, RelayFrame::Signal { .. }))
        .map(|(_, frame)| frame.clone())
        .collect();
    assert_eq!(signals.len(), 2);
    world.typed("bob");
    for frame in &signals {
        world.inject("bob", frame);
        if let RelayFrame::Signal { payload } = frame {
            let mut payload = payload.clone();
            payload[60] ^= 1;
            world.inject("bob", &RelayFrame::Signal { payload });
            world.inject("bob", &RelayFrame::Signal { payload: Vec::new() });
        }
    }
    assert!(world.typed("bob").is_empty());
}

#[test]
fn many_chats_at_once_stay_below_what_the_relay_lets_through() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    let mut chats = Vec::new();
    for number in 0..24 {
        let handle = format!("friend{number}");
        let name: Name = Box::leak(handle.clone().into_boxed_str());
        world.add_phone(name, &handle, Options::default());
        let chat = world.befriend("alice", &handle).chat;
        world.say("alice", chat, "hello");
        let theirs = world.only_chat(name);
        world.act(name, Ask::Accept { chat: theirs });
        chats.push((name, chat));
    }
    world.pass(60_000);
    for (_, chat) in &chats {
        world.act("alice", typing(*chat, true));
    }
    let heard = |world: &World| chats.iter().filter(|(name, _)| world.signals(name) > 0).count();
    assert_eq!(heard(&world), 16, "the others wait their turn");
    world.pass(2_500);
    assert_eq!(heard(&world), 24);
}
