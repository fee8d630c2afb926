//! From a code to a link.

use pillion_client::{
    client::{
        codes::{ACTIVE_MS, SHOW_MS},
        record::Key,
    },
    model::phase::{Phase, Step, Why},
    update::person::Act,
};
use pillion_protocol::pairing::page::ROTATE_MS;
use pillion_wire::{id::RendezvousId, limit, relay_frame::RelayFrame};

use crate::stage::{Stage, Store};

fn step(stage: &Stage) -> Step {
    match &stage.page().phase {
        Phase::Linking(linking) => linking.step.clone(),
        other => panic!("{other:?}"),
    }
}

fn why(stage: &Stage) -> Option<Why> {
    match &stage.page().phase {
        Phase::Linking(linking) => linking.why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn codes_change_and_no_more_are_open_than_the_relay_allows() {
    let mut stage = Stage::fresh();
    let mut seen = vec![stage.code().unwrap()];
    for _ in 0..8 {
        stage.pass(ROTATE_MS);
        let code = stage.code().unwrap();
        assert!(!seen.contains(&code));
        seen.push(code);
        assert!(stage.open.len() <= limit::RENDEZVOUS_OPEN, "{} open", stage.open.len());
    }
}

#[test]
fn the_code_before_is_still_good() {
    let mut stage = Stage::fresh();
    stage.pass(ROTATE_MS - 1_000);
    let introduced = {
        let (scan, rendezvous, hello) = scan(&stage.code().unwrap());
        stage.pass(2_000);
        stage.relay(RelayFrame::Meet {
            rendezvous,
            visitor: 1,
            payload: hello,
        });
        scan.receive(&stage.meetings.last().unwrap().1).unwrap()
    };
    let Step::Check { check, .. } = step(&stage) else {
        panic!("the check is shown")
    };
    assert_eq!(check, *introduced.check());
}

fn scan(code: &str) -> (pillion_protocol::pairing::phone::Scan, RendezvousId, Vec<u8>) {
    let code = pillion_protocol::code::LinkCode::parse(code).unwrap();
    let (rendezvous, origin) = (code.rendezvous, code.origin.clone());
    let about = pillion_protocol::pairing::about::PhoneAbout::new("Ada", "1");
    let (scan, hello) =
        pillion_protocol::pairing::phone::Scan::start(code, &origin, &about, &mut crate::stage::rng(3)).unwrap();
    (scan, rendezvous, hello)
}

#[test]
fn after_five_minutes_the_codes_stop_until_the_person_asks() {
    let mut stage = Stage::fresh();
    stage.pass(SHOW_MS);
    assert_eq!(step(&stage), Step::Stopped);
    stage.pass(SHOW_MS);
    assert_eq!((step(&stage), stage.open.len()), (Step::Stopped, 0));
    stage.cut();
    stage.pass(60_000);
    assert_eq!(step(&stage), Step::Stopped, "a new connection is no wish for a code");
    stage.act(Act::NewCode);
    assert!(stage.code().is_some());
}

#[test]
fn a_stranger_at_the_meeting_point_uses_nothing_up() {
    let mut stage = Stage::fresh();
    let rendezvous = stage.open[0];
    for payload in [vec![], vec![1; 200], vec![0; 60_000]] {
        stage.relay(RelayFrame::Meet {
            rendezvous,
            visitor: 9,
            payload,
        });
    }
    assert!(stage.meetings.is_empty(), "strangers are not answered");
    assert!(stage.code().is_some());
    let _introduced = stage.scan();
    assert!(matches!(step(&stage), Step::Check { .. }));
}

#[test]
fn a_second_phone_cannot_join_a_pairing() {
    let mut stage = Stage::fresh();
    let (_, rendezvous, hello) = scan(&stage.code().unwrap());
    let _introduced = stage.scan();
    let answers = stage.meetings.len();
    stage.relay(RelayFrame::Meet {
        rendezvous,
        visitor: 5,
        payload: hello,
    });
    assert_eq!(stage.meetings.len(), answers);
    assert!(matches!(step(&stage), Step::Check { .. }));
}

#[test]
fn a_no_shows_codes_again_and_says_so() {
    let mut stage = Stage::fresh();
    let used = stage.code().unwrap();
    let declined = stage.scan().decline().unwrap();
    stage.say(declined);
    assert_eq!(why(&stage), Some(Why::Declined));
    assert_ne!(stage.code().unwrap(), used);
    assert!(stage.kept.is_empty());
}

#[test]
fn a_phone_that_goes_away_or_lies_ends_the_pairing() {
    for lie in [None, Some(vec![7; 64])] {
        let mut stage = Stage::fresh();
        let _introduced = stage.scan();
        match lie {
            Some(message) => stage.say(message),
            None => {
                let rendezvous = stage.meetings.last().unwrap().0;
                stage.relay(RelayFrame::RendezvousGone {
                    rendezvous,
                    visitor: Some(4),
                });
            }
        }
        assert_eq!(why(&stage), Some(Why::Failed));
        assert!(stage.code().is_some());
    }
}

#[test]
fn a_link_that_cannot_be_stored_is_not_confirmed() {
    let mut stage = Stage::fresh();
    stage.store = Store::Refuses;
    let (_granting, _link) = stage.grant();
    assert_eq!(
        stage.meetings.len(),
        1,
        "only the answer to the scan: the phone is not told that it is kept"
    );
    assert_eq!(why(&stage), Some(Why::NotKept));
}

#[test]
fn a_link_whose_last_word_is_lost_is_tried_all_the_same() {
    let mut stage = Stage::fresh();
    let (_granting, link) = stage.grant();
    stage.phone = Some(pillion_protocol::endpoint::phone::PhoneEnd::new(
        link,
        Box::new(crate::stage::rng(10)),
    ));
    assert!(stage.kept.contains_key(&Key::Link));
    stage.pass(ACTIVE_MS);
    stage.synced(1, Vec::new());
    assert!(stage.page().sync.complete);
}

#[test]
fn a_link_that_was_stored_survives_a_crash_before_the_last_word() {
    let mut stage = Stage::fresh();
    let (_granting, link) = stage.grant();
    stage.phone = Some(pillion_protocol::endpoint::phone::PhoneEnd::new(
        link,
        Box::new(crate::stage::rng(10)),
    ));
    stage.reload();
    stage.synced(1, Vec::new());
    assert!(matches!(stage.page().phase, Phase::Linked(_)));
}
