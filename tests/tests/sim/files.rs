//! Files between pages and phones, whatever befalls them on their way.

use pillion_client::{
    client::io::Input,
    model::{
        download::{Download, Failure},
        parcel::{Leg, Stuck},
    },
    update::{download, parcel, person::Act},
};
use pillion_protocol::content::{message::State, request::Ask};
use pillion_tests::sim::{network::STORMY, snapshot::Snapshot, world::World};

/// Longer than a dozen pieces: enough to be cut in the middle.
const LARGE: usize = 200_000;

const MONTH_MS: u64 = 31 * 24 * 60 * 60 * 1_000;

/// Alice is phone 0 with browsers 0 and 1, Bob phone 1 with browser 2.
fn world(seed: u64) -> World {
    Snapshot::of_friends_with_browsers().world(seed)
}

/// Lets things happen until the relay has about half of a file.
fn at_half(world: &mut World) {
    let before = world.relay.taken();
    world.until("half of it", |world| {
        (world.relay.taken() - before > LARGE / 2).then_some(())
    });
}

#[test]
fn a_file_of_a_page_is_kept_by_both_phones_and_saved_in_the_page_of_the_other() {
    let mut world = world(21);
    let (chat, of_bob) = (world.opens(0), world.opens(2));
    world.browser_sends(0, chat, "the map", LARGE);
    let at = world.chat(0, 1);
    world.keeps(0, at, "the map");
    let message = world.keeps(1, of_bob, "the map");
    world.until("bob's page shows it", |world| {
        world.page_shows(2, "the map", State::Delivered)
    });
    world.saves(2, message, "the map");
    world.saves(0, message, "the map");
    world.phone_sends(1, of_bob, "another map", LARGE);
    let message = world.keeps(0, chat, "another map");
    world.saves(0, message, "another map");
    world.comes_to_rest((0, &[0, 1]), (1, &[2]));
}

#[test]
fn a_page_that_is_loaded_anew_goes_on_where_it_was_and_one_that_was_closed_too_early_says_so() {
    let mut world = world(22);
    let chat = world.opens(0);
    world.browser_sends(0, chat, "never sealed", LARGE);
    world.reload(0);
    world.settled(0);
    let stuck = world.parcel(0, "never sealed").map(|entry| entry.parcel().unwrap().leg);
    assert!(matches!(stuck, None | Some(Leg::Stuck(Stuck::Closed))), "{stuck:?}");
    world.discards_closed(0);

    let chat = world.opens(0);
    world.browser_sends(0, chat, "the map", LARGE);
    at_half(&mut world);
    let before = world.relay.taken();
    world.reload(0);
    world.settled(0);
    let at = world.chat(1, 0);
    world.keeps(1, at, "the map");
    // What comes behind the last piece is not known to the page; nothing before it is sent again.
    assert!(
        world.relay.taken() - before < LARGE / 2 + 32_768,
        "{}",
        world.relay.taken() - before
    );
    world.comes_to_rest((0, &[0, 1]), (1, &[2]));
}

#[test]
fn a_file_that_is_paused_waits_through_a_reload_and_goes_on_when_the_person_says_so() {
    let mut world = world(23);
    let chat = world.opens(0);
    world.browser_sends(0, chat, "the map", LARGE);
    at_half(&mut world);
    let intent = world.parcel(0, "the map").unwrap().intent;
    world.page_does(0, Input::Act(Act::Parcel(parcel::Order::Pause(intent))));
    world.pass(1_000);
    world.reload(0);
    world.settled(0);
    let before = world.relay.taken();
    world.pass(100_000);
    assert_eq!(world.relay.taken(), before);
    world.page_does(0, Input::Act(Act::Parcel(parcel::Order::Resume(intent))));
    let at = world.chat(1, 0);
    world.keeps(1, at, "the map");
}

#[test]
fn a_file_that_is_given_up_in_the_middle_leaves_nothing_anywhere() {
    let mut world = world(24);
    let chat = world.opens(0);
    world.browser_sends(0, chat, "the map", LARGE);
    at_half(&mut world);
    world.gives_up(0, "the map");
    world.pass(10_000);
    assert_eq!((world.relay.files(), world.browsers[0].parcels.len()), (0, 0));
    world.comes_to_rest((0, &[0, 1]), (1, &[2]));
    assert!(world.shared(0, chat, "the map").is_none());
}

#[test]
fn both_phones_go_on_where_they_were_killed() {
    let mut world = world(25);
    let at = world.chat(0, 1);
    world.phone_sends(0, at, "the map", LARGE);
    at_half(&mut world);
    let before = world.relay.taken();
    world.kill_phone(0);
    world.pass(5_000);
    assert_eq!(world.relay.taken(), before);
    world.start_phone(0);
    let of_bob = world.chat(1, 0);
    world.until("bob's phone has some of it", |world| {
        (world.phones[1].vault.parts() == 1).then_some(())
    });
    world.pass(10);
    world.kill_phone(1);
    assert!(world.relay.taken() - before < LARGE / 2 + 16_384);
    world.pass(5_000);
    assert_eq!(world.phones[1].vault.parts(), 1, "what has come stays");
    world.start_phone(1);
    world.keeps(1, of_bob, "the map");
    world.comes_to_rest((0, &[0, 1]), (1, &[2]));
}

#[test]
fn a_relay_that_is_killed_or_full_in_the_middle_gets_the_rest_later() {
    let mut world = world(26);
    let chat = world.opens(0);
    world.browser_sends(0, chat, "the map", LARGE);
    at_half(&mut world);
    let before = world.relay.taken();
    world.kill_relay();
    world.pass(20_000);
    world.start_relay();
    world.relay.set_full(true);
    world.pass(60_000);
    assert_eq!(world.relay.taken(), before);
    world.relay.set_full(false);
    let of_bob = world.chat(1, 0);
    world.keeps(1, of_bob, "the map");
    assert!(world.relay.taken() - before < LARGE / 2 + 16_384);
}

#[test]
fn a_page_with_more_files_than_may_travel_at_once_brings_one_after_the_other() {
    let mut world = world(29);
    let chat = world.opens(0);
    let names: Vec<String> = (0..8).map(|number| format!("map {number}")).collect();
    for name in &names {
        world.browser_sends(0, chat, name, LARGE);
    }
    world.weather = STORMY;
    at_half(&mut world);
    // The first ones fail and wait; others take their ways, and have not done when the first ones are due again.
    world.relay.set_full(true);
    world.until("one that failed", |world| {
        let tries = |name: &String| world.parcel(0, name)?.parcel().map(|parcel| parcel.tries);
        names.iter().any(|name| tries(name) == Some(1)).then_some(())
    });
    world.relay.set_full(false);
    let at = world.chat(1, 0);
    for name in &names {
        world.keeps(1, at, name);
    }
    world.comes_to_rest((0, &[0, 1]), (1, &[2]));
}

#[test]
fn a_file_whose_time_is_over_is_brought_again_for_the_page_that_wants_it() {
    let mut world = world(27);
    let (chat, of_bob) = (world.opens(0), world.opens(2));
    world.browser_sends(0, chat, "the map", LARGE);
    let message = world.keeps(1, of_bob, "the map");
    world.skip(MONTH_MS);
    world.pass(60_000);
    assert_eq!(world.relay.files(), 0, "swept");
    world.settled(2);
    world.saves(2, message, "the map");
    assert_eq!(world.relay.files(), 1);
}

#[test]
fn a_file_that_its_sender_deletes_for_all_while_it_comes_is_kept_by_nobody() {
    let mut world = world(28);
    let (chat, of_bob) = (world.chat(0, 1), world.opens(2));
    world.phone_sends(0, chat, "the map", LARGE);
    let (message, _) = world.shared(0, chat, "the map").unwrap();
    world.until("bob's page shows it", |world| {
        world.page_shows(2, "the map", State::Stored)
    });
    world.page_does(2, Input::Act(Act::File(download::Order::Save(message))));
    world.until("bob's phone has some of it", |world| {
        (world.phones[1].vault.parts() == 1).then_some(())
    });
    let for_all = true;
    world.ask(0, Ask::Delete { chat, message, for_all });
    world.until("bob's phone has heard of it", |world| {
        world.shared(1, of_bob, "the map").is_none().then_some(())
    });
    world.pass(60_000);
    for phone in [0, 1] {
        assert_eq!(
            (world.phones[phone].vault.count(), world.phones[phone].vault.parts()),
            (0, 0),
            "{phone}"
        );
    }
    // What the page had begun it has in full, or says that it is gone.
    let download = world.browsers[2].page().downloads.get(&message).copied();
    assert!(
        matches!(download, None | Some(Download::Done | Download::Failed(Failure::Gone))),
        "{download:?}"
    );
}
