//! What stands on the screen.

use pillion_protocol::content::{
    message::{Message, State},
    problem::Problem,
    text::Text,
    update::Change,
};
use ratatui::{Terminal, backend::TestBackend};

use crate::tui::{
    model::key::Code,
    stage::{BOB, Stage, WITH_BOB, chat, connection, link, message, mine, pairing},
    update::event::{Event, Why},
    view,
};

/// The drawn screen as lines, without spaces at their ends.
pub(super) fn drawn(stage: &Stage) -> Vec<String> {
    drawn_at(stage, stage.model.size)
}

fn drawn_at(stage: &Stage, (width, height): (u16, u16)) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::screen::draw(frame, &stage.model)).unwrap();
    let buffer = terminal.backend().buffer();
    (0..height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(crate::screen::wrap::width(symbol).max(1)).unwrap();
            }
            row.trim_end().to_owned()
        })
        .collect()
}

pub(super) fn assert_looks(stage: &Stage, expected: &str) {
    assert_rows(stage, 0..usize::from(stage.model.size.1), expected);
}

pub(super) fn assert_rows(stage: &Stage, rows: std::ops::Range<usize>, expected: &str) {
    let drawn = drawn(stage)[rows].join("\n");
    let expected = expected.trim_matches('\n');
    assert!(drawn == expected, "drawn:\n{drawn}\n\nexpected:\n{expected}");
}

#[test]
fn the_first_screen() {
    assert_looks(&Stage::sized(80, 16), FIRST);
}

const FIRST: &str = r"
 Pillion · @alice       │
 Bob              14:03 │
 message 9           2  │
 Carol                  │
 no messages yet        │   Choose a chat with ↑ ↓, then Enter.
                        │
                        │   l  link a browser by its code
                        │   n  new contact   c  new group
                        │   ?  all keys and signs
                        │
                        │
                        │
                        │
                        │───────────────────────────────────────────────────────
                        │
 ● online since 14:03 · 1 of 1 browser online                            ? help
";

#[test]
fn a_chat_with_words_of_both() {
    let mut stage = Stage::reading(
        vec![
            message(1),
            mine(
                2,
                "hello Bob, this line is long enough to be broken into two",
                State::Read,
            ),
            mine(3, "a\nb", State::Delivered),
            mine(4, "on its way", State::Stored),
            message(8),
            message(9),
        ],
        false,
    );
    stage.type_in("I am writing");
    assert_looks(&stage, CHAT);
}

const CHAT: &str = r"
 Pillion · @alice       │ Bob @bob
▌Bob              14:03 │
▌message 9           2  │
 Carol                  │
 no messages yet        │
                        │
                        │
                        │
                        │
                        │                      ── Today ──
                        │ message 1  14:03
                        │
                        │             hello Bob, this line is long enough to be
                        │             broken into two  14:03 ✓✓ read
                        │                                           a
                        │                                           b  14:03 ✓✓
                        │                                   on its way  14:03 ○
                        │
                        │                       ── new ──
                        │ message 8  14:03
                        │ message 9  14:03
                        │━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                        │ I am writing
 ● online since 14:03 · 1 of 1 browser online                         Esc chats
";

#[test]
fn the_signs_of_a_browser_that_asks() {
    let mut stage = Stage::sized(70, 18);
    stage.press(Code::Char('l'));
    stage.paste("pillion://link/AAAA");
    stage.press(Code::Enter);
    stage.answer(
        Why::Scan(1),
        pillion_protocol::content::reply::Answer::Pairing(pairing(7)),
    );
    assert_looks(&stage, SIGNS);
}

const SIGNS: &str = r"
 Pillion · @alice     │
 Bob            14:03 │
 message 9         2  │
 C╭ Link a browser ────────────────────────────────────────────────╮
 n│ Firefox 151 on Linux, from http://localhost:8080 asks to be    │
  │ linked.                                                        │
  │                                                                │
  │       🐶   dog                                                 │
  │       🔑   key                                                 │
  │       🍄   mushroom                                            │
  │       ⚓   anchor                                              │
  │                                                                │
  │ Does the page show the same four signs?                        │
  ╰──────────────────────────────────────── y yes, the same · n no ╯
                      │
                      │───────────────────────────────────────────────
                      │
 ● online since 14:03 · 1 of 1 browser online                  ? help
";

#[test]
fn a_refused_code() {
    let mut stage = Stage::sized(60, 16);
    stage.press(Code::Char('l'));
    stage.paste("pillion://contact/AAAA");
    stage.press(Code::Enter);
    stage.answer(
        Why::Scan(1),
        pillion_protocol::content::reply::Answer::Problem(Problem::ContactCode),
    );
    assert_looks(&stage, REFUSED);
}

const REFUSED: &str = r"
 Pillion · @alice     │
 Bob            14:03 │
 message 9         2  │
 ╭ Link a browser ────────────────────────────────────────╮
 │ Open the page in the browser. Paste the link that      │…
 │ stands under its QR code, or type the path of a        │
 │ screenshot (PNG or JPEG).                              │
 │ This code adds a contact; it does not link a browser.  │
 │ Scan the code on the Pillion page.                     │
 │                                                        │
 │ › pillion://contact/AAAA                               │
 ╰──────────────────────────────── Enter link · Esc close ╯
                      │
                      │─────────────────────────────────────
                      │
 ● online since 14:03 · 1 of 1 browser online        ? help
";

#[test]
fn offline_with_a_new_link_and_the_list_of_links() {
    let mut stage = Stage::sized(72, 17);
    stage.update(vec![connection(false, 1), Change::Link(link(2, false))]);
    assert_looks(&stage, OFFLINE);
    stage.press(Code::Char('d'));
    stage.press(Code::Char('u'));
    assert_looks(&stage, LINKS);
}

const OFFLINE: &str = r"
 Pillion · @alice     │
 Bob            14:03 │
 message 9         2  │
 Carol                │
 no messages yet      │   Choose a chat with ↑ ↓, then Enter.
                      │
                      │   l  link a browser by its code
                      │   n  new contact   c  new group
                      │   ?  all keys and signs
                      │
                      │
                      │
                      │─────────────────────────────────────────────────
                      │
 New linked browser: Firefox 151 on Linux, from http://localhost:8080.
 If this was not you, press d and unlink it. (Esc: seen)
 ○ offline since 14:03 · 1 waiting · 1 of 2 browsers online      ? help
";
const LINKS: &str = r"
 Pillion · @alice     │
 Bob            14:03 │
 message 9         2  │
 Ca╭ Linked browsers ───────────────────────────────────────────────╮
 no│ Firefox 151 on Linux                                           │
   │   linked 14:03, online now                                     │
   │   http://localhost:8080                                        │
   │ Firefox 151 on Linux                                           │
   │   linked 14:03, last here 14:03                                │
   │   http://localhost:8080                                        │
   │                                                                │
   │ Unlink Firefox 151 on Linux, from http://localhost:8080? It is │
   │ out at once.                                                   │───
   ╰────────────────────────────────── y unlink · any other key: no ╯
 The relay at http://localhost:8080 does not answer; the phone keeps
 trying. 1 message is kept and sent later.
 ○ offline since 14:03 · 1 waiting · 1 of 2 browsers online      ? help
";

#[test]
fn a_terminal_that_is_too_small_says_so_and_recovers() {
    let mut stage = Stage::sized(80, 24);
    let large = drawn(&stage);
    for size in [(59, 24), (80, 15), (20, 5), (1, 1)] {
        stage.event(Event::Resize(size.0, size.1));
        let words = drawn(&stage).join(" ");
        assert!(
            size.0 < 20 || words.starts_with("This terminal is"),
            "{size:?}: {words}"
        );
    }
    stage.event(Event::Resize(80, 24));
    assert_eq!(drawn(&stage), large);
}

#[test]
fn a_terminal_that_shrank_before_it_was_told_is_drawn_all_the_same() {
    let stage = Stage::sized(80, 24);
    for size in [(80, 10), (10, 24), (100, 30), (1, 1)] {
        assert_eq!(drawn_at(&stage, size).len(), usize::from(size.1));
    }
}

#[test]
fn words_of_others_cannot_break_the_screen() {
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7}\u{202e}evil\u{2066}\n\n\u{200b}\u{9b}31m";
    let mut stage = Stage::sized(80, 24);
    let mut named = chat(WITH_BOB, BOB, evil, 9, 2);
    named.last.as_mut().unwrap().text = evil.repeat(20);
    let mut linked = link(2, true);
    linked.browser = evil.repeat(10);
    linked.os = evil.to_owned();
    linked.origin = evil.repeat(10);
    stage.update(vec![Change::Chat(named), Change::Link(linked)]);
    stage.press(Code::Enter);
    let long = Text::parse(&"日本語 العربية 👩‍👩‍👧 \u{202e}abc ".repeat(60)).unwrap();
    stage.page(
        vec![Message {
            body: long.into(),
            ..message(9)
        }],
        false,
    );
    for dialog in [None, Some('d')] {
        if let Some(letter) = dialog {
            stage.press(Code::Escape);
            stage.press(Code::Char(letter));
        }
        let rows = drawn(&stage);
        let all = rows.join("");
        assert!(!all.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)));
        for (y, row) in rows.iter().enumerate() {
            let columns = crate::screen::wrap::width(row);
            assert!(columns <= 80, "row {y} has {columns} columns: {row}");
        }
        if dialog.is_none() {
            let divider = |row: &String| row.chars().take(25).any(|c| c == '│');
            let broken = rows.iter().take(18).filter(|row| !divider(row)).count();
            assert_eq!(broken, 0, "the divider stands: {}", rows.join("\n"));
        }
    }
}
