//! When a page calls, and when it does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::cast::{NOON, linked, rng};
use pillion_protocol::{
    crypto::key::LinkKey,
    endpoint::{
        caller::{Caller, HINT_MS},
        payload::tag_of,
    },
    link::page::{PageKeys, PageLink},
};

/// A page that stopped between two keys.
fn between_two_keys() -> PageLink {
    let (link, _) = linked(1);
    let keys = PageKeys {
        current: link.keys.current.clone(),
        next: Some(LinkKey::from_bytes([7; 32])),
    };
    PageLink { keys, ..link }
}

#[test]
fn nothing_is_called_before_it_is_due() {
    let (link, _) = linked(1);
    let mut caller = Caller::default();
    assert_eq!(caller.call_if_due(NOON, &link, &mut rng(1)), None);
    caller.due_now(NOON.after_ms(5));
    assert_eq!(caller.call_if_due(NOON, &link, &mut rng(1)), None);
    assert!(caller.call_if_due(NOON.after_ms(5), &link, &mut rng(1)).is_some());
    assert!(caller.due_at() > Some(NOON.after_ms(5)), "the repetition is planned");
    caller.stop();
    assert_eq!(caller.due_at(), None);
}

#[test]
fn a_hint_about_this_call_tries_the_other_key_once() {
    let link = between_two_keys();
    let mut caller = Caller::default();
    caller.due_now(NOON);
    let first = caller.call_if_due(NOON, &link, &mut rng(1)).unwrap();
    let second = caller.hinted(NOON, tag_of(&first), false, &link, &mut rng(2)).unwrap();
    assert_eq!(caller.hinted(NOON, tag_of(&second), false, &link, &mut rng(3)), None);
    assert_eq!(caller.hinted(NOON, tag_of(&first), false, &link, &mut rng(3)), None);
}

#[test]
fn a_hint_about_anything_else_is_ignored_during_a_call() {
    let link = between_two_keys();
    let mut caller = Caller::default();
    caller.due_now(NOON);
    caller.call_if_due(NOON, &link, &mut rng(1)).unwrap();
    let due_at = caller.due_at();
    for in_session in [false, true] {
        assert_eq!(caller.hinted(NOON, [9; 8], in_session, &link, &mut rng(2)), None);
    }
    assert_eq!(caller.due_at(), due_at);
}

#[test]
fn with_one_key_a_hint_changes_nothing() {
    let (link, _) = linked(1);
    let mut caller = Caller::default();
    caller.due_now(NOON);
    let hello = caller.call_if_due(NOON, &link, &mut rng(1)).unwrap();
    assert_eq!(caller.hinted(NOON, tag_of(&hello), false, &link, &mut rng(2)), None);
}

#[test]
fn without_a_session_and_a_call_a_hint_is_about_nothing() {
    let link = between_two_keys();
    let mut caller = Caller::default();
    assert_eq!(caller.hinted(NOON, [9; 8], false, &link, &mut rng(1)), None);
    assert_eq!(caller.due_at(), None);
}

#[test]
fn in_a_session_hints_make_a_call_every_five_seconds_at_most() {
    let link = between_two_keys();
    let mut caller = Caller::default();
    caller.due_now(NOON);
    caller.call_if_due(NOON, &link, &mut rng(1)).unwrap();
    caller.stop();
    let soon = NOON.after_ms(100);
    assert_eq!(caller.hinted(soon, [9; 8], true, &link, &mut rng(1)), None);
    assert_eq!(caller.due_at(), Some(NOON.after_ms(HINT_MS)));
    caller.stop();
    let late = NOON.after_ms(60_000);
    assert_eq!(caller.hinted(late, [9; 8], true, &link, &mut rng(1)), None);
    assert_eq!(caller.due_at(), Some(late), "the last call is long ago");
}
