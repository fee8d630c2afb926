//! The list of chats: what is done with one, the order, and the keys.

use pillion_client::{
    model::{
        dialog::Dialog,
        shelf::{self, Row},
    },
    update::{
        chat::{FOR_GOOD, Order},
        keys::{self, Meaning},
        message::Deed,
        person::Act,
    },
};
use pillion_protocol::content::{
    chat::{Chat, MUTED_FOR_GOOD},
    id::{ChatId, IntentId},
    message::State,
    request::Ask,
    update::Change,
};
use pillion_wire::time::Timestamp;

use crate::{
    fixture::{BOB, CHAT, chat, from_bob, sent},
    stage::Stage,
};

const OTHER: ChatId = ChatId([8; 16]);

/// Bob has said something, then this account.
fn talking() -> Stage {
    let mut stage = Stage::linked();
    stage.watch(vec![from_bob(1), sent(2, IntentId([9; 16]), State::Sent)]);
    stage
}

#[test]
fn orders_for_a_chat_carry_what_shall_be() {
    let mut stage = Stage::linked();
    let week = 7 * 86_400_000;
    let until = Some(Timestamp(stage.now + week));
    for (order, ask) in [
        (Order::Pin(true), Ask::Pin { chat: CHAT, on: true }),
        (Order::Mute(Some(week)), Ask::Mute { chat: CHAT, until }),
        (
            Order::Mute(Some(FOR_GOOD)),
            Ask::Mute {
                chat: CHAT,
                until: Some(MUTED_FOR_GOOD),
            },
        ),
        (
            Order::Mute(None),
            Ask::Mute {
                chat: CHAT,
                until: None,
            },
        ),
        (Order::Archive(true), Ask::Archive { chat: CHAT, on: true }),
        (Order::Accept, Ask::Accept { chat: CHAT }),
        (Order::Delete, Ask::DeleteChat { chat: CHAT }),
    ] {
        stage.act(Act::Chat(CHAT, order));
        assert_eq!(stage.next_asked().ask, ask);
    }
    stage.act(Act::Show(Dialog::Block(BOB)));
    stage.act(Act::Block(BOB, true));
    assert_eq!(stage.next_asked().ask, Ask::Block { account: BOB, on: true });
    assert_eq!(stage.page().dialog, None, "the question is answered");
}

#[test]
fn the_list_of_the_blocked_stays_while_one_after_the_other_is_unblocked() {
    let mut stage = talking();
    stage.act(Act::Show(Dialog::Blocked));
    stage.act(Act::Block(BOB, false));
    assert_eq!(
        stage.next_asked().ask,
        Ask::Block {
            account: BOB,
            on: false
        }
    );
    assert_eq!(stage.page().dialog, Some(Dialog::Blocked));
}

#[test]
fn a_chat_that_is_marked_unread_leaves_the_screen_and_opening_it_takes_the_mark_away() {
    let mut stage = talking();
    stage.act(Act::Chat(CHAT, Order::MarkUnread(true)));
    assert_eq!(stage.page().open, None);
    assert_eq!(stage.next_asked().ask, Ask::MarkUnread { chat: CHAT, on: true });
    let marked = Chat {
        marked_unread: true,
        ..chat(0, 2)
    };
    stage.update(1, 2, vec![Change::Chat(marked)]);
    stage.act(Act::Open(CHAT));
    assert_eq!(stage.next_asked().ask, Ask::MarkUnread { chat: CHAT, on: false });
}

#[test]
fn pinned_chats_come_first_and_archived_ones_and_requests_stand_apart() {
    let mut stage = Stage::linked();
    let id = |n| ChatId([n; 16]);
    let make = |n: u8| Chat::new(id(n), format!("chat {n}"), None, Timestamp(u64::from(n)));
    let pinned = Chat {
        pinned: true,
        ..make(10)
    };
    let archived = Chat {
        archived: true,
        ..make(20)
    };
    let request = Chat {
        request: true,
        ..make(30)
    };
    let chats = vec![Change::ChatGone(CHAT), Change::Chat(make(40)), Change::Chat(pinned)];
    stage.update(1, 2, chats);
    assert_eq!(shelf::rows(stage.page()), [Row::Chat(id(10)), Row::Chat(id(40))]);
    stage.update(2, 3, vec![Change::Chat(archived), Change::Chat(request)]);
    assert_eq!(
        shelf::rows(stage.page()),
        [
            Row::Archived,
            Row::Heading("Message requests"),
            Row::Chat(id(30)),
            Row::Heading("Chats"),
            Row::Chat(id(10)),
            Row::Chat(id(40)),
        ]
    );
    stage.act(Act::Archive(true));
    assert_eq!(shelf::rows(stage.page()), [Row::Back, Row::Chat(id(20))]);
    stage.update(3, 4, vec![Change::Chat(make(20))]);
    assert_eq!(shelf::rows(stage.page()).len(), 6, "an empty archive has no door");
}

#[test]
fn the_rows_are_made_anew_only_when_something_in_them_changes() {
    let mut stage = talking();
    let before = shelf::source(stage.page());
    stage.act(Act::Open(CHAT));
    stage.act(Act::Type(CHAT, "a word".into()));
    stage.act(Act::Show(Dialog::Help));
    assert_eq!(shelf::source(stage.page()), before);
    stage.act(Act::Archive(true));
    assert_ne!(shelf::source(stage.page()), before, "the archive");
    stage.act(Act::Archive(false));
    assert_eq!(shelf::source(stage.page()), before);
    stage.act(Act::Search("bo".into()));
    let searched = shelf::source(stage.page());
    assert_ne!(searched, before, "a search");
    stage.act(Act::Search("bob".into()));
    assert_ne!(shelf::source(stage.page()), searched, "other words");
    stage.act(Act::LeaveSearch);
    let of_somebody = Chat::new(OTHER, "somebody".into(), None, Timestamp(5));
    stage.update(1, 2, vec![Change::Chat(of_somebody)]);
    assert_ne!(shelf::source(stage.page()), before, "a chat");
}

#[test]
fn keys_step_through_the_list_and_leave_what_was_opened_last() {
    let mut stage = talking();
    stage.update(
        1,
        2,
        vec![Change::Chat(Chat::new(OTHER, "Otto".into(), None, Timestamp(9)))],
    );
    let press = |stage: &mut Stage, name: &str, ctrl: bool, alt: bool, writing: bool| {
        let key = keys::Key {
            name: name.into(),
            ctrl,
            alt,
            shift: false,
            writing,
        };
        let meaning = keys::meaning(stage.page(), &key);
        if let Some(Meaning::Act(act)) = meaning.clone() {
            stage.act(act);
        }
        meaning
    };
    press(&mut stage, "ArrowUp", false, true, true);
    assert_eq!(stage.page().open, Some(OTHER));
    press(&mut stage, "ArrowUp", false, true, true);
    assert_eq!(stage.page().open, Some(OTHER), "the first one stays");
    press(&mut stage, "ArrowDown", false, true, true);
    assert_eq!(stage.page().open, Some(CHAT));
    assert_eq!(press(&mut stage, "?", false, false, true), None, "it is written");
    assert_eq!(press(&mut stage, "k", true, false, true), Some(Meaning::Search));
    stage.act(Act::Message(from_bob(1).id, Deed::Reply));
    press(&mut stage, "Escape", false, false, true);
    assert_eq!((stage.page().bar.clone(), stage.page().open), (None, Some(CHAT)));
    press(&mut stage, "Escape", false, false, true);
    assert_eq!(stage.page().open, None);
    assert_eq!(press(&mut stage, "Escape", false, false, false), None);
    press(&mut stage, "?", false, false, false);
    assert_eq!(stage.page().dialog, Some(Dialog::Help));
    assert_eq!(
        press(&mut stage, "k", true, false, false),
        None,
        "a dialog has the keys"
    );
}

#[test]
fn a_key_goes_round_the_chats_with_something_unread() {
    let mut stage = Stage::linked();
    let id = |n| ChatId([n; 16]);
    let make = |n: u8, unread: u32| Chat {
        unread,
        ..Chat::new(id(n), format!("chat {n}"), None, Timestamp(u64::from(n)))
    };
    let marked = Chat {
        marked_unread: true,
        ..make(30, 0)
    };
    let chats = [make(50, 0), make(40, 2), marked, make(20, 0), make(10, 1)];
    stage.update(1, 2, chats.into_iter().map(Change::Chat).collect());
    let key = keys::Key {
        name: "ArrowDown".into(),
        ctrl: false,
        alt: true,
        shift: true,
        writing: true,
    };
    assert_eq!(keys::meaning(stage.page(), &key), Some(Meaning::Act(Act::NextUnread)));
    let mut opened = Vec::new();
    for _ in 0..4 {
        stage.act(Act::NextUnread);
        opened.extend(stage.page().open);
    }
    assert_eq!(
        opened,
        [id(40), id(30), id(10), id(40)],
        "from the last one to the first"
    );
    stage.update(2, 3, vec![Change::Chat(make(30, 0)), Change::Chat(make(10, 0))]);
    stage.act(Act::NextUnread);
    assert_eq!(stage.page().open, Some(id(40)), "there is no other one");
}
