//! What the person does with a chat of the list.

use pillion_protocol::content::{chat::MUTED_FOR_GOOD, id::ChatId, request::Ask};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::person;
use crate::model::{dialog::Dialog, page::Page};

/// One thing to do with a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Keeps it at the top, or not.
    Pin(bool),
    /// Notifies of nothing for so many milliseconds; [`FOR_GOOD`]: until somebody says otherwise; `None`: notifies again.
    Mute(Option<u64>),
    /// Puts it out of the way, or back.
    Archive(bool),
    /// Marks it as one to be looked at again, or not.
    MarkUnread(bool),
    /// Deletes all that was said in it.
    Delete,
    /// Lets who has begun it be a contact.
    Accept,
}

/// Muted without an end.
pub const FOR_GOOD: u64 = u64::MAX;

/// The person does it.
pub(super) fn act(page: &mut Page, now: Timestamp, chat: ChatId, order: Order) {
    page.dialog = None;
    let ask = match order {
        Order::Pin(on) => Ask::Pin { chat, on },
        Order::Mute(None) => Ask::Mute { chat, until: None },
        Order::Mute(Some(ms)) => Ask::Mute {
            chat,
            until: Some(if ms == FOR_GOOD {
                MUTED_FOR_GOOD
            } else {
                now.after_ms(ms)
            }),
        },
        Order::Archive(on) => Ask::Archive { chat, on },
        Order::MarkUnread(on) => {
            // On the screen it would be read again at once.
            if on && page.open == Some(chat) {
                person::close(page);
            }
            Ask::MarkUnread { chat, on }
        }
        Order::Delete => Ask::DeleteChat { chat },
        Order::Accept => Ask::Accept { chat },
    };
    person::errand(page, ask);
}

/// The person blocks a contact, or no longer.
pub(super) fn block(page: &mut Page, account: AccountId, on: bool) {
    // Who goes through the list may have more to do there.
    if page.dialog != Some(Dialog::Blocked) {
        page.dialog = None;
    }
    person::errand(page, Ask::Block { account, on });
}
