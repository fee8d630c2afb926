//! What a person does to a chat in the list, seen from all screens.

use pillion_protocol::content::{
    chat::{Chat, DRAFT_BYTES, MUTED_FOR_GOOD},
    id::ChatId,
    problem::Problem,
    request::Ask,
    update::Change,
};

use crate::world::{Name, World};

impl World {
    /// A chat as the last update has told of it.
    fn told(&mut self, name: Name, chat: ChatId) -> Chat {
        let changes = self.node(name).updates.iter().flat_map(|update| &update.changes);
        let mut told = changes.filter_map(|change| match change {
            Change::Chat(told) if told.id == chat => Some(told.clone()),
            _ => None,
        });
        told.next_back().unwrap()
    }
}

#[test]
fn what_is_done_to_a_chat_is_told_to_every_screen() {
    let (mut world, chat) = World::of_two();
    world.act("alice", Ask::Pin { chat, on: true });
    world.act("alice", Ask::Archive { chat, on: true });
    let until = Some(MUTED_FOR_GOOD);
    world.act("alice", Ask::Mute { chat, until });
    world.act("alice", Ask::MarkUnread { chat, on: true });
    let text = "half a sentence\n".to_owned();
    world.act("alice", Ask::Draft { chat, text });
    let shown = world.chat("alice", chat);
    assert!(shown.pinned && shown.archived && shown.marked_unread);
    assert_eq!((shown.muted_until, shown.draft.as_str()), (until, "half a sentence\n"));
    assert_eq!(world.told("alice", chat), shown);
    world.kill("alice");
    world.switch_on("alice");
    assert_eq!(world.chat("alice", chat), shown, "and is there after a restart");
    world.act("alice", Ask::Pin { chat, on: false });
    world.act("alice", Ask::Archive { chat, on: false });
    world.act("alice", Ask::Mute { chat, until: None });
    world.act("alice", Ask::MarkUnread { chat, on: false });
    let shown = world.chat("alice", chat);
    assert!(!shown.pinned && !shown.archived && !shown.marked_unread && shown.muted_until.is_none());
}

#[test]
fn doing_it_twice_tells_nobody_twice() {
    let (mut world, chat) = World::of_two();
    let text = || "typed".to_owned();
    let asks = || {
        [
            Ask::Pin { chat, on: true },
            Ask::Mute {
                chat,
                until: Some(MUTED_FOR_GOOD),
            },
            Ask::Archive { chat, on: true },
            Ask::MarkUnread { chat, on: true },
            Ask::Draft { chat, text: text() },
        ]
    };
    for ask in asks() {
        world.act("alice", ask);
    }
    let told = world.node("alice").updates.len();
    for ask in asks() {
        world.act("alice", ask);
    }
    assert_eq!(world.node("alice").updates.len(), told);
}

#[test]
fn nothing_is_done_to_a_chat_that_does_not_exist() {
    let (mut world, _) = World::of_two();
    let chat = ChatId([9; 16]);
    for ask in [
        Ask::Pin { chat, on: true },
        Ask::Mute { chat, until: None },
        Ask::Archive { chat, on: true },
        Ask::MarkUnread { chat, on: true },
        Ask::Draft {
            chat,
            text: String::new(),
        },
        Ask::Accept { chat },
        Ask::DeleteChat { chat },
    ] {
        assert_eq!(world.refused("alice", ask), Problem::NoSuchChat);
    }
}

#[test]
fn reading_takes_the_mark_away_also_where_all_was_read() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "one");
    let of_bob = world.only_chat("bob");
    let through = world.chat("bob", of_bob).last.unwrap().place;
    let read = Ask::Read { chat: of_bob, through };
    world.act("bob", read.clone());
    world.act("bob", Ask::MarkUnread { chat: of_bob, on: true });
    world.act("bob", read);
    assert!(!world.chat("bob", of_bob).marked_unread);
}

#[test]
fn a_new_message_takes_a_chat_out_of_the_archive_unless_it_is_muted() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "one");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Archive { chat: of_bob, on: true });
    let until = Some(world.now.after_ms(60_000));
    world.act("bob", Ask::Mute { chat: of_bob, until });
    world.say("alice", chat, "two");
    assert!(world.chat("bob", of_bob).archived, "muted");
    world.pass(60_000);
    world.say("alice", chat, "three");
    assert!(!world.chat("bob", of_bob).archived, "not muted any more");
    world.act("bob", Ask::Archive { chat: of_bob, on: true });
    world.say("bob", of_bob, "four");
    assert!(world.chat("bob", of_bob).archived, "one's own does not");
}

#[test]
fn a_draft_is_gone_when_it_is_sent_and_a_bad_one_is_not_kept() {
    let (mut world, chat) = World::of_two();
    let draft = |text: &str| Ask::Draft {
        chat,
        text: text.to_owned(),
    };
    world.act("alice", draft("one\r\ntwo"));
    assert_eq!(world.chat("alice", chat).draft, "one\ntwo");
    assert_eq!(world.refused("alice", draft("\u{1b}[2J")), Problem::TextControl);
    let long = "a".repeat(DRAFT_BYTES + 1);
    assert_eq!(world.refused("alice", draft(&long)), Problem::TextTooLong);
    assert_eq!(world.chat("alice", chat).draft, "one\ntwo");
    world.say("alice", chat, "one and two");
    assert_eq!(world.chat("alice", chat).draft, "");
    assert_eq!(world.told("alice", chat).draft, "");
    world.act("alice", draft(&"a".repeat(DRAFT_BYTES)));
    assert_eq!(
        world.told("alice", chat).draft.len(),
        DRAFT_BYTES,
        "the longest fits an update"
    );
    world.act("alice", draft(""));
    assert_eq!(world.chat("alice", chat).draft, "");
}
