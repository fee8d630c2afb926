//! Chats of two after a restoration from a backup: nothing is sealed in the groups that came with it.
//!
//! 1. When the phone is let in, every such chat begins a new group, with a key package of the contact ([`super::start`]).
//! 2. What is said until then is held: messages in their rows, all else as letters.
//! 3. The contact, who gets the welcome, writes into the new group from then on; what it has put into the old one is still read.
//!
//! Source: docs/protocol.md, rules `R-BACKUP-4` and `R-MLS-5`.

use pillion_protocol::content::id::ChatId;

use super::{fault::Fault, letter::Letter, work::Work};
use crate::store::{database::Tx, error::StoreError, group, letter, message};

/// Chats that want a group: messages or letters wait in them, or theirs came from a backup.
pub(super) fn chats_to_start(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut chats = message::unsealed_chats(tx)?;
    chats.extend(letter::chats(tx)?);
    chats.extend(group::stale_pairs(tx)?);
    Ok(chats)
}

impl Work<'_> {
    /// Holds a letter of a chat that is to have a new group. In one that never had a group nobody is there to hear it.
    pub(super) fn hold(&self, chat: ChatId, letter: &Letter) -> Result<(), Fault> {
        if group::is_stale(self.tx, chat)? {
            letter::keep(self.tx, chat, &letter.encode())?;
            self.after.to_start.borrow_mut().insert(chat);
        }
        Ok(())
    }

    /// Seals what was held, in its order, now that there is a group.
    pub(super) fn seal_held(&self, chat: ChatId) -> Result<(), Fault> {
        for body in letter::take(self.tx, chat)? {
            match Letter::decode(&body) {
                Ok(letter) => {
                    self.post(chat, &letter, None)?;
                }
                Err(reason) => tracing::warn!(%reason, "a letter that was held cannot be read"),
            }
        }
        Ok(())
    }
}
