//! Uploads that are given up.

use std::fs;

use pillion_wire::id::FileToken;

use crate::files::{FILE, READ, TOTAL, WRITE, allow_anew, get, held, put, request, upload, with_room};

/// What stands in the folder of the parts.
fn folders(world: &crate::stage::World) -> usize {
    fs::read_dir(world.folder.path().join("data/files")).unwrap().count()
}

#[tokio::test]
async fn an_upload_that_is_given_up_leaves_nothing_and_its_room_is_free_at_once() {
    let (world, mut phone) = with_room().await;
    assert_eq!(put(&world, 0).await.status, 204);
    assert_eq!(folders(&world), 1);
    assert_eq!(request(&world, "DELETE", Some(&WRITE), "", b"").await.status, 204);
    assert_eq!(folders(&world), 0);
    for method in ["HEAD", "DELETE"] {
        assert_eq!(
            request(&world, method, Some(&WRITE), "", b"").await.status,
            404,
            "{method}"
        );
    }
    assert_eq!(put(&world, 1).await.status, 404);
    assert_eq!(folders(&world), 0, "nothing comes behind");
    allow_anew(&mut phone).await;
    assert_eq!(held(&world).await, (0, false));
}

#[tokio::test]
async fn only_whoever_may_write_gives_up_and_only_what_is_not_whole() {
    let (mut world, _phone) = with_room().await;
    assert_eq!(put(&world, 0).await.status, 204);
    assert_eq!(request(&world, "DELETE", None, "", b"").await.status, 401);
    for token in [READ, FileToken([9; 32])] {
        assert_eq!(request(&world, "DELETE", Some(&token), "", b"").await.status, 404);
    }
    assert!(held(&world).await.0 > 0, "{FILE:?} is as it was");
    upload(&world).await;
    world.stop().await;
    world.start().await;
    let refused = request(&world, "DELETE", Some(&WRITE), "", b"").await;
    assert_eq!(refused.status, 409);
    assert_eq!(get(&world, "").await.body.len() as u64, TOTAL);
}
