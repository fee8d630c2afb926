//! Chats, messages, read marks, contacts.

use pillion_protocol::content::{
    id::Place,
    message::{Message, State},
    problem::Problem,
    reply::Answer,
    request::{Ask, From},
    update::Change,
};
use pillion_wire::refusal::Code as Refusal;

use crate::tui::{
    model::{dialog::Dialog, key::Code, state::Focus},
    stage::{BOB, CAROL, Stage, WITH_BOB, WITH_CAROL, chat, connection, contact, message, mine},
    update::event::{Effect, Event, Why},
};

fn newest(count: u64) -> Vec<Message> {
    (1..=count).map(message).collect()
}

fn reads(stage: &mut Stage) -> Vec<u64> {
    let asks = stage.asks().into_iter();
    asks.filter_map(|ask| match ask {
        Ask::Read { through, .. } => Some(through.0),
        _ => None,
    })
    .collect()
}

#[test]
fn a_chat_is_opened_read_and_answered() {
    let mut stage = Stage::alice();
    stage.press(Code::Enter);
    let expected = Ask::History {
        chat: WITH_BOB,
        from: From::End,
        limit: 50,
    };
    assert_eq!(
        stage.effects,
        [Effect::Ask(Why::History(WITH_BOB, From::End), expected)]
    );
    stage.page(newest(9), false);
    assert_eq!(reads(&mut stage), [9]);
    stage.type_in("hi Bob");
    stage.press(Code::Enter);
    let asks = stage.asks();
    let [Ask::Send { chat, text, .. }] = asks.as_slice() else {
        panic!("{asks:?}")
    };
    assert_eq!((*chat, text.as_str()), (WITH_BOB, "hi Bob"));
    assert_eq!(stage.model.draft().unwrap().text(), "");
}

#[test]
fn moving_the_mark_opens_and_reads_nothing() {
    let mut stage = Stage::alice();
    for code in [Code::Down, Code::Char('k'), Code::Char('j'), Code::End, Code::Home] {
        stage.press(code);
    }
    assert_eq!(stage.drain(), []);
    assert_eq!(stage.model.open, None);
}

#[test]
fn no_read_mark_moves_for_what_is_not_on_the_screen() {
    let mut stage = Stage::reading(newest(40), false);
    assert_eq!(reads(&mut stage), [40]);
    stage.update(vec![Change::Message(Message {
        chat: WITH_CAROL,
        from: Some(CAROL),
        ..message(50)
    })]);
    stage.press(Code::PageUp);
    stage.update(vec![Change::Message(message(60))]);
    assert_eq!(reads(&mut stage), [0_u64; 0], "the newest is below the pane");
    while stage.model.scroll > 0 {
        stage.press(Code::PageDown);
    }
    assert_eq!(reads(&mut stage), [60]);
}

#[test]
fn no_read_mark_moves_behind_a_dialog_in_a_tiny_terminal_or_without_attention() {
    let covers: [fn(&mut Stage); 3] = [
        |stage| {
            stage.press(Code::Escape);
            stage.press(Code::Char('?'));
        },
        |stage| stage.event(Event::Resize(40, 10)),
        |stage| stage.event(Event::Attention(false)),
    ];
    let uncovers: [fn(&mut Stage); 3] = [
        |stage| stage.press(Code::Escape),
        |stage| stage.event(Event::Resize(80, 24)),
        |stage| stage.event(Event::Attention(true)),
    ];
    for (cover, uncover) in covers.into_iter().zip(uncovers) {
        let mut stage = Stage::reading(newest(9), false);
        stage.drain();
        cover(&mut stage);
        stage.update(vec![Change::Message(message(10))]);
        assert_eq!(stage.asks(), []);
        uncover(&mut stage);
        assert_eq!(reads(&mut stage), [10]);
    }
}

#[test]
fn a_read_mark_is_asked_once_and_never_for_ones_own_words() {
    let mut stage = Stage::reading(newest(9), false);
    assert_eq!(reads(&mut stage), [9]);
    stage.update(vec![Change::Message(mine(10, "mine", State::Stored))]);
    stage.event(Event::Tick(crate::tui::stage::NOW));
    assert_eq!(stage.drain(), []);
}

#[test]
fn a_message_that_was_seen_elsewhere_is_not_read_again() {
    let mut stage = Stage::alice();
    let mut seen = chat(WITH_BOB, BOB, "Bob", 9, 0);
    seen.read_through = Place(9);
    stage.update(vec![Change::Chat(seen)]);
    stage.press(Code::Enter);
    stage.page(newest(9), false);
    assert_eq!(reads(&mut stage), [0_u64; 0]);
}

#[test]
fn paging_up_asks_for_older_messages_once_at_a_time_until_the_first() {
    let mut stage = Stage::reading((101..=150).map(message).collect(), true);
    stage.drain();
    stage.press(Code::BackTab);
    for _ in 0..20 {
        stage.press(Code::PageUp);
    }
    let older = Ask::History {
        chat: WITH_BOB,
        from: From::Before(Place(101)),
        limit: 50,
    };
    let why = Why::History(WITH_BOB, From::Before(Place(101)));
    assert_eq!(stage.effects, [Effect::Ask(why, older)]);
    stage.page((51..=100).map(message).collect(), false);
    stage.drain();
    for _ in 0..20 {
        stage.press(Code::PageUp);
    }
    assert_eq!(stage.drain(), []);
    let height = stage.model.thread_height();
    assert_eq!(
        stage.model.scroll,
        stage.model.rows().len() - height,
        "the first message is on top"
    );
}

#[test]
fn who_reads_old_messages_keeps_them_in_view() {
    let mut stage = Stage::reading(newest(60), false);
    stage.press(Code::PageUp);
    let before = stage.model.scroll;
    stage.update(vec![Change::Message(message(61)), Change::Message(message(62))]);
    assert_eq!(stage.model.scroll, before + 2);
}

#[test]
fn a_contact_is_added_by_handle_and_the_chat_opens() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('n'));
    stage.type_in("@Dave");
    stage.press(Code::Enter);
    let asks = stage.asks();
    assert!(matches!(&asks[..], [Ask::AddContact { handle, .. }] if handle.as_str() == "dave"));
    let dave = contact(CAROL, "dave", "Dave", WITH_CAROL);
    stage.answer(Why::Contact(1), Answer::Contact(dave));
    assert!(stage.model.dialog.is_none());
    assert_eq!(
        (stage.model.open, stage.model.focus),
        (Some(WITH_CAROL), Focus::Composer)
    );
}

#[test]
fn a_handle_that_cannot_be_is_refused_before_the_phone_is_asked() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('n'));
    for wrong in ["", "a", "dave smith", "däve"] {
        stage.paste(wrong);
        stage.press(Code::Enter);
        assert_eq!(stage.drain(), []);
        assert!(matches!(
            &stage.model.dialog,
            Some(Dialog::Contact {
                problem: Some(_),
                asking: false,
                ..
            })
        ));
    }
}

#[test]
fn a_contact_that_is_not_found_leaves_the_dialog_with_a_sentence() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('n'));
    stage.type_in("nobody");
    stage.press(Code::Enter);
    stage.press(Code::Enter);
    assert_eq!(stage.asks().len(), 1, "one question at a time");
    let unknown = Problem::Relay(Refusal::HandleUnknown);
    stage.answer(Why::Contact(1), Answer::Problem(unknown));
    let Some(Dialog::Contact { problem, input, .. }) = &stage.model.dialog else {
        panic!("the dialog closed")
    };
    assert_eq!((problem.clone(), input.text()), (Some(unknown.to_string()), "nobody"));
}

#[test]
fn an_answer_to_a_closed_dialog_opens_nothing() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('n'));
    stage.type_in("dave");
    stage.press(Code::Enter);
    stage.press(Code::Escape);
    stage.drain();
    stage.answer(
        Why::Contact(1),
        Answer::Contact(contact(CAROL, "dave", "Dave", WITH_CAROL)),
    );
    assert_eq!(stage.model.open, None);
}

#[test]
fn a_refused_history_says_why_and_may_be_asked_again() {
    let mut stage = Stage::alice();
    stage.press(Code::Enter);
    stage.drain();
    stage.answer(Why::History(WITH_BOB, From::End), Answer::Problem(Problem::NoSuchChat));
    assert_eq!(stage.model.banner(), Some((Problem::NoSuchChat.to_string(), false)));
    stage.press(Code::Escape);
    stage.press(Code::Down);
    stage.press(Code::Enter);
    stage.press(Code::Escape);
    stage.press(Code::Up);
    stage.drain();
    stage.press(Code::Enter);
    assert!(matches!(&stage.asks()[..], [Ask::History { .. }]));
}

#[test]
fn a_phone_that_began_anew_is_loaded_anew() {
    let mut stage = Stage::reading(newest(9), false);
    stage.drain();
    stage.event(Event::Update(pillion_protocol::content::update::Update {
        from: pillion_protocol::content::id::Version(90),
        to: pillion_protocol::content::id::Version(91),
        changes: Vec::new(),
    }));
    assert!(matches!(&stage.asks()[..], [Ask::Sync { .. }]));
    let anew = Answer::Synced {
        reset: true,
        version: pillion_protocol::content::id::Version(2),
        changes: vec![Change::Chat(chat(WITH_BOB, BOB, "Bob", 1, 0))],
        more: None,
    };
    stage.answer(Why::Sync, anew);
    assert!(matches!(&stage.asks()[..], [Ask::History { from: From::End, .. }]));
    stage.page(newest(1), false);
    assert_eq!(stage.model.rows().len(), 2, "a day and a message");
}

#[test]
fn being_offline_is_said_with_what_becomes_of_messages() {
    let mut stage = Stage::alice();
    stage.update(vec![connection(false, 2)]);
    let (sentence, _) = stage.model.banner().unwrap();
    assert_eq!(
        sentence,
        "The relay at http://localhost:8080 does not answer; the phone keeps trying. 2 messages are kept and sent later."
    );
    stage.update(vec![connection(true, 0)]);
    assert_eq!(stage.model.banner(), None);
}
