//! Forwarding, and who hears that the other end came or went.

use pillion_wire::{codec, id::LinkId, refusal::Code, relay_frame::RelayFrame};

use crate::stage::{Link, Person, Stage};

const LINK: Link = Link(1);

fn here() -> RelayFrame {
    RelayFrame::PeerHere { link: LINK.id() }
}

fn away(stage: &Stage) -> RelayFrame {
    RelayFrame::PeerAway {
        link: LINK.id(),
        last_seen: Some(stage.now),
    }
}

fn never_here() -> RelayFrame {
    RelayFrame::PeerAway {
        link: LINK.id(),
        last_seen: None,
    }
}

#[test]
fn both_ends_hear_of_one_another() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let phone = stage.phone_with(&alice, &LINK);
    let browser = stage.browser(&LINK);
    stage.expect_frames(phone, &[here()]);
    stage.expect_frames(browser, &[here()]);
    stage.pass_ms(5_000);
    stage.disconnect(browser);
    let gone = away(&stage);
    stage.expect_frames(phone, std::slice::from_ref(&gone));

    stage.pass_ms(5_000);
    stage.disconnect(phone);
    let phone = stage.phone(&alice);
    stage.expect_frames(phone, &[gone]);
    stage.disconnect(phone);
    let gone = away(&stage);
    stage.pass_ms(5_000);
    let browser = stage.browser(&LINK);
    stage.expect_frames(browser, &[gone]);
    let phone = stage.phone(&alice);
    stage.expect_frames(browser, &[here()]);
    stage.expect_frames(phone, &[here()]);
    stage.pass_ms(1);
    stage.disconnect(phone);
    let gone = away(&stage);
    stage.expect_frames(browser, &[gone]);
}

#[test]
fn last_visits_survive_a_restart() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let phone = stage.phone_with(&alice, &LINK);
    let browser = stage.browser(&LINK);
    stage.pass_ms(1_000);
    stage.disconnect(browser);
    stage.disconnect(phone);
    let gone = away(&stage);
    stage.restart();
    let browser = stage.browser(&LINK);
    stage.expect_frames(browser, &[gone]);
}

#[test]
fn a_browser_that_was_never_here_has_no_last_visit() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let phone = stage.phone_with(&alice, &LINK);
    stage.disconnect(phone);
    let phone = stage.phone(&alice);
    stage.expect_frames(phone, &[never_here()]);
}

#[test]
fn bytes_pass_through_untouched_both_ways() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    let browser = stage.browser(&LINK);
    stage.take(phone);
    stage.take(browser);
    let frame = codec::encode(&LINK.forward(&[0xaa; 1_000]));
    stage.send_bytes(browser, frame.clone());
    assert_eq!(stage.sent[&phone], [&frame]);
    stage.send_bytes(phone, frame.clone());
    assert_eq!(stage.sent[&browser], [&frame]);
}

#[test]
fn what_is_forwarded_to_nobody_is_answered_at_once() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    stage.send(phone, &LINK.forward(b"x"));
    stage.expect_frames(phone, &[never_here()]);
    stage.disconnect(phone);
    let gone = away(&stage);
    let browser = stage.browser(&LINK);
    stage.take(browser);
    stage.send(browser, &LINK.forward(b"x"));
    stage.expect_frames(browser, &[gone]);
}

#[test]
fn a_phone_cannot_reach_the_browser_of_another() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    let browser = stage.browser(&LINK);
    let mallory = stage.phone(&Person::new(2));
    stage.take(phone);
    stage.take(browser);
    stage.send(mallory, &LINK.forward(b"x"));
    stage.expect_frames(mallory, &[never_here()]);
    stage.expect_nothing(browser);
}

#[test]
fn a_browser_cannot_speak_for_another_link() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    stage.allow(phone, &Link(2));
    let browser = stage.browser(&LINK);
    stage.take(phone);
    stage.send(browser, &Link(2).forward(b"x"));
    stage.expect_end(browser, Code::OutOfState);
    let frames = stage.take(phone);
    assert!(matches!(frames.as_slice(), [RelayFrame::PeerAway { .. }]), "{frames:?}");
}

#[test]
fn a_forward_in_another_spelling_is_malformed() {
    let mut stage = Stage::new();
    stage.phone_with(&Person::new(1), &LINK);
    let browser = stage.browser(&LINK);
    // The same frame with the payload's length in two bytes instead of one.
    let mut frame = vec![0x82, 0x00, 0x82, 0x50];
    frame.extend(LinkId([1; 16]).0);
    frame.extend([0x59, 0x00, 0x01, 0xaa]);
    stage.send_bytes(browser, frame.clone());
    // The head names the link, so it still passes: the other end decodes it.
    assert!(!stage.closed.contains(&browser));
    // An array of indefinite length is something else.
    frame[2] = 0x9f;
    frame.push(0xff);
    stage.send_bytes(browser, frame);
    stage.expect_end(browser, Code::Malformed);
}

#[test]
fn an_end_that_connects_anew_is_away_and_here_for_the_other() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let phone = stage.phone_with(&alice, &LINK);
    let browser = stage.browser(&LINK);
    stage.take(phone);
    stage.take(browser);
    let again = stage.browser(&LINK);
    stage.expect_end(browser, Code::Superseded);
    let gone = away(&stage);
    stage.expect_frames(phone, &[gone.clone(), here()]);
    stage.expect_frames(again, &[here()]);
    let phone_again = stage.phone(&alice);
    stage.expect_end(phone, Code::Superseded);
    stage.expect_frames(again, &[gone, here()]);
    stage.expect_frames(phone_again, &[here()]);
}
