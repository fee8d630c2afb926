//! What the browser and the relay do for the page.

use pillion_client::{
    client::{
        io::{Input, Loaded, Output, Ticket},
        record::Write,
    },
    update::person::Act,
};
use pillion_protocol::content::request::Ask;
use pillion_protocol::endpoint::{
    envelope::Envelope,
    phone::{Output as PhoneOutput, PhoneEnd},
};
use pillion_wire::{
    client_frame::{ClientFrame, Role},
    codec, limit,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use crate::stage::{Stage, Store};

impl Stage {
    pub(crate) fn serve(&mut self, output: Output) {
        match output {
            Output::Load => {
                let records = self.kept.iter().map(|(key, bytes)| (*key, bytes.clone())).collect();
                self.give(Input::Loaded(Loaded {
                    records,
                    unreadable: false,
                }));
            }
            Output::Connect(line, url) => {
                assert_eq!(url, "wss://chat.example.org/ws");
                self.connects += 1;
                self.line = Some(line);
                if self.relay_up {
                    self.give(Input::Opened(line));
                    let (version, oldest_version) = (limit::VERSION, limit::OLDEST_VERSION);
                    self.relay(RelayFrame::Challenge {
                        version,
                        oldest_version,
                        nonce: [0; 32],
                    });
                }
            }
            Output::Transmit(line, bytes) if Some(line) == self.line => self.frame(codec::decode(&bytes).unwrap()),
            Output::Transmit(..) => panic!("sent over a connection that is closed"),
            Output::Close(line) => {
                if self.line == Some(line) {
                    self.line = None;
                }
            }
            Output::Store(ticket, writes) => match self.store {
                Store::Works => self.stored(ticket, writes),
                Store::Refuses => self.give(Input::NotStored(ticket)),
                Store::Slow => self.slow.push_back((ticket, writes)),
            },
            Output::TakeOver => self.give(Input::Held),
            Output::Remember(choice) => self.choice = choice,
            Output::Reload => self.reload(),
            Output::AskAlerts => self.give(Input::Act(Act::AlertsAllowed(self.may_alert))),
            Output::Fetch(wanted) => self.fetched.push(*wanted),
            Output::EndFetch(message) => self.fetched.retain(|wanted| wanted.message != message),
            Output::View(wanted) => self.viewed = Some(*wanted),
            Output::EndView => self.viewed = None,
            Output::Voice(want) => self.sounds.push(want),
            Output::Haul(haul) => self.hauls.push_back(haul),
            Output::Alert(alert) => self.alerts.push(alert),
            Output::EndAlert(chat) => self.alerts.retain(|alert| alert.chat != chat),
            Output::Wipe => {
                self.wiped += 1;
                self.kept.clear();
                self.slow.clear();
            }
        }
    }

    pub(crate) fn stored(&mut self, ticket: Ticket, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Put(key, bytes) => drop(self.kept.insert(key, bytes)),
                Write::Delete(key) => drop(self.kept.remove(&key)),
            }
        }
        self.give(Input::Stored(ticket));
    }

    fn frame(&mut self, frame: ClientFrame) {
        if !self.relay_up {
            return;
        }
        match frame {
            ClientFrame::Hello { role, .. } => {
                let link = match &role {
                    Role::Browser { link, .. } => Some(*link),
                    _ => None,
                };
                self.hellos.push(role);
                self.relay(RelayFrame::Ready {
                    now: Timestamp(self.now),
                    key_packages: 0,
                });
                if let Some(link) = link.filter(|_| self.phone_here) {
                    self.relay(RelayFrame::PeerHere { link });
                } else if let Some(link) = link {
                    self.relay(RelayFrame::PeerAway { link, last_seen: None });
                }
            }
            ClientFrame::Ping { token } => {
                self.pings += 1;
                self.relay(RelayFrame::Pong { token });
            }
            ClientFrame::OpenRendezvous { rendezvous } => {
                self.open.push(rendezvous);
                self.relay(RelayFrame::RendezvousOpen { rendezvous });
            }
            ClientFrame::CloseRendezvous { rendezvous } => self.open.retain(|open| *open != rendezvous),
            ClientFrame::Meet {
                rendezvous, payload, ..
            } => self.meetings.push((rendezvous, payload)),
            ClientFrame::Forward { payload, .. } => {
                if let Some(phone) = self.phone.as_mut().filter(|_| self.phone_here) {
                    phone.receive(Timestamp(self.now), &payload);
                    self.drain_phone();
                }
            }
            other => panic!("a page does not send {other:?}"),
        }
    }

    pub(crate) fn drain_phone(&mut self) {
        while let Some(output) = self.phone.as_mut().and_then(PhoneEnd::poll) {
            match output {
                PhoneOutput::Transmit(payload) => {
                    let link = self.phone.as_ref().unwrap().link().link;
                    self.relay(RelayFrame::Forward { link, payload });
                }
                PhoneOutput::Save(_) => self.phone.as_mut().unwrap().saved(Timestamp(self.now)),
                PhoneOutput::Incoming(Envelope::Request(request)) => match request.ask {
                    Ask::Live(ask) => self.live.push(ask),
                    _ => self.asked.push_back(request),
                },
                _ => {}
            }
        }
    }
}
