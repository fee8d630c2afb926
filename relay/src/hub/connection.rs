//! One connection as the hub knows it.

use std::collections::{BTreeMap, BTreeSet};

use pillion_wire::{
    id::{AccountId, LinkId, RendezvousId},
    time::Timestamp,
};

use super::{feed::Feed, input::Network};

/// One connection.
#[derive(Debug)]
pub struct Connection {
    /// Where it comes from.
    pub network: Option<Network>,
    /// What a phone must sign.
    pub nonce: [u8; 32],
    /// What it is.
    pub state: State,
    /// Jobs that the store has not answered.
    pub jobs: usize,
    /// Whether the driver was told to stop reading.
    pub is_paused: bool,
}

/// How far a connection has come.
#[derive(Debug)]
pub enum State {
    /// It has a challenge and has not said who it is.
    Greeted,
    /// Its hello is being looked up.
    Entering,
    /// The phone of an account.
    Phone(Phone),
    /// A linked browser.
    Browser(Browser),
    /// A page that wants to be linked.
    Page(Page),
}

/// A phone that is here.
#[derive(Debug)]
pub struct Phone {
    /// Its account.
    pub account: AccountId,
    /// Its links, and when each browser was last here.
    pub links: BTreeMap<LinkId, Option<Timestamp>>,
    /// What its mailbox sends it.
    pub feed: Feed,
    /// Meeting points that it visits.
    pub visits: BTreeSet<RendezvousId>,
}

/// A linked browser that is here.
#[derive(Debug, Clone, Copy)]
pub struct Browser {
    /// Its link.
    pub link: LinkId,
    /// The account that the link belongs to.
    pub account: AccountId,
    /// When the phone was last here.
    pub phone_seen: Option<Timestamp>,
}

/// A page that is here.
#[derive(Debug, Default)]
pub struct Page {
    /// The meeting points that it has open.
    pub meetings: BTreeSet<RendezvousId>,
}

impl Connection {
    /// The phone, if it is one.
    pub const fn phone(&mut self) -> Option<&mut Phone> {
        match &mut self.state {
            State::Phone(phone) => Some(phone),
            _ => None,
        }
    }

    /// The browser, if it is one.
    pub const fn browser(&mut self) -> Option<&mut Browser> {
        match &mut self.state {
            State::Browser(browser) => Some(browser),
            _ => None,
        }
    }

    /// The page, if it is one.
    pub const fn page(&mut self) -> Option<&mut Page> {
        match &mut self.state {
            State::Page(page) => Some(page),
            _ => None,
        }
    }
}
