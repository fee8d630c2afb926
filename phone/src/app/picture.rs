//! Pictures: of this account, its contacts and its groups; and small ones of files, which travel with their messages.
//!
//! 1. Somebody gives the account another picture: its name goes to every contact with the `Profile`, and the bytes right behind it
//!    ([`super::owner`]).
//! 2. An admin gives a group another picture: its name becomes part of what the group agrees on. Once the relay has taken that change, the
//!    admin's phone says the bytes in the group; who lets members in says them to these, and to nobody else.
//! 3. Bytes that come are kept if they are those that were named. Whoever lacks them shows letters instead, as before.
//!
//! A name always comes before the bytes: in a chat of two it stands before them in the same lane, and what is said in a group after a
//! change cannot be opened before it. So bytes that nobody has named are thrown away, whoever sends them.
//!
//! Source: docs/protocol.md, rules `R-PICTURE-*`.

use pillion_protocol::{
    content::{
        file::File,
        group::GroupChange,
        id::ChatId,
        picture::{Picture, PictureId},
        problem::Problem,
        reply::Answer,
    },
    pairing::about::Line,
};
use pillion_wire::{
    id::{AccountId, GroupTag},
    time::Timestamp,
};

use super::{fault::Fault, letter::Letter, phone::Phone, work::Work, writer::Writer};
use crate::store::{
    change::Object,
    contact, member,
    outbox::{Put, Sealed},
    picture,
};

/// Looks at what a screen gives as a picture.
pub(super) fn look(bytes: Option<Vec<u8>>) -> Result<Option<Picture>, Problem> {
    bytes.map(Picture::parse).transpose().map_err(|_| Problem::Picture)
}

/// What a group calls its picture. Another name than a digest is one that a newer phone understands.
pub(super) fn named(reference: Option<&[u8]>) -> Option<PictureId> {
    reference?.try_into().ok().map(PictureId)
}

impl Phone {
    /// Answers `Picture`.
    pub(super) fn picture(&self, id: PictureId) -> Result<Answer, Fault> {
        let bytes = picture::find(&self.database.read(), id)?;
        Ok(Answer::Picture(bytes.map(Into::into)))
    }

    /// Does what a `SetPicture` asks.
    pub(super) fn set_picture(&mut self, now: Timestamp, bytes: Option<Vec<u8>>) -> Result<(), Fault> {
        let new = look(bytes)?;
        let id = new.as_ref().map(Picture::id);
        let is_new = self.transact(now, |work| {
            let is_new = picture::set_own(work.tx, id)?;
            if is_new {
                if let Some(new) = &new {
                    picture::put(work.tx, new)?;
                }
                work.touch(Object::Account)?;
                contact::want_name(work.tx)?;
            }
            Ok(is_new)
        })?;
        if is_new {
            self.keys.picture = id;
            self.names_at = Some(now);
        }
        Ok(())
    }
}

impl Work<'_> {
    /// What contacts are told of this account: how it wants to be called and what its picture is called, then the picture.
    pub(super) fn profile_letters(&self) -> Result<Vec<Letter>, Fault> {
        let own = picture::own(self.tx)?;
        let mut letters = vec![Letter::Profile {
            name: Line::clean(&self.keys.name),
            picture: own,
        }];
        letters.extend(self.bytes_of(own)?);
        Ok(letters)
    }

    /// Somebody has sent the bytes of a picture.
    pub(super) fn picture_came(&self, writer: Writer, came: &Picture) -> Result<(), Fault> {
        let named = match writer.is_many {
            true => picture::of_group(self.tx, writer.chat)?,
            false => picture::of_contact(self.tx, writer.account)?,
        };
        if named != Some(came.id()) {
            tracing::info!("a picture that nobody has named was passed over");
            return Ok(());
        }
        self.keep_picture(came).map(drop)
    }

    /// Keeps the bytes of a picture that is named; `false` if they were here before.
    fn keep_picture(&self, came: &Picture) -> Result<bool, Fault> {
        let is_new = picture::put(self.tx, came)?;
        if is_new {
            for chat in picture::chats_with(self.tx, came.id())? {
                self.touch(Object::Chat(chat))?;
            }
            for account in picture::contacts_with(self.tx, came.id())? {
                self.touch(Object::Contact(account))?;
            }
        }
        Ok(is_new)
    }

    /// Keeps the small picture of a file, if a message that is here names it.
    pub(super) fn keep_look(&self, picture: Option<&Picture>) -> Result<(), Fault> {
        if let Some(picture) = picture {
            picture::put_shown(self.tx, picture)?;
        }
        Ok(())
    }

    /// The small picture of a file, if it is here.
    pub(super) fn look_of(&self, file: &File) -> Result<Option<Picture>, Fault> {
        let Some(look) = file.look else { return Ok(None) };
        let bytes = picture::find(self.tx, look.picture)?;
        Ok(bytes.and_then(|bytes| Picture::parse(bytes).ok()))
    }

    /// A group that this account has just made gets its picture.
    pub(super) fn found_with(&self, chat: ChatId, tag: GroupTag, new: Option<&Picture>) -> Result<(), Fault> {
        if let Some(new) = new {
            picture::set_of_group(self.tx, chat, Some(new.id()))?;
            picture::put(self.tx, new)?;
            self.show_picture(chat, tag, member::others(self.tx, chat)?)?;
        }
        Ok(())
    }

    /// The picture that a group is to have; `None` if it has that one.
    pub(super) fn check_picture(&self, chat: ChatId, new: Option<Vec<u8>>) -> Result<Option<GroupChange>, Fault> {
        let new = look(new)?;
        if picture::of_group(self.tx, chat)? != new.as_ref().map(Picture::id) {
            let bytes = new.map(|new| new.as_bytes().to_vec().into());
            return Ok(Some(GroupChange::Picture(bytes)));
        }
        // Whoever had set it may be gone, and with him the bytes.
        if let Some(new) = &new
            && self.keep_picture(new)?
        {
            self.tell_picture(chat, new)?;
        }
        Ok(None)
    }

    /// The relay has taken this account's change of a group's picture.
    pub(super) fn picture_set(&self, chat: ChatId, new: Option<Vec<u8>>) -> Result<(), Fault> {
        let Ok(Some(new)) = look(new) else { return Ok(()) };
        if picture::of_group(self.tx, chat)? == Some(new.id()) {
            self.keep_picture(&new)?;
            self.tell_picture(chat, &new)?;
        }
        Ok(())
    }

    fn tell_picture(&self, chat: ChatId, new: &Picture) -> Result<(), Fault> {
        let picture = new.clone();
        self.post(chat, &Letter::Picture { picture }, None).map(drop)
    }

    /// Says the bytes of a group's picture to those of its members who have just come in. They are sealed for all, and put into the
    /// mailboxes of these alone.
    pub(super) fn show_picture(&self, chat: ChatId, tag: GroupTag, to: Vec<AccountId>) -> Result<(), Fault> {
        let Some(letter) = self
            .bytes_of(picture::of_group(self.tx, chat)?)?
            .filter(|_| !to.is_empty())
        else {
            return Ok(());
        };
        let letter = letter.encode();
        let (payload, epoch) = self.with_mls(|mls| Ok((mls.seal(tag, &letter)?, mls.epoch(tag)?)))?;
        for part in self.parts(tag, &to, &payload, None, None) {
            let letter = letter.clone();
            self.put(&Put {
                sealed: Some(Sealed { letter, epoch }),
                ..part
            })?;
        }
        Ok(())
    }

    /// The letter with the bytes of a picture, if they are here.
    fn bytes_of(&self, id: Option<PictureId>) -> Result<Option<Letter>, Fault> {
        let Some(id) = id else { return Ok(None) };
        let bytes = picture::find(self.tx, id)?;
        let picture = bytes.and_then(|bytes| Picture::parse(bytes).ok());
        Ok(picture.map(|picture| Letter::Picture { picture }))
    }
}
