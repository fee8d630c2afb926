//! Writing, sending, and unsent text.

use pillion_protocol::content::{
    message::{Message, State},
    problem::Problem,
    reply::Answer,
    request::Ask,
    text::{TEXT_BYTES, Text},
};
use pillion_wire::refusal::Code as Refusal;

use super::looks::drawn;
use crate::tui::{
    model::{
        dialog::Dialog,
        key::{Code, Key},
        state::Focus,
    },
    stage::{Stage, WITH_BOB, WITH_CAROL, message, mine},
    update::event::{Effect, Event, Why},
};

fn newest(count: u64) -> Vec<Message> {
    (1..=count).map(message).collect()
}

#[test]
fn letters_are_letters_while_one_writes() {
    let mut stage = Stage::reading(newest(1), false);
    stage.drain();
    stage.type_in("ldnqjkr?");
    assert!(stage.model.dialog.is_none());
    assert_eq!(stage.model.draft().unwrap().text(), "ldnqjkr?");
    assert_eq!(stage.drain(), []);
}

#[test]
fn several_lines_are_written_with_alt_enter_or_ctrl_j() {
    let mut stage = Stage::reading(newest(1), false);
    stage.type_in("a");
    stage.key(Key::alt(Code::Enter));
    stage.type_in("b");
    stage.key(Key::ctrl(Code::Char('j')));
    stage.paste("c\r\nd");
    assert_eq!(stage.model.draft().unwrap().text(), "a\nb\nc\nd");
}

#[test]
fn a_blank_text_is_not_sent() {
    let mut stage = Stage::reading(newest(1), false);
    stage.drain();
    for text in ["", "   ", "\n\n"] {
        stage.paste(text);
        stage.press(Code::Enter);
    }
    assert_eq!(stage.drain(), []);
}

#[test]
fn a_text_that_is_too_long_stays_with_a_sentence() {
    let mut stage = Stage::reading(newest(1), false);
    stage.drain();
    stage.paste(&"a".repeat(TEXT_BYTES + 1));
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    assert_eq!(stage.model.draft().unwrap().text().len(), TEXT_BYTES + 1);
    assert_eq!(stage.model.banner(), Some((Problem::TextTooLong.to_string(), false)));
}

#[test]
fn a_text_that_could_not_be_stored_comes_back() {
    let mut stage = Stage::reading(newest(1), false);
    stage.type_in("first");
    stage.press(Code::Enter);
    stage.type_in("second");
    let why = Why::Send(WITH_BOB, Text::parse("first").unwrap(), None);
    stage.answer(why, Answer::Problem(Problem::Storage));
    assert_eq!(stage.model.draft().unwrap().text(), "first\nsecond");
    assert_eq!(stage.model.banner(), Some((Problem::Storage.to_string(), false)));
}

#[test]
fn failed_messages_are_tried_again_on_r() {
    let failed = Message {
        problem: Some(Problem::Relay(Refusal::MailboxFull)),
        ..mine(2, "lost?", State::Failed)
    };
    let mut stage = Stage::reading(vec![message(1), failed.clone()], false);
    stage.drain();
    stage.press(Code::Escape);
    stage.press(Code::Char('r'));
    assert_eq!(stage.drain(), [], "only in the messages");
    stage.press(Code::Tab);
    stage.press(Code::Char('r'));
    assert_eq!(stage.asks(), [Ask::Retry { message: failed.id }]);
    stage.answer(Why::Retry, Answer::Problem(Problem::NoSuchMessage));
    assert_eq!(stage.model.banner(), Some((Problem::NoSuchMessage.to_string(), false)));
}

#[test]
fn a_message_that_waits_for_a_full_mailbox_says_so_and_needs_no_key() {
    let waits = |problem| Message {
        problem,
        ..mine(2, "patience", State::Stored)
    };
    let full = Problem::Relay(Refusal::MailboxFull);
    let told = |message| drawn(&Stage::reading(vec![message], false)).join("\n");
    let shown = told(waits(Some(full)));
    assert!(
        shown.contains("mailbox on the relay is full") && !shown.contains("Press r"),
        "{shown}"
    );
    assert!(!told(waits(None)).contains("mailbox"));
}

#[test]
fn drafts_belong_to_their_chats() {
    let mut stage = Stage::reading(newest(1), false);
    stage.type_in("for Bob");
    stage.press(Code::Escape);
    stage.press(Code::Down);
    stage.press(Code::Enter);
    assert_eq!(stage.model.open, Some(WITH_CAROL));
    assert!(stage.model.draft().is_none());
    stage.press(Code::Escape);
    stage.press(Code::Up);
    stage.press(Code::Enter);
    assert_eq!(stage.model.draft().unwrap().text(), "for Bob");
}

#[test]
fn quitting_asks_about_unsent_text() {
    let mut stage = Stage::reading(newest(1), false);
    stage.type_in("unsent");
    stage.press(Code::Escape);
    stage.drain();
    stage.press(Code::Char('q'));
    assert!(matches!(stage.model.dialog, Some(Dialog::Quit)));
    stage.press(Code::Char('n'));
    assert_eq!((stage.drain(), stage.model.dialog.is_none()), (Vec::new(), true));
    stage.key(Key::ctrl(Code::Char('c')));
    assert_eq!(stage.drain(), []);
    stage.key(Key::ctrl(Code::Char('c')));
    assert_eq!(stage.drain(), [Effect::Quit]);
}

#[test]
fn quitting_without_unsent_text_asks_nothing() {
    for key in [Key::plain(Code::Char('q')), Key::ctrl(Code::Char('c'))] {
        let mut stage = Stage::alice();
        stage.key(key);
        assert_eq!(stage.drain(), [Effect::Quit]);
    }
}

#[test]
fn nothing_is_typed_blindly_in_a_tiny_terminal() {
    let mut stage = Stage::reading(newest(1), false);
    stage.drain();
    stage.event(Event::Resize(30, 5));
    stage.type_in("secret");
    stage.paste("secret");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    stage.event(Event::Resize(80, 24));
    assert!(stage.model.draft().is_none_or(|draft| draft.text().is_empty()));
    stage.event(Event::Resize(30, 5));
    stage.key(Key::ctrl(Code::Char('c')));
    assert_eq!(stage.drain(), [Effect::Quit]);
}

#[test]
fn a_name_between_colons_becomes_its_emoji() {
    for (typed, text) in [
        ("well :tada:", "well 🎉"),
        (":+1::heart:", "👍❤️"),
        ("at 10:30:", "at 10:30:"),
        (":nosuchname:", ":nosuchname:"),
        (":x:", ":x:"),
        ("a:tada:", "a:tada:"),
        ("::", "::"),
    ] {
        let mut stage = Stage::reading(newest(1), false);
        stage.type_in(typed);
        assert_eq!(stage.model.draft().unwrap().text(), text, "{typed}");
    }
}

#[test]
fn an_emoji_whose_name_is_begun_is_offered_and_tab_writes_it() {
    let mut stage = Stage::reading(newest(1), false);
    stage.type_in("so :t");
    assert!(!drawn(&stage)[21].contains("Tab"), "one letter is no name yet");
    stage.type_in("ad");
    assert!(drawn(&stage)[21].contains(" Tab 🎉 tada "), "{:#?}", drawn(&stage));
    stage.press(Code::Tab);
    assert_eq!(stage.model.draft().unwrap().text(), "so 🎉 ");
    for text in [":D", "a:tada", ":qqq", "10:30"] {
        stage.key(Key::ctrl(Code::Char('u')));
        stage.type_in(text);
        stage.press(Code::Tab);
        assert_eq!(stage.model.focus, Focus::Chats, "{text}");
        stage.press(Code::Enter);
    }
}
