//! Pictures of people and groups that the page shows, in memory alone.
//!
//! Chats, contacts and the account name their pictures; the bytes are asked for once something shows them.

use pillion_protocol::content::{
    id::ChatId,
    picture::{self, PictureId},
};
use pillion_wire::id::AccountId;

use super::{page::Page, table::Table};

/// All that were wanted.
#[derive(Debug, Default)]
pub struct Pictures(Table<PictureId, Picture>);

#[derive(Debug, Default)]
struct Picture {
    /// The phone was asked in this session.
    asked: bool,
    bytes: Option<Vec<u8>>,
}

impl Pictures {
    /// The bytes, if they are here.
    #[must_use]
    pub fn bytes(&self, id: PictureId) -> Option<&[u8]> {
        self.0.get(&id)?.bytes.as_deref()
    }

    /// Something shows it.
    pub fn want(&mut self, id: PictureId) {
        if !self.0.contains_key(&id) {
            self.0.insert(id, Picture::default());
        }
    }

    /// Those to ask for now; they count as asked from here on.
    pub fn take_ready(&mut self) -> Vec<PictureId> {
        let ready = self.0.iter_mut().filter(|(_, picture)| !picture.asked);
        ready
            .map(|(id, picture)| {
                picture.asked = true;
                *id
            })
            .collect()
    }

    /// The phone has answered.
    pub fn came(&mut self, id: PictureId, bytes: Option<Vec<u8>>) {
        self.0.insert(id, Picture { asked: true, bytes });
    }

    /// One that was made here.
    pub fn here(&mut self, picture: &picture::Picture) {
        self.came(picture.id(), Some(picture.as_bytes().to_vec()));
    }

    /// The session is gone.
    pub fn ask_again(&mut self) {
        for picture in self.0.values_mut() {
            picture.asked = picture.bytes.is_some();
        }
    }
}

/// The picture of whoever has these bytes as his id: an account, or the chat of a group.
#[must_use]
pub fn of(page: &Page, id: &[u8]) -> Option<PictureId> {
    if let Ok(chat) = id.try_into() {
        return page.chats.get(&ChatId(chat))?.picture;
    }
    let account = AccountId(id.try_into().ok()?);
    match &page.account {
        Some(own) if own.id == account => own.picture,
        _ => page.contacts.get(&account)?.picture,
    }
}
