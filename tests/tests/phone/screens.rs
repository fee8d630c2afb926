//! What screens are told: updates without gaps, snapshots, what was missed.

use pillion_protocol::content::{
    id::{Place, Version},
    message::State,
    reply::Answer,
    request::Ask,
    update::Change,
};

use crate::world::World;
use pillion_phone::app::phone::Options;

#[test]
fn updates_follow_one_another_without_a_gap() {
    let (mut world, chat) = World::of_two();
    for number in 0..5 {
        world.say("alice", chat, &format!("{number}"));
    }
    world.pass(2_000);
    let updates = &world.node("alice").updates;
    assert!(updates.len() > 10);
    for pair in updates.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
    }
    let last = updates.last().unwrap().to;
    let Some(Answer::Synced { version, .. }) = world.ask(
        "alice",
        Ask::Sync {
            since: Version(0),
            cursor: None,
        },
    ) else {
        panic!()
    };
    assert_eq!(version, last);
}

#[test]
fn a_screen_that_was_away_gets_what_it_missed_and_no_more() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "before");
    world.pass(1_000);
    let since = world.node("alice").updates.last().unwrap().to;
    let after = world.say("alice", chat, "after");
    world.pass(1_000);
    let Some(Answer::Synced {
        reset, changes, more, ..
    }) = world.ask("alice", Ask::Sync { since, cursor: None })
    else {
        panic!()
    };
    assert!(!reset && more.is_none());
    let messages: Vec<_> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Message(message) => Some((message.id, message.state)),
            _ => None,
        })
        .collect();
    assert_eq!(messages, [(after.id, State::Delivered)], "once, as it is now");
    assert!(changes.iter().any(|change| matches!(change, Change::Connection(_))));
}

#[test]
fn a_version_from_another_life_is_reset() {
    let (mut world, _) = World::of_two();
    let Some(Answer::Synced { reset, changes, .. }) = world.ask(
        "alice",
        Ask::Sync {
            since: Version(1_000_000),
            cursor: None,
        },
    ) else {
        panic!()
    };
    assert!(reset);
    assert!(matches!(changes[0], Change::Account(_)));
    assert!(changes.iter().any(|change| matches!(change, Change::Chat(_))));
}

#[test]
fn many_chats_come_in_parts_the_newest_first() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    for number in 0..80 {
        let name = Box::leak(format!("contact_with_a_long_handle_{number}").into_boxed_str());
        world.add_phone(name, name, Options::default());
        world.kill(name);
        world.befriend("alice", name);
        world.pass(1_100);
    }
    let (mut cursor, mut titles, mut parts) = (None, Vec::new(), 0);
    loop {
        let Some(Answer::Synced {
            reset, changes, more, ..
        }) = world.ask(
            "alice",
            Ask::Sync {
                since: Version(0),
                cursor,
            },
        )
        else {
            panic!()
        };
        assert_eq!(reset, parts == 0, "only the first part clears the screen");
        assert!(minicbor::to_vec(&changes).unwrap().len() <= 16 * 1024);
        parts += 1;
        titles.extend(changes.into_iter().filter_map(|change| match change {
            Change::Chat(chat) => Some(chat.title),
            _ => None,
        }));
        cursor = more;
        if cursor.is_none() {
            break;
        }
    }
    assert!(parts > 1);
    let expected: Vec<_> = (0..80)
        .rev()
        .map(|number| format!("contact_with_a_long_handle_{number}"))
        .collect();
    assert_eq!(titles, expected);
}

#[test]
fn the_read_mark_grows_and_never_shrinks() {
    let (mut world, chat) = World::of_two();
    for number in 0..5 {
        world.say("alice", chat, &format!("{number}"));
    }
    let of_bob = world.only_chat("bob");
    let mut read = |through| {
        let done = world.ask(
            "bob",
            Ask::Read {
                chat: of_bob,
                through: Place(through),
            },
        );
        assert_eq!(done, Some(Answer::Done));
        let chat = world.chats("bob").remove(0);
        (chat.read_through.0, chat.unread)
    };
    assert_eq!(read(3), (3, 2));
    assert_eq!(read(1), (3, 2));
    assert_eq!(read(1_000), (5, 0), "at most to the last message");
}
