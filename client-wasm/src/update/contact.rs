//! Adding somebody by handle, or asking to be let into a group by its link.

use pillion_protocol::{
    contact_code,
    content::id::IntentId,
    crypto::random::{self, Random},
    invitation,
};
use pillion_wire::handle::Handle;

use super::group;
use crate::{
    model::{
        dialog::{Dialog, NewContact, Wanted},
        page::Page,
    },
    words::{refusal, trust},
};

/// The person has typed or pasted it.
pub(super) fn add(page: &mut Page, rng: &mut dyn Random, text: &str) {
    if invitation::is_meant(text) {
        return group::join(page, text.trim());
    }
    if contact_code::is_meant(text) {
        page.dialog = Some(Dialog::NewContact(NewContact {
            problem: Some(trust::codes_on_phone(page.lang).into()),
            ..NewContact::default()
        }));
        return;
    }
    let contact = match Handle::parse(text) {
        Ok(handle) => {
            let wanted = Wanted {
                intent: IntentId(random::bytes(rng)),
                handle,
                asked: false,
            };
            NewContact {
                wanted: Some(wanted),
                ..NewContact::default()
            }
        }
        Err(error) => NewContact {
            problem: Some(refusal::handle(page.lang, error)),
            ..NewContact::default()
        },
    };
    page.dialog = Some(Dialog::NewContact(contact));
}
