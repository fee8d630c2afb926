//! The phone's state arrives whole, however it is cut.

use pillion_client::{
    model::banner::Banner,
    update::{person::Act, settle::DRAW_MS},
};
use pillion_protocol::content::{
    account::Connection, body::Body, id::Version, link::Link, message::Message, problem::Problem, reply::Answer,
    request::Ask, update::Change,
};
use pillion_wire::{id::LinkId, time::Timestamp};

use crate::{
    fixture::{CHAT, chat, from_bob},
    stage::Stage,
};

fn since(stage: &mut Stage) -> (u64, Option<u64>) {
    match stage.next_asked().ask {
        Ask::Sync { since, cursor } => (since.0, cursor),
        other => panic!("{other:?}"),
    }
}

fn unread(stage: &Stage) -> u32 {
    stage.page().chats.get(&CHAT).map_or(99, |chat| chat.unread)
}

#[test]
fn names_are_shown_harmlessly_and_words_as_they_were_typed() {
    let tricks = "a\u{202e}b\u{200b}c\u{2066}\u{3164}\n d\u{e0041}";
    let long = "e\u{301}\u{301}\u{301}\u{301}\u{301}".repeat(3_000);
    let mut stage = Stage::linked();
    let mut said = from_bob(1);
    said.name = Some(tricks.into());
    said.body = pillion_protocol::content::text::Text::parse(tricks).unwrap().into();
    let words = said.words().to_owned();
    let mut named = chat(1, 0);
    named.title = long;
    stage.update(1, 2, vec![Change::Chat(named), Change::Message(said.clone())]);
    let title = &stage.page().chats.get(&CHAT).unwrap().title;
    assert_eq!(title.chars().count(), 128, "as long as a name may be");
    assert!(!title.contains("\u{301}\u{301}\u{301}\u{301}"), "no towers");
    stage.act(Act::Open(CHAT));
    stage.answer_history(vec![said], false, false);
    let thread = stage.page().threads.get(&CHAT).unwrap();
    let shown = thread.messages.values().next().unwrap();
    assert_eq!((shown.name.as_deref(), shown.words()), (Some("abc d"), words.as_str()));
}

#[test]
fn an_update_with_a_gap_is_not_applied_but_asked_for() {
    let mut stage = Stage::linked();
    stage.update(2, 3, vec![Change::Chat(chat(5, 0))]);
    assert_eq!(unread(&stage), 0);
    assert_eq!(since(&mut stage), (1, None));
}

#[test]
fn an_empty_update_is_asked_for() {
    let mut stage = Stage::linked();
    stage.update(1, 2, Vec::new());
    assert_eq!(since(&mut stage), (1, None));
}

#[test]
fn an_update_that_builds_on_what_is_there_is_applied_without_asking() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(5, 0))]);
    stage.update(2, 3, vec![Change::Chat(chat(6, 0))]);
    assert_eq!((unread(&stage), stage.asked.len()), (6, 0));
}

#[test]
fn an_old_update_changes_nothing_but_the_phones_connection() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(5, 0))]);
    let connection = Connection {
        online: true,
        since: Timestamp(1),
        refused: None,
        waiting: 3,
    };
    stage.update(
        0,
        2,
        vec![Change::Chat(chat(1, 0)), Change::Connection(connection.clone())],
    );
    assert_eq!(unread(&stage), 5);
    assert_eq!(stage.page().connection, Some(connection));
}

#[test]
fn updates_during_a_sync_wait_for_its_end() {
    let mut stage = Stage::linked();
    stage.update(7, 8, Vec::new());
    let request = stage.next_asked();
    stage.update(8, 9, vec![Change::Chat(chat(9, 0))]);
    assert_eq!(unread(&stage), 0);
    let answer = Answer::Synced {
        reset: false,
        version: Version(8),
        changes: vec![Change::Chat(chat(8, 0))],
        more: None,
    };
    stage.answer(&request, answer);
    assert_eq!(
        (unread(&stage), stage.page().sync.version, stage.asked.len()),
        (9, Version(9), 0)
    );
}

#[test]
fn a_sync_in_parts_is_asked_to_its_end_and_counts_only_then() {
    let mut stage = Stage::linked();
    stage.update(1, 2, Vec::new());
    let first = stage.next_asked();
    let part = |changes, more| Answer::Synced {
        reset: false,
        version: Version(4),
        changes,
        more,
    };
    stage.answer(&first, part(vec![Change::Chat(chat(4, 0))], Some(77)));
    assert_eq!(stage.page().sync.version, Version(1));
    stage.pass(DRAW_MS - 1);
    assert!(stage.asked.is_empty(), "what came first is drawn first");
    stage.pass(1);
    let second = stage.next_asked();
    assert!(
        matches!(
            second.ask,
            Ask::Sync {
                since: Version(1),
                cursor: Some(77)
            }
        ),
        "{second:?}"
    );
    stage.answer(&second, part(Vec::new(), Some(78)));
    let third = stage.next_asked();
    stage.answer(&third, part(Vec::new(), None));
    assert_eq!(stage.page().sync.version, Version(4));
}

#[test]
fn a_sync_that_was_cut_begins_again_from_the_last_whole_one() {
    let mut stage = Stage::linked();
    stage.update(1, 2, Vec::new());
    let first = stage.next_asked();
    stage.answer(
        &first,
        Answer::Synced {
            reset: false,
            version: Version(4),
            changes: Vec::new(),
            more: Some(77),
        },
    );
    stage.pass(DRAW_MS);
    let _second = stage.next_asked();
    stage.cut();
    stage.pass(5_000);
    assert_eq!(since(&mut stage), (1, None));
}

#[test]
fn a_reset_forgets_what_the_phone_said_and_keeps_what_was_written_here() {
    let mut stage = Stage::linked();
    stage.watch(vec![from_bob(1)]);
    stage.act(Act::Type(CHAT, "draft".into()));
    stage.update(5, 6, Vec::new());
    let request = stage.next_asked();
    let answer = Answer::Synced {
        reset: true,
        version: Version(2),
        changes: vec![Change::Chat(chat(0, 0))],
        more: None,
    };
    stage.answer(&request, answer);
    assert_eq!(stage.page().drafts.text(CHAT), "draft");
    stage.answer_history(vec![from_bob(1), from_bob(2)], false, false);
    assert_eq!(
        stage.page().threads.get(&CHAT).unwrap().messages.len(),
        2,
        "the open chat is read anew"
    );
}

#[test]
fn a_refused_sync_is_said_and_not_asked_for_ever() {
    let mut stage = Stage::linked();
    stage.update(5, 6, Vec::new());
    let request = stage.next_asked();
    stage.answer(&request, Answer::Problem(Problem::Storage));
    assert_eq!(Banner::of(stage.page()), Some(Banner::SyncFailed(Problem::Storage)));
    assert_eq!(stage.asked.len(), 0);
}

#[test]
fn a_new_message_is_spoken_once_and_an_own_one_never() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Message(from_bob(1))]);
    assert_eq!(stage.page().arrival.as_ref().unwrap().text, "message 1");
    let mine = Message {
        from: None,
        ..from_bob(2)
    };
    stage.update(2, 3, vec![Change::Message(mine)]);
    assert_eq!(stage.page().arrival.as_ref().unwrap().text, "message 1");
}

#[test]
fn of_a_message_that_is_gone_nothing_stays_to_be_spoken() {
    for gone in [
        Change::MessageGone {
            chat: CHAT,
            message: from_bob(1).id,
        },
        Change::Message(Message {
            body: Body::Deleted,
            ..from_bob(1)
        }),
    ] {
        let mut stage = Stage::linked();
        stage.update(1, 2, vec![Change::Message(from_bob(1))]);
        let other = Change::MessageGone {
            chat: CHAT,
            message: from_bob(2).id,
        };
        stage.update(2, 3, vec![other]);
        assert!(stage.page().arrival.is_some(), "another one is gone");
        stage.update(3, 4, vec![gone]);
        assert_eq!(stage.page().arrival, None);
    }
}

fn link(number: u8) -> Link {
    Link {
        id: LinkId([number; 16]),
        browser: "Firefox 151".into(),
        os: "Linux".into(),
        origin: "https://chat.example.org".into(),
        made_at: Timestamp(1),
        used_at: Timestamp(1),
        online: false,
        active: true,
        name: None,
    }
}

#[test]
fn a_new_link_is_said_once_and_those_of_before_are_not() {
    let mut stage = Stage::linked();
    let own = stage.page().own_link().unwrap();
    stage.update(1, 2, vec![Change::Link(Link { id: own, ..link(1) })]);
    assert_eq!(stage.page().notice, None, "its own");
    stage.update(2, 3, vec![Change::Link(link(2))]);
    let said = stage.page().notice.clone().unwrap();
    assert!(said.starts_with("New linked browser: Firefox 151 on Linux."), "{said}");
    stage.act(Act::CloseNotice);
    stage.update(3, 4, vec![Change::Link(link(2))]);
    assert_eq!(stage.page().notice, None, "once is enough");

    stage.update(8, 9, Vec::new());
    let request = stage.next_asked();
    let answer = Answer::Synced {
        reset: true,
        version: Version(12),
        changes: vec![Change::Link(link(2)), Change::Link(link(3))],
        more: None,
    };
    stage.answer(&request, answer);
    assert_eq!(stage.page().notice, None, "all is told anew");
}
