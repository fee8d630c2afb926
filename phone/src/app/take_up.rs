//! What a phone that has just been let in by its relay goes on with: all that the database says is to be done there.

use super::{held, phone::Phone};
use crate::store::{
    error::StoreError,
    group, invitation,
    link::{self, Stage},
    outbox, wanted,
};

impl Phone {
    /// Takes up all that the database says is to be done at the relay.
    pub(super) fn take_up(&mut self) -> Result<(), StoreError> {
        let tx = self.database.read();
        let (links, lanes, chats) = (link::all(&tx)?, outbox::lanes(&tx)?, held::chats_to_start(&tx)?);
        let (knocking, altered) = (invitation::knocking(&tx)?, wanted::chats(&tx)?);
        let to_renew = group::chats_to_renew(&tx)?;
        for row in links {
            if row.stage == Stage::Ended {
                self.revoke_at_relay(&row.record);
            } else {
                self.allow_at_relay(&row.record);
            }
        }
        for lane in lanes {
            self.lanes.want(lane);
        }
        for chat in chats.into_iter().chain(knocking) {
            self.starts.want(chat);
        }
        self.transfers.look();
        self.vacate_all();
        for chat in altered.into_iter().chain(to_renew) {
            self.alters.wake(chat);
        }
        Ok(())
    }
}
