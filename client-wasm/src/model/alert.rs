//! Notifications of the desktop: what was noticed already, and which of them stand.

use pillion_protocol::content::id::{ChatId, Place};

use super::table::Table;

/// What is known about notifications.
#[derive(Debug, Default)]
pub struct Alerts {
    /// What was there when the page was opened is nothing new.
    pub begun: bool,
    /// How often the chats had changed when they were looked at last.
    pub looked: Option<u64>,
    /// The newest message of each chat that was noticed, and whether something unread named this account.
    pub seen: Table<ChatId, (Place, bool)>,
    /// The chats with a notification that stands.
    pub standing: Vec<ChatId>,
}

/// One notification. A later one of the same chat takes its place.
#[derive(Clone, PartialEq, Eq)]
pub struct Alert {
    /// The chat that a click opens.
    pub chat: ChatId,
    /// Its first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// With a sound.
    pub sound: bool,
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Alert {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Alert({:?}, sound {})", self.chat, self.sound)
    }
}
