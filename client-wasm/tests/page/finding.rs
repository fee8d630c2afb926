//! Searching, and jumping to a message.

use pillion_client::{
    model::{
        jump::{CONTEXT, MARK_MS, Wanted},
        search::PAUSE_MS,
        shelf::{self, Row},
    },
    update::person::Act,
    words::lang::Lang,
};
use pillion_protocol::content::{
    hit::Hit,
    id::Place,
    message::Message,
    problem::Problem,
    reply::Answer,
    request::{Ask, From, Request},
    update::Change,
};

use crate::{
    fixture::{CHAT, chat, from_bob},
    stage::Stage,
};

fn hit(place: u64) -> Hit {
    Hit {
        message: from_bob(place),
        excerpt: vec![String::new(), "message".into(), format!(" {place}")],
    }
}

fn searching(words: &str) -> (Stage, Request) {
    let mut stage = Stage::linked();
    stage.act(Act::Search(words.into()));
    stage.pass(PAUSE_MS);
    let request = stage.next_asked();
    (stage, request)
}

fn jump(stage: &mut Stage, place: u64) {
    stage.act(Act::Jump(Wanted {
        chat: CHAT,
        message: from_bob(place).id,
        place: Place(place),
    }));
}

fn range(places: core::ops::RangeInclusive<u64>) -> Vec<Message> {
    places.map(from_bob).collect()
}

fn asked_from(stage: &Stage) -> From {
    match &stage.asked.front().expect("the page asks").ask {
        Ask::History { from, .. } => *from,
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_are_found_at_once_and_messages_after_a_pause() {
    let mut stage = Stage::linked();
    for words in ["b", "bo", "boB"] {
        stage.act(Act::Search(words.into()));
        stage.pass(PAUSE_MS - 10);
    }
    assert_eq!(shelf::rows(stage.page()), [Row::Heading("Chats"), Row::Chat(CHAT)]);
    assert_eq!(stage.asked.len(), 0, "somebody is still typing");
    stage.pass(10);
    let request = stage.next_asked();
    assert!(matches!(&request.ask, Ask::Search { words, starred: false, .. } if words == "boB"));
    stage.answer(
        &request,
        Answer::Found {
            hits: vec![hit(3)],
            more: Some(7),
        },
    );
    assert_eq!(shelf::rows(stage.page()).last(), Some(&Row::More));
    stage.act(Act::MoreHits);
    stage.act(Act::MoreHits);
    let request = stage.next_asked();
    assert!(matches!(&request.ask, Ask::Search { cursor: Some(7), .. }));
    assert_eq!(stage.asked.len(), 0, "once at a time");
    let hits = vec![hit(3), hit(1)];
    stage.answer(&request, Answer::Found { hits, more: None });
    let hits = &stage.page().search.as_ref().unwrap().hits;
    assert_eq!(hits.len(), 2, "none is shown twice");
    stage.act(Act::LeaveSearch);
    assert_eq!(shelf::rows(stage.page()), [Row::Chat(CHAT)]);
}

#[test]
fn an_answer_to_other_words_is_dropped() {
    let (mut stage, old) = searching("old");
    stage.act(Act::Search("new".into()));
    stage.answer(
        &old,
        Answer::Found {
            hits: vec![hit(1)],
            more: None,
        },
    );
    assert!(stage.page().search.as_ref().unwrap().hits.is_empty());
    stage.act(Act::LeaveSearch);
    stage.act(Act::Search("old".into()));
    stage.pass(PAUSE_MS);
    assert!(matches!(stage.next_asked().ask, Ask::Search { .. }));
}

#[test]
fn a_cut_search_is_asked_again_and_a_refused_one_says_why() {
    let (mut stage, _lost) = searching("word");
    stage.cut();
    stage.pass(5_000);
    stage.synced(1, Vec::new());
    let request = stage.next_asked();
    assert!(matches!(request.ask, Ask::Search { .. }), "{request:?}");
    stage.answer(&request, Answer::Problem(Problem::Storage));
    let search = stage.page().search.as_ref().unwrap();
    assert_eq!(search.status(Lang::English, true, false), Problem::Storage.to_string());
    stage.pass(10_000);
    assert_eq!(stage.asked.len(), 0, "not for ever");
}

#[test]
fn a_search_without_a_phone_says_so() {
    let mut stage = Stage::linked();
    stage.phone_goes();
    stage.act(Act::Search("word".into()));
    stage.pass(PAUSE_MS);
    assert_eq!(stage.asked.len(), 0);
    let search = stage.page().search.as_ref().unwrap();
    assert!(search.status(Lang::English, false, true).contains("does not answer"));
}

#[test]
fn stars_are_asked_for_without_words() {
    let mut stage = Stage::linked();
    stage.act(Act::Starred);
    let request = stage.next_asked();
    assert!(matches!(&request.ask, Ask::Search { words, starred: true, .. } if words.is_empty()));
    stage.answer(
        &request,
        Answer::Found {
            hits: vec![hit(3)],
            more: None,
        },
    );
    let id = from_bob(3).id;
    assert_eq!(
        shelf::rows(stage.page()),
        [Row::Heading("Starred messages"), Row::Hit(id)]
    );
    let message = id;
    stage.update(1, 2, vec![Change::MessageGone { chat: CHAT, message }]);
    assert!(shelf::rows(stage.page()).is_empty(), "a deleted message is not found");
}

#[test]
fn a_message_in_the_window_is_marked_for_a_moment() {
    let mut stage = Stage::linked();
    stage.watch(range(1..=9));
    jump(&mut stage, 4);
    assert_eq!(stage.page().jump.marked(), Some(from_bob(4).id));
    assert_eq!(stage.asked.len(), 0);
    stage.pass(MARK_MS);
    assert_eq!(stage.page().jump.marked(), None);
}

#[test]
fn a_message_far_away_is_read_with_what_stands_around_it() {
    let mut stage = Stage::linked();
    stage.act(Act::Open(CHAT));
    stage.answer_history(range(951..=1_000), true, false);
    jump(&mut stage, 500);
    assert_eq!(asked_from(&stage), From::After(Place(500 - CONTEXT - 1)));
    stage.answer_history(range(480..=529), true, true);
    assert_eq!(stage.page().jump.marked(), Some(from_bob(500).id));
    let thread = stage.page().threads.get(&CHAT).unwrap();
    assert!(thread.earlier && thread.later && !thread.at_end());
    stage.act(Act::Newest);
    assert_eq!(asked_from(&stage), From::End, "and there is a way back");
}

#[test]
fn a_jump_opens_its_chat_and_asks_once() {
    let mut stage = Stage::linked();
    jump(&mut stage, 500);
    assert_eq!(stage.page().open, Some(CHAT));
    assert_eq!(asked_from(&stage), From::After(Place(500 - CONTEXT - 1)));
    assert_eq!(stage.asked.len(), 1);
}

#[test]
fn a_jump_over_messages_that_fill_an_answer_goes_on() {
    let mut stage = Stage::linked();
    jump(&mut stage, 500);
    stage.answer_history(range(480..=485), true, true);
    assert_eq!(asked_from(&stage), From::After(Place(485)));
    stage.answer_history(range(486..=505), true, true);
    assert_eq!(stage.page().jump.marked(), Some(from_bob(500).id));
}

#[test]
fn a_message_that_is_gone_is_said_to_be() {
    let mut stage = Stage::linked();
    stage.watch(vec![from_bob(1), from_bob(3)]);
    for place in [2, 4] {
        jump(&mut stage, place);
        assert!(stage.page().notice.clone().unwrap().contains("not here any more"));
        assert_eq!((stage.page().jump.marked(), stage.asked.len()), (None, 0));
        stage.act(Act::CloseNotice);
    }
    jump(&mut stage, 3);
    stage.act(Act::Close);
    assert_eq!(stage.page().jump, Default::default());
}

#[test]
fn a_jump_that_a_cut_interrupts_goes_on_afterwards() {
    let mut stage = Stage::linked();
    jump(&mut stage, 500);
    let _lost = stage.next_asked();
    stage.cut();
    stage.pass(5_000);
    stage.synced(1, vec![Change::Chat(chat(0, 0))]);
    stage.answer_history(range(480..=529), true, true);
    assert_eq!(stage.page().jump.marked(), Some(from_bob(500).id));
}
