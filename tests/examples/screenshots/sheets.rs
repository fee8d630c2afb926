//! Pictures of all that opens around a chat of two: menus, sheets, questions; and of the list in its other shapes.

use pillion_phone::store::{chat, contact, error::StoreError, message};
use pillion_protocol::content::{
    id::MessageId,
    message::{Message, State},
    problem::Problem,
    text::Text,
};
use pillion_tests::{
    browser::page::Page,
    live::{phone::Phone, world::World},
};
use pillion_wire::{handle::Handle, time::Timestamp};

use crate::{
    Stage, friends, open, person,
    pictures::{Pictures, back, there},
};

/// All pictures of sheets.
pub(crate) async fn take(stage: &Stage<'_>) {
    let world = World::new().await;
    let (mut me, others) = friends(&world).await;
    kinds(&me, &others[1]).await;
    let dora = person(&world, "dora", "Dora Lindqvist").await;
    dora.add("robin").await;
    let _ = dora
        .send("robin", "Hello, I found your bicycle pump. Is it yours?")
        .await;
    me.shows("dora", "Hello, I found your bicycle pump. Is it yours?", &["delivered"])
        .await;
    let _ = me.json(&["archive", "otto"]).await;
    let _ = me.json(&["mute", "leila"]).await;
    let _ = me.json(&["pin", "maya"]).await;
    let _ = me.json(&["draft", "leila", "On the way"]).await;
    let _ = me.json(&["verify", "maya"]).await;
    me.stop().await;
    fails(&me);
    me.run().await;
    for (look, _) in &stage.looks {
        let (pictures, page) = stage.open(&world, *look).await;
        page.link(&me).await;
        lists(&pictures, &page).await;
        of_messages(&pictures, &page).await;
        of_chats(&pictures, &page).await;
        from_the_menu(&pictures, &page).await;
    }
}

/// Says all kinds of things to Vera.
async fn kinds(me: &Phone, vera: &Phone) {
    let say = async |text: &str| {
        let _ = me.send("vera", text).await;
        vera.shows("robin", text, &["delivered", "read"]).await;
    };
    say("The recipe is at https://example.org/paella?for=six and it says *no chorizo*, _ever_.").await;
    say("I will bring the `big` pan.").await;
    let _ = me
        .json(&["edit", "vera", "last", "I will bring the ~small~ `big` pan."])
        .await;
    let _ = vera
        .json(&["send", "robin", "Ha! My grandmother would agree.", "--reply", "last"])
        .await;
    me.shows("vera", "Ha! My grandmother would agree.", &["delivered", "read"])
        .await;
    let _ = me.json(&["react", "vera", "last", "❤️"]).await;
    let _ = me.json(&["star", "vera", "last"]).await;
    let _ = vera.send("robin", "Wait, wrong chat").await;
    me.shows("vera", "Wait, wrong chat", &["delivered", "read"]).await;
    let _ = vera.json(&["delete", "robin", "last", "--for-all"]).await;
    let _ = me.json(&["forward", "maya", "last", "vera"]).await;
    let folder = tempfile::tempdir().expect("a folder");
    for (from, to, name, caption) in [
        (vera, "robin", "Recetas de la abuela.pdf", "All of *her* recipes"),
        (me, "vera", "shopping.txt", ""),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, vec![7; name.len() * 54_321]).expect("a file");
        let path = path.to_string_lossy();
        let mut words = vec!["file", "send", to, &path, "--wait"];
        words.extend(
            (!caption.is_empty())
                .then_some(["--caption", caption])
                .into_iter()
                .flatten(),
        );
        let _ = from.json(&words).await;
    }
    let _ = me.json(&["timer", "vera", "7d"]).await;
    say("And this one goes away.").await;
}

/// A message that did not go out. Nothing fails when all is as it should be, so it is written down.
fn fails(me: &Phone) {
    let mut database = me.database();
    let wrote = database.write(|tx| {
        let vera = contact::by_handle(tx, &Handle::parse("vera").expect("a handle"))?.expect("a contact");
        let last = chat::view(tx, vera.chat)?
            .and_then(|chat| chat.last)
            .expect("a message");
        let at = Timestamp(last.at.0 + 1_000);
        let place = chat::next_place(tx, vera.chat, at)?.expect("a place");
        let text = Text::parse("Shall I bring wine?").expect("a text");
        let said = Message {
            problem: Some(Problem::ChatSetUp),
            ..Message::new(
                MessageId([3; 16]),
                vera.chat,
                place,
                None,
                text.into(),
                at,
                State::Failed,
            )
        };
        message::add(tx, &said, None)?;
        Ok::<_, StoreError>(())
    });
    wrote.expect("a message");
    database.close().expect("the database closes");
}

/// The list: with all its signs, as a search, as the archive.
async fn lists(pictures: &Pictures<'_>, page: &Page) {
    page.says("Maya Okafor").await;
    pictures.take(page, "list").await;
    page.press("archived").await;
    pictures.open_sheet(page, "archive-back", "archive").await;
    page.press("archive-back").await;
    page.type_into("search", "the").await;
    pictures.open_sheet(page, "hit", "search").await;
    page.fill("search", "zeppelin").await;
    page.all_are("hit", <[String]>::is_empty).await;
    page.until("that there is nothing", |seen| {
        let words = seen.words();
        (words.contains("Nothing found") || words.contains("Nichts gefunden")).then_some(())
    })
    .await;
    pictures.take(page, "search-none").await;
    page.press("search-close").await;
    page.press("menu").await;
    pictures.open_sheet(page, "menu-settings", "menu").await;
    page.press("menu-starred").await;
    pictures.open_sheet(page, "hit", "starred").await;
    page.press("search-close").await;
    page.press_at("Maya Okafor", "chat-menu").await;
    pictures.open_sheet(page, "pin", "chat-menu").await;
    close_menu(page).await;
}

async fn close_menu(page: &Page) {
    page.run("document.querySelector('#context').hidePopover()", Vec::new())
        .await
        .expect("it closes");
}

/// A thread of many kinds, and what opens from its messages.
async fn of_messages(pictures: &Pictures<'_>, page: &Page) {
    open(page, "Vera Vidal").await;
    there(page, "retry").await;
    pictures.take(page, "kinds").await;
    pictures.sheet(page, "edited", "wording", "edits").await;
    open(page, "Maya Okafor").await;
    page.says("See you at the station!").await;
    page.menu_of_last_message().await;
    pictures.open_sheet(page, "reply", "message-menu").await;
    close_menu(page).await;
    for (item, shows, name) in [
        ("react", "emoji", "react"),
        ("forward", "forward-to", "forward"),
        ("delete", "delete-for-all", "delete"),
        ("message-info-open", "receipt", "message-info-of-two"),
    ] {
        pictures.behind_message(page, item, shows, name).await;
    }
    page.on_last_message("reply").await;
    pictures.open_sheet(page, "bar", "reply").await;
    page.press("bar-close").await;
    page.on_last_message("edit").await;
    pictures.open_sheet(page, "bar", "edit").await;
    page.press("bar-close").await;
}

/// What opens from the head and the menu of a chat; a stranger's chat, and one that is blocked.
async fn of_chats(pictures: &Pictures<'_>, page: &Page) {
    page.press("thread-menu").await;
    pictures.open_sheet(page, "delete-chat", "thread-menu").await;
    page.press("delete-chat").await;
    pictures.open_sheet(page, "delete-chat-yes", "delete-chat").await;
    page.press("dialog-cancel").await;
    pictures.sheet(page, "chat-info", "safety-number", "contact-info").await;
    page.press("thread-menu").await;
    pictures.sheet(page, "timer-open", "timer-choice", "timer").await;
    open(page, "Dora Lindqvist").await;
    pictures.open_sheet(page, "request-accept", "request").await;
    page.press("request-block").await;
    pictures.open_sheet(page, "block-yes", "block").await;
    page.press("block-yes").await;
    pictures.open_sheet(page, "unblock-here", "blocked").await;
    back(page).await;
    page.open_sheet("menu-settings").await;
    page.press("blocked-list").await;
    pictures.open_sheet(page, "unblock", "blocked-list").await;
    page.press("unblock").await;
    page.all_are("blocked", <[String]>::is_empty).await;
    page.press("dialog-cancel").await;
}

/// The sheets behind the menu in the corner.
async fn from_the_menu(pictures: &Pictures<'_>, page: &Page) {
    for (item, shows, name) in [
        ("menu-own-code", "code-text", "own-code"),
        ("menu-links", "link", "links"),
        ("menu-settings", "share-presence", "settings"),
        ("menu-help", "help", "help"),
        ("menu-log-out", "log-out", "log-out"),
    ] {
        pictures.behind_menu(page, item, shows, name).await;
    }
    page.open_sheet("menu-links").await;
    page.press("link-rename").await;
    pictures.open_sheet(page, "link-name", "link-name").await;
    page.press("dialog-back").await;
    page.press("dialog-cancel").await;
    page.open_sheet("menu-new-contact").await;
    page.type_into("contact-handle", "nobody_here").await;
    page.press("contact-add").await;
    page.all_are("contact-status", |why| why[0].len() > 20).await;
    pictures.take(page, "new-contact").await;
    page.press("dialog-cancel").await;
}
