//! What is typed on one screen and goes on on another.

use pillion_client::{client::record::Key, model::draft::PAUSE_MS, update::person::Act};
use pillion_protocol::content::{
    chat::{Chat, DRAFT_BYTES},
    problem::Problem,
    reply::Answer,
    request::{Ask, Request},
    update::Change,
};

use crate::{
    fixture::{CHAT, chat},
    stage::Stage,
};

fn drafted(text: &str) -> Change {
    Change::Chat(Chat {
        draft: text.into(),
        ..chat(0, 0)
    })
}

fn kind(text: &str) -> Ask {
    Ask::Draft {
        chat: CHAT,
        text: text.into(),
    }
}

/// Something was typed, and the phone was asked to keep it.
fn told(text: &str) -> (Stage, Request) {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, text.into()));
    stage.pass(PAUSE_MS);
    let request = stage.next_asked();
    assert_eq!(request.ask, kind(text));
    (stage, request)
}

#[test]
fn the_phone_is_told_a_second_after_the_last_key() {
    let mut stage = Stage::linked();
    for text in ["h", "he", "hey"] {
        stage.act(Act::Type(CHAT, text.into()));
        stage.pass(PAUSE_MS - 1);
    }
    assert_eq!(stage.asked.len(), 0);
    stage.pass(1);
    assert_eq!(stage.next_asked().ask, kind("hey"));
    stage.pass(60_000);
    assert_eq!(stage.asked.len(), 0, "once");
}

#[test]
fn the_phone_is_told_at_once_when_the_chat_is_left() {
    let mut stage = Stage::linked();
    stage.watch(Vec::new());
    stage.act(Act::Type(CHAT, "hey".into()));
    stage.act(Act::Close);
    assert_eq!(stage.next_asked().ask, kind("hey"));
}

#[test]
fn what_another_screen_types_is_taken_over_and_kept() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![drafted("from afar")]);
    assert_eq!(stage.page().drafts.text(CHAT), "from afar");
    stage.pass(PAUSE_MS);
    assert_eq!(stage.asked.len(), 0, "the phone has it");
    stage.update(2, 3, vec![drafted("")]);
    assert_eq!(stage.page().drafts.text(CHAT), "", "it was sent there");
    assert!(!stage.kept.contains_key(&Key::Draft(CHAT)));
}

#[test]
fn what_is_typed_here_is_not_overwritten() {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, "mine".into()));
    stage.update(1, 2, vec![drafted("theirs")]);
    assert_eq!(stage.page().drafts.text(CHAT), "mine");
    stage.pass(PAUSE_MS);
    let request = stage.next_asked();
    stage.act(Act::Type(CHAT, "mine, longer".into()));
    stage.answer(&request, Answer::Done);
    stage.update(2, 3, vec![drafted("mine")]);
    assert_eq!(
        stage.page().drafts.text(CHAT),
        "mine, longer",
        "an echo is older than what was typed since"
    );
    stage.pass(PAUSE_MS);
    assert_eq!(stage.next_asked().ask, kind("mine, longer"));
}

#[test]
fn once_told_a_later_change_elsewhere_wins() {
    let (mut stage, request) = told("mine");
    stage.answer(&request, Answer::Done);
    stage.update(1, 2, vec![drafted("mine")]);
    stage.update(2, 3, vec![drafted("mine and theirs")]);
    assert_eq!(stage.page().drafts.text(CHAT), "mine and theirs");
}

#[test]
fn a_cut_before_the_answer_tells_it_again_and_a_reload_too() {
    let (mut stage, _lost) = told("hey");
    stage.cut();
    stage.pass(5_000);
    stage.synced(1, Vec::new());
    assert_eq!(stage.next_asked().ask, kind("hey"));
    stage.reload();
    stage.synced(1, vec![drafted("")]);
    assert_eq!(stage.page().drafts.text(CHAT), "hey");
    assert_eq!(stage.next_asked().ask, kind("hey"));
}

#[test]
fn a_draft_that_the_phone_has_is_not_told_after_a_reload_and_gives_way() {
    let (mut stage, request) = told("hey");
    stage.answer(&request, Answer::Done);
    stage.reload();
    assert_eq!(
        stage.page().drafts.text(CHAT),
        "hey",
        "it is there before the phone answers"
    );
    stage.synced(1, vec![drafted("")]);
    assert_eq!(stage.page().drafts.text(CHAT), "", "another screen has sent it");
    assert_eq!(stage.asked.len(), 0);
}

#[test]
fn what_was_sent_is_no_draft_on_any_screen() {
    let (mut stage, request) = told("hey");
    stage.answer(&request, Answer::Done);
    stage.act(Act::Send(CHAT));
    let asked: Vec<_> = stage.asked.drain(..).map(|request| request.ask).collect();
    assert!(asked.contains(&kind("")), "{asked:?}");
    stage.update(1, 2, vec![drafted("hey")]);
    assert_eq!(stage.page().drafts.text(CHAT), "", "an echo does not bring it back");
}

#[test]
fn a_phone_that_keeps_no_drafts_is_asked_once_per_pause() {
    let (mut stage, request) = told("hey");
    stage.answer(&request, Answer::Problem(Problem::UnknownRequest));
    stage.pass(60_000);
    assert_eq!(stage.asked.len(), 0);
    assert_eq!(
        (stage.page().notice.clone(), stage.page().drafts.text(CHAT)),
        (None, "hey")
    );
}

#[test]
fn a_text_that_is_no_draft_for_its_length_stays_here() {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, "x".repeat(DRAFT_BYTES + 1)));
    stage.pass(PAUSE_MS);
    assert_eq!(stage.asked.len(), 0);
    assert!(stage.kept.contains_key(&Key::Draft(CHAT)));
}

#[test]
fn names_of_emoji_become_emoji_while_one_types() {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, "well done :tada:".into()));
    assert_eq!(stage.page().drafts.text(CHAT), "well done 🎉");
    stage.act(Act::Type(CHAT, "at 10:100:00".into()));
    assert_eq!(stage.page().drafts.text(CHAT), "at 10:100:00");
}
