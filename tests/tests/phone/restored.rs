//! A phone that was restored from a backup, or moved: what goes on, and that nothing is sealed twice with one key.

use std::{collections::BTreeSet, path::Path};

use pillion_phone::{
    app::phone::Options,
    passphrase::Passphrase,
    store::{
        copy::{Key, Snapshot},
        database::{Database, Stretch},
        error::StoreError,
        restored,
    },
};
use pillion_protocol::content::{
    account::Connection,
    id::{ChatId, IntentId, Version},
    message::State,
    problem::Problem,
    reaction::Emoji,
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::{refusal::Code, relay_frame::RelayFrame};
use tempfile::TempDir;

use crate::{
    links::{ask, link, links},
    world::{World, text},
};

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse")
}

/// Alice, whose phone is on a disk, and Bob; both know each other, and both have written.
struct Stage {
    world: World,
    disk: TempDir,
    of_alice: ChatId,
    of_bob: ChatId,
    restorations: u32,
}

impl Stage {
    fn new() -> Self {
        let disk = tempfile::tempdir().unwrap();
        let mut world = World::new();
        let database = Database::open(&disk.path().join("alice"), &passphrase(), Stretch::Quick).unwrap();
        world.add_phone_with(database, "alice", "alice", Options::default());
        world.add_phone("bob", "bob", Options::default());
        let of_alice = world.befriend("alice", "bob").chat;
        let of_bob = world.befriend("bob", "alice").chat;
        world.say("alice", of_alice, "a0");
        world.say("bob", of_bob, "b0");
        world.pass(1_000);
        Self {
            world,
            disk,
            of_alice,
            of_bob,
            restorations: 0,
        }
    }

    /// A backup of Alice's phone, while it runs.
    fn back_up(&self, name: &str) {
        let passphrase = passphrase();
        let key = Key::Passphrase(&passphrase, Stretch::Quick);
        let snapshot = Snapshot::open(&self.disk.path().join("alice"), key).unwrap();
        snapshot
            .copy_to(&self.disk.path().join(name), key, &mut |_| {})
            .unwrap();
    }

    /// Alice's phone is lost, and restored from a backup. Returns what it was.
    fn restore(&mut self, name: &str) -> Database {
        self.replace(name, restored::begin_anew)
    }

    fn replace(
        &mut self,
        name: &str,
        begin: fn(&pillion_phone::store::database::Tx<'_>) -> Result<(), StoreError>,
    ) -> Database {
        if self.world.node("alice").phone.is_some() {
            self.world.kill("alice");
        }
        self.restorations += 1;
        let copy = self.disk.path().join(format!("restored {}", self.restorations));
        std::fs::copy(self.disk.path().join(name), &copy).unwrap();
        let mut database = open(&copy);
        database.write(begin).unwrap();
        let lost = self.world.node("alice").off.replace(database).unwrap();
        self.world.sent.clear();
        self.world.switch_on("alice");
        self.world.pass(1_000);
        lost
    }

    /// Both write and hear each other.
    fn talk(&mut self, round: &str) {
        let (from_alice, from_bob) = (format!("a {round}"), format!("b {round}"));
        self.world.say("alice", self.of_alice, &from_alice);
        self.world.say("bob", self.of_bob, &from_bob);
        self.world.pass(1_000);
        for (name, chat) in [("alice", self.of_alice), ("bob", self.of_bob)] {
            let words = self.world.words(name, chat);
            assert_eq!(words[words.len() - 2..], [from_alice.as_str(), &from_bob], "{name}");
        }
        let sent = self.world.saying("alice", self.of_alice, &from_alice);
        assert_eq!(sent.state, State::Delivered);
    }

    /// The groups in which the relay has delivered letters to `name`.
    fn groups_heard_by(&self, name: &str) -> BTreeSet<Vec<u8>> {
        let to_name = self.world.sent.iter().filter(|(to, _)| *to == name);
        to_name.filter_map(|(_, frame)| group_of(frame)).collect()
    }
}

fn open(path: &Path) -> Database {
    Database::open(path, &passphrase(), Stretch::Quick).unwrap()
}

/// The group of a letter: one byte of kind, then the group id with its length.
fn group_of(frame: &RelayFrame) -> Option<Vec<u8>> {
    match frame {
        RelayFrame::Deliver { payload, .. } if payload[0] == 2 => Some(payload[2..18].to_vec()),
        _ => None,
    }
}

#[test]
fn a_restored_phone_and_its_contact_write_both_ways_and_never_in_an_old_group() {
    let mut stage = Stage::new();
    stage.world.sent.clear();
    stage.talk("before");
    let old = stage.groups_heard_by("bob");
    assert_eq!(old.len(), 1);
    stage.back_up("backup");
    // The phone goes on before it is lost: its ratchet is ahead of the backup's.
    stage.talk("after the backup");
    stage.restore("backup");
    stage.talk("first");
    stage.talk("second");
    let new = stage.groups_heard_by("bob");
    assert!(new.is_disjoint(&old), "sealed in a group of the backup");
    assert_eq!(new, stage.groups_heard_by("alice"), "both write in the new group");
    assert_eq!(new.len(), 1);
    let words = stage.world.words("alice", stage.of_alice);
    assert_eq!(
        words,
        [
            "a0", "b0", "a before", "b before", "a first", "b first", "a second", "b second"
        ]
    );
}

#[test]
fn what_the_contact_wrote_before_it_knew_is_read() {
    let mut stage = Stage::new();
    stage.back_up("backup");
    stage.talk("after the backup");
    stage.world.kill("alice");
    // In the old group, a few letters after the last one that the backup knows.
    stage.world.say("bob", stage.of_bob, "where are you?");
    stage.restore("backup");
    assert_eq!(
        stage.world.words("alice", stage.of_alice),
        ["a0", "b0", "where are you?"]
    );
    stage.talk("again");
}

#[test]
fn messages_that_waited_arrive_once_whichever_phone_has_put_them() {
    let mut stage = Stage::new();
    stage.world.stop_relay();
    stage.world.say("alice", stage.of_alice, "waits");
    stage.world.say("alice", stage.of_alice, "waits, too");
    stage.back_up("backup");
    stage.world.start_relay();
    stage.world.pass(60_000);
    let expected = ["a0", "b0", "waits", "waits, too"];
    assert_eq!(stage.world.words("bob", stage.of_bob), expected);
    stage.restore("backup");
    assert_eq!(stage.world.words("bob", stage.of_bob), expected, "put by both phones");
    let sent = stage.world.saying("alice", stage.of_alice, "waits");
    assert_eq!(sent.state, State::Delivered);

    let mut stage = Stage::new();
    stage.world.stop_relay();
    stage.world.say("alice", stage.of_alice, "waits");
    stage.back_up("backup");
    stage.world.kill("alice");
    stage.world.start_relay();
    stage.world.pass(60_000);
    assert_eq!(stage.world.words("bob", stage.of_bob), ["a0", "b0"]);
    stage.restore("backup");
    assert_eq!(stage.world.words("bob", stage.of_bob), ["a0", "b0", "waits"]);
}

#[test]
fn what_is_done_before_the_new_group_is_there_is_held_and_not_lost() {
    let mut stage = Stage::new();
    let own = stage.world.saying("alice", stage.of_alice, "a0").id;
    let other = stage.world.saying("alice", stage.of_alice, "b0").id;
    stage.back_up("backup");
    stage.world.stop_relay();
    stage.restore("backup");
    let chat = stage.of_alice;
    let intent = stage.world.intent();
    let edited = stage.world.ask(
        "alice",
        Ask::Edit {
            intent,
            chat,
            message: own,
            text: text("A0"),
        },
    );
    assert!(matches!(edited, Some(Answer::Message(_) | Answer::Done)), "{edited:?}");
    let emoji = Emoji::parse("\u{1f44d}").ok();
    let reacted = stage.world.ask(
        "alice",
        Ask::React {
            chat,
            message: other,
            emoji,
        },
    );
    assert!(
        matches!(reacted, Some(Answer::Message(_) | Answer::Done)),
        "{reacted:?}"
    );
    // A restart loses nothing of it.
    stage.world.kill("alice");
    stage.world.start_relay();
    stage.world.switch_on("alice");
    stage.world.pass(60_000);
    let seen = stage.world.history("bob", stage.of_bob);
    assert_eq!(seen[0].words(), "A0");
    assert_eq!(seen[1].reactions.len(), 1);
}

#[test]
fn two_restored_phones_find_each_other() {
    let mut stage = Stage::new();
    stage.back_up("one");
    stage.talk("lost");
    stage.restore("one");
    stage.talk("after the first");
    // The same old backup again: it knows nothing of the group that Bob writes into now.
    stage.restore("one");
    stage.talk("after the second");
    stage.talk("and on");
}

#[test]
fn whoever_is_blocked_or_not_accepted_learns_nothing_of_it() {
    let mut stage = Stage::new();
    stage.world.add_phone("carol", "carol", Options::default());
    let of_carol = stage.world.befriend("carol", "alice").chat;
    stage.world.say("carol", of_carol, "hello");
    stage.world.pass(1_000);
    let bob = stage.world.befriend("alice", "bob").account;
    stage.world.act("alice", Ask::Block { account: bob, on: true });
    stage.back_up("backup");
    stage.restore("backup");
    assert_eq!(stage.groups_heard_by("bob"), BTreeSet::new());
    assert_eq!(stage.groups_heard_by("carol"), BTreeSet::new());
    stage.world.act(
        "alice",
        Ask::Block {
            account: bob,
            on: false,
        },
    );
    stage.talk("unblocked");
}

#[test]
fn somebody_new_can_begin_a_chat_with_a_restored_phone() {
    let mut stage = Stage::new();
    stage.back_up("backup");
    // All key packages that the backup knows are replaced by the phone that goes on.
    stage.world.pass(30 * 24 * 60 * 60 * 1_000);
    stage.restore("backup");
    stage.world.add_phone("carol", "carol", Options::default());
    let of_carol = stage.world.befriend("carol", "alice").chat;
    stage.world.say("carol", of_carol, "hello");
    stage.world.pass(1_000);
    let chats = stage.world.chats("alice");
    let chat = chats.iter().find(|chat| chat.title == "carol").map(|chat| chat.id);
    assert_eq!(stage.world.words("alice", chat.unwrap()), ["hello"]);
}

#[test]
fn browsers_are_logged_out_by_a_restored_phone() {
    let mut stage = Stage::new();
    link(&mut stage.world, "known");
    stage.back_up("backup");
    link(&mut stage.world, "later");
    stage.restore("backup");
    assert!(stage.world.pages["known"].is_unlinked);
    assert!(links(&mut stage.world).is_empty());
    stage.world.close_page("later");
    stage.world.reconnect_page("later");
    stage.world.pass(1_000);
    assert!(
        stage.world.pages["later"].is_shut_out,
        "by a link that is not in the backup"
    );
    link(&mut stage.world, "new");
}

#[test]
fn a_moved_phone_goes_on_as_it_was() {
    let mut stage = Stage::new();
    link(&mut stage.world, "tab");
    stage.world.sent.clear();
    stage.talk("before");
    let groups = stage.groups_heard_by("bob");
    stage.world.kill("alice");
    stage.back_up("moved");
    stage.replace("moved", restored::go_on);
    stage.talk("after");
    assert_eq!(stage.groups_heard_by("bob"), groups, "the same group");
    stage.world.close_page("tab");
    stage.world.reconnect_page("tab");
    stage.world.pass(1_000);
    let chat = stage.of_alice;
    let intent = IntentId([9; 16]);
    let said = ask(
        &mut stage.world,
        "tab",
        Ask::Send {
            intent,
            chat,
            text: text("from the tab"),
            quote: None,
        },
    );
    assert!(matches!(said, Some(Answer::Message(_))), "{said:?}");
    stage.world.pass(1_000);
    assert_eq!(stage.world.words("bob", stage.of_bob).pop().unwrap(), "from the tab");
}

#[test]
fn of_two_phones_of_one_account_the_later_one_is_let_in_and_the_other_says_why_it_is_not() {
    let mut stage = Stage::new();
    stage.back_up("backup");
    let lost = stage.restore("backup");
    stage.world.add_made_phone(lost, "lost", Options::default());
    stage.world.pass(120_000);
    assert!(stage.world.node("lost").phone.as_ref().unwrap().is_online());
    assert!(!stage.world.node("alice").phone.as_ref().unwrap().is_online());
    let refused = connection(&mut stage.world, "alice").refused;
    assert_eq!(refused, Some(Code::Superseded));
    let words = Problem::Relay(Code::Superseded).to_string();
    assert!(
        words.contains("another phone program") && words.contains("only one"),
        "{words}"
    );
}

fn connection(world: &mut World, name: &'static str) -> Connection {
    let since = Version(0);
    let Some(Answer::Synced { changes, .. }) = world.ask(name, Ask::Sync { since, cursor: None }) else {
        panic!()
    };
    let light = changes.into_iter().find_map(|change| match change {
        Change::Connection(light) => Some(light),
        _ => None,
    });
    light.unwrap()
}
