//! Who a contact is, one's own code, and the linked browsers.

use std::path::PathBuf;

use pillion_protocol::content::{
    account::Account, account_ask::AccountAsk, contact::Contact, limit::Limits, link::Link, problem::Problem,
    reply::Answer, request::Ask, update::Change,
};
use pillion_wire::{handle::Handle, id::AccountId};

use super::looks::{assert_rows, drawn};
use crate::tui::{
    model::{code::Of, key::Code, state::Gate},
    stage::{BOB, Stage, WITH_BOB, contact, link},
    update::event::{Effect, Event, Why},
};

fn safety() -> Answer {
    Answer::Safety {
        number: "1234567890".repeat(6),
        code: format!("pillion://safety/{}", "Ab0-".repeat(21)),
    }
}

/// The screen of Bob, with what there is to compare.
fn person(changed: Contact) -> Stage {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Contact(changed)]);
    stage.press(Code::Char('t'));
    assert_eq!(stage.asks(), [Ask::Safety { account: BOB }]);
    stage.answer(Why::Safety(1), safety());
    stage
}

fn bob() -> Contact {
    contact(BOB, "bob", "Bob", WITH_BOB)
}

fn all(stage: &Stage) -> String {
    drawn(stage).join("\n")
}

#[test]
fn a_safety_number_stands_in_twelve_groups_and_its_code_alone_fits_the_terminal() {
    let mut stage = person(bob());
    assert_rows(&stage, 0..5, NUMBER);
    assert!(all(&stage).contains("z shows the QR code alone."));
    stage.press(Code::Char('z'));
    let rows = drawn(&stage);
    assert!(rows[12].contains('▀') && !rows[2].contains("Both phones"), "{rows:#?}");
    stage.event(Event::Resize(80, 40));
    stage.press(Code::Char('z'));
    let rows = drawn(&stage);
    assert!(rows[20].contains('▀') && rows[2].contains("Both phones"), "{rows:#?}");
}

const NUMBER: &str = r"
 Bob  @bob
 Not verified yet.
 Both phones show this number if nobody is in between:
   12345 67890 12345 67890 12345 67890
   12345 67890 12345 67890 12345 67890
";

#[test]
fn who_has_compared_says_so_after_a_question_and_takes_it_back_without_one() {
    let mut stage = person(bob());
    let verify = |on| Ask::Verify { account: BOB, on };
    for no in [Code::Enter, Code::Char('n')] {
        stage.press(Code::Char('v'));
        stage.press(no);
    }
    stage.press(Code::Escape);
    assert_eq!(stage.drain(), []);
    let mut stage = person(bob());
    stage.press(Code::Char('v'));
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [verify(true)]);
    stage.update(vec![Change::Contact(Contact {
        verified: true,
        ..bob()
    })]);
    assert!(all(&stage).contains("✓ Verified"));
    stage.press(Code::Char('v'));
    assert_eq!(stage.asks(), [verify(false)]);
}

#[test]
fn a_code_of_the_other_phone_is_compared_by_the_phone() {
    let mut stage = person(bob());
    stage.press(Code::Char('c'));
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [], "nothing to compare");
    stage.paste("pillion://safety/AQ\nID ");
    stage.press(Code::Enter);
    let code = "pillion://safety/AQID".to_owned();
    assert_eq!(stage.asks(), [Ask::Compare { account: BOB, code }]);
    stage.answer(Why::Trust(9), Answer::Done);
    assert!(
        !all(&stage).contains("The codes are the same"),
        "an answer to another screen"
    );
    stage.answer(Why::Trust(1), Answer::Problem(Problem::SafetyDiffers));
    assert!(all(&stage).contains("The codes differ"), "{}", all(&stage));
    assert_eq!(stage.asks(), [Ask::Safety { account: BOB }]);
    stage.press(Code::Char('c'));
    stage.paste("~/bob.png");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [Effect::Search(1, PathBuf::from("~/bob.png"))]);
    stage.event(Event::Picture(1, Err(Problem::NoCodeFound.to_string())));
    assert!(all(&stage).contains("No QR code was found"));
    stage.press(Code::Char('c'));
    stage.paste("~/bob.png");
    stage.press(Code::Enter);
    stage.drain();
    stage.event(Event::Picture(1, Ok("pillion://safety/BBBB".to_owned())));
    let code = "pillion://safety/BBBB".to_owned();
    assert_eq!(stage.asks(), [Ask::Compare { account: BOB, code }]);
    stage.answer(Why::Trust(1), Answer::Done);
    assert!(all(&stage).contains("The codes are the same."));
}

#[test]
fn a_changed_key_stops_writing_until_it_is_accepted() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Contact(Contact {
        key_changed: true,
        ..bob()
    })]);
    stage.press(Code::Enter);
    stage.page(Vec::new(), false);
    stage.drain();
    assert_eq!(stage.model.gate(), Some(Gate::KeyChanged));
    stage.type_in("hello a");
    stage.paste("hello");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('t'));
    assert_eq!(stage.asks(), [Ask::Safety { account: BOB }]);
    stage.answer(Why::Safety(1), safety());
    assert!(all(&stage).contains("has changed, and nothing is sent to it"));
    stage.press(Code::Char('a'));
    stage.press(Code::Char('a'));
    assert_eq!(stage.drain(), [], "only a yes is one");
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [Ask::AcceptKey { account: BOB }]);
    stage.update(vec![Change::Contact(bob())]);
    stage.press(Code::Char('a'));
    assert_eq!(stage.drain(), [], "there is nothing to accept any more");
    assert_eq!(stage.model.gate(), None);
}

#[test]
fn ones_own_code_is_shown_and_the_name_is_changed_there() {
    let mut stage = Stage::sized(80, 40);
    stage.press(Code::Char('o'));
    assert_eq!(stage.asks(), [Ask::OwnCode]);
    stage.answer(Why::Code(Of::Own), Answer::Code("pillion://contact/AQID".to_owned()));
    let shown = all(&stage);
    assert!(shown.contains("Alice · @alice") && shown.contains("\npillion://contact/AQID\n") && shown.contains('▄'));
    stage.press(Code::Char('e'));
    for _ in 0..5 {
        stage.press(Code::Backspace);
    }
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    assert!(all(&stage).contains("A name has 1 to"));
    stage.press(Code::Char('e'));
    stage.type_in(" B.");
    stage.press(Code::Enter);
    let name = "Alice B.".to_owned();
    assert_eq!(stage.asks(), [Ask::Account(AccountAsk::SetName { name })]);
    stage.press(Code::Char('s'));
    assert_eq!(stage.asks(), [Ask::Account(AccountAsk::SharePresence { on: false })]);
    stage.update(vec![Change::Account(Account {
        id: AccountId([0xa1; 32]),
        handle: Handle::parse("alice").unwrap(),
        name: "Alice".to_owned(),
        relay: "http://localhost:8080".to_owned(),
        shares_presence: false,
        fetches: Limits::default(),
        picture: None,
    })]);
    assert!(all(&stage).contains("Nobody sees when you are online"));
    stage.answer(Why::Act, Answer::Problem(Problem::Storage));
    stage.press(Code::Escape);
    assert!(stage.model.dialog.is_none() && all(&stage).contains("could not store"));
}

#[test]
fn browsers_are_named_and_all_of_them_unlinked_after_a_question() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Link(Link {
        name: Some("Work".to_owned()),
        ..link(1, true)
    })]);
    stage.press(Code::Char('d'));
    assert!(all(&stage).contains("Work · Firefox 151 on Linux"));
    stage.press(Code::Char('r'));
    stage.type_in(" laptop");
    stage.press(Code::Enter);
    let rename = AccountAsk::RenameLink {
        link: link(1, true).id,
        name: "Work laptop".to_owned(),
    };
    assert_eq!(stage.asks(), [Ask::Account(rename)]);
    stage.press(Code::Char('r'));
    stage.type_in(&"x".repeat(80));
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [], "too long");
    for no in [Code::Enter, Code::Char('n'), Code::Escape] {
        stage.press(Code::Char('U'));
        stage.press(no);
    }
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('U'));
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [Ask::Account(AccountAsk::UnlinkOthers)]);
    stage.update(vec![Change::LinkGone(link(1, true).id)]);
    for letter in "uUr".chars() {
        stage.press(Code::Char(letter));
        stage.press(Code::Char('y'));
    }
    assert_eq!(stage.drain(), [], "there is none");
}
