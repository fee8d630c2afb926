//! Who is there: a phone with a signature, a browser with a token, or a page with nothing.
//!
//! Source: docs/protocol.md, rules `R-WIRE-4`, `R-LINK-1`.

use ed25519_dalek::{Signature, VerifyingKey};
use pillion_wire::{
    challenge,
    client_frame::Role,
    id::{AccountId, LinkId, TokenHash},
    limit::{OLDEST_VERSION, VERSION},
    origin::Origin,
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};
use sha2::{Digest, Sha256};

use super::{
    connection::{Browser, Page, Phone, State},
    feed::Feed,
    input::ConnectionId,
    machine::Hub,
    output::Output,
    pending::Purpose,
    rate::Use,
    settings::AGENT_BYTES,
};
use crate::store::op::{Answer, Op, Outcome};

impl Hub {
    pub(super) fn hello(&mut self, now: Timestamp, id: ConnectionId, version: u16, role: Role, agent: &str) {
        if !(OLDEST_VERSION..=VERSION).contains(&version) {
            return self.end(now, id, Code::Version);
        }
        if agent.len() > AGENT_BYTES {
            return self.end(now, id, Code::Malformed);
        }
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        let allowance = self.settings.hello_failures;
        if connection
            .network
            .is_some_and(|network| !self.rates.has(now, Use::HelloFailure(network), allowance))
        {
            return self.end(now, id, Code::RateLimited);
        }
        match role {
            Role::Phone { account, signature } => {
                if !is_signed(&self.settings.origins, &connection.nonce, account, &signature) {
                    return self.hello_failed(now, id, Code::BadSignature);
                }
                connection.state = State::Entering;
                let op = Op::EnterPhone { account };
                self.ask(now, Some(id), Purpose::EnterPhone(account), op);
            }
            Role::Browser { link, token } => {
                connection.state = State::Entering;
                let token_hash = TokenHash(Sha256::digest(token.0).into());
                let op = Op::EnterBrowser { link, token_hash };
                self.ask(now, Some(id), Purpose::EnterBrowser(link), op);
            }
            Role::Page => {
                connection.state = State::Page(Page::default());
                self.ready(now, id, 0);
            }
        }
    }

    pub(super) fn hello_is_due(&mut self, now: Timestamp, id: ConnectionId) {
        let connection = self.connections.get(&id);
        if connection.is_some_and(|connection| matches!(connection.state, State::Greeted)) {
            self.end(now, id, Code::OutOfState);
        }
    }

    pub(super) fn phone_entered(&mut self, now: Timestamp, id: ConnectionId, account: AccountId, outcome: Outcome) {
        if !self.connections.contains_key(&id) {
            return;
        }
        let (links, key_packages, newest) = match outcome {
            Ok(Answer::Phone {
                links,
                key_packages,
                newest,
            }) => (links, key_packages, newest),
            Ok(_) => return self.end(now, id, Code::Storage),
            Err(code) => return self.end(now, id, code),
        };
        if let Some(older) = self.phones.get(&account).copied() {
            self.end(now, older, Code::Superseded);
        }
        self.phones.insert(account, id);
        self.ask(now, None, Purpose::Note, Op::SeePhone { account });
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.state = State::Phone(Phone {
                account,
                links: links.iter().copied().collect(),
                feed: Feed::new(newest),
                visits: Default::default(),
            });
        }
        self.ready(now, id, key_packages);
        for (link, last_seen) in links {
            self.introduce(id, link, last_seen);
        }
        self.fill(now, id, account);
    }

    pub(super) fn browser_entered(&mut self, now: Timestamp, id: ConnectionId, link: LinkId, outcome: Outcome) {
        if !self.connections.contains_key(&id) {
            return;
        }
        let (account, phone_seen) = match outcome {
            Ok(Answer::Browser { account, phone_seen }) => (account, phone_seen),
            Ok(Answer::Unlinked { farewell }) => {
                self.send(id, &RelayFrame::Unlinked { link, farewell });
                self.outputs.push_back(Output::Close { connection: id });
                return self.depart(now, id);
            }
            Ok(_) => return self.end(now, id, Code::Storage),
            Err(Code::UnknownLink) => return self.hello_failed(now, id, Code::UnknownLink),
            Err(code) => return self.end(now, id, code),
        };
        if let Some(older) = self.browsers.get(&link).copied() {
            self.end(now, older, Code::Superseded);
        }
        self.browsers.insert(link, id);
        self.ask(now, None, Purpose::Note, Op::SeeBrowser { link });
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.state = State::Browser(Browser {
                link,
                account,
                phone_seen,
            });
        }
        self.ready(now, id, 0);
        match self.phones.get(&account).copied() {
            Some(phone) => {
                self.note_link(account, link, Some(now));
                self.introduce(phone, link, Some(now));
            }
            None => self.send(
                id,
                &RelayFrame::PeerAway {
                    link,
                    last_seen: phone_seen,
                },
            ),
        }
    }

    fn ready(&mut self, now: Timestamp, id: ConnectionId, key_packages: u32) {
        self.send(id, &RelayFrame::Ready { now, key_packages });
    }

    fn hello_failed(&mut self, now: Timestamp, id: ConnectionId, code: Code) {
        let network = self.connections.get(&id).and_then(|connection| connection.network);
        if let Some(network) = network {
            self.may(now, Use::HelloFailure(network));
        }
        self.end(now, id, code);
    }
}

/// Whether the account has signed the challenge under one of the relay's names.
fn is_signed(origins: &[Origin], nonce: &[u8; 32], account: AccountId, signature: &[u8; 64]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&account.0) else {
        return false;
    };
    let signature = Signature::from_bytes(signature);
    origins.iter().any(|origin| {
        key.verify_strict(&challenge::signed_bytes(origin, nonce), &signature)
            .is_ok()
    })
}
