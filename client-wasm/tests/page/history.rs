//! Windows on long chats.

use pillion_client::{
    model::{
        row::{self, Row},
        thread::{Thread, WINDOW},
    },
    update::person::Act,
};
use pillion_protocol::content::{
    id::Place,
    message::{Message, State},
    problem::Problem,
    reply::Answer,
    request::{Ask, From},
    update::Change,
};

use crate::{
    fixture::{CHAT, chat, from_bob},
    stage::Stage,
};

fn thread(stage: &Stage) -> &Thread {
    stage.page().threads.get(&CHAT).unwrap()
}

fn range(places: core::ops::RangeInclusive<u64>) -> Vec<Message> {
    places.map(from_bob).collect()
}

fn asked_from(stage: &mut Stage) -> From {
    match &stage.asked.front().expect("the page asks").ask {
        Ask::History { from, .. } => *from,
        other => panic!("{other:?}"),
    }
}

#[test]
fn older_messages_join_the_window_and_are_asked_for_once_at_a_time() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    stage.answer_history(range(51..=100), true, false);
    stage.act(Act::Earlier);
    stage.act(Act::Earlier);
    assert_eq!(stage.asked.len(), 1);
    assert_eq!(asked_from(&mut stage), From::Before(Place(51)));
    stage.answer_history(range(1..=50), false, false);
    assert_eq!(
        (thread(&stage).first(), thread(&stage).last()),
        (Some(Place(1)), Some(Place(100)))
    );
    stage.act(Act::Earlier);
    stage.act(Act::Later);
    assert_eq!(stage.asked.len(), 0, "there is nothing at either end");
}

#[test]
fn a_long_way_back_lets_the_newest_go_and_the_way_forward_brings_them_again() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    stage.answer_history(range(951..=1_000), true, false);
    let mut first = 951;
    while !thread(&stage).later {
        stage.act(Act::Earlier);
        stage.answer_history(range(first - 50..=first - 1), true, false);
        first -= 50;
    }
    assert_eq!(thread(&stage).messages.len(), WINDOW);
    let last = thread(&stage).last().unwrap().0;
    stage.update(1, 2, vec![Change::Message(from_bob(1_001))]);
    assert_eq!(
        thread(&stage).last(),
        Some(Place(last)),
        "the new one is beyond the window: a gap must not be hidden"
    );
    stage.act(Act::Later);
    assert_eq!(asked_from(&mut stage), From::After(Place(last)));
    stage.answer_history(range(last + 1..=last + 50), true, true);
    assert_eq!(thread(&stage).messages.len(), WINDOW);
    stage.act(Act::Newest);
    assert_eq!(asked_from(&mut stage), From::End);
}

#[test]
fn a_message_that_comes_while_the_window_is_loading_is_not_lost() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    stage.update(1, 2, vec![Change::Message(from_bob(3))]);
    stage.answer_history(range(1..=2), false, false);
    assert_eq!(thread(&stage).last(), Some(Place(3)));
}

#[test]
fn an_answer_older_than_an_update_does_not_turn_a_message_back() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    let read = Message {
        state: State::Read,
        from: None,
        ..from_bob(2)
    };
    stage.update(1, 2, vec![Change::Message(read.clone())]);
    let sent = Message {
        state: State::Sent,
        ..read
    };
    stage.answer_history(vec![from_bob(1), sent], false, false);
    assert_eq!(thread(&stage).messages.get(&Place(2)).unwrap().state, State::Read);
}

#[test]
fn a_cut_answer_is_asked_for_again() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    let _lost = stage.next_asked();
    stage.cut();
    stage.pass(5_000);
    stage.synced(1, Vec::new());
    assert_eq!(asked_from(&mut stage), From::End);
}

#[test]
fn a_refused_window_is_said_and_not_asked_for_ever() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    let request = stage.next_asked();
    stage.answer(&request, Answer::Problem(Problem::NoSuchChat));
    assert_eq!(stage.page().notice, Some(Problem::NoSuchChat.to_string()));
    assert_eq!(stage.asked.len(), 0);
}

#[test]
fn a_chat_that_is_not_there_does_not_open() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(pillion_protocol::content::id::ChatId([9; 16])));
    assert_eq!((stage.page().open, stage.asked.len()), (None, 0));
}

#[test]
fn days_are_announced_forward_only_and_unread_ones_from_where_they_begin() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(2, 1))]);
    stage.act(Act::Open(CHAT));
    stage.answer_history(range(1..=3), false, false);
    // A clock that runs backwards between two messages, as two phones' clocks do.
    let days = [3, 4, 3];
    let shown = row::rows(stage.page(), |at| days[at.0 as usize - 1]);
    let kinds: Vec<_> = shown
        .iter()
        .map(|row| match row {
            Row::Day(day) => format!("day {day}"),
            Row::Unread => "unread".into(),
            Row::Bubble { first, .. } => if *first { "first" } else { "bubble" }.into(),
            Row::Event(_) => "event".into(),
        })
        .collect();
    assert_eq!(kinds, ["day 3", "first", "unread", "day 4", "first", "bubble"]);
}

#[test]
fn where_the_unread_ones_begin_is_not_guessed() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(80, 20))]);
    stage.act(Act::Open(CHAT));
    stage.answer_history(range(51..=100), true, false);
    assert!(
        !row::rows(stage.page(), |_| 0).contains(&Row::Unread),
        "they begin before the window"
    );
    stage.act(Act::Earlier);
    stage.answer_history(range(1..=50), false, false);
    assert!(row::rows(stage.page(), |_| 0).contains(&Row::Unread));
}
