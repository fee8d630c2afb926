//! Groups of many in the world: who makes them, changes them, and what each of its members sees.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    body::Body,
    event::Event,
    group::{GroupChange, Member, Receipt},
    group_ask::GroupAsk,
    id::{ChatId, MessageId},
    message::State,
    problem::Problem,
    reply::Answer,
    request::Ask,
};
use pillion_wire::id::AccountId;

use crate::world::{Name, World};

impl World {
    /// A group that Alice has made with these others, all online, all her contacts who know her; its chat on each phone.
    pub(crate) fn of_many(others: &[Name]) -> (Self, Vec<ChatId>) {
        let mut world = Self::new();
        world.add_phone("alice", "alice", Options::default());
        for name in others {
            world.add_phone(name, name, Options::default());
        }
        world.pass(1_000);
        world.know_one_another(&[&["alice"], others].concat());
        let chat = world.make_group("alice", "Choir", others);
        world.pass(2_000);
        let mut chats = vec![chat];
        for name in others {
            chats.push(world.group_of(name));
        }
        (world, chats)
    }

    /// Makes everybody a contact of everybody.
    pub(crate) fn know_one_another(&mut self, names: &[Name]) {
        for one in names {
            for other in names.iter().filter(|other| other != &one) {
                self.befriend(one, other);
            }
        }
    }

    pub(crate) fn account_of(&mut self, name: Name) -> AccountId {
        use pillion_protocol::content::{id::Version, update::Change};
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        let Some(Answer::Synced { changes, .. }) = self.ask(name, sync) else {
            panic!()
        };
        let account = changes.into_iter().find_map(|change| match change {
            Change::Account(account) => Some(account.id),
            _ => None,
        });
        account.unwrap()
    }

    pub(crate) fn accounts(&mut self, names: &[Name]) -> Vec<AccountId> {
        names.iter().map(|name| self.account_of(name)).collect()
    }

    /// The account of a member whose phone is off.
    pub(crate) fn account_off(&mut self, name: Name, of_alice: ChatId) -> AccountId {
        let members = self.members("alice", of_alice);
        members
            .iter()
            .find(|member| member.handle.as_str() == name)
            .unwrap()
            .account
    }

    pub(crate) fn create(&mut self, name: Name, title: &str, others: &[Name]) -> Option<Answer> {
        let (intent, members) = (self.intent(), self.accounts(others));
        let title = title.to_owned();
        self.ask_group(
            name,
            GroupAsk::Create {
                intent,
                name: title,
                members,
                picture: None,
            },
        )
    }

    pub(crate) fn make_group(&mut self, name: Name, title: &str, others: &[Name]) -> ChatId {
        match self.create(name, title, others) {
            Some(Answer::Chat(chat)) => chat.id,
            other => panic!("no group: {other:?}"),
        }
    }

    /// The one group of a phone.
    pub(crate) fn group_of(&mut self, name: Name) -> ChatId {
        let mut groups = self.chats(name);
        groups.retain(|chat| chat.group.is_some());
        assert_eq!(groups.len(), 1, "groups of {name}");
        groups[0].id
    }

    pub(crate) fn ask_group(&mut self, name: Name, ask: GroupAsk) -> Option<Answer> {
        self.ask(name, Ask::Group(ask))
    }

    pub(crate) fn change(&mut self, name: Name, chat: ChatId, change: GroupChange) -> Option<Answer> {
        self.ask_group(name, GroupAsk::Change { chat, change })
    }

    /// Changes a group, and lets everybody learn of it.
    pub(crate) fn changes(&mut self, name: Name, chat: ChatId, change: GroupChange) {
        let answer = self.change(name, chat, change);
        assert_eq!(answer, Some(Answer::Done));
        self.pass(1_000);
    }

    pub(crate) fn not_changed(&mut self, name: Name, chat: ChatId, change: GroupChange) -> Problem {
        match self.change(name, chat, change) {
            Some(Answer::Problem(problem)) => problem,
            other => panic!("done: {other:?}"),
        }
    }

    pub(crate) fn members(&mut self, name: Name, chat: ChatId) -> Vec<Member> {
        match self.ask_group(name, GroupAsk::Members { chat, cursor: None }) {
            Some(Answer::Members { members, more: None }) => members,
            other => panic!("no members: {other:?}"),
        }
    }

    /// Handles of the members, admins with a star, in the order of the list.
    pub(crate) fn roll(&mut self, name: Name, chat: ChatId) -> Vec<String> {
        let star = |member: &Member| if member.admin { "*" } else { "" };
        let members = self.members(name, chat);
        members
            .iter()
            .map(|member| format!("{}{}", member.handle.as_str(), star(member)))
            .collect()
    }

    /// The same in the order of handles: everybody calls himself by his handle.
    pub(crate) fn sorted_roll(&mut self, name: Name, chat: ChatId) -> Vec<String> {
        let mut roll = self.roll(name, chat);
        roll.sort();
        roll
    }

    pub(crate) fn receipts(&mut self, name: Name, chat: ChatId, message: MessageId) -> Vec<Receipt> {
        let ask = GroupAsk::Receipts {
            chat,
            message,
            cursor: None,
        };
        match self.ask_group(name, ask) {
            Some(Answer::Receipts { receipts, more: None }) => receipts,
            other => panic!("no receipts: {other:?}"),
        }
    }

    /// How far a message has come.
    pub(crate) fn state(&mut self, name: Name, chat: ChatId, message: MessageId) -> State {
        let found = self.history(name, chat).into_iter().find(|found| found.id == message);
        found.unwrap().state
    }

    /// The lines of a thread as a person reads them: `name: words`, and what happened in brackets.
    pub(crate) fn thread(&mut self, name: Name, chat: ChatId) -> Vec<String> {
        let messages = self.history(name, chat);
        let line = |message: &pillion_protocol::content::message::Message| {
            let who = message.name.clone().unwrap_or_else(|| "I".to_owned());
            match &message.body {
                Body::Event(event) => format!("[{who} {}]", words(event)),
                body => format!("{who}: {}", body.words()),
            }
        };
        messages.iter().map(line).collect()
    }
}

fn words(event: &Event) -> String {
    let (verb, people) = match event {
        Event::Made => return "made".to_owned(),
        Event::Renamed(name) => return format!("renamed {name}"),
        Event::Added(people) => ("added", people),
        Event::Removed(people) => ("removed", people),
        Event::Left(people) => ("left", people),
        Event::Promoted(people) => ("promoted", people),
        Event::Demoted(people) => ("demoted", people),
        other => return format!("{other:?}"),
    };
    let named: Vec<_> = people.named.iter().map(|person| person.name.as_str()).collect();
    format!("{verb} {}", named.join(" "))
}
