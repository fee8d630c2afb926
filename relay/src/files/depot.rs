//! Where the parts of files lie: one object for each, in a folder or another store of objects.

use core::fmt;
use std::{io, path::Path, sync::Arc};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::{
    Error, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, local::LocalFileSystem,
    path::Path as Name,
};
use pillion_wire::{file, id::FileId};

/// The parts of all files.
#[derive(Clone)]
pub struct Depot {
    objects: Arc<dyn ObjectStore>,
}

impl Depot {
    /// Parts as files in a folder, which must exist. What is answered is on its disk.
    ///
    /// # Errors
    /// The system's, if the folder cannot be used.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        let objects = LocalFileSystem::new_with_prefix(folder)?
            .with_fsync(true)
            .with_automatic_cleanup(true);
        Ok(Self::new(objects))
    }

    /// Parts in any store of objects.
    pub fn new(objects: impl ObjectStore) -> Self {
        Self {
            objects: Arc::new(objects),
        }
    }

    /// Whether the store answers at all.
    ///
    /// # Errors
    /// The store's.
    pub async fn check(&self) -> Result<(), Error> {
        let mut all = self.objects.list(Some(&folder(FileId([0; 16]))));
        all.next().await.transpose().map(drop)
    }

    /// Keeps a part. One that is there stays as it is, whatever comes: so two uploads of one file cannot mix.
    ///
    /// # Errors
    /// The store's: nothing is kept.
    pub async fn keep(&self, file: FileId, part: u64, bytes: Bytes) -> Result<(), Error> {
        let options = PutOptions::from(PutMode::Create);
        match self.objects.put_opts(&name(file, part), bytes.into(), options).await {
            Ok(_) | Err(Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// How many bytes of a file are there without a gap, from its beginning.
    ///
    /// # Errors
    /// The store's.
    pub async fn held(&self, file: FileId, total: u64) -> Result<u64, Error> {
        let number = |object: ObjectMeta| {
            let part = object.location.filename()?.parse().ok()?;
            let place = file::part(total, part)?;
            (place.end - place.start == object.size).then_some(part)
        };
        let mut parts: Vec<u64> = self
            .objects
            .list(Some(&folder(file)))
            .try_filter_map(|object| std::future::ready(Ok(number(object))))
            .try_collect()
            .await?;
        parts.sort_unstable();
        let whole = parts.iter().zip(0..).take_while(|(part, at)| **part == *at).count();
        let next = u64::try_from(whole).unwrap_or(u64::MAX);
        Ok(file::part(total, next).map_or(total, |part| part.start))
    }

    /// One part, if it is there.
    ///
    /// # Errors
    /// The store's.
    pub async fn part(&self, file: FileId, part: u64) -> Result<Option<Bytes>, Error> {
        match self.objects.get(&name(file, part)).await {
            Ok(found) => found.bytes().await.map(Some),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes all parts of a file.
    ///
    /// # Errors
    /// The store's; some may be left.
    pub async fn remove(&self, file: FileId) -> Result<(), Error> {
        let parts = self.objects.list(Some(&folder(file)));
        let names = parts.map_ok(|object| object.location).boxed();
        self.objects
            .delete_stream(names)
            .try_for_each(|_| std::future::ready(Ok(())))
            .await
    }
}

/// What a store of objects keeps of its keys is its own affair: only its name is told.
impl fmt::Debug for Depot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Depot({})", self.objects)
    }
}

fn folder(file: FileId) -> Name {
    Name::from(file.to_hex())
}

fn name(file: FileId, part: u64) -> Name {
    folder(file).join(format!("{part:08}"))
}
