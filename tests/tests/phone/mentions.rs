//! Messages that name somebody.

use pillion_protocol::content::{reply::Answer, request::Ask};

use crate::{typing::friends, world::text};

#[test]
fn a_message_says_whom_of_the_chat_it_names() {
    let (mut world, chat, of_bob) = friends();
    let sent = world.say("alice", chat, "@bob, @Alice and @carol: mail bob@alice.example");
    let names: Vec<_> = sent.mentions.iter().map(|handle| handle.as_str()).collect();
    assert_eq!(names, ["bob", "alice"], "carol is not here");
    assert!(sent.mentions_me);
    let read = world.history("bob", of_bob).pop().unwrap();
    assert!(read.mentions == sent.mentions && read.mentions_me);
    let plain = world.say("alice", chat, "bob");
    assert!(plain.mentions.is_empty() && !plain.mentions_me);
}

#[test]
fn a_chat_says_that_something_unread_names_me_until_it_is_read() {
    let (mut world, chat, of_bob) = friends();
    world.say("alice", chat, "@alice is me");
    assert!(!world.chat("bob", of_bob).mentioned, "somebody else");
    assert!(!world.chat("alice", chat).mentioned, "and who wrote it knows");
    world.say("alice", chat, "look, @bob!");
    world.say("alice", chat, "and more");
    assert!(world.chat("bob", of_bob).mentioned);
    let through = world.chat("bob", of_bob).last.unwrap().place;
    world.act("bob", Ask::Read { chat: of_bob, through });
    assert!(!world.chat("bob", of_bob).mentioned);
}

#[test]
fn an_edit_may_name_somebody_or_no_longer_and_a_deletion_takes_it_away() {
    let (mut world, chat, of_bob) = friends();
    let said = world.say("alice", chat, "@bob?");
    for (words, mentioned) in [("nobody", false), ("@bob again", true)] {
        let intent = world.intent();
        let edit = Ask::Edit {
            intent,
            chat,
            message: said.id,
            text: text(words),
        };
        assert!(matches!(world.ask("alice", edit), Some(Answer::Message(_))));
        assert_eq!(world.chat("bob", of_bob).mentioned, mentioned, "{words}");
    }
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: true,
    };
    world.act("alice", delete);
    assert!(!world.chat("bob", of_bob).mentioned);
}

#[test]
fn a_text_of_nothing_but_names_fits_an_answer() {
    let (mut world, chat, _) = friends();
    world.say("alice", chat, &"@bob ".repeat(6_000));
    let shown = world.history("alice", chat).pop().unwrap();
    assert_eq!(shown.mentions.len(), 1);
    assert!(minicbor::to_vec(&shown).unwrap().len() < 40_000);
}
