//! Pictures of people and groups: shown as dots, chosen by path.

use pillion_protocol::content::{
    account_ask::AccountAsk, group::GroupChange, group_ask::GroupAsk, picture::PictureId, problem::Problem,
    reply::Answer, request::Ask, update::Change,
};

use super::members::{all_drawn, group};
use crate::tui::{
    model::{dialog::Dialog, face::Of, key::Code},
    stage::{BOB, Stage, WITH_BOB, contact},
    update::event::{Effect, Event, Why},
};

const FACE: PictureId = PictureId([7; 32]);

fn shown(stage: &Stage) -> String {
    all_drawn(stage)
}

/// The screen of one's own picture.
fn own() -> Stage {
    let mut stage = Stage::alice();
    stage.press(Code::Char('o'));
    stage.drain();
    stage.press(Code::Char('p'));
    stage
}

#[test]
fn a_picture_is_chosen_by_its_path_and_given_to_the_phone() {
    let mut stage = own();
    assert!(shown(&stage).contains("There is no picture."));
    stage.press(Code::Char('c'));
    stage.type_in("/tmp/me.png");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [Effect::Portrait("/tmp/me.png".into())]);
    stage.event(Event::Portrait(Ok(vec![1, 2])));
    let picture = Some(vec![1, 2].into());
    assert_eq!(stage.asks(), [Ask::Account(AccountAsk::SetPicture { picture })]);
    stage.answer(Why::Face(Of::Own), Answer::Problem(Problem::Picture));
    assert!(shown(&stage).contains("This picture cannot be used"));
}

#[test]
fn a_file_that_is_none_is_told_and_nothing_is_asked() {
    let mut stage = own();
    stage.press(Code::Char('c'));
    stage.type_in("none.png");
    stage.press(Code::Enter);
    stage.drain();
    stage.event(Event::Portrait(Err(
        "There is no file none.png. Check the path.".to_owned()
    )));
    assert!(shown(&stage).contains("There is no file none.png"));
    assert!(stage.asks().is_empty());
    // Whoever has given up gets none.
    stage.event(Event::Portrait(Ok(vec![1])));
    assert!(stage.asks().is_empty());
}

#[test]
fn a_contacts_picture_is_asked_for_unpacked_and_drawn_in_colours() {
    let mut stage = Stage::alice();
    let bob = pillion_protocol::content::contact::Contact {
        picture: Some(FACE),
        ..contact(BOB, "bob", "Bob", WITH_BOB)
    };
    stage.update(vec![Change::Contact(bob)]);
    stage.drain();
    crate::tui::update::face::open(&mut stage.model, Of::Contact(BOB));
    stage.press(Code::Char('x'));
    assert_eq!(
        stage.asks(),
        [Ask::Picture(FACE)],
        "and it is not taken away: it is not ours"
    );
    stage.answer(Why::Picture(FACE), Answer::Picture(Some(vec![9].into())));
    assert_eq!(stage.drain(), [Effect::Unpack(FACE, vec![9])]);
    stage.event(Event::Unpacked(FACE, Some(vec![vec![[200, 0, 0]; 40]; 40])));
    let half = shown(&stage).matches('▀').count();
    assert_eq!(half, 40 * 20, "two dots in one place");
    stage.press(Code::Escape);
    assert!(matches!(stage.model.dialog, Some(Dialog::Person(_))));
}

#[test]
fn an_admin_takes_the_picture_of_a_group_away() {
    let mut stage = Stage::alice();
    let mut group = group(true, false, 0);
    group.picture = Some(FACE);
    let chat = group.id;
    stage.update(vec![Change::Chat(group)]);
    crate::tui::update::face::open(&mut stage.model, Of::Group(chat));
    stage.press(Code::Char('x'));
    let change = GroupChange::Picture(None);
    let asked = stage.asks();
    assert!(
        asked.contains(&Ask::Group(GroupAsk::Change { chat, change })),
        "{asked:?}"
    );
}
