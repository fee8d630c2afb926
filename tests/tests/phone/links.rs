//! Linked browsers: pairing, sessions, the end of a link.

use pillion_protocol::content::{
    id::Version, link::Link, pairing::Pairing, problem::Problem, reply::Answer, request::Ask, update::Change,
};
use pillion_wire::{id::LinkId, relay_frame::RelayFrame};

use crate::world::{World, text};

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

fn scan(world: &mut World, page: &'static str) -> Pairing {
    let code = world.pages[page].code();
    match world.ask("alice", Ask::Scan { code }) {
        Some(Answer::Pairing(pairing)) => pairing,
        other => panic!("not scanned: {other:?}"),
    }
}

/// Opens a page and links it to Alice's phone; it has a session then.
pub(crate) fn link(world: &mut World, page: &'static str) -> Link {
    world.open_page(page);
    let pairing = scan(world, page).id;
    let link = match world.ask("alice", Ask::Confirm { pairing, yes: true }) {
        Some(Answer::Linked(link)) => link,
        other => panic!("not linked: {other:?}"),
    };
    connect(world, page);
    link
}

fn connect(world: &mut World, page: &'static str) {
    world.close_page(page);
    world.reconnect_page(page);
    world.pass(100);
    assert!(world.pages[page].is_open, "{page} has a session");
}

pub(crate) fn ask(world: &mut World, page: &'static str, ask: Ask) -> Option<Answer> {
    let now = world.now;
    let id = world.with_page(page, |page| page.ask(now, ask));
    world.settle();
    world.pages.get_mut(page).unwrap().answer(id)
}

pub(crate) fn links(world: &mut World) -> Vec<Link> {
    let Some(Answer::Synced { changes, .. }) = world.ask(
        "alice",
        Ask::Sync {
            since: Version(0),
            cursor: None,
        },
    ) else {
        panic!()
    };
    changes
        .into_iter()
        .filter_map(|change| match change {
            Change::Link(link) => Some(link),
            _ => None,
        })
        .collect()
}

fn problem(problem: Problem) -> Option<Answer> {
    Some(Answer::Problem(problem))
}

#[test]
fn a_browser_is_linked_and_chats() {
    let (mut world, chat) = World::of_two();
    world.open_page("tab");
    let pairing = scan(&mut world, "tab");
    let shown = world.pages["tab"].check.unwrap();
    let of_page: Vec<_> = shown.signs().iter().map(|emoji| emoji.sign).collect();
    let of_phone: Vec<_> = pairing.check.iter().map(|sign| sign.emoji.as_str()).collect();
    assert_eq!(of_page, of_phone);
    assert_eq!(
        (pairing.browser.as_str(), pairing.os.as_str()),
        ("Firefox 151", "Linux")
    );
    assert!(links(&mut world).is_empty(), "nothing is granted before the yes");
    let Some(Answer::Linked(link)) = world.ask(
        "alice",
        Ask::Confirm {
            pairing: pairing.id,
            yes: true,
        },
    ) else {
        panic!()
    };
    assert!(link.active && !link.online);
    connect(&mut world, "tab");
    assert!(links(&mut world)[0].online);
    let Some(Answer::Synced { changes, .. }) = ask(
        &mut world,
        "tab",
        Ask::Sync {
            since: Version(0),
            cursor: None,
        },
    ) else {
        panic!()
    };
    assert!(changes.iter().any(|change| matches!(change, Change::Chat(_))));
    let intent = world.intent();
    let sent = ask(
        &mut world,
        "tab",
        Ask::Send {
            intent,
            chat,
            text: text("from the tab"),
            quote: None,
        },
    );
    assert!(matches!(sent, Some(Answer::Message(_))), "{sent:?}");
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["from the tab"]);
    world.say("bob", of_bob, "to the tab");
    world.pass(100);
    let told = world.pages["tab"].updates.iter().flat_map(|update| &update.changes);
    assert!(
        told.clone()
            .any(|change| matches!(change, Change::Message(m) if m.words() == "to the tab"))
    );
    for pair in world.pages["tab"].updates.windows(2) {
        assert_eq!(pair[0].to, pair[1].from, "no gap");
    }
}

#[test]
fn the_key_moves_on_with_every_session() {
    let (mut world, _) = World::of_two();
    link(&mut world, "tab");
    let mut keys = Vec::new();
    for _ in 0..3 {
        connect(&mut world, "tab");
        keys.push(world.pages["tab"].link.clone().unwrap().keys.current);
    }
    assert!(keys[0] != keys[1] && keys[1] != keys[2]);
    world.kill("alice");
    world.switch_on("alice");
    world.pass(5_000);
    assert!(world.pages["tab"].is_open, "the phone remembers the key");
}

#[test]
fn a_no_links_nothing_and_ends_the_code() {
    let (mut world, _) = World::of_two();
    world.open_page("tab");
    let code = world.pages["tab"].code();
    let pairing = scan(&mut world, "tab").id;
    assert_eq!(
        world.ask("alice", Ask::Confirm { pairing, yes: false }),
        Some(Answer::Done)
    );
    assert!(world.pages["tab"].is_declined);
    assert!(links(&mut world).is_empty());
    assert_eq!(
        world.ask("alice", Ask::Confirm { pairing, yes: true }),
        problem(Problem::CodeExpired)
    );
    world.close_page("tab");
    assert_eq!(world.ask("alice", Ask::Scan { code }), problem(Problem::CodeExpired));
}

#[test]
fn codes_that_are_none_are_named() {
    let (mut world, _) = World::of_two();
    world.open_page("tab");
    let code = world.pages["tab"].code();
    let mut scan = |code: &str| world.ask("alice", Ask::Scan { code: code.to_owned() });
    assert_eq!(scan("https://example.org"), problem(Problem::NotACode));
    assert_eq!(scan("pillion://contact/abc"), problem(Problem::ContactCode));
    assert_eq!(scan(&code[..code.len() - 4]), problem(Problem::DamagedCode));
    let mut other = world.rng();
    let relay = pillion_wire::origin::Origin::parse("https://other.example").unwrap();
    let other = pillion_protocol::pairing::page::Offer::new(world.now, relay, &mut other)
        .code()
        .to_url();
    assert_eq!(
        world.ask("alice", Ask::Scan { code: other }),
        problem(Problem::OtherRelay)
    );
    world.pass(200_000);
    assert_eq!(
        world.ask("alice", Ask::Scan { code: code.clone() }),
        problem(Problem::CodeExpired)
    );
    world.stop_relay();
    assert_eq!(world.ask("alice", Ask::Scan { code }), problem(Problem::Offline));
}

#[test]
fn a_page_that_does_not_answer_is_given_up() {
    let (mut world, _) = World::of_two();
    world.open_page("tab");
    let code = world.pages["tab"].code();
    world.lose = |frame| matches!(frame, RelayFrame::Meet { .. });
    let id = world.post("alice", Ask::Scan { code });
    world.pass(20_000);
    assert_eq!(world.answer("alice", id), problem(Problem::PairingFailed));
}

#[test]
fn a_page_that_does_not_keep_the_key_loses_the_link() {
    let (mut world, _) = World::of_two();
    world.open_page("tab");
    world.pages.get_mut("tab").unwrap().is_forgetful = true;
    let pairing = scan(&mut world, "tab").id;
    let id = world.post("alice", Ask::Confirm { pairing, yes: true });
    world.settle();
    assert!(!links(&mut world)[0].active, "pending");
    world.pass(20_000);
    assert_eq!(world.answer("alice", id), problem(Problem::PairingFailed));
    assert!(links(&mut world).is_empty());
}

#[test]
fn a_page_whose_word_was_lost_may_come_with_the_link_all_the_same() {
    let (mut world, _) = World::of_two();
    world.open_page("tab");
    world.pages.get_mut("tab").unwrap().is_forgetful = true;
    let pairing = scan(&mut world, "tab").id;
    let id = world.post("alice", Ask::Confirm { pairing, yes: true });
    world.settle();
    world.pages.get_mut("tab").unwrap().use_link_at_once();
    connect(&mut world, "tab");
    assert!(matches!(world.answer("alice", id), Some(Answer::Linked(_))));
    assert!(links(&mut world)[0].active);
}

#[test]
fn a_phone_killed_during_the_pairing_lists_what_it_granted() {
    let (mut world, _) = World::of_two();
    world.open_page("tab");
    let pairing = scan(&mut world, "tab").id;
    world.post("alice", Ask::Confirm { pairing, yes: true });
    world.kill("alice");
    world.switch_on("alice");
    let pending = links(&mut world);
    assert_eq!((pending.len(), pending[0].active), (1, false));
    assert_eq!(
        world.ask("alice", Ask::Unlink { link: pending[0].id }),
        Some(Answer::Done)
    );
    assert!(links(&mut world).is_empty());
}

#[test]
fn an_unlinked_page_is_out_at_once_and_stays_out() {
    let (mut world, _) = World::of_two();
    let link = link(&mut world, "tab");
    assert_eq!(world.ask("alice", Ask::Unlink { link: link.id }), Some(Answer::Done));
    assert!(world.pages["tab"].is_unlinked);
    assert!(links(&mut world).is_empty());
    assert_eq!(
        world.ask("alice", Ask::Unlink { link: link.id }),
        problem(Problem::NoSuchLink)
    );
}

#[test]
fn a_page_that_was_away_learns_that_it_was_unlinked() {
    let (mut world, _) = World::of_two();
    let link = link(&mut world, "tab");
    world.close_page("tab");
    world.stop_relay();
    world.ask("alice", Ask::Unlink { link: link.id });
    world.kill("alice");
    world.start_relay();
    world.switch_on("alice");
    world.pass(5_000);
    world.reconnect_page("tab");
    assert!(
        world.pages["tab"].is_unlinked,
        "asked of the relay again after the restart"
    );
}

#[test]
fn a_browser_may_end_links_and_make_none() {
    let (mut world, _) = World::of_two();
    let one = link(&mut world, "one");
    let two = link(&mut world, "two");
    let three = link(&mut world, "three");
    assert_eq!(
        ask(&mut world, "one", Ask::Scan { code: String::new() }),
        problem(Problem::PhoneOnly)
    );
    let confirm = Ask::Confirm { pairing: 1, yes: true };
    assert_eq!(ask(&mut world, "one", confirm), problem(Problem::PhoneOnly));
    // Nor may it say that somebody is who he seems to be.
    let account = world.befriend("alice", "bob").account;
    let verify = Ask::Verify { account, on: true };
    assert_eq!(ask(&mut world, "one", verify), problem(Problem::PhoneOnly));
    let code = String::new();
    let compare = Ask::Compare {
        account,
        code: code.clone(),
    };
    assert_eq!(ask(&mut world, "one", compare), problem(Problem::PhoneOnly));
    let intent = world.intent();
    let add = Ask::AddByCode { intent, code };
    assert_eq!(ask(&mut world, "one", add), problem(Problem::PhoneOnly));
    // Who has lost a device is at another one.
    assert_eq!(
        ask(&mut world, "one", Ask::Unlink { link: three.id }),
        Some(Answer::Done)
    );
    assert!(world.pages["three"].is_unlinked && !world.pages["one"].is_unlinked);
    assert_eq!(
        ask(&mut world, "one", Ask::Unlink { link: three.id }),
        problem(Problem::NoSuchLink),
        "a second time"
    );
    assert_eq!(
        ask(&mut world, "one", Ask::Unlink { link: one.id }),
        Some(Answer::Done),
        "answered, then out"
    );
    assert!(world.pages["one"].is_unlinked);
    let told = world.pages["two"].updates.iter().flat_map(|update| &update.changes);
    for gone in [one.id, three.id] {
        assert!(told.clone().any(|change| *change == Change::LinkGone(gone)));
    }
    let left: Vec<_> = links(&mut world).iter().map(|link| link.id).collect();
    assert_eq!(left, [two.id]);
}

#[test]
fn thirty_idle_days_end_a_link_and_a_used_one_stays() {
    let (mut world, _) = World::of_two();
    link(&mut world, "idle");
    link(&mut world, "used");
    world.close_page("idle");
    for _ in 0..4 {
        world.close_page("used");
        world.pass(10 * DAY_MS);
        world.reconnect_page("used");
        world.pass(1_000);
    }
    assert_eq!(links(&mut world).len(), 1);
    world.reconnect_page("idle");
    assert!(world.pages["idle"].is_unlinked);
    assert!(world.pages["used"].is_open);
}

#[test]
fn bytes_for_no_link_or_of_nobody_are_passed_over() {
    let (mut world, chat) = World::of_two();
    let link = link(&mut world, "tab");
    for (id, payload) in [
        (LinkId([9; 16]), vec![1, 2, 3]),
        (link.id, vec![]),
        (link.id, vec![3; 300]),
    ] {
        world.inject("alice", &RelayFrame::Forward { link: id, payload });
    }
    world.pass(5_000);
    world.say("alice", chat, "still here");
    assert!(
        world.pages["tab"].is_open,
        "a new session took the place of the broken one"
    );
}
