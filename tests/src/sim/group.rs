//! What persons do in a group of many, each at the screen of a phone.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    chat::Chat,
    group::{GroupChange, Member},
    group_ask::GroupAsk,
    id::{ChatId, IntentId, MessageId, Version},
    message::Message,
    reaction::Emoji,
    reply::Answer,
    request::{Ask, RequestId},
    text::Text,
    update::Change,
};
use pillion_wire::id::AccountId;

use crate::sim::{network::Node, world::World};

impl World {
    /// Makes a group of others that the phone knows; it is its only admin.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn makes_group(&mut self, phone: usize, name: &str, others: &[usize]) -> ChatId {
        let members = others.iter().map(|other| self.account(*other)).collect();
        let create = GroupAsk::Create {
            intent: IntentId(self.chance.bytes()),
            name: name.to_string(),
            members,
            picture: None,
        };
        match self.ask(phone, Ask::Group(create)) {
            Answer::Chat(chat) => chat.id,
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        }
    }

    /// The groups that a phone shows, also such as it is in no longer.
    pub fn groups(&mut self, phone: usize) -> Vec<Chat> {
        let group = |change| match change {
            Change::Chat(chat) if chat.group.is_some() => Some(chat),
            _ => None,
        };
        self.all(phone).into_iter().filter_map(group).collect()
    }

    /// The group that a phone is in.
    pub fn group(&mut self, phone: usize) -> Option<Chat> {
        let is_in = |chat: &Chat| chat.group.as_ref().is_some_and(|group| !group.left);
        self.groups(phone).into_iter().find(is_in)
    }

    /// The account of a phone.
    ///
    /// # Panics
    /// When it has none.
    pub fn account(&mut self, phone: usize) -> AccountId {
        let account = |change| match change {
            Change::Account(account) => Some(account.id),
            _ => None,
        };
        let found = self.all(phone).into_iter().find_map(account);
        found.expect("the account of a phone")
    }

    /// Who is in a group, as a phone shows it: handles, and whether each is an admin.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn members(&mut self, phone: usize, chat: ChatId) -> BTreeMap<String, bool> {
        let members = GroupAsk::Members { chat, cursor: None };
        match self.ask(phone, Ask::Group(members)) {
            Answer::Members { members, more: None } => {
                let line = |member: Member| (member.handle.as_str().to_string(), member.admin);
                members.into_iter().map(line).collect()
            }
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        }
    }

    /// Asks for a change, and does not wait.
    pub fn wants(&mut self, phone: usize, chat: ChatId, change: GroupChange) -> RequestId {
        let ask = Ask::Group(GroupAsk::Change { chat, change });
        let (id, wishes) = self.phones[phone].ask(self.now, ask);
        self.wishes(Node::Phone(phone), wishes);
        id
    }

    /// Changes a group and waits until it is done.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn changes(&mut self, phone: usize, chat: ChatId, change: GroupChange) {
        let id = self.wants(phone, chat, change.clone());
        let answer = self.until(&format!("{change:?}"), |world| world.phones[phone].answer(id));
        assert_eq!(answer, Answer::Done, "seed {}: {change:?}", self.chance.seed());
    }

    /// Says something in a group; the message, unless this phone is in it no longer.
    pub fn group_says(&mut self, phone: usize, chat: ChatId, text: &str) -> Option<Message> {
        let send = Ask::Send {
            intent: IntentId(self.chance.bytes()),
            chat,
            text: Text::parse(text).expect("a text"),
            quote: None,
        };
        match self.ask(phone, send) {
            Answer::Message(message) => Some(message),
            _ => None,
        }
    }

    /// Says something else instead.
    pub fn edits(&mut self, phone: usize, chat: ChatId, message: MessageId, text: &str) {
        let edit = Ask::Edit {
            intent: IntentId(self.chance.bytes()),
            chat,
            message,
            text: Text::parse(text).expect("a text"),
        };
        self.ask(phone, edit);
    }

    /// Puts an emoji under a message.
    pub fn reacts(&mut self, phone: usize, chat: ChatId, message: MessageId, emoji: &str) {
        let emoji = Emoji::parse(emoji).ok();
        self.ask(phone, Ask::React { chat, message, emoji });
    }

    fn all(&mut self, phone: usize) -> Vec<Change> {
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        match self.ask(phone, sync) {
            Answer::Synced { changes, .. } => changes,
            _ => Vec::new(),
        }
    }
}
