//! Files: sent and saved by their path.

use pillion_protocol::content::{
    body::Body,
    file::{Held, Shared},
    file_ask::FileAsk,
    message::State,
    problem::Problem,
    progress::{Moving, Progress},
    reply::Answer,
    request::Ask,
    text::Text,
    update::Change,
};

use super::members::all_drawn;
use crate::tui::{
    model::{dialog::Dialog, key::Code},
    stage::{Stage, WITH_BOB, connection, message, mine},
    update::event::{Effect, Why},
};

/// A chat with a message, the keys in the messages.
fn reading(body: Option<Body>) -> Stage {
    let mut said = message(1);
    if let Some(body) = body {
        said.body = body;
    }
    let mut stage = Stage::reading(vec![said], false);
    stage.press(Code::Escape);
    stage.press(Code::Tab);
    stage
}

/// A file, as it travels.
fn map() -> Body {
    let mut bytes = minicbor::Encoder::new(Vec::new());
    let told = bytes
        .array(6)
        .and_then(|told| told.bytes(&[1; 16])?.bytes(&[2; 32])?.u64(2_500_000));
    let told = told.and_then(|told| told.bytes(&[3; 32])?.str("map.pdf")?.str("application/pdf"));
    told.unwrap();
    Body::File(Box::new(Shared {
        file: minicbor::decode(&bytes.into_writer()).unwrap(),
        caption: Text::parse("the way").ok(),
        held: Held::Here,
        played: false,
    }))
}

/// What was asked about files, with the try that it is for.
fn asked(stage: &mut Stage) -> Vec<(u32, FileAsk)> {
    let effects = stage.drain().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::File(Why::File(attempt), ask) => Some((attempt, ask)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_file_is_sent_by_its_path_with_what_is_said() {
    let mut stage = reading(None);
    stage.press(Code::Char('a'));
    stage.type_in("'/tmp/my map.pdf'");
    stage.press(Code::Enter);
    stage.type_in("the way");
    stage.press(Code::Enter);
    let all = asked(&mut stage);
    let [
        (
            attempt,
            FileAsk::Send {
                chat, path, caption, ..
            },
        ),
    ] = &all[..]
    else {
        panic!("{all:?}")
    };
    assert_eq!((*chat, path.as_str()), (WITH_BOB, "/tmp/my map.pdf"));
    assert_eq!(caption.as_ref().map(Text::as_str), Some("the way"));
    stage.answer(Why::File(*attempt), Answer::Problem(Problem::FileUnreadable));
    assert!(all_drawn(&stage).contains("cannot be read"));
    stage.press(Code::Enter);
    stage.press(Code::Enter);
    let all = asked(&mut stage);
    let [(attempt, FileAsk::Send { caption: None, .. })] = &all[..] else {
        panic!("{all:?}")
    };
    let mut said = mine(2, "x", State::Stored);
    said.body = map();
    stage.answer(Why::File(*attempt), Answer::Message(said));
    assert!(stage.model.dialog.is_none());
    assert!(all_drawn(&stage).contains("map.pdf · 2.5 MB"));
}

#[test]
fn the_file_of_a_message_is_saved_under_its_name() {
    let mut stage = reading(Some(map()));
    assert!(all_drawn(&stage).contains("📎 map.pdf · 2.5 MB"));
    stage.press(Code::Char('w'));
    stage.press(Code::Enter);
    let all = asked(&mut stage);
    let [(attempt, FileAsk::Save { path, .. })] = &all[..] else {
        panic!("{all:?}")
    };
    assert_eq!(path, "map.pdf");
    stage.answer(Why::File(*attempt), Answer::Problem(Problem::FileUnwritable));
    assert!(all_drawn(&stage).contains("cannot be written"));
    stage.type_in("x");
    stage.press(Code::Enter);
    let all = asked(&mut stage);
    let [(attempt, FileAsk::Save { path, .. })] = &all[..] else {
        panic!("{all:?}")
    };
    assert_eq!(path, "map.pdfx");
    stage.answer(Why::File(*attempt), Answer::Done);
    assert!(stage.model.dialog.is_none() && all_drawn(&stage).contains("The file is saved."));
}

#[test]
fn how_far_a_file_is_stands_under_its_name_while_it_moves() {
    let mut stage = reading(Some(map()));
    let of = Moving::File {
        chat: WITH_BOB,
        message: message(1).id,
    };
    let told = |done| {
        Change::Progress(Progress {
            of,
            done,
            all: 2_500_000,
        })
    };
    stage.update(vec![told(1_200_000)]);
    assert!(all_drawn(&stage).contains("━━━━╌╌╌╌╌╌ 48 % · 1.2 MB of 2.5 MB"));
    stage.update(vec![told(2_500_000)]);
    assert!(all_drawn(&stage).contains("━━━━━━━━━━ 100 %"));
    let mut here = message(1);
    here.body = map();
    stage.update(vec![Change::Message(here)]);
    assert!(!all_drawn(&stage).contains('%'));
    stage.update(vec![told(5), connection(false, 0)]);
    assert!(!all_drawn(&stage).contains('%'), "cut off");
}

#[test]
fn a_message_without_a_file_says_so() {
    let mut stage = reading(None);
    stage.press(Code::Char('w'));
    assert!(stage.model.dialog.is_none() && all_drawn(&stage).contains("This message has no file."));
}

#[test]
fn whoever_has_given_up_is_told_by_a_notice() {
    let mut stage = reading(None);
    stage.press(Code::Char('a'));
    stage.type_in("/tmp/x");
    stage.press(Code::Enter);
    stage.press(Code::Enter);
    let all = asked(&mut stage);
    stage.press(Code::Escape);
    stage.press(Code::Char('?'));
    stage.answer(Why::File(all[0].0), Answer::Problem(Problem::FileUnreadable));
    assert!(matches!(stage.model.dialog, Some(Dialog::Help(_))));
    stage.press(Code::Escape);
    assert!(all_drawn(&stage).contains("cannot be read"));
}

fn asks_of_files(stage: &mut Stage) -> bool {
    stage.asks().iter().any(|ask| matches!(ask, Ask::File(_)))
}

#[test]
fn a_file_that_is_not_here_is_fetched_by_a_key() {
    for (held, says) in [(Held::Offered, "not fetched:"), (Held::NoRoom, "waits: the disk")] {
        let Body::File(mut shared) = map() else { panic!() };
        shared.held = held;
        let mut stage = reading(Some(Body::File(shared)));
        assert!(all_drawn(&stage).contains(says), "{held:?}");
        stage.press(Code::Char('g'));
        let fetch = FileAsk::Fetch {
            chat: WITH_BOB,
            message: message(1).id,
        };
        assert!(stage.asks().contains(&Ask::File(fetch)));
    }
    let mut stage = reading(Some(map()));
    stage.press(Code::Char('g'));
    assert!(!asks_of_files(&mut stage) && all_drawn(&stage).contains("w saves it"));
    let mut stage = reading(None);
    stage.press(Code::Char('g'));
    assert!(!asks_of_files(&mut stage) && all_drawn(&stage).contains("no file"));
}
