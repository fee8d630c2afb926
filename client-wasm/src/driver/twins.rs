//! Two databases that hold the same, because one can be lost.
//!
//! Chromium keeps all databases of a page in one log. When the browser dies in the middle of a write, the next start goes on
//! behind the half entry, and the start after that finds the log broken and throws everything away, the link and what was typed
//! included. A storage bucket has a log of its own, so the second database lies in one ([`super::spare`]). Browsers without
//! buckets keep their databases in SQLite, which has no such hole; there the first one is alone.
//!
//! 1. A change counts when the first one has it. The second one follows, and nobody waits for it.
//! 2. The first one is right, unless it is empty: then it was lost, and is filled from the second.
//! 3. Everything is deleted from the second before it is deleted from the first, so that nothing comes back.

use std::rc::Rc;

use super::{
    spare::{Follower, Spare, Work},
    storage::{Change, Failed, Keys, Storage},
};

/// Both.
#[derive(Debug)]
pub struct Twins {
    first: Storage,
    follower: Rc<Follower>,
}

/// All that one of them holds.
#[derive(Debug)]
pub struct All {
    records: Vec<(String, Vec<u8>)>,
    keys: Option<Keys>,
}

impl All {
    /// Reads it.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn of(storage: &Storage) -> Result<Self, Failed> {
        Ok(Self {
            records: storage.records().await?,
            keys: storage.keys().await?,
        })
    }

    /// Puts it where nothing is. The keys go first: records without them are of no use.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn fill(self, storage: &Storage) -> Result<(), Failed> {
        if let Some(keys) = self.keys {
            storage.set_keys(&keys).await?;
        }
        let put = |(key, bytes)| Change::Put(key, bytes);
        let puts: Vec<_> = self.records.into_iter().map(put).collect();
        storage.change(&puts).await
    }

    const fn is_empty(&self) -> bool {
        self.records.is_empty() && self.keys.is_none()
    }
}

impl PartialEq for All {
    fn eq(&self, other: &Self) -> bool {
        let sealed = |all: &Self| all.keys.as_ref().map(|keys| keys.record.clone());
        self.records == other.records && sealed(self) == sealed(other)
    }
}

impl Twins {
    /// Opens both, or makes them, and mends what one of them has lost.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn open() -> Result<Self, Failed> {
        Self::of(Storage::open().await?, Follower::default()).await
    }

    /// A database, and another one that follows it or holds what it has lost.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn of(first: Storage, follower: Follower) -> Result<Self, Failed> {
        let follower = Rc::new(follower);
        let ours = All::of(&first).await?;
        if !ours.is_empty() {
            follower.follow(Work::All(ours));
        } else if let Some(lost) = follower.all().await {
            lost.fill(&first).await?;
        }
        Ok(Self { first, follower })
    }

    /// All records, by key.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn records(&self) -> Result<Vec<(String, Vec<u8>)>, Failed> {
        self.first.records().await
    }

    /// Does all changes or none.
    ///
    /// # Errors
    /// [`Failed`]; then nothing has changed.
    pub async fn change(&self, changes: Vec<Change>) -> Result<(), Failed> {
        self.first.change(&changes).await?;
        self.follower.follow(Work::Changes(changes));
        Ok(())
    }

    /// The keys, if there are any.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn keys(&self) -> Result<Option<Keys>, Failed> {
        self.first.keys().await
    }

    /// Stores the keys.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn set_keys(&self, keys: Keys) -> Result<(), Failed> {
        self.first.set_keys(&keys).await?;
        self.follower.follow(Work::Keys(keys));
        Ok(())
    }

    /// Deletes everything. The next change needs them opened anew.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn wipe(self) -> Result<(), Failed> {
        self.follower.stop();
        Spare::delete().await?;
        self.first.wipe().await
    }
}
