//! The machine: carries what happens to the part that it concerns, and what the parts want to the driver.

use std::collections::VecDeque;

use pillion_protocol::{
    content::{
        id::{ChatId, IntentId},
        request::{Request, RequestId},
    },
    crypto::random::Random,
    endpoint::{
        envelope::Envelope,
        page::{Output as EndOutput, PageEnd},
    },
    link::{page::PageLink, record::from_bytes},
};
use pillion_wire::{
    client_frame::{ClientFrame, Role},
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{
    codes::{Codes, Todo},
    io::{Input, Loaded, Output, Settings, Ticket},
    line::{Heard, Line},
    random::Shared,
    record::{EntryRecord, Key, Write},
};
use crate::{
    model::{
        dialog::Dialog,
        lights::{Phone, Relay, Session},
        outbox,
        page::Page,
        phase::{Linking, Owner, Phase, Step, Why},
        table::Table,
    },
    update::{
        effect::{Asked, Change, Effect},
        person, phone, settle, sync,
    },
};

/// How long the phone may take to shake hands before its light says that it does not answer, in milliseconds.
const OPENING_MS: u64 = 3_000;

/// How long a log-out waits for the phone, in milliseconds.
const LOG_OUT_MS: u64 = 3_000;

/// The page without its browser. See the module above for the contract.
#[derive(Debug)]
pub struct Client {
    settings: Settings,
    rng: Shared,
    page: Page,
    line: Line,
    codes: Codes,
    end: Option<PageEnd>,
    /// Since when a handshake is tried.
    opening_since: Option<Timestamp>,
    asked: Table<RequestId, Asked>,
    last_request: RequestId,
    tickets: Table<Ticket, Kept>,
    last_ticket: Ticket,
    out: VecDeque<Output>,
}

/// What a `Store` was for.
#[derive(Debug)]
enum Kept {
    /// The record of the link's end.
    Link,
    /// A link that was just granted.
    NewLink,
    /// Outbox entries and drafts.
    Typed {
        entries: Vec<IntentId>,
        drafts: Vec<ChatId>,
    },
}

impl Client {
    /// A page that has just been loaded. It waits for [`Input::Held`].
    #[must_use]
    pub fn new(settings: Settings, rng: Box<dyn Random + Send>) -> Self {
        Self {
            line: Line::new(&settings.relay),
            settings,
            rng: Shared::new(rng),
            page: Page::default(),
            codes: Codes::default(),
            end: None,
            opening_since: None,
            asked: Table::default(),
            last_request: 0,
            tickets: Table::default(),
            last_ticket: 0,
            out: VecDeque::new(),
        }
    }

    /// What the person sees.
    #[must_use]
    pub const fn page(&self) -> &Page {
        &self.page
    }

    /// Something happened.
    pub fn handle(&mut self, now: Timestamp, input: Input) {
        match input {
            Input::Held => self.held(now),
            Input::Taken => self.leave(Phase::Elsewhere),
            Input::Broken(failure) => self.leave(Phase::Broken(failure)),
            Input::Loaded(loaded) => self.loaded(now, loaded),
            Input::Opened(_) => {}
            Input::Received(number, bytes) => {
                let heard = self.line.received(now, number, &bytes, &mut self.rng, &mut self.out);
                self.heard(now, heard);
            }
            Input::Lost(number) => {
                let heard = self.line.lost(now, number, &mut self.rng, &mut self.out);
                self.heard(now, heard);
            }
            Input::Stored(ticket) => self.stored(now, ticket),
            Input::NotStored(ticket) => self.not_stored(now, ticket),
            Input::Nudge => self.line.nudge(now, &mut self.out),
            Input::Wake => self.wake(now),
            Input::Act(act) => {
                let effects = person::act(&mut self.page, now, &mut self.rng, act);
                self.perform(now, effects);
            }
        }
        self.finish(now);
    }

    /// The next thing to do, until there is none.
    pub fn poll(&mut self) -> Option<Output> {
        self.out.pop_front()
    }

    /// When to give [`Input::Wake`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let log_out = match &self.page.dialog {
            Some(Dialog::LogOut { since: Some(since) }) => Some(since.after_ms(LOG_OUT_MS)),
            _ => None,
        };
        let opening = self.opening_since.map(|since| since.after_ms(OPENING_MS));
        let end = self.end.as_ref().and_then(PageEnd::wake_at);
        [self.line.wake_at(), self.codes.wake_at(), end, opening, log_out]
            .into_iter()
            .flatten()
            .min()
    }

    fn wake(&mut self, now: Timestamp) {
        let heard = self.line.wake(now, &mut self.rng, &mut self.out);
        self.heard(now, heard);
        self.codes(|codes, settings, rng, todo| codes.wake(now, settings, rng, todo), now);
        if let Some(end) = &mut self.end {
            end.wake(now);
        }
        if self
            .opening_since
            .is_some_and(|since| since.after_ms(OPENING_MS) <= now)
        {
            self.opening_since = None;
            self.page.lights.session = Session::Silent;
        }
        if let Some(Dialog::LogOut { since: Some(since) }) = self.page.dialog
            && since.after_ms(LOG_OUT_MS) <= now
        {
            self.forget(now, Why::LoggedOutAlone);
        }
    }

    fn held(&mut self, now: Timestamp) {
        self.leave(Phase::Starting);
        self.line.connect(now, &mut self.out);
        self.out.push_back(Output::Load);
    }

    /// Lets go of everything that belongs to the active tab.
    fn leave(&mut self, phase: Phase) {
        self.line.stop(&mut self.out);
        self.codes = Codes::default();
        self.end = None;
        self.opening_since = None;
        self.asked.clear();
        self.tickets.clear();
        self.page = Page {
            phase,
            watch: self.page.watch,
            ..Page::default()
        };
    }

    fn loaded(&mut self, now: Timestamp, loaded: Loaded) {
        if self.page.phase != Phase::Starting {
            return;
        }
        let mut link = None;
        for (key, bytes) in &loaded.records {
            match key {
                Key::Link => link = from_bytes::<PageLink>(bytes).ok(),
                Key::Entry(intent) => {
                    if let Some((order, entry)) = EntryRecord::read(*intent, bytes) {
                        self.page.outbox.restore(order, entry);
                    }
                }
                Key::Draft(chat) => {
                    self.page
                        .drafts
                        .restore(*chat, String::from_utf8_lossy(bytes).into_owned());
                }
            }
        }
        match link {
            Some(link) => self.linked(now, link),
            // Remains of a wipe that was cut short, or what cannot be opened any more: nobody can use it.
            None if loaded.unreadable || !loaded.records.is_empty() => {
                self.forget(
                    now,
                    if loaded.unreadable {
                        Why::Unreadable
                    } else {
                        Why::Unlinked
                    },
                );
            }
            None => {
                self.page.phase = Phase::Linking(Linking::default());
                self.line.become_role(now, Role::Page, &mut self.out);
            }
        }
    }

    fn linked(&mut self, now: Timestamp, link: PageLink) {
        self.page.phase = Phase::Linked(Owner {
            link: link.link,
            name: link.name.as_str().into(),
            handle: link.handle.to_string(),
        });
        self.page.lights.phone = Phone::Unknown;
        let role = Role::Browser {
            link: link.link,
            token: link.token.clone(),
        };
        self.end = Some(PageEnd::new(link, Box::new(self.rng.clone())));
        self.line.become_role(now, role, &mut self.out);
    }

    fn forget(&mut self, now: Timestamp, why: Why) {
        let relay = self.page.lights.relay;
        self.end = None;
        self.codes = Codes::default();
        self.opening_since = None;
        self.asked.clear();
        self.tickets.clear();
        let linking = Linking {
            why: Some(why),
            step: Step::Opening,
        };
        self.page = Page {
            phase: Phase::Linking(linking),
            watch: self.page.watch,
            ..Page::default()
        };
        self.page.lights.relay = relay;
        self.out.push_back(Output::Wipe);
        self.line.become_role(now, Role::Page, &mut self.out);
    }

    fn heard(&mut self, now: Timestamp, heard: Heard) {
        match heard {
            Heard::Nothing => {}
            Heard::Ready => {
                self.page.lights.relay = Relay::Connected;
                if matches!(self.page.phase, Phase::Linking(_)) {
                    self.codes(|codes, settings, rng, todo| codes.resume(now, settings, rng, todo), now);
                }
            }
            Heard::Frame(frame) => self.frame(now, frame),
            Heard::Down(refused) => self.down(now, refused),
        }
    }

    fn down(&mut self, now: Timestamp, refused: Option<pillion_wire::refusal::Code>) {
        self.page.lights.relay = Relay::Lost { refused };
        self.page.lights.phone = Phone::Unknown;
        if let Some(end) = &mut self.end {
            end.cut(now);
        }
        self.session_light(now, Session::Closed);
        if matches!(self.page.phase, Phase::Linking(_)) {
            self.codes(|codes, _, _, todo| codes.cut(todo), now);
            if let (Phase::Linking(linking), Some(code)) = (&mut self.page.phase, refused) {
                linking.step = Step::Refused(code);
            }
        }
    }

    fn frame(&mut self, now: Timestamp, frame: RelayFrame) {
        match frame {
            RelayFrame::RendezvousOpen { rendezvous } => {
                self.codes(|codes, _, _, todo| codes.opened(rendezvous, todo), now);
            }
            RelayFrame::Meet {
                rendezvous,
                visitor,
                payload,
            } => self.codes(
                |codes, settings, rng, todo| {
                    codes.met(now, (rendezvous, visitor), &payload, settings, rng, todo);
                },
                now,
            ),
            RelayFrame::RendezvousGone { rendezvous, visitor } => {
                self.codes(|codes, _, _, todo| codes.gone(rendezvous, visitor, todo), now);
            }
            RelayFrame::Forward { link, payload } if self.is_own(link) => {
                if let Some(end) = &mut self.end {
                    end.receive(now, &payload);
                }
            }
            RelayFrame::PeerHere { link } if self.is_own(link) => {
                self.page.lights.phone = Phone::Here;
                if let Some(end) = &mut self.end {
                    end.peer_here(now);
                    if !end.is_open() {
                        self.session_light(now, Session::Opening);
                    }
                }
            }
            RelayFrame::PeerAway { link, last_seen } if self.is_own(link) => {
                self.page.lights.phone = Phone::Away { last_seen };
                if let Some(end) = &mut self.end {
                    end.peer_away(now, last_seen);
                }
                self.session_light(now, Session::Closed);
            }
            RelayFrame::Unlinked { link, farewell } if self.is_own(link) => {
                if let Some(end) = &mut self.end {
                    end.farewell(now, &farewell);
                }
            }
            _ => {}
        }
    }

    fn is_own(&self, link: pillion_wire::id::LinkId) -> bool {
        self.end.as_ref().is_some_and(|end| end.link().link == link)
    }

    fn session_light(&mut self, now: Timestamp, session: Session) {
        self.page.lights.session = session;
        self.opening_since = (session == Session::Opening).then_some(now);
    }

    /// Lets the codes do something, and does what they want.
    fn codes(&mut self, act: impl FnOnce(&mut Codes, &Settings, &mut dyn Random, &mut VecDeque<Todo>), now: Timestamp) {
        let mut todo = VecDeque::new();
        act(&mut self.codes, &self.settings, &mut self.rng, &mut todo);
        while let Some(one) = todo.pop_front() {
            match one {
                Todo::Send(frame) => self.line.send(&frame, &mut self.out),
                Todo::Show(step) => {
                    if let Phase::Linking(linking) = &mut self.page.phase {
                        linking.step = step;
                    }
                }
                Todo::Again(why) => {
                    self.page.phase = Phase::Linking(Linking {
                        why: Some(why),
                        step: Step::Opening,
                    });
                    if self.line.is_ready() {
                        self.codes.start(now, &self.settings, &mut self.rng, &mut todo);
                    }
                }
                Todo::Keep(link) => {
                    let write = Write::link(&link);
                    self.store(Kept::NewLink, vec![write]);
                }
                Todo::Linked(link) => self.linked(now, *link),
            }
        }
    }

    fn store(&mut self, kept: Kept, writes: Vec<Write>) {
        self.last_ticket = self.last_ticket.wrapping_add(1);
        self.tickets.insert(self.last_ticket, kept);
        self.out.push_back(Output::Store(self.last_ticket, writes));
    }

    fn stored(&mut self, now: Timestamp, ticket: Ticket) {
        match self.tickets.remove(&ticket) {
            Some(Kept::Link) => {
                if let Some(end) = &mut self.end {
                    end.saved(now);
                }
            }
            Some(Kept::NewLink) => self.codes(|codes, _, _, todo| codes.kept(now, todo), now),
            Some(typed @ Kept::Typed { .. }) => self.typed(typed, outbox::Step::Kept),
            None => {}
        }
    }

    fn not_stored(&mut self, now: Timestamp, ticket: Ticket) {
        match self.tickets.remove(&ticket) {
            Some(Kept::Link) => {
                if let Some(end) = &mut self.end {
                    end.save_failed(now);
                }
            }
            Some(Kept::NewLink) => self.codes(|codes, _, _, todo| codes.not_kept(todo), now),
            Some(typed @ Kept::Typed { .. }) => self.typed(typed, outbox::Step::Unkept),
            None => {}
        }
    }

    fn typed(&mut self, kept: Kept, step: outbox::Step) {
        let Kept::Typed { entries, drafts } = kept else { return };
        for intent in entries {
            if let Some(entry) = self
                .page
                .outbox
                .find_mut(intent)
                .filter(|e| e.step == outbox::Step::Storing)
            {
                entry.step = step;
            }
        }
        for chat in drafts {
            self.page.drafts.saved(chat);
        }
    }

    /// Drains the link's end and settles the page, until neither wants anything more.
    fn finish(&mut self, now: Timestamp) {
        loop {
            while let Some(output) = self.end.as_mut().and_then(PageEnd::poll) {
                self.end_wants(now, output);
            }
            let effects = settle::settle(&mut self.page);
            if effects.is_empty() {
                return;
            }
            self.perform(now, effects);
        }
    }

    fn end_wants(&mut self, now: Timestamp, output: EndOutput) {
        match output {
            EndOutput::Transmit(payload) => {
                if let Some(end) = &self.end {
                    self.line.send(
                        &ClientFrame::Forward {
                            link: end.link().link,
                            payload,
                        },
                        &mut self.out,
                    );
                }
            }
            EndOutput::Save(link) => self.store(Kept::Link, vec![Write::link(&link)]),
            EndOutput::Opened => {
                self.session_light(now, Session::Open);
                phone::opened(&mut self.page);
            }
            EndOutput::Closed(_) => {
                self.asked.clear();
                phone::closed(&mut self.page);
                let here = self.page.lights.phone == Phone::Here;
                self.session_light(now, if here { Session::Opening } else { Session::Closed });
            }
            EndOutput::Incoming(Envelope::Reply(reply)) => {
                if let Some(why) = self.asked.remove(&reply.id) {
                    let effects = phone::answered(&mut self.page, why, reply.answer);
                    self.perform(now, effects);
                }
            }
            EndOutput::Incoming(Envelope::Update(update)) => {
                let effects = sync::updated(&mut self.page, update);
                self.perform(now, effects);
            }
            EndOutput::Incoming(_) => {}
            EndOutput::Silent => self.page.lights.session = Session::Silent,
            EndOutput::Answering => self.session_light(now, Session::Open),
            EndOutput::Unlinked => {
                let by_me = matches!(self.page.dialog, Some(Dialog::LogOut { since: Some(_) }));
                self.forget(now, if by_me { Why::LoggedOut } else { Why::Unlinked });
            }
        }
    }

    fn perform(&mut self, now: Timestamp, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask { why, ask } => {
                    let Some(end) = &mut self.end else { continue };
                    self.last_request = self.last_request.wrapping_add(1);
                    let request = Request {
                        id: self.last_request,
                        ask,
                    };
                    if end.send(now, Envelope::Request(request)).is_ok() {
                        self.asked.insert(self.last_request, why);
                    }
                }
                Effect::Store(changes) => {
                    let writes = changes.iter().map(Write::from).collect();
                    self.store(kept_by(&changes), writes);
                }
                Effect::NewCode => {
                    if self.line.is_ready() {
                        self.codes(|codes, settings, rng, todo| codes.start(now, settings, rng, todo), now);
                    } else {
                        self.line.nudge(now, &mut self.out);
                    }
                }
                Effect::TakeOver => self.out.push_back(Output::TakeOver),
                Effect::Forget(why) => self.forget(now, why),
            }
        }
    }
}

fn kept_by(changes: &[Change]) -> Kept {
    let entries = changes.iter().filter_map(|change| match change {
        Change::Entry(_, entry) => Some(entry.intent),
        _ => None,
    });
    let drafts = changes.iter().filter_map(|change| match change {
        Change::Draft(chat, _) => Some(*chat),
        _ => None,
    });
    Kept::Typed {
        entries: entries.collect(),
        drafts: drafts.collect(),
    }
}
