//! What is done with groups: made, changed, joined, left; and naming their members.

use pillion_client::{
    model::{dialog::Dialog, mention, page::Page},
    update::{group::Order, mention::Step, person::Act},
};
use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    event::Event,
    group::{GroupChange, Member},
    group_ask::GroupAsk,
    id::ChatId,
    problem::Problem,
    reply::Answer,
    request::{Ask, Request},
    update::Change,
};
use pillion_wire::{handle::Handle, id::AccountId};

use crate::{
    fixture::{BOB, CHAT, from_bob},
    groups::{EVE, group, in_group},
    stage::Stage,
};

const PEAK: ChatId = ChatId([9; 16]);

fn member(account: AccountId, handle: &str, name: &str, admin: bool) -> Member {
    Member {
        account,
        handle: Handle::parse(handle).unwrap(),
        name: name.into(),
        admin,
    }
}

fn three() -> Vec<Member> {
    vec![
        member(AccountId([1; 32]), "ada", "Ada", true),
        member(BOB, "bob", "Bob Stone", false),
        member(EVE, "eve", "@eve", false),
    ]
}

fn members(stage: &mut Stage, members: Vec<Member>, more: Option<u64>) -> Request {
    let request = stage.take(|ask| matches!(ask, Ask::Group(GroupAsk::Members { .. })));
    stage.answer(&request, Answer::Members { members, more });
    request
}

fn change(stage: &mut Stage) -> (Request, GroupChange) {
    let request = stage.take(|ask| matches!(ask, Ask::Group(GroupAsk::Change { .. })));
    match request.ask.clone() {
        Ask::Group(GroupAsk::Change { change, .. }) => (request, change),
        other => panic!("{other:?}"),
    }
}

fn problem(page: &Page) -> Option<Problem> {
    page.inquiry.problem
}

#[test]
fn a_group_is_made_of_those_who_are_chosen_and_opens() {
    let mut stage = Stage::linked();
    stage.act(Act::Show(Dialog::NewGroup));
    stage.act(Act::Group(Order::Create("Ridge".into())));
    assert_eq!(problem(stage.page()), Some(Problem::GroupOfOne));
    for (who, on) in [(BOB, true), (EVE, true), (EVE, false)] {
        stage.act(Act::Group(Order::Choose(who, on)));
    }
    for name in ["", "  ", "a\nb", &"x".repeat(129)] {
        stage.act(Act::Group(Order::Create(name.into())));
        assert_eq!(problem(stage.page()), Some(Problem::GroupName), "{name:?}");
    }
    assert!(stage.asked.is_empty(), "{:?}", stage.asked);
    stage.act(Act::Group(Order::Create(" Peak ".into())));
    let request = stage.next_asked();
    let Ask::Group(GroupAsk::Create { name, members, .. }) = &request.ask else {
        panic!("{request:?}");
    };
    assert_eq!((name.as_str(), members.as_slice()), ("Peak", [BOB].as_slice()));
    stage.answer(&request, Answer::Problem(Problem::CannotBeAdded));
    assert_eq!(
        problem(stage.page()),
        Some(Problem::CannotBeAdded),
        "it stays open and says why"
    );
    assert_eq!(stage.page().dialog, Some(Dialog::NewGroup));
    stage.act(Act::Group(Order::Create("Peak".into())));
    let request = stage.next_asked();
    let chat = Chat { id: PEAK, ..group() };
    stage.answer(&request, Answer::Chat(chat));
    assert_eq!((stage.page().dialog.clone(), stage.page().open), (None, Some(PEAK)));
}

#[test]
fn a_cut_while_a_group_is_made_asks_again_with_the_same_intent() {
    let mut stage = Stage::linked();
    stage.act(Act::Show(Dialog::NewGroup));
    stage.act(Act::Group(Order::Choose(BOB, true)));
    stage.act(Act::Group(Order::Create("Peak".into())));
    let before = stage.next_asked().ask;
    stage.cut();
    stage.pass(2_000);
    let after = stage.take(|ask| matches!(ask, Ask::Group(_))).ask;
    assert_eq!(before, after);
}

#[test]
fn members_come_in_parts_and_are_asked_for_again_when_they_change() {
    let mut stage = in_group(Vec::new());
    stage.act(Act::Show(Dialog::Group(CHAT)));
    let known = |stage: &Stage| {
        stage
            .page()
            .rosters
            .get(&CHAT)
            .map(|roster| (roster.known, roster.members.len()))
    };
    members(&mut stage, three().drain(..2).collect(), Some(2));
    assert_eq!(known(&stage), Some((false, 0)), "half a list is none");
    let second = members(&mut stage, three().drain(2..).collect(), None);
    assert_eq!(
        second.ask,
        Ask::Group(GroupAsk::Members {
            chat: CHAT,
            cursor: Some(2)
        })
    );
    assert_eq!(known(&stage), Some((true, 3)));
    let happened = pillion_protocol::content::message::Message {
        body: Body::Event(Event::Made),
        ..from_bob(1)
    };
    stage.update(2, 3, vec![Change::Message(happened)]);
    assert_eq!(known(&stage), Some((true, 3)), "until the others are here");
    members(&mut stage, three().drain(..1).collect(), None);
    assert_eq!(known(&stage), Some((true, 1)));
    stage.act(Act::CloseDialog);
    stage.asked.clear();
    stage.update(
        3,
        4,
        vec![Change::Chat(Chat {
            pinned: true,
            ..group()
        })],
    );
    assert!(stage.asked.is_empty(), "nobody looks");
}

#[test]
fn a_cut_in_the_middle_of_the_members_begins_anew() {
    let mut stage = in_group(Vec::new());
    stage.act(Act::Show(Dialog::Group(CHAT)));
    members(&mut stage, three(), Some(3));
    stage.asked.clear();
    stage.cut();
    stage.pass(2_000);
    let again = members(&mut stage, three(), None);
    assert_eq!(
        again.ask,
        Ask::Group(GroupAsk::Members {
            chat: CHAT,
            cursor: None
        })
    );
    let count = stage.page().rosters.get(&CHAT).map(|roster| roster.members.len());
    assert_eq!(count, Some(3), "and nobody is there twice");
}

#[test]
fn a_change_that_the_phone_refuses_says_why_where_it_was_made() {
    let mut stage = in_group(Vec::new());
    stage.act(Act::Show(Dialog::Leave(CHAT)));
    stage.act(Act::Group(Order::Change(CHAT, GroupChange::Leave)));
    let (request, what) = change(&mut stage);
    assert_eq!(what, GroupChange::Leave);
    stage.answer(&request, Answer::Problem(Problem::LastAdmin));
    assert_eq!(problem(stage.page()), Some(Problem::LastAdmin));
    assert_eq!(stage.page().dialog, Some(Dialog::Leave(CHAT)));
    stage.act(Act::Show(Dialog::Group(CHAT)));
    assert_eq!(problem(stage.page()), None, "another dialog, another matter");
    stage.act(Act::CloseDialog);
    stage.act(Act::Group(Order::Change(CHAT, GroupChange::Leave)));
    let (request, _) = change(&mut stage);
    stage.answer(&request, Answer::Problem(Problem::LastAdmin));
    assert!(stage.page().notice.is_some(), "without a dialog the page says it");
}

#[test]
fn who_is_added_or_renamed_leads_back_to_the_group() {
    let mut stage = in_group(Vec::new());
    stage.act(Act::Show(Dialog::AddMembers(CHAT)));
    stage.act(Act::Group(Order::AddChosen(CHAT)));
    assert_eq!(problem(stage.page()), Some(Problem::GroupOfOne), "nobody is chosen");
    stage.act(Act::Group(Order::Choose(EVE, true)));
    stage.act(Act::Group(Order::AddChosen(CHAT)));
    let (request, what) = change(&mut stage);
    assert_eq!(what, GroupChange::Add(vec![EVE]));
    stage.answer(&request, Answer::Done);
    assert_eq!(stage.page().dialog, Some(Dialog::Group(CHAT)));
    stage.act(Act::Show(Dialog::Rename(CHAT)));
    stage.act(Act::Group(Order::Change(CHAT, GroupChange::Rename(" ".into()))));
    assert_eq!(problem(stage.page()), Some(Problem::GroupName));
    stage.act(Act::Group(Order::Change(CHAT, GroupChange::Rename(" Peak ".into()))));
    let (_, what) = change(&mut stage);
    assert_eq!(what, GroupChange::Rename("Peak".into()));
}

#[test]
fn without_a_phone_a_dialog_says_so_and_nothing_is_asked_later() {
    let mut stage = in_group(Vec::new());
    stage.act(Act::Show(Dialog::NewGroup));
    stage.act(Act::Group(Order::Choose(BOB, true)));
    stage.phone_goes();
    stage.act(Act::Group(Order::Create("Peak".into())));
    assert_eq!(problem(stage.page()), Some(Problem::Offline));
    assert_eq!(stage.page().notice, None, "it would stand behind the dialog");
    stage.phone_comes();
    let made = |request: &Request| matches!(request.ask, Ask::Group(GroupAsk::Create { .. }));
    assert!(!stage.asked.iter().any(made));
}

#[test]
fn a_pasted_invitation_asks_to_be_let_in() {
    let mut stage = Stage::linked();
    let code = "pillion://join/AAAA";
    stage.act(Act::Show(Dialog::NewContact(Default::default())));
    stage.act(Act::AddContact(format!(" {code}\n")));
    let request = stage.next_asked();
    assert_eq!(request.ask, Ask::Group(GroupAsk::Join { code: code.into() }));
    stage.answer(&request, Answer::Problem(Problem::InvitationOver));
    assert_eq!(problem(stage.page()), Some(Problem::InvitationOver));
    let joining = |page: &Page| matches!(&page.dialog, Some(Dialog::NewContact(new)) if new.joining);
    assert!(!joining(stage.page()), "it can be tried again");
    stage.act(Act::AddContact(code.into()));
    assert!(joining(stage.page()));
    let request = stage.next_asked();
    stage.answer(&request, Answer::Done);
    assert_eq!(stage.page().dialog, None);
    assert!(stage.page().notice.is_some(), "that somebody has to say yes");
}

#[test]
fn an_answer_to_a_dialog_that_is_closed_says_nothing_in_the_next_one() {
    let mut stage = in_group(Vec::new());
    stage.act(Act::Show(Dialog::Invite(CHAT)));
    let request = stage.next_asked();
    stage.act(Act::Show(Dialog::OwnCode));
    stage.answer(&request, Answer::Code("pillion://join/AAAA".into()));
    assert_eq!(stage.page().inquiry.code, None);
    let request = stage.next_asked();
    assert_eq!(request.ask, Ask::OwnCode);
    stage.answer(&request, Answer::Code("pillion://contact/AAAA".into()));
    assert_eq!(stage.page().inquiry.code.as_deref(), Some("pillion://contact/AAAA"));
}

/// The composer holds a text with the cursor at its end.
fn typed(stage: &mut Stage, text: &str) {
    stage.act(Act::Type(CHAT, text.into()));
    stage.act(Act::Mention(Step::Look(text.into())));
}

fn offered(stage: &Stage) -> Vec<String> {
    let names = mention::offered(stage.page()).into_iter().map(|member| member.name);
    names.collect()
}

#[test]
fn an_at_sign_offers_members_and_the_keyboard_takes_one() {
    let mut stage = in_group(Vec::new());
    typed(&mut stage, "hi @");
    assert!(offered(&stage).is_empty(), "not known yet");
    members(&mut stage, three(), None);
    assert_eq!(
        offered(&stage).len(),
        3,
        "the account itself is not known by its id here"
    );
    typed(&mut stage, "hi @st");
    assert_eq!(offered(&stage), ["Bob Stone"], "any word of a name");
    typed(&mut stage, "hi @e");
    assert_eq!(offered(&stage), ["@eve"]);
    stage.act(Act::Mention(Step::Move(true)));
    stage.act(Act::Mention(Step::Take(None)));
    assert_eq!(stage.page().composer(CHAT), "hi @eve ");
    assert_eq!(stage.page().mention, None);
    typed(&mut stage, "@b");
    stage.act(Act::Mention(Step::Close));
    assert_eq!(
        (stage.page().mention.clone(), stage.page().composer(CHAT)),
        (None, "@b")
    );
}

#[test]
fn nobody_is_offered_in_a_chat_of_two() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    typed(&mut stage, "@b");
    assert_eq!(stage.page().mention, None);
    assert!(stage.asked.iter().all(|request| !matches!(request.ask, Ask::Group(_))));
}

#[test]
fn a_link_that_was_broken_into_lines_is_an_invitation_and_a_contact_code_belongs_on_the_phone() {
    let mut stage = Stage::linked();
    stage.act(Act::AddContact("pillion://jo\nin/AAAA".into()));
    let joins = |request: &Request| matches!(request.ask, Ask::Group(GroupAsk::Join { .. }));
    assert!(joins(&stage.next_asked()));
    stage.act(Act::Show(Dialog::NewContact(Default::default())));
    stage.act(Act::AddContact("pillion://contact/AAAA".into()));
    let Some(Dialog::NewContact(new)) = &stage.page().dialog else {
        panic!("{:?}", stage.page().dialog);
    };
    let problem = new.problem.as_deref().unwrap_or_default();
    assert!(new.wanted.is_none() && problem.contains("on the phone"), "{problem}");
}
