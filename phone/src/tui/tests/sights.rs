//! What stands on the screen of all that can happen to messages and chats.

use pillion_protocol::content::{
    body::Body,
    chat::{Chat, MUTED_FOR_GOOD},
    hit::Hit,
    id::Place,
    message::{Message, State},
    quote::{Quote, Quoted},
    reaction::{Emoji, Tally},
    reply::Answer,
    text::Text,
    update::Change,
};

use super::looks::{assert_looks, assert_rows, drawn};
use crate::tui::{
    model::key::{Code, Key},
    stage::{BOB, CAROL, NOW, Stage, WITH_BOB, WITH_CAROL, chat, message, mine},
    update::event::Why,
};

fn tally(emoji: &str, count: u32, mine: bool) -> Tally {
    Tally {
        emoji: Emoji::parse(emoji).unwrap(),
        count,
        mine,
    }
}

fn quote(place: u64, text: &str) -> Option<Quote> {
    Some(Quote {
        message: message(place).id,
        found: Some(Quoted {
            place: Place(place),
            from: Some(BOB),
            text: text.to_owned(),
            name: None,
        }),
    })
}

/// One of each.
fn all_that_happens() -> Vec<Message> {
    vec![
        Message {
            body: Text::parse("*bold* and _slanted_, `code`").unwrap().into(),
            reactions: vec![tally("👍", 2, true), tally("🔥", 1, false)],
            starred: true,
            edited: Some(NOW),
            ..message(1)
        },
        Message {
            quote: quote(1, "bold and slanted"),
            ..mine(2, "I see", State::Read)
        },
        Message {
            quote: Some(Quote {
                message: message(9).id,
                found: None,
            }),
            forwarded: true,
            ..mine(3, "passed on", State::Sent)
        },
        Message {
            body: Body::Deleted,
            ..message(4)
        },
        Message {
            body: Body::Newer,
            ..message(5)
        },
    ]
}

#[test]
fn everything_that_happens_to_messages() {
    let mut stage = Stage::reading(all_that_happens(), false);
    stage.key(Key::plain(Code::BackTab));
    stage.press(Code::Up);
    stage.press(Code::Up);
    stage.press(Code::Up);
    assert_looks(&stage, MESSAGES);
}

const MESSAGES: &str = r"
 Pillion · @alice       │ Bob @bob
▌Bob              14:03 │▏
▌message 9           2  │▏
 Carol                  │▏
 no messages yet        │▏
                        │▏
                        │▏
                        │▏
                        │▏
                        │▏                     ── Today ──
                        │▏bold and slanted, code  ★ edited 14:03
                        │▏[👍 2]  🔥 1
                        │▏
                        │▌                              ┃ Bob: bold and slanted
                        │▌                              I see  14:03 ✓✓ read
                        │▏                         ↪ forwarded
                        │▏                         ┃ a message that is not here
                        │▏                         passed on  14:03 ✓
                        │▏
                        │▏This message was deleted.  14:03
                        │▏This message needs a newer Pillion.  14:03
                        │───────────────────────────────────────────────────────
                        │ Write to Bob
 ● online since 14:03 · 1 of 1 browser online                            ? help
";

#[test]
fn an_answer_and_an_edit_are_told_above_the_composer() {
    let mut stage = Stage::reading(all_that_happens(), false);
    stage.key(Key::plain(Code::BackTab));
    for _ in 0..4 {
        stage.press(Code::Up);
    }
    stage.press(Code::Char('r'));
    stage.type_in("so do I");
    assert_rows(&stage, 20..24, ANSWER);
    stage.press(Code::Escape);
    stage.key(Key::ctrl(Code::Char('u')));
    stage.press(Code::Up);
    assert_rows(&stage, 20..24, EDIT);
}

const ANSWER: &str = r"
                        │━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                        │ ┃ Bob: bold and slanted, code            Esc drops it
                        │ so do I
 ● online since 14:03 · 1 of 1 browser online                         Esc chats
";
const EDIT: &str = r"
                        │━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                        │ ┃ Editing your message                   Esc drops it
                        │ passed on
 ● online since 14:03 · 1 of 1 browser online                         Esc chats
";

#[test]
fn a_list_with_all_signs() {
    let mut stage = Stage::sized(80, 16);
    let with_dave = pillion_protocol::content::id::ChatId([0xda; 16]);
    let with_eve = pillion_protocol::content::id::ChatId([0xee; 16]);
    stage.update(vec![
        Change::Chat(Chat {
            pinned: true,
            muted_until: Some(MUTED_FOR_GOOD),
            marked_unread: true,
            draft: "not *yet*\nsent".to_owned(),
            ..chat(WITH_CAROL, CAROL, "Carol", 0, 0)
        }),
        Change::Chat(Chat {
            request: true,
            ..chat(with_dave, BOB, "Dave with a long name", 0, 0)
        }),
        Change::Chat(Chat {
            archived: true,
            ..chat(with_eve, CAROL, "Eve", 3, 1)
        }),
    ]);
    assert_looks(&stage, LIST);
}

const LIST: &str = r"
 Pillion · @alice       │
 Carol             ▲ ⊘  │
 Draft: not *yet* …  ●  │
 Bob              14:03 │
 message 9           2  │   Choose a chat with ↑ ↓, then Enter.
 Dave with a long n… ?  │
 wants to write to you  │   l  link a browser by its code
 Archived (1)           │   n  new contact   c  new group
 1 with something new   │   ?  all keys and signs
                        │
                        │
                        │
                        │
                        │───────────────────────────────────────────────────────
                        │
 ● online since 14:03 · 1 of 1 browser online                            ? help
";

#[test]
fn somebody_unknown_wants_to_write() {
    let mut stage = Stage::sized(80, 16);
    stage.update(vec![Change::Chat(Chat {
        request: true,
        ..chat(WITH_BOB, BOB, "Bob", 9, 1)
    })]);
    stage.press(Code::Enter);
    stage.page(vec![message(9)], false);
    assert_looks(&stage, REQUEST);
}

const REQUEST: &str = r"
 Pillion · @alice       │ Bob @bob
▌Bob            ? 14:03 │
▌message 9           1  │
 Carol                  │
 no messages yet        │
                        │
                        │
                        │
                        │
                        │                      ── Today ──
                        │                       ── new ──
                        │ message 9  14:03
                        │━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                        │ Bob wants to write to you.
                        │ a accept · x delete · b block
 ● online since 14:03 · 1 of 1 browser online                         Esc chats
";

#[test]
fn the_help_names_every_key_on_one_page() {
    let mut stage = Stage::sized(80, 24);
    stage.press(Code::Char('?'));
    assert_looks(&stage, HELP);
    stage.press(Code::Char(' '));
    assert!(stage.model.dialog.is_none());
    let mut stage = Stage::sized(60, 16);
    stage.press(Code::Char('?'));
    let mut all = String::new();
    while stage.model.dialog.is_some() {
        all.push_str(&drawn(&stage).join("\n"));
        stage.press(Code::Char(' '));
    }
    assert!(all.contains("Everywhere") && all.contains("blocked") && all.contains("any key closes"));
}

const HELP: &str = r"
 Pillion · @alice       │
 ╭ Keys and signs ────────────────────────────────────────────────────────────╮
 │ Everywhere                           In the messages                       │
 │ ↑ ↓  j k     move                    r            reply; send again        │
 │ Tab          to the next pane        e  +         edit your own; react     │
 │ PgUp PgDn    page the messages       s  f  y      star; forward; copy      │
 │ Esc          back; a notice is seen  a w p g      send, save, see, get     │
 │ /            search                  x  v         delete; who read it      │
 │ l  d         link; see the browsers  Enter        go to what it answers    │
 │ n  c         new contact; new group  i  u  End    write; first new; last   │
 │ t  o         this chat; your code    Signs                                 │
 │ q  Ctrl-C    quit                    ○  ✓         on the phone; at relay   │
 │ In the chats                         ✓✓           on the other phone       │
 │ Enter        open                    ✓✓ read      seen there               │
 │ p  a         pin; archive            ✗ not sent   failed; why is below     │
 │ m  u  w      mute; unread; goes away ★            has a star               │
 │ x  b         delete; block           ▲  ⊘  ⏱      pinned; muted; goes away │
 │ Writing                              ●  ?         marked; a request        │
 │ Enter        send                    @            you are named            │
 │ Alt+Enter ^J a new line              ✗            blocked                  │
 │ ↑            empty: edit your last   ▌            open, or chosen          │
 │ @  :         a member; an emoji; Tab *a* _b_ ~c~  bold, italic, struck     │─
 ╰──────────────────────────────────────────────────────────── any key closes ╯
 ● online since 14:03 · 1 of 1 browser online                            ? help
";

#[test]
fn a_search_and_what_it_found() {
    let mut stage = Stage::sized(80, 18);
    stage.press(Code::Char('/'));
    stage.type_in("b");
    let hit = |place, before: &str| Hit {
        message: message(place),
        excerpt: vec![before.to_owned(), "found".to_owned(), " and what follows".to_owned()],
    };
    let hits = vec![hit(8, "here it is "), hit(3, &"far behind ".repeat(20))];
    stage.answer(Why::Search(1), Answer::Found { hits, more: Some(1) });
    assert_looks(&stage, SEARCH);
}

const SEARCH: &str = r"
 Pillion · @alice       │
 Bob              14:03 │
 message 9           2  │
 Carol                  │
 no mes╭ Search ────────────────────────────────────────────────────────╮
       │ Bob  @bob                                                      │
       │ Bob · 14:03                                                    │
       │   here it is found and what follows                            │
       │ Bob · 14:03                                                    │
       │   …behind far behind far behind found and what follows         │
       │ ↓ more                                                         │
       │                                                                │
       │ › b                                                            │
       ╰──────────────────────────────────── Enter go · ^S ★ only · Esc ╯
                        │
                        │───────────────────────────────────────────────────────
                        │
 ● online since 14:03 · 1 of 1 browser online                            ? help
";

#[test]
fn a_choice_of_emoji_and_of_chats() {
    let mut stage = Stage::reading(all_that_happens(), false);
    stage.key(Key::plain(Code::BackTab));
    stage.press(Code::Home);
    stage.press(Code::Char('+'));
    stage.press(Code::Down);
    assert_rows(&stage, 4..20, EMOJI);
    stage.press(Code::Escape);
    stage.press(Code::Char('f'));
    assert_rows(&stage, 4..20, FORWARD);
}

const EMOJI: &str = r"
 no messages yet        │▏
       ╭ React: type a name, or choose ─────────────────────────────────╮
       │ take 👍 away                                                   │
       │ 👍  :thumbsup:                                                 │
       │ ❤️  :heart:                                                    │
       │ 😂  :joy:                                                      │
       │ 😮  :open_mouth:                                               │
       │ 😢  :cry:                                                      │
       │ 🙏  :pray:                                                     │
       │ 🎉  :tada:                                                     │lanted
       │ ↓ 1 more                                                       │ead
       │                                                                │
       │ ›                                                              │t here
       ╰─────────────────────────────────────── Enter react · Esc close ╯
                        │▏
                        │▏This message was deleted.  14:03
";
const FORWARD: &str = r"
 no messages yet        │▏
                        │▏
                        │▏
                        │▏
                        │▏
       ╭ Forward to ────────────────────────────────────────────────────╮
       │ Bob                                                            │
       │ Carol                                                          │
       │                                                                │
       │ ›                                                              │lanted
       ╰───────────────────────────────────── Enter forward · Esc close ╯ead
                        │▏                         ↪ forwarded
                        │▏                         ┃ a message that is not here
                        │▏                         passed on  14:03 ✓
                        │▏
                        │▏This message was deleted.  14:03
";

#[test]
fn evil_words_break_none_of_it() {
    let evil = "\u{1b}[2J\u{202e}evil\u{2066}\n\n\u{200b}\u{9b}31m*x*";
    let mut quoting = message(1);
    quoting.quote = quote(1, &evil.repeat(10));
    quoting.reactions = (0..20).map(|at| tally("👩‍👩‍👧‍👦", u32::MAX - at, at == 0)).collect();
    let mut named = chat(WITH_BOB, BOB, evil, 1, 0);
    named.draft = evil.repeat(20);
    named.pinned = true;
    named.request = true;
    let mut stage = Stage::reading(vec![quoting.clone()], false);
    stage.update(vec![Change::Chat(named)]);
    let hits = vec![Hit {
        message: quoting,
        excerpt: vec![evil.repeat(9), evil.repeat(9), evil.repeat(9)],
    }];
    stage.press(Code::Escape);
    for letter in [None, Some('+'), Some('f'), Some('x'), Some('v'), Some('/')] {
        stage.press(Code::Escape);
        if let Some(letter) = letter {
            stage.key(Key::plain(Code::Tab));
            stage.press(Code::Char(letter));
        }
        if letter == Some('/') {
            stage.type_in("evil");
            let found = Answer::Found {
                hits: hits.clone(),
                more: None,
            };
            stage.answer(Why::Search(stage.model.attempts), found);
        }
        let rows = drawn(&stage);
        let all = rows.join("");
        assert!(
            !all.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)),
            "{letter:?}"
        );
        for (y, row) in rows.iter().enumerate() {
            assert!(crate::screen::wrap::width(row) <= 80, "{letter:?}: row {y}: {row}");
        }
    }
}
