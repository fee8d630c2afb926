//! A text is neither lost nor sent twice.

use pillion_client::{
    client::record::Key,
    model::{
        banner::Banner,
        bubble,
        outbox::Step,
        row::{self, Row},
    },
    update::person::Act,
};
use pillion_protocol::content::{
    message::State,
    problem::Problem,
    reply::Answer,
    request::{Ask, Request},
    update::Change,
};

use crate::{
    fixture::{CHAT, intent_of, sent},
    stage::{Stage, Store},
};

fn outbox_keys(stage: &Stage) -> usize {
    stage.kept.keys().filter(|key| matches!(key, Key::Entry(_))).count()
}

fn text_of(request: Request) -> String {
    match request.ask {
        Ask::Send { text, .. } => text.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_is_stored_before_it_leaves_and_forgotten_when_the_phone_has_it() {
    let mut stage = Stage::linked();
    stage.store = Store::Slow;
    stage.send("hello");
    assert_eq!(stage.asked.len(), 0, "it is not stored yet");
    while let Some((ticket, writes)) = stage.slow.pop_front() {
        stage.stored(ticket, writes);
    }
    stage.store = Store::Works;
    let request = stage.next_asked();
    assert_eq!(outbox_keys(&stage), 1);
    stage.answer(&request, Answer::Message(sent(1, intent_of(&request), State::Stored)));
    assert!(stage.page().outbox.is_empty());
    assert_eq!(outbox_keys(&stage), 0);
}

#[test]
fn a_text_goes_out_once_however_often_the_session_breaks_before_the_answer() {
    let mut stage = Stage::linked();
    stage.send("hello");
    let first = intent_of(&stage.next_asked());
    for _ in 0..5 {
        stage.cut();
        stage.pass(20_000);
        let intents: Vec<_> = stage.sends().iter().map(intent_of).collect();
        assert_eq!(intents, [first], "the same intent, which the phone knows");
    }
}

#[test]
fn a_text_survives_a_reload_while_the_phone_is_away() {
    let mut stage = Stage::linked();
    stage.phone_goes();
    stage.send("one");
    stage.send("two");
    stage.reload();
    assert_eq!(stage.asked.len(), 0);
    assert_eq!(stage.page().outbox.entries().count(), 2);
    stage.phone_comes();
    let texts: Vec<_> = stage.sends().into_iter().map(text_of).collect();
    assert_eq!(texts, ["one", "two"], "in the order in which they were written");
}

#[test]
fn an_update_proves_it_too_and_the_late_answer_changes_nothing() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    stage.send("hello");
    let request = stage.next_asked();
    let message = sent(1, intent_of(&request), State::Sent);
    stage.update(1, 2, vec![Change::Message(message.clone())]);
    assert!(stage.page().outbox.is_empty());
    stage.answer(&request, Answer::Message(message));
    let bubbles = row::rows(stage.page(), |_| 0)
        .into_iter()
        .filter(|row| matches!(row, Row::Bubble { .. }));
    assert_eq!(bubbles.count(), 1);
}

#[test]
fn its_bubble_stays_the_same_one_when_the_phone_has_stored_it() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    stage.send("hello");
    let before = row::rows(stage.page(), |_| 0);
    let request = stage.next_asked();
    stage.answer(&request, Answer::Message(sent(1, intent_of(&request), State::Stored)));
    assert_eq!(row::rows(stage.page(), |_| 0), before);
    let Some(Row::Bubble { key, .. }) = before.last() else {
        panic!("a bubble")
    };
    assert_eq!(bubble::bubble(stage.page(), *key).unwrap().state, State::Stored);
}

#[test]
fn what_the_phone_refuses_stays_with_its_reason_also_after_a_reload() {
    let mut stage = Stage::linked();
    stage.send("hello");
    let request = stage.next_asked();
    stage.answer(&request, Answer::Problem(Problem::Storage));
    let failed = Step::Failed(Problem::Storage);
    assert_eq!(stage.page().outbox.entries().next().unwrap().1.step, failed);
    stage.reload();
    assert_eq!(stage.page().outbox.entries().next().unwrap().1.step, failed);
    stage.synced(1, Vec::new());
    assert_eq!(stage.asked.len(), 0, "a person must decide");
}

#[test]
fn trying_again_is_a_new_intent_because_the_phone_remembers_its_no() {
    let mut stage = Stage::linked();
    stage.send("hello");
    let request = stage.next_asked();
    let refused = intent_of(&request);
    stage.answer(&request, Answer::Problem(Problem::Storage));
    stage.act(Act::RetryEntry(refused));
    assert_ne!(intent_of(&stage.next_asked()), refused);
    assert_eq!(outbox_keys(&stage), 1);
}

#[test]
fn what_has_not_failed_cannot_be_tried_again() {
    let mut stage = Stage::linked();
    stage.send("hello");
    let intent = intent_of(&stage.next_asked());
    stage.act(Act::RetryEntry(intent));
    assert_eq!(stage.asked.len(), 0);
    assert!(stage.page().outbox.find(intent).is_some());
}

#[test]
fn what_is_given_up_is_gone_from_the_store() {
    let mut stage = Stage::linked();
    stage.send("hello");
    let request = stage.next_asked();
    stage.answer(&request, Answer::Problem(Problem::NoSuchChat));
    stage.act(Act::Discard(intent_of(&request)));
    assert!(stage.page().outbox.is_empty());
    assert_eq!(outbox_keys(&stage), 0);
}

#[test]
fn a_browser_that_cannot_store_says_so_and_sends_all_the_same() {
    let mut stage = Stage::linked();
    stage.phone_goes();
    stage.store = Store::Refuses;
    stage.send("hello");
    stage.phone_comes();
    assert_eq!(
        Banner::of(stage.page()),
        None,
        "the phone took it: nothing can be lost any more"
    );
    assert_eq!(stage.sends().len(), 1);
}

#[test]
fn a_refused_store_is_said_while_the_text_waits() {
    let mut stage = Stage::linked();
    stage.store = Store::Refuses;
    stage.phone_goes();
    stage.send("hello");
    assert!(stage.page().outbox.is_unkept());
    assert_eq!(
        stage.page().drafts.text(CHAT),
        "",
        "the text is in the thread, not twice on the screen"
    );
}
