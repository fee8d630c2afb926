//! Messages that are deleted, here and for all, and chats.

use pillion_phone::{app::letter::Letter, store::message};
use pillion_protocol::content::{
    body::Body,
    id::{ChatId, MessageId, Version},
    problem::Problem,
    reaction::Emoji,
    reply::Answer,
    request::{Ask, From},
    update::Change,
};
use pillion_wire::{relay_frame::RelayFrame, time::Timestamp};

use crate::world::{Node, World, text};

impl Node {
    /// How many messages of a chat lie on the disk; at most 100 are counted.
    fn left(&mut self, chat: ChatId) -> usize {
        let phone = self.phone.as_ref().unwrap();
        let tx = phone.database().read();
        message::stretch(&tx, chat, From::End, 100).unwrap().len()
    }
}

fn delete(chat: ChatId, message: MessageId, for_all: bool) -> Ask {
    Ask::Delete { chat, message, for_all }
}

#[test]
fn a_message_deleted_for_all_leaves_a_mark_and_no_word_on_both_phones() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "secret");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.act(
        "bob",
        Ask::React {
            chat: of_bob,
            message: said.id,
            emoji: Some(Emoji::parse("👍").unwrap()),
        },
    );
    world.pass(1_000);
    assert_eq!(world.history("alice", chat)[0].reactions.len(), 1);
    assert_eq!(world.chat("bob", of_bob).unread, 1);
    world.act("alice", delete(chat, said.id, true));
    world.act("alice", delete(chat, said.id, true));
    world.pass(1_000);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        let message = world.history(name, chat).pop().unwrap();
        assert_eq!(message.body, Body::Deleted, "{name}");
        assert!(message.reactions.is_empty() && message.edited.is_none() && !message.starred);
        let last = world.chat(name, chat).last.unwrap();
        assert!(last.deleted && last.text.is_empty());
    }
    assert_eq!(world.chat("bob", of_bob).unread, 0, "there is nothing to read");
}

#[test]
fn a_message_deleted_here_is_gone_here_only() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "one");
    world.say("alice", chat, "two");
    let of_bob = world.only_chat("bob");
    world.act("bob", delete(of_bob, said.id, false));
    world.act("bob", delete(of_bob, said.id, false));
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["two"]);
    assert_eq!(world.chat("bob", of_bob).unread, 1, "what is gone does not count");
    assert_eq!(world.words("alice", chat), ["one", "two"]);
    let gone = Change::MessageGone {
        chat: of_bob,
        message: said.id,
    };
    let told = world.node("bob").updates.iter().flat_map(|update| &update.changes);
    assert!(told.into_iter().any(|change| *change == gone));
    for ask in [
        Ask::Star {
            chat: of_bob,
            message: said.id,
            on: true,
        },
        Ask::Edits {
            chat: of_bob,
            message: said.id,
        },
        Ask::Reactions {
            chat: of_bob,
            message: said.id,
        },
    ] {
        assert_eq!(world.refused("bob", ask), Problem::NoSuchMessage);
    }
    // Said again, for all: it stays gone here.
    world.act("alice", delete(chat, said.id, true));
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["two"]);
}

#[test]
fn only_the_writer_deletes_for_all() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "mine");
    let of_bob = world.only_chat("bob");
    assert_eq!(world.refused("bob", delete(of_bob, said.id, true)), Problem::NotYours);
    let nothing = delete(of_bob, MessageId([9; 16]), true);
    assert_eq!(world.refused("bob", nothing), Problem::NoSuchMessage);
    let nowhere = delete(ChatId([9; 16]), said.id, false);
    assert_eq!(world.refused("bob", nowhere), Problem::NoSuchChat);
    world.forge("bob", of_bob, &[Letter::Delete { id: said.id }]);
    assert_eq!(world.words("alice", chat), ["mine"], "a forged deletion");
}

#[test]
fn what_has_not_left_does_not_leave_once_it_is_deleted() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "first");
    world.pass(1_000);
    world.stop_relay();
    let alone = world.say("alice", chat, "alone");
    world.act("alice", delete(chat, alone.id, true));
    let one = world.say("alice", chat, "one");
    let two = world.say("alice", chat, "two");
    world.act("alice", delete(chat, one.id, true));
    world.act("alice", delete(chat, two.id, false));
    world.say("alice", chat, "last");
    world.start_relay();
    world.pass(60_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["first", "last"], "not even a mark");
    assert_eq!(world.words("alice", chat), ["first", "", "", "last"]);
}

#[test]
fn the_first_message_of_a_chat_can_be_taken_back_while_its_group_is_made() {
    let (mut world, chat) = World::of_two();
    world.stop_relay();
    let said = world.say("alice", chat, "no");
    world.act("alice", delete(chat, said.id, true));
    world.start_relay();
    world.pass(60_000);
    world.say("alice", chat, "yes");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["yes"]);
}

#[test]
fn what_may_have_left_is_deleted_behind_it_also_after_a_restart() {
    for restart in [false, true] {
        let (mut world, chat) = World::of_two();
        world.say("alice", chat, "first");
        world.pass(1_000);
        world.lose = |frame| matches!(frame, RelayFrame::Stored { .. });
        let said = world.say("alice", chat, "under way");
        world.stop_relay();
        world.lose = |_| false;
        if restart {
            world.kill("alice");
            world.switch_on("alice");
        }
        world.act("alice", delete(chat, said.id, true));
        world.start_relay();
        world.pass(60_000);
        let of_bob = world.only_chat("bob");
        let bodies: Vec<_> = world.history("bob", of_bob).into_iter().map(|m| m.body).collect();
        assert_eq!(bodies, [Body::Text(text("first")), Body::Deleted], "restart: {restart}");
    }
}

#[test]
fn a_failed_message_that_was_deleted_is_not_tried_again() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "one");
    world.act("alice", delete(chat, said.id, true));
    let retry = Ask::Retry { message: said.id };
    assert_eq!(world.refused("alice", retry), Problem::MessageDeleted);
}

#[test]
fn a_letter_that_comes_again_does_not_bring_a_deleted_message_back() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "once");
    let of_bob = world.only_chat("bob");
    world.act("bob", delete(of_bob, said.id, false));
    let again = Letter::Text {
        id: said.id,
        text: text("once"),
        at: said.at,
        quote: None,
        forwarded: false,
        timer: None,
    };
    let edit = Letter::Edit {
        id: said.id,
        text: text("twice"),
        at: Timestamp(u64::MAX),
    };
    world.forge("alice", chat, &[again, edit]);
    assert_eq!(world.words("bob", of_bob), Vec::<String>::new());
}

#[test]
fn a_deleted_chat_is_gone_and_its_contact_is_not() {
    let (mut world, chat) = World::of_two();
    let first = world.say("alice", chat, "one");
    world.say("alice", chat, "two");
    let of_bob = world.only_chat("bob");
    world.say("bob", of_bob, "three");
    world.pass(1_000);
    let since = world.node("alice").updates.last().unwrap().to;
    world.act("alice", Ask::DeleteChat { chat });
    assert!(world.chats("alice").is_empty());
    let Some(Answer::Synced { changes, reset, .. }) = world.ask("alice", Ask::Sync { since, cursor: None }) else {
        panic!()
    };
    assert!(!reset && changes.contains(&Change::ChatGone(chat)), "{changes:?}");
    assert_eq!(world.refused("alice", Ask::DeleteChat { chat }), Problem::NoSuchChat);
    let star = Ask::Star {
        chat,
        message: first.id,
        on: true,
    };
    assert_eq!(world.refused("alice", star), Problem::NoSuchChat);
    let again = Ask::Send {
        intent: first.intent.unwrap(),
        chat,
        text: text("one"),
        quote: None,
    };
    assert_eq!(world.refused("alice", again), Problem::NoSuchMessage, "not sent twice");
    // The contact is known to a screen that comes new, and its next message shows the chat again, with nothing of before.
    let Some(Answer::Synced { changes, .. }) = world.ask(
        "alice",
        Ask::Sync {
            since: Version(0),
            cursor: None,
        },
    ) else {
        panic!()
    };
    assert!(changes.iter().any(|change| matches!(change, Change::Contact(_))));
    assert_eq!(world.words("bob", of_bob), ["one", "two", "three"]);
    world.say("bob", of_bob, "four");
    let new = world.only_chat("alice");
    assert_ne!(new, chat);
    assert_eq!(world.words("alice", new), ["four"]);
    world.say("alice", new, "five");
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob).pop().unwrap(), "five");
}

#[test]
fn a_deleted_chat_comes_back_empty_when_its_contact_is_added_or_written_to() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "one");
    world.pass(1_000);
    world.act("alice", Ask::DeleteChat { chat });
    let contact = world.befriend("alice", "bob");
    assert_eq!(world.only_chat("alice"), contact.chat);
    assert_eq!(world.words("alice", contact.chat), Vec::<String>::new());
    world.say("alice", contact.chat, "two");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["one", "two"]);
}

#[test]
fn a_long_chat_is_gone_at_once_and_taken_out_bit_by_bit_also_after_a_restart() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "needle");
    for number in 0..500 {
        world.say("alice", chat, &format!("needle {number}"));
    }
    world.pass(1_000);
    world.act("alice", Ask::DeleteChat { chat });
    let search = Ask::Search {
        words: "needle".to_owned(),
        chat: None,
        starred: false,
        cursor: None,
    };
    let nothing = Some(Answer::Found {
        hits: Vec::new(),
        more: None,
    });
    assert_eq!(world.ask("alice", search.clone()), nothing);
    let retry = Ask::Retry { message: said.id };
    assert_eq!(world.refused("alice", retry), Problem::NoSuchMessage);
    let edits = Ask::Edits { chat, message: said.id };
    assert_eq!(world.refused("alice", edits), Problem::NoSuchChat);
    assert_eq!(world.node("alice").left(chat), 100, "as many as are asked for");
    world.kill("alice");
    world.switch_on("alice");
    world.pass(1_000);
    assert_eq!(world.node("alice").left(chat), 0);
    let again = Ask::Send {
        intent: said.intent.unwrap(),
        chat,
        text: text("needle"),
        quote: None,
    };
    assert_eq!(world.refused("alice", again), Problem::NoSuchMessage);
    let new = world.befriend("alice", "bob").chat;
    world.say("alice", new, "another needle");
    world.pass(1_000);
    let Some(Answer::Found { hits, .. }) = world.ask("alice", search) else {
        panic!()
    };
    assert_eq!(hits.len(), 1);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob).len(), 502);
}

#[test]
fn a_deleted_chat_comes_back_when_its_contact_is_added_offline() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "one");
    world.pass(1_000);
    world.act("alice", Ask::DeleteChat { chat });
    world.stop_relay();
    let contact = world.befriend("alice", "bob");
    assert_eq!(world.only_chat("alice"), contact.chat);
}

#[test]
fn versions_stay_in_step_when_a_chat_is_deleted() {
    let (mut world, chat) = World::of_two();
    for number in 0..5 {
        world.say("alice", chat, &format!("{number}"));
    }
    world.act("alice", Ask::DeleteChat { chat });
    world.befriend("alice", "bob");
    let updates = &world.node("alice").updates;
    for pair in updates.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
        assert!(pair[0].to <= pair[1].to);
    }
}
