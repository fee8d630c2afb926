//! Pictures of people and groups: asked for when something shows them, and kept in memory.

use pillion_client::{
    model::{dialog::Dialog, pictures},
    update::{group::Order, person::Act},
};
use pillion_protocol::content::{
    account::Account, account_ask::AccountAsk, chat::Chat, group::GroupChange, group_ask::GroupAsk, limit::Limits,
    picture::PictureId, problem::Problem, reply::Answer, request::Ask, update::Change,
};
use pillion_wire::{handle::Handle, id::AccountId};

use crate::{
    fixture::{BOB, CHAT, chat},
    groups::group,
    stage::Stage,
};

const FACE: PictureId = PictureId([7; 32]);

fn wants(ask: &Ask) -> bool {
    matches!(ask, Ask::Picture(id) if *id == FACE)
}

/// Alice's page, on which the chat with Bob has a picture.
fn with_face() -> Stage {
    let mut stage = Stage::linked();
    let chat = Chat {
        picture: Some(FACE),
        ..chat(0, 0)
    };
    stage.update(1, 2, vec![Change::Chat(chat)]);
    stage
}

#[test]
fn a_picture_is_asked_for_once_something_shows_it_and_not_again() {
    let mut stage = with_face();
    assert!(!stage.asked.iter().any(|request| wants(&request.ask)), "nobody sees it");
    stage.act(Act::See(FACE));
    let request = stage.take(wants);
    stage.act(Act::See(FACE));
    assert!(
        !stage.asked.iter().any(|request| wants(&request.ask)),
        "it is on its way"
    );
    stage.answer(&request, Answer::Picture(Some(vec![1, 2, 3].into())));
    assert_eq!(stage.page().pictures.bytes(FACE), Some([1, 2, 3].as_slice()));
    stage.act(Act::See(FACE));
    stage.cut();
    stage.pass(5_000);
    assert!(!stage.asked.iter().any(|request| wants(&request.ask)), "it is here");
}

#[test]
fn a_cut_asks_again_for_what_did_not_come() {
    let mut stage = with_face();
    stage.act(Act::See(FACE));
    let _ = stage.take(wants);
    stage.cut();
    stage.pass(5_000);
    let request = stage.take(wants);
    stage.answer(&request, Answer::Picture(None));
    assert_eq!(stage.page().pictures.bytes(FACE), None);
    assert!(
        !stage.asked.iter().any(|request| wants(&request.ask)),
        "the phone has none"
    );
}

#[test]
fn whose_picture_it_is_is_found_by_id() {
    let mut stage = with_face();
    assert_eq!(pictures::of(stage.page(), &CHAT.0), Some(FACE));
    for nobody in [BOB.0.as_slice(), &[], b"alice"] {
        assert_eq!(pictures::of(stage.page(), nobody), None, "{nobody:?}");
    }
    let own = Account {
        id: AccountId([1; 32]),
        handle: Handle::parse("alice").unwrap(),
        name: "Alice".into(),
        relay: "http://localhost:8080".into(),
        shares_presence: true,
        fetches: Limits::default(),
        picture: Some(FACE),
    };
    stage.update(2, 3, vec![Change::Account(own)]);
    assert_eq!(pictures::of(stage.page(), &[1; 32]), Some(FACE));
}

#[test]
fn a_new_group_has_the_picture_that_was_chosen_and_the_next_one_has_not() {
    let mut stage = Stage::linked();
    stage.act(Act::Show(Dialog::NewGroup));
    stage.act(Act::Group(Order::Choose(BOB, true)));
    stage.act(Act::Group(Order::Picture(vec![1, 2, 3].into())));
    stage.act(Act::Group(Order::Create("Peak".into())));
    let request = stage.next_asked();
    let Ask::Group(GroupAsk::Create { picture, .. }) = &request.ask else {
        panic!("{request:?}");
    };
    assert_eq!(
        picture.as_ref().map(|bytes| bytes.as_slice()),
        Some([1, 2, 3].as_slice())
    );
    stage.answer(&request, Answer::Problem(Problem::Picture));
    assert_eq!(stage.page().inquiry.problem, Some(Problem::Picture));
    stage.act(Act::Show(Dialog::NewGroup));
    assert_eq!(stage.page().inquiry.picture, None);
}

#[test]
fn what_is_no_picture_is_told_where_it_was_chosen() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(group())]);
    stage.act(Act::Show(Dialog::Group(CHAT)));
    let change = GroupChange::Picture(Some(Vec::new().into()));
    stage.act(Act::Group(Order::Change(CHAT, change)));
    let request = stage.take(|ask| matches!(ask, Ask::Group(GroupAsk::Change { .. })));
    stage.answer(&request, Answer::Problem(Problem::Picture));
    assert_eq!(stage.page().inquiry.problem, Some(Problem::Picture));
    stage.act(Act::Show(Dialog::Settings));
    stage.act(Act::Account(AccountAsk::SetPicture { picture: None }));
    let request = stage.take(|ask| matches!(ask, Ask::Account(_)));
    stage.answer(&request, Answer::Problem(Problem::Storage));
    assert_eq!(stage.page().inquiry.problem, Some(Problem::Storage));
}
