//! The record key under a key that no program can read.
//!
//! 1. WebCrypto makes an AES-GCM key that is *not extractable*: the browser encrypts and decrypts with it, and gives its
//!    bytes to nobody, not even to this page.
//! 2. The page makes a [`RecordKey`] and keeps it encrypted by that key.
//!
//! So who copies the database's records and even runs a script in the page cannot carry the key away to another machine;
//! a copy of the whole browser profile, with the browser's own store of such keys, can still be used. The phone's list of
//! links shows that use, and unlinking ends it.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 12 | AES-GCM nonce, random |
//! | 12 | 48 | the record key and its tag |

use js_sys::{Array, ArrayBuffer, Uint8Array};
use pillion_protocol::crypto::{
    key::RecordKey,
    random::{self, Random},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};

use super::storage::Keys;

const ALGORITHM: &str = "AES-GCM";
const KEY_BITS: u16 = 256;

/// The browser's cryptography refused: the page is not secure, or the key is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the browser's cryptography refused")]
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// New keys.
///
/// # Errors
/// [`Refused`].
pub async fn make(rng: &mut dyn Random) -> Result<(Keys, RecordKey), Refused> {
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let params = AesKeyGenParams::new(ALGORITHM, KEY_BITS);
    let made = subtle()?.generate_key_with_object(&params, false, &usages)?;
    let wrap: CryptoKey = JsFuture::from(made).await?.dyn_into()?;
    let key = RecordKey::random(rng);
    let nonce: [u8; 12] = random::bytes(rng);
    let sealed = subtle()?.encrypt_with_object_and_u8_array(&params_of(&nonce), &wrap, key.as_bytes())?;
    let mut record = nonce.to_vec();
    record.extend(bytes_of(&JsFuture::from(sealed).await?)?);
    Ok((
        Keys {
            wrap: wrap.into(),
            record,
        },
        key,
    ))
}

/// The record key that [`make`] made.
///
/// # Errors
/// [`Refused`].
pub async fn open(keys: &Keys) -> Result<RecordKey, Refused> {
    let wrap: &CryptoKey = keys.wrap.dyn_ref().ok_or(Refused)?;
    let (nonce, sealed) = keys.record.split_first_chunk::<12>().ok_or(Refused)?;
    let opened = subtle()?.decrypt_with_object_and_u8_array(&params_of(nonce), wrap, sealed)?;
    let bytes = bytes_of(&JsFuture::from(opened).await?)?;
    bytes.try_into().map(RecordKey::from_bytes).map_err(|_| Refused)
}

fn params_of(nonce: &[u8; 12]) -> AesGcmParams {
    AesGcmParams::new(ALGORITHM, &Uint8Array::from(nonce.as_slice()))
}

fn subtle() -> Result<SubtleCrypto, Refused> {
    let window = web_sys::window().ok_or(Refused)?;
    Ok(window.crypto()?.subtle())
}

fn bytes_of(value: &JsValue) -> Result<Vec<u8>, Refused> {
    let buffer: &ArrayBuffer = value.dyn_ref().ok_or(Refused)?;
    Ok(Uint8Array::new(buffer).to_vec())
}
