//! What is done to messages: answers, reactions, edits, deletions, stars, forwards, jumps.

use pillion_protocol::content::{
    body::Body,
    id::{MessageId, Place},
    message::{Message, State},
    problem::Problem,
    quote::{Quote, Quoted},
    reaction::{Emoji, Reaction, Tally},
    reply::Answer,
    request::{Ask, From},
    text::Text,
    update::Change,
};

use crate::tui::{
    model::{
        dialog::Dialog,
        key::{Code, Key},
        purpose::Purpose,
        state::Focus,
    },
    stage::{BOB, NOW, Stage, WITH_BOB, WITH_CAROL, message, mine},
    update::event::{Effect, Event, Why},
};

/// The messages have the keys; the newest is picked.
fn among(messages: Vec<Message>) -> Stage {
    let mut stage = Stage::reading(messages, false);
    stage.key(Key::plain(Code::BackTab));
    stage.drain();
    stage
}

fn id(place: u64) -> MessageId {
    message(place).id
}

fn emoji(text: &str) -> Emoji {
    Emoji::parse(text).unwrap()
}

fn quoting(place: u64, quoted: u64) -> Message {
    Message {
        quote: Some(Quote {
            message: id(quoted),
            found: Some(Quoted {
                place: Place(quoted),
                from: Some(BOB),
                text: format!("message {quoted}"),
            }),
        }),
        ..mine(place, "yes", State::Read)
    }
}

#[test]
fn up_and_down_pick_messages_and_keep_them_in_view() {
    let mut stage = among((1..=60).map(message).collect());
    assert_eq!(stage.model.picked, Some(Place(60)));
    for _ in 0..40 {
        stage.press(Code::Up);
    }
    assert_eq!(stage.model.picked, Some(Place(20)));
    assert!(stage.model.scroll > 0);
    stage.press(Code::PageUp);
    stage.press(Code::PageUp);
    assert!(stage.model.picked < Some(Place(20)), "what is picked stays in view");
    stage.press(Code::End);
    assert_eq!((stage.model.picked, stage.model.scroll), (Some(Place(60)), 0));
    stage.press(Code::Down);
    assert_eq!((stage.model.picked, stage.model.scroll), (Some(Place(60)), 0));
    stage.press(Code::Home);
    assert_eq!(stage.model.picked, Some(Place(1)));
}

#[test]
fn a_message_that_is_higher_than_the_pane_is_read_row_by_row() {
    let long = Message {
        body: Text::parse(&"line\n".repeat(60)).unwrap().into(),
        ..message(2)
    };
    let mut stage = among(vec![message(1), long, message(3)]);
    stage.press(Code::Up);
    assert_eq!((stage.model.picked, stage.model.scroll), (Some(Place(2)), 1));
    for _ in 0..5 {
        stage.press(Code::Up);
    }
    assert_eq!((stage.model.picked, stage.model.scroll), (Some(Place(2)), 6));
    for _ in 0..200 {
        stage.press(Code::Up);
    }
    assert_eq!(stage.model.picked, Some(Place(1)));
    for _ in 0..200 {
        stage.press(Code::Down);
    }
    assert_eq!((stage.model.picked, stage.model.scroll), (Some(Place(3)), 0));
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
        vec![
            mine(1, "frist", State::Read),
            mine(2, "lost", State::Failed),
            message(3),
        ],
        false,
    );
    stage.drain();
    stage.press(Code::Up);
    assert_eq!(stage.model.draft().unwrap().text(), "frist");
    for _ in 0..4 {
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
fn enter_on_an_answer_goes_to_what_it_answers() {
    let mut stage = among(vec![message(1), quoting(2, 1)]);
    stage.press(Code::Enter);
    assert_eq!((stage.model.picked, stage.model.focus), (Some(Place(1)), Focus::Thread));
    assert_eq!(stage.drain(), []);
    stage.press(Code::Enter);
    assert_eq!(stage.model.focus, Focus::Composer, "it answers nothing");
}

#[test]
fn a_message_far_above_is_loaded_with_what_stands_around_it() {
    let mut messages: Vec<_> = (900..1000).map(message).collect();
    messages.push(quoting(1000, 50));
    let mut stage = Stage::reading(messages, true);
    stage.key(Key::plain(Code::BackTab));
    stage.drain();
    stage.press(Code::Enter);
    let before = From::Before(Place(51));
    assert_eq!(stage.asks(), [history(before)]);
    stage.answer(Why::History(WITH_BOB, before), page(1..=50, true, true));
    let after = From::After(Place(50));
    assert_eq!(stage.asks(), [history(after)], "one of each side");
    stage.answer(Why::History(WITH_BOB, after), page(51..=100, true, true));
    assert_eq!(stage.model.picked, Some(Place(50)));
    let height = stage.model.thread_height();
    let below = stage.model.rows().len() - stage.model.scroll - 51;
    assert!(
        (height / 2 - 2..=height / 2 + 2).contains(&below),
        "in the middle: {below}"
    );
    assert_eq!(stage.drain(), [], "nothing is read by this, and nothing more is needed");
    stage.update(vec![Change::Message(message(1001))]);
    assert_eq!(stage.drain(), [], "a new one is not next to these");
    stage.press(Code::End);
    assert_eq!(stage.asks(), [history(From::End)]);
}

#[test]
fn a_message_that_is_gone_is_said_to_be() {
    let mut stage = among(vec![message(900), quoting(1000, 50)]);
    stage.press(Code::Enter);
    let before = From::Before(Place(51));
    stage.answer(Why::History(WITH_BOB, before), page(1..=49, true, true));
    assert_eq!(stage.model.banner(), Some((Problem::NoSuchMessage.to_string(), false)));
    assert_eq!(stage.model.picked, Some(Place(49)));
    let nowhere = Message {
        quote: Some(Quote {
            message: id(5),
            found: None,
        }),
        ..message(1)
    };
    let mut stage = among(vec![nowhere]);
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    assert_eq!(stage.model.banner(), Some((Problem::NoSuchMessage.to_string(), false)));
}

#[test]
fn a_history_that_fails_is_not_asked_for_without_end() {
    let mut stage = among(vec![message(900), quoting(1000, 50)]);
    stage.press(Code::Enter);
    stage.answer(
        Why::History(WITH_BOB, From::Before(Place(51))),
        page(1..=50, false, true),
    );
    stage.drain();
    let after = Why::History(WITH_BOB, From::After(Place(50)));
    stage.answer(after, Answer::Problem(Problem::Storage));
    assert_eq!(stage.drain(), []);
    stage.event(Event::Tick(NOW));
    assert_eq!(stage.asks(), [history(From::After(Place(50)))]);
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
    };
    stage.answer(Why::About(id(9)), Answer::Reactions(vec![told(None)]));
    assert!(matches!(
        stage.model.dialog,
        Some(Dialog::About { reactions: None, .. })
    ));
    stage.answer(Why::About(id(1)), Answer::Reactions(vec![told(Some(BOB)), told(None)]));
    assert!(matches!(&stage.model.dialog, Some(Dialog::About { reactions: Some(told), .. }) if told.len() == 2));
}

fn history(from: From) -> Ask {
    Ask::History {
        chat: WITH_BOB,
        from,
        limit: 50,
    }
}

fn page(places: std::ops::RangeInclusive<u64>, earlier: bool, later: bool) -> Answer {
    Answer::Page {
        messages: places.map(message).collect(),
        earlier,
        later,
    }
}
