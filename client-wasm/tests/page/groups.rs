//! Groups: who wrote what, and what happened.

use pillion_client::model::{bubble, event, preview, row};
use pillion_protocol::content::{
    body::Body,
    chat::{Chat, Preview},
    event::Event,
    group::Group,
    id::{IntentId, Place},
    message::{Message, State},
    quote::{Quote, Quoted},
    update::Change,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use crate::{
    fixture::{BOB, CHAT, chat, from_bob, sent},
    stage::Stage,
};

pub(crate) const EVE: AccountId = AccountId([3; 32]);

/// The chat is a group of three.
pub(crate) fn group() -> Chat {
    Chat {
        title: "Ridge".into(),
        peer: None,
        group: Some(Group {
            members: 3,
            admin: true,
            left: false,
            asking: 0,
        }),
        ..chat(0, 0)
    }
}

fn from(account: AccountId, name: &str, place: u64) -> Message {
    Message {
        from: Some(account),
        name: Some(name.into()),
        ..from_bob(place)
    }
}

fn happened(event: Event, place: u64) -> Message {
    Message {
        body: Body::Event(event),
        ..from(BOB, "Bob", place)
    }
}

pub(crate) fn in_group(messages: Vec<Message>) -> Stage {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(group())]);
    stage.watch(messages);
    stage
}

fn rows(stage: &Stage) -> Vec<row::Row> {
    let mut rows = row::rows(stage.page(), |_| 0);
    rows.retain(|row| !matches!(row, row::Row::Day(_)));
    rows
}

/// Which bubbles have a name over them; an event is `-`.
fn leads(stage: &Stage) -> String {
    drawn(stage, 'L', |row| matches!(row, row::Row::Bubble { lead: true, .. }))
}

/// Which bubbles are the first ones of their side.
fn firsts(stage: &Stage) -> String {
    drawn(stage, 'F', |row| matches!(row, row::Row::Bubble { first: true, .. }))
}

fn drawn(stage: &Stage, letter: char, is: impl Fn(&row::Row) -> bool) -> String {
    let letter = |row: &row::Row| match row {
        row if is(row) => letter,
        row::Row::Bubble { .. } => '.',
        _ => '-',
    };
    rows(stage).iter().map(letter).collect()
}

#[test]
fn the_first_message_of_each_run_has_its_writers_name() {
    let stage = in_group(vec![
        from(BOB, "Bob", 1),
        from(BOB, "Bob", 2),
        from(EVE, "@eve", 3),
        sent(4, IntentId([9; 16]), State::Sent),
        from(EVE, "@eve", 5),
        happened(Event::Made, 6),
        from(EVE, "@eve", 7),
    ]);
    assert_eq!(leads(&stage), "L.L.L-L");
    assert_eq!(firsts(&stage), "F..FF-F", "of either side, and after something else");
    let key = row::Key::of(&from(EVE, "@eve", 3));
    let author = bubble::bubble(stage.page(), key).unwrap().author.unwrap();
    assert_eq!((author.account, author.name.as_str()), (EVE, "@eve"));
}

#[test]
fn a_chat_of_two_has_no_names_over_its_messages() {
    let mut stage = Stage::linked();
    stage.watch(vec![from_bob(1), from_bob(2)]);
    assert_eq!(leads(&stage), "..");
    let shown = bubble::bubble(stage.page(), row::Key::of(&from_bob(1))).unwrap();
    assert_eq!(shown.author, None);
}

#[test]
fn what_happened_is_a_line_and_no_bubble() {
    let made = happened(Event::Made, 1);
    let key = row::Key::of(&made);
    let stage = in_group(vec![made]);
    assert_eq!(rows(&stage), [row::Row::Event(key)]);
    let line = event::of_row(stage.page(), key).unwrap();
    assert!(line.ends_with(" made the group") && line.contains("Bob"), "{line}");
    let text = row::Key::of(&from_bob(9));
    assert_eq!(event::of_row(stage.page(), text), None, "no such row");
}

#[test]
fn a_group_in_the_list_says_who_wrote_and_what_happened() {
    let mut stage = in_group(Vec::new());
    let last = |from: Option<AccountId>, event: Option<Event>| Preview {
        place: Place(1),
        from,
        text: if event.is_some() { String::new() } else { "hello".into() },
        state: State::Delivered,
        at: Timestamp(1),
        deleted: false,
        name: from.map(|_| "@eve".into()),
        event,
    };
    let mut version = 2;
    let mut line = |last| {
        let chat = Chat {
            last: Some(last),
            ..group()
        };
        stage.update(version, version + 1, vec![Change::Chat(chat.clone())]);
        version += 1;
        preview::line(stage.page(), &chat).unwrap()
    };
    let theirs = line(last(Some(EVE), None));
    assert_eq!(
        (theirs.who.as_deref(), theirs.text.as_str(), theirs.state),
        (Some("@eve"), "hello", None)
    );
    let mine = line(last(None, None));
    assert_eq!((mine.who, mine.state), (None, Some(State::Delivered)));
    let happened = line(last(Some(EVE), Some(Event::Renamed("Peak".into()))));
    assert_eq!((happened.who, happened.state), (None, None));
    assert!(happened.text.contains("Peak"), "{}", happened.text);
}

#[test]
fn a_quote_in_a_group_names_who_wrote_it_though_it_is_no_contact() {
    let stage = in_group(Vec::new());
    let quoted = Quoted {
        place: Place(1),
        from: Some(EVE),
        text: "hello".into(),
        name: Some("@eve".into()),
    };
    let quote = Quote {
        message: from_bob(1).id,
        found: Some(quoted),
    };
    let shown = bubble::quotation(stage.page(), CHAT, quote.message, quote.found.as_ref());
    assert_eq!(shown.who, "@eve", "not the group's name");
}
