//! A relay that lies: nothing of it is accepted, and when it stops, all goes on.

use pillion_client::model::phase::Phase;
use pillion_protocol::content::{
    id::{ChatId, IntentId},
    message::State,
    reply::Answer,
    request::Ask,
};
use pillion_tests::sim::{
    people::signs,
    tamper::{Kind, TRICKS, Tamper},
    world::World,
};
use pillion_wire::handle::Handle;

#[test]
fn nothing_that_a_lying_relay_changes_in_a_session_is_accepted() {
    for (seed, trick) in (40..).zip(TRICKS) {
        let mut world = World::new(seed);
        let (alice, bob) = (world.alice_phone(), world.bob_phone());
        world.befriend(alice, bob);
        let browser = world.browser_of(alice);
        let chat = world.opens(browser);
        world.tamper = Some(Tamper::new(trick, &[Kind::Forward], 30));
        for number in 0..40 {
            world.browser_says(browser, chat, &format!("{trick:?} {number}"));
            world.pass(700);
            only_what_was_said(&world, browser);
        }
        assert!(
            world.tamper.as_ref().is_some_and(|tamper| tamper.lies > 5),
            "{trick:?}: it did lie"
        );
        assert!(
            matches!(world.browsers[browser].page().phase, Phase::Linked(_)),
            "{trick:?}: still linked"
        );
        world.comes_to_rest((alice, &[browser]), (bob, &[]));
    }
}

#[test]
fn nothing_that_a_lying_relay_changes_between_phones_is_accepted() {
    for (seed, trick) in (50..).zip(TRICKS) {
        let mut world = World::new(seed);
        let (alice, bob) = (world.alice_phone(), world.bob_phone());
        world.befriend(alice, bob);
        let (there, back) = (world.chat(alice, bob), world.chat(bob, alice));
        world.tamper = Some(Tamper::new(trick, &[Kind::Deliver], 50));
        for number in 0..10 {
            world.phone_says(alice, there, &format!("{trick:?} {number}"));
            world.phone_says(bob, back, &format!("{trick:?} back {number}"));
            world.pass(2_000);
        }
        assert!(
            world.tamper.take().is_some_and(|tamper| tamper.lies > 3),
            "{trick:?}: it did lie"
        );
        // A relay can always lose and hold back what it carries; but what arrives was said, and arrives once.
        for (from, to, said, heard) in [(alice, bob, there, back), (bob, alice, back, there)] {
            let (said, heard) = (texts(&mut world, from, said, true), texts(&mut world, to, heard, false));
            let mut left = said;
            for text in &heard {
                let at = left.iter().position(|said| said == text);
                let at = at.unwrap_or_else(|| panic!("{trick:?}: {text:?} is foreign or doubled in {heard:?}"));
                left.remove(at);
            }
        }
        // When it stops lying, new words arrive.
        world.phone_says(alice, there, "honest again");
        world.until("it arrives", |world| {
            world.phone_has(bob, back, "honest again", State::Delivered)
        });
        world.phone_says(bob, back, "so it is");
        world.until("and back", |world| {
            world.phone_has(alice, there, "so it is", State::Delivered)
        });
    }
}

#[test]
fn a_lying_relay_links_nobody_else_and_a_later_code_works() {
    for (seed, trick) in (60..).zip(TRICKS) {
        let mut world = World::new(seed);
        let alice = world.alice_phone();
        let browser = world.open_browser();
        world.tamper = Some(Tamper::new(trick, &[Kind::Meet], 100));
        for _ in 0..3 {
            let Some(code) = (0..60).find_map(|_| {
                world.pass(1_000);
                world.code_on(browser)
            }) else {
                break;
            };
            if let Answer::Pairing(pairing) = world.ask(alice, Ask::Scan { code }) {
                let shown = world.signs_on(browser);
                assert!(
                    shown.is_empty() || shown == signs(&pairing),
                    "{trick:?}: different signs"
                );
                world.ask(
                    alice,
                    Ask::Confirm {
                        pairing: pairing.id,
                        yes: true,
                    },
                );
            }
            world.pass(5_000);
        }
        world.tamper = None;
        world.pass(120_000);
        for link in world.links(alice) {
            assert_eq!(world.ask(alice, Ask::Unlink { link: link.id }), Answer::Done);
        }
        world.until("a code is shown", |world| world.code_on(browser));
        world.link(alice, browser);
    }
}

#[test]
fn a_forged_key_package_or_directory_entry_makes_no_chat_with_a_stranger() {
    for (seed, trick) in (70..).zip(TRICKS) {
        let mut world = World::new(seed);
        let (alice, bob) = (world.alice_phone(), world.bob_phone());
        let mallory = world.phone("mallory");
        // The relay has seen entries and packages of others, which it may hand out instead.
        world.befriend(alice, mallory);
        world.tamper = Some(Tamper::new(trick, &[Kind::Entry, Kind::KeyPackage], 100));
        let intent = IntentId(world.chance.bytes());
        let handle = Handle::parse("bob").unwrap();
        let answer = world.ask(alice, Ask::AddContact { intent, handle });
        if let Answer::Contact(contact) = &answer {
            assert_eq!(contact.handle.as_str(), "bob", "{trick:?}");
        }
        world.pass(10_000);
        world.tamper = None;
        let chat = world.add(alice, "bob");
        world.phone_says(alice, chat, "hello, really bob?");
        let back = world.until("it arrives", |world| {
            let chat = world.find_chat(bob, "alice")?;
            world
                .phone_has(bob, chat, "hello, really bob?", State::Delivered)
                .map(|_| chat)
        });
        assert!(
            world
                .phone_has(bob, back, "hello, really bob?", State::Delivered)
                .is_some()
        );
        let foreign = world.chat(mallory, alice);
        assert!(
            world
                .phone_has(mallory, foreign, "hello, really bob?", State::Delivered)
                .is_none(),
            "{trick:?}"
        );
    }
}

fn texts(world: &mut World, phone: usize, chat: ChatId, mine: bool) -> Vec<String> {
    let all = world
        .history(phone, chat)
        .into_iter()
        .filter(|message| message.from.is_none() == mine);
    all.map(|message| message.words().to_string()).collect()
}

fn only_what_was_said(world: &World, browser: usize) {
    let Some((_, Some(thread))) = world.browsers[browser].page().open_thread() else {
        return;
    };
    for message in thread.messages.values() {
        let text = message.words();
        assert!(
            !world.ledger.is_foreign(text),
            "the page shows {text:?}, which nobody said"
        );
    }
}
