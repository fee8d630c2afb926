//! Groups: making one, its panel, its invitation.

use pillion_protocol::content::{
    chat::Chat,
    contact::Contact,
    group::{Group, GroupChange, Member},
    group_ask::GroupAsk,
    problem::Problem,
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::{handle::Handle, id::AccountId};

use super::looks::{assert_rows, drawn};
use crate::tui::{
    model::{
        code::Of,
        dialog::Dialog,
        key::Code,
        state::{Focus, Gate},
    },
    stage::{BOB, CAROL, DAVE, Stage, TEAM, WITH_BOB, contact, team},
    update::event::Why,
};

const ALICE: AccountId = AccountId([0xa1; 32]);

fn member(account: AccountId, handle: &str, name: &str, admin: bool) -> Member {
    Member {
        account,
        handle: Handle::parse(handle).unwrap(),
        name: name.to_owned(),
        admin,
    }
}

fn all() -> Vec<Member> {
    vec![
        member(ALICE, "alice", "Alice", true),
        member(BOB, "bob", "Bob", false),
        member(DAVE, "dave", "@dave", false),
    ]
}

pub(super) fn group(admin: bool, left: bool, asking: u32) -> Chat {
    let group = Group {
        members: 3,
        admin,
        left,
        asking,
    };
    Chat {
        group: Some(group),
        ..team(20)
    }
}

/// The panel of the group, with its members.
pub(super) fn panel(chat: Chat) -> Stage {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Chat(chat)]);
    stage.press(Code::Home);
    stage.press(Code::Char('t'));
    stage.answer(
        Why::Members(TEAM, true),
        Answer::Members {
            members: all(),
            more: None,
        },
    );
    stage
}

fn changes(stage: &mut Stage) -> Vec<GroupChange> {
    let asks = stage.asks().into_iter();
    let changes = asks.filter_map(|ask| match ask {
        Ask::Group(GroupAsk::Change { chat: TEAM, change }) => Some(change),
        _ => None,
    });
    changes.collect()
}

pub(super) fn all_drawn(stage: &Stage) -> String {
    drawn(stage).join("\n")
}

#[test]
fn a_group_is_made_of_marked_contacts_and_a_name() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('c'));
    stage.type_in("car");
    stage.press(Code::Char(' '));
    assert_rows(&stage, 9..15, CHOICE);
    stage.press(Code::Enter);
    stage.press(Code::Enter);
    assert!(
        all_drawn(&stage).contains(&Problem::GroupName.to_string()[..40]),
        "no name yet"
    );
    assert_eq!(stage.drain(), []);
    stage.type_in("Team");
    stage.press(Code::Enter);
    let asks = stage.asks();
    let [Ask::Group(GroupAsk::Create { name, members, .. })] = asks.as_slice() else {
        panic!("{asks:?}")
    };
    assert_eq!((name.as_str(), members.as_slice()), ("Team", [CAROL].as_slice()));
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [], "once");
    stage.answer(Why::Made(1), Answer::Chat(team(0)));
    assert_eq!((stage.model.open, stage.model.focus), (Some(TEAM), Focus::Composer));
}

const CHOICE: &str = r"
       │ [ ] Bob  @bob                                                  │
       │ [x] Carol  @carol                                              │
       │ 1 person chosen                                                │
       │                                                                │
       │ ›                                                              │
       ╰─────────────────────────── ↑↓ · Space mark · Enter go on · Esc ╯
";

#[test]
fn a_group_that_cannot_be_made_says_why_and_keeps_what_was_chosen() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('c'));
    stage.press(Code::Char(' '));
    stage.press(Code::Enter);
    stage.type_in("Team");
    stage.press(Code::Enter);
    stage.answer(Why::Made(9), Answer::Chat(team(0)));
    assert!(stage.model.dialog.is_some(), "an answer to another try");
    stage.answer(Why::Made(1), Answer::Problem(Problem::CannotBeAdded));
    assert!(all_drawn(&stage).contains("cannot be added now"));
    let Some(Dialog::Choose(choose)) = &stage.model.dialog else {
        panic!("closed")
    };
    assert_eq!((choose.marked.len(), choose.name.text()), (1, "Team"));
    stage.press(Code::Escape);
    stage.answer(Why::Made(1), Answer::Problem(Problem::Offline));
    assert!(
        all_drawn(&stage).contains("not connected"),
        "told although nobody waits"
    );
}

#[test]
fn nobody_who_is_blocked_or_only_asks_to_write_can_be_chosen() {
    let mut stage = Stage::alice();
    stage.update(vec![
        Change::Contact(Contact {
            blocked: true,
            ..contact(BOB, "bob", "Bob", WITH_BOB)
        }),
        Change::Chat(Chat {
            request: true,
            ..crate::tui::stage::chat(crate::tui::stage::WITH_CAROL, CAROL, "Carol", 0, 0)
        }),
    ]);
    stage.press(Code::Char('c'));
    assert!(all_drawn(&stage).contains("There is nobody to choose."));
    stage.press(Code::Char(' '));
    stage.press(Code::Enter);
    assert!(all_drawn(&stage).contains("at least one other member"));
    assert_eq!(stage.drain(), []);
}

#[test]
fn the_panel_shows_members_and_who_asks() {
    let mut stage = panel(group(true, false, 1));
    let asking = Answer::Members {
        members: vec![member(CAROL, "carol", "Carol", false)],
        more: None,
    };
    stage.answer(Why::Asking(TEAM), asking);
    assert_rows(&stage, 7..16, PANEL);
    stage.drain();
    stage.press(Code::Char('y'));
    assert_eq!(changes(&mut stage), [GroupChange::Admit(CAROL)]);
    stage.press(Code::Char('n'));
    assert_eq!(changes(&mut stage), [], "one at a time");
    stage.answer(Why::Change(TEAM, false), Answer::Done);
    assert!(stage.asks().contains(&Ask::Group(GroupAsk::Members {
        chat: TEAM,
        cursor: None
    })));
    stage.press(Code::Char('n'));
    assert_eq!(changes(&mut stage), [GroupChange::TurnAway(CAROL)]);
}

const PANEL: &str = r"
                        │
       ╭ Team · 3 members ──────────────────────────────────────────────╮
       │ Carol  @carol                                             asks │
       │ You  @alice                                              admin │
       │ Bob  @bob                                                      │
       │ @dave                                                          │
       │                                                                │
       │ asks to join: y let in · n turn away · Enter write to          │
       ╰─── a add · r rename · p picture · i invite · w timer · l leave ╯
";

#[test]
fn an_admin_changes_members_and_a_removal_needs_a_yes() {
    let mut stage = panel(group(true, false, 0));
    stage.drain();
    stage.press(Code::Char('x'));
    assert!(all_drawn(&stage).contains("This is you."));
    stage.press(Code::Down);
    for no in [Code::Escape, Code::Char('n')] {
        stage.press(Code::Char('x'));
        stage.press(Code::Enter);
        stage.press(no);
    }
    assert_eq!(changes(&mut stage), []);
    stage.press(Code::Char('x'));
    stage.press(Code::Char('y'));
    assert_eq!(changes(&mut stage), [GroupChange::Remove(vec![BOB])]);
    stage.answer(Why::Change(TEAM, false), Answer::Problem(Problem::GroupChanged));
    assert!(all_drawn(&stage).contains("Somebody else changed the group"));
    stage.press(Code::Char('m'));
    assert_eq!(changes(&mut stage), [GroupChange::Admin { account: BOB, on: true }]);
    stage.answer(Why::Change(TEAM, false), Answer::Done);
    stage.press(Code::Char('r'));
    stage.type_in(" 2");
    stage.press(Code::Enter);
    assert_eq!(changes(&mut stage), [GroupChange::Rename("Team 2".to_owned())]);
    stage.answer(Why::Change(TEAM, false), Answer::Done);
    stage.press(Code::Char('a'));
    stage.press(Code::Enter);
    assert_eq!(
        changes(&mut stage),
        [GroupChange::Add(vec![CAROL])],
        "who is inside is not offered"
    );
}

#[test]
fn who_is_no_admin_can_only_leave() {
    let mut stage = panel(group(false, false, 0));
    stage.drain();
    stage.press(Code::Down);
    for letter in "armxiyn".chars() {
        stage.press(Code::Char(letter));
        assert!(all_drawn(&stage).contains("Only admins of a group"), "{letter}");
    }
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('l'));
    stage.press(Code::Char('l'));
    assert_eq!(changes(&mut stage), [], "only a yes is one");
    stage.press(Code::Char('y'));
    assert_eq!(changes(&mut stage), [GroupChange::Leave]);
    stage.answer(Why::Change(TEAM, true), Answer::Problem(Problem::LastAdmin));
    assert!(all_drawn(&stage).contains("Make another member"));
    stage.press(Code::Char('l'));
    stage.press(Code::Char('y'));
    stage.answer(Why::Change(TEAM, true), Answer::Done);
    assert!(stage.model.dialog.is_none());
}

#[test]
fn a_group_that_was_left_is_read_and_not_written_to() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Chat(group(false, true, 0))]);
    stage.press(Code::Home);
    stage.press(Code::Enter);
    stage.page(Vec::new(), false);
    stage.drain();
    assert_eq!(stage.model.gate(), Some(Gate::Left));
    stage.type_in("ab");
    stage.paste("hello");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('x'));
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [Ask::DeleteChat { chat: TEAM }]);
}

#[test]
fn many_members_come_in_pages_and_a_change_of_the_group_asks_anew() {
    let mut stage = panel(group(true, false, 0));
    stage.drain();
    stage.update(vec![Change::Chat(group(true, false, 0))]);
    assert_eq!(stage.drain(), [], "it is the same group");
    stage.update(vec![Change::Chat(group(true, false, 1))]);
    let members = |cursor| Ask::Group(GroupAsk::Members { chat: TEAM, cursor });
    assert_eq!(
        stage.asks(),
        [members(None), Ask::Group(GroupAsk::Asking { chat: TEAM })]
    );
    let page = |more| Answer::Members { members: all(), more };
    stage.answer(Why::Members(TEAM, true), page(None));
    stage.answer(Why::Members(TEAM, true), page(Some(7)));
    stage.press(Code::End);
    stage.press(Code::End);
    assert_eq!(stage.asks(), [members(Some(7))], "once");
    stage.answer(Why::Members(TEAM, false), page(None));
    let Some(Dialog::Group(panel)) = &stage.model.dialog else {
        panic!("closed")
    };
    assert_eq!(panel.members.len(), 6);
}

#[test]
fn an_invitation_is_shown_and_made_anew_after_a_yes() {
    let mut stage = panel(group(true, false, 0));
    stage.drain();
    stage.press(Code::Char('i'));
    let link = |renew| Ask::Group(GroupAsk::InviteLink { chat: TEAM, renew });
    assert_eq!(stage.asks(), [link(false)]);
    stage.answer(Why::Code(Of::Own), Answer::Code("pillion://contact/other".to_owned()));
    assert!(!all_drawn(&stage).contains("other"), "another code");
    stage.answer(
        Why::Code(Of::Group(TEAM)),
        Answer::Code("pillion://join/AQID".to_owned()),
    );
    let shown = all_drawn(&stage);
    assert!(
        shown.contains("\npillion://join/AQID\n") && shown.contains('▄'),
        "{shown}"
    );
    stage.press(Code::Char('r'));
    stage.press(Code::Char('n'));
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('r'));
    stage.press(Code::Char('y'));
    assert_eq!(stage.asks(), [link(true)]);
    stage.press(Code::Escape);
    assert!(
        matches!(stage.model.dialog, Some(Dialog::Group(_))),
        "back to the panel"
    );
}

#[test]
fn messages_go_away_after_a_time_that_a_key_names() {
    let mut stage = panel(group(true, false, 0));
    stage.drain();
    stage.press(Code::Char('w'));
    stage.press(Code::Char('x'));
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('d'));
    let seconds = Some(86_400);
    assert_eq!(stage.asks(), [Ask::SetTimer { chat: TEAM, seconds }]);
    stage.press(Code::Char('t'));
    stage.press(Code::Char('w'));
    stage.press(Code::Char('o'));
    let off = Ask::SetTimer {
        chat: TEAM,
        seconds: None,
    };
    assert!(stage.asks().contains(&off));
}
