//! Alice's browser and phone with a relay between them, on virtual time. The relay is the test.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::VecDeque;

use pillion_protocol::{
    endpoint::{
        closed::Reason,
        envelope::Envelope,
        page::{self, PageEnd},
        phone::{self, PhoneEnd},
    },
    link::{page::PageLink, phone::PhoneLink},
};
use pillion_wire::time::Timestamp;

use super::cast::{NOON, linked, rng};

/// What an end told its program.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "tests")]
pub(crate) enum Saw {
    Opened,
    Closed(Reason),
    Said(Envelope),
    Silent,
    Answering,
    Unlinked,
}

pub(crate) struct World {
    pub(crate) now: Timestamp,
    pub(crate) page: PageEnd,
    pub(crate) phone: PhoneEnd,
    /// What survives a crash.
    pub(crate) page_disk: PageLink,
    pub(crate) phone_disk: PhoneLink,
    /// What an end asked to save and the disk has not written yet.
    pub(crate) page_unsaved: Option<PageLink>,
    pub(crate) phone_unsaved: Option<PhoneLink>,
    /// Whether the disks write at once.
    pub(crate) fast_disks: bool,
    /// On their way to the phone, and to the page.
    pub(crate) up: VecDeque<Vec<u8>>,
    pub(crate) down: VecDeque<Vec<u8>>,
    /// Everything that ever went up or down, as a relay could record it.
    pub(crate) recorded_up: Vec<Vec<u8>>,
    pub(crate) recorded_down: Vec<Vec<u8>>,
    pub(crate) page_saw: Vec<Saw>,
    pub(crate) phone_saw: Vec<Saw>,
    seed: u64,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let (page_disk, phone_disk) = linked(seed);
        Self {
            now: NOON,
            page: PageEnd::new(page_disk.clone(), Box::new(rng(seed ^ 0xaaaa))),
            phone: PhoneEnd::new(phone_disk.clone(), Box::new(rng(seed ^ 0xbbbb))),
            page_disk,
            phone_disk,
            page_unsaved: None,
            phone_unsaved: None,
            fast_disks: true,
            up: VecDeque::new(),
            down: VecDeque::new(),
            recorded_up: Vec::new(),
            recorded_down: Vec::new(),
            page_saw: Vec::new(),
            phone_saw: Vec::new(),
            seed,
        }
    }

    /// A world whose two ends have an open session and nothing left to do.
    pub(crate) fn open(seed: u64) -> Self {
        let mut world = Self::new(seed);
        world.connect();
        assert!(world.page.is_open() && world.phone.is_open());
        world.page_saw.clear();
        world.phone_saw.clear();
        world
    }

    /// Both ends are at the relay.
    pub(crate) fn connect(&mut self) {
        self.phone.peer_here(self.now);
        self.page.peer_here(self.now);
        self.run();
    }

    /// Does what both ends want done, without delivering anything.
    pub(crate) fn drain(&mut self) {
        while self.drain_page() | self.drain_phone() {}
    }

    /// Delivers everything in order, until nothing is left to do.
    pub(crate) fn run(&mut self) {
        self.drain();
        while self.deliver_up() | self.deliver_down() {}
    }

    /// Time passes; both ends are woken when they asked for it.
    pub(crate) fn pass_ms(&mut self, ms: u64) {
        let end = self.now.after_ms(ms);
        self.run();
        while let Some(at) = self
            .page
            .wake_at()
            .into_iter()
            .chain(self.phone.wake_at())
            .min()
            .filter(|at| *at <= end)
        {
            self.now = at.max(self.now);
            self.page.wake(self.now);
            self.phone.wake(self.now);
            self.run();
        }
        self.now = end;
    }

    pub(crate) fn deliver_up(&mut self) -> bool {
        let Some(payload) = self.up.pop_front() else {
            return false;
        };
        self.give_phone(&payload);
        true
    }

    pub(crate) fn deliver_down(&mut self) -> bool {
        let Some(payload) = self.down.pop_front() else {
            return false;
        };
        self.give_page(&payload);
        true
    }

    pub(crate) fn give_phone(&mut self, payload: &[u8]) {
        self.phone.receive(self.now, payload);
        self.drain();
    }

    pub(crate) fn give_page(&mut self, payload: &[u8]) {
        self.page.receive(self.now, payload);
        self.drain();
    }

    pub(crate) fn page_says(&mut self, envelope: Envelope) {
        self.page.send(self.now, envelope).unwrap();
        self.drain();
    }

    pub(crate) fn phone_says(&mut self, envelope: Envelope) {
        self.phone.send(self.now, envelope).unwrap();
        self.drain();
    }

    /// The slow disk of the page finishes what it was asked.
    pub(crate) fn write_page(&mut self) -> bool {
        let Some(link) = self.page_unsaved.take() else {
            return false;
        };
        self.page_disk = link;
        self.page.saved(self.now);
        self.drain();
        true
    }

    /// The slow disk of the phone finishes what it was asked.
    pub(crate) fn write_phone(&mut self) -> bool {
        let Some(link) = self.phone_unsaved.take() else {
            return false;
        };
        self.phone_disk = link;
        self.phone.saved(self.now);
        self.drain();
        true
    }

    /// The page's tab dies and is opened again: all that it has is what its disk holds. Bytes in flight are lost.
    pub(crate) fn crash_page(&mut self) {
        self.cut_pipe();
        self.seed = self.seed.wrapping_add(1 << 32);
        self.page = PageEnd::new(self.page_disk.clone(), Box::new(rng(self.seed ^ 0xaaaa)));
        self.page_unsaved = None;
        self.phone.peer_away(self.now, None);
        self.drain();
    }

    /// The phone's program dies and is started again.
    pub(crate) fn crash_phone(&mut self) {
        self.cut_pipe();
        self.seed = self.seed.wrapping_add(1 << 32);
        self.phone = PhoneEnd::new(self.phone_disk.clone(), Box::new(rng(self.seed ^ 0xbbbb)));
        self.phone_unsaved = None;
        self.page.peer_away(self.now, Some(self.now));
        self.drain();
    }

    pub(crate) fn cut_pipe(&mut self) {
        self.up.clear();
        self.down.clear();
    }

    /// Whether the next connection would succeed with what is on the disks: the rule that no fault may break.
    pub(crate) fn disks_fit(&self) -> bool {
        let keys = &self.page_disk.keys;
        keys.current == self.phone_disk.key || keys.next.as_ref() == Some(&self.phone_disk.key)
    }

    fn drain_page(&mut self) -> bool {
        let mut any = false;
        while let Some(output) = self.page.poll() {
            any = true;
            let saw = match output {
                page::Output::Transmit(payload) => {
                    self.recorded_up.push(payload.clone());
                    self.up.push_back(payload);
                    continue;
                }
                page::Output::Save(link) => {
                    assert!(self.page_unsaved.is_none(), "one save at a time");
                    self.page_unsaved = Some(*link);
                    if self.fast_disks {
                        self.write_page();
                    }
                    continue;
                }
                page::Output::Opened => Saw::Opened,
                page::Output::Closed(reason) => Saw::Closed(reason),
                page::Output::Incoming(envelope) => Saw::Said(envelope),
                page::Output::Silent => Saw::Silent,
                page::Output::Answering => Saw::Answering,
                page::Output::Unlinked => Saw::Unlinked,
            };
            self.page_saw.push(saw);
        }
        any
    }

    fn drain_phone(&mut self) -> bool {
        let mut any = false;
        while let Some(output) = self.phone.poll() {
            any = true;
            let saw = match output {
                phone::Output::Transmit(payload) => {
                    self.recorded_down.push(payload.clone());
                    self.down.push_back(payload);
                    continue;
                }
                phone::Output::Save(link) => {
                    assert!(self.phone_unsaved.is_none(), "one save at a time");
                    self.phone_unsaved = Some(*link);
                    if self.fast_disks {
                        self.write_phone();
                    }
                    continue;
                }
                phone::Output::Opened => Saw::Opened,
                phone::Output::Closed(reason) => Saw::Closed(reason),
                phone::Output::Incoming(envelope) => Saw::Said(envelope),
            };
            self.phone_saw.push(saw);
        }
        any
    }
}
