//! Two databases that hold the same, because one can be lost.
//!
//! Chromium keeps all databases of a page in one log. When the browser dies in the middle of a write, the next start goes on
//! behind the half entry, and the start after that finds the log broken and throws everything away, the link and what was typed
//! included. A storage bucket has a log of its own, so the second database lies in one. Browsers without buckets keep their
//! databases in SQLite, which has no such hole; there the first one is alone.
//!
//! 1. A change counts when both have it.
//! 2. The first one is right, unless it is empty: then it was lost, and is filled from the second.
//! 3. Everything is deleted from the second before it is deleted from the first, so that nothing comes back.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbFactory;

use super::storage::{Change, Failed, Keys, Storage};

/// The name of the bucket.
const SPARE: &str = "spare";

/// Both.
#[derive(Debug)]
pub struct Twins {
    first: Storage,
    second: Option<Storage>,
}

/// All that one of them holds.
type All = (Vec<(String, Vec<u8>)>, Option<Keys>);

impl Twins {
    /// Opens both, or makes them, and mends what one of them has lost.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn open() -> Result<Self, Failed> {
        // One that cannot be opened must not keep a person from writing.
        let second = spare().await.unwrap_or_default();
        Self::of(Storage::open().await?, second).await
    }

    /// Two databases, of which one may have lost what the other holds.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn of(first: Storage, second: Option<Storage>) -> Result<Self, Failed> {
        if let Some(second) = &second {
            let (ours, spare) = (all(&first).await?, all(second).await?);
            if ours.0.is_empty() && ours.1.is_none() {
                fill(&first, spare).await?;
            } else if !same(&ours, &spare) {
                second.wipe().await?;
                fill(second, ours).await?;
            }
        }
        Ok(Self { first, second })
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
    /// [`Failed`]; then nothing has changed, as the next one who opens them sees it.
    pub async fn change(&self, changes: &[Change]) -> Result<(), Failed> {
        if let Some(second) = &self.second {
            second.change(changes).await?;
        }
        self.first.change(changes).await
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
    pub async fn set_keys(&self, keys: &Keys) -> Result<(), Failed> {
        if let Some(second) = &self.second {
            second.set_keys(keys).await?;
        }
        self.first.set_keys(keys).await
    }

    /// Deletes everything.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn wipe(&self) -> Result<(), Failed> {
        match &self.second {
            Some(second) => second.wipe().await?,
            // One that could not be opened before may hold something.
            None => {
                if let Some(second) = spare().await? {
                    second.wipe().await?;
                }
            }
        }
        self.first.wipe().await
    }
}

async fn all(storage: &Storage) -> Result<All, Failed> {
    Ok((storage.records().await?, storage.keys().await?))
}

fn same(one: &All, other: &All) -> bool {
    let record = |all: &All| all.1.as_ref().map(|keys| keys.record.clone());
    one.0 == other.0 && record(one) == record(other)
}

/// The keys go first: records without them are of no use.
async fn fill(storage: &Storage, (records, keys): All) -> Result<(), Failed> {
    if let Some(keys) = keys {
        storage.set_keys(&keys).await?;
    }
    let puts: Vec<_> = records
        .into_iter()
        .map(|(key, bytes)| Change::Put(key, bytes))
        .collect();
    storage.change(&puts).await
}

/// The second one, in browsers that have buckets.
async fn spare() -> Result<Option<Storage>, Failed> {
    let Some(buckets) = buckets() else { return Ok(None) };
    let databases = bucket(&buckets).await?;
    Ok(Some(Storage::open_in(&databases).await?))
}

/// What opens buckets, in browsers that have them. The stable part of web-sys does not know it, so all is called by name.
fn buckets() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let buckets = Reflect::get(&navigator, &"storageBuckets".into()).ok()?;
    buckets.is_object().then_some(buckets)
}

/// The databases of the bucket.
async fn bucket(buckets: &JsValue) -> Result<IdbFactory, Failed> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let open: Function = Reflect::get(buckets, &"open".into())?.dyn_into()?;
    let opening: Promise = open.call2(buckets, &SPARE.into(), &options)?.dyn_into()?;
    let bucket = JsFuture::from(opening).await?;
    Ok(Reflect::get(&bucket, &"indexedDB".into())?.dyn_into()?)
}
