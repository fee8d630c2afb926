//! What is told live: who types, who is there, and what contacts learn of the person at the page.

use pillion_client::{
    model::{
        head::{self, Under},
        live::{LOOKING_MS, STOPPED_MS, TYPING_MS},
        page::Watch,
        preview,
    },
    update::person::Act,
};
use pillion_protocol::content::{
    live_ask::LiveAsk,
    presence::{Presence, Typing},
    update::Change,
};
use pillion_wire::time::Timestamp;

use crate::{
    fixture::{BOB, CHAT, from_bob},
    groups::in_group,
    stage::Stage,
};

fn types(on: bool) -> Change {
    Change::Typing(Typing {
        chat: CHAT,
        account: BOB,
        name: "Bob".into(),
        on,
    })
}

fn there(presence: Presence) -> Change {
    Change::Presence { account: BOB, presence }
}

fn under(stage: &Stage) -> Under {
    head::head(stage.page()).unwrap().under
}

/// What was told since the last time.
fn told(stage: &mut Stage) -> Vec<LiveAsk> {
    core::mem::take(&mut stage.live)
}

fn typing(on: bool) -> LiveAsk {
    LiveAsk::Typing { chat: CHAT, on }
}

#[test]
fn who_types_stands_in_the_head_and_in_the_list_until_the_message_is_here() {
    let mut stage = Stage::linked();
    stage.watch(vec![from_bob(1)]);
    // What is told live has no version of its own.
    stage.update(1, 1, vec![types(true)]);
    assert_eq!(under(&stage), Under::Typing(Vec::new()));
    let line = |stage: &Stage| {
        let chat = stage.page().chats.get(&CHAT).unwrap();
        preview::line(stage.page(), chat).is_some_and(|line| line.typing)
    };
    assert!(line(&stage));
    stage.update(1, 2, vec![Change::Message(from_bob(2))]);
    assert!(!line(&stage));
    stage.update(2, 2, vec![types(true)]);
    stage.update(2, 2, vec![types(false)]);
    assert!(!line(&stage));
}

#[test]
fn in_a_group_those_who_type_are_named() {
    let mut stage = in_group(Vec::new());
    assert_eq!(under(&stage), Under::Members(3));
    stage.update(2, 2, vec![types(true), types(true)]);
    assert_eq!(
        under(&stage),
        Under::Typing(vec!["Bob".into()]),
        "once, however often it is told"
    );
}

#[test]
fn a_cut_makes_it_unknown_who_is_there() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    stage.update(1, 1, vec![there(Presence::Online)]);
    assert_eq!(under(&stage), Under::Online);
    stage.update(1, 1, vec![there(Presence::LastSeen(Timestamp(5)))]);
    assert_eq!(under(&stage), Under::LastSeen(Timestamp(5)));
    stage.update(1, 1, vec![types(true)]);
    stage.cut();
    assert!(matches!(under(&stage), Under::Handle(_)));
}

#[test]
fn the_phone_learns_whether_somebody_looks() {
    let mut stage = Stage::linked();
    assert_eq!(told(&mut stage), [], "nobody has looked yet");
    stage.watch(Vec::new());
    let looks = |chat, active| LiveAsk::Look { chat, active };
    let opened = told(&mut stage);
    assert_eq!(opened, [looks(Some(CHAT), false), looks(Some(CHAT), true)]);
    stage.pass(LOOKING_MS - 1_000);
    assert_eq!(told(&mut stage), []);
    stage.act(Act::Used);
    stage.pass(LOOKING_MS - 1_000);
    assert_eq!(told(&mut stage), [], "the page was used");
    stage.pass(2_000);
    assert_eq!(told(&mut stage), [looks(Some(CHAT), false)]);
    stage.act(Act::Used);
    assert_eq!(told(&mut stage), [looks(Some(CHAT), true)]);
    stage.act(Act::Watch(Watch::default()));
    assert_eq!(
        told(&mut stage),
        [looks(Some(CHAT), false)],
        "another window is in front"
    );
}

#[test]
fn a_new_session_is_told_again() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    told(&mut stage);
    stage.cut();
    stage.pass(2_000);
    assert_eq!(
        told(&mut stage),
        [LiveAsk::Look {
            chat: Some(CHAT),
            active: true
        }]
    );
}

#[test]
fn typing_is_told_every_few_seconds_and_its_end_once() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    told(&mut stage);
    stage.act(Act::Type(CHAT, "h".into()));
    stage.act(Act::Type(CHAT, "he".into()));
    assert_eq!(told(&mut stage), [typing(true)]);
    stage.pass(TYPING_MS);
    // What was typed right after the first word counts for the time in between.
    stage.act(Act::Type(CHAT, "hel".into()));
    assert_eq!(told(&mut stage), [typing(true)]);
    stage.pass(STOPPED_MS);
    assert_eq!(told(&mut stage), [typing(false)]);
    stage.pass(STOPPED_MS * 3);
    assert_eq!(told(&mut stage), []);
}

#[test]
fn sending_emptying_and_leaving_end_typing_at_once() {
    for ends in [Act::Send(CHAT), Act::Type(CHAT, String::new()), Act::Close] {
        let mut stage = Stage::linked();
        stage.watch(Vec::new());
        stage.act(Act::Type(CHAT, "h".into()));
        told(&mut stage);
        stage.act(ends.clone());
        assert!(told(&mut stage).contains(&typing(false)), "{ends:?}");
    }
}
