//! Which message the keys mean, and jumps to one that is far away.

use pillion_protocol::content::{
    id::Place,
    message::{Message, State},
    problem::Problem,
    quote::{Quote, Quoted},
    reply::Answer,
    request::{Ask, From},
    text::Text,
    update::Change,
};

use super::acting::{among, id};
use crate::tui::{
    model::{
        key::{Code, Key},
        state::Focus,
    },
    stage::{BOB, NOW, Stage, WITH_BOB, chat, message, mine},
    update::event::{Event, Why},
};

fn quoting(place: u64, quoted: u64) -> Message {
    Message {
        quote: Some(Quote {
            message: id(quoted),
            found: Some(Quoted {
                place: Place(quoted),
                from: Some(BOB),
                text: format!("message {quoted}"),
                name: None,
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

#[test]
fn when_the_picked_message_goes_another_one_in_view_is_picked() {
    let mut stage = among(vec![message(1), message(2)]);
    stage.update(vec![Change::MessageGone {
        chat: WITH_BOB,
        message: id(2),
    }]);
    assert_eq!(stage.model.picked, Some(Place(1)));
}

#[test]
fn u_goes_to_the_first_message_that_was_new() {
    let unread = |unread| vec![Change::Chat(chat(WITH_BOB, BOB, "Bob", 200, unread))];
    let opened = |unread_count| {
        let mut stage = Stage::alice();
        stage.update(unread(unread_count));
        stage.press(Code::Enter);
        stage.page((151..=200).map(message).collect(), true);
        stage.key(Key::plain(Code::BackTab));
        stage.drain();
        stage.press(Code::Char('u'));
        stage
    };
    let mut near = opened(40);
    let more = [history(From::Before(Place(151)))];
    assert_eq!(near.model.picked, Some(Place(161)));
    assert_eq!(near.asks(), more, "as near the top as always");
    let height = near.model.thread_height();
    assert!(near.model.scroll > 0 && near.model.scroll + height < near.model.rows().len());
    let mut far = opened(120);
    let after = From::After(Place(80));
    assert_eq!(far.asks(), [history(after)]);
    far.answer(Why::History(WITH_BOB, after), page(81..=130, true, true));
    assert_eq!(far.model.picked, Some(Place(81)));
    let more = far.asks();
    assert_eq!(
        more,
        [history(From::Before(Place(81)))],
        "what was read stands above it"
    );
    assert_eq!(opened(0).model.picked, Some(Place(200)), "nothing was new");
}

#[test]
fn a_jump_to_before_the_beginning_ends_at_the_newest() {
    let mut stage = among(vec![message(900), quoting(1000, 50)]);
    stage.press(Code::Enter);
    let before = Why::History(WITH_BOB, From::Before(Place(51)));
    let nothing = Answer::Page {
        messages: Vec::new(),
        earlier: false,
        later: true,
    };
    stage.drain();
    stage.answer(before, nothing);
    assert_eq!(stage.asks(), [history(From::End)]);
}

#[test]
fn who_pages_up_far_and_down_again_skips_no_message() {
    let mut stage = Stage::reading((951..=1000).map(message).collect(), true);
    stage.key(Key::plain(Code::BackTab));
    stage.drain();
    // The first and the last message in view.
    let view = |stage: &Stage| {
        let rows = stage.model.rows();
        let end = rows.len() - stage.model.scroll;
        let top = end.saturating_sub(stage.model.thread_height());
        let places: Vec<u64> = rows[top..end].iter().filter_map(|row| Some(row.of?.0)).collect();
        (places[0], places[places.len() - 1])
    };
    let mut before = view(&stage);
    for (key, first, last) in [(Code::PageUp, 1, 0), (Code::PageDown, 0, 1000)] {
        while before.0 != first && before.1 != last {
            stage.press(key);
            for ask in stage.asks() {
                let Ask::History { from, .. } = ask else { continue };
                let answer = match from {
                    From::Before(place) => page(place.0 - 50..=place.0 - 1, place.0 > 51, true),
                    From::After(place) => page(place.0 + 1..=place.0 + 50, true, place.0 + 50 < 1000),
                    From::End => panic!("nothing went to the end"),
                };
                stage.answer(Why::History(WITH_BOB, from), answer);
            }
            let now = view(&stage);
            assert!(
                now.0 <= before.1 + 1 && before.0 <= now.1 + 1,
                "{before:?}, then {now:?}"
            );
            assert!(stage.model.open_thread().unwrap().messages().count() <= 600);
            before = now;
        }
    }
    stage.drain();
    stage.update(vec![Change::Message(message(1001))]);
    assert_eq!(stage.model.open_thread().unwrap().newest(), Some(Place(1001)));
}
