//! What the browser keeps, and that nobody can carry it away.

use js_sys::{Array, Uint8Array};
use pillion_client::driver::{
    random::Browser,
    storage::{Change, Keys, Storage},
    twins::Twins,
    wrap::{self, Refused},
};
use pillion_protocol::crypto::seal;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::CryptoKey;

async fn storage(name: &str) -> Storage {
    let storage = Storage::open_named(name).await.unwrap();
    storage.wipe().await.unwrap();
    storage
}

#[wasm_bindgen_test]
async fn records_come_back_in_another_life_of_the_page() {
    let first = storage("records").await;
    let changes = vec![
        Change::Put("link".into(), vec![1, 2]),
        Change::Put("draft/00".into(), vec![3]),
    ];
    first.change(&changes).await.unwrap();
    first
        .change(&[Change::Put("link".into(), vec![9]), Change::Delete("draft/00".into())])
        .await
        .unwrap();
    drop(first);
    let second = Storage::open_named("records").await.unwrap();
    assert_eq!(second.records().await.unwrap(), [("link".to_owned(), vec![9])]);
}

#[wasm_bindgen_test]
async fn a_wiped_store_has_neither_records_nor_keys() {
    let storage = storage("wiped").await;
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    storage.set_keys(&keys).await.unwrap();
    storage.change(&[Change::Put("link".into(), vec![1])]).await.unwrap();
    storage.wipe().await.unwrap();
    assert!(storage.records().await.unwrap().is_empty());
    assert!(storage.keys().await.unwrap().is_none());
}

#[wasm_bindgen_test]
async fn the_record_key_comes_back_through_the_store() {
    let storage = storage("keys").await;
    let (keys, key) = wrap::make(&mut Browser).await.unwrap();
    storage.set_keys(&keys).await.unwrap();
    let kept = storage.keys().await.unwrap().unwrap();
    let again = wrap::open(&kept).await.unwrap();
    assert_eq!(again.as_bytes(), key.as_bytes());
    let sealed = seal::seal(&key, b"link", b"secret", &mut Browser);
    assert_eq!(seal::open(&again, b"link", &sealed).unwrap(), b"secret");
}

/// Two databases with a key and a record.
async fn twins(name: &str) -> ([Storage; 2], Keys) {
    let [first, second] = [storage(&format!("{name}-1")).await, storage(&format!("{name}-2")).await];
    let twins = Twins::of(first, Some(second)).await.unwrap();
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    twins.set_keys(&keys).await.unwrap();
    twins.change(&[Change::Put("link".into(), vec![1])]).await.unwrap();
    (both(name).await, keys)
}

/// The databases of twins, as another life of the page opens them.
async fn both(name: &str) -> [Storage; 2] {
    let open = |number: u8| async move { Storage::open_named(&format!("{name}-{number}")).await.unwrap() };
    [open(1).await, open(2).await]
}

async fn holds(storage: &Storage, keys: &Keys, records: &[(&str, u8)]) {
    let found = storage.keys().await.unwrap().unwrap();
    assert_eq!(found.record, keys.record);
    assert!(wrap::open(&found).await.is_ok());
    let expected: Vec<_> = records
        .iter()
        .map(|(key, byte)| ((*key).to_owned(), vec![*byte]))
        .collect();
    assert_eq!(storage.records().await.unwrap(), expected);
}

#[wasm_bindgen_test]
async fn what_the_browser_has_lost_comes_back_from_the_second() {
    let ([first, second], keys) = twins("lost").await;
    first.wipe().await.unwrap();
    let twins = Twins::of(first, Some(second)).await.unwrap();
    assert_eq!(twins.records().await.unwrap(), [("link".to_owned(), vec![1])]);
    for storage in both("lost").await {
        holds(&storage, &keys, &[("link", 1)]).await;
    }
}

#[wasm_bindgen_test]
async fn of_two_that_differ_the_first_is_right() {
    let ([first, second], keys) = twins("differ").await;
    first.change(&[Change::Put("link".into(), vec![2])]).await.unwrap();
    second.change(&[Change::Put("draft/00".into(), vec![3])]).await.unwrap();
    drop(Twins::of(first, Some(second)).await.unwrap());
    for storage in both("differ").await {
        holds(&storage, &keys, &[("link", 2)]).await;
    }
    let ([first, second], keys) = twins("second-lost").await;
    second.wipe().await.unwrap();
    drop(Twins::of(first, Some(second)).await.unwrap());
    for storage in both("second-lost").await {
        holds(&storage, &keys, &[("link", 1)]).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_wiped_is_gone_from_both() {
    let ([first, second], _) = twins("both").await;
    Twins::of(first, Some(second)).await.unwrap().wipe().await.unwrap();
    let [first, second] = both("both").await;
    let twins = Twins::of(first, Some(second)).await.unwrap();
    assert!(twins.records().await.unwrap().is_empty());
    assert!(twins.keys().await.unwrap().is_none());
}

#[wasm_bindgen_test]
async fn nothing_in_the_store_is_the_record_key() {
    let (keys, key) = wrap::make(&mut Browser).await.unwrap();
    assert!(!keys.record.windows(32).any(|part| part == key.as_bytes()));
}

#[wasm_bindgen_test]
async fn no_program_can_read_the_wrapping_key() {
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    let wrap: CryptoKey = keys.wrap.dyn_into().unwrap();
    assert!(!wrap.extractable());
    let subtle = web_sys::window().unwrap().crypto().unwrap().subtle();
    for format in ["raw", "jwk"] {
        let exported = JsFuture::from(subtle.export_key(format, &wrap).unwrap()).await;
        assert!(exported.is_err(), "{format}");
    }
}

#[wasm_bindgen_test]
async fn another_wrapping_key_and_every_flipped_byte_are_refused() {
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    let (others, _) = wrap::make(&mut Browser).await.unwrap();
    let mixed = Keys {
        wrap: others.wrap,
        record: keys.record.clone(),
    };
    assert_eq!(wrap::open(&mixed).await.unwrap_err(), Refused);
    for at in 0..keys.record.len() {
        let mut record = keys.record.clone();
        record[at] ^= 1;
        let flipped = Keys {
            wrap: keys.wrap.clone(),
            record,
        };
        assert_eq!(wrap::open(&flipped).await.unwrap_err(), Refused, "byte {at}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_key_at_all_is_refused() {
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    for wrap in [
        JsValue::NULL,
        JsValue::from("key"),
        Array::new().into(),
        Uint8Array::new_with_length(32).into(),
    ] {
        let wrong = Keys {
            wrap,
            record: keys.record.clone(),
        };
        assert_eq!(wrap::open(&wrong).await.unwrap_err(), Refused);
    }
    for length in [0, 11, 12, 40] {
        let cut = Keys {
            wrap: keys.wrap.clone(),
            record: keys.record[..length].to_vec(),
        };
        assert_eq!(wrap::open(&cut).await.unwrap_err(), Refused, "{length} bytes");
    }
}
