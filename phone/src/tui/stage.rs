//! A stage for tests: Alice's terminal UI, with a phone that says what the test makes it say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use pillion_protocol::content::{
    account::{Account, Connection},
    chat::{Chat, Preview},
    contact::Contact,
    group::Group,
    id::{ChatId, MessageId, Place, Version},
    limit::Limits,
    link::Link,
    live_ask::LiveAsk,
    message::{Message, State},
    pairing::{Pairing, Sign},
    reply::Answer,
    request::Ask,
    text::Text,
    update::{Change, Update},
};
use pillion_wire::{
    handle::Handle,
    id::{AccountId, LinkId},
    time::Timestamp,
};

use super::{
    model::{
        key::{Code, Key},
        state::Model,
    },
    update::{
        event::{Effect, Event, Why},
        turn,
    },
};
use crate::screen::{calendar::Calendar, intents::Intents};

/// 2026-01-05 14:03 UTC, a Monday.
pub(crate) const NOW: Timestamp = Timestamp(1_767_621_780_000);

/// Bob, whom Alice knows.
pub(crate) const BOB: AccountId = AccountId([0xb0; 32]);

/// Carol, whom Alice knows.
pub(crate) const CAROL: AccountId = AccountId([0xca; 32]);

/// The chat with Bob.
pub(crate) const WITH_BOB: ChatId = ChatId([0xb0; 16]);

/// The chat with Carol.
pub(crate) const WITH_CAROL: ChatId = ChatId([0xca; 16]);

/// A group of five that Alice is an admin of.
pub(crate) const TEAM: ChatId = ChatId([0x7e; 16]);

/// Dave, whom Alice knows from the group alone.
pub(crate) const DAVE: AccountId = AccountId([0xda; 32]);

/// A message of Bob at a place.
pub(crate) fn message(place: u64) -> Message {
    Message::new(
        MessageId(u128::from(place).to_be_bytes()),
        WITH_BOB,
        Place(place),
        Some(BOB),
        Text::parse(&format!("message {place}")).unwrap().into(),
        NOW,
        State::Delivered,
    )
}

/// A message of Alice at a place.
pub(crate) fn mine(place: u64, text: &str, state: State) -> Message {
    Message {
        from: None,
        body: Text::parse(text).unwrap().into(),
        state,
        ..message(place)
    }
}

/// A chat whose last message came at a place.
pub(crate) fn chat(id: ChatId, peer: AccountId, title: &str, last: u64, unread: u32) -> Chat {
    Chat {
        last: (last > 0).then(|| Preview {
            place: Place(last),
            from: Some(peer),
            text: format!("message {last}"),
            state: State::Delivered,
            at: NOW,
            deleted: false,
            event: None,
            name: None,
        }),
        unread,
        read_through: Place(last.saturating_sub(u64::from(unread))),
        ..Chat::new(id, title.to_owned(), Some(peer), NOW.after_ms(last))
    }
}

/// The group, in which Dave has written last.
pub(crate) fn team(last: u64) -> Chat {
    let group = Group {
        members: 5,
        admin: true,
        left: false,
        asking: 0,
    };
    let mut chat = chat(TEAM, DAVE, "Team", last, 0);
    chat.peer = None;
    chat.group = Some(group);
    if let Some(last) = &mut chat.last {
        last.name = Some("@dave".to_owned());
    }
    chat
}

/// A message of somebody in the group.
pub(crate) fn in_team(place: u64, from: AccountId, name: &str) -> Message {
    Message {
        chat: TEAM,
        from: Some(from),
        name: Some(name.to_owned()),
        ..message(place)
    }
}

/// A contact.
pub(crate) fn contact(account: AccountId, handle: &str, name: &str, chat: ChatId) -> Contact {
    Contact {
        account,
        handle: Handle::parse(handle).unwrap(),
        name: name.to_owned(),
        chat,
        verified: false,
        blocked: false,
        key_changed: false,
        picture: None,
    }
}

/// A linked browser.
pub(crate) fn link(byte: u8, online: bool) -> Link {
    Link {
        id: LinkId([byte; 16]),
        browser: "Firefox 151".to_owned(),
        os: "Linux".to_owned(),
        origin: "http://localhost:8080".to_owned(),
        made_at: NOW,
        used_at: NOW,
        online,
        active: true,
        name: None,
    }
}

/// A page that asks to be linked.
pub(crate) fn pairing(id: u32) -> Pairing {
    let sign = |emoji: &str, name: &str| Sign {
        emoji: emoji.to_owned(),
        name: name.to_owned(),
    };
    Pairing {
        id,
        check: [
            sign("🐶", "dog"),
            sign("🔑", "key"),
            sign("🍄", "mushroom"),
            sign("⚓", "anchor"),
        ],
        browser: "Firefox 151".to_owned(),
        os: "Linux".to_owned(),
        origin: "http://localhost:8080".to_owned(),
        at: NOW,
    }
}

/// How the phone is connected.
pub(crate) fn connection(online: bool, waiting: u32) -> Change {
    Change::Connection(Connection {
        online,
        since: NOW,
        refused: None,
        waiting,
    })
}

/// The UI, and what it wanted done.
pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) effects: Vec<Effect>,
    /// What contacts may learn, in order.
    pub(crate) live: Vec<LiveAsk>,
    version: u64,
    history: Option<Why>,
}

impl Stage {
    /// Alice, online, with Bob (2 unread of 9) and Carol (nothing yet).
    pub(crate) fn alice() -> Self {
        Self::sized(80, 24)
    }

    pub(crate) fn sized(width: u16, height: u16) -> Self {
        let mut model = Model::new(Calendar::utc(), Intents::seeded([1; 16]), NOW, (width, height));
        let effects = turn::begin(&mut model);
        let mut stage = Self {
            model,
            effects,
            live: Vec::new(),
            version: 5,
            history: None,
        };
        assert!(matches!(
            stage.drain().as_slice(),
            [Effect::Ask(Why::Sync, Ask::Sync { .. })]
        ));
        let account = Account {
            id: AccountId([0xa1; 32]),
            handle: Handle::parse("alice").unwrap(),
            name: "Alice".to_owned(),
            relay: "http://localhost:8080".to_owned(),
            shares_presence: true,
            fetches: Limits::default(),
            picture: None,
        };
        stage.answer(
            Why::Sync,
            Answer::Synced {
                reset: true,
                version: Version(5),
                changes: vec![
                    Change::Account(account),
                    connection(true, 0),
                    Change::Contact(contact(BOB, "bob", "Bob", WITH_BOB)),
                    Change::Contact(contact(CAROL, "carol", "Carol", WITH_CAROL)),
                    Change::Chat(chat(WITH_CAROL, CAROL, "Carol", 0, 0)),
                    Change::Chat(chat(WITH_BOB, BOB, "Bob", 9, 2)),
                    Change::Link(link(1, true)),
                ],
                more: None,
            },
        );
        assert_eq!(stage.drain(), Vec::new());
        stage
    }

    /// Alice with the chat with Bob open and these messages loaded.
    pub(crate) fn reading(messages: Vec<Message>, earlier: bool) -> Self {
        let mut stage = Self::alice();
        stage.press(Code::Enter);
        stage.page(messages, earlier);
        stage
    }

    pub(crate) fn event(&mut self, event: Event) {
        for effect in turn::update(&mut self.model, event) {
            if let Effect::Ask(why @ Why::History(..), _) = &effect {
                self.history = Some(why.clone());
            }
            match effect {
                Effect::Ask(Why::Live, Ask::Live(live)) => self.live.push(live),
                effect => self.effects.push(effect),
            }
        }
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.event(Event::Key(key));
    }

    pub(crate) fn press(&mut self, code: Code) {
        self.key(Key::plain(code));
    }

    pub(crate) fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.press(Code::Char(c));
        }
    }

    pub(crate) fn paste(&mut self, text: &str) {
        self.event(Event::Paste(text.to_owned()));
    }

    pub(crate) fn answer(&mut self, why: Why, answer: Answer) {
        self.event(Event::Answer(why, answer));
    }

    /// Answers the last request for history.
    pub(crate) fn page(&mut self, messages: Vec<Message>, earlier: bool) {
        let page = Answer::Page {
            messages,
            earlier,
            later: false,
        };
        let why = self.history.take();
        self.answer(why.unwrap_or_else(|| panic!("no history was asked for")), page);
    }

    /// The phone tells changes.
    pub(crate) fn update(&mut self, changes: Vec<Change>) {
        let from = Version(self.version);
        self.version += 1;
        self.event(Event::Update(Update {
            from,
            to: Version(self.version),
            changes,
        }));
    }

    /// What it wanted done since the last time.
    pub(crate) fn drain(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// What it asked since the last time.
    pub(crate) fn asks(&mut self) -> Vec<Ask> {
        self.drain()
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Ask(_, ask) => Some(ask),
                _ => None,
            })
            .collect()
    }
}
