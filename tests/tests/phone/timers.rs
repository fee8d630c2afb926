//! Messages that go away by themselves.

use pillion_phone::app::{letter::Letter, timer::Timer};
use pillion_protocol::content::{
    body::Body,
    chat::{TIMER_LEAST, TIMER_MOST},
    event::Event,
    id::ChatId,
    message::Message,
    problem::Problem,
    reaction::Emoji,
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use crate::world::{Name, World, text};

/// A minute, the shortest time.
const MINUTE: u32 = 60;

fn set(chat: ChatId, seconds: Option<u32>) -> Ask {
    Ask::SetTimer { chat, seconds }
}

/// Alice and Bob, who have talked; their chats.
fn talking() -> (World, ChatId, ChatId) {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    (world, chat, of_bob)
}

impl World {
    /// What happened in a chat, and who did it.
    fn events(&mut self, name: Name, chat: ChatId) -> Vec<(Option<AccountId>, Event)> {
        let all = self.history(name, chat).into_iter();
        all.filter_map(|message| match message.body {
            Body::Event(event) => Some((message.from, event)),
            _ => None,
        })
        .collect()
    }

    fn finds(&mut self, name: Name, words: &str) -> usize {
        let search = Ask::Search {
            words: words.to_owned(),
            chat: None,
            starred: false,
            cursor: None,
        };
        match self.ask(name, search) {
            Some(Answer::Found { hits, .. }) => hits.len(),
            other => panic!("not searched: {other:?}"),
        }
    }
}

#[test]
fn both_phones_know_the_time_and_say_who_has_set_it() {
    let (mut world, chat, of_bob) = talking();
    world.act("alice", set(chat, Some(MINUTE)));
    world.pass(1_000);
    let alice = world.chat("bob", of_bob).peer;
    assert_eq!(world.chat("alice", chat).timer, Some(MINUTE));
    assert_eq!(world.chat("bob", of_bob).timer, Some(MINUTE));
    assert_eq!(world.events("alice", chat), [(None, Event::Timer(Some(MINUTE)))]);
    assert_eq!(world.events("bob", of_bob), [(alice, Event::Timer(Some(MINUTE)))]);
    world.act("bob", set(of_bob, None));
    world.act("bob", set(of_bob, None));
    world.pass(1_000);
    let bob = world.chat("alice", chat).peer;
    assert_eq!(world.chat("alice", chat).timer, None);
    assert_eq!(world.events("alice", chat)[1..], [(bob, Event::Timer(None))]);
    let last = world.chat("bob", of_bob).last.unwrap();
    assert_eq!((last.event, last.from), (Some(Event::Timer(None)), None));
    assert_eq!(world.chat("alice", chat).unread, 0, "nobody has written it");
}

#[test]
fn a_message_goes_from_both_phones_with_all_that_hangs_on_it() {
    let (mut world, chat, of_bob) = talking();
    world.act("alice", set(chat, Some(MINUTE)));
    let said = world.say("alice", chat, "a fleeting word");
    let intent = world.intent();
    let edit = Ask::Edit {
        intent,
        chat,
        message: said.id,
        text: text("a fleeting thought"),
    };
    assert!(matches!(world.ask("alice", edit), Some(Answer::Message(_))));
    let emoji = Some(Emoji::parse("👍").unwrap());
    let react = Ask::React {
        chat: of_bob,
        message: said.id,
        emoji,
    };
    world.act("bob", react);
    world.act("bob", set(of_bob, None));
    let intent = world.intent();
    let answer = Ask::Send {
        intent,
        chat: of_bob,
        text: text("an answer that stays"),
        quote: Some(said.id),
    };
    assert!(matches!(world.ask("bob", answer), Some(Answer::Message(_))));
    let stored = world.saying("bob", of_bob, "a fleeting thought");
    assert_eq!(stored.expires, Some(world.now.after_ms(60_000)));
    world.pass(59_000);
    assert_eq!(world.finds("bob", "fleeting"), 1);
    world.pass(1_000);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        assert_eq!(world.finds(name, "fleeting"), 0, "{name}");
        let left: Vec<Message> = world.history(name, chat);
        assert!(left.iter().all(|message| message.id != said.id), "{name}");
        let quoting = left.iter().find(|message| message.quote.is_some()).unwrap();
        assert_eq!(quoting.quote.as_ref().unwrap().found, None, "{name}");
        let gone = Change::MessageGone { chat, message: said.id };
        let told = world.node(name).updates.iter().flat_map(|update| &update.changes);
        assert!(told.into_iter().any(|change| *change == gone), "{name}");
        let edits = Ask::Edits { chat, message: said.id };
        assert_eq!(world.refused(name, edits), Problem::NoSuchMessage);
    }
}

#[test]
fn what_became_due_while_a_phone_was_off_goes_when_it_starts() {
    let (mut world, chat, of_bob) = talking();
    world.act("alice", set(chat, Some(MINUTE)));
    for number in 0..250 {
        world.say("alice", chat, &format!("word {number}"));
    }
    world.pass(1_000);
    world.kill("bob");
    world.pass(60_000);
    assert_eq!(world.finds("alice", "word"), 0, "in goes of a hundred");
    world.switch_on("bob");
    world.pass(1_000);
    assert_eq!(world.finds("bob", "word"), 0);
    assert_eq!(world.chat("bob", of_bob).unread, 1, "the first hello");
}

#[test]
fn a_message_that_waits_for_the_relay_leaves_though_its_time_is_over_here() {
    let (mut world, chat, of_bob) = talking();
    world.act("alice", set(chat, Some(MINUTE)));
    world.pass(1_000);
    world.stop_relay();
    world.say("alice", chat, "late");
    world.pass(61_000);
    assert_eq!(world.finds("alice", "late"), 0);
    world.start_relay();
    world.pass(30_000);
    assert_eq!(world.finds("bob", "late"), 1);
    assert_eq!(world.chat("bob", of_bob).unread, 2);
    world.pass(60_000);
    assert_eq!(world.finds("bob", "late"), 0);
}

#[test]
fn a_message_that_is_not_sealed_yet_stays_until_it_is() {
    let (mut world, chat) = World::of_two();
    world.stop_relay();
    world.act("alice", set(chat, Some(MINUTE)));
    world.say("alice", chat, "first words");
    world.pass(120_000);
    assert_eq!(world.finds("alice", "first"), 1);
    world.start_relay();
    world.pass(30_000);
    assert_eq!(world.finds("alice", "first"), 0);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.chat("bob", of_bob).timer, Some(MINUTE), "told in the new group");
    assert!(world.saying("bob", of_bob, "first words").expires.is_some());
}

#[test]
fn a_deleted_chat_begins_again_with_its_time() {
    let (mut world, chat, _) = talking();
    world.act("alice", set(chat, Some(TIMER_MOST)));
    world.act("alice", Ask::DeleteChat { chat });
    let again = world.befriend("alice", "bob").chat;
    assert_ne!(again, chat);
    assert_eq!(world.chat("alice", again).timer, Some(TIMER_MOST));
}

#[test]
fn times_that_are_none_are_refused() {
    let (mut world, chat, of_bob) = talking();
    for seconds in [0, TIMER_LEAST - 1, TIMER_MOST + 1, u32::MAX] {
        assert_eq!(world.refused("alice", set(chat, Some(seconds))), Problem::Timer);
    }
    let nowhere = set(ChatId([9; 16]), Some(MINUTE));
    assert_eq!(world.refused("alice", nowhere), Problem::NoSuchChat);
    let account = world.chat("alice", chat).peer.unwrap();
    world.act("alice", Ask::Block { account, on: true });
    assert_eq!(world.refused("alice", set(chat, Some(MINUTE))), Problem::Blocked);
    world.act("bob", set(of_bob, Some(MINUTE)));
    world.pass(1_000);
    assert_eq!(
        world.chat("alice", chat).timer,
        None,
        "what a blocked one says is thrown away"
    );
}

#[test]
fn an_earlier_word_that_comes_late_changes_nothing() {
    let (mut world, chat, of_bob) = talking();
    let at = world.now.0;
    let said = |seconds: Option<u32>, at| Letter::Timer {
        timer: seconds.and_then(Timer::new),
        at: Timestamp(at),
    };
    world.forge(
        "bob",
        of_bob,
        &[said(Some(120), at + 20), said(Some(60), at + 10), said(None, at + 20)],
    );
    assert_eq!(world.chat("alice", chat).timer, Some(120));
    assert_eq!(world.events("alice", chat).len(), 1);
    world.forge("bob", of_bob, &[said(Some(60), at + 20)]);
    assert_eq!(
        world.chat("alice", chat).timer,
        Some(60),
        "of the same time the shorter"
    );
    // Alice's own word is later than any that she has heard, whatever her clock says.
    world.forge("bob", of_bob, &[said(Some(90), at + 10_000_000)]);
    world.act("alice", set(chat, None));
    world.pass(1_000);
    assert_eq!(world.chat("bob", of_bob).timer, None);
}

#[test]
fn an_event_is_nobodys_message() {
    let (mut world, chat, of_bob) = talking();
    world.act("alice", set(chat, Some(MINUTE)));
    world.pass(1_000);
    let line = world.history("alice", chat).pop().unwrap();
    let delete = |for_all| Ask::Delete {
        chat,
        message: line.id,
        for_all,
    };
    assert_eq!(world.refused("alice", delete(true)), Problem::NotYours);
    let intent = world.intent();
    let forward = Ask::Forward {
        intent,
        chat,
        message: line.id,
        to: chat,
    };
    assert_eq!(world.refused("alice", forward), Problem::MessageDeleted);
    world.act("alice", delete(false));
    assert_eq!(world.events("alice", chat), []);
    // Its place is no message that could be told as read.
    let through = world.history("bob", of_bob).last().unwrap().place;
    world.act("bob", Ask::Read { chat: of_bob, through });
    world.pass(1_000);
    let state = world.saying("alice", chat, "hello").state;
    assert_eq!(state.word(), "read");
}
