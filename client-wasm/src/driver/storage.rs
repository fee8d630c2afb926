//! The browser's database: sealed records, and the keys that open them.
//!
//! Database `pillion`, version 1:
//!
//! | store | key | value |
//! |---|---|---|
//! | `records` | [`crate::client::record::Key`] as text | bytes, sealed; see [`super::keeper`] |
//! | `keys` | `wrap` | a WebCrypto key that no program can read; see [`super::wrap`] |
//! | `keys` | `record` | the record key, encrypted by `wrap` |
//!
//! Every change is asked for with strict durability: it is on the disk before it counts as done. What browsers do unasked
//! survives the end of the browser, but not a power cut.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const NAME: &str = "pillion";
const VERSION: u32 = 1;
const RECORDS: &str = "records";
const KEYS: &str = "keys";
const WRAP: &str = "wrap";
const RECORD: &str = "record";

const READ: &str = "readonly";
const WRITE: &str = "readwrite";

/// The open database.
#[derive(Debug)]
pub struct Storage(IdbDatabase);

/// The browser did not do it: its storage is full, switched off or broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the browser's storage failed")]
pub struct Failed;

impl From<JsValue> for Failed {
    fn from(_: JsValue) -> Self {
        Self
    }
}

impl From<Failed> for JsValue {
    fn from(failed: Failed) -> Self {
        failed.to_string().into()
    }
}

/// One change.
#[derive(Debug)]
pub enum Change {
    /// A sealed record.
    Put(String, Vec<u8>),
    /// No record.
    Delete(String),
}

/// The keys as they lie in the database.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The WebCrypto key.
    pub wrap: JsValue,
    /// The record key, encrypted.
    pub record: Vec<u8>,
}

impl Storage {
    /// Opens the database, or makes it.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn open() -> Result<Self, Failed> {
        Self::open_named(NAME).await
    }

    /// Opens a database of another name, for tests.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn open_named(name: &str) -> Result<Self, Failed> {
        let window = web_sys::window().ok_or(Failed)?;
        Self::open_of(&window.indexed_db()?.ok_or(Failed)?, name).await
    }

    /// Opens the database, or makes it, among others than the page's own.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn open_in(databases: &IdbFactory) -> Result<Self, Failed> {
        Self::open_of(databases, NAME).await
    }

    async fn open_of(databases: &IdbFactory, name: &str) -> Result<Self, Failed> {
        let request = databases.open_with_u32(name, VERSION)?;
        let made = request.clone();
        let make = Closure::once(move || make(&made));
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        Ok(Self(answer(&request).await?.dyn_into()?))
    }

    /// Begins a transaction. The stable part of web-sys cannot ask for durability, so this is called by name.
    fn begin(&self, stores: &[&str], mode: &str) -> Result<IdbTransaction, Failed> {
        let stores: Array = stores.iter().copied().map(JsValue::from).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        Ok(begin.call3(&self.0, &stores, &mode.into(), &options)?.dyn_into()?)
    }

    fn begin_in(&self, store: &str, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), Failed> {
        let transaction = self.begin(&[store], mode)?;
        let store = transaction.object_store(store)?;
        Ok((transaction, store))
    }

    /// All records, by key.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn records(&self) -> Result<Vec<(String, Vec<u8>)>, Failed> {
        let (_transaction, store) = self.begin_in(RECORDS, READ)?;
        let (keys, values) = (store.get_all_keys()?, store.get_all()?);
        let keys: Array = answer(&keys).await?.dyn_into()?;
        let values: Array = answer(&values).await?.dyn_into()?;
        let texts = keys.iter().filter_map(|key| key.as_string());
        Ok(texts.zip(values.iter().map(bytes_of)).collect())
    }

    /// Does all changes or none.
    ///
    /// # Errors
    /// [`Failed`]; then nothing has changed.
    pub async fn change(&self, changes: &[Change]) -> Result<(), Failed> {
        let (transaction, store) = self.begin_in(RECORDS, WRITE)?;
        for change in changes {
            match change {
                Change::Put(key, bytes) => put(&store, key, &Uint8Array::from(bytes.as_slice()))?,
                Change::Delete(key) => drop(store.delete(&JsValue::from(key))?),
            }
        }
        commit(&transaction).await
    }

    /// The keys, if there are any.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn keys(&self) -> Result<Option<Keys>, Failed> {
        let (_transaction, store) = self.begin_in(KEYS, READ)?;
        let (wrap, record) = (store.get(&WRAP.into())?, store.get(&RECORD.into())?);
        let (wrap, record) = (answer(&wrap).await?, answer(&record).await?);
        let there = !wrap.is_undefined() && !record.is_undefined();
        Ok(there.then(|| Keys {
            wrap,
            record: bytes_of(record),
        }))
    }

    /// Stores the keys.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn set_keys(&self, keys: &Keys) -> Result<(), Failed> {
        let (transaction, store) = self.begin_in(KEYS, WRITE)?;
        put(&store, WRAP, &keys.wrap)?;
        put(&store, RECORD, &Uint8Array::from(keys.record.as_slice()))?;
        commit(&transaction).await
    }

    /// Deletes everything.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn wipe(&self) -> Result<(), Failed> {
        let transaction = self.begin(&[RECORDS, KEYS], WRITE)?;
        transaction.object_store(RECORDS)?.clear()?;
        transaction.object_store(KEYS)?.clear()?;
        commit(&transaction).await
    }
}

/// Makes the stores of a database that is new.
fn make(request: &IdbOpenDbRequest) {
    let database = request.result().ok().and_then(|made| made.dyn_into().ok());
    let database: Option<IdbDatabase> = database;
    for store in [RECORDS, KEYS] {
        // Without it the first transaction fails, and is reported.
        let _made = database.as_ref().map(|database| database.create_object_store(store));
    }
}

fn put(store: &IdbObjectStore, key: &str, value: &JsValue) -> Result<(), Failed> {
    store.put_with_key(value, &key.into())?;
    Ok(())
}

/// What a request brings.
async fn answer(request: &IdbRequest) -> Result<JsValue, Failed> {
    let answered = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(answered).await?;
    Ok(request.result()?)
}

/// Ends a transaction; afterwards all of it is on the disk.
async fn commit(transaction: &IdbTransaction) -> Result<(), Failed> {
    let ended = Promise::new(&mut |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    });
    JsFuture::from(ended).await?;
    Ok(())
}

fn bytes_of(value: JsValue) -> Vec<u8> {
    value
        .dyn_into::<Uint8Array>()
        .map(|bytes| bytes.to_vec())
        .unwrap_or_default()
}
