//! The references, a few times each, and what they stand beside that needs no other process.

use std::collections::BTreeSet;

use pillion_bench::{
    quantity::Unit,
    reference::{
        fsync,
        hops::Hops,
        route::{CHECK, CHECK_ON_PHONE, DELIVERED, FIRST_SCREEN, PHONES, PHONES_SENT, SENT, STORED, UNLINK},
    },
    rows::{physics, sealing},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_arrives_along_every_route() {
    let folder = tempfile::tempdir().unwrap();
    let mut hops = Hops::start(folder.path()).await.unwrap();
    for route in [
        SENT,
        STORED,
        DELIVERED,
        PHONES,
        PHONES_SENT,
        CHECK,
        CHECK_ON_PHONE,
        FIRST_SCREEN,
        UNLINK,
    ] {
        let reference = hops.reference(route, 3).await.unwrap();
        assert_eq!(reference.spread.count, 3);
        assert!(reference.spread.p50 > 0, "{reference:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_must_be_kept_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut hops = Hops::start(folder.path()).await.unwrap();
    hops.run(DELIVERED).await.unwrap();
    let bytes: u64 = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    assert_eq!(bytes, 5 * 4_096, "five stops keep it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_of_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut hops = Hops::start(folder.path()).await.unwrap();
    assert!(hops.run(&[]).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rows_of_the_machine_and_of_sealing_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut hops = Hops::start(folder.path()).await.unwrap();
    let mut rows = physics::measure(folder.path(), &mut hops, 3).await.unwrap();
    assert_eq!(fsync::measure(folder.path(), 0).ok(), None, "nothing is no measurement");
    rows.extend(sealing::measure(3).unwrap());
    let names: BTreeSet<&str> = rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    for row in &rows {
        assert_eq!(row.ours.count, 3, "{row:?}");
        assert!(row.ours.p50 > 0 && row.ours.p50 <= row.ours.p99, "{row:?}");
        let is_sealing = matches!(row.unit, Unit::PieceOf(_));
        assert_eq!(row.reference.is_some(), is_sealing, "{row:?}");
    }
}
