//! Files over real sockets and a real disk.

use std::fs;

use pillion_wire::{
    client_frame::ClientFrame,
    file::{ContentRange, PART_BYTES, part, parts},
    id::{FileId, FileToken, TokenHash},
};
use sha2::{Digest, Sha256};

use crate::{
    reply::{Reply, ask},
    stage::{Client, Person, World},
};

pub(crate) const FILE: FileId = FileId([1; 16]);
pub(crate) const WRITE: FileToken = FileToken([2; 32]);
pub(crate) const READ: FileToken = FileToken([3; 32]);
pub(crate) const TOTAL: u64 = 2 * PART_BYTES + 1_000;

pub(crate) fn hash(token: &FileToken) -> TokenHash {
    TokenHash(Sha256::digest(token.0).into())
}

/// What a sealed file looks like to a relay: bytes of which none says anything.
pub(crate) fn sealed(total: u64) -> Vec<u8> {
    (0..total)
        .map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 13 & 0xff).unwrap())
        .collect()
}

fn piece(number: u64) -> Vec<u8> {
    let place = part(TOTAL, number).unwrap();
    sealed(TOTAL)[usize::try_from(place.start).unwrap()..usize::try_from(place.end).unwrap()].to_vec()
}

pub(crate) async fn allow(phone: &mut Client, total: u64) {
    phone
        .send(&ClientFrame::AllowFile {
            request: 9,
            file: FILE,
            bytes: total,
            write: hash(&WRITE),
            read: hash(&READ),
        })
        .await;
    phone.expect_done(9).await;
}

/// A relay with room for a file.
pub(crate) async fn with_room() -> (World, Client) {
    let world = World::new().await;
    let mut phone = world.phone(&Person::new(1)).await;
    allow(&mut phone, TOTAL).await;
    (world, phone)
}

pub(crate) async fn request(
    world: &World,
    method: &str,
    token: Option<&FileToken>,
    headers: &str,
    body: &[u8],
) -> Reply {
    let token = token.map_or(String::new(), |token| {
        format!("authorization: Bearer {}\r\n", token.to_hex())
    });
    let head = format!(
        "{method} /files/{} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n{token}{headers}\r\n",
        FILE.to_hex(),
        body.len(),
    );
    ask(world, [head.as_bytes(), body].concat()).await
}

pub(crate) async fn put(world: &World, number: u64) -> Reply {
    let place = ContentRange {
        part: number,
        total: TOTAL,
    };
    request(
        world,
        "PUT",
        Some(&WRITE),
        &format!("content-range: {place}\r\n"),
        &piece(number),
    )
    .await
}

pub(crate) async fn get(world: &World, range: &str) -> Reply {
    request(world, "GET", Some(&READ), range, b"").await
}

/// How much is there, and whether that is all.
pub(crate) async fn held(world: &World) -> (u64, bool) {
    let reply = request(world, "HEAD", Some(&WRITE), "", b"").await;
    assert_eq!(reply.status, 204);
    let is_whole = reply.header("upload-complete").unwrap() == "?1";
    (reply.header("upload-offset").unwrap().parse().unwrap(), is_whole)
}

pub(crate) async fn upload(world: &World) {
    for number in 0..parts(TOTAL) {
        assert_eq!(put(world, number).await.status, 204);
    }
    assert_eq!(held(world).await, (TOTAL, true));
}

#[tokio::test]
async fn a_file_goes_in_by_parts_and_out_by_ranges() {
    let (world, _phone) = with_room().await;
    assert_eq!(held(&world).await, (0, false));
    for (number, there) in [(1, 0), (0, 2 * PART_BYTES), (2, TOTAL)] {
        assert_eq!(put(&world, number).await.status, 204);
        assert_eq!(held(&world).await, (there, there == TOTAL), "after part {number}");
    }
    let all = sealed(TOTAL);
    let reply = get(&world, "").await;
    assert_eq!((reply.status, reply.body == all), (200, true));
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment"),
        ("content-length", TOTAL.to_string().as_str()),
        ("cache-control", "no-store"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{name}");
    }
    for (from, to) in [
        (0, 1),
        (PART_BYTES - 1, PART_BYTES + 1),
        (5, TOTAL - 5),
        (2 * PART_BYTES, TOTAL),
        (TOTAL - 1, TOTAL),
    ] {
        let reply = get(&world, &format!("range: bytes={from}-{}\r\n", to - 1)).await;
        assert_eq!(reply.status, 206);
        let place = format!("bytes {from}-{}/{TOTAL}", to - 1);
        assert_eq!(reply.header("content-range"), Some(place.as_str()));
        let expected = &all[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
        assert!(reply.body == expected, "{from} to {to}");
    }
}

#[tokio::test]
async fn what_was_answered_survives_a_restart_and_the_upload_goes_on() {
    let (mut world, phone) = with_room().await;
    assert_eq!(put(&world, 0).await.status, 204);
    drop(phone);
    world.stop().await;
    world.start().await;
    assert_eq!(held(&world).await, (PART_BYTES, false));
    for number in 1..3 {
        assert_eq!(put(&world, number).await.status, 204);
    }
    assert_eq!(held(&world).await, (TOTAL, true));
    world.stop().await;
    world.start().await;
    assert!(get(&world, "").await.body == sealed(TOTAL));
}

#[tokio::test]
async fn a_part_that_is_there_stays_as_it_is() {
    let (world, _phone) = with_room().await;
    let place = ContentRange { part: 2, total: TOTAL };
    let range = format!("content-range: {place}\r\n");
    let other = vec![0; 1_000];
    assert_eq!(put(&world, 2).await.status, 204);
    let reply = request(&world, "PUT", Some(&WRITE), &range, &other).await;
    assert_eq!(reply.status, 204, "while others are missing");
    for number in 0..2 {
        assert_eq!(put(&world, number).await.status, 204);
    }
    assert_eq!(held(&world).await, (TOTAL, true));
    let reply = request(&world, "PUT", Some(&WRITE), &range, &other).await;
    assert_eq!(reply.status, 204, "when all is there");
    assert!(get(&world, "").await.body == sealed(TOTAL));
}

#[tokio::test]
async fn two_uploads_of_one_file_cannot_mix_within_a_part() {
    let (world, _phone) = with_room().await;
    let place = ContentRange { part: 0, total: TOTAL };
    let header = format!("content-range: {place}\r\n");
    let bodies: Vec<Vec<u8>> = (0..6).map(|byte| vec![byte; piece(0).len()]).collect();
    let all = bodies
        .iter()
        .map(|body| request(&world, "PUT", Some(&WRITE), &header, body));
    for reply in futures_util::future::join_all(all).await {
        assert_eq!(reply.status, 204);
    }
    for number in 1..3 {
        put(&world, number).await;
    }
    assert_eq!(held(&world).await, (TOTAL, true));
    let first = get(&world, &format!("range: bytes=0-{}\r\n", PART_BYTES - 1)).await;
    assert!(bodies.contains(&first.body));
}

#[tokio::test]
async fn nothing_is_read_before_all_is_there() {
    let (world, _phone) = with_room().await;
    put(&world, 0).await;
    let reply = get(&world, "range: bytes=0-9\r\n").await;
    assert_eq!((reply.status, reply.text().contains("still being sent")), (409, true));
}

#[tokio::test]
async fn unknown_files_and_wrong_tokens_look_alike() {
    let (world, _phone) = with_room().await;
    let range = format!("content-range: {}\r\n", ContentRange { part: 0, total: TOTAL });
    let wrong = FileToken([9; 32]);
    let refused = request(&world, "GET", Some(&wrong), "", b"").await;
    assert_eq!(refused.status, 404);
    for (method, token) in [("GET", &wrong), ("GET", &WRITE), ("PUT", &wrong), ("PUT", &READ)] {
        let reply = request(&world, method, Some(token), &range, b"x").await;
        assert_eq!(
            (reply.status, reply.text()),
            (404, refused.text()),
            "{method} {token:?}"
        );
    }
    let reply = request(&world, "HEAD", Some(&wrong), "", b"").await;
    assert_eq!(reply.status, 404);
    for id in [FileId([8; 16]).to_hex(), "x".into(), "..%2f..%2frelay.redb".into()] {
        let request = format!(
            "GET /files/{id} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer {}\r\n\r\n",
            READ.to_hex()
        );
        let reply = ask(&world, request).await;
        assert_eq!((reply.status, reply.text()), (404, refused.text()), "{id}");
    }
}

#[tokio::test]
async fn a_request_without_a_token_is_told_so() {
    let (world, _phone) = with_room().await;
    let reply = request(&world, "GET", None, "", b"").await;
    assert_eq!((reply.status, reply.header("www-authenticate")), (401, Some("Bearer")));
    for value in ["Basic eDp5", "Bearer", "Bearer x", "bearer "] {
        let reply = request(&world, "GET", None, &format!("authorization: {value}\r\n"), b"").await;
        assert_eq!(reply.status, 401, "{value}");
    }
    let reply = request(&world, "PATCH", Some(&WRITE), "", b"").await;
    assert_eq!(reply.status, 405);
}

#[tokio::test]
async fn a_part_that_does_not_belong_is_refused() {
    let (world, _phone) = with_room().await;
    let other = ContentRange {
        part: 0,
        total: TOTAL + 1,
    };
    for range in [
        String::new(),
        "content-range: bytes 0-999/1000\r\n".into(),
        "content-range: bytes 1-1000/*\r\n".into(),
        format!("content-range: bytes 1-{PART_BYTES}/{TOTAL}\r\n"),
        format!("content-range: {other}\r\n"),
    ] {
        let reply = request(&world, "PUT", Some(&WRITE), &range, &piece(0)).await;
        assert_eq!(
            (reply.status, reply.text().contains("whole part")),
            (400, true),
            "{range}"
        );
    }
    let range = format!("content-range: {}\r\n", ContentRange { part: 2, total: TOTAL });
    for length in [0, 999, 1_001] {
        let reply = request(&world, "PUT", Some(&WRITE), &range, &vec![0; length]).await;
        assert_eq!((reply.status, reply.text().contains("length")), (400, true), "{length}");
    }
    assert_eq!(held(&world).await, (0, false));
}

#[tokio::test]
async fn a_range_behind_the_end_is_refused() {
    let (world, _phone) = with_room().await;
    upload(&world).await;
    let reply = get(&world, &format!("range: bytes={TOTAL}-\r\n")).await;
    let place = format!("bytes */{TOTAL}");
    assert_eq!(
        (reply.status, reply.header("content-range")),
        (416, Some(place.as_str()))
    );
}

#[tokio::test]
async fn a_file_that_was_let_go_leaves_nothing() {
    let (world, mut phone) = with_room().await;
    upload(&world).await;
    let folder = world.folder.path().join("data/files");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    phone.send(&ClientFrame::DropFile { request: 4, file: FILE }).await;
    phone.expect_done(4).await;
    assert_eq!(get(&world, "").await.status, 404);
    allow_anew(&mut phone).await;
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert_eq!(held(&world).await, (0, false));
}

/// Room under the same name, as soon as what was there before is gone.
pub(crate) async fn allow_anew(phone: &mut Client) {
    allow_anew_of(phone, TOTAL).await;
}

pub(crate) async fn allow_anew_of(phone: &mut Client, total: u64) {
    loop {
        phone
            .send(&ClientFrame::AllowFile {
                request: 9,
                file: FILE,
                bytes: total,
                write: hash(&WRITE),
                read: hash(&READ),
            })
            .await;
        if phone.next().await == (pillion_wire::relay_frame::RelayFrame::Done { request: 9 }) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_part_that_is_missing_on_disk_is_said_and_not_made_up() {
    let (world, _phone) = with_room().await;
    upload(&world).await;
    let folder = world.folder.path().join("data/files").join(FILE.to_hex());
    fs::remove_file(folder.join("00000000")).unwrap();
    assert_eq!(get(&world, "").await.status, 404);
    fs::remove_file(folder.join("00000002")).unwrap();
    let reply = get(&world, &format!("range: bytes={PART_BYTES}-\r\n")).await;
    assert!(
        reply.body.len() < usize::try_from(TOTAL - PART_BYTES).unwrap(),
        "it ends too early"
    );
}

#[tokio::test]
async fn a_page_of_another_address_is_answered_only_if_the_relay_has_that_name() {
    let (world, _phone) = with_room().await;
    let own = format!("origin: {}\r\n", world.origin());
    let reply = request(&world, "HEAD", Some(&WRITE), &own, b"").await;
    let origin = world.origin().to_string();
    assert_eq!(reply.header("access-control-allow-origin"), Some(origin.as_str()));
    assert!(
        reply
            .header("access-control-expose-headers")
            .unwrap()
            .contains("upload-offset")
    );
    let reply = request(&world, "OPTIONS", None, &own, b"").await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("access-control-allow-methods").unwrap().contains("PUT"));
    let evil = "origin: http://evil.example\r\n";
    for method in ["GET", "HEAD", "PUT", "OPTIONS"] {
        let reply = request(&world, method, Some(&WRITE), evil, b"").await;
        assert_eq!(
            (reply.status, reply.header("access-control-allow-origin")),
            (403, None),
            "{method}"
        );
    }
}
