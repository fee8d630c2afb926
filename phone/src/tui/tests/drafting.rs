//! Drafts that are shared with other screens.

use pillion_protocol::content::{
    chat::Chat, problem::Problem, reply::Answer, request::Ask, text::TEXT_BYTES, update::Change,
};

use crate::tui::{
    model::key::{Code, Key},
    stage::{BOB, NOW, Stage, WITH_BOB, chat, message, mine},
    update::event::{Effect, Event, Why},
};

fn drafted(text: &str) -> Change {
    Change::Chat(Chat {
        draft: text.to_owned(),
        ..chat(WITH_BOB, BOB, "Bob", 9, 2)
    })
}

fn drafts(stage: &mut Stage) -> Vec<String> {
    let asks = stage.asks().into_iter();
    asks.filter_map(|ask| match ask {
        Ask::Draft { text, .. } => Some(text),
        _ => None,
    })
    .collect()
}

fn tick(stage: &mut Stage) {
    stage.event(Event::Tick(NOW));
}

fn text(stage: &Stage) -> &str {
    stage.model.drafts.get(&WITH_BOB).map_or("", |draft| draft.text())
}

#[test]
fn a_draft_is_told_after_a_pause_once() {
    let mut stage = Stage::reading(vec![message(9)], false);
    stage.type_in("a");
    tick(&mut stage);
    stage.type_in("b");
    tick(&mut stage);
    assert_eq!(drafts(&mut stage), [""; 0], "while one types nothing is told");
    tick(&mut stage);
    tick(&mut stage);
    assert_eq!(drafts(&mut stage), ["ab"]);
}

#[test]
fn a_draft_is_told_when_one_leaves() {
    let leaves: [fn(&mut Stage); 4] = [
        |stage| stage.press(Code::Escape),
        |stage| stage.press(Code::Tab),
        |stage| stage.press(Code::BackTab),
        |stage| {
            stage.key(Key::ctrl(Code::Char('c')));
            stage.key(Key::ctrl(Code::Char('c')));
        },
    ];
    for leave in leaves {
        let mut stage = Stage::reading(vec![message(9)], false);
        stage.type_in("half");
        leave(&mut stage);
        assert_eq!(drafts(&mut stage), ["half"]);
    }
}

#[test]
fn what_is_sent_is_no_draft_any_more() {
    let mut stage = Stage::reading(vec![message(9)], false);
    stage.type_in("hi");
    tick(&mut stage);
    tick(&mut stage);
    stage.drain();
    stage.press(Code::Enter);
    assert_eq!(drafts(&mut stage), [""]);
    stage.type_in("again");
    stage.press(Code::Enter);
    assert_eq!(drafts(&mut stage), [""; 0], "the phone never knew of this one");
}

#[test]
fn another_screens_draft_is_gone_on_with() {
    let mut stage = Stage::alice();
    stage.update(vec![drafted("from the page \u{202e}\u{1b}")]);
    stage.press(Code::Enter);
    assert_eq!(text(&stage), "from the page ");
    stage.page(vec![message(9)], false);
    stage.update(vec![drafted("from the page, on")]);
    assert_eq!(text(&stage), "from the page, on");
    stage.update(vec![drafted("")]);
    assert_eq!(text(&stage), "");
    tick(&mut stage);
    tick(&mut stage);
    assert_eq!(drafts(&mut stage), [""; 0], "nothing of this is told back");
}

#[test]
fn what_was_typed_here_is_never_overwritten() {
    let mut stage = Stage::reading(vec![message(9)], false);
    stage.type_in("mine");
    stage.update(vec![drafted("theirs")]);
    assert_eq!(text(&stage), "mine");
    tick(&mut stage);
    tick(&mut stage);
    assert_eq!(drafts(&mut stage), ["mine"], "the last one who types wins");
    stage.update(vec![drafted("theirs, older than that")]);
    assert_eq!(text(&stage), "mine", "the phone was told and has not answered");
    stage.answer(Why::Draft(WITH_BOB), Answer::Done);
    stage.update(vec![drafted("mine")]);
    stage.update(vec![drafted("mine, and theirs")]);
    assert_eq!(text(&stage), "mine, and theirs");
}

#[test]
fn the_text_of_an_edit_is_no_draft() {
    let mut stage = Stage::reading(
        vec![mine(9, "hi", pillion_protocol::content::message::State::Read)],
        false,
    );
    stage.press(Code::Up);
    stage.type_in(" there");
    tick(&mut stage);
    tick(&mut stage);
    stage.update(vec![drafted("theirs")]);
    assert_eq!((drafts(&mut stage), text(&stage)), (Vec::new(), "hi there"));
}

#[test]
fn a_draft_that_is_too_long_is_kept_here() {
    let mut stage = Stage::reading(vec![message(9)], false);
    stage.paste(&"a".repeat(TEXT_BYTES + 1));
    tick(&mut stage);
    tick(&mut stage);
    assert_eq!(drafts(&mut stage), [""; 0]);
}

#[test]
fn a_phone_that_keeps_no_drafts_disturbs_nobody_and_quitting_still_asks() {
    let mut stage = Stage::reading(vec![message(9)], false);
    stage.type_in("half");
    stage.press(Code::Escape);
    stage.answer(Why::Draft(WITH_BOB), Answer::Problem(Problem::UnknownRequest));
    assert_eq!((stage.model.banner(), stage.model.unsent()), (None, 1));
    stage.update(vec![drafted("half")]);
    assert_eq!(stage.model.unsent(), 0, "what the phone keeps is not lost");
    stage.drain();
    stage.press(Code::Char('q'));
    assert_eq!(stage.drain(), [Effect::Quit]);
}
