//! The connection to the relay.

use pillion_client::{
    client::{
        io::Input,
        line::{GREETING_MS, LONGEST_MS, PING_MS, PONG_MS},
    },
    model::{
        banner::Banner,
        lights::{Phone, Relay, Session},
        phase::{Phase, Step},
    },
};
use pillion_wire::{client_frame::Role, refusal::Code, relay_frame::RelayFrame};

use crate::stage::Stage;

fn refuse(stage: &mut Stage, code: Code) {
    stage.relay(RelayFrame::Refused {
        request: None,
        put: None,
        code,
    });
}

#[test]
fn a_dead_connection_is_noticed_though_nothing_says_so() {
    let mut stage = Stage::linked();
    stage.relay_up = false;
    stage.pass(PING_MS + PONG_MS);
    assert_eq!(stage.page().lights.relay, Relay::Lost { refused: None });
    assert_eq!(stage.page().lights.phone, Phone::Unknown);
    assert_eq!(stage.page().lights.session, Session::Closed);
    assert_eq!(Banner::of(stage.page()), Some(Banner::Offline));
}

#[test]
fn a_live_connection_stays() {
    let mut stage = Stage::linked();
    let before = stage.connects;
    stage.pass(10 * 60_000);
    assert_eq!(stage.connects, before);
    assert_eq!(stage.pings, 60);
}

#[test]
fn attempts_become_rarer_and_never_stop() {
    let mut stage = Stage::linked();
    stage.relay_up = false;
    stage.cut();
    let before = stage.connects;
    for _ in 0..60 {
        stage.pass(1_000);
        stage.cut();
    }
    let attempts = stage.connects - before;
    assert!((6..=12).contains(&attempts), "{attempts} in a minute");
    stage.relay_up = true;
    stage.pass(LONGEST_MS);
    assert_eq!(stage.page().lights.relay, Relay::Connected);
}

#[test]
fn a_relay_that_takes_the_connection_and_says_nothing_is_given_up() {
    let mut stage = Stage::linked();
    stage.relay_up = false;
    stage.cut();
    stage.pass(1_000);
    let before = stage.connects;
    stage.pass(GREETING_MS + 2_000);
    assert!(stage.connects > before);
}

#[test]
fn a_nudge_does_not_wait_for_the_next_attempt() {
    let mut stage = Stage::linked();
    stage.cut();
    assert_eq!(stage.page().lights.relay, Relay::Lost { refused: None });
    stage.give(Input::Nudge);
    assert_eq!(stage.page().lights.relay, Relay::Connected);
}

#[test]
fn a_late_word_of_an_old_connection_is_not_heard() {
    let mut stage = Stage::linked();
    let old = stage.line.unwrap();
    stage.cut();
    stage.pass(1_000);
    stage.give(Input::Lost(old));
    assert_eq!(stage.page().lights.relay, Relay::Connected);
}

#[test]
fn a_relay_that_forgot_the_link_makes_the_page_lose_nothing() {
    let mut stage = Stage::linked();
    stage.send("kept");
    let kept = stage.kept.clone();
    refuse(&mut stage, Code::UnknownLink);
    assert_eq!(Banner::of(stage.page()), Some(Banner::UnknownLink));
    assert!(matches!(stage.page().phase, Phase::Linked(_)));
    assert_eq!((stage.wiped, &stage.kept), (0, &kept));
}

#[test]
fn a_refusal_is_shown_and_tried_again_slowly() {
    let mut stage = Stage::linked();
    refuse(&mut stage, Code::Crowded);
    assert_eq!(Banner::of(stage.page()), Some(Banner::Refused(Code::Crowded)));
    let before = stage.connects;
    stage.pass(10_000);
    assert_eq!(stage.connects, before);
    stage.pass(LONGEST_MS);
    assert_eq!(Banner::of(stage.page()), None);
}

#[test]
fn a_page_that_is_not_linked_shows_the_refusal_in_place_of_a_code() {
    let mut stage = Stage::fresh();
    refuse(&mut stage, Code::RateLimited);
    let Phase::Linking(linking) = &stage.page().phase else {
        panic!("linking")
    };
    assert_eq!(linking.step, Step::Refused(Code::RateLimited));
}

#[test]
fn frames_that_are_none_change_nothing() {
    let mut stage = Stage::linked();
    let line = stage.line.unwrap();
    for bytes in [vec![], vec![0xff; 40], vec![0x82, 0x18, 0x63, 0x80], vec![0; 70_000]] {
        stage.give(Input::Received(line, bytes));
    }
    assert_eq!(stage.page().lights.session, Session::Open);
}

#[test]
fn what_the_page_is_decides_how_it_says_hello() {
    let stage = Stage::linked();
    assert!(
        matches!(stage.hellos.as_slice(), [Role::Page, Role::Browser { .. }]),
        "{:?}",
        stage.hellos
    );
}
