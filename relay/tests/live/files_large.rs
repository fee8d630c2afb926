//! Files of more than 4 GiB: every number is larger than 32 bits hold.

use std::fs::{self, File};

use pillion_wire::{
    client_frame::ClientFrame,
    file::{ContentRange, part, parts},
    refusal::Code,
};

use crate::{
    files::{FILE, READ, WRITE, allow, get, hash, request},
    stage::{Person, World},
};

/// More than 4 GiB, and no whole number of parts.
const HUGE: u64 = (4 << 30) + 300 * 1_024 * 1_024 + 17;

/// All parts of a file, of zeros: they take no room on a disk.
pub(crate) fn lay_down(world: &World, total: u64) {
    let folder = world.folder.path().join("data/files").join(FILE.to_hex());
    fs::create_dir(&folder).unwrap();
    for number in 0..parts(total) {
        let place = part(total, number).unwrap();
        let file = File::create(folder.join(format!("{number:08}"))).unwrap();
        file.set_len(place.end - place.start).unwrap();
    }
}

#[tokio::test]
async fn a_file_of_more_than_4_gib_is_counted_brought_and_read_like_any_other() {
    let world = World::new().await;
    let mut phone = world.phone(&Person::new(1)).await;
    allow(&mut phone, HUGE).await;
    lay_down(&world, HUGE);
    let last = parts(HUGE) - 1;
    let place = part(HUGE, last).unwrap();
    assert!(place.start > u64::from(u32::MAX));
    let folder = world.folder.path().join("data/files").join(FILE.to_hex());
    fs::remove_file(folder.join(format!("{last:08}"))).unwrap();
    let held = request(&world, "HEAD", Some(&WRITE), "", b"").await;
    assert_eq!(held.header("upload-offset"), Some(place.start.to_string().as_str()));
    assert_eq!(held.header("upload-complete"), Some("?0"));

    let body: Vec<u8> = (place.start..place.end)
        .map(|at| u8::try_from(at % 251).unwrap())
        .collect();
    let range = format!(
        "content-range: {}\r\n",
        ContentRange {
            part: last,
            total: HUGE
        }
    );
    assert_eq!(request(&world, "PUT", Some(&WRITE), &range, &body).await.status, 204);
    let held = request(&world, "HEAD", Some(&WRITE), "", b"").await;
    assert_eq!(held.header("upload-offset"), Some(HUGE.to_string().as_str()));
    assert_eq!(held.header("upload-complete"), Some("?1"));

    let from = place.start - 5;
    let tail = get(&world, &format!("range: bytes={from}-\r\n")).await;
    assert_eq!(tail.status, 206);
    assert_eq!(
        tail.header("content-range"),
        Some(format!("bytes {from}-{}/{HUGE}", HUGE - 1).as_str())
    );
    assert!(tail.body == [&[0; 5], &body[..]].concat());
    let all = request(&world, "GET", Some(&READ), &format!("range: bytes={HUGE}-\r\n"), b"").await;
    assert_eq!(
        (all.status, all.header("content-range")),
        (416, Some(format!("bytes */{HUGE}").as_str()))
    );
}

#[tokio::test]
async fn nobody_has_room_for_more_than_an_operator_gives() {
    let world = World::new().await;
    let mut phone = world.phone(&Person::new(1)).await;
    for bytes in [(16 << 30) + 1, 1 << 52, u64::MAX] {
        phone
            .send(&ClientFrame::AllowFile {
                request: 9,
                file: FILE,
                bytes,
                write: hash(&WRITE),
                read: hash(&READ),
            })
            .await;
        phone.expect_refused(9, Code::FileTooLarge).await;
    }
}
