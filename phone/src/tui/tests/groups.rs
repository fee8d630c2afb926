//! Groups: what happens in them, and who writes.

use pillion_protocol::content::{
    body::Body,
    event::{Event as Happened, People, Person},
    message::{Message, State},
    presence::{Presence, Typing},
    update::Change,
};

use super::looks::{assert_looks, drawn};
use crate::tui::{
    model::key::Code,
    stage::{BOB, CAROL, DAVE, Stage, TEAM, in_team, mine, team},
};

fn people(named: &[(pillion_wire::id::AccountId, &str)], others: u32) -> People {
    let person = |(account, name): &(_, &str)| Person {
        account: *account,
        name: (*name).to_owned(),
    };
    People {
        named: named.iter().map(person).collect(),
        others,
    }
}

fn happened(place: u64, event: Happened) -> Message {
    Message {
        body: Body::Event(event),
        ..in_team(place, BOB, "Bob")
    }
}

fn thread() -> Vec<Message> {
    vec![
        Message {
            chat: TEAM,
            from: None,
            name: None,
            ..happened(1, Happened::Made)
        },
        happened(2, Happened::Added(people(&[(CAROL, "Carol"), (DAVE, "@dave")], 3))),
        in_team(3, DAVE, "@dave"),
        in_team(4, DAVE, "@dave"),
        in_team(5, BOB, "Bob"),
        Message {
            chat: TEAM,
            ..mine(6, "hello all", State::Read)
        },
        happened(7, Happened::Timer(Some(86_400))),
    ]
}

/// The group open on the right.
fn reading() -> Stage {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Chat(team(20))]);
    stage.press(Code::Home);
    stage.press(Code::Enter);
    stage.page(thread(), false);
    stage.drain();
    stage
}

#[test]
fn a_group_names_its_writers_and_says_what_happened() {
    let mut stage = reading();
    stage.update(vec![Change::Typing(Typing {
        chat: TEAM,
        account: DAVE,
        name: "@dave".to_owned(),
        on: true,
    })]);
    assert_looks(&stage, THREAD);
}

const THREAD: &str = r"
 Pillion · @alice       │ Team 5 members                       @dave is typing…
▌Team             14:03 │
▌@dave is typing…       │
 Bob              14:03 │
 message 9           2  │
 Carol                  │
 no messages yet        │
                        │                      ── Today ──
                        │                 You made this group.
                        │         Bob added Carol, @dave and 3 others.
                        │
                        │ @dave
                        │ message 3  14:03
                        │ message 4  14:03
                        │
                        │ Bob
                        │ message 5  14:03
                        │
                        │                              hello all  14:03 ✓✓ read
                        │
                        │     Bob set new messages to go away after 1 day.
                        │━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                        │ Write to Team
 ● online since 14:03 · 1 of 1 browser online                         Esc chats
";

#[test]
fn the_list_names_the_writer_and_tells_an_event() {
    let mut stage = Stage::alice();
    stage.update(vec![Change::Chat(team(20))]);
    assert!(
        drawn(&stage)[2].starts_with(" @dave: message 20"),
        "{:#?}",
        drawn(&stage)
    );
    let mut gone = team(21);
    if let Some(last) = &mut gone.last {
        (last.text, last.event) = (String::new(), Some(Happened::Left(people(&[(DAVE, "@dave")], 0))));
    }
    stage.update(vec![Change::Chat(gone)]);
    assert!(drawn(&stage)[2].starts_with(" @dave left."), "{:#?}", drawn(&stage));
}

#[test]
fn an_event_is_no_message_to_answer_or_change() {
    let mut stage = reading();
    stage.press(Code::BackTab);
    stage.drain();
    for letter in "re+fvy".chars() {
        stage.press(Code::Char(letter));
        assert!(
            stage.model.dialog.is_none() && stage.model.purpose().is_none(),
            "{letter}"
        );
        assert!(drawn(&stage).join("\n").contains("This is no message"), "{letter}");
    }
    assert_eq!(stage.drain(), []);
}

#[test]
fn who_is_there_stands_beside_the_name_until_the_phone_is_offline() {
    let mut stage = Stage::alice();
    stage.press(Code::Enter);
    let presence = Presence::Online;
    stage.update(vec![Change::Presence { account: BOB, presence }]);
    assert!(drawn(&stage)[0].ends_with("online"), "{:#?}", drawn(&stage));
    stage.update(vec![crate::tui::stage::connection(false, 0)]);
    assert!(!drawn(&stage)[0].ends_with("online"), "{:#?}", drawn(&stage));
}
