//! What the owner says of the account itself, and of its links.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    account::Account, account_ask::AccountAsk, id::Version, problem::Problem, reply::Answer, request::Ask,
    update::Change,
};
use pillion_wire::id::LinkId;

use crate::{
    links::{ask, link, links},
    world::{Name, World},
};

fn named(name: &str) -> Ask {
    let name = name.to_owned();
    Ask::Account(AccountAsk::SetName { name })
}

impl World {
    pub(crate) fn account(&mut self, name: Name) -> Account {
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        match self.ask(name, sync) {
            Some(Answer::Synced { changes, .. }) => match changes.into_iter().next() {
                Some(Change::Account(account)) => account,
                other => panic!("no account: {other:?}"),
            },
            other => panic!("no account: {other:?}"),
        }
    }

    /// What a phone calls the contact of its only chat.
    fn calls(&mut self, name: Name) -> String {
        let chat = self.only_chat(name);
        self.chat(name, chat).title
    }
}

#[test]
fn a_new_name_reaches_contacts_and_stays() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    world.pass(1_000);
    world.act("alice", named("  Alice \u{202e}Liddell "));
    world.pass(1_000);
    assert_eq!(world.calls("bob"), "Alice Liddell");
    world.kill("alice");
    world.switch_on("alice");
    assert_eq!(world.account("alice").name, "Alice Liddell");
}

#[test]
fn names_that_are_none_are_refused() {
    let (mut world, _) = World::of_two();
    let before = world.account("alice");
    for name in ["", "  ", "\u{200b}", "two\nlines", "bell\u{7}", &"x".repeat(65)] {
        assert_eq!(world.refused("alice", named(name)), Problem::Name, "{name:?}");
    }
    assert_eq!(world.account("alice"), before);
}

#[test]
fn forty_contacts_learn_a_name_also_over_a_restart_but_no_request_and_nobody_blocked() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    for number in 0..20 {
        let handle = format!("friend{number}");
        let name: Name = Box::leak(handle.clone().into_boxed_str());
        world.add_phone(name, &handle, Options::default());
        let chat = world.befriend("alice", &handle).chat;
        world.say("alice", chat, "hello");
    }
    world.add_phone("stranger", "stranger", Options::default());
    let asking = world.befriend("stranger", "alice").chat;
    world.say("stranger", asking, "hello");
    world.pass(1_000);
    let first = world.befriend("alice", "friend0").account;
    world.act(
        "alice",
        Ask::Block {
            account: first,
            on: true,
        },
    );
    world.act("alice", named("Liddell"));
    world.kill("alice");
    world.switch_on("alice");
    world.pass(2_000);
    let names: Vec<Name> = world
        .phones
        .keys()
        .copied()
        .filter(|name| name.starts_with("friend"))
        .collect();
    for name in names {
        let known = if name == "friend0" { "alice" } else { "Liddell" };
        assert_eq!(world.calls(name), known, "{name}");
    }
    assert_eq!(world.calls("stranger"), "alice");
    world.act(
        "alice",
        Ask::Block {
            account: first,
            on: false,
        },
    );
    world.pass(1_000);
    assert_eq!(world.calls("friend0"), "Liddell", "told once it may be");
}

#[test]
fn what_is_shared_of_being_there_is_a_setting_that_stays() {
    let (mut world, _) = World::of_two();
    assert!(world.account("alice").shares_presence);
    world.act("alice", Ask::Account(AccountAsk::SharePresence { on: false }));
    assert!(!world.account("alice").shares_presence);
    world.kill("alice");
    world.switch_on("alice");
    assert!(!world.account("alice").shares_presence);
    world.act("alice", Ask::Account(AccountAsk::SharePresence { on: true }));
    assert!(world.account("alice").shares_presence);
}

#[test]
fn a_link_has_the_name_that_its_owner_gives_it() {
    let (mut world, _) = World::of_two();
    let linked = link(&mut world, "tab");
    let rename = |link, name: &str| {
        let name = name.to_owned();
        Ask::Account(AccountAsk::RenameLink { link, name })
    };
    let done = ask(&mut world, "tab", rename(linked.id, "Kitchen"));
    assert_eq!(done, Some(Answer::Done));
    assert_eq!(links(&mut world)[0].name.as_deref(), Some("Kitchen"));
    let long = "x".repeat(65);
    assert_eq!(world.refused("alice", rename(linked.id, &long)), Problem::Name);
    let nobody = rename(LinkId([9; 16]), "Nobody");
    assert_eq!(world.refused("alice", nobody), Problem::NoSuchLink);
    world.act("alice", rename(linked.id, ""));
    assert_eq!(links(&mut world)[0].name, None);
}

#[test]
fn a_browser_ends_all_links_but_its_own_and_the_phone_all() {
    let (mut world, _) = World::of_two();
    let kept = link(&mut world, "kept").id;
    for page in ["one", "two"] {
        link(&mut world, page);
    }
    let others = || Ask::Account(AccountAsk::UnlinkOthers);
    assert_eq!(ask(&mut world, "kept", others()), Some(Answer::Done));
    world.pass(100);
    assert!(world.pages["one"].is_unlinked && world.pages["two"].is_unlinked && world.pages["kept"].is_open);
    let left: Vec<_> = links(&mut world).iter().map(|link| link.id).collect();
    assert_eq!(left, [kept]);
    world.act("alice", others());
    world.pass(100);
    assert!(world.pages["kept"].is_unlinked && links(&mut world).is_empty());
}
