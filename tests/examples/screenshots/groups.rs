//! Pictures of groups, of the sheets about them, and of what helps writing.

use pillion_tests::{
    browser::page::Page,
    live::{phone::Phone, world::World},
};

use crate::{
    Stage, open, person,
    pictures::{Pictures, back, there},
};

/// The group.
const NAME: &str = "Ridge weekend";

/// A group with one admin.
const OLD: &str = "Book club";

/// A group that the page's owner has left.
const LEFT: &str = "Old flat";

/// What was said in the group.
const SAID: [(&str, &str); 8] = [
    ("maya", "The forecast is dry until four. I would start early."),
    ("maya", "Who brings the stove?"),
    ("otto", "I do. It is the loud one, but it works."),
    ("robin", "Then I bring the map, and @vera the good coffee?"),
    ("vera", "Claro que sí ☕"),
    ("otto", "Two cars or one?"),
    (
        "maya",
        "One. @robin can you drive? I can take over on the way back, from the chapel on.",
    ),
    ("otto", "See you at six then, and bring something warm for the saddle."),
];

/// The people of the group, with the group made and talked in.
async fn people(world: &World) -> (Phone, Vec<Phone>) {
    let me = person(world, "robin", "Robin").await;
    let mut others = Vec::new();
    for (handle, name) in [
        ("maya", "Maya Okafor"),
        ("otto", "Otto Brandt"),
        ("vera", "Vera Vidal"),
        ("nico", "Nico"),
    ] {
        others.push(person(world, handle, name).await);
    }
    for other in &others[..3] {
        me.add(other.handle()).await;
        other.add("robin").await;
        let _ = me.send(other.handle(), "Hello!").await;
        other.shows("robin", "Hello!", &["delivered", "read"]).await;
    }
    let _ = me
        .verb(&["group", "create", NAME, "maya", "otto", "vera"])
        .await
        .done("the group");
    let _ = me.verb(&["group", "create", OLD, "vera"]).await.done("a group");
    let (maya, otto) = (&others[0], &others[1]);
    let _ = otto.verb(&["group", "create", LEFT, "robin"]).await.done("a group");
    me.knows(LEFT).await;
    let _ = me.verb(&["group", "leave", LEFT]).await.done("left");
    for (from, text) in SAID {
        let writer = if from == "robin" {
            &me
        } else {
            others.iter().find(|other| other.handle() == from).expect("somebody")
        };
        writer.knows(NAME).await;
        let _ = writer.json(&["send", NAME, text]).await;
        for reader in [&me].into_iter().chain(&others[..3]) {
            reader.shows(NAME, text, &["delivered", "read", "sent"]).await;
        }
        if text.starts_with("I do") {
            let _ = maya.json(&["react", NAME, "last", "😂"]).await;
            let _ = me.json(&["react", NAME, "last", "👍"]).await;
        }
        if text.starts_with("Claro") {
            let _ = me.verb(&["group", "admin", NAME, "maya", "on"]).await.done("an admin");
            maya.add("nico").await;
            let _ = maya.verb(&["group", "add", NAME, "nico"]).await.done("Nico comes in");
        }
    }
    (me, others)
}

/// All pictures of groups.
pub(crate) async fn take(stage: &Stage<'_>) {
    let world = World::new().await;
    let (me, _others) = people(&world).await;
    let invited = me.json(&["group", "invite", NAME]).await.remove(0);
    let invitation = invited["code"].as_str().expect("an invitation").to_owned();
    let lia = person(&world, "lia", "Lia").await;
    let _ = lia.verb(&["group", "join", &invitation]).await.done("she asks");
    for (look, _) in &stage.looks {
        let (pictures, page) = stage.open(&world, *look).await;
        page.link(&me).await;
        page.until("the group", |seen| seen.unread_of(NAME)).await;
        in_the_group(&pictures, &page).await;
        leaving(&pictures, &page).await;
    }
}

async fn in_the_group(pictures: &Pictures<'_>, page: &Page) {
    pictures.take(page, "groups").await;
    open(page, NAME).await;
    page.shows("Two cars or one?", &["delivered", "read"]).await;
    there(page, "asking-banner").await;
    pictures.take(page, "group").await;
    page.press("chat-info").await;
    there(page, "member").await;
    pictures.take(page, "group-info").await;
    page.run(
        "[...document.querySelectorAll('[data-testid=member] summary')].at(-1).click()",
        Vec::new(),
    )
    .await
    .expect("a member opens");
    pictures.open_sheet(page, "member-remove", "group-member").await;
    for (door, shows, name) in [
        ("group-add", "filter", "group-add"),
        ("group-invite", "code-text", "group-invite"),
        ("group-rename", "group-name", "group-rename"),
    ] {
        page.press(door).await;
        pictures.open_sheet(page, shows, name).await;
        page.press("dialog-back").await;
        there(page, "member").await;
    }
    page.press("dialog-cancel").await;
    page.type_into("composer", "And @").await;
    pictures.open_sheet(page, "mention", "mention").await;
    page.press("mention").await;
    page.press("emoji-open").await;
    pictures.open_sheet(page, "emoji", "emoji").await;
    page.run("document.querySelector('#emoji-picker').hidePopover()", Vec::new())
        .await
        .expect("it closes");
    page.paste("").await;
    // The menu of a message of one's own.
    const OWN: &str = "[...document.querySelectorAll('[data-mine=true] [data-testid=message-menu]')].at(-1).click()";
    page.run(OWN, Vec::new()).await.expect("a message of one's own");
    pictures
        .sheet(page, "message-info-open", "receipt", "message-info")
        .await;
    pictures.sheet(page, "reaction", "reaction-of", "reactions").await;
    back(page).await;
    pictures
        .behind_menu(page, "menu-new-group", "choose", "new-group")
        .await;
}

/// Leaving, as the last admin and as one of two, and a group that one has left.
async fn leaving(pictures: &Pictures<'_>, page: &Page) {
    open(page, NAME).await;
    page.press("thread-menu").await;
    pictures
        .sheet(page, "leave-open", "group-leave-yes", "group-leave")
        .await;
    open(page, OLD).await;
    page.press("thread-menu").await;
    pictures
        .sheet(page, "leave-open", "last-admin", "group-last-admin")
        .await;
    open(page, LEFT).await;
    pictures.open_sheet(page, "read-only", "group-left").await;
    back(page).await;
}
