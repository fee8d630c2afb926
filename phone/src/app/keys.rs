//! The account's keys, as they are held in memory while the phone runs.

use pillion_protocol::content::{account::Account, limit::Limits, picture::PictureId};
use pillion_wire::{id::AccountId, origin::Origin};

use crate::{
    mls::{card::Card, identity::Identity, mailbox::MailboxKey},
    store::account::Row,
};

/// Who this phone is, with the secrets that prove it. They are wiped when dropped and shown by nothing.
#[derive(Debug)]
pub struct Keys {
    /// Signs in the groups.
    pub identity: Identity,
    /// Opens the mailbox.
    pub mailbox: MailboxKey,
    /// Says both under the handle.
    pub card: Card,
    /// The relay.
    pub relay: Origin,
    /// The name that contacts see.
    pub name: String,
    /// What the picture is called that they see.
    pub picture: Option<PictureId>,
    /// Whether contacts learn when this account is online.
    pub shares_presence: bool,
    /// How large the files are that are fetched by itself.
    pub fetches: Limits,
}

impl Keys {
    /// Reads the keys of a stored account.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        let identity = Identity::decode(&row.identity_key);
        let mailbox = MailboxKey::decode(&row.mailbox_key);
        let card = Card::issue(&identity, row.handle.clone(), mailbox.account());
        Self {
            identity,
            mailbox,
            card,
            relay: row.relay.clone(),
            name: row.name.clone(),
            picture: row.picture,
            shares_presence: true,
            fetches: Limits::default(),
        }
    }

    /// The account id.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.card.account()
    }

    /// What screens see.
    #[must_use]
    pub fn view(&self) -> Account {
        Account {
            id: self.account(),
            handle: self.card.handle().clone(),
            name: self.name.clone(),
            relay: self.relay.as_str().to_owned(),
            shares_presence: self.shares_presence,
            picture: self.picture,
            fetches: self.fetches,
        }
    }
}
