//! Pictures of the page: `screenshots FOLDER [PART [LOOK]]`; a part is `chats`, `sheets`, `groups` or `trouble`, a look one of
//! those below.
//!
//! The page is linked to a real phone with a few chats, and shown as people see it, screen by screen: by day and by night, wide and
//! narrow, and once in German. The README shows three of them; the others are for whoever changes the page to look at.

#![allow(
    clippy::expect_used,
    reason = "a picture that cannot be taken ends the program, with the reason"
)]

mod groups;
mod pictures;
mod sheets;
mod trouble;

use std::path::{Path, PathBuf};

use pillion_tests::{
    browser::{driver::Driver, page::Page, seen::Seen},
    live::{phone::Phone, world::World},
};

use pictures::Pictures;

/// All of them.
const LOOKS: [Look; 5] = [
    ("light", [WIDE, DAY, "--force-device-scale-factor=1"]),
    ("dark", [WIDE, NIGHT, "--force-device-scale-factor=1"]),
    ("narrow-light", [NARROW, DAY, "--force-device-scale-factor=2"]),
    ("narrow-dark", [NARROW, NIGHT, "--force-device-scale-factor=2"]),
    ("german", [WIDE, DAY, "--accept-lang=de-DE,de"]),
];

/// A way to look at the page: its name, and arguments of the browser.
pub(crate) type Look = (&'static str, [&'static str; 3]);

const WIDE: &str = "--window-size=1280,940";
// Narrower windows than this Chromium does not open.
const NARROW: &str = "--window-size=500,940";
const DAY: &str = "--blink-settings=preferredColorScheme=1";
const NIGHT: &str = "--blink-settings=preferredColorScheme=0";

/// What was said: by whom (`me` or a handle), to whom, and what.
const SAID: [(&str, &str, &str); 15] = [
    ("otto", "me", "The boat is out of the water, see you in spring ⛵"),
    ("me", "otto", "Sleep well, boat."),
    ("vera", "me", "¿Cenamos el viernes?"),
    ("me", "vera", "Con mucho gusto. ¿A las nueve?"),
    ("vera", "me", "A las nueve 😊"),
    ("leila", "me", "مرحبا! هل وصلت؟"),
    ("me", "maya", "Are we still on for the ridge on Saturday?"),
    (
        "maya",
        "me",
        "Yes! The forecast is dry until four. I would start early.",
    ),
    ("me", "maya", "Train at 6:52 then, platform 3."),
    ("maya", "me", "Ouch. But fine 😅"),
    (
        "maya",
        "me",
        "I bring the stove, can you bring the map?\nThe old one, with the spring on it.",
    ),
    (
        "me",
        "maya",
        "Found it. It also knows a path that the new one has forgotten: past the chapel, over the saddle and down along the stream, so we need not take the road back.",
    ),
    ("maya", "me", "Then that is the way we go."),
    ("me", "maya", "See you at the station!"),
    ("leila", "me", "أراك غدا"),
];

/// What is written while the phone is away, in each look.
const LATER: [&str; 5] = [
    "I am on the train, second carriage.",
    "There is fog on the lake.",
    "Coffee is on the way!",
    "Next stop is ours.",
    "Bis gleich!",
];

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder for the pictures"));
    let (part, look) = (arguments.next(), arguments.next());
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let looks = LOOKS.into_iter().zip(LATER);
    let looks = looks.filter(|((name, _), _)| look.as_ref().is_none_or(|look| look == name));
    let stage = Stage {
        folder: &folder,
        looks: looks.collect(),
        driver: Driver::start().await,
    };
    let wanted = |name: &str| part.as_ref().is_none_or(|part| part == name);
    if wanted("chats") {
        chats(&stage).await;
    }
    if wanted("sheets") {
        sheets::take(&stage).await;
    }
    if wanted("groups") {
        groups::take(&stage).await;
    }
    if wanted("trouble") {
        trouble::take(&stage).await;
    }
}

/// What is wanted, and what takes it.
pub(crate) struct Stage<'a> {
    folder: &'a Path,
    /// Each with a text that is written in it alone.
    looks: Vec<(Look, &'static str)>,
    driver: Driver,
}

impl Stage<'_> {
    /// Opens the page in a look, in a fresh browser that shows a code.
    pub(crate) async fn open(&self, world: &World, (look, arguments): Look) -> (Pictures<'_>, Page) {
        let mut page = Page::closed(world.place(look), &world.relay.origin());
        page.start_with(&self.driver, &arguments).await;
        page.until("a code", Seen::code).await;
        (Pictures::new(self.folder, look), page)
    }
}

async fn chats(stage: &Stage<'_>) {
    let world = World::new().await;
    let (mut me, _others) = friends(&world).await;
    for (look, text) in &stage.looks {
        let (pictures, page) = stage.open(&world, *look).await;
        pictures.take(&page, "linking").await;
        page.link(&me).await;
        // Seen once, so that the picture is that of a chat that goes on.
        for name in ["Otto Brandt", "Maya Okafor"] {
            open(&page, name).await;
            page.until("that it is read", |seen| read(seen, name)).await;
        }
        page.reload().await;
        page.settled().await;
        pictures.take(&page, "chats").await;
        open(&page, "Maya Okafor").await;
        page.shows("See you at the station!", &["read", "delivered"]).await;
        pictures.take(&page, "chat").await;
        me.kill().await;
        page.until("that the phone is away", |seen| {
            let away = seen.lights().iter().any(|light| light.as_deref() != Some("good"));
            away.then_some(())
        })
        .await;
        page.say(text).await;
        page.shows(text, &["queued"]).await;
        pictures.take(&page, "away").await;
        me.run().await;
        page.settled().await;
        page.shows(text, &["read", "delivered"]).await;
    }
}

/// The owner of the page, and people who have talked with that person.
pub(crate) async fn friends(world: &World) -> (Phone, Vec<Phone>) {
    let me = person(world, "robin", "Robin").await;
    let mut others = Vec::new();
    for (handle, name) in [
        ("otto", "Otto Brandt"),
        ("vera", "Vera Vidal"),
        ("leila", "ليلى"),
        ("maya", "Maya Okafor"),
    ] {
        others.push(person(world, handle, name).await);
    }
    talk(&me, &others).await;
    (me, others)
}

pub(crate) async fn person(world: &World, handle: &str, name: &str) -> Phone {
    let mut phone = world.stranger(handle);
    let relay = world.relay.origin();
    let words = ["init", "--relay", &relay, "--handle", handle, "--name", name];
    let _ = phone.verb(&words).await.done("init");
    phone.run().await;
    phone
}

async fn talk(me: &Phone, others: &[Phone]) {
    for other in others {
        me.add(other.handle()).await;
    }
    for (from, to, text) in SAID {
        if text.starts_with("I bring") {
            let _ = me.json(&["react", "maya", "last", "😊"]).await;
        }
        if from == "me" {
            let _ = me.send(to, text).await;
        } else {
            let other = others.iter().find(|other| other.handle() == from).expect("somebody");
            other.add("robin").await;
            // A long text deserves an answer to it.
            let words = match text.starts_with("Then that") {
                true => vec!["send", "robin", text, "--reply", "last"],
                false => vec!["send", "robin", text],
            };
            let _ = other.json(&words).await;
            me.shows(from, text, &["delivered", "read"]).await;
        }
        if to != "me" {
            let other = others.iter().find(|other| other.handle() == to).expect("somebody");
            other.shows("robin", text, &["delivered", "read"]).await;
        }
    }
}

pub(crate) async fn open(page: &Page, name: &str) {
    const PRESS: &str = "[...document.querySelectorAll('[data-testid=chat]')].find((row) => row.textContent.includes(arguments[0]))?.click();";
    page.until("the chat", |seen| seen.unread_of(name)).await;
    page.run(PRESS, vec![name.into()]).await.expect("the chat opens");
    // Who has left a group has no composer in it.
    page.until("the chat's head", |seen| {
        seen.title().filter(|title| title.contains(name))
    })
    .await;
}

/// Whether nothing in a chat of the list is unread.
fn read(seen: &Seen, name: &str) -> Option<()> {
    seen.unread_of(name).is_some_and(|unread| unread == 0).then_some(())
}
