//! Contacts who come with another identity key.

use pillion_phone::{
    mls::{card::Card, identity::Identity},
    store::{
        account::{self, Row},
        database::Database,
        setting,
    },
};
use pillion_protocol::content::{
    body::Body,
    contact::Contact,
    event::Event,
    id::{ChatId, Version},
    message::State,
    problem::Problem,
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::{id::AccountId, relay_frame::RelayFrame};

use crate::{
    links::{ask, link},
    typing::friends,
    world::{Name, World, text},
};

impl World {
    /// A phone that was set up anew with its old mailbox key: another identity, nothing of what was.
    /// If it `claims`, the directory learns of it.
    pub(crate) fn renew(&mut self, name: Name, claims: bool) {
        self.kill(name);
        let row = self.with_disk(name, |tx| Ok(account::find(tx)?.unwrap()));
        let identity = Identity::generate(&mut self.rng());
        let mut database = Database::in_memory().unwrap();
        database
            .write(|tx| {
                let row = Row {
                    identity_key: identity.encode(),
                    ..row
                };
                account::add(tx, &row)?;
                if claims {
                    Ok(())
                } else {
                    setting::put(tx, setting::CLAIMED, 1)
                }
            })
            .unwrap();
        self.node(name).off = Some(database);
        self.switch_on(name);
        self.pass(1_000);
    }

    fn contact(&mut self, name: Name, handle: &str) -> Contact {
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        let Some(Answer::Synced { changes, .. }) = self.ask(name, sync) else {
            panic!("no sync")
        };
        let mut contacts = changes.into_iter().filter_map(|change| match change {
            Change::Contact(contact) if contact.handle.as_str() == handle => Some(contact),
            _ => None,
        });
        contacts.next().unwrap()
    }

    /// How many lines in a chat say that the key has changed.
    fn key_lines(&mut self, name: Name, chat: ChatId) -> usize {
        let all = self.history(name, chat);
        let changed = Body::Event(Event::KeyChanged);
        all.iter().filter(|message| message.body == changed).count()
    }

    /// Bob, set up anew, begins a chat with Alice. Returns his chat.
    fn new_bob_writes(&mut self) -> ChatId {
        self.renew("bob", true);
        let chat = self.befriend("bob", "alice").chat;
        self.say("bob", chat, "it is me, with a new phone");
        self.pass(1_000);
        chat
    }
}

fn accept(account: AccountId) -> Ask {
    Ask::AcceptKey { account }
}

#[test]
fn another_key_is_shown_and_nothing_is_said_before_it_is_accepted() {
    let (mut world, chat, _) = friends();
    let bob = world.contact("alice", "bob").account;
    world.act("alice", Ask::Verify { account: bob, on: true });
    let of_bob = world.new_bob_writes();
    let contact = world.contact("alice", "bob");
    assert!(contact.key_changed && contact.chat == chat);
    assert_eq!(world.key_lines("alice", chat), 1);
    assert!(
        !world
            .words("alice", chat)
            .iter()
            .any(|words| words.starts_with("it is me"))
    );
    let waiting = world.say("alice", chat, "for the right one");
    world.pass(60_000);
    assert_eq!(world.saying("alice", chat, "for the right one").state, State::Stored);
    assert_eq!(world.words("bob", of_bob), ["it is me, with a new phone"]);
    link(&mut world, "tab");
    let refused = ask(&mut world, "tab", accept(bob));
    assert_eq!(refused, Some(Answer::Problem(Problem::PhoneOnly)));
    world.act("alice", accept(bob));
    world.act("alice", accept(bob));
    world.pass(1_000);
    let contact = world.contact("alice", "bob");
    assert!(!contact.key_changed && !contact.verified);
    assert_eq!(world.saying("bob", of_bob, "for the right one").id, waiting.id);
    world.say("bob", of_bob, "thank you");
    world.pass(1_000);
    assert_eq!(world.saying("alice", chat, "thank you").from, Some(bob));
    assert_eq!(world.saying("alice", chat, "for the right one").state, State::Delivered);
}

#[test]
fn it_waits_over_a_restart_and_more_words_of_the_other_key_change_nothing() {
    let (mut world, chat, _) = friends();
    let of_bob = world.new_bob_writes();
    world.kill("alice");
    world.say("bob", of_bob, "are you there?");
    world.switch_on("alice");
    world.say("alice", chat, "later");
    world.pass(1_000);
    assert!(world.contact("alice", "bob").key_changed);
    assert_eq!(world.key_lines("alice", chat), 1);
    let bob = world.contact("alice", "bob").account;
    world.act("alice", accept(bob));
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob).last().map(String::as_str), Some("later"));
}

#[test]
fn a_key_that_the_directory_does_not_hold_is_turned_away() {
    let (mut world, chat, _) = friends();
    world.renew("bob", false);
    let of_bob = world.befriend("bob", "alice").chat;
    world.say("bob", of_bob, "it is me");
    world.pass(1_000);
    assert!(!world.contact("alice", "bob").key_changed);
    assert_eq!(world.key_lines("alice", chat), 0);
    assert_eq!(world.words("alice", chat), ["hello"]);
}

#[test]
fn of_somebody_blocked_another_key_is_not_looked_at() {
    let (mut world, chat, _) = friends();
    let account = world.contact("alice", "bob").account;
    world.act("alice", Ask::Block { account, on: true });
    world.new_bob_writes();
    let contact = world.contact("alice", "bob");
    assert!(!contact.key_changed && contact.chat == chat);
    assert_eq!(world.key_lines("alice", chat), 0);
}

#[test]
fn the_first_message_to_a_changed_contact_waits_too() {
    let (mut world, chat) = World::of_two();
    world.renew("bob", true);
    world.say("alice", chat, "hello, bob");
    world.pass(1_000);
    let contact = world.contact("alice", "bob");
    assert!(contact.key_changed);
    assert_eq!(world.saying("alice", chat, "hello, bob").state, State::Stored);
    assert!(world.chats("bob").is_empty());
    world.act("alice", accept(contact.account));
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["hello, bob"]);
}

#[test]
fn the_code_of_the_new_phone_accepts_and_verifies_and_the_old_one_does_not() {
    let (mut world, chat, _) = friends();
    let bob = world.contact("alice", "bob").account;
    let alice = world.contact("bob", "alice").account;
    let code = |world: &mut World| match world.ask("bob", Ask::Safety { account: alice }) {
        Some(Answer::Safety { code, .. }) => code,
        other => panic!("no code: {other:?}"),
    };
    let old = code(&mut world);
    world.new_bob_writes();
    let compare = |code| Ask::Compare { account: bob, code };
    assert_eq!(world.refused("alice", compare(old)), Problem::SafetyDiffers);
    let verify = Ask::Verify { account: bob, on: true };
    assert_eq!(world.refused("alice", verify), Problem::KeyChanged, "of which key?");
    assert!(world.contact("alice", "bob").key_changed);
    let new = code(&mut world);
    world.act("alice", compare(new));
    let contact = world.contact("alice", "bob");
    assert!(!contact.key_changed && contact.verified && contact.chat == chat);
}

/// Alice looks Bob up, and the relay answers with another card of his account.
fn shown(world: &mut World, card: Vec<u8>) -> Option<Answer> {
    world.lose = |frame| matches!(frame, RelayFrame::Entry { .. });
    let intent = world.intent();
    let handle = pillion_wire::handle::Handle::parse("bob").unwrap();
    let id = world.post("alice", Ask::AddContact { intent, handle });
    world.settle();
    world.lose = |_| false;
    let asked = world.sent.iter().rev().find_map(|(_, frame)| match frame {
        RelayFrame::Entry { request, account, .. } => Some((*request, *account)),
        _ => None,
    });
    let (request, account) = asked.unwrap();
    let entry = RelayFrame::Entry {
        request,
        account,
        record: card,
    };
    world.inject("alice", &entry);
    world.answer("alice", id)
}

#[test]
fn a_directory_that_shows_the_known_key_again_takes_it_back() {
    let (mut world, chat, of_bob) = friends();
    let known = world.contact("alice", "bob");
    let identity = Identity::generate(&mut world.rng());
    let other = Card::issue(&identity, known.handle.clone(), known.account).encode();
    let changed = Some(Answer::Problem(Problem::KeyChanged));
    assert_eq!(shown(&mut world, other.clone()), changed);
    assert_eq!(shown(&mut world, other), changed);
    assert!(world.contact("alice", "bob").key_changed);
    assert_eq!(world.key_lines("alice", chat), 1);
    world.say("alice", chat, "waiting");
    let first = world.saying("alice", chat, "hello").id;
    let intent = world.intent();
    let edit = Ask::Edit {
        intent,
        chat,
        message: first,
        text: text("hello, Bob"),
    };
    assert!(matches!(world.ask("alice", edit), Some(Answer::Message(_))));
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["hello"]);
    assert!(
        !world.befriend("alice", "bob").key_changed,
        "the directory says who he is"
    );
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["hello, Bob", "waiting"]);
}

#[test]
fn cards_of_another_account_or_handle_and_forged_ones_change_no_key() {
    let (mut world, chat, _) = friends();
    let known = world.contact("alice", "bob");
    let identity = Identity::generate(&mut world.rng());
    let mallory = pillion_wire::handle::Handle::parse("mallory").unwrap();
    let elsewhere = Card::issue(&identity, known.handle.clone(), AccountId([9; 32]));
    let renamed = Card::issue(&identity, mallory, known.account);
    let mut forged = Card::issue(&identity, known.handle, known.account).encode();
    forged[70] ^= 1;
    for card in [elsewhere.encode(), renamed.encode(), forged, Vec::new()] {
        let refused = Some(Answer::Problem(Problem::ForgedEntry));
        assert_eq!(shown(&mut world, card), refused);
    }
    assert!(!world.contact("alice", "bob").key_changed);
    assert_eq!(world.key_lines("alice", chat), 0);
    assert_eq!(
        world.refused("alice", accept(AccountId([9; 32]))),
        Problem::NoSuchContact
    );
}
