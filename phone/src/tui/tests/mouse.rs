//! The mouse, and the clipboard.

use crate::tui::{
    model::{key::Code, list::Entry, state::Focus},
    stage::{Stage, WITH_BOB, WITH_CAROL, message},
    update::event::{Effect, Event},
};
use pillion_protocol::content::{body::Body, id::Place, message::Message};

fn click(stage: &mut Stage, column: u16, row: u16) {
    stage.event(Event::Click(column, row));
}

#[test]
fn a_click_opens_a_chat_picks_a_message_and_goes_to_the_composer() {
    let mut stage = Stage::alice();
    click(&mut stage, 5, 4);
    assert_eq!(
        (stage.model.open, stage.model.focus),
        (Some(WITH_CAROL), Focus::Composer)
    );
    click(&mut stage, 0, 1);
    assert_eq!(stage.model.open, Some(WITH_BOB));
    stage.page((1..=9).map(message).collect(), false);
    click(&mut stage, 40, 20);
    assert_eq!((stage.model.focus, stage.model.picked), (Focus::Thread, Some(Place(9))));
    click(&mut stage, 40, 17);
    assert_eq!(stage.model.picked, Some(Place(7)));
    click(&mut stage, 40, 1);
    assert_eq!(stage.model.picked, Some(Place(7)), "nothing stands there");
    click(&mut stage, 40, 22);
    assert_eq!(stage.model.focus, Focus::Composer);
}

#[test]
fn a_click_beside_everything_does_nothing() {
    let mut stage = Stage::alice();
    stage.drain();
    for (column, row) in [
        (5, 9),
        (24, 3),
        (40, 5),
        (40, 22),
        (5, 23),
        (5, 0),
        (500, 500),
        (u16::MAX, u16::MAX),
    ] {
        click(&mut stage, column, row);
        assert_eq!(
            (stage.model.open, stage.model.focus),
            (None, Focus::Chats),
            "{column} {row}"
        );
    }
    stage.press(Code::Char('n'));
    click(&mut stage, 5, 4);
    stage.event(Event::Wheel(5, 4, false));
    assert_eq!(stage.model.open, None, "a dialog is open");
    assert_eq!(stage.model.selected, Some(Entry::Chat(WITH_BOB)));
    assert_eq!(stage.drain(), []);
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let mut stage = Stage::reading((1..=60).map(message).collect(), false);
    stage.event(Event::Wheel(5, 2, false));
    assert_eq!(stage.model.selected, Some(Entry::Chat(WITH_CAROL)));
    for _ in 0..3 {
        stage.event(Event::Wheel(5, 2, true));
    }
    assert_eq!(stage.model.selected, Some(Entry::Chat(WITH_BOB)));
    stage.event(Event::Wheel(40, 5, true));
    assert_eq!(stage.model.scroll, 3);
    for _ in 0..100 {
        stage.event(Event::Wheel(40, 5, true));
    }
    let top = stage.model.rows().len() - stage.model.thread_height();
    assert_eq!(stage.model.scroll, top);
    for _ in 0..100 {
        stage.event(Event::Wheel(40, 5, false));
    }
    assert_eq!(stage.model.scroll, 0);
}

#[test]
fn the_words_of_a_message_are_copied_and_of_none_nothing() {
    let mut stage = Stage::reading(
        vec![
            message(1),
            Message {
                body: Body::Deleted,
                ..message(2)
            },
        ],
        false,
    );
    stage.press(Code::BackTab);
    stage.drain();
    stage.press(Code::Char('y'));
    assert_eq!(stage.drain(), [], "it was deleted");
    stage.press(Code::Up);
    stage.press(Code::Char('y'));
    assert_eq!(stage.drain(), [Effect::Copy("message 1".to_owned())]);
}
