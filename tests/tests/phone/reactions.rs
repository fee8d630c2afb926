//! Emoji under messages.

use pillion_phone::{app::letter::Letter, store};
use pillion_protocol::content::{
    id::{ChatId, MessageId},
    problem::Problem,
    reaction::{Emoji, Reaction, TALLIES},
    reply::Answer,
    request::Ask,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use crate::world::{Name, World};

fn emoji(text: &str) -> Emoji {
    Emoji::parse(text).unwrap()
}

fn react(chat: ChatId, message: MessageId, text: Option<&str>) -> Ask {
    Ask::React {
        chat,
        message,
        emoji: text.map(emoji),
    }
}

impl World {
    /// What stands under the last message of a chat: emoji, how often, and whether it is one's own.
    fn under(&mut self, name: Name, chat: ChatId) -> Vec<(String, u32, bool)> {
        let last = self.history(name, chat).pop().unwrap();
        let tallies = last.reactions.into_iter();
        tallies
            .map(|tally| (tally.emoji.as_str().to_owned(), tally.count, tally.mine))
            .collect()
    }

    fn who(&mut self, name: Name, chat: ChatId, message: MessageId) -> Vec<Reaction> {
        match self.ask(name, Ask::Reactions { chat, message }) {
            Some(Answer::Reactions(reactions)) => reactions,
            other => panic!("no reactions: {other:?}"),
        }
    }
}

#[test]
fn everybody_has_one_emoji_under_a_message_and_may_take_it_away() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.act("bob", react(of_bob, said.id, Some("👍")));
    world.act("bob", react(of_bob, said.id, Some("❤️")));
    world.pass(1_000);
    assert_eq!(world.under("alice", chat), [("❤️".to_owned(), 1, false)]);
    assert_eq!(world.under("bob", of_bob), [("❤️".to_owned(), 1, true)]);
    world.act("alice", react(chat, said.id, Some("❤️")));
    world.pass(1_000);
    assert_eq!(world.under("bob", of_bob), [("❤️".to_owned(), 2, true)]);
    let bob = world.chat("alice", chat).peer;
    let who: Vec<_> = world.who("alice", chat, said.id).iter().map(|one| one.from).collect();
    assert_eq!(who, [bob, None], "the newest last");
    world.act("bob", react(of_bob, said.id, None));
    world.act("alice", react(chat, said.id, None));
    world.pass(1_000);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        assert_eq!(world.under(name, chat), [], "{name}");
        assert_eq!(world.who(name, chat, said.id), []);
    }
}

#[test]
fn reactions_to_nothing_and_to_what_is_deleted_are_refused() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "hello");
    let nothing = react(chat, MessageId([9; 16]), Some("👍"));
    assert_eq!(world.refused("alice", nothing), Problem::NoSuchMessage);
    let nowhere = react(ChatId([9; 16]), said.id, Some("👍"));
    assert_eq!(world.refused("alice", nowhere), Problem::NoSuchChat);
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: true,
    };
    world.act("alice", delete);
    let late = react(chat, said.id, Some("👍"));
    assert_eq!(world.refused("alice", late), Problem::MessageDeleted);
}

#[test]
fn a_late_older_reaction_does_not_win_and_what_is_no_emoji_shows_nowhere() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    let at = world.now.0;
    let reaction = |text: Option<&str>, at| Letter::React {
        id: said.id,
        emoji: text.map(emoji),
        at: Timestamp(at),
    };
    world.forge(
        "bob",
        of_bob,
        &[reaction(Some("👍"), at + 2), reaction(Some("👎"), at + 1)],
    );
    assert_eq!(world.under("alice", chat), [("👍".to_owned(), 1, false)]);
    world.forge("bob", of_bob, &[reaction(None, at + 4), reaction(Some("👎"), at + 3)]);
    assert_eq!(world.under("alice", chat), []);
    let mut words = reaction(Some("👎"), at + 5).encode();
    let place = words.windows(4).position(|bytes| bytes == "👎".as_bytes()).unwrap();
    words[place..place + 4].copy_from_slice(b"<b>a");
    world.forge_bytes("bob", of_bob, &[words]);
    assert_eq!(world.under("alice", chat), []);
    world.forge("bob", of_bob, &[reaction(Some("🎉"), at + 6)]);
    assert_eq!(world.under("alice", chat), [("🎉".to_owned(), 1, false)]);
}

#[test]
fn ten_thousand_reactions_leave_a_message_that_fits() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, &"long ".repeat(6_000));
    world.pass(1_000);
    world.kill("alice");
    let signs: Vec<_> = (0x1_f600..0x1_f640)
        .map(|sign| char::from_u32(sign).unwrap().to_string())
        .collect();
    world.with_disk("alice", |tx| {
        let number = store::message::in_chat(tx, chat, said.id)?.unwrap().number;
        for person in 0..10_000_u32 {
            let mut account = [7; 32];
            account[..4].copy_from_slice(&person.to_be_bytes());
            let sign = emoji(&signs[usize::try_from(person).unwrap() % signs.len()]);
            let at = Timestamp(u64::from(person));
            store::reaction::put(tx, number, Some(AccountId(account)), Some(&sign), at)?;
        }
        Ok(())
    });
    world.switch_on("alice");
    assert_eq!(world.under("alice", chat).len(), TALLIES);
    let message = world.history("alice", chat).pop().unwrap();
    assert!(minicbor::to_vec(&message).unwrap().len() < 40_000);
    let who = world.who("alice", chat, said.id);
    assert!(minicbor::to_vec(&who).unwrap().len() <= 48 * 1024 + 8);
    assert!(
        who.len() > 500 && who.last().unwrap().at == Timestamp(9_999),
        "the newest of them"
    );
}
