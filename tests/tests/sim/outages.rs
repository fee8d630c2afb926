//! Things that go away and come back: phones, the relay, pages, disks.

use pillion_client::model::lights::{Phone as PhoneLight, Relay as RelayLight, Session};
use pillion_protocol::content::message::State;
use pillion_tests::sim::{network::Node, world::World};

/// Alice with a browser and Bob, friends; the browser has the chat open.
fn alice_browser_bob(seed: u64) -> (World, usize, usize, usize) {
    let mut world = World::new(seed);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let browser = world.browser_of(alice);
    world.opens(browser);
    (world, alice, browser, bob)
}

#[test]
fn phone_away_and_back() {
    let (mut world, alice, browser, bob) = alice_browser_bob(21);
    let chat = world.opens(browser);
    world.kill_phone(alice);
    let since = world.now;
    world.until("the page says so", |world| {
        let lights = &world.browsers[browser].page().lights;
        matches!(lights.phone, PhoneLight::Away { last_seen: Some(_) }).then_some(())
    });
    assert!(world.now.since_ms(since) < 2_000, "within two seconds");
    world.browser_says(browser, chat, "queued one");
    world.browser_says(browser, chat, "queued two");
    world.pass(60_000);
    assert_eq!(world.queued_on(browser), ["queued one", "queued two"]);
    world.reload(browser);
    world.until("the page is back", |world| {
        (world.queued_on(browser).len() == 2).then_some(())
    });
    world.start_phone(alice);
    world.comes_to_rest((alice, &[browser]), (bob, &[]));
    let at_bob = world.chat(bob, alice);
    let heard = world.history(bob, at_bob);
    assert_eq!(
        heard
            .iter()
            .filter(|message| message.words().starts_with("queued"))
            .count(),
        2
    );
}

#[test]
fn relay_killed_and_back() {
    let (mut world, alice, browser, bob) = alice_browser_bob(22);
    let chat = world.opens(browser);
    // One that the relay has and Bob does not.
    world.set_dark(Node::Phone(bob), true);
    world.browser_says(browser, chat, "on the relay");
    world.until("it is sent", |world| {
        world.page_shows(browser, "on the relay", State::Sent)
    });
    world.kill_relay();
    world.until("the page says so", |world| {
        matches!(world.browsers[browser].page().lights.relay, RelayLight::Lost { .. }).then_some(())
    });
    world.browser_says(browser, chat, "in the browser");
    let on_phone = world.chat(alice, bob);
    world.phone_says(alice, on_phone, "on the phone");
    world.pass(120_000);
    world.start_relay();
    world.set_dark(Node::Phone(bob), false);
    world.comes_to_rest((alice, &[browser]), (bob, &[]));
}

#[test]
fn browser_reload() {
    let (mut world, alice, browser, bob) = alice_browser_bob(23);
    let chat = world.opens(browser);
    world.browser_says(browser, chat, "before");
    world.until("it is sent", |world| world.page_shows(browser, "before", State::Sent));
    for _ in 0..5 {
        world.reload(browser);
        world.settled(browser);
    }
    world.opens(browser);
    world.until("the history is back", |world| {
        world.page_shows(browser, "before", State::Sent)
    });
    world.browser_says(browser, chat, "after");
    world.comes_to_rest((alice, &[browser]), (bob, &[]));
    assert_eq!(world.links(alice).len(), 1);
}

#[test]
fn a_page_whose_wire_is_cut_comes_back_by_itself() {
    let (mut world, alice, browser, bob) = alice_browser_bob(24);
    let chat = world.opens(browser);
    for round in 0..10 {
        world.browser_says(browser, chat, &format!("round {round}"));
        world.cut_all_of(Node::Browser(browser));
        world.pass(700 * round);
    }
    world.comes_to_rest((alice, &[browser]), (bob, &[]));
    assert_eq!(world.browsers[browser].page().lights.session, Session::Open);
}

#[test]
fn full_disk_on_the_relay() {
    let (mut world, alice, browser, bob) = alice_browser_bob(25);
    let chat = world.opens(browser);
    world.relay.set_full(true);
    world.browser_says(browser, chat, "no room");
    world.until("the phone has it", |world| {
        world.page_shows(browser, "no room", State::Stored)
    });
    world.pass(60_000);
    assert!(
        world.page_shows(browser, "no room", State::Sent).is_none(),
        "never shown as sent"
    );
    world.relay.set_full(false);
    world.comes_to_rest((alice, &[browser]), (bob, &[]));
}

#[test]
fn the_relay_stores_nothing_that_can_be_read() {
    let (mut world, _alice, browser, bob) = alice_browser_bob(26);
    let chat = world.opens(browser);
    world.set_dark(Node::Phone(bob), true);
    world.browser_says(browser, chat, "a canary that sings");
    world.until("it is sent", |world| {
        world.page_shows(browser, "a canary that sings", State::Sent)
    });
    let found = world.relay.contents().any(|(key, row)| {
        let canary = b"a canary that sings";
        [key, row]
            .iter()
            .any(|bytes| bytes.windows(canary.len()).any(|window| window == canary))
    });
    assert!(!found && world.relay.contents().count() > 0);
}
