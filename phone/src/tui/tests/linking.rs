//! Linking and unlinking browsers.

use std::path::PathBuf;

use pillion_protocol::content::{problem::Problem, reply::Answer, request::Ask, update::Change};
use pillion_wire::id::LinkId;

use crate::tui::{
    model::{
        dialog::{Dialog, LinkStep},
        key::Code,
    },
    stage::{NOW, Stage, link, pairing},
    update::event::{Effect, Event, Why},
};

const CODE: &str = "pillion://link/AAAA";

/// Alice, who has scanned a code and is shown the signs.
fn comparing() -> Stage {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.paste(CODE);
    stage.press(Code::Enter);
    stage.answer(Why::Scan(1), Answer::Pairing(pairing(7)));
    stage.drain();
    stage
}

fn step(stage: &Stage) -> &LinkStep {
    match &stage.model.dialog {
        Some(Dialog::Link { step, .. }) => step,
        other => panic!("no link dialog: {other:?}"),
    }
}

fn problem(stage: &Stage) -> String {
    match step(stage) {
        LinkStep::Code(Some(problem)) => problem.clone(),
        other => panic!("no problem: {other:?}"),
    }
}

#[test]
fn a_pasted_link_is_scanned_compared_and_linked() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.paste(&format!("  {CODE}\r\n"));
    stage.press(Code::Enter);
    let code = CODE.to_owned();
    assert_eq!(stage.drain(), [Effect::Ask(Why::Scan(1), Ask::Scan { code })]);
    stage.answer(Why::Scan(1), Answer::Pairing(pairing(7)));
    assert!(matches!(step(&stage), LinkStep::Check(_)));
    stage.press(Code::Char('y'));
    let yes = Ask::Confirm { pairing: 7, yes: true };
    assert_eq!(stage.drain(), [Effect::Ask(Why::Confirm(1), yes)]);
    stage.answer(Why::Confirm(1), Answer::Linked(link(2, true)));
    assert!(
        stage.model.dialog.is_none(),
        "the next key is meant for what lies under it"
    );
    let (sentence, grave) = stage.model.banner().unwrap();
    assert!(!grave && sentence.starts_with("Linked: "), "{sentence}");
}

#[test]
fn a_code_pasted_anywhere_opens_the_dialog_and_never_becomes_a_message() {
    let mut stage = Stage::reading(Vec::new(), false);
    stage.paste(CODE);
    assert!(matches!(step(&stage), LinkStep::Code(None)));
    assert!(stage.model.draft().is_none());
    let mut stage = Stage::alice();
    stage.paste(CODE);
    assert!(matches!(step(&stage), LinkStep::Code(None)));
}

#[test]
fn a_link_that_was_pasted_in_pieces_is_replaced_by_a_whole_one() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.paste("pillion://link/AA");
    stage.paste("pillion://link/\nAAAA");
    stage.press(Code::Enter);
    assert_eq!(stage.asks(), [Ask::Scan { code: CODE.to_owned() }]);
}

#[test]
fn a_path_is_searched_for_a_code() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.type_in("/tmp/shot.png");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [Effect::Search(1, PathBuf::from("/tmp/shot.png"))]);
    stage.event(Event::Picture(1, Ok(CODE.to_owned())));
    assert_eq!(stage.asks(), [Ask::Scan { code: CODE.to_owned() }]);
}

#[test]
fn a_picture_without_a_code_is_told_and_the_path_stays() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.type_in("shot.png");
    stage.press(Code::Enter);
    stage.event(Event::Picture(1, Err(Problem::NoCodeFound.to_string())));
    assert_eq!(problem(&stage), Problem::NoCodeFound.to_string());
    stage.type_in("2");
    assert!(
        matches!(step(&stage), LinkStep::Code(None)),
        "typing clears the sentence"
    );
}

#[test]
fn every_refusal_of_a_code_is_told() {
    for refused in [
        Problem::NotACode,
        Problem::ContactCode,
        Problem::NewerCode,
        Problem::DamagedCode,
        Problem::OtherRelay,
        Problem::CodeExpired,
        Problem::PairingFailed,
        Problem::TooManyLinks,
        Problem::Offline,
    ] {
        let mut stage = Stage::alice();
        stage.press(Code::Char('l'));
        stage.paste(CODE);
        stage.press(Code::Enter);
        stage.answer(Why::Scan(1), Answer::Problem(refused));
        assert_eq!(problem(&stage), refused.to_string());
    }
}

#[test]
fn only_y_is_a_yes() {
    for code in [Code::Enter, Code::Char(' '), Code::Char('x'), Code::Tab, Code::Down] {
        let mut stage = comparing();
        stage.press(code);
        stage.paste("y");
        assert_eq!(stage.drain(), [], "{code:?}");
        assert!(matches!(step(&stage), LinkStep::Check(_)));
    }
}

#[test]
fn a_no_is_told_to_the_phone() {
    for code in [Code::Char('n'), Code::Escape] {
        let mut stage = comparing();
        stage.press(code);
        assert_eq!(stage.asks(), [Ask::Confirm { pairing: 7, yes: false }]);
        assert!(stage.model.dialog.is_none());
    }
}

#[test]
fn a_page_that_answers_after_the_dialog_closed_is_declined() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.paste(CODE);
    stage.press(Code::Enter);
    stage.press(Code::Escape);
    stage.drain();
    // Another try must not take the first one's answer for its own.
    stage.press(Code::Char('l'));
    stage.paste(CODE);
    stage.press(Code::Enter);
    stage.drain();
    stage.answer(Why::Scan(1), Answer::Pairing(pairing(7)));
    assert_eq!(stage.asks(), [Ask::Confirm { pairing: 7, yes: false }]);
    assert!(matches!(step(&stage), LinkStep::Scanning));
}

#[test]
fn an_empty_field_does_nothing() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('l'));
    stage.press(Code::Enter);
    stage.type_in("  ");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
}

#[test]
fn a_new_link_stays_announced_until_it_is_seen() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Link(link(1, false))]);
    assert_eq!(stage.model.banner(), None, "a browser that was linked before");
    stage.update(vec![Change::Link(link(2, true))]);
    let (sentence, grave) = stage.model.banner().unwrap();
    assert!(
        grave && sentence.starts_with("New linked browser: Firefox 151 on Linux"),
        "{sentence}"
    );
    stage.event(Event::Tick(NOW.after_ms(3_600_000)));
    assert!(stage.model.banner().is_some());
    stage.press(Code::Escape);
    assert_eq!(stage.model.banner(), None);
    stage.update(vec![Change::Link(link(2, false))]);
    assert_eq!(stage.model.banner(), None, "once is enough");
}

#[test]
fn unlinking_asks_first() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('d'));
    for no in [Code::Char('n'), Code::Escape, Code::Enter, Code::Char('u')] {
        stage.press(Code::Char('u'));
        stage.press(no);
    }
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('u'));
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [Ask::Unlink { link: LinkId([1; 16]) }]);
    stage.update(vec![Change::LinkGone(LinkId([1; 16]))]);
    stage.press(Code::Char('u'));
    stage.press(Code::Char('y'));
    assert_eq!(stage.drain(), [], "nothing is left");
}

#[test]
fn a_link_that_goes_while_one_is_asked_about_it_is_still_the_one_that_is_meant() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Link(link(2, true))]);
    stage.press(Code::Char('d'));
    stage.press(Code::Char('j'));
    stage.press(Code::Char('u'));
    let asked = stage.model.shown().links_newest_first()[1].id;
    let other = stage.model.shown().links_newest_first()[0].id;
    stage.update(vec![Change::LinkGone(other)]);
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [Ask::Unlink { link: asked }]);
}

#[test]
fn an_unlink_that_fails_is_told() {
    let mut stage = Stage::alice();
    stage.answer(Why::Unlink, Answer::Problem(Problem::NoSuchLink));
    assert_eq!(stage.model.banner(), Some((Problem::NoSuchLink.to_string(), false)));
    stage.event(Event::Tick(NOW.after_ms(60_000)));
    assert_eq!(stage.model.banner(), None);
}
