//! Codes on the screen: copied, written into pictures, with keys that fit; and the block list behind one's own.

use std::path::PathBuf;

use pillion_protocol::content::{contact::Contact, reply::Answer, request::Ask, update::Change};

use super::looks::drawn;
use crate::tui::{
    model::{code::Of, dialog::Dialog, key::Code},
    stage::{BOB, CAROL, Stage, TEAM, WITH_BOB, WITH_CAROL, contact, team},
    update::event::{Effect, Event, Why},
};

const CODE: &str = "pillion://contact/AQID";

fn all(stage: &Stage) -> String {
    drawn(stage).join("\n")
}

/// One's own code.
fn own(width: u16, height: u16) -> Stage {
    let mut stage = Stage::sized(width, height);
    stage.press(Code::Char('o'));
    stage.answer(Why::Code(Of::Own), Answer::Code(CODE.to_owned()));
    stage.drain();
    stage
}

#[test]
fn a_code_that_was_copied_or_drawn_says_so_where_it_is_looked_at() {
    let mut stage = own(80, 24);
    stage.press(Code::Char('y'));
    assert_eq!(stage.drain(), [Effect::Copy(CODE.to_owned())]);
    assert!(all(&stage).contains("Copied, if your terminal"));
    stage.press(Code::Char('f'));
    stage.press(Code::Enter);
    let path = PathBuf::from("~/pillion-code.png");
    assert_eq!(stage.drain(), [Effect::Draw(path, CODE.to_owned())]);
    stage.event(Event::Drawn(Ok("/home/alice/pillion-code.png".to_owned())));
    assert!(all(&stage).contains("The QR code is /home/alice/pillion-code.png."));
    stage.press(Code::Char('f'));
    stage.type_in("x");
    stage.press(Code::Enter);
    stage.event(Event::Drawn(Err("There is already a file x.".to_owned())));
    assert!(all(&stage).contains("There is already a file x."));
}

#[test]
fn nothing_is_drawn_without_a_code_a_name_or_a_wish() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('o'));
    stage.drain();
    stage.press(Code::Char('f'));
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [], "there is no code yet");
    let mut stage = own(80, 24);
    stage.press(Code::Char('f'));
    stage.press(Code::Escape);
    assert!(matches!(stage.model.dialog, Some(Dialog::Code(_))), "back to the code");
    stage.press(Code::Char('f'));
    for _ in 0..40 {
        stage.press(Code::Backspace);
    }
    stage.press(Code::Enter);
    stage.paste(CODE);
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [], "neither nothing nor a code is a name");
    stage.press(Code::Escape);
    stage.press(Code::Escape);
    stage.event(Event::Drawn(Ok("late.png".to_owned())));
    assert!(all(&stage).contains("late.png"), "told although nobody waits");
}

#[test]
fn a_safety_code_and_an_invitation_are_drawn_too() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('t'));
    stage.answer(
        Why::Safety(1),
        Answer::Safety {
            number: "1".repeat(60),
            code: "pillion://safety/AQID".to_owned(),
        },
    );
    stage.press(Code::Char('f'));
    stage.press(Code::Enter);
    let path = PathBuf::from("~/pillion-safety.png");
    assert!(
        stage
            .drain()
            .contains(&Effect::Draw(path, "pillion://safety/AQID".to_owned()))
    );
    stage.event(Event::Drawn(Ok("here.png".to_owned())));
    assert!(all(&stage).contains("The QR code is here.png."));
    stage.press(Code::Escape);
    stage.update(vec![Change::Chat(team(20))]);
    stage.press(Code::Home);
    stage.press(Code::Char('t'));
    stage.press(Code::Char('i'));
    let link = "pillion://join/AQID".to_owned();
    stage.answer(Why::Code(Of::Group(TEAM)), Answer::Code(link.clone()));
    stage.press(Code::Char('f'));
    stage.press(Code::Enter);
    assert!(
        stage
            .drain()
            .contains(&Effect::Draw(PathBuf::from("~/pillion-invitation.png"), link))
    );
}

#[test]
fn the_keys_of_a_code_fit_every_terminal() {
    for (width, height) in [(60, 16), (72, 24), (80, 24), (120, 40)] {
        let stage = own(width, height);
        let keys = drawn(&stage).pop().unwrap();
        for key in ["e name", "b block list", "f file", "z QR", "Esc"] {
            assert!(keys.contains(key), "{width}: {keys}");
        }
    }
}

#[test]
fn a_terminal_that_is_too_small_for_a_code_says_what_else_there_is() {
    let mut stage = Stage::sized(80, 24);
    stage.press(Code::Char('o'));
    let long = format!("pillion://contact/{}", "Ab0-".repeat(70));
    stage.answer(Why::Code(Of::Own), Answer::Code(long));
    stage.press(Code::Char('z'));
    let shown = all(&stage);
    assert!(
        shown.contains("Smaller letters make room") && shown.contains("f writes it into a file"),
        "{shown}"
    );
}

fn blocked(account: pillion_wire::id::AccountId, handle: &str, chat: pillion_protocol::content::id::ChatId) -> Change {
    Change::Contact(Contact {
        blocked: true,
        ..contact(account, handle, handle, chat)
    })
}

#[test]
fn who_is_blocked_is_listed_and_unblocked_there() {
    let mut stage = own(80, 24);
    stage.press(Code::Char('b'));
    assert!(all(&stage).contains("Nobody is blocked."));
    stage.press(Code::Char('u'));
    assert_eq!(stage.drain(), []);
    stage.update(vec![blocked(BOB, "bob", WITH_BOB), blocked(CAROL, "carol", WITH_CAROL)]);
    stage.press(Code::Down);
    stage.press(Code::Down);
    stage.press(Code::Char('u'));
    assert_eq!(
        stage.asks(),
        [Ask::Block {
            account: CAROL,
            on: false
        }]
    );
    stage.update(vec![Change::Contact(contact(CAROL, "carol", "Carol", WITH_CAROL))]);
    let shown = all(&stage);
    assert!(shown.contains("@bob") && !shown.contains("Carol  @carol"), "{shown}");
    stage.press(Code::Escape);
    assert!(
        matches!(stage.model.dialog, Some(Dialog::Code(_))),
        "back to one's own code"
    );
}

#[test]
fn a_contact_is_blocked_where_it_is_looked_at() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('t'));
    stage.drain();
    stage.press(Code::Char('b'));
    stage.press(Code::Char('y'));
    let block = |on| Ask::Block { account: BOB, on };
    assert_eq!(stage.asks(), [block(true)]);
    stage.update(vec![blocked(BOB, "bob", WITH_BOB)]);
    stage.press(Code::Char('t'));
    stage.drain();
    stage.press(Code::Char('b'));
    assert_eq!(stage.asks(), [block(false)], "without a question");
    assert!(matches!(stage.model.dialog, Some(Dialog::Person(_))));
}
