//! A phone whose disk is full.

use pillion_protocol::content::{message::State, problem::Problem, reply::Answer, request::Ask};

use crate::world::{World, text};

fn full(world: &mut World, name: &'static str, is_full: bool) {
    let pages = if is_full { 1 } else { 1_000_000 };
    world
        .node(name)
        .phone
        .as_ref()
        .unwrap()
        .database()
        .limit_pages(pages)
        .unwrap();
}

#[test]
fn nothing_is_said_to_be_stored_that_was_not() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "1");
    full(&mut world, "alice", true);
    let mut refused = None;
    let mut done = vec!["1".to_owned()];
    for number in 2..200 {
        let intent = world.intent();
        let words = format!("{number} {}", "x".repeat(1_000));
        match world.ask(
            "alice",
            Ask::Send {
                intent,
                chat,
                text: text(&words),
                quote: None,
            },
        ) {
            Some(Answer::Message(_)) => done.push(words),
            other => {
                refused = other;
                break;
            }
        }
    }
    assert_eq!(refused, Some(Answer::Problem(Problem::Storage)));
    full(&mut world, "alice", false);
    world.pass(60_000);
    let last = world.say("alice", chat, "after");
    world.pass(1_000);
    done.push("after".to_owned());
    assert_eq!(world.history("alice", chat).pop().unwrap().id, last.id);
    let of_bob = world.only_chat("bob");
    assert!(world.words("bob", of_bob) == done, "exactly what was answered");
}

#[test]
fn what_cannot_be_stored_is_not_acknowledged_and_comes_again() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "0");
    world.pass(1_000);
    full(&mut world, "bob", true);
    let mut said = vec!["0".to_owned()];
    for number in 1..60 {
        let words = format!("{number} {}", "x".repeat(1_000));
        world.say("alice", chat, &words);
        said.push(words);
    }
    world.pass(30_000);
    let of_bob = world.only_chat("bob");
    assert!(world.words("bob", of_bob).len() < said.len(), "the disk was full");
    full(&mut world, "bob", false);
    world.pass(60_000);
    assert!(world.words("bob", of_bob) == said, "all of it, in order");
    world.pass(1_000);
    let states = world.history("alice", chat);
    assert!(states.iter().all(|message| message.state == State::Delivered));
}
