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

use idb::{
    Error, Transaction, TransactionMode,
    builder::{DatabaseBuilder, ObjectStoreBuilder},
};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

const NAME: &str = "pillion";
const VERSION: u32 = 1;
const RECORDS: &str = "records";
const KEYS: &str = "keys";
const WRAP: &str = "wrap";
const RECORD: &str = "record";

/// The open database: an `IDBDatabase`.
#[derive(Debug)]
pub struct Storage(JsValue);

/// The browser did not do it: its storage is full, switched off or broken.
#[derive(Debug, thiserror::Error)]
#[error("the browser's storage failed: {0}")]
pub struct Failed(#[from] idb::Error);

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
        let database = DatabaseBuilder::new(name)
            .version(VERSION)
            .add_object_store(ObjectStoreBuilder::new(RECORDS))
            .add_object_store(ObjectStoreBuilder::new(KEYS));
        Ok(Self(database.build().await?.into()))
    }

    /// Begins a transaction. Neither idb nor web-sys, in its stable part, can ask for durability, so this is called by name.
    fn begin(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, Failed> {
        let begin = || {
            let stores: Array = stores.iter().copied().map(JsValue::from).collect();
            let options = Object::new();
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            let begin: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
            begin.call3(&self.0, &stores, &mode.into(), &options)
        };
        let transaction = begin().map_err(Error::TransactionOpenFailed)?;
        Ok(Transaction::try_from(transaction)?)
    }

    /// All records, by key.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn records(&self) -> Result<Vec<(String, Vec<u8>)>, Failed> {
        let transaction = self.begin(&[RECORDS], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(RECORDS)?;
        let (keys, values) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
        let (keys, values) = (keys.await?, values.await?);
        let texts = keys.into_iter().filter_map(|key| key.as_string());
        Ok(texts.zip(values.into_iter().map(bytes_of)).collect())
    }

    /// Does all changes or none.
    ///
    /// # Errors
    /// [`Failed`]; then nothing has changed.
    pub async fn change(&self, changes: Vec<Change>) -> Result<(), Failed> {
        let transaction = self.begin(&[RECORDS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(RECORDS)?;
        for change in changes {
            match change {
                Change::Put(key, bytes) => {
                    store.put(&Uint8Array::from(bytes.as_slice()), Some(&JsValue::from(key)))?;
                }
                Change::Delete(key) => {
                    store.delete(JsValue::from(key))?;
                }
            }
        }
        transaction.commit()?.await?;
        Ok(())
    }

    /// The keys, if there are any.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn keys(&self) -> Result<Option<Keys>, Failed> {
        let transaction = self.begin(&[KEYS], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(KEYS)?;
        let (wrap, record) = (store.get(JsValue::from(WRAP))?, store.get(JsValue::from(RECORD))?);
        let (wrap, record) = (wrap.await?, record.await?);
        Ok(wrap.zip(record).map(|(wrap, record)| Keys {
            wrap,
            record: bytes_of(record),
        }))
    }

    /// Stores the keys.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn set_keys(&self, keys: &Keys) -> Result<(), Failed> {
        let transaction = self.begin(&[KEYS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(KEYS)?;
        store.put(&keys.wrap, Some(&JsValue::from(WRAP)))?;
        store.put(&Uint8Array::from(keys.record.as_slice()), Some(&JsValue::from(RECORD)))?;
        transaction.commit()?.await?;
        Ok(())
    }

    /// Deletes everything.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn wipe(&self) -> Result<(), Failed> {
        let transaction = self.begin(&[RECORDS, KEYS], TransactionMode::ReadWrite)?;
        transaction.object_store(RECORDS)?.clear()?;
        transaction.object_store(KEYS)?.clear()?;
        transaction.commit()?.await?;
        Ok(())
    }
}

fn bytes_of(value: JsValue) -> Vec<u8> {
    value
        .dyn_into::<Uint8Array>()
        .map(|bytes| bytes.to_vec())
        .unwrap_or_default()
}
