//! The block list.

use pillion_protocol::content::contact::Contact;

use crate::screen::follow::Shown;

/// Who is blocked, by handle.
#[must_use]
pub fn blocked(shown: &Shown) -> Vec<&Contact> {
    let mut blocked: Vec<_> = shown.contacts.values().filter(|contact| contact.blocked).collect();
    blocked.sort_by(|a, b| a.handle.cmp(&b.handle));
    blocked
}
