//! Stored objects as screens see them.

use minicbor::Encode;
use pillion_protocol::content::{contact::Contact, update::Change};

use super::{keys::Keys, links::Ends};
use crate::store::{change::Object, chat, contact, database::Tx, error::StoreError, link, message};

/// The state of an object; `None` if nothing is to be said of it.
pub(super) fn of(tx: &Tx<'_>, keys: &Keys, ends: &Ends, object: Object) -> Result<Option<Change>, StoreError> {
    Ok(match object {
        Object::Account => Some(Change::Account(keys.view())),
        Object::Chat(id) => Some(chat::view(tx, id)?.map_or(Change::ChatGone(id), Change::Chat)),
        Object::Message(number) => message::find(tx, number)?.map(|found| {
            let message = found.message;
            if found.is_gone {
                Change::MessageGone {
                    chat: message.chat,
                    message: message.id,
                }
            } else {
                Change::Message(message)
            }
        }),
        Object::Contact(account) => known(tx, contact::find(tx, account)?)?,
        Object::Link(id) => Some(match link::find(tx, id)? {
            Some(row) => Change::Link(row.view(ends.is_online(id))),
            None => Change::LinkGone(id),
        }),
    })
}

/// A contact, if it is one: somebody unknown whose chat was deleted is nobody until he writes again.
pub(super) fn known(tx: &Tx<'_>, contact: Option<Contact>) -> Result<Option<Change>, StoreError> {
    Ok(match contact {
        Some(contact) if chat::exists(tx, contact.chat)? => Some(Change::Contact(contact)),
        _ => None,
    })
}

/// The encoded length of something that a screen is told.
pub(super) fn bytes_of<T: Encode<()>>(told: &T) -> usize {
    // Encoding into memory cannot fail.
    minicbor::to_vec(told).map_or(0, |bytes| bytes.len())
}
