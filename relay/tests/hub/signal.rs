//! Signals: passed on to who is there, lost to who is not.

use pillion_relay::hub::rate::Allowance;
use pillion_wire::{
    client_frame::ClientFrame,
    limit::{PUT_RECIPIENTS, SIGNAL_BYTES},
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Link, Person, Stage};

fn signal(to: &[&Person], payload: &[u8]) -> ClientFrame {
    ClientFrame::Signal {
        to: to.iter().map(|person| person.account()).collect(),
        payload: payload.to_vec(),
    }
}

fn heard(payload: &[u8]) -> RelayFrame {
    RelayFrame::Signal {
        payload: payload.to_vec(),
    }
}

#[test]
fn a_signal_reaches_those_who_are_there_and_is_not_answered() {
    let mut stage = Stage::new();
    let (alice, bob, carol) = (Person::new(1), Person::new(2), Person::new(3));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    stage.send(a, &signal(&[&bob, &carol], b"typing"));
    stage.expect_frames(b, &[heard(b"typing")]);
    stage.expect_nothing(a);
}

#[test]
fn a_signal_to_a_phone_that_is_away_is_lost() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let a = stage.phone(&alice);
    stage.send(a, &signal(&[&bob], b"typing"));
    let b = stage.phone(&bob);
    stage.expect_nothing(b);
    stage.expect_nothing(a);
}

#[test]
fn too_many_signals_are_lost_and_later_ones_pass() {
    let mut stage = Stage::with(|settings| settings.signals = Allowance::new(2, 1_000));
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    for _ in 0..5 {
        stage.send(a, &signal(&[&bob], b"typing"));
    }
    assert_eq!(stage.take(b).len(), 2);
    stage.pass_ms(1_000);
    stage.send(a, &signal(&[&bob], b"again"));
    stage.expect_frames(b, &[heard(b"again")]);
}

#[test]
fn a_signal_that_is_too_large_or_goes_to_too_many_ends_the_connection() {
    for (count, bytes) in [(1, SIGNAL_BYTES + 1), (PUT_RECIPIENTS + 1, 1)] {
        let mut stage = Stage::new();
        let (alice, bob) = (Person::new(1), Person::new(2));
        let (a, b) = (stage.phone(&alice), stage.phone(&bob));
        stage.send(a, &signal(&vec![&bob; count], &vec![0; bytes]));
        stage.expect_nothing(b);
        stage.expect_end(a, Code::FrameTooLarge);
    }
}

#[test]
fn a_browser_may_not_signal() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let link = Link(1);
    let b = stage.phone(&bob);
    stage.phone_with(&alice, &link);
    let browser = stage.browser(&link);
    stage.take(browser);
    stage.send(browser, &signal(&[&bob], b"typing"));
    stage.expect_end(browser, Code::OutOfState);
    stage.expect_nothing(b);
}
