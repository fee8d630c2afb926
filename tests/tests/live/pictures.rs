//! Pictures on the command line: given by a file, named to others, taken away.

use image::{Rgb, RgbImage};
use pillion_tests::{live::world::World, wait};

#[tokio::test]
async fn pictures_are_given_by_file_and_taken_away() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("me.png");
    RgbImage::from_pixel(300, 200, Rgb([90, 120, 30])).save(&path).unwrap();
    let file = path.to_string_lossy();

    let made = alice.json(&["picture", &file]).await;
    let name = made[0]["picture"].as_str().expect("a picture").to_owned();
    let contact = || async { bob.json(&["contacts"]).await[0]["picture"].as_str().map(str::to_owned) };
    wait::until("bob has the picture", || async {
        (contact().await.as_ref() == Some(&name)).then_some(())
    })
    .await;
    let _ = alice.json(&["picture", "--off"]).await;
    wait::until("bob has no picture", || async {
        contact().await.is_none().then_some(())
    })
    .await;

    let group = alice
        .json(&["group", "create", "Choir", "bob", "--picture", &file])
        .await;
    assert_eq!(group[0]["picture"], name, "the same pixels have the same name");
    let of_group = || async {
        let groups = bob.json(&["group", "list"]).await;
        groups.first().map(|group| group["picture"].as_str().map(str::to_owned))
    };
    wait::until("bob has the group's", || async {
        (of_group().await == Some(Some(name.clone()))).then_some(())
    })
    .await;
    let _ = alice.json(&["group", "picture", "Choir", "--off"]).await;
    wait::until("the group has none", || async {
        (of_group().await == Some(None)).then_some(())
    })
    .await;

    let refused = bob.verb(&["group", "picture", "Choir", &file]).await;
    assert_eq!(refused.status, Some(1), "only admins may");
    std::fs::write(&path, "<html>").unwrap();
    let refused = alice.verb(&["picture", &file]).await;
    assert_eq!(refused.status, Some(1));
    assert!(refused.err.contains("Choose a PNG or JPEG"), "{}", refused.err);
}
