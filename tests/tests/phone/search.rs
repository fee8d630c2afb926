//! Finding messages.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    hit::{HITS, Hit},
    id::ChatId,
    problem::Problem,
    reply::Answer,
    request::Ask,
};

use crate::world::{World, text};

/// All words that a person can look for.
struct Wanted<'a> {
    words: &'a str,
    chat: Option<ChatId>,
    starred: bool,
}

fn everywhere(words: &str) -> Wanted<'_> {
    Wanted {
        words,
        chat: None,
        starred: false,
    }
}

impl World {
    fn found(&mut self, wanted: &Wanted<'_>) -> Vec<Hit> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let ask = Ask::Search {
                words: wanted.words.to_owned(),
                chat: wanted.chat,
                starred: wanted.starred,
                cursor,
            };
            match self.ask("alice", ask) {
                Some(answer @ Answer::Found { .. }) => {
                    assert!(minicbor::to_vec(&answer).unwrap().len() <= 60 * 1024, "fits a message");
                    let Answer::Found { hits, more } = answer else { panic!() };
                    assert!(hits.len() <= HITS && (!hits.is_empty() || more.is_none()));
                    all.extend(hits);
                    cursor = more;
                }
                other => panic!("not searched: {other:?}"),
            }
            if cursor.is_none() {
                return all;
            }
        }
    }

    fn find(&mut self, words: &str) -> Vec<String> {
        let hits = self.found(&everywhere(words));
        hits.iter().map(|hit| hit.message.words().to_owned()).collect()
    }
}

#[test]
fn all_words_are_found_as_beginnings_whatever_their_case_and_accents() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "The quick brown fox");
    world.say("alice", chat, "A brown café, quite quickly");
    world.pass(1_000);
    assert_eq!(world.find("qui BRO").len(), 2, "newest first");
    assert_eq!(world.find("cafe quick"), ["A brown café, quite quickly"]);
    assert_eq!(world.find("CAFÉ"), ["A brown café, quite quickly"]);
    assert_eq!(world.find("rown"), Vec::<String>::new(), "no beginning of a word");
    assert_eq!(world.find("fox café"), Vec::<String>::new(), "not all words");
    let hits = world.found(&everywhere("quick"));
    assert_eq!(hits[0].excerpt, ["A brown café, quite ", "quickly", ""]);
    assert_eq!(hits[1].excerpt, ["The ", "quick", " brown fox"]);
}

#[test]
fn what_others_wrote_is_found_and_what_was_edited_as_it_is_now() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "apples");
    let of_bob = world.only_chat("bob");
    world.say("bob", of_bob, "bananas");
    assert_eq!(world.find("ban"), ["bananas"]);
    let edit = Ask::Edit {
        intent: world.intent(),
        chat,
        message: said.id,
        text: text("pears"),
    };
    assert!(matches!(world.ask("alice", edit), Some(Answer::Message(_))));
    assert_eq!(world.find("apples"), Vec::<String>::new());
    assert_eq!(world.find("pears"), ["pears"]);
}

#[test]
fn what_was_deleted_is_not_found() {
    let (mut world, chat) = World::of_two();
    let (one, two) = (
        world.say("alice", chat, "secret one"),
        world.say("alice", chat, "secret two"),
    );
    world.say("alice", chat, "secret three");
    for (message, for_all) in [(one.id, true), (two.id, false)] {
        world.act("alice", Ask::Delete { chat, message, for_all });
    }
    assert_eq!(world.find("secret"), ["secret three"]);
    world.act("alice", Ask::DeleteChat { chat });
    assert_eq!(world.find("secret"), Vec::<String>::new());
}

#[test]
fn a_search_stays_in_its_chat_and_with_its_stars() {
    let (mut world, chat) = World::of_two();
    world.add_phone("carol", "carol", Options::default());
    let with_carol = world.befriend("alice", "carol").chat;
    world.say("alice", chat, "lunch on monday");
    let said = world.say("alice", with_carol, "lunch on tuesday");
    let mut hits = |chat, starred, words| {
        let hits = world.found(&Wanted { words, chat, starred });
        hits.iter()
            .map(|hit| hit.message.words().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(hits(Some(chat), false, "lunch"), ["lunch on monday"]);
    assert_eq!(hits(None, true, "lunch"), Vec::<String>::new());
    assert_eq!(hits(None, true, ""), Vec::<String>::new());
    let star = Ask::Star {
        chat: with_carol,
        message: said.id,
        on: true,
    };
    world.act("alice", star);
    let mut hits = |chat, words| {
        let starred = true;
        world.found(&Wanted { words, chat, starred }).len()
    };
    assert_eq!((hits(None, "lunch"), hits(None, ""), hits(None, "monday")), (1, 1, 0));
    assert_eq!((hits(Some(with_carol), ""), hits(Some(chat), "")), (1, 0));
}

#[test]
fn many_hits_come_in_parts_the_newest_first_each_once() {
    let (mut world, chat) = World::of_two();
    for number in 0..75 {
        world.say("alice", chat, &format!("hit number{number}"));
    }
    let expected: Vec<_> = (0..75).rev().map(|number| format!("hit number{number}")).collect();
    assert_eq!(world.find("hit"), expected);
    let long = "needle ".repeat(4_000);
    for _ in 0..5 {
        world.say("alice", chat, &long);
    }
    let hits = world.found(&everywhere("needle"));
    assert_eq!(hits.len(), 5);
    let chars = |hit: &Hit| hit.excerpt.iter().map(|piece| piece.chars().count()).sum::<usize>();
    assert!(hits.iter().all(|hit| chars(hit) <= 202));
}

#[test]
fn nothing_that_is_typed_is_read_as_a_query() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "alpha beta");
    world.say("alice", chat, "or near not and text");
    for typed in [
        "alpha OR zzz",
        "alpha NOT beta",
        "NEAR(alpha beta)",
        "alpha NEAR/3 zzz",
        "text:alpha",
        "{text}:alpha",
        "-text:alpha",
        "^beta",
        "alpha\" OR \"beta",
        "\"",
        "\"\"\"",
        "alpha\"*",
        "*alpha",
        "alpha + zzz",
        "' OR 1=1 --",
        "); DROP TABLE message; --",
        "alpha\0beta zzz",
        "\u{1}alpha\u{2}zzz",
        "(((((((((((((((((((((alpha",
        &"\"(".repeat(5_000),
        &"alpha ".repeat(5_000),
        &"\u{202e}alpha".repeat(3),
    ] {
        let ask = Ask::Search {
            words: typed.to_owned(),
            chat: None,
            starred: false,
            cursor: None,
        };
        let answer = world.ask("alice", ask);
        let is_sound = matches!(answer, Some(Answer::Found { .. } | Answer::Problem(Problem::NoWords)));
        assert!(is_sound, "{typed:.40?}: {answer:?}");
    }
    assert_eq!(world.find("^beta"), ["alpha beta"], "a sign is no word");
    assert_eq!(world.find("alpha OR zzz"), Vec::<String>::new());
    assert_eq!(world.find("OR"), ["or near not and text"]);
    assert_eq!(world.words("alice", chat).len(), 2);
}

#[test]
fn a_search_for_nothing_or_nowhere_is_named() {
    let (mut world, _) = World::of_two();
    let search = |words: &str, chat, starred| Ask::Search {
        words: words.to_owned(),
        chat,
        starred,
        cursor: None,
    };
    for words in ["", "  \n", "* \" ?!", "👍"] {
        assert_eq!(world.refused("alice", search(words, None, false)), Problem::NoWords);
    }
    assert_eq!(world.refused("alice", search("?!", None, true)), Problem::NoWords);
    let nowhere = search("word", Some(ChatId([9; 16])), false);
    assert_eq!(world.refused("alice", nowhere), Problem::NoSuchChat);
    let cursor = Ask::Search {
        words: "word".to_owned(),
        chat: None,
        starred: false,
        cursor: Some(u64::MAX),
    };
    assert!(matches!(
        world.ask("alice", cursor),
        Some(Answer::Found { more: None, .. })
    ));
}
