//! The list of chats: pins, mutes, the archive, marks, requests, blocks; the search.

use pillion_protocol::content::{
    chat::{Chat, MUTED_FOR_GOOD},
    contact::Contact,
    hit::Hit,
    id::Place,
    problem::Problem,
    reply::Answer,
    request::{Ask, From},
    update::Change,
};

use crate::tui::{
    model::{
        dialog::Dialog,
        key::{Code, Key},
        list::Entry,
        state::{Focus, Gate},
    },
    stage::{BOB, CAROL, NOW, Stage, WITH_BOB, WITH_CAROL, chat, contact, message},
    update::event::{Effect, Why},
};

fn bob() -> Chat {
    chat(WITH_BOB, BOB, "Bob", 9, 2)
}

fn carol() -> Chat {
    chat(WITH_CAROL, CAROL, "Carol", 0, 0)
}

fn with(changed: Chat) -> Stage {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Chat(changed)]);
    stage
}

#[test]
fn letters_pin_mute_archive_and_mark_the_chat_under_the_mark() {
    let mut stage = Stage::alice();
    for letter in "pau".chars() {
        stage.press(Code::Char(letter));
    }
    let (chat, on) = (WITH_BOB, true);
    assert_eq!(
        stage.asks(),
        [
            Ask::Pin { chat, on },
            Ask::Archive { chat, on },
            Ask::MarkUnread { chat, on }
        ]
    );
    stage.press(Code::Char('m'));
    stage.press(Code::Char('2'));
    assert_eq!(stage.drain(), [], "no such choice");
    stage.press(Code::Char('8'));
    let until = Some(NOW.after_ms(8 * 3_600_000));
    assert_eq!(stage.asks(), [Ask::Mute { chat, until }]);
    stage.press(Code::Char('m'));
    stage.press(Code::Char('f'));
    let until = Some(MUTED_FOR_GOOD);
    assert_eq!(stage.asks(), [Ask::Mute { chat, until }]);
}

#[test]
fn what_was_done_is_undone_by_the_same_letter() {
    let mut stage = with(Chat {
        pinned: true,
        marked_unread: true,
        muted_until: Some(MUTED_FOR_GOOD),
        ..bob()
    });
    for letter in "pum".chars() {
        stage.press(Code::Char(letter));
    }
    let (chat, on) = (WITH_BOB, false);
    assert_eq!(
        stage.asks(),
        [
            Ask::Pin { chat, on },
            Ask::MarkUnread { chat, on },
            Ask::Mute { chat, until: None }
        ]
    );
    assert!(stage.model.dialog.is_none());
}

#[test]
fn a_mute_that_is_over_is_none() {
    let mut stage = with(Chat {
        muted_until: Some(NOW),
        ..bob()
    });
    stage.press(Code::Char('m'));
    assert!(matches!(stage.model.dialog, Some(Dialog::Mute(WITH_BOB))));
}

#[test]
fn pinned_chats_come_first_and_archived_ones_are_listed_apart() {
    let mut stage = with(Chat {
        pinned: true,
        ..carol()
    });
    let both = [Entry::Chat(WITH_CAROL), Entry::Chat(WITH_BOB)];
    assert_eq!(stage.model.entries(), both);
    stage.update(vec![Change::Chat(Chat {
        archived: true,
        ..carol()
    })]);
    assert_eq!(stage.model.entries(), [Entry::Chat(WITH_BOB), Entry::Archived]);
    stage.press(Code::End);
    stage.press(Code::Enter);
    assert_eq!(stage.model.entries(), [Entry::Chat(WITH_CAROL)]);
    assert_eq!(stage.drain(), [], "the archive is only opened");
    stage.press(Code::Char('a'));
    let (chat, on) = (WITH_CAROL, false);
    assert_eq!(stage.asks(), [Ask::Archive { chat, on }]);
    stage.update(vec![Change::Chat(carol())]);
    let carol = Some(Entry::Chat(WITH_CAROL));
    assert_eq!(
        (stage.model.archive, stage.model.selected),
        (false, carol),
        "an empty archive closes"
    );
}

#[test]
fn escape_leaves_the_archive() {
    let mut stage = with(Chat {
        archived: true,
        ..carol()
    });
    stage.press(Code::End);
    stage.press(Code::Enter);
    stage.press(Code::Escape);
    assert_eq!(
        (stage.model.archive, stage.model.selected),
        (false, Some(Entry::Archived))
    );
}

#[test]
fn letters_on_the_archive_line_do_nothing() {
    let mut stage = with(Chat {
        archived: true,
        ..carol()
    });
    stage.press(Code::End);
    for letter in "pmauxb".chars() {
        stage.press(Code::Char(letter));
    }
    assert_eq!((stage.drain(), stage.model.dialog.is_none()), (Vec::new(), true));
}

#[test]
fn opening_a_marked_chat_takes_the_mark_away() {
    let mut stage = with(Chat {
        marked_unread: true,
        ..bob()
    });
    stage.press(Code::Enter);
    let (chat, on) = (WITH_BOB, false);
    assert!(stage.asks().contains(&Ask::MarkUnread { chat, on }));
}

#[test]
fn a_request_is_accepted_deleted_or_blocked_and_nothing_is_written_before() {
    let request = Chat { request: true, ..bob() };
    let mut stage = with(request);
    stage.press(Code::Enter);
    stage.page(vec![message(9)], false);
    stage.drain();
    assert_eq!(stage.model.gate(), Some(Gate::Request));
    stage.paste("hello");
    stage.press(Code::Enter);
    assert_eq!(stage.drain(), []);
    stage.press(Code::Char('a'));
    assert_eq!(stage.asks(), [Ask::Accept { chat: WITH_BOB }]);
    for (letter, expected) in [
        ('x', Ask::DeleteChat { chat: WITH_BOB }),
        ('b', Ask::Block { account: BOB, on: true }),
    ] {
        for no in [Code::Char('n'), Code::Escape] {
            stage.press(Code::Char(letter));
            stage.press(no);
        }
        assert_eq!((stage.drain(), stage.model.dialog.is_none()), (Vec::new(), true));
        stage.press(Code::Char(letter));
        stage.press(Code::Enter);
        assert_eq!(stage.drain(), [], "Enter is no yes");
        stage.press(Code::Char('y'));
        assert_eq!(stage.asks(), [expected]);
    }
    stage.press(Code::Tab);
    stage.press(Code::Tab);
    stage.press(Code::Char('r'));
    assert_eq!(stage.model.purpose(), None, "no answer before a yes");
}

#[test]
fn a_blocked_contact_is_not_written_to_and_is_unblocked_by_a_key() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Contact(Contact {
        blocked: true,
        ..contact(BOB, "bob", "Bob", WITH_BOB)
    })]);
    stage.press(Code::Enter);
    stage.page(vec![message(9)], false);
    stage.drain();
    stage.type_in("lob!");
    assert_eq!(
        stage.asks(),
        [Ask::Block {
            account: BOB,
            on: false
        }],
        "of these letters b alone means something"
    );
}

#[test]
fn a_chat_that_is_deleted_leaves_the_screen() {
    let mut stage = Stage::alice();
    stage.press(Code::Enter);
    stage.page(vec![message(9)], false);
    stage.type_in("never mind");
    stage.update(vec![Change::ChatGone(WITH_BOB)]);
    assert_eq!((stage.model.open, stage.model.focus), (None, Focus::Chats));
    assert_eq!(stage.model.selected, Some(Entry::Chat(WITH_CAROL)));
    assert_eq!(stage.model.unsent(), 0);
}

fn hit(place: u64) -> Hit {
    Hit {
        message: message(place),
        excerpt: vec!["a ".to_owned(), "message".to_owned(), format!(" {place}")],
    }
}

fn searches(stage: &mut Stage) -> Vec<(u32, String)> {
    let effects = stage.drain().into_iter();
    let searches = effects.filter_map(|effect| match effect {
        Effect::Ask(Why::Search(attempt), Ask::Search { words, .. }) => Some((attempt, words)),
        _ => None,
    });
    searches.collect()
}

#[test]
fn a_search_asks_one_question_at_a_time_and_the_last_one_counts() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('/'));
    stage.type_in("mes");
    assert_eq!(searches(&mut stage), [(1, "m".to_owned())]);
    let none = || Answer::Found {
        hits: Vec::new(),
        more: None,
    };
    stage.answer(Why::Search(1), none());
    assert_eq!(searches(&mut stage), [(2, "mes".to_owned())]);
    stage.answer(Why::Search(1), none());
    assert_eq!(searches(&mut stage), [], "an answer comes once");
    let hits = vec![hit(8), hit(3)];
    stage.answer(Why::Search(2), Answer::Found { hits, more: Some(7) });
    assert_eq!(searches(&mut stage), []);
    stage.press(Code::Down);
    let asks = stage.asks();
    assert!(matches!(&asks[..], [Ask::Search { cursor: Some(7), .. }]), "{asks:?}");
    let hits = vec![hit(2)];
    stage.answer(Why::Search(3), Answer::Found { hits, more: None });
    let Some(Dialog::Search(search)) = &stage.model.dialog else {
        panic!("the search closed")
    };
    assert_eq!(search.hits.len(), 3);
}

#[test]
fn a_hit_is_jumped_to_in_its_thread() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('/'));
    stage.type_in("x");
    let hits = vec![hit(3)];
    stage.answer(Why::Search(1), Answer::Found { hits, more: None });
    stage.drain();
    stage.press(Code::Enter);
    assert!(stage.model.dialog.is_none());
    assert_eq!((stage.model.open, stage.model.picked), (Some(WITH_BOB), Some(Place(3))));
    let asks = stage.asks();
    let around = From::Before(Place(4));
    assert!(
        matches!(&asks[..], [Ask::History { from, .. }] if *from == around),
        "{asks:?}"
    );
}

#[test]
fn a_chat_is_found_by_its_name_and_opened() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('/'));
    stage.type_in("@CAR");
    stage.press(Code::Enter);
    assert_eq!(stage.model.open, Some(WITH_CAROL));
}

#[test]
fn a_search_in_the_messages_is_in_their_chat_until_tab_and_ctrl_s_wants_stars() {
    let mut stage = Stage::reading(vec![message(9)], false);
    stage.press(Code::BackTab);
    stage.drain();
    stage.press(Code::Char('/'));
    stage.type_in("b");
    let only = |stage: &mut Stage| match stage.asks().as_slice() {
        [Ask::Search { chat, starred, .. }] => (*chat, *starred),
        other => panic!("{other:?}"),
    };
    assert_eq!(only(&mut stage), (Some(WITH_BOB), false));
    let none = || Answer::Found {
        hits: Vec::new(),
        more: None,
    };
    stage.answer(Why::Search(1), none());
    stage.press(Code::Tab);
    assert_eq!(only(&mut stage), (None, false));
    stage.answer(Why::Search(2), none());
    stage.press(Code::Backspace);
    assert_eq!(stage.drain(), [], "no words, no question");
    stage.key(Key::ctrl(Code::Char('s')));
    assert_eq!(only(&mut stage), (None, true));
}

#[test]
fn a_search_that_fails_says_why_and_does_not_ask_again_by_itself() {
    let mut stage = Stage::alice();
    stage.press(Code::Char('/'));
    stage.type_in("x");
    stage.drain();
    stage.answer(Why::Search(1), Answer::Problem(Problem::UnknownRequest));
    assert_eq!(stage.drain(), []);
    assert!(matches!(&stage.model.dialog, Some(Dialog::Search(search)) if search.problem.is_some()));
    stage.press(Code::Enter);
    assert!(stage.model.dialog.is_some(), "there is nothing to go to");
}
