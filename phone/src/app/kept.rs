//! Blobs that cannot be opened yet: pieces of a larger one, welcomes without their tree, and what belongs to a group or an epoch
//! that this phone has not been told of.
//!
//! The relay keeps the order of what one phone puts. But who has followed a change may write before a slower mailbox was told of it,
//! and a new member hears from others before its own welcome. All of it is kept, for a while and not without end (rule `R-MLS-4`).

use pillion_wire::{
    id::{GroupTag, PutId},
    time::Timestamp,
};

use super::{fault::Fault, mail::Hearing, work::Work};
use crate::{
    mls::{
        arrival,
        error::MlsError,
        piece::{self, Piece, SetId, WAIT_MS},
    },
    store::{kept, piece as pieces},
};

/// How long such blobs are kept, in milliseconds: as long as the relay keeps what they wait for, 30 days.
const KEEP_MS: u64 = WAIT_MS;

impl Work<'_> {
    /// Keeps a blob until its group or epoch begins.
    pub(super) fn keep(&self, put: PutId, payload: &[u8]) -> Result<(), Fault> {
        if let Some(tag) = arrival::group_of(payload) {
            tracing::debug!(%put, group = %tag, "a blob came before its group or epoch, and is kept");
            kept::add(self.tx, put, tag, payload, self.now)?;
        }
        Ok(())
    }

    /// A group or an epoch has begun: takes what was kept for it.
    pub(super) fn take_kept(&self, tag: GroupTag, hearing: Hearing<'_>) -> Result<(), Fault> {
        for kept in kept::take_all(self.tx, tag)? {
            self.take_in(kept.put, &kept.payload, hearing)?;
        }
        Ok(())
    }

    /// Keeps a piece; when all are there, takes what they make.
    pub(super) fn take_piece(&self, put: PutId, piece: &Piece, hearing: Hearing<'_>) -> Result<(), Fault> {
        match piece.check(&pieces::shapes(self.tx, piece.set)?) {
            Err(reason) => {
                tracing::warn!(%put, %reason, "a piece was passed over");
                Ok(())
            }
            Ok(complete) => {
                pieces::add(self.tx, put, piece, self.now)?;
                if complete {
                    self.whole(put, piece.set, hearing)
                } else {
                    Ok(())
                }
            }
        }
    }

    /// All pieces of a blob are there.
    fn whole(&self, put: PutId, set: SetId, hearing: Hearing<'_>) -> Result<(), Fault> {
        let Ok(blob) = piece::join(pieces::all(self.tx, set)?) else {
            pieces::remove(self.tx, set)?;
            return Ok(());
        };
        if !piece::is_tree(&blob) {
            pieces::remove(self.tx, set)?;
            return self.take_in(put, &blob, hearing);
        }
        // Welcomes that wait for this tree are kept under its name.
        for welcome in kept::take_all(self.tx, GroupTag(set.0))? {
            self.join(welcome.put, set, &welcome.payload, &blob, hearing)?;
        }
        Ok(())
    }

    /// A welcome whose tree comes in pieces: at once if they are there.
    pub(super) fn take_welcome(
        &self,
        put: PutId,
        set: SetId,
        welcome: &[u8],
        hearing: Hearing<'_>,
    ) -> Result<(), Fault> {
        match piece::join(pieces::all(self.tx, set)?) {
            Ok(tree) => self.join(put, set, welcome, &tree, hearing),
            Err(_) => Ok(kept::add(self.tx, put, GroupTag(set.0), welcome, self.now)?),
        }
    }

    fn join(&self, put: PutId, set: SetId, welcome: &[u8], tree: &[u8], hearing: Hearing<'_>) -> Result<(), Fault> {
        let opened = self.with_mls(|mls| Ok(mls.join(welcome, tree)?));
        if let Err(Fault::Mls(MlsError::StillIn(tag))) = opened {
            // We were removed in between and are not told yet: a change of our own, of which the relay has not answered, comes first.
            return Ok(kept::add(self.tx, put, tag, welcome, self.now)?);
        }
        self.heed(put, welcome, opened, hearing)?;
        Ok(pieces::remove(self.tx, set)?)
    }

    /// Forgets what was kept too long.
    pub(super) fn forget_kept(&self) -> Result<(), Fault> {
        let before = Timestamp(self.now.0.saturating_sub(KEEP_MS));
        kept::forget_before(self.tx, before)?;
        Ok(pieces::forget_before(self.tx, before)?)
    }
}
