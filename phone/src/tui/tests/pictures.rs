//! Small pictures of files: in the chat and alone, never of strangers.

use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    file::{Held, Look, Shared},
    message::{Message, State},
    picture::PictureId,
    problem::Problem,
    reply::Answer,
    request::Ask,
    text::Text,
    update::Change,
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    style::{Color, Modifier},
};

use super::{
    looks::{assert_rows, drawn},
    members::all_drawn,
};
use crate::{
    picture::portrait,
    tui::{
        model::{dialog::Dialog, gallery::Colours, key::Code},
        stage::{BOB, Stage, WITH_BOB, chat, message, mine},
        update::event::{Effect, Event, Why},
        view,
    },
};

const PICTURE: PictureId = PictureId([9; 32]);

/// A photo with a small picture.
fn photo(picture: PictureId, (width, height): (u16, u16)) -> Body {
    let mut bytes = minicbor::Encoder::new(Vec::new());
    let told = bytes
        .array(6)
        .and_then(|told| told.bytes(&[1; 16])?.bytes(&[2; 32])?.u64(2_500_000));
    let told = told.and_then(|told| told.bytes(&[3; 32])?.str("lake.jpg")?.str("image/jpeg"));
    told.unwrap();
    let mut file: pillion_protocol::content::file::File = minicbor::decode(&bytes.into_writer()).unwrap();
    file.look = Some(Look { width, height, picture });
    Body::File(Box::new(Shared {
        file,
        caption: Text::parse("the lake").ok(),
        held: Held::Here,
        played: false,
    }))
}

fn with(body: Body, message: Message) -> Message {
    Message { body, ..message }
}

fn wide(place: u64) -> Message {
    with(photo(PICTURE, (4_000, 3_000)), message(place))
}

/// Which pictures were asked for.
fn asked(stage: &mut Stage) -> Vec<PictureId> {
    let effects = stage.drain().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Ask(Why::Look(id), Ask::Picture(asked)) if id == asked => Some(id),
            _ => None,
        })
        .collect()
}

/// Red above, blue below.
fn come(stage: &mut Stage) {
    stage.answer(Why::Look(PICTURE), Answer::Picture(Some(vec![1, 2, 3].into())));
    assert_eq!(stage.drain(), vec![Effect::Sight(PICTURE, vec![1, 2, 3])]);
    let dots = (0..30).map(|row| vec![if row < 15 { [255, 0, 0] } else { [0, 0, 255] }; 40]);
    stage.event(Event::Seen(PICTURE, Some(dots.collect())));
}

#[test]
fn a_picture_has_its_place_before_it_is_there_and_is_asked_for_once() {
    let mut stage = Stage::reading(vec![message(1), wide(2)], false);
    assert_eq!(asked(&mut stage), vec![PICTURE]);
    assert_rows(&stage, 8..21, PLACE);
    stage.press(Code::PageUp);
    stage.press(Code::PageDown);
    assert_eq!(asked(&mut stage), Vec::new());
}

const PLACE: &str = r"
                        │                      ── Today ──
                        │ message 1  14:03
                        │ 📎 lake.jpg · 2.5 MB
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ ░░░░░░░░░░░░░░░░░░░░░░░░
                        │ the lake  14:03
";

#[test]
fn its_colours_are_drawn_as_halves_and_stay_what_they_are_where_the_keys_mean_it() {
    let mut stage = Stage::reading(vec![message(1), wide(2)], false);
    come_after_asking(&mut stage);
    let colours = |stage: &Stage| {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| view::screen::draw(frame, &stage.model)).unwrap();
        let buffer = terminal.backend().buffer();
        let cell = |y: u16| {
            let cell = &buffer[(26, y)];
            (cell.symbol().to_owned(), cell.fg, cell.bg, cell.modifier)
        };
        (cell(11), cell(19))
    };
    let (red, blue) = (Color::Rgb(255, 0, 0), Color::Rgb(0, 0, 255));
    let half = "▀".to_owned();
    let expected = (
        (half.clone(), red, red, Modifier::empty()),
        (half, blue, blue, Modifier::empty()),
    );
    assert_eq!(colours(&stage), expected);
    stage.press(Code::Escape);
    stage.press(Code::Tab);
    assert_eq!(colours(&stage), expected, "picked");
    stage.model.colours = Colours::Few;
    assert_eq!(
        (colours(&stage).0.1, colours(&stage).1.1),
        (Color::Indexed(196), Color::Indexed(21))
    );
}

fn come_after_asking(stage: &mut Stage) {
    assert_eq!(asked(stage), vec![PICTURE]);
    come(stage);
}

#[test]
fn one_s_own_stands_at_the_right() {
    let own = with(photo(PICTURE, (300, 300)), mine(2, "x", State::Sent));
    let stage = Stage::reading(vec![own], false);
    assert_rows(
        &stage,
        12..13,
        "                        │                                  ░░░░░░░░░░░░░░░░░░",
    );
}

#[test]
fn what_strangers_and_blocked_people_send_is_neither_asked_for_nor_drawn() {
    for blocked in [false, true] {
        let mut stage = Stage::alice();
        if blocked {
            let mut bob = crate::tui::stage::contact(BOB, "bob", "Bob", WITH_BOB);
            bob.blocked = true;
            stage.update(vec![Change::Contact(bob)]);
        } else {
            stage.update(vec![Change::Chat(Chat {
                request: true,
                ..chat(WITH_BOB, BOB, "Bob", 9, 1)
            })]);
        }
        stage.press(Code::Enter);
        stage.page(vec![wide(9)], false);
        stage.press(Code::Tab);
        stage.press(Code::Char('p'));
        assert_eq!(asked(&mut stage), Vec::new(), "blocked: {blocked}");
        assert!(stage.model.dialog.is_none());
        assert!(!all_drawn(&stage).contains('░') && all_drawn(&stage).contains("lake.jpg"));
    }
}

#[test]
fn where_there_are_no_colours_there_are_no_pictures() {
    let mut stage = Stage::alice();
    stage.model.colours = Colours::None;
    stage.press(Code::Enter);
    stage.page(vec![wide(9)], false);
    assert_eq!(asked(&mut stage), Vec::new());
    assert!(!all_drawn(&stage).contains('░') && all_drawn(&stage).contains("lake.jpg"));
}

#[test]
fn pictures_far_above_are_asked_for_when_they_come_into_view() {
    let id = |place: u64| PictureId([u8::try_from(place).unwrap(); 32]);
    let all: Vec<Message> = (1..=9)
        .map(|place| with(photo(id(place), (400, 300)), message(place)))
        .collect();
    let mut stage = Stage::reading(all, false);
    assert_eq!(asked(&mut stage), vec![id(8), id(9)]);
    stage.press(Code::PageUp);
    assert_eq!(asked(&mut stage), vec![id(6), id(7)]);
}

#[test]
fn a_picture_that_is_not_there_or_damaged_takes_no_place() {
    for answer in [Answer::Picture(None), Answer::Problem(Problem::Storage)] {
        let mut stage = Stage::reading(vec![wide(2)], false);
        stage.answer(Why::Look(PICTURE), answer);
        assert!(!all_drawn(&stage).contains('░'));
        assert_eq!(asked(&mut stage), vec![PICTURE], "once");
    }
    let mut stage = Stage::reading(vec![wide(2)], false);
    stage.event(Event::Seen(PICTURE, None));
    assert!(!all_drawn(&stage).contains('░') && all_drawn(&stage).contains("the lake"));
    assert_eq!(portrait::fitting(b"no picture at all", 8), None);
}

#[test]
fn a_key_opens_it_as_large_as_the_terminal_and_another_closes_it() {
    let mut stage = Stage::reading(vec![message(1), wide(2)], false);
    stage.press(Code::Escape);
    stage.press(Code::Tab);
    come_after_asking(&mut stage);
    stage.press(Code::Char('p'));
    assert!(matches!(stage.model.dialog, Some(Dialog::Picture(_))));
    let rows = drawn(&stage);
    assert!(
        rows[..23].iter().all(|row| row.trim().chars().count() == 62),
        "{rows:?}"
    );
    assert!(rows[23].ends_with("Esc back"));
    stage.press(Code::Escape);
    assert!(stage.model.dialog.is_none());
    stage.press(Code::Up);
    stage.press(Code::Char('p'));
    assert!(stage.model.dialog.is_none() && all_drawn(&stage).contains("There is no picture to see"));
}
