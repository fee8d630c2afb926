//! What contacts may learn of the person at the screen; naming members; who has read a message.

use pillion_protocol::content::{
    chat::Chat,
    group::{Member, Receipt},
    group_ask::GroupAsk,
    live_ask::LiveAsk,
    message::{Message, State},
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};

use super::looks::drawn;
use crate::tui::{
    model::key::{Code, Key},
    stage::{BOB, CAROL, DAVE, NOW, Stage, TEAM, WITH_BOB, in_team, message, mine, team},
    update::event::{Event, Why},
};

fn told(stage: &mut Stage) -> Vec<LiveAsk> {
    std::mem::take(&mut stage.live)
}

fn typing(on: bool) -> LiveAsk {
    LiveAsk::Typing { chat: WITH_BOB, on }
}

fn look(active: bool) -> LiveAsk {
    let chat = Some(WITH_BOB);
    LiveAsk::Look { chat, active }
}

fn later(stage: &mut Stage, seconds: u64) -> Timestamp {
    let now = stage.model.now.after_ms(seconds * 1_000);
    stage.event(Event::Tick(now));
    now
}

fn reading() -> Stage {
    let mut stage = Stage::reading(vec![message(9)], false);
    told(&mut stage);
    stage
}

#[test]
fn the_phone_is_told_which_chat_is_open_and_once() {
    let mut stage = Stage::alice();
    let none = LiveAsk::Look {
        chat: None,
        active: true,
    };
    assert_eq!(told(&mut stage), [none]);
    stage.press(Code::Down);
    assert_eq!(told(&mut stage), []);
    stage.press(Code::Up);
    stage.press(Code::Enter);
    assert_eq!(told(&mut stage), [look(true)]);
}

#[test]
fn nobody_is_there_two_minutes_after_the_last_key_where_the_terminal_does_not_tell() {
    let mut stage = reading();
    later(&mut stage, 119);
    assert_eq!(told(&mut stage), []);
    later(&mut stage, 1);
    assert_eq!(told(&mut stage), [look(false)]);
    stage.press(Code::Up);
    assert_eq!(told(&mut stage), [look(true)]);
}

#[test]
fn a_terminal_that_tells_is_believed() {
    let mut stage = reading();
    stage.event(Event::Attention(true));
    later(&mut stage, 3_600);
    assert_eq!(told(&mut stage), [], "still looked at");
    stage.event(Event::Attention(false));
    assert_eq!(told(&mut stage), [look(false)]);
}

#[test]
fn writing_is_told_every_few_seconds_and_its_end_once() {
    let mut stage = reading();
    stage.type_in("hel");
    assert_eq!(told(&mut stage), [typing(true)]);
    later(&mut stage, 3);
    stage.type_in("l");
    assert_eq!(told(&mut stage), []);
    later(&mut stage, 2);
    stage.type_in("o");
    assert_eq!(told(&mut stage), [typing(true)], "again");
    later(&mut stage, 5);
    stage.press(Code::Left);
    assert_eq!(told(&mut stage), [], "a cursor that moves writes nothing");
    later(&mut stage, 1);
    assert_eq!(told(&mut stage), [typing(false)], "a pause");
    stage.type_in("!");
    stage.press(Code::Enter);
    assert_eq!(told(&mut stage), [typing(true), typing(false)], "it is sent");
    stage.type_in("x");
    stage.press(Code::Escape);
    assert_eq!(told(&mut stage), [typing(true), typing(false)], "the composer was left");
    later(&mut stage, 60);
    assert_eq!(told(&mut stage), []);
}

#[test]
fn what_is_no_message_yet_is_not_told() {
    let mut stage = reading();
    stage.type_in("   ");
    assert_eq!(told(&mut stage), [], "blank");
    stage.key(Key::ctrl(Code::Char('u')));
    stage.press(Code::Escape);
    stage.press(Code::Char('/'));
    stage.type_in("words");
    assert_eq!(told(&mut stage), [], "a search");
    stage.press(Code::Escape);
    let own = mine(10, "hello", State::Sent);
    stage.update(vec![Change::Message(own)]);
    stage.press(Code::Enter);
    stage.press(Code::Up);
    stage.type_in("!");
    assert_eq!(told(&mut stage), [], "an edit");
}

fn member(account: AccountId, handle: &str, name: &str) -> Member {
    Member {
        account,
        handle: Handle::parse(handle).unwrap(),
        name: name.to_owned(),
        admin: false,
    }
}

/// The group open, with the cursor in its composer.
fn in_group() -> Stage {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Chat(team(20))]);
    stage.press(Code::Home);
    stage.press(Code::Enter);
    stage.page(vec![in_team(20, DAVE, "@dave")], false);
    stage.drain();
    stage
}

fn members() -> Vec<Member> {
    vec![
        member(AccountId([0xa1; 32]), "alice", "Alice"),
        member(BOB, "bob", "Bob"),
        member(CAROL, "carol", "Carol"),
        member(DAVE, "bobby", "@bobby"),
    ]
}

fn tell_members(stage: &mut Stage, more: Option<u64>) {
    let members = members();
    stage.answer(Why::Naming(TEAM), Answer::Members { members, more });
}

#[test]
fn a_handle_that_is_begun_is_completed_by_tab() {
    let mut stage = in_group();
    stage.type_in("hi @");
    let ask = |cursor| Ask::Group(GroupAsk::Members { chat: TEAM, cursor });
    assert_eq!(stage.asks(), [ask(None)]);
    tell_members(&mut stage, Some(3));
    assert_eq!(stage.asks(), [ask(Some(3))]);
    stage.answer(
        Why::Naming(TEAM),
        Answer::Members {
            members: Vec::new(),
            more: None,
        },
    );
    stage.type_in("bo");
    assert!(
        drawn(&stage)[21].contains(" Tab @bob · @bobby "),
        "{:#?}",
        drawn(&stage)
    );
    stage.press(Code::Tab);
    assert_eq!(stage.model.draft().unwrap().text(), "hi @bob ");
    stage.type_in("@CAR");
    stage.press(Code::Tab);
    assert_eq!(stage.model.draft().unwrap().text(), "hi @bob @carol ");
    assert_eq!(stage.drain(), [], "the members are known");
}

#[test]
fn where_nobody_is_begun_to_be_named_tab_goes_on() {
    for text in ["", "hi", "hi @nobody", "a@b", "@alice", "@bob ", "@é"] {
        let mut stage = in_group();
        stage.type_in(text);
        tell_members(&mut stage, None);
        stage.press(Code::Tab);
        assert_eq!(stage.model.focus, crate::tui::model::state::Focus::Chats, "{text}");
    }
    let mut stage = reading();
    stage.type_in("@c");
    assert!(
        !stage.asks().iter().any(|ask| matches!(ask, Ask::Group(_))),
        "a chat of two"
    );
}

#[test]
fn being_named_and_going_away_are_marked() {
    let mut stage = in_group();
    stage.update(vec![
        Change::Message(Message {
            mentions: vec![Handle::parse("alice").unwrap()],
            mentions_me: true,
            expires: Some(NOW.after_ms(60_000)),
            ..in_team(21, BOB, "Bob")
        }),
        Change::Chat(Chat {
            unread: 3,
            mentioned: true,
            ..team(21)
        }),
    ]);
    let rows = drawn(&stage);
    assert!(rows.iter().any(|row| row.contains("⏱ 14:03")), "{rows:#?}");
    assert!(rows[2].contains(" @ 3 "), "{rows:#?}");
}

#[test]
fn who_has_read_an_own_message_is_told_and_of_others_not_asked() {
    let own = mine(10, "hello", State::Read);
    let mut stage = Stage::reading(vec![message(9), own.clone()], false);
    stage.press(Code::BackTab);
    stage.drain();
    stage.press(Code::Char('v'));
    let asked = Ask::Group(GroupAsk::Receipts {
        chat: WITH_BOB,
        message: own.id,
        cursor: None,
    });
    assert!(stage.asks().contains(&asked));
    let receipt = |account, name: &str, state, at| Receipt {
        account,
        name: name.to_owned(),
        state,
        at,
    };
    let mut receipts = vec![
        receipt(BOB, "Bob", State::Read, Some(NOW)),
        receipt(CAROL, "Ca\u{1b}[2Jrol", State::Delivered, Some(NOW)),
    ];
    receipts.extend((0..20).map(|at| receipt(AccountId([at; 32]), "@x", State::Sent, None)));
    stage.answer(
        Why::Readers(message(9).id),
        Answer::Receipts {
            receipts: Vec::new(),
            more: None,
        },
    );
    let rest = receipts.split_off(12);
    let more = Some(12);
    stage.answer(Why::Readers(own.id), Answer::Receipts { receipts, more });
    let further = Ask::Group(GroupAsk::Receipts {
        chat: WITH_BOB,
        message: own.id,
        cursor: more,
    });
    assert_eq!(stage.asks(), [further], "all of them are asked for");
    stage.answer(
        Why::Readers(own.id),
        Answer::Receipts {
            receipts: rest,
            more: None,
        },
    );
    let all = drawn(&stage).join("\n");
    assert!(all.contains("Read by 1 of 22, delivered to 1 more:"), "{all}");
    assert!(
        all.contains("✓✓ read       Bob  14:03") && !all.contains('\u{1b}'),
        "{all}"
    );
    for _ in 0..40 {
        stage.press(Code::PageDown);
    }
    assert!(stage.model.dialog.is_some() && !drawn(&stage).join("\n").contains("Read by 1"));
    stage.press(Code::Escape);
    stage.press(Code::Up);
    stage.drain();
    stage.press(Code::Char('v'));
    assert!(!stage.asks().iter().any(|ask| matches!(ask, Ask::Group(_))));
}

#[test]
fn the_only_reader_needs_no_count_and_where_there_is_none_it_says_so() {
    for (readers, words) in [(1, "✓✓ delivered  Bob"), (0, "Nobody it was sent to")] {
        let own = mine(10, "hello", State::Delivered);
        let mut stage = Stage::reading(vec![own.clone()], false);
        stage.press(Code::BackTab);
        stage.press(Code::Char('v'));
        let receipt = Receipt {
            account: BOB,
            name: "Bob".to_owned(),
            state: State::Delivered,
            at: None,
        };
        let receipts = vec![receipt; readers];
        stage.answer(Why::Readers(own.id), Answer::Receipts { receipts, more: None });
        let all = drawn(&stage).join("\n");
        assert!(all.contains(words) && !all.contains("Read by"), "{all}");
    }
}
