//! Linking a browser to a phone.

use pillion_client::{
    client::{codes::SHOW_MS, io::Input},
    model::phase::{Phase, Step, Why},
    update::person::Act,
};
use pillion_protocol::{
    content::{problem::Problem, reply::Answer, request::Ask},
    pairing::page::{ROTATE_MS, VALID_MS},
};
use pillion_tests::sim::{network::Node, people::signs, world::World};

fn scan(world: &mut World, phone: usize, code: String) -> Answer {
    world.ask(phone, Ask::Scan { code })
}

fn why(world: &World, browser: usize) -> Option<Why> {
    match &world.browsers[browser].page().phase {
        Phase::Linking(linking) => linking.why,
        _ => None,
    }
}

#[test]
fn pairing() {
    let mut world = World::new(1);
    let alice = world.alice_phone();
    let browser = world.open_browser();
    let link = world.link(alice, browser);
    assert_eq!((link.browser.as_str(), link.os.as_str()), ("Firefox 151", "Linux"));
    let listed = world.links(alice);
    assert_eq!(listed.len(), 1);
    assert!(listed[0].active, "the browser has confirmed that it keeps the link");
    let page = world.browsers[browser].page();
    assert_eq!(
        page.account.as_ref().map(|account| account.handle.as_str()),
        Some("alice")
    );
}

#[test]
fn the_code_changes_and_the_one_before_still_works() {
    let mut world = World::new(2);
    let alice = world.alice_phone();
    let browser = world.open_browser();
    let first = world.until("a code", |world| world.code_on(browser));
    world.pass(ROTATE_MS + 500);
    let second = world.code_on(browser).unwrap();
    assert_ne!(first, second);
    assert!(matches!(scan(&mut world, alice, first), Answer::Pairing(_)));
}

#[test]
fn an_old_code_is_refused_by_name() {
    let mut world = World::new(3);
    let alice = world.alice_phone();
    let browser = world.open_browser();
    let code = world.until("a code", |world| world.code_on(browser));
    world.pass(VALID_MS + ROTATE_MS);
    assert_eq!(scan(&mut world, alice, code), Answer::Problem(Problem::CodeExpired));
}

#[test]
fn a_used_code_is_refused_by_name() {
    let mut world = World::new(4);
    let alice = world.alice_phone();
    let bob = world.bob_phone();
    let browser = world.open_browser();
    let code = world.until("a code", |world| world.code_on(browser));
    world.link(alice, browser);
    for phone in [alice, bob] {
        assert_eq!(
            scan(&mut world, phone, code.clone()),
            Answer::Problem(Problem::CodeExpired)
        );
    }
}

#[test]
fn the_codes_stop_after_a_while_and_come_back_when_asked_for() {
    let mut world = World::new(5);
    let alice = world.alice_phone();
    let browser = world.open_browser();
    world.pass(SHOW_MS + 1_000);
    let phase = &world.browsers[browser].page().phase;
    assert!(
        matches!(phase, Phase::Linking(linking) if linking.step == Step::Stopped),
        "{phase:?}"
    );
    world.page_does(browser, Input::Act(Act::NewCode));
    world.link(alice, browser);
}

#[test]
fn a_no_on_the_phone_grants_nothing_and_the_page_says_so() {
    let mut world = World::new(6);
    let alice = world.alice_phone();
    let browser = world.open_browser();
    let code = world.until("a code", |world| world.code_on(browser));
    let Answer::Pairing(pairing) = scan(&mut world, alice, code) else {
        panic!("no pairing")
    };
    assert_eq!(world.signs_on(browser), signs(&pairing));
    assert!(
        world.browsers[browser].kept().is_empty(),
        "nothing is granted before the yes"
    );
    assert_eq!(
        world.ask(
            alice,
            Ask::Confirm {
                pairing: pairing.id,
                yes: false
            }
        ),
        Answer::Done
    );
    world.until("the page says so", |world| {
        (why(world, browser) == Some(Why::Declined)).then_some(())
    });
    assert!(world.links(alice).is_empty() && world.browsers[browser].kept().is_empty());
    // And the next code works.
    world.link(alice, browser);
}

#[test]
fn nothing_is_shown_or_kept_before_the_phone_says_yes() {
    let mut world = World::new(7);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let browser = world.open_browser();
    let code = world.until("a code", |world| world.code_on(browser));
    assert!(matches!(scan(&mut world, alice, code), Answer::Pairing(_)));
    world.pass(30_000);
    assert!(world.browsers[browser].page().chats.is_empty());
    assert!(world.browsers[browser].kept().is_empty());
    assert!(world.links(alice).iter().all(|link| !link.active));
}

#[test]
fn what_is_no_link_code_is_refused_by_name() {
    let mut world = World::new(8);
    let alice = world.alice_phone();
    let browser = world.open_browser();
    let code = world.until("a code", |world| world.code_on(browser));
    let cut = code[..code.len() - 5].to_string();
    for (text, problem) in [
        ("hello".to_string(), Problem::NotACode),
        ("pillion://contact/abc".to_string(), Problem::ContactCode),
        (cut, Problem::DamagedCode),
    ] {
        assert_eq!(scan(&mut world, alice, text), Answer::Problem(problem));
    }
    assert!(world.links(alice).is_empty());
    world.link(alice, browser);
}

#[test]
fn a_crash_at_any_step_leaves_no_link_or_one_that_can_be_removed() {
    for (seed, cut_after) in (0..40).map(|ms| (100 + ms, ms)) {
        let mut world = World::new(seed);
        let alice = world.alice_phone();
        let browser = world.open_browser();
        let code = world.until("a code", |world| world.code_on(browser));
        let Answer::Pairing(pairing) = scan(&mut world, alice, code) else {
            panic!("no pairing")
        };
        let confirm = Ask::Confirm {
            pairing: pairing.id,
            yes: true,
        };
        let (_, wishes) = {
            let now = world.now;
            world.phones[alice].ask(now, confirm)
        };
        world.wishes(Node::Phone(alice), wishes);
        world.pass(cut_after);
        match seed % 3 {
            0 => world.reload(browser),
            1 => {
                world.kill_phone(alice);
                world.start_phone(alice);
            }
            _ => {
                world.kill_relay();
                world.start_relay();
            }
        }
        world.pass(60_000);
        world.online(alice);
        let links = world.links(alice);
        assert!(links.len() <= 1, "seed {seed}: {links:?}");
        for link in &links {
            assert_eq!(
                world.ask(alice, Ask::Unlink { link: link.id }),
                Answer::Done,
                "seed {seed}"
            );
        }
        world.until("a code is shown again", |world| world.code_on(browser));
        assert!(world.browsers[browser].kept().is_empty(), "seed {seed}");
        world.link(alice, browser);
    }
}
