//! The read mark moves only for what someone sees.

use pillion_client::{
    model::{dialog::Dialog, page::Watch},
    update::person::Act,
};
use pillion_protocol::content::{id::Place, request::Ask, update::Change};

use crate::{
    fixture::{CHAT, chat, from_bob},
    stage::Stage,
};

/// A chat with two unread messages, open and loaded; nobody looks.
fn open() -> Stage {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(2, 0))]);
    stage.act(Act::Open(CHAT));
    stage.answer_history(vec![from_bob(1), from_bob(2)], false, false);
    stage
}

fn look(stage: &mut Stage, present: bool, at_end: bool) {
    stage.act(Act::Watch(Watch { present, at_end }));
}

#[test]
fn it_moves_when_the_newest_is_on_a_screen_that_someone_looks_at() {
    let mut stage = open();
    look(&mut stage, true, true);
    assert!(matches!(
        stage.next_asked().ask,
        Ask::Read {
            chat: CHAT,
            through: Place(2)
        }
    ));
    look(&mut stage, true, true);
    assert_eq!(stage.asked.len(), 0, "the phone is told once");
}

#[test]
fn it_stays_when_nobody_can_have_seen_it() {
    for (present, at_end) in [(false, true), (true, false), (false, false)] {
        let mut stage = open();
        look(&mut stage, present, at_end);
        assert_eq!(stage.asked.len(), 0, "present {present}, at end {at_end}");
    }
}

#[test]
fn it_stays_behind_a_dialog() {
    let mut stage = open();
    stage.act(Act::Show(Dialog::Links));
    look(&mut stage, true, true);
    assert_eq!(stage.asked.len(), 0);
    stage.act(Act::CloseDialog);
    assert_eq!(stage.asked.len(), 1);
}

#[test]
fn it_stays_when_the_window_is_not_at_the_newest() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(2, 0))]);
    stage.act(Act::Open(CHAT));
    stage.answer_history(vec![from_bob(1)], false, true);
    look(&mut stage, true, true);
    assert_eq!(stage.asked.len(), 0);
}

#[test]
fn it_is_told_again_in_the_next_session_if_the_phone_has_not_moved_it() {
    let mut stage = open();
    look(&mut stage, true, true);
    let _lost = stage.next_asked();
    stage.cut();
    stage.pass(5_000);
    stage.synced(2, Vec::new());
    assert!(matches!(stage.next_asked().ask, Ask::Read { through: Place(2), .. }));
}

#[test]
fn a_chat_that_was_read_elsewhere_is_not_told_of() {
    let mut stage = open();
    stage.update(2, 3, vec![Change::Chat(chat(0, 2))]);
    look(&mut stage, true, true);
    assert_eq!(stage.asked.len(), 0);
}

#[test]
fn another_chat_on_show_moves_nothing() {
    let mut stage = open();
    look(&mut stage, true, true);
    let _told = stage.next_asked();
    stage.act(Act::Close);
    stage.update(2, 3, vec![Change::Chat(chat(1, 2)), Change::Message(from_bob(3))]);
    assert_eq!(stage.asked.len(), 0);
    assert_eq!(stage.page().unread(), 1);
}
