//! Coming back to a chat: where it was left, or where the unread messages begin.

use pillion_client::{
    model::thread::{KEPT, Left, PAGE, Thread},
    update::person::Act,
};
use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, Place},
    message::Message,
    request::{Ask, From},
    update::Change,
};
use pillion_wire::time::Timestamp;

use crate::{
    fixture::{CHAT, chat, from_bob},
    stage::Stage,
};

const OTHER: ChatId = ChatId([9; 16]);

fn range(places: core::ops::RangeInclusive<u64>) -> Vec<Message> {
    places.map(from_bob).collect()
}

fn thread(stage: &Stage) -> &Thread {
    stage.page().threads.get(&CHAT).unwrap()
}

fn other(id: ChatId) -> Change {
    Change::Chat(Chat::new(id, "Other".into(), None, Timestamp(1)))
}

/// Bob's chat, open at its newest fifty of a hundred messages; and another chat.
fn reading() -> Stage {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![other(OTHER)]);
    stage.act(Act::Open(CHAT));
    stage.answer_history(range(51..=100), true, false);
    stage
}

fn asked_from(stage: &Stage) -> Option<From> {
    stage.asked.iter().find_map(|request| match &request.ask {
        Ask::History { from, chat, .. } if *chat == CHAT => Some(*from),
        _ => None,
    })
}

#[test]
fn a_place_in_what_is_still_here_needs_no_question() {
    let mut stage = reading();
    let left = Left {
        place: Place(60),
        top: 12,
    };
    stage.act(Act::Open(OTHER));
    stage.act(Act::LeftAt(CHAT, Some(left)));
    stage.asked.clear();
    stage.act(Act::Open(CHAT));
    assert_eq!((thread(&stage).left_at, asked_from(&stage)), (Some(left), None));
}

#[test]
fn a_place_far_back_is_read_around() {
    let mut stage = reading();
    stage.act(Act::Open(OTHER));
    stage.act(Act::LeftAt(
        CHAT,
        Some(Left {
            place: Place(30),
            top: 0,
        }),
    ));
    stage.act(Act::Open(CHAT));
    assert_eq!(asked_from(&stage), Some(From::After(Place(9))));
    assert_eq!(thread(&stage).left_at.map(|left| left.place), Some(Place(30)));
}

#[test]
fn what_is_unread_comes_before_where_one_was() {
    for (unread, read, from) in [(3, 100, None), (u32::from(PAGE) + 10, 40, Some(From::After(Place(20))))] {
        let mut stage = reading();
        stage.act(Act::Open(OTHER));
        stage.act(Act::LeftAt(
            CHAT,
            Some(Left {
                place: Place(60),
                top: 0,
            }),
        ));
        stage.update(2, 3, vec![Change::Chat(chat(unread, read))]);
        stage.act(Act::Open(CHAT));
        assert_eq!((thread(&stage).left_at, asked_from(&stage)), (None, from), "{unread}");
        assert_eq!(thread(&stage).unread_after, Some(Place(read)));
    }
}

#[test]
fn at_the_end_one_comes_back_to_the_end() {
    let mut stage = reading();
    stage.act(Act::LeftAt(
        CHAT,
        Some(Left {
            place: Place(60),
            top: 0,
        }),
    ));
    assert_eq!(thread(&stage).left_at, None, "it is open: it was not left");
    stage.act(Act::Open(OTHER));
    stage.act(Act::LeftAt(CHAT, None));
    stage.act(Act::Open(CHAT));
    assert_eq!(thread(&stage).left_at, None);
}

#[test]
fn of_chats_long_left_only_the_place_is_kept() {
    let mut stage = reading();
    let many: Vec<_> = (0..KEPT)
        .map(|number| ChatId([100 + u8::try_from(number).unwrap(); 16]))
        .collect();
    stage.update(2, 3, many.iter().copied().map(other).collect());
    stage.act(Act::Open(OTHER));
    stage.act(Act::LeftAt(
        CHAT,
        Some(Left {
            place: Place(60),
            top: 5,
        }),
    ));
    for id in many {
        stage.act(Act::Open(id));
    }
    let thread = thread(&stage);
    assert!(thread.messages.is_empty() && !thread.loaded);
    assert_eq!(
        thread.left_at,
        Some(Left {
            place: Place(60),
            top: 5
        })
    );
    stage.asked.clear();
    stage.act(Act::Open(CHAT));
    assert_eq!(asked_from(&stage), Some(From::After(Place(39))));
}
