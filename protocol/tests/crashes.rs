//! A crash at any step leaves a link that connects again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::{
    cast::request,
    world::{Saw, World},
};

/// One step of a connection whose disks are slow: a payload arrives, or a disk writes.
fn step(world: &mut World) -> bool {
    world.deliver_up() || world.deliver_down() || world.write_page() || world.write_phone()
}

/// A world in the middle of its `sessions`-th connection, `steps` steps into it; `None` if it has fewer steps.
fn stopped(sessions: u64, steps: usize) -> Option<World> {
    let mut world = World::new(1);
    for _ in 1..sessions {
        world.connect();
        world.page.cut(world.now);
        world.phone.peer_away(world.now, None);
        world.drain();
    }
    world.fast_disks = false;
    world.page.peer_here(world.now);
    world.drain();
    for _ in 0..steps {
        if !step(&mut world) {
            return None;
        }
    }
    Some(world)
}

/// After whatever happened, the two find each other again and talk.
fn reconnects(mut world: World, what: &str) {
    assert!(world.disks_fit(), "{what}: the phone's key is among the page's");
    world.fast_disks = true;
    world.write_page();
    world.write_phone();
    world.page.cut(world.now);
    world.phone.cut(world.now);
    world.cut_pipe();
    world.drain();
    world.connect();
    world.pass_ms(10_000);
    world.phone_saw.clear();
    world.page_says(request(9));
    world.run();
    assert_eq!(world.phone_saw, [Saw::Said(request(9))], "{what}");
    assert_eq!(world.page_disk.keys.current, world.phone_disk.key, "{what}");
    assert_eq!(world.page_disk.keys.next, None, "{what}");
}

#[test]
fn a_crash_at_every_step_leaves_a_link_that_connects_again() {
    for sessions in 1..=3 {
        let mut steps = 0;
        while stopped(sessions, steps).is_some() {
            for (page, phone) in [(true, false), (false, true), (true, true)] {
                let mut world = stopped(sessions, steps).unwrap();
                if page {
                    world.crash_page();
                }
                if phone {
                    world.crash_phone();
                }
                reconnects(
                    world,
                    &format!("session {sessions}, step {steps}, page {page}, phone {phone}"),
                );
            }
            steps += 1;
        }
        assert!(
            steps >= 7,
            "hello1, hello2, save, Proved, save, Kept, save: only {steps} steps"
        );
    }
}

#[test]
fn a_crash_at_every_pair_of_steps_leaves_a_link_that_connects_again() {
    let mut first = 0;
    while stopped(1, first).is_some() {
        for second in 0..10 {
            for who in 0..4 {
                let mut world = stopped(1, first).unwrap();
                if who & 1 == 0 {
                    world.crash_page()
                } else {
                    world.crash_phone()
                }
                world.page.cut(world.now);
                world.page.peer_here(world.now);
                world.drain();
                for _ in 0..second {
                    step(&mut world);
                }
                if who & 2 == 0 {
                    world.crash_page()
                } else {
                    world.crash_phone()
                }
                reconnects(world, &format!("steps {first} and {second}, who {who}"));
            }
        }
        first += 1;
    }
}

#[test]
fn a_disk_that_refuses_at_every_step_leaves_a_link_that_connects_again() {
    let mut steps = 0;
    while let Some(mut world) = stopped(1, steps) {
        if world.page_unsaved.take().is_some() {
            world.page.save_failed(world.now);
        }
        if world.phone_unsaved.take().is_some() {
            world.phone.save_failed(world.now);
        }
        world.drain();
        while step(&mut world) {}
        assert!(
            world.page.is_open() || steps == 0,
            "the session goes on under the old key"
        );
        reconnects(world, &format!("disk refused after {steps} steps"));
        steps += 1;
    }
}

#[test]
fn a_disk_that_always_refuses_leaves_sessions_that_work() {
    let mut world = World::new(1);
    world.fast_disks = false;
    for id in 1..5 {
        world.page.peer_here(world.now);
        world.run();
        while world.page_unsaved.take().is_some() {
            world.page.save_failed(world.now);
            world.run();
        }
        world.page_says(request(id));
        world.run();
        assert_eq!(world.phone_saw.last(), Some(&Saw::Said(request(id))));
        world.page.cut(world.now);
        world.phone.cut(world.now);
        world.drain();
    }
    assert!(world.disks_fit());
}

#[test]
fn the_page_tries_both_keys_without_waiting_when_the_phone_says_that_it_cannot_open() {
    // The page has stored both keys; the phone never heard the proof.
    let mut world = World::new(1);
    world.fast_disks = false;
    world.connect();
    world.write_page();
    world.crash_page();
    world.fast_disks = true;
    assert!(world.page_disk.keys.next.is_some());
    let calls = world.recorded_up.len();
    world.connect();
    assert_eq!(world.page_saw.last(), Some(&Saw::Opened));
    assert_eq!(world.recorded_up[calls][0], 1, "under the next key");
    assert_eq!(world.recorded_up[calls + 1][0], 1, "under the current one");
}

#[test]
fn the_page_tries_both_keys_in_turn_when_the_hint_is_lost() {
    let mut world = World::new(1);
    world.fast_disks = false;
    world.connect();
    world.write_page();
    world.crash_page();
    world.fast_disks = true;
    world.page.peer_here(world.now);
    world.drain();
    world.deliver_up();
    assert_eq!(world.down.pop_front().unwrap()[0], 4, "the hint, lost");
    world.pass_ms(1_000);
    assert_eq!(world.page_saw.last(), Some(&Saw::Opened));
}

#[test]
fn a_call_that_comes_while_the_phone_writes_waits_for_the_disk() {
    let mut world = stopped(1, 4).unwrap();
    assert!(world.phone_unsaved.is_some(), "the phone is writing the next key");
    world.crash_page();
    world.page.peer_here(world.now);
    world.run();
    assert!(!world.page.is_open(), "under which key to answer is not known yet");
    world.write_phone();
    world.run();
    world.write_page();
    world.run();
    assert!(world.page.is_open());
    reconnects(world, "a call while the phone writes");
}

#[test]
fn a_thief_who_copied_the_page_is_locked_out_by_the_next_session() {
    let mut world = World::open(1);
    let stolen = world.page_disk.clone();
    world.page.cut(world.now);
    world.phone.peer_away(world.now, None);
    world.drain();
    world.connect();
    let mut thief = World::new(1);
    thief.page = pillion_protocol::endpoint::page::PageEnd::new(stolen, Box::new(people::cast::rng(66)));
    thief.page.peer_here(thief.now);
    thief.drain();
    let hello = thief.up.pop_front().unwrap();
    world.phone_saw.clear();
    world.give_phone(&hello);
    assert_eq!(world.down.back().unwrap()[0], 4, "cannot open");
    assert_eq!(world.phone_saw, []);
}
