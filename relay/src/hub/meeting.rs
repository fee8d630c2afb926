//! Meeting points: a page that shows a code, and the phones that scanned it.
//!
//! 1. A page opens a meeting point under a random id and shows the id in its code.
//! 2. A phone that scanned the code joins within [`RENDEZVOUS_MS`]; it gets a number of its own.
//! 3. Page and visitor exchange pairing messages. The page cannot be told apart from others by its address, and the relay
//!    cannot read what is said.
//! 4. The meeting ends when the page closes it or leaves, or [`RENDEZVOUS_MS`] after the last visitor joined: somebody has to
//!    compare a check code and confirm. So no meeting lasts longer than twice that time.
//!
//! Source: docs/protocol.md, rules `R-MEET-1` to `R-MEET-4`.

use std::collections::BTreeMap;

use pillion_wire::{
    client_frame::RequestId,
    id::RendezvousId,
    limit::{RENDEZVOUS_MS, RENDEZVOUS_OPEN, RENDEZVOUS_VISITORS},
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{
    input::ConnectionId,
    machine::{Hub, Timer},
    rate::Use,
};

/// One open meeting point.
#[derive(Debug)]
pub struct Meeting {
    page: ConnectionId,
    /// Until when phones may join.
    joinable_until: Timestamp,
    ends: Timestamp,
    visitors: BTreeMap<u32, ConnectionId>,
    last_number: u32,
}

impl Meeting {
    fn number_of(&self, phone: ConnectionId) -> Option<u32> {
        let mut visitors = self.visitors.iter();
        visitors
            .find(|(_, visitor)| **visitor == phone)
            .map(|(number, _)| *number)
    }
}

impl Hub {
    pub(super) fn open_meeting(&mut self, now: Timestamp, id: ConnectionId, rendezvous: RendezvousId) {
        if !self.may(now, Use::Meeting(id)) {
            return self.end(now, id, Code::RateLimited);
        }
        if self.meetings.contains_key(&rendezvous) {
            return self.end(now, id, Code::RendezvousTaken);
        }
        let Some(page) = self.connections.get_mut(&id).and_then(|c| c.page()) else {
            return;
        };
        if page.meetings.len() >= RENDEZVOUS_OPEN {
            return self.end(now, id, Code::RendezvousFull);
        }
        page.meetings.insert(rendezvous);
        let ends = now.after_ms(RENDEZVOUS_MS);
        let meeting = Meeting {
            page: id,
            joinable_until: ends,
            ends,
            visitors: BTreeMap::new(),
            last_number: 0,
        };
        self.meetings.insert(rendezvous, meeting);
        self.timers.insert((ends, Timer::Meeting(rendezvous)));
        self.send(id, &RelayFrame::RendezvousOpen { rendezvous });
    }

    pub(super) fn join_meeting(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        request: RequestId,
        rendezvous: RendezvousId,
    ) {
        if !self.may(now, Use::Meeting(id)) {
            return self.refuse_request(id, request, Code::RateLimited);
        }
        let Some(meeting) = self
            .meetings
            .get_mut(&rendezvous)
            .filter(|meeting| now < meeting.joinable_until)
        else {
            return self.refuse_request(id, request, Code::RendezvousUnknown);
        };
        if meeting.number_of(id).is_none() {
            if meeting.visitors.len() >= RENDEZVOUS_VISITORS {
                return self.refuse_request(id, request, Code::RendezvousFull);
            }
            meeting.last_number = meeting.last_number.saturating_add(1);
            meeting.visitors.insert(meeting.last_number, id);
            meeting.ends = now.after_ms(RENDEZVOUS_MS);
            if let Some(phone) = self.connections.get_mut(&id).and_then(|c| c.phone()) {
                phone.visits.insert(rendezvous);
            }
        }
        self.send(id, &RelayFrame::Done { request });
    }

    pub(super) fn meet(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        rendezvous: RendezvousId,
        visitor: u32,
        payload: Vec<u8>,
    ) {
        if !self.may(now, Use::Meet(id)) {
            return self.end(now, id, Code::RateLimited);
        }
        let meeting = self.meetings.get(&rendezvous);
        let is_page = meeting.is_some_and(|meeting| meeting.page == id);
        let target = meeting.and_then(|meeting| match is_page {
            true => meeting.visitors.get(&visitor).map(|phone| (*phone, visitor)),
            false => meeting.number_of(id).map(|number| (meeting.page, number)),
        });
        match target {
            Some((to, visitor)) => self.send(
                to,
                &RelayFrame::Meet {
                    rendezvous,
                    visitor,
                    payload,
                },
            ),
            // It may have left or expired while this was on its way.
            None => self.send(
                id,
                &RelayFrame::RendezvousGone {
                    rendezvous,
                    visitor: is_page.then_some(visitor),
                },
            ),
        }
    }

    /// A page closes its meeting point, or a phone leaves it.
    pub(super) fn close_meeting(&mut self, id: ConnectionId, rendezvous: RendezvousId) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if let Some(phone) = connection.phone() {
            phone.visits.remove(&rendezvous);
            self.visitor_departed(id, rendezvous);
        } else if let Some(page) = connection.page()
            && page.meetings.remove(&rendezvous)
        {
            self.end_meeting(rendezvous);
        }
    }

    pub(super) fn meeting_is_due(&mut self, now: Timestamp, rendezvous: RendezvousId) {
        let Some(meeting) = self.meetings.get(&rendezvous) else {
            return;
        };
        if meeting.ends > now {
            self.timers.insert((meeting.ends, Timer::Meeting(rendezvous)));
            return;
        }
        let page = meeting.page;
        self.end_meeting(rendezvous);
        if let Some(page) = self.connections.get_mut(&page).and_then(|c| c.page()) {
            page.meetings.remove(&rendezvous);
        }
        self.send(
            page,
            &RelayFrame::RendezvousGone {
                rendezvous,
                visitor: None,
            },
        );
    }

    /// Removes a meeting point and tells its visitors.
    pub(super) fn end_meeting(&mut self, rendezvous: RendezvousId) {
        let Some(meeting) = self.meetings.remove(&rendezvous) else {
            return;
        };
        for phone in meeting.visitors.into_values() {
            if let Some(phone) = self.connections.get_mut(&phone).and_then(|c| c.phone()) {
                phone.visits.remove(&rendezvous);
            }
            let visitor = None;
            self.send(phone, &RelayFrame::RendezvousGone { rendezvous, visitor });
        }
    }

    /// Removes a visitor and tells the page.
    pub(super) fn visitor_departed(&mut self, phone: ConnectionId, rendezvous: RendezvousId) {
        let Some(meeting) = self.meetings.get_mut(&rendezvous) else {
            return;
        };
        let Some(number) = meeting.number_of(phone) else {
            return;
        };
        meeting.visitors.remove(&number);
        let page = meeting.page;
        let visitor = Some(number);
        self.send(page, &RelayFrame::RendezvousGone { rendezvous, visitor });
    }
}
