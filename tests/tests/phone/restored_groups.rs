//! Groups of many after a restoration from a backup: nothing is sealed in them before this phone has renewed its keys.

use pillion_phone::{
    app::phone::Options,
    passphrase::Passphrase,
    store::{
        copy::{Key, Snapshot},
        database::{Database, Stretch},
        restored,
    },
};
use pillion_protocol::content::{
    account_ask::AccountAsk, body::Body, event::Event, group::GroupChange, id::ChatId, message::State, request::Ask,
};
use pillion_wire::relay_frame::RelayFrame;
use tempfile::TempDir;

use crate::{
    pictures::{jpeg, set},
    world::World,
};

/// What a blob in a group of many is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Kind {
    Letter,
    Commit,
}

/// Alice, whose phone is on a disk, with Bob and Carol in a group.
struct Stage {
    world: World,
    disk: TempDir,
    chats: Vec<ChatId>,
}

impl Stage {
    fn new() -> Self {
        let disk = tempfile::tempdir().unwrap();
        let mut world = World::new();
        let database = Database::open(&disk.path().join("alice"), &passphrase(), Stretch::Quick).unwrap();
        world.add_phone_with(database, "alice", "alice", Options::default());
        for name in ["bob", "carol"] {
            world.add_phone(name, name, Options::default());
        }
        world.pass(1_000);
        world.know_one_another(&["alice", "bob", "carol"]);
        let chat = world.make_group("alice", "Choir", &["bob", "carol"]);
        world.pass(2_000);
        let chats = vec![chat, world.group_of("bob"), world.group_of("carol")];
        let mut stage = Self { world, disk, chats };
        stage.talk("first");
        stage
    }

    fn back_up(&self) {
        let passphrase = passphrase();
        let key = Key::Passphrase(&passphrase, Stretch::Quick);
        let snapshot = Snapshot::open(&self.disk.path().join("alice"), key).unwrap();
        snapshot
            .copy_to(&self.disk.path().join("backup"), key, &mut |_| {})
            .unwrap();
    }

    fn restore(&mut self) {
        if self.world.node("alice").phone.is_some() {
            self.world.kill("alice");
        }
        let mut database = Database::open(&self.disk.path().join("backup"), &passphrase(), Stretch::Quick).unwrap();
        database.write(restored::begin_anew).unwrap();
        self.world.node("alice").off = Some(database);
        self.world.sent.clear();
        self.world.switch_on("alice");
        self.world.pass(5_000);
    }

    /// All write, and all read it.
    fn talk(&mut self, round: &str) {
        let names = ["alice", "bob", "carol"];
        for (name, chat) in names.into_iter().zip(self.chats.clone()) {
            self.world.say(name, chat, &format!("{name} {round}"));
            self.world.pass(1_000);
        }
        for (name, chat) in names.into_iter().zip(self.chats.clone()) {
            let words = self.world.words(name, chat);
            for other in names {
                let count = words.iter().filter(|said| **said == format!("{other} {round}")).count();
                assert_eq!(count, 1, "{name} reads {other} {round}: {words:?}");
            }
        }
    }

    /// What Bob got in groups of many since the restoration, with its epoch.
    fn heard(&self) -> Vec<(u64, Kind)> {
        let to_bob = self.world.sent.iter().filter(|(to, _)| *to == "bob");
        to_bob
            .filter_map(|(_, frame)| match frame {
                RelayFrame::Deliver { payload, .. } if payload[0] == 2 => {
                    let epoch = u64::from_be_bytes(payload[18..26].try_into().unwrap());
                    let kind = if payload[26] == 3 { Kind::Commit } else { Kind::Letter };
                    Some((epoch, kind))
                }
                _ => None,
            })
            .collect()
    }
}

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse")
}

#[test]
fn a_restored_phone_renews_its_keys_before_it_says_anything() {
    let mut stage = Stage::new();
    stage.back_up();
    stage.talk("after the backup");
    stage.restore();
    let heard = stage.heard();
    let renewal = heard.iter().find(|(_, kind)| *kind == Kind::Commit);
    let (epoch, _) = *renewal.expect("a renewal");
    stage.world.sent.clear();
    stage.talk("restored");
    let heard = stage.heard();
    assert!(
        !heard.is_empty() && heard.iter().all(|(of, _)| *of > epoch),
        "{heard:?}, renewed at {epoch}"
    );
    stage.talk("and on");
}

#[test]
fn a_change_that_waits_in_the_mailbox_is_followed_and_then_the_keys_are_renewed() {
    let mut stage = Stage::new();
    let bob = stage.world.account_of("bob");
    let chat = stage.chats[0];
    stage
        .world
        .changes("alice", chat, GroupChange::Admin { account: bob, on: true });
    stage.world.pass(1_000);
    stage.back_up();
    stage.world.kill("alice");
    let of_bob = stage.chats[1];
    stage
        .world
        .changes("bob", of_bob, GroupChange::Rename("Band".to_owned()));
    stage.world.pass(1_000);
    stage.restore();
    assert_eq!(stage.world.chat("alice", chat).title, "Band");
    stage.talk("restored");
}

#[test]
fn a_message_that_waited_is_said_once_the_keys_are_renewed() {
    let mut stage = Stage::new();
    stage.world.stop_relay();
    let chat = stage.chats[0];
    stage.world.say("alice", chat, "waits");
    stage.back_up();
    stage.world.start_relay();
    stage.world.pass(60_000);
    stage.restore();
    for (name, chat) in ["bob", "carol"].into_iter().zip(stage.chats[1..].to_vec()) {
        let words = stage.world.words(name, chat);
        assert_eq!(words.iter().filter(|said| *said == "waits").count(), 1, "{words:?}");
    }
    assert!(stage.world.saying("alice", chat, "waits").state >= State::Sent);
    stage.talk("restored");
}

#[test]
fn where_the_slot_is_gone_nothing_is_sealed_and_an_admin_lets_us_in_again() {
    let mut stage = Stage::new();
    let [of_alice, of_bob, _] = stage.chats[..] else {
        panic!()
    };
    let (alice, bob) = (stage.world.account_of("alice"), stage.world.account_of("bob"));
    let admin = GroupChange::Admin { account: bob, on: true };
    stage.world.changes("alice", of_alice, admin);
    stage.back_up();
    // The phone that was lost changes the group: the backup will never see this.
    stage
        .world
        .changes("alice", of_alice, GroupChange::Rename("Band".to_owned()));
    stage.world.pass(1_000);
    stage.restore();
    stage.world.say("alice", of_alice, "does anybody hear me?");
    stage.world.pass(120_000);
    assert_eq!(stage.heard(), [], "nothing was sealed");
    let said = stage.world.saying("alice", of_alice, "does anybody hear me?");
    assert_eq!(said.state, State::Failed);
    let last = stage.world.history("alice", of_alice).pop().unwrap();
    assert_eq!(last.body, Body::Event(Event::OutOfStep));
    stage.world.changes("bob", of_bob, GroupChange::Remove(vec![alice]));
    stage.world.changes("bob", of_bob, GroupChange::Add(vec![alice]));
    stage.world.pass(5_000);
    assert_eq!(stage.world.chat("alice", of_alice).title, "Band");
    stage.talk("again");
}

#[test]
fn pictures_come_with_the_backup_and_are_shown_to_others_again() {
    let mut stage = Stage::new();
    let (of_group, of_alice) = (jpeg(1, 8_000), jpeg(2, 8_000));
    let chat = stage.chats[0];
    stage.world.changes("alice", chat, set(&of_group));
    let picture = Some(of_alice.clone().into());
    stage
        .world
        .act("alice", Ask::Account(AccountAsk::SetPicture { picture }));
    stage.back_up();
    stage.restore();
    assert_eq!(stage.world.shows("alice", chat).as_ref(), Some(&of_group));
    stage.world.add_phone("dave", "dave", Options::default());
    stage.world.know_one_another(&["alice", "dave"]);
    let dave = stage.world.account_of("dave");
    stage.world.changes("alice", chat, GroupChange::Add(vec![dave]));
    let in_group = stage.world.group_of("dave");
    assert_eq!(stage.world.shows("dave", in_group), Some(of_group));
    let pair = stage.world.befriend("alice", "dave").chat;
    stage.world.say("alice", pair, "hello");
    stage.world.pass(1_000);
    let with_alice = stage.world.befriend("dave", "alice").chat;
    assert_eq!(stage.world.shows("dave", with_alice), Some(of_alice));
}
