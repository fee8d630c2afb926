//! Room at the relay that is given back: of files that were to leave and will not.
//!
//! While the relay is away they are kept in mind and told of on the next connection. What a phone forgets because it stops goes there by
//! itself after two days.
//!
//! Source: docs/protocol.md, rule `R-FILE-21`.

use std::collections::BTreeSet;

use pillion_wire::{client_frame::ClientFrame, id::FileId};

use super::{pending::Pending, phone::Phone};

/// Files whose room the relay has not given back yet.
#[derive(Debug, Default)]
pub(super) struct Vacated(BTreeSet<FileId>);

impl Phone {
    /// Gives the room of a file back.
    pub(super) fn vacate(&mut self, file: FileId) {
        self.vacated.0.insert(file);
        self.drop_file(file);
    }

    /// The relay is there again: it is told of all that it does not know yet.
    pub(super) fn vacate_all(&mut self) {
        for file in self.vacated.0.clone() {
            self.drop_file(file);
        }
    }

    /// The relay has heard of one.
    pub(super) fn has_vacated(&mut self, file: FileId) {
        self.vacated.0.remove(&file);
    }

    fn drop_file(&mut self, file: FileId) {
        if self.relay.is_ready() {
            let request = self.relay.ask(Pending::DropFile { file });
            self.transmit(&ClientFrame::DropFile { request, file });
        }
    }
}
