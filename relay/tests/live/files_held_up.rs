//! Slow clients, and files that go while they are read: nobody else waits for them, and nothing is made up.

use std::time::Duration;

use pillion_relay::files::room::Limits;
use pillion_wire::{
    client_frame::ClientFrame,
    file::{ContentRange, PART_BYTES, path},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{
    files::{FILE, READ, TOTAL, WRITE, allow, get, put, request, sealed, upload},
    files_large::lay_down,
    stage::{Client, PATIENCE, Person, World},
};

/// Parts of a file that no buffer of a system holds.
const LARGE: u64 = 60 * PART_BYTES;

/// A relay with three places, one of them for slow ones, where a turn is short.
async fn small_room() -> (World, Client) {
    let world = World::with(|config| {
        config.room = Limits {
            quick: 2,
            slow: 1,
            of_one: 9,
            turn: Duration::from_millis(100),
            patience: Duration::from_millis(300),
        };
    })
    .await;
    let mut phone = world.phone(&Person::new(1)).await;
    allow(&mut phone, TOTAL).await;
    (world, phone)
}

/// Begins to bring a part, and stops in the middle of it.
async fn stalled_upload(world: &World) -> TcpStream {
    let mut stream = TcpStream::connect(world.address()).await.unwrap();
    let place = ContentRange { part: 0, total: TOTAL };
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\ncontent-range: {place}\r\ncontent-length: {PART_BYTES}\r\n\r\n",
        path(FILE),
        WRITE.to_hex(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&[0; 1_000]).await.unwrap();
    stream
}

/// Begins to get a file, and stops when a little of it has come.
async fn stalled_download(world: &World) -> TcpStream {
    let mut stream = TcpStream::connect(world.address()).await.unwrap();
    let head = format!(
        "GET {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {}\r\n\r\n",
        path(FILE),
        READ.to_hex(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut beginning = [0; 1_000];
    let read = timeout(PATIENCE, stream.read_exact(&mut beginning)).await;
    read.expect("nothing comes").unwrap();
    stream
}

/// All that still comes over a connection, to its end.
async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    // It may end in the middle, as a cut one does.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut rest)).await.expect("no end");
    rest
}

#[tokio::test]
async fn uploads_that_stand_still_hold_up_nobody_and_are_told_to_come_again() {
    let (world, _phone) = small_room().await;
    let mut stalled = Vec::new();
    for _ in 0..8 {
        stalled.push(stalled_upload(&world).await);
    }
    upload(&world).await;
    for stream in &mut stalled {
        let answer = String::from_utf8(rest(stream).await).unwrap();
        // Those that came later found all of it there, and had nothing to bring.
        assert!(answer.contains(" 408 ") || answer.contains(" 204 "), "{answer}");
    }
    assert!(get(&world, "").await.body == sealed(TOTAL));
}

#[tokio::test]
async fn downloads_that_stand_still_hold_up_nobody_and_are_cut() {
    let (world, mut phone) = small_room().await;
    phone.send(&ClientFrame::DropFile { request: 4, file: FILE }).await;
    phone.expect_done(4).await;
    crate::files::allow_anew_of(&mut phone, LARGE).await;
    lay_down(&world, LARGE);
    assert_eq!(
        request(&world, "HEAD", Some(&READ), "", b"")
            .await
            .header("upload-complete"),
        Some("?1")
    );
    let mut stalled = Vec::new();
    for _ in 0..5 {
        stalled.push(stalled_download(&world).await);
    }
    let all = get(&world, "").await;
    assert_eq!((all.status, all.body.len() as u64), (200, LARGE));
    let mut cut = 0;
    for stream in &mut stalled {
        cut += usize::from((rest(stream).await.len() as u64) < LARGE);
    }
    assert!(cut >= 3, "six were let in, and there are three places: {cut}");
    // What has come is as good as ever: the rest is got by a range.
    let tail = get(&world, &format!("range: bytes={}-\r\n", LARGE - 10)).await;
    assert_eq!((tail.status, tail.body.len()), (206, 10));
}

#[tokio::test]
async fn slow_clients_do_not_hold_up_messages() {
    let (world, mut phone) = small_room().await;
    let bob = Person::new(2);
    drop(world.phone(&bob).await);
    let mut stalled = Vec::new();
    for _ in 0..8 {
        stalled.push(stalled_upload(&world).await);
    }
    phone.put(1, &[&bob], &[1]).await;
    phone.expect_stored(1).await;
}

#[tokio::test]
async fn a_file_that_is_let_go_while_it_is_read_ends_too_early_and_is_not_found_again() {
    let world = World::new().await;
    let mut phone = world.phone(&Person::new(1)).await;
    allow(&mut phone, LARGE).await;
    lay_down(&world, LARGE);
    assert_eq!(
        request(&world, "HEAD", Some(&READ), "", b"")
            .await
            .header("upload-complete"),
        Some("?1")
    );
    let mut reader = stalled_download(&world).await;
    phone.send(&ClientFrame::DropFile { request: 4, file: FILE }).await;
    phone.expect_done(4).await;
    crate::files::allow_anew(&mut phone).await;
    assert!(
        (rest(&mut reader).await.len() as u64) < LARGE,
        "it does not end as if it were whole"
    );
    // Under the same name there is room for another file by now, of which nobody has seen a byte.
    assert_eq!(get(&world, "").await.status, 409);
    assert_eq!(put(&world, 0).await.status, 204);
}

#[tokio::test]
async fn what_the_disk_refuses_is_said_and_comes_again_when_it_can_be_kept() {
    let (world, _phone) = crate::files::with_room().await;
    assert_eq!(put(&world, 0).await.status, 204);
    // In place of the file's folder lies something that no part can be put into: what a full disk answers is the same.
    let folder = world.folder.path().join("data/files").join(FILE.to_hex());
    let aside = world.folder.path().join("aside");
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::write(&folder, "").unwrap();
    let reply = put(&world, 1).await;
    assert_eq!((reply.status, reply.header("retry-after")), (507, Some("5")));
    assert!(reply.text().contains("disk is full or failing"), "{}", reply.text());
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    assert_eq!(
        crate::files::held(&world).await,
        (PART_BYTES, false),
        "what was answered is there"
    );
    upload(&world).await;
    assert!(get(&world, "").await.body == sealed(TOTAL));
}
