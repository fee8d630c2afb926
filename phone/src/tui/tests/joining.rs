//! Coming into a group by an invitation, and from a group to one of its members.

use pillion_protocol::content::{group_ask::GroupAsk, problem::Problem, reply::Answer, request::Ask, update::Change};

use super::{
    looks::drawn,
    members::{all_drawn, group, panel},
};
use crate::tui::{
    model::{dialog::Dialog, key::Code, state::Focus},
    stage::{Stage, WITH_BOB},
    update::event::Why,
};

#[test]
fn a_pasted_invitation_asks_to_join() {
    let mut stage = Stage::alice();
    stage.paste("pillion://join/AQ\nID ");
    stage.press(Code::Enter);
    let code = "pillion://join/AQID".to_owned();
    assert_eq!(stage.asks(), [Ask::Group(GroupAsk::Join { code })]);
    stage.answer(Why::Contact(1), Answer::Problem(Problem::InvitationOver));
    assert!(all_drawn(&stage).contains("no longer valid"));
    stage.press(Code::Enter);
    stage.answer(Why::Contact(1), Answer::Problem(Problem::OwnHandle));
    assert!(all_drawn(&stage).contains("This invitation is your own"));
    stage.press(Code::Enter);
    stage.answer(Why::Contact(1), Answer::Done);
    let shown = all_drawn(&stage);
    assert!(
        shown.contains("You have asked to join") && shown.contains("ask for a new"),
        "{shown}"
    );
    stage.press(Code::Enter);
    assert!(stage.model.dialog.is_none() && stage.drain().len() == 2);
}

#[test]
fn who_closes_the_dialog_is_told_all_the_same_that_an_invitation_was_followed() {
    let mut stage = Stage::alice();
    stage.paste("pillion://join/AQID");
    stage.press(Code::Enter);
    stage.press(Code::Escape);
    stage.answer(Why::Contact(1), Answer::Done);
    assert!(all_drawn(&stage).contains("You have asked to join the group."));
}

#[test]
fn who_asks_to_join_is_told_of_in_the_list_and_the_title_to_admins_alone() {
    for (admin, left, asking, told) in [
        (true, false, 1, Some("1 asks to join")),
        (true, false, 3, Some("3 ask to join")),
        (true, false, 0, None),
        (false, false, 2, None),
    ] {
        let mut stage = Stage::alice();
        stage.update(vec![Change::Chat(group(admin, left, asking))]);
        stage.press(Code::Home);
        stage.press(Code::Enter);
        let rows = drawn(&stage);
        let (title, preview) = (&rows[0], &rows[2]);
        match told {
            Some(words) => assert!(title.ends_with(words) && preview.contains(words), "{rows:#?}"),
            None => assert!(!rows.join("").contains("to join"), "{rows:#?}"),
        }
    }
}

#[test]
fn enter_on_a_member_writes_to_it_and_offers_to_add_who_is_no_contact() {
    let mut stage = panel(group(false, false, 0));
    stage.press(Code::Enter);
    assert!(
        matches!(stage.model.dialog, Some(Dialog::Group(_))),
        "nobody writes to herself"
    );
    stage.press(Code::Down);
    assert!(all_drawn(&stage).contains("Enter write to"));
    stage.press(Code::Enter);
    assert_eq!((stage.model.open, stage.model.focus), (Some(WITH_BOB), Focus::Composer));
    let mut stage = panel(group(true, false, 0));
    stage.press(Code::Down);
    stage.press(Code::Down);
    stage.press(Code::Enter);
    stage.drain();
    stage.press(Code::Enter);
    let asks = stage.asks();
    assert!(
        matches!(&asks[..], [Ask::AddContact { handle, .. }] if handle.as_str() == "dave"),
        "{asks:?}"
    );
}
