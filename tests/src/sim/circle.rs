//! A group in a world: four friends, what they do in it, and what must hold whenever it comes to rest.
//!
//! At rest: whoever is in agrees with all others who are in on name, members and admins; everyone in reads what everyone in writes;
//! the texts of the [`Roll`] are where they must be; and who was in all the time shows the same words and emoji under them.

mod rest;

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    event::{Event, People},
    group::GroupChange,
    message::{Message, State},
    reply::Answer,
    request::RequestId,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use crate::sim::{network::Node, roll::Roll, snapshot::Snapshot, world::World};

/// Who can be in the group: its founder, an admin beside her, and two who come and go.
pub const NAMES: [&str; 4] = ["alice", "bob", "carol", "dave"];

/// What the group is called at first.
pub const FIRST_NAME: &str = "Choir";

/// A request whose answer nobody has waited for.
#[derive(Debug)]
struct Asked {
    phone: usize,
    id: RequestId,
    change: GroupChange,
}

/// The group and its world.
#[derive(Debug)]
pub struct Circle {
    /// The world.
    pub world: World,
    roll: Roll,
    asked: Vec<Asked>,
    names: BTreeSet<String>,
    turn: usize,
    back: BTreeMap<usize, Timestamp>,
    relay_back: Option<Timestamp>,
    accounts: Vec<AccountId>,
    /// Who was ever to come in or to go.
    moved: BTreeSet<usize>,
}

impl Circle {
    /// Four phones that know one another, a browser of Alice's, and a group of the first three; Alice and Bob are its admins.
    #[must_use]
    pub fn start() -> Snapshot {
        let mut world = World::new(0);
        for name in NAMES {
            world.phone(name);
        }
        for (one, other) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            world.befriend(one, other);
        }
        world.browser_of(0);
        let chat = world.makes_group(0, FIRST_NAME, &[1, 2]);
        for phone in [1, 2] {
            world.until("the group", |world| world.group(phone));
        }
        let account = world.account(1);
        world.changes(0, chat, GroupChange::Admin { account, on: true });
        Snapshot::of(world)
    }

    /// Goes on from there with its own lots.
    #[must_use]
    pub fn of(start: &Snapshot, seed: u64) -> Self {
        let mut world = start.world(seed);
        let accounts = (0..NAMES.len()).map(|phone| world.account(phone)).collect();
        Self {
            world,
            accounts,
            moved: BTreeSet::new(),
            roll: Roll::new(NAMES.len(), [0, 1, 2]),
            asked: Vec::new(),
            names: [FIRST_NAME.to_string()].into(),
            turn: 0,
            back: BTreeMap::new(),
            relay_back: None,
        }
    }

    /// One of so many.
    pub fn lot(&mut self, end: usize) -> usize {
        usize::try_from(self.world.chance.below(end as u64)).unwrap_or_default()
    }

    /// Somebody writes, if it is in.
    pub fn writes(&mut self, phone: usize) {
        let Some((chat, members)) = self.view(phone) else {
            return;
        };
        let text = self.text();
        if self.world.group_says(phone, chat.id, &text).is_some() {
            self.roll.say(Node::Phone(phone), phone, &members, &text);
        }
    }

    /// Alice writes in her browser, if she has the group there.
    pub fn writes_in_browser(&mut self) {
        let Some((_, members)) = self.view(0) else { return };
        let groups = |chat: &&Chat| chat.group.is_some();
        let chat = self.world.browsers[0].page().chats_in_order().into_iter().find(groups);
        let Some(chat) = chat.map(|chat| chat.id) else { return };
        self.world.opens_chat(0, chat);
        let text = self.text();
        self.roll.say(Node::Browser(0), 0, &members, &text);
        self.world.browser_says(0, chat, &text);
    }

    /// Somebody edits what it said, or puts an emoji under what somebody said.
    pub fn comments(&mut self, phone: usize) {
        if !self.roll.is_settled(phone) {
            return;
        }
        let Some((chat, _)) = self.view(phone) else { return };
        let fresh: Vec<(String, usize)> = self.roll.fresh().map(|(name, by)| (name.to_string(), by)).collect();
        let history = self.world.history(phone, chat.id);
        let lot = self.lot(fresh.len());
        let Some((name, by)) = fresh.get(lot) else { return };
        let Some(message) = history.iter().find(|message| Roll::name(message.words()) == name) else {
            return;
        };
        if *by == phone && self.world.chance.percent(50) {
            self.turn += 1;
            self.world.edits(
                phone,
                chat.id,
                message.id,
                &format!("{name} edited in turn {}", self.turn),
            );
        } else {
            let emoji = ["\u{1f44d}", "\u{2764}\u{fe0f}", "\u{1f602}"][self.lot(3)];
            self.world.reacts(phone, chat.id, message.id, emoji);
        }
    }

    /// Somebody wants a change, and does not wait for it.
    pub fn wants(&mut self, phone: usize, change: GroupChange) {
        let Some((chat, _)) = self.view(phone) else { return };
        match &change {
            GroupChange::Add(accounts) => {
                let relayed = self.relayed();
                for who in self.who(accounts) {
                    self.roll.comes(who, |name| relayed.contains(name));
                    self.moved.insert(who);
                }
            }
            GroupChange::Remove(accounts) => {
                for who in self.who(accounts) {
                    self.roll.goes(who);
                    self.moved.insert(who);
                }
            }
            GroupChange::Leave => {
                self.roll.goes(phone);
                self.moved.insert(phone);
            }
            GroupChange::Rename(name) => drop(self.names.insert(name.clone())),
            _ => {}
        }
        let id = self.world.wants(phone, chat.id, change.clone());
        self.asked.push(Asked { phone, id, change });
    }

    /// A new name that the group never had.
    pub fn name(&mut self) -> GroupChange {
        self.turn += 1;
        GroupChange::Rename(format!("Name {}", self.turn))
    }

    /// A phone is killed, and comes back after at most so long.
    pub fn kill(&mut self, phone: usize, ms: u64) {
        if self.back.contains_key(&phone) {
            return;
        }
        self.world.kill_phone(phone);
        self.asked.retain(|asked| asked.phone != phone);
        let back = self.world.now.after_ms(self.world.chance.below(ms));
        self.back.insert(phone, back);
    }

    /// The relay is killed, and comes back after at most so long.
    pub fn kill_relay(&mut self, ms: u64) {
        if self.relay_back.is_none() {
            self.world.kill_relay();
            self.relay_back = Some(self.world.now.after_ms(self.world.chance.below(ms)));
        }
    }

    /// Who is in the group, as Alice's phone shows it.
    pub fn members(&mut self) -> Vec<usize> {
        let view = self.view(0);
        view.map(|(_, members)| members.into_iter().collect())
            .unwrap_or_default()
    }

    /// Time passes; phones come back when it is their time.
    pub fn pass(&mut self, ms: u64) {
        self.world.pass(ms);
        let now = self.world.now;
        let due: Vec<usize> = self
            .back
            .iter()
            .filter(|(_, at)| **at <= now)
            .map(|(phone, _)| *phone)
            .collect();
        for phone in due {
            self.back.remove(&phone);
            self.world.start_phone(phone);
        }
        if self.relay_back.is_some_and(|at| at <= now) {
            self.relay_back = None;
            self.world.start_relay();
        }
    }

    /// The account of somebody.
    #[must_use]
    pub fn account(&self, phone: usize) -> AccountId {
        self.accounts[phone]
    }

    fn who(&self, accounts: &[AccountId]) -> Vec<usize> {
        let is_meant = |phone: &usize| accounts.contains(&self.accounts[*phone]);
        (0..NAMES.len()).filter(is_meant).collect()
    }

    /// What the relay has for certain, of what was said in this stretch.
    fn relayed(&mut self) -> BTreeSet<String> {
        let running: Vec<usize> = (0..NAMES.len())
            .filter(|phone| self.world.phones[*phone].runs())
            .collect();
        let mut relayed = BTreeSet::new();
        for phone in running {
            let shown = self.shown(phone);
            let sent = shown.iter().filter(|message| message.state >= State::Sent);
            relayed.extend(sent.map(|message| Roll::name(message.words()).to_string()));
        }
        relayed
    }

    fn seed(&self) -> u64 {
        self.world.chance.seed()
    }

    fn text(&mut self) -> String {
        self.turn += 1;
        format!("#{} words", self.turn)
    }

    /// The group as a running phone that is in it shows it, and its members.
    fn view(&mut self, phone: usize) -> Option<(Chat, BTreeSet<usize>)> {
        if !self.world.phones[phone].runs() {
            return None;
        }
        let chat = self.world.group(phone)?;
        let members = self.world.members(phone, chat.id);
        let is_in = |phone: &usize| members.contains_key(NAMES[*phone]);
        Some((chat, (0..NAMES.len()).filter(is_in).collect()))
    }

    /// All texts that a phone shows in groups.
    fn shown(&mut self, phone: usize) -> Vec<Message> {
        let chats = self.world.groups(phone);
        let mut all = Vec::new();
        for chat in chats {
            all.extend(self.world.history(phone, chat.id));
        }
        all.retain(|message| matches!(message.body, Body::Text(_)));
        all
    }
}
