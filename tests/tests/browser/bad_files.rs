//! Files that find no room, have bad names, or go while they are got: each says so, and nothing is lost.

use std::{fs, path::Path, process::Command};

use pillion_protocol::content::file::FileName;
use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};
use pillion_wire::{
    file::{PART_BYTES, part},
    id::FileId,
};
use serde_json::{Value, json};

use crate::{
    carried::{about, content, file, given, listen, sum},
    sending::{nothing_is_left, outgoing},
};

async fn sends(page: &Page, path: &Path) {
    page.type_into("attach-files", &path.to_string_lossy()).await;
    page.press("attach-send").await;
}

/// Something in place of the folder of all files that nothing can be put into; what a full disk answers is the same.
fn block(files: &Path) {
    fs::rename(files, files.with_extension("aside")).unwrap();
    fs::write(files, "").unwrap();
}

fn unblock(files: &Path) {
    fs::remove_file(files).unwrap();
    fs::rename(files.with_extension("aside"), files).unwrap();
}

#[tokio::test]
async fn a_relay_without_room_is_said_and_an_upload_that_is_given_up_gives_its_room_back() {
    let mut world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let files = world.live.relay.data().join("files");
    block(&files);
    sends(&mine, &file(&folder, "first.bin")).await;
    mine.says("The relay could not store this: its disk is full or failing.")
        .await;
    unblock(&files);
    page.says("first.bin").await;
    nothing_is_left(&mine).await;

    block(&files);
    sends(&mine, &file(&folder, "second.bin")).await;
    mine.says("its disk is full or failing").await;
    mine.press("file-pause").await;
    about(&mine, "paused").await;
    unblock(&files);
    let [(name, _)] = &outgoing(&mine).await[..] else {
        panic!("one file is sealed")
    };
    let room = FileId::from_hex(name).unwrap();
    assert!(world.live.relay.has_room(room).await);
    mine.settled().await;
    // As if some of it had come before.
    let parts = files.join(name);
    fs::create_dir(&parts).unwrap();
    fs::write(parts.join("00000000"), vec![0; usize::try_from(PART_BYTES).unwrap()]).unwrap();
    mine.press("file-cancel").await;
    wait::until("its parts are gone", || async { (!parts.exists()).then_some(()) }).await;
    nothing_is_left(&mine).await;
    assert!(!world.live.relay.has_room(room).await);
    assert!(!page.look().await.words().contains("second.bin"));
}

#[tokio::test]
async fn a_browser_without_room_says_so_and_goes_on_when_there_is_some() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "map.pdf");
    mine.has_room_for(Some(1_000_000)).await;
    sends(&mine, &path).await;
    mine.says("This browser has no room for the encrypted file. Make room on the disk, then choose it once more.")
        .await;
    assert!(mine.all("retry").await.is_empty(), "there is nothing to send again");
    nothing_is_left(&mine).await;
    mine.say("words still fit").await;
    mine.shows("words still fit", &["delivered", "read"]).await;
    // Not even words fit: they live in this page only, and are sent all the same.
    mine.has_room_for(Some(0)).await;
    mine.say("sent without room").await;
    page.says("sent without room").await;
    mine.has_room_for(None).await;
    mine.press("discard").await;
    sends(&mine, &path).await;
    page.says("map.pdf").await;
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    assert_eq!(given(&page).await[1], json!(sum()));
    nothing_is_left(&mine).await;
}

#[tokio::test]
async fn a_name_is_shown_and_saved_without_what_it_must_not_have() {
    let world = World::new().await;
    let ((_alice, mine), (bob, page)) = world.two_browsers().await;
    listen(&page).await;
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(300) + ".pdf";
    let wide = "\u{65e5}".repeat(300) + ".txt";
    let names = [
        ("../../.ssh/authorized_keys", "authorized_keys"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        ("C:\\a\\two\nlines\u{7}\u{200b}.txt", "twolines.txt"),
        (" .hidden?. ", "hidden_"),
        (long.as_str(), FileName::clean(&long).as_str()),
        (wide.as_str(), FileName::clean(&wide).as_str()),
    ]
    .map(|(given, name)| (given.to_owned(), name.to_owned()));
    for (given, name) in names {
        let script = "const [name] = arguments; const data = new DataTransfer();
            data.items.add(new File(['x'], name, { type: 'text/plain' }));
            const target = document.querySelector('[data-testid=composer]');
            target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));";
        mine.run(script, vec![json!(given)]).await.unwrap();
        mine.press("attach-send").await;
        page.says(&name).await;
        let script = "[...document.querySelectorAll('[data-testid=save]')].at(-1).click()";
        page.run(script, Vec::new()).await.unwrap();
        wait::until(&format!("{name} is saved"), || async {
            let named = page.run("return window.named", Vec::new()).await.ok()?;
            (named == json!(name)).then_some(())
        })
        .await;
        // On the phone's disk, too.
        let said = bob.last("alice", "the file", |said| {
            said["file"]["held"] == "here" && said["file"]["name"] == name.as_str()
        });
        let id = said.await["id"].as_str().unwrap().to_owned();
        let out = folder.path().to_str().unwrap();
        let _ = bob.json(&["file", "get", "alice", &id, "--out", out]).await;
        assert_eq!(fs::read(folder.path().join(&name)).unwrap(), b"x", "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6, "and nowhere else");
}

#[tokio::test]
async fn a_file_that_is_deleted_while_it_is_saved_is_not_given_out() {
    let world = World::new().await;
    let ((alice, _mine), (bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "secret.bin");
    let send = |path: String| async move {
        let _ = alice.json(&["file", "send", "bob", &path, "--wait"]).await;
        alice
    };
    let alice = send(path.to_string_lossy().into_owned()).await;
    let _ = bob
        .last("alice", "Bob's phone has it", |said| said["file"]["held"] == "here")
        .await;
    // Its last part does not come before it is let go.
    let files = world.live.relay.data().join("files");
    let parts = fs::read_dir(&files).unwrap().flatten().next().unwrap().path();
    let last = part_path(&parts);
    let bytes = fs::read(&last).unwrap();
    fs::remove_file(&last).unwrap();
    assert!(Command::new("mkfifo").arg(&last).status().unwrap().success());
    listen(&page).await;
    page.press("save").await;
    about(&page, " of ").await;
    let _ = alice.json(&["delete", "bob", "last", "--for-all"]).await;
    page.says("This message was deleted.").await;
    // It breaks off there, and whoever still wanted the rest would get it now.
    let aside = folder.path().join("aside");
    fs::rename(&last, &aside).unwrap();
    fs::write(&last, bytes).unwrap();
    let opened = tokio::task::spawn_blocking(move || fs::File::options().write(true).open(aside));
    drop(opened.await.unwrap().unwrap());
    let small = folder.path().join("small.txt");
    fs::write(&small, "x").unwrap();
    let _ = alice
        .json(&["file", "send", "bob", &small.to_string_lossy(), "--wait"])
        .await;
    page.says("small.txt").await;
    page.press("save").await;
    about(&page, "saved").await;
    let Value::Array(given) = given(&page).await else {
        panic!("nothing was given")
    };
    assert_eq!(
        (&given[0], &given[3], &given[4]),
        (&json!(1), &json!("small.txt"), &json!(1))
    );
}

/// The last part of what [`content`] is when it is sealed.
fn part_path(parts: &Path) -> std::path::PathBuf {
    let total = pillion_protocol::file::length::sealed(u64::try_from(content().len()).unwrap());
    let last = (0..)
        .take_while(|number| part(total, *number).is_some())
        .last()
        .unwrap();
    parts.join(format!("{last:08}"))
}
