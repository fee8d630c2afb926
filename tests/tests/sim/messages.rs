//! Messages between phones and on all screens.

use pillion_client::{
    client::io::Input,
    model::{page::Watch, thread::PAGE},
    update::person::Act,
};
use pillion_protocol::content::message::State;
use pillion_tests::sim::world::World;

#[test]
fn message_both_ways() {
    let mut world = World::new(11);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let (at_alice, at_bob) = (world.browser_of(alice), world.browser_of(bob));
    let (chat, back) = (world.opens(at_alice), world.opens(at_bob));

    world.browser_says(at_alice, chat, "from browser to browser");
    let heard = world.until("bob's page shows it", |world| {
        world.page_shows(at_bob, "from browser to browser", State::Delivered)
    });
    assert!(heard.from.is_some());
    world.until("alice sees that it was read", |world| {
        world.page_shows(at_alice, "from browser to browser", State::Read)
    });

    world.browser_says(at_bob, back, "and back");
    world.until("alice's page shows it", |world| {
        world.page_shows(at_alice, "and back", State::Delivered)
    });
    let on_phone = world.chat(alice, bob);
    assert!(
        world.phone_has(alice, on_phone, "and back", State::Delivered).is_some(),
        "and so does her phone"
    );
    world.comes_to_rest((alice, &[at_alice]), (bob, &[at_bob]));
}

#[test]
fn what_the_phone_says_shows_in_its_browser() {
    let mut world = World::new(12);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let browser = world.browser_of(alice);
    world.opens(browser);
    let chat = world.chat(alice, bob);
    world.phone_says(alice, chat, "typed on the phone");
    world.until("the page shows it", |world| {
        world.page_shows(browser, "typed on the phone", State::Delivered)
    });
}

#[test]
fn two_browsers_on_one_phone() {
    let mut world = World::new(13);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let (first, second) = (world.browser_of(alice), world.browser_of(alice));
    assert_eq!(world.links(alice).len(), 2);
    let (chat, same) = (world.opens(first), world.opens(second));
    assert_eq!(chat, same, "a chat has one name on one phone");
    world.browser_says(first, chat, "from the first");
    world.until("the second shows it", |world| {
        world.page_shows(second, "from the first", State::Delivered)
    });
    world.browser_says(second, chat, "from the second");
    world.until("the first shows it", |world| {
        world.page_shows(first, "from the second", State::Delivered)
    });
    world.comes_to_rest((alice, &[first, second]), (bob, &[]));
}

#[test]
fn read_mark_syncs() {
    let mut world = World::new(14);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let (first, second) = (world.browser_of(alice), world.browser_of(alice));
    let unread = |world: &World, browser: usize| world.browsers[browser].page().unread();
    let start = unread(&world, second);
    let back = world.chat(bob, alice);
    world.phone_says(bob, back, "read me");
    world.until("it counts as unread", |world| {
        (unread(world, second) == start + 1).then_some(())
    });

    // An open chat that nobody looks at is not read.
    let chat = world.opens(first);
    world.page_does(
        first,
        Input::Act(Act::Watch(Watch {
            present: false,
            at_end: true,
        })),
    );
    world.phone_says(bob, back, "and me");
    world.until("both pages have it", |world| {
        world.page_shows(first, "and me", State::Delivered)
    });
    world.pass(5_000);
    let so_far = world.phone_has(bob, back, "and me", State::Read);
    assert!(so_far.is_none(), "nobody has looked yet");

    world.page_does(
        first,
        Input::Act(Act::Watch(Watch {
            present: true,
            at_end: true,
        })),
    );
    world.until("read in the first, read in the second", |world| {
        (unread(world, second) == 0).then_some(())
    });
    world.until("bob sees it", |world| world.phone_has(bob, back, "and me", State::Read));
    // It never goes back.
    let mark = world.browsers[first].page().chats.get(&chat).unwrap().read_through;
    world.reload(second);
    world.settled(second);
    assert!(world.browsers[second].page().chats.get(&chat).unwrap().read_through >= mark);
}

#[test]
fn history_is_paged_back_to_the_first_message() {
    let mut world = World::new(15);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let chat = world.chat(alice, bob);
    let count = usize::from(PAGE) * 3 + 7;
    for number in 0..count {
        world.phone_says(alice, chat, &format!("message {number}"));
    }
    let browser = world.browser_of(alice);
    world.opens(browser);
    world.until("the newest", |world| {
        world.page_shows(browser, &format!("message {}", count - 1), State::Stored)
    });
    while world.page_shows(browser, "hello bob", State::Stored).is_none() {
        let before = shown(&world, browser).len();
        world.page_does(browser, Input::Act(Act::Earlier));
        world.until("more of it", |world| {
            (shown(world, browser).len() > before).then_some(())
        });
    }
    let texts = shown(&world, browser);
    let expected: Vec<String> = (0..count).map(|number| format!("message {number}")).collect();
    assert_eq!(texts[2..], expected, "after the two greetings, in order, none missing");
}

fn shown(world: &World, browser: usize) -> Vec<String> {
    let Some((_, Some(thread))) = world.browsers[browser].page().open_thread() else {
        return Vec::new();
    };
    thread
        .messages
        .values()
        .map(|message| message.words().to_string())
        .collect()
}
