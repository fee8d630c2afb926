//! The members of groups, as far as the phone was asked for them.
//!
//! They come in parts, and take the place of those before once all are here. What may have changed is asked for again when it
//! is needed.

use pillion_protocol::content::{group::Member, id::ChatId};

use super::table::Table;

/// The members of one group.
#[derive(Debug, Default)]
pub struct Roster {
    /// All of them, admins first.
    pub members: Vec<Member>,
    /// Who asks to be one.
    pub asking: Vec<Member>,
    /// They were here once.
    pub known: bool,
    /// Nothing has changed since they were asked for.
    current: bool,
    running: bool,
    coming: Vec<Member>,
}

/// Those of all groups that were needed.
pub type Rosters = Table<ChatId, Roster>;

impl Roster {
    /// They may be others now.
    pub const fn changed(&mut self) {
        self.current = false;
    }

    /// Whether to ask for them now; they count as asked for from here on.
    pub fn wanted(&mut self) -> bool {
        let wanted = !self.current && !self.running;
        if wanted {
            self.current = true;
            self.running = true;
            self.coming.clear();
        }
        wanted
    }

    /// A part of them has come; `last`: there is no other.
    pub fn came(&mut self, members: Vec<Member>, last: bool) {
        self.coming.extend(members);
        if last {
            self.members = core::mem::take(&mut self.coming);
            self.known = true;
            self.running = false;
        }
    }

    /// The phone could not say; it is not asked again before something changes.
    pub const fn refused(&mut self) {
        self.running = false;
    }

    /// The session is gone.
    pub const fn unanswered(&mut self) {
        self.running = false;
        self.current = false;
    }
}
