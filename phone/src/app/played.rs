//! Voice notes that were listened to: on one screen, then on all of them, and at the one who spoke.
//!
//! Who made a request that is not accepted, and who is blocked, does not learn of it. In a group the mark says that somebody has listened.
//!
//! Source: docs/protocol.md, rules `R-VOICE-2` and `R-VOICE-3`.

use pillion_protocol::content::{
    id::{ChatId, MessageId},
    problem::Problem,
};

use super::{edit, fault::Fault, letter::Letter, work::Work, writer::Writer};
use crate::store::{change::Object, chat, contact, file, message};

impl Work<'_> {
    /// This account has listened.
    pub(super) fn play(&self, chat: ChatId, id: MessageId) -> Result<(), Fault> {
        let found = edit::named(self.tx, chat, id)?;
        let voice = found.message.body.file().and_then(|shared| shared.file.voice.as_ref());
        let (Some(writer), Some(_)) = (found.message.from, voice) else {
            return Err(Problem::NoFile.into());
        };
        if !file::play(self.tx, found.number)? {
            return Ok(());
        }
        self.touch(Object::Message(found.number))?;
        let is_blocked = contact::find(self.tx, writer)?.is_some_and(|contact| contact.blocked);
        if is_blocked || chat::is_request(self.tx, chat)? {
            return Ok(());
        }
        self.tell(chat, writer, &Letter::Played { id })
    }

    /// Somebody has listened to what this account has said.
    pub(super) fn played_by_peer(&self, reader: Writer, id: MessageId) -> Result<(), Fault> {
        let found = message::in_chat(self.tx, reader.chat, id)?;
        if let Some(found) = found.filter(|found| found.message.from.is_none())
            && file::play(self.tx, found.number)?
        {
            self.touch(Object::Message(found.number))?;
        }
        Ok(())
    }
}
