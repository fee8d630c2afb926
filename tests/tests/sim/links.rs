//! The end of a link.

use pillion_client::{
    client::io::Input,
    model::{
        dialog::Dialog,
        lights::Session,
        phase::{Phase, Why},
    },
    update::person::Act,
};
use pillion_protocol::content::{problem::Problem, reply::Answer, request::Ask};
use pillion_tests::sim::{network::Node, world::World};

fn why(world: &World, browser: usize) -> Option<Why> {
    match &world.browsers[browser].page().phase {
        Phase::Linking(linking) => linking.why,
        _ => None,
    }
}

#[test]
fn unlink() {
    let mut world = World::new(31);
    let alice = world.alice_phone();
    let browser = world.browser_of(alice);
    let link = world.links(alice)[0].id;
    let since = world.now;
    assert_eq!(world.ask(alice, Ask::Unlink { link }), Answer::Done);
    world.until("the page is out", |world| {
        (why(world, browser) == Some(Why::Unlinked)).then_some(())
    });
    assert!(world.now.since_ms(since) < 1_000, "within a second");
    assert!(world.browsers[browser].kept().is_empty() && world.browsers[browser].page().chats.is_empty());
    assert!(world.links(alice).is_empty());
    assert_eq!(
        world.ask(alice, Ask::Unlink { link }),
        Answer::Problem(Problem::NoSuchLink)
    );
    world.link(alice, browser);
}

#[test]
fn unlink_while_the_browser_is_away() {
    let mut world = World::new(32);
    let alice = world.alice_phone();
    let browser = world.browser_of(alice);
    world.set_dark(Node::Browser(browser), true);
    world.pass(10_000);
    let link = world.links(alice)[0].id;
    assert_eq!(world.ask(alice, Ask::Unlink { link }), Answer::Done);
    world.pass(60_000);
    world.set_dark(Node::Browser(browser), false);
    world.until("the page is out", |world| {
        (why(world, browser) == Some(Why::Unlinked)).then_some(())
    });
    assert!(world.browsers[browser].kept().is_empty());
}

#[test]
fn an_old_key_opens_nothing() {
    let mut world = World::new(33);
    let (alice, bob) = (world.alice_phone(), world.bob_phone());
    world.befriend(alice, bob);
    let browser = world.browser_of(alice);
    let stolen = world.browsers[browser].kept().clone();
    let link = world.links(alice)[0].id;
    assert_eq!(world.ask(alice, Ask::Unlink { link }), Answer::Done);
    world.until("the page is out", |world| {
        (why(world, browser) == Some(Why::Unlinked)).then_some(())
    });

    let thief = world.open_browser();
    world.browsers[thief].keep(stolen);
    for _ in 0..3 {
        world.reload(thief);
        world.pass(30_000);
        let page = world.browsers[thief].page();
        assert_ne!(page.lights.session, Session::Open);
        assert!(page.chats.is_empty() && page.account.is_none());
    }
}

#[test]
fn log_out_in_the_browser_ends_the_link_on_both_sides() {
    let mut world = World::new(34);
    let alice = world.alice_phone();
    let browser = world.browser_of(alice);
    world.page_does(browser, Input::Act(Act::Show(Dialog::LogOut { since: None })));
    world.page_does(browser, Input::Act(Act::LogOut));
    world.until("the page is out", |world| {
        (why(world, browser) == Some(Why::LoggedOut)).then_some(())
    });
    assert!(world.browsers[browser].kept().is_empty());
    assert!(world.links(alice).is_empty());
}

#[test]
fn a_browser_unlinks_another_one() {
    let mut world = World::new(35);
    let alice = world.alice_phone();
    let (first, second) = (world.browser_of(alice), world.browser_of(alice));
    let other = world.browsers[second].page().own_link().unwrap();
    world.page_does(first, Input::Act(Act::Unlink(other)));
    world.until("the other is out", |world| {
        (why(world, second) == Some(Why::Unlinked)).then_some(())
    });
    assert!(world.browsers[second].kept().is_empty());
    assert_eq!(world.browsers[first].page().lights.session, Session::Open);
    assert_eq!(world.links(alice).len(), 1);
}

#[test]
fn a_second_tab_takes_over_and_the_first_lets_go() {
    let mut world = World::new(36);
    let alice = world.alice_phone();
    let browser = world.browser_of(alice);
    world.page_does(browser, Input::Taken);
    assert_eq!(world.browsers[browser].page().phase, Phase::Elsewhere);
    assert!(
        world.browsers[browser].page().account.is_none(),
        "nothing stays on show"
    );
    world.page_does(browser, Input::Act(Act::TakeOver));
    world.settled(browser);
    assert_eq!(world.links(alice).len(), 1);
}
