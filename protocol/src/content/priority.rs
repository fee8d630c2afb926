//! The order in which waiting messages leave an end of a link.

use super::{
    group_ask::GroupAsk,
    request::{Ask, Request},
};

impl Request {
    /// How soon it is served; see [`Priority`].
    #[must_use]
    pub const fn priority(&self) -> Priority {
        match self.ask {
            Ask::History { .. }
            | Ask::Sync { .. }
            | Ask::Search { .. }
            | Ask::Picture(_)
            | Ask::Group(GroupAsk::Members { .. } | GroupAsk::Receipts { .. } | GroupAsk::Asking { .. }) => {
                Priority::History
            }
            _ => Priority::Chat,
        }
    }
}

/// The order in which waiting messages leave an end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// The signalling of calls, and what keeps the session itself alive.
    Call,
    /// What people wait for.
    Chat,
    /// Whatever can come a moment later.
    History,
}
