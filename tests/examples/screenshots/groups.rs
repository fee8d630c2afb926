//! Pictures of a group, of the sheets about groups and people, and of what helps writing.

use pillion_tests::{
    browser::{page::Page, seen::Seen},
    live::{phone::Phone, world::World},
};

use crate::{Pictures, open, person};

/// The group, until it is called otherwise.
const NAME: &str = "Ridge weekend";

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
pub(crate) async fn people(world: &World) -> (Phone, Vec<Phone>) {
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
    let maya = &others[0];
    for (from, text) in SAID {
        let writer = if from == "robin" {
            &me
        } else {
            others.iter().find(|other| other.handle() == from).expect("somebody")
        };
        pillion_tests::wait::until("the group", || async {
            let ran = writer.verb(&["history", NAME, "--limit", "1"]).await;
            (ran.status == Some(0)).then_some(())
        })
        .await;
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

/// All pictures in one look.
pub(crate) async fn take(pictures: &Pictures<'_>, page: &Page) {
    pictures.take(page, "list").await;
    open(page, NAME).await;
    page.shows("Two cars or one?", &["delivered", "read"]).await;
    pictures.take(page, "group").await;
    sheet(pictures, page, "chat-info", "group-count", "group-info").await;
    page.press("chat-info").await;
    for (door, shows, name) in [
        ("group-add", "filter", "group-add"),
        ("group-invite", "code-text", "group-invite"),
    ] {
        page.press(door).await;
        there(page, shows).await;
        pictures.take(page, name).await;
        page.press("dialog-back").await;
        there(page, "member").await;
    }
    page.press("dialog-cancel").await;
    page.type_into("composer", "And @").await;
    there(page, "mention").await;
    pictures.take(page, "mention").await;
    page.press("mention").await;
    page.press("emoji-open").await;
    there(page, "emoji").await;
    pictures.take(page, "emoji").await;
    page.run("document.querySelector('#emoji-picker').hidePopover()", Vec::new())
        .await
        .expect("it closes");
    page.paste("").await;
    // The menu of a message of one's own.
    page.run(
        "[...document.querySelectorAll('[data-mine=true] [data-testid=message-menu]')].at(-1).click()",
        Vec::new(),
    )
    .await
    .expect("a message of one's own");
    page.press("message-info-open").await;
    there(page, "receipt").await;
    pictures.take(page, "message-info").await;
    page.press("dialog-cancel").await;
    sheet(pictures, page, "reaction", "reaction-of", "reactions").await;
    open(page, "Maya Okafor").await;
    sheet(pictures, page, "chat-info", "safety-number", "contact-info").await;
    page.press("thread-menu").await;
    sheet(pictures, page, "timer-open", "timer-choice", "timer").await;
    if page
        .run("return !!document.querySelector('.back')?.offsetParent", Vec::new())
        .await
        .expect("a look")
        == true
    {
        page.press("back").await;
    }
    for (item, shows, name) in [
        ("menu-new-group", "choose", "new-group"),
        ("menu-own-code", "code-text", "own-code"),
        ("menu-links", "link", "links"),
        ("menu-settings", "share-presence", "settings"),
    ] {
        page.press("menu").await;
        sheet(pictures, page, item, shows, name).await;
    }
}

/// Opens a sheet, takes its picture and closes it.
async fn sheet(pictures: &Pictures<'_>, page: &Page, door: &str, shows: &str, name: &str) {
    page.press(door).await;
    there(page, shows).await;
    pictures.take(page, name).await;
    page.press("dialog-cancel").await;
}

/// Waits until something is on the page.
async fn there(page: &Page, id: &str) {
    let script = format!("return !!document.querySelector('[data-testid=\"{id}\"]')?.offsetParent");
    pillion_tests::wait::until(id, || async {
        page.run(&script, Vec::new())
            .await
            .is_ok_and(|there| there == true)
            .then_some(())
    })
    .await;
}

/// Whether the page knows the group.
pub(crate) fn known(seen: &Seen) -> Option<u64> {
    seen.unread_of(NAME)
}
