//! Who is told that somebody came or went.
//!
//! Both ends of a link are told at once, in both directions. When an end connects anew while its old connection still stands,
//! the other one hears `PeerAway` and then `PeerHere`: what was under way between them is lost, and it must not guess.
//!
//! Source: docs/protocol.md, rule `R-FWD-2`.

use pillion_wire::{
    id::{AccountId, LinkId},
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{
    connection::{Browser, Phone, State},
    input::ConnectionId,
    machine::Hub,
    pending::Purpose,
};
use crate::store::op::Op;

impl Hub {
    /// Tells a phone, and the browser if it is here, about one another.
    pub(super) fn introduce(&mut self, phone: ConnectionId, link: LinkId, last_seen: Option<Timestamp>) {
        match self.browsers.get(&link).copied() {
            Some(browser) => {
                self.send(phone, &RelayFrame::PeerHere { link });
                self.send(browser, &RelayFrame::PeerHere { link });
            }
            None => self.send(phone, &RelayFrame::PeerAway { link, last_seen }),
        }
    }

    /// Remembers on the phone's connection when a browser of it was last here.
    pub(super) fn note_link(&mut self, account: AccountId, link: LinkId, last_seen: Option<Timestamp>) {
        if let Some(phone) = self.phone_of(account) {
            phone.links.insert(link, last_seen);
        }
    }

    /// The phone of an account, if it is here.
    pub(super) fn phone_of(&mut self, account: AccountId) -> Option<&mut Phone> {
        let id = self.phones.get(&account)?;
        self.connections.get_mut(id)?.phone()
    }

    /// Forgets a connection and tells those who depended on it. A connection is superseded only after it has departed, so what
    /// the maps hold for its account or link is its own.
    pub(super) fn depart(&mut self, now: Timestamp, id: ConnectionId) {
        let Some(connection) = self.connections.remove(&id) else {
            return;
        };
        self.note_seen(now, &connection.state);
        match connection.state {
            State::Greeted | State::Entering => {}
            State::Phone(phone) => self.phone_departed(now, id, phone),
            State::Browser(browser) => self.browser_departed(now, browser),
            State::Page(page) => {
                for rendezvous in page.meetings {
                    self.end_meeting(rendezvous);
                }
            }
        }
    }

    /// Lets the store know that somebody was here until now.
    pub(super) fn note_seen(&mut self, now: Timestamp, state: &State) {
        let op = match state {
            State::Phone(phone) => Op::SeePhone { account: phone.account },
            State::Browser(browser) => Op::SeeBrowser { link: browser.link },
            _ => return,
        };
        self.ask(now, None, Purpose::Note, op);
    }

    fn phone_departed(&mut self, now: Timestamp, id: ConnectionId, phone: Phone) {
        for rendezvous in phone.visits {
            self.visitor_departed(id, rendezvous);
        }
        self.phones.remove(&phone.account);
        for link in phone.links.into_keys() {
            let Some(browser) = self.browsers.get(&link).copied() else {
                continue;
            };
            if let Some(browser) = self
                .connections
                .get_mut(&browser)
                .and_then(|connection| connection.browser())
            {
                browser.phone_seen = Some(now);
            }
            let last_seen = Some(now);
            self.send(browser, &RelayFrame::PeerAway { link, last_seen });
        }
    }

    fn browser_departed(&mut self, now: Timestamp, browser: Browser) {
        let link = browser.link;
        self.browsers.remove(&link);
        let last_seen = Some(now);
        let Some(phone) = self.phone_of(browser.account) else {
            return;
        };
        // A link that was just revoked is no longer the phone's concern.
        if let Some(seen) = phone.links.get_mut(&link) {
            *seen = last_seen;
            if let Some(phone) = self.phones.get(&browser.account).copied() {
                self.send(phone, &RelayFrame::PeerAway { link, last_seen });
            }
        }
    }
}
