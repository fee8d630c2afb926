//! How far files are on their way, told to the phone's own screens as it is. Nothing of it is kept, and no version counts it: a screen that
//! misses it sees the next.
//!
//! Pages are not told: they move files by themselves, and a link is for what matters.
//!
//! Source: docs/protocol.md, rule `R-FILE-22`.

use pillion_protocol::content::{
    progress::{Moving, Progress},
    update::{Change, Update},
};

use super::{event::Output, fault::Fault, haul::Load, phone::Phone, screens::Seat};
use crate::{desk::ScreenId, store::message};

impl Phone {
    /// Something under way has come so far.
    pub(super) fn moved(&mut self, load: Load, done: u64, all: u64) -> Result<(), Fault> {
        match load {
            Load::Message(number) if self.transfers.is_moving(number) => {
                if let Some(found) = message::find(&self.database.read(), number)? {
                    let (chat, message) = (found.message.chat, found.message.id);
                    let of = Moving::File { chat, message };
                    for screen in self.screens.own() {
                        self.tell_one(screen, Progress { of, done, all });
                    }
                }
            }
            // What came late is over.
            Load::Message(_) => {}
            Load::Job(job) => {
                for (seat, request) in self.files.waiting_for(job) {
                    if let Seat::Own(screen) = seat {
                        let of = Moving::Request(request);
                        self.tell_one(screen, Progress { of, done, all });
                    }
                }
            }
        }
        Ok(())
    }

    fn tell_one(&mut self, screen: ScreenId, progress: Progress) {
        let update = Update {
            from: self.told,
            to: self.told,
            changes: vec![Change::Progress(progress)],
        };
        self.outputs.push_back(Output::Update(screen, update));
    }
}
