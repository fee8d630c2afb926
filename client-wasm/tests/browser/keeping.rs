//! What the browser keeps, and that nobody can carry it away.

use js_sys::{Array, Uint8Array};
use pillion_client::driver::{
    random::Browser,
    spare::{Follower, Spare},
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

/// The databases of twins, as another life of the page opens them.
async fn both(name: &str) -> [Storage; 2] {
    let open = |number: u8| async move { Storage::open_named(&format!("{name}-{number}")).await.unwrap() };
    [open(1).await, open(2).await]
}

async fn open(name: &str) -> Twins {
    let [first, second] = both(name).await;
    Twins::of(first, Follower::of(Spare::of(second))).await.unwrap()
}

/// Twins with a key and a record, both of which have them.
async fn twins(name: &str) -> ([Storage; 2], Keys) {
    for storage in both(name).await {
        storage.wipe().await.unwrap();
    }
    let twins = open(name).await;
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    twins.set_keys(keys.clone()).await.unwrap();
    twins.change(vec![Change::Put("link".into(), vec![1])]).await.unwrap();
    hold(name, &keys, &[("link", 1)]).await;
    (both(name).await, keys)
}

/// Waits until both hold this. One that never does stops the test by its time.
async fn hold(name: &str, keys: &Keys, records: &[(&str, u8)]) {
    let expected: Vec<_> = records
        .iter()
        .map(|(key, byte)| ((*key).to_owned(), vec![*byte]))
        .collect();
    for storage in both(name).await {
        loop {
            let found = storage.keys().await.unwrap();
            if found.is_some_and(|found| found.record == keys.record) && storage.records().await.unwrap() == expected {
                break;
            }
        }
        assert!(wrap::open(&storage.keys().await.unwrap().unwrap()).await.is_ok());
    }
}

#[wasm_bindgen_test]
async fn what_the_browser_has_lost_comes_back_from_the_second() {
    let ([first, _], keys) = twins("lost").await;
    first.wipe().await.unwrap();
    assert_eq!(
        open("lost").await.records().await.unwrap(),
        [("link".to_owned(), vec![1])]
    );
    hold("lost", &keys, &[("link", 1)]).await;
}

#[wasm_bindgen_test]
async fn of_two_that_differ_the_first_is_right() {
    let ([first, second], keys) = twins("differ").await;
    first.change(&[Change::Put("link".into(), vec![2])]).await.unwrap();
    second.change(&[Change::Put("draft/00".into(), vec![3])]).await.unwrap();
    let _twins = open("differ").await;
    hold("differ", &keys, &[("link", 2)]).await;
    second.wipe().await.unwrap();
    let _twins = open("differ").await;
    hold("differ", &keys, &[("link", 2)]).await;
}

#[wasm_bindgen_test]
async fn the_spare_in_its_bucket_brings_back_what_was_lost_and_is_deleted_with_all() {
    let first = storage("bucket").await;
    Spare::delete().await.unwrap();
    let twins = Twins::of(first, Follower::default()).await.unwrap();
    let (keys, _) = wrap::make(&mut Browser).await.unwrap();
    twins.set_keys(keys.clone()).await.unwrap();
    twins.change(vec![Change::Put("link".into(), vec![1])]).await.unwrap();
    let lost = loop {
        let first = storage("bucket").await;
        let twins = Twins::of(first, Follower::default()).await.unwrap();
        if !twins.records().await.unwrap().is_empty() {
            break twins;
        }
    };
    assert_eq!(lost.records().await.unwrap(), [("link".to_owned(), vec![1])]);
    lost.wipe().await.unwrap();
    let first = Storage::open_named("bucket").await.unwrap();
    let twins = Twins::of(first, Follower::default()).await.unwrap();
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
