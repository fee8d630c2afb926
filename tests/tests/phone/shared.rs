//! What is done on one screen shows on all: two browsers and the phone.

use pillion_protocol::content::{chat::MUTED_FOR_GOOD, reaction::Emoji, reply::Answer, request::Ask, update::Change};

use crate::{
    links::{ask, link},
    world::{World, text},
};

/// What a page was told last, without what is told of its own link.
fn told(world: &mut World, page: &'static str) -> Vec<Change> {
    let updates = std::mem::take(&mut world.pages.get_mut(page).unwrap().updates);
    updates.into_iter().flat_map(|update| update.changes).collect()
}

#[test]
fn what_is_done_in_one_browser_shows_in_the_other_and_on_the_phone() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "hello");
    link(&mut world, "first");
    link(&mut world, "second");
    told(&mut world, "second");
    let message = said.id;
    let asks = [
        Ask::Star {
            chat,
            message,
            on: true,
        },
        Ask::React {
            chat,
            message,
            emoji: Some(Emoji::parse("👍").unwrap()),
        },
        Ask::Pin { chat, on: true },
        Ask::Mute {
            chat,
            until: Some(MUTED_FOR_GOOD),
        },
        Ask::Archive { chat, on: true },
        Ask::MarkUnread { chat, on: true },
        Ask::Draft {
            chat,
            text: "typed here".to_owned(),
        },
    ];
    for one in asks {
        assert_eq!(ask(&mut world, "first", one), Some(Answer::Done));
    }
    let on_phone = (world.history("alice", chat).remove(0), world.chat("alice", chat));
    assert!(on_phone.0.starred && on_phone.0.reactions[0].mine);
    assert!(on_phone.1.pinned && on_phone.1.archived && on_phone.1.draft == "typed here");
    let in_browser = told(&mut world, "second");
    let message = in_browser.iter().rfind(|change| matches!(change, Change::Message(_)));
    let shown = in_browser.iter().rfind(|change| matches!(change, Change::Chat(_)));
    assert_eq!(message, Some(&Change::Message(on_phone.0)));
    assert_eq!(shown, Some(&Change::Chat(on_phone.1)));
}

#[test]
fn edits_and_deletions_in_one_browser_show_in_the_other() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "hello");
    link(&mut world, "first");
    link(&mut world, "second");
    told(&mut world, "second");
    let edit = Ask::Edit {
        intent: world.intent(),
        chat,
        message: said.id,
        text: text("goodbye"),
    };
    assert!(matches!(ask(&mut world, "first", edit), Some(Answer::Message(_))));
    let words: Vec<_> = told(&mut world, "second")
        .into_iter()
        .filter_map(|change| match change {
            Change::Message(message) => Some(message.words().to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(words.last().map(String::as_str), Some("goodbye"));
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: false,
    };
    assert_eq!(ask(&mut world, "first", delete), Some(Answer::Done));
    let gone = Change::MessageGone { chat, message: said.id };
    assert!(told(&mut world, "second").contains(&gone));
    assert_eq!(ask(&mut world, "first", Ask::DeleteChat { chat }), Some(Answer::Done));
    assert!(told(&mut world, "second").contains(&Change::ChatGone(chat)));
}

#[test]
fn a_browser_searches_on_its_phone() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "a needle in the hay");
    link(&mut world, "tab");
    let search = Ask::Search {
        words: "needle".to_owned(),
        chat: None,
        starred: false,
        cursor: None,
    };
    let Some(Answer::Found { hits, more: None }) = ask(&mut world, "tab", search) else {
        panic!()
    };
    assert_eq!(hits[0].excerpt, ["a ", "needle", " in the hay"]);
}
