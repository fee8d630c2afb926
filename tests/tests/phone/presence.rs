//! Who is there, as the other one's screens are told.

use pillion_protocol::content::{
    account_ask::AccountAsk, id::ChatId, live_ask::LiveAsk, presence::Presence, problem::Problem, reply::Answer,
    request::Ask, update::Change,
};

use crate::{
    links::{ask, link},
    typing::friends,
    world::{Name, World},
};

fn look(chat: Option<ChatId>, active: bool) -> Ask {
    Ask::Live(LiveAsk::Look { chat, active })
}

fn share(on: bool) -> Ask {
    Ask::Account(AccountAsk::SharePresence { on })
}

impl World {
    /// What was told of who is there since this was asked last.
    fn presences(&mut self, name: Name) -> Vec<Presence> {
        let updates = std::mem::take(&mut self.node(name).updates);
        let changes = updates.into_iter().flat_map(|update| update.changes);
        changes
            .filter_map(|change| match change {
                Change::Presence { presence, .. } => Some(presence),
                _ => None,
            })
            .collect()
    }
}

#[test]
fn who_opens_a_chat_learns_whether_the_other_one_is_there() {
    let (mut world, chat, _) = friends();
    world.act("alice", look(Some(chat), true));
    assert_eq!(world.presences("alice"), [Presence::Unknown], "Bob has never been seen");
    world.act("bob", look(None, true));
    assert_eq!(world.presences("alice"), [Presence::Online]);
    world.pass(10_000);
    world.act("bob", look(None, false));
    let seen = Presence::LastSeen(world.now);
    assert_eq!(world.presences("alice"), [seen]);
    world.pass(600_000);
    assert_eq!(world.presences("alice"), [], "nothing new");
    world.act("alice", look(None, true));
    assert_eq!(world.presences("alice"), [Presence::Unknown]);
    let before = world.signals("bob");
    world.pass(600_000);
    assert_eq!(world.signals("bob"), before, "nobody looks any more");
    world.act("alice", look(Some(chat), true));
    assert_eq!(world.presences("alice"), [seen]);
}

#[test]
fn a_closed_screen_looks_at_nothing() {
    let (mut world, chat, _) = friends();
    link(&mut world, "tab");
    world.act("bob", look(None, false));
    assert_eq!(ask(&mut world, "tab", look(Some(chat), true)), Some(Answer::Done));
    let of_bob = world.only_chat("bob");
    world.act("bob", look(Some(of_bob), true));
    assert_eq!(world.presences("bob"), [Presence::Online]);
    world.close_page("tab");
    world.pass(100);
    assert!(matches!(world.presences("bob")[..], [Presence::LastSeen(_)]));
    let before = world.signals("bob");
    world.pass(70_000);
    // Bob asks once more and is answered; Alice asks nothing.
    assert_eq!(world.signals("bob") - before, 1);
}

#[test]
fn several_screens_are_one_person() {
    let (mut world, _, of_bob) = friends();
    link(&mut world, "tab");
    world.act("bob", look(Some(of_bob), true));
    world.act("alice", look(None, true));
    assert_eq!(ask(&mut world, "tab", look(None, true)), Some(Answer::Done));
    world.presences("bob");
    world.act("alice", look(None, false));
    assert_eq!(world.presences("bob"), [], "the browser is looked at");
    assert_eq!(ask(&mut world, "tab", look(None, false)), Some(Answer::Done));
    assert!(matches!(world.presences("bob")[..], [Presence::LastSeen(_)]));
}

#[test]
fn when_last_seen_outlives_the_phone() {
    let (mut world, chat, of_bob) = friends();
    world.act("bob", look(Some(of_bob), true));
    world.act("bob", look(None, false));
    let seen = world.now;
    world.pass(5_000);
    world.kill("bob");
    world.switch_on("bob");
    world.act("alice", look(Some(chat), true));
    assert_eq!(world.presences("alice"), [Presence::LastSeen(seen)]);
}

#[test]
fn nothing_is_known_after_a_cut_or_three_minutes_of_silence() {
    let (mut world, chat, _) = friends();
    world.act("bob", look(None, true));
    world.act("alice", look(Some(chat), true));
    assert_eq!(world.presences("alice"), [Presence::Online]);
    world.kill("bob");
    world.pass(179_000);
    assert_eq!(world.presences("alice"), []);
    world.pass(1_000);
    assert_eq!(world.presences("alice"), [Presence::Unknown]);
    world.switch_on("bob");
    world.act("bob", look(None, true));
    world.pass(61_000);
    assert_eq!(world.presences("alice"), [Presence::Online], "asked again");
    world.stop_relay();
    assert_eq!(world.presences("alice"), [Presence::Unknown]);
    world.start_relay();
    world.pass(61_000);
    assert_eq!(world.presences("alice"), [Presence::Online]);
}

#[test]
fn a_second_screen_is_told_what_the_first_one_knows() {
    let (mut world, chat, _) = friends();
    link(&mut world, "tab");
    world.act("bob", look(None, true));
    world.act("alice", look(Some(chat), true));
    world.pages.get_mut("tab").unwrap().updates.clear();
    assert_eq!(ask(&mut world, "tab", look(Some(chat), true)), Some(Answer::Done));
    let updates = std::mem::take(&mut world.pages.get_mut("tab").unwrap().updates);
    let told: Vec<_> = updates.into_iter().flat_map(|update| update.changes).collect();
    let account = world.chat("alice", chat).peer.unwrap();
    let presence = Presence::Online;
    assert_eq!(told, [Change::Presence { account, presence }]);
}

#[test]
fn who_hides_it_is_not_seen_and_sees_nobody() {
    let (mut world, chat, of_bob) = friends();
    world.act("bob", look(Some(of_bob), true));
    world.act("alice", look(Some(chat), true));
    world.pass(1_000);
    assert_eq!(world.presences("alice"), [Presence::Online]);
    assert_eq!(world.presences("bob").last(), Some(&Presence::Online));
    world.act("alice", share(false));
    assert_eq!(world.presences("alice"), [Presence::Unknown], "she sees nobody");
    assert_eq!(world.presences("bob"), [Presence::Unknown], "and is told of no more");
    let (to_alice, to_bob) = (world.signals("alice"), world.signals("bob"));
    world.pass(59_000);
    world.act("alice", look(None, false));
    assert_eq!(world.signals("bob"), to_bob, "nothing leaves");
    world.pass(60_000);
    assert_eq!(world.signals("bob"), to_bob);
    assert!(world.signals("alice") > to_alice, "Bob still asks");
    assert_eq!((world.presences("alice"), world.presences("bob")), (vec![], vec![]));
    world.act("alice", look(Some(chat), true));
    world.act("alice", share(true));
    assert_eq!(world.presences("alice"), [Presence::Online]);
    world.pass(61_000);
    assert_eq!(world.presences("bob"), [Presence::Online]);
}

#[test]
fn a_request_and_a_blocked_contact_learn_nothing() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.act("bob", look(Some(of_bob), true));
    world.act("alice", look(Some(chat), true));
    world.pass(61_000);
    assert_eq!(world.presences("alice"), []);
    assert_eq!(world.signals("alice"), 0, "Bob asks and answers nothing");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(61_000);
    assert_eq!(world.presences("alice"), [Presence::Online]);
    let account = world.chat("bob", of_bob).peer.unwrap();
    world.act("bob", Ask::Block { account, on: true });
    let before = world.signals("alice");
    world.act("bob", look(Some(of_bob), false));
    world.pass(200_000);
    assert_eq!(world.signals("alice"), before);
    assert_eq!(world.presences("alice"), [Presence::Unknown], "after a silence");
    let nowhere = look(Some(ChatId([9; 16])), true);
    assert_eq!(world.refused("alice", nowhere), Problem::NoSuchChat);
}
