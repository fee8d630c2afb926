//! A browser's page: the real pairing and the real end of a link, with a screen that remembers what it was told.

use std::collections::BTreeMap;

use pillion_protocol::{
    check::Check,
    content::{
        reply::Answer,
        request::{Ask, Request},
        update::Update,
    },
    endpoint::{
        envelope::Envelope,
        page::{Output, PageEnd},
    },
    link::page::PageLink,
    pairing::{
        about::BrowserAbout,
        page::{Decision, Met, Offer, Waiting},
    },
};
use pillion_relay::hub::input::ConnectionId;
use pillion_wire::{
    client_frame::{ClientFrame, Role},
    limit::VERSION,
    relay_frame::RelayFrame,
    time::Timestamp,
};
use rand_chacha::ChaCha20Rng;

use crate::world::origin;

pub(crate) struct Page {
    pub(crate) connection: Option<ConnectionId>,
    rng: ChaCha20Rng,
    offer: Option<Offer>,
    met: Option<Met>,
    pub(crate) check: Option<Check>,
    waiting: Option<(Box<PageLink>, Waiting)>,
    /// Does not say that it keeps the link.
    pub(crate) is_forgetful: bool,
    pub(crate) link: Option<Box<PageLink>>,
    end: Option<PageEnd>,
    end_rng: ChaCha20Rng,
    out: Vec<ClientFrame>,
    last_request: u32,
    answers: BTreeMap<u32, Answer>,
    pub(crate) updates: Vec<Update>,
    pub(crate) is_open: bool,
    pub(crate) is_declined: bool,
    pub(crate) is_unlinked: bool,
    /// Told to go, without the farewell of its link.
    pub(crate) is_shut_out: bool,
}

impl Page {
    pub(crate) fn new(now: Timestamp, mut rng: ChaCha20Rng, end_rng: ChaCha20Rng) -> Self {
        Self {
            connection: None,
            offer: Some(Offer::new(now, origin(), &mut rng)),
            rng,
            met: None,
            check: None,
            waiting: None,
            is_forgetful: false,
            link: None,
            end: None,
            end_rng,
            out: Vec::new(),
            last_request: 0,
            answers: BTreeMap::new(),
            updates: Vec::new(),
            is_open: false,
            is_declined: false,
            is_unlinked: false,
            is_shut_out: false,
        }
    }

    pub(crate) fn code(&self) -> String {
        self.offer.as_ref().unwrap().code().to_url()
    }

    pub(crate) fn outgoing(&mut self) -> Vec<ClientFrame> {
        std::mem::take(&mut self.out)
    }

    pub(crate) fn wake_at(&self) -> Option<Timestamp> {
        self.end
            .as_ref()
            .filter(|_| self.connection.is_some())
            .and_then(PageEnd::wake_at)
    }

    pub(crate) fn wake(&mut self, now: Timestamp) {
        if let Some(end) = &mut self.end {
            end.wake(now);
        }
        self.drive(now);
    }

    pub(crate) fn cut(&mut self, now: Timestamp) {
        self.connection = None;
        if let Some(end) = &mut self.end {
            end.cut(now);
        }
        self.drive(now);
    }

    pub(crate) fn ask(&mut self, now: Timestamp, ask: Ask) -> u32 {
        self.last_request += 1;
        let id = self.last_request;
        let end = self.end.as_mut().unwrap();
        end.send(now, Envelope::Request(Request { id, ask })).unwrap();
        self.drive(now);
        id
    }

    pub(crate) fn answer(&mut self, id: u32) -> Option<Answer> {
        self.answers.remove(&id)
    }

    pub(crate) fn frame(&mut self, now: Timestamp, frame: RelayFrame) {
        match frame {
            RelayFrame::Challenge { .. } => {
                let role = match &self.link {
                    Some(link) => Role::Browser {
                        link: link.link,
                        token: link.token.clone(),
                    },
                    None => Role::Page,
                };
                self.out.push(ClientFrame::Hello {
                    version: VERSION,
                    role,
                    agent: "page".into(),
                });
            }
            RelayFrame::Ready { .. } => match &self.link {
                Some(link) => {
                    let link = (**link).clone();
                    let rng = Box::new(self.end_rng.clone());
                    self.end.get_or_insert_with(|| PageEnd::new(link, rng));
                }
                None => {
                    let rendezvous = self.offer.as_ref().unwrap().code().rendezvous;
                    self.out.push(ClientFrame::OpenRendezvous { rendezvous });
                }
            },
            RelayFrame::Meet {
                rendezvous,
                visitor,
                payload,
            } => {
                let reply = self.meet(now, &payload);
                self.out.extend(reply.map(|payload| ClientFrame::Meet {
                    rendezvous,
                    visitor,
                    payload,
                }));
            }
            RelayFrame::Forward { payload, .. } => self.end.as_mut().unwrap().receive(now, &payload),
            RelayFrame::PeerHere { .. } => self.end.as_mut().unwrap().peer_here(now),
            RelayFrame::PeerAway { last_seen, .. } => self.end.as_mut().unwrap().peer_away(now, last_seen),
            RelayFrame::Unlinked { farewell, .. } => {
                let link = self.link.as_ref().unwrap();
                if link.farewell_hash.matches(&farewell) {
                    self.is_unlinked = true;
                } else {
                    self.is_shut_out = true;
                }
            }
            _ => {}
        }
        self.drive(now);
    }

    fn meet(&mut self, now: Timestamp, payload: &[u8]) -> Option<Vec<u8>> {
        if let Some(offer) = self.offer.take() {
            let about = BrowserAbout::new("Firefox 151", "Linux", origin().as_str());
            let (met, answer) = offer.answer(now, payload, &about, &mut self.rng).unwrap();
            self.check = Some(*met.check());
            self.met = Some(met);
            return Some(answer);
        }
        if let Some(met) = self.met.take() {
            return match met.receive(payload).unwrap() {
                Decision::Granted { link, kept, waiting } => {
                    self.waiting = Some((link, waiting));
                    (!self.is_forgetful).then_some(kept)
                }
                Decision::Declined => {
                    self.is_declined = true;
                    None
                }
            };
        }
        if let Some((link, waiting)) = self.waiting.take() {
            waiting.receive(payload).unwrap();
            self.link = Some(link);
        }
        None
    }

    /// It has stored the link and does not wait for the phone's last word.
    pub(crate) fn use_link_at_once(&mut self) {
        self.link = self.waiting.take().map(|(link, _)| link);
    }

    fn drive(&mut self, now: Timestamp) {
        let Some(end) = &mut self.end else { return };
        while let Some(output) = end.poll() {
            match output {
                Output::Transmit(payload) => {
                    let link = end.link().link;
                    self.out.push(ClientFrame::Forward { link, payload });
                }
                Output::Save(link) => {
                    self.link = Some(link);
                    end.saved(now);
                }
                Output::Opened => self.is_open = true,
                Output::Closed(_) => self.is_open = false,
                Output::Incoming(Envelope::Reply(reply)) => drop(self.answers.insert(reply.id, reply.answer)),
                Output::Incoming(Envelope::Update(update)) => self.updates.push(update),
                Output::Incoming(_) | Output::Silent | Output::Answering => {}
                Output::Unlinked => self.is_unlinked = true,
            }
        }
    }
}
