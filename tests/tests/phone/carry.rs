//! How everything that is said in the world is carried, one thing after the other.

use pillion_phone::app::{
    event::{Input, Output},
    phone::Phone,
};
use pillion_relay::{
    hub::{
        input::{ConnectionId, Input as ToHub},
        machine::Hub,
        output::Output as FromHub,
    },
    store::op::{Job, Op, Store as _},
};
use pillion_wire::{codec, relay_frame::RelayFrame};

use crate::{
    page::Page,
    world::{Holder, Name, World},
};

impl World {
    /// Lets time pass, and everything happen that time brings.
    pub(crate) fn pass(&mut self, ms: u64) {
        let end = self.now.after_ms(ms);
        loop {
            self.settle();
            let phones = self
                .phones
                .values()
                .filter_map(|node| node.phone.as_ref().map(Phone::wake_at));
            let hub = self.hub.as_ref().and_then(Hub::wake_at);
            let pages = self.pages.values().filter_map(Page::wake_at);
            match phones.chain(hub).chain(pages).min() {
                Some(next) if next <= end => self.now = self.now.max(next),
                _ => break,
            }
            self.wake();
        }
        self.now = end;
        self.wake();
        self.settle();
    }

    fn wake(&mut self) {
        self.to_hub.push_back(ToHub::Wake);
        let names: Vec<_> = self.phones.keys().copied().collect();
        for name in names {
            self.give(name, Input::Wake);
        }
        let names: Vec<_> = self.pages.keys().copied().collect();
        for name in names {
            let now = self.now;
            self.with_page(name, |page| page.wake(now));
        }
    }

    /// Carries everything until nobody has anything to say. Time stands still.
    pub(crate) fn settle(&mut self) {
        while let Some(input) = self.to_hub.pop_front() {
            let Some(hub) = &mut self.hub else { continue };
            hub.handle(self.now, input);
            let mut outputs = Vec::new();
            while let Some(output) = hub.poll() {
                outputs.push(output);
            }
            for output in outputs {
                self.hub_says(output);
            }
        }
    }

    fn hub_says(&mut self, output: FromHub) {
        match output {
            FromHub::Send { connection, bytes } => match self.connections.get(&connection) {
                Some(Holder::Phone(name)) => {
                    let name = *name;
                    let frame: RelayFrame = codec::decode(&bytes).unwrap();
                    let lost = (self.lose)(&frame);
                    self.sent.push((name, frame));
                    if !lost {
                        self.give(name, Input::Frame(&bytes));
                    }
                }
                Some(Holder::Page(name)) => {
                    let (name, now) = (*name, self.now);
                    let frame: RelayFrame = codec::decode(&bytes).unwrap();
                    self.with_page(name, |page| page.frame(now, frame));
                }
                None => {}
            },
            FromHub::Close { connection } => {
                if let Some(holder) = self.connections.remove(&connection) {
                    self.lost(holder);
                }
            }
            FromHub::Store { ticket, job } => {
                let outcome = self.memory.commit(&[job]).pop().unwrap();
                self.to_hub.push_back(ToHub::Stored { ticket, outcome });
            }
            FromHub::Forget { files } => {
                let now = self.now;
                for file in &files {
                    self.porters.depot.remove(file);
                }
                let jobs: Vec<_> = files
                    .into_iter()
                    .map(|file| Job {
                        now,
                        op: Op::FreeFile { file },
                    })
                    .collect();
                self.memory.commit(&jobs);
            }
            FromHub::Pause { .. } | FromHub::Resume { .. } => {}
        }
    }

    pub(crate) fn lost(&mut self, holder: Holder) {
        match holder {
            Holder::Phone(name) => {
                self.node(name).connection = None;
                self.give(name, Input::RelayClosed);
            }
            Holder::Page(name) => {
                let now = self.now;
                self.with_page(name, |page| page.cut(now));
            }
        }
    }

    pub(crate) fn connect(&mut self, holder: Holder) -> Option<ConnectionId> {
        self.hub.as_ref()?;
        self.last_connection += 1;
        let connection = ConnectionId(self.last_connection);
        self.connections.insert(connection, holder);
        self.to_hub.push_back(ToHub::Connected {
            connection,
            nonce: [7; 32],
            network: None,
        });
        Some(connection)
    }

    pub(crate) fn give(&mut self, name: Name, input: Input<'_>) {
        let now = self.now;
        let Some(phone) = self.node(name).phone.as_mut() else {
            return;
        };
        phone.handle(now, input);
        let mut outputs = Vec::new();
        while let Some(output) = phone.poll() {
            outputs.push(output);
        }
        for output in outputs {
            match output {
                Output::OpenRelay => match self.connect(Holder::Phone(name)) {
                    Some(connection) => {
                        self.node(name).connection = Some(connection);
                        self.give(name, Input::RelayOpened);
                    }
                    None => self.give(name, Input::RelayClosed),
                },
                Output::Transmit(bytes) => {
                    if let Some(connection) = self.node(name).connection {
                        self.to_hub.push_back(ToHub::Frame {
                            connection,
                            bytes: bytes.into(),
                        });
                    }
                }
                Output::CloseRelay => {
                    if let Some(connection) = self.node(name).connection.take() {
                        self.connections.remove(&connection);
                        self.to_hub.push_back(ToHub::Disconnected { connection });
                        self.give(name, Input::RelayClosed);
                    }
                }
                Output::Reply(_, reply) => drop(self.node(name).answers.insert(reply.id, reply.answer)),
                Output::Update(_, update) => self.node(name).updates.push(update),
                Output::Haul(haul) => self.haul(name, haul),
            }
        }
    }
}
