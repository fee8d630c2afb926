//! Opening a chat: it is shown together with its messages, or after a blink without them.

use pillion_client::update::{person::Act, settle::HOLD_MS};
use pillion_protocol::content::{chat::Chat, id::ChatId, update::Change};
use pillion_wire::time::Timestamp;

use crate::{
    fixture::{CHAT, chat, from_bob},
    stage::Stage,
};

const OTHER: ChatId = ChatId([9; 16]);

fn is_held(stage: &Stage) -> bool {
    stage.page().hold.is_some()
}

/// A page with Bob's chat and another one.
fn two_chats() -> Stage {
    let mut stage = Stage::linked();
    let other = Chat::new(OTHER, "Other".into(), None, Timestamp(1));
    stage.update(1, 2, vec![Change::Chat(chat(0, 0)), Change::Chat(other)]);
    stage
}

#[test]
fn the_page_looks_as_before_until_the_messages_are_there() {
    let mut stage = two_chats();
    assert!(!is_held(&stage));
    stage.act(Act::Open(CHAT));
    stage.pass(HOLD_MS - 1);
    assert!(is_held(&stage));
    stage.answer_history(vec![from_bob(1)], false, false);
    assert!(!is_held(&stage));
}

#[test]
fn a_slow_phone_does_not_hold_the_page() {
    let mut stage = two_chats();
    stage.act(Act::Open(CHAT));
    stage.pass(HOLD_MS);
    assert!(!is_held(&stage), "it wakes by itself");
    stage.update(2, 3, vec![Change::Chat(chat(1, 0))]);
    assert!(!is_held(&stage), "and is not held again for the same question");
}

#[test]
fn who_steps_through_the_list_is_not_held_longer() {
    let mut stage = two_chats();
    stage.act(Act::Open(CHAT));
    stage.pass(HOLD_MS / 2);
    stage.act(Act::Open(OTHER));
    assert!(is_held(&stage));
    stage.pass(HOLD_MS / 2);
    assert!(!is_held(&stage));
}

#[test]
fn a_phone_that_is_away_holds_nothing() {
    let mut stage = two_chats();
    stage.phone_goes();
    stage.act(Act::Open(CHAT));
    assert!(!is_held(&stage), "nothing is asked");
    stage.phone_comes();
    stage.act(Act::Open(OTHER));
    stage.phone_goes();
    assert!(!is_held(&stage), "no answer comes");
}

#[test]
fn messages_that_are_still_here_are_shown_at_once() {
    let mut stage = two_chats();
    for id in [CHAT, OTHER] {
        stage.act(Act::Open(id));
        stage.answer_history(vec![from_bob(1)], false, false);
    }
    stage.act(Act::Open(CHAT));
    assert!(!is_held(&stage));
}
