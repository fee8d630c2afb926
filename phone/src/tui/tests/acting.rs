//! What is done to messages: answers, reactions, edits, deletions, stars, forwards.

use pillion_protocol::content::{
    body::Body,
    id::MessageId,
    message::{Message, State},
    problem::Problem,
    reaction::{Emoji, Reaction, Tally},
    reply::Answer,
    request::Ask,
    text::Text,
    update::Change,
};

use super::looks::drawn;
use crate::tui::{
    model::{
        dialog::Dialog,
        key::{Code, Key},
        purpose::Purpose,
        state::Focus,
    },
    stage::{BOB, DAVE, NOW, Stage, WITH_BOB, WITH_CAROL, message, mine},
    update::event::{Effect, Why},
};

/// The messages have the keys; the newest is picked.
pub(super) fn among(messages: Vec<Message>) -> Stage {
    let mut stage = Stage::reading(messages, false);
    stage.key(Key::plain(Code::BackTab));
    stage.drain();
    stage
}

pub(super) fn id(place: u64) -> MessageId {
    message(place).id
}

fn emoji(text: &str) -> Emoji {
    Emoji::parse(text).unwrap()
}

#[test]
fn an_answer_carries_the_message_that_it_answers_and_escape_drops_it() {
    let mut stage = among(vec![message(1), message(2)]);
    stage.press(Code::Up);
    stage.press(Code::Char('r'));
    assert_eq!(stage.model.focus, Focus::Composer);
    stage.type_in("sure");
    stage.press(Code::Enter);
    let asks = stage.asks();
    assert!(
        matches!(&asks[..], [Ask::Send { quote: Some(quote), text, .. }] if *quote == id(1) && text.as_str() == "sure"),
        "{asks:?}"
    );
    assert_eq!(stage.model.purpose(), None);
    stage.key(Key::plain(Code::BackTab));
    stage.press(Code::Char('r'));
    stage.type_in("alone");
    stage.press(Code::Escape);
    assert_eq!((stage.model.focus, stage.model.purpose()), (Focus::Composer, None));
    stage.press(Code::Enter);
    assert!(matches!(&stage.asks()[..], [Ask::Send { quote: None, .. }]));
}

#[test]
fn an_answer_that_could_not_be_stored_comes_back_with_what_it_answers() {
    let mut stage = among(vec![message(1)]);
    stage.press(Code::Char('r'));
    stage.type_in("sure");
    stage.press(Code::Enter);
    let Some(Effect::Ask(why @ Why::Send(..), _)) = stage.drain().into_iter().next() else {
        panic!("nothing was sent")
    };
    stage.answer(why, Answer::Problem(Problem::Storage));
    assert!(matches!(stage.model.purpose(), Some(Purpose::Answer(answered)) if answered.message == id(1)));
    assert_eq!(stage.model.draft().unwrap().text(), "sure");
}

#[test]
fn up_in_an_empty_composer_edits_the_last_own_message() {
    let mut stage = Stage::reading(
        vec![mine(1, "fast", State::Read), mine(2, "lost", State::Failed), message(3)],
        false,
    );
    stage.drain();
    stage.press(Code::Up);
    assert_eq!(stage.model.draft().unwrap().text(), "fast");
    for _ in 0..3 {
        stage.press(Code::Backspace);
    }
    stage.type_in("irst");
    stage.press(Code::Enter);
    let asks = stage.asks();
    assert!(
        matches!(&asks[..], [Ask::Edit { message, text, .. }] if *message == id(1) && text.as_str() == "first"),
        "{asks:?}"
    );
    assert_eq!(stage.model.draft().unwrap().text(), "");
}

#[test]
fn an_edit_that_changes_nothing_or_leaves_nothing_is_not_asked() {
    let mut stage = Stage::reading(vec![mine(1, "hi", State::Read)], false);
    stage.drain();
    stage.press(Code::Up);
    stage.press(Code::Enter);
    assert_eq!((stage.drain(), stage.model.purpose()), (Vec::new(), None));
    stage.press(Code::Up);
    stage.key(Key::ctrl(Code::Char('u')));
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    assert!(stage.model.purpose().is_some() && stage.model.banner().is_some());
    stage.press(Code::Escape);
    assert_eq!(stage.model.purpose(), None);
}

#[test]
fn what_was_being_written_comes_back_after_an_edit() {
    let mut stage = among(vec![mine(1, "hi", State::Read)]);
    stage.model.drafts.entry(WITH_BOB).or_default().insert("half a thought");
    stage.press(Code::Char('e'));
    stage.type_in("!");
    stage.press(Code::Enter);
    assert!(matches!(&stage.asks()[..], [Ask::Edit { text, .. }] if text.as_str() == "hi!"));
    assert_eq!(stage.model.draft().unwrap().text(), "half a thought");
}

#[test]
fn a_refused_edit_comes_back_unless_something_else_is_being_written() {
    for other in [false, true] {
        let mut stage = Stage::reading(vec![mine(1, "hi", State::Read)], false);
        stage.press(Code::Up);
        stage.type_in("!");
        stage.press(Code::Enter);
        if other {
            stage.type_in("next");
        }
        let why = Why::Edit(WITH_BOB, id(1), Text::parse("hi!").unwrap());
        stage.answer(why, Answer::Problem(Problem::Storage));
        assert_eq!(stage.model.banner(), Some((Problem::Storage.to_string(), false)));
        let expected = if other { "next" } else { "hi!" };
        assert_eq!(stage.model.draft().unwrap().text(), expected);
        assert_eq!(stage.model.purpose().is_some(), !other);
    }
}

#[test]
fn another_ones_words_are_not_edited() {
    let mut stage = among(vec![message(1)]);
    stage.press(Code::Char('e'));
    assert_eq!(stage.model.banner(), Some((Problem::NotYours.to_string(), false)));
    assert_eq!((stage.drain(), stage.model.purpose()), (Vec::new(), None));
}

#[test]
fn what_was_deleted_or_cannot_be_read_can_only_be_deleted_here() {
    for (body, why) in [
        (Body::Deleted, "This message was deleted."),
        (Body::Newer, "This message needs a newer Pillion."),
    ] {
        let mut stage = among(vec![Message {
            body,
            ..mine(1, "x", State::Read)
        }]);
        for letter in ['r', 'e', '+', 'f', 's'] {
            stage.press(Code::Char(letter));
            assert_eq!(stage.model.banner(), Some((why.to_owned(), false)), "{letter}");
            assert!(stage.model.dialog.is_none() && stage.model.purpose().is_none());
        }
        stage.press(Code::Char('x'));
        stage.press(Code::Char('a'));
        assert_eq!(stage.drain(), [], "not for all");
        stage.press(Code::Char('h'));
        assert!(matches!(&stage.asks()[..], [Ask::Delete { for_all: false, .. }]));
    }
}

#[test]
fn deleting_asks_where_and_for_all_only_ones_own() {
    let mut stage = among(vec![mine(1, "oops", State::Read), message(2)]);
    stage.press(Code::Delete);
    stage.press(Code::Char('a'));
    assert_eq!(stage.drain(), []);
    assert!(matches!(
        stage.model.dialog,
        Some(Dialog::Delete { for_all: false, .. })
    ));
    stage.press(Code::Escape);
    assert_eq!((stage.drain(), stage.model.dialog.is_none()), (Vec::new(), true));
    stage.press(Code::Up);
    stage.press(Code::Char('x'));
    stage.press(Code::Char('a'));
    let expected = Ask::Delete {
        chat: WITH_BOB,
        message: id(1),
        for_all: true,
    };
    assert_eq!(stage.asks(), [expected]);
}

#[test]
fn a_reaction_is_chosen_named_or_pasted() {
    let mut stage = among(vec![message(1)]);
    let typed: [(&[Code], &str, &str); 4] = [
        (&[], "", "👍"),
        (&[Code::Down], "", "❤️"),
        (&[], ":tada:", "🎉"),
        (&[], "👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    ];
    for (keys, words, expected) in typed {
        stage.press(Code::Char('+'));
        keys.iter().for_each(|key| stage.press(*key));
        if !words.is_empty() {
            stage.paste(words);
        }
        stage.press(Code::Enter);
        let expected = Ask::React {
            chat: WITH_BOB,
            message: id(1),
            emoji: Some(emoji(expected)),
        };
        assert_eq!(stage.asks(), [expected]);
    }
    stage.press(Code::Char('+'));
    stage.type_in("nothing like it");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    assert!(matches!(stage.model.dialog, Some(Dialog::React { .. })));
}

#[test]
fn ones_own_reaction_is_taken_away_first() {
    let tally = Tally {
        emoji: emoji("🔥"),
        count: 2,
        mine: true,
    };
    let mut stage = among(vec![Message {
        reactions: vec![tally],
        ..message(1)
    }]);
    stage.press(Code::Char('+'));
    stage.press(Code::Enter);
    assert!(matches!(&stage.asks()[..], [Ask::React { emoji: None, .. }]));
}

#[test]
fn a_star_goes_on_and_off() {
    let mut stage = among(vec![message(1)]);
    stage.press(Code::Char('s'));
    stage.update(vec![Change::Message(Message {
        starred: true,
        ..message(1)
    })]);
    stage.press(Code::Char('s'));
    let asks = stage.asks();
    assert!(
        matches!(&asks[..], [Ask::Star { on: true, .. }, Ask::Star { on: false, .. }]),
        "{asks:?}"
    );
    stage.answer(Why::Act, Answer::Problem(Problem::UnknownRequest));
    assert_eq!(stage.model.banner(), Some((Problem::UnknownRequest.to_string(), false)));
}

#[test]
fn a_message_is_forwarded_to_the_chat_that_is_named() {
    let mut stage = among(vec![message(1)]);
    stage.press(Code::Char('f'));
    stage.type_in("zed");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), [], "nobody of that name");
    stage.key(Key::ctrl(Code::Char('u')));
    stage.type_in("caro");
    stage.press(Code::Enter);
    let asks = stage.asks();
    assert!(
        matches!(&asks[..], [Ask::Forward { chat: WITH_BOB, message, to: WITH_CAROL, .. }] if *message == id(1)),
        "{asks:?}"
    );
    stage.answer(Why::Forward(WITH_CAROL), Answer::Message(mine(1, "x", State::Stored)));
    assert_eq!(stage.model.banner(), Some(("Forwarded to Carol.".to_owned(), false)));
}

#[test]
fn who_reacted_and_what_it_said_before_is_shown_for_its_own_message() {
    let mut stage = among(vec![message(1)]);
    stage.press(Code::Char('v'));
    assert!(matches!(&stage.asks()[..], [Ask::Reactions { .. }, Ask::Edits { .. }]));
    let told = |from| Reaction {
        from,
        emoji: emoji("👍"),
        at: NOW,
        name: None,
    };
    let stranger = Reaction {
        name: Some("@dave".to_owned()),
        ..told(Some(DAVE))
    };
    stage.answer(Why::About(id(9)), Answer::Reactions(vec![told(None)]));
    assert!(matches!(
        stage.model.dialog,
        Some(Dialog::About { reactions: None, .. })
    ));
    stage.answer(
        Why::About(id(1)),
        Answer::Reactions(vec![told(Some(BOB)), told(None), stranger]),
    );
    let shown = drawn(&stage).join("\n");
    for who in ["👍 Bob ", "👍 You ", "👍 @dave "] {
        assert!(shown.contains(who), "{who} in {shown}");
    }
}

#[test]
fn several_things_are_done_to_a_message_that_was_just_sent() {
    let mut stage = Stage::reading(vec![message(1)], false);
    stage.type_in("hello");
    stage.press(Code::Enter);
    let why = Why::Send(WITH_BOB, Text::parse("hello").unwrap(), None);
    stage.answer(why, Answer::Message(mine(2, "hello", State::Stored)));
    stage.update(vec![Change::Message(mine(2, "hello", State::Sent))]);
    stage.drain();
    stage.key(Key::plain(Code::BackTab));
    stage.press(Code::Char('+'));
    stage.press(Code::Enter);
    stage.press(Code::Char('s'));
    stage.press(Code::Char('e'));
    stage.type_in("!");
    stage.press(Code::Enter);
    let asks = stage.asks();
    assert!(
        matches!(&asks[..], [Ask::React { .. }, Ask::Star { .. }, Ask::Edit { text, .. }] if text.as_str() == "hello!"),
        "{asks:?}"
    );
}
