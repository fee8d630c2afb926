//! The page in German, from the code to the end of the link.

use pillion_tests::browser::{page::Page, world::World};

#[tokio::test]
async fn a_german_browser_reads_german_on_every_screen() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let mut page = Page::closed(world.live.place("german"), &world.live.relay.origin());
    page.start_with(&world.driver, &["--accept-lang=de-DE,de", "--window-size=1200,860"])
        .await;
    page.says("Telefon").await;
    page.link(&alice).await;
    page.says("Wählen Sie einen Chat.").await;
    page.open_chat().await;
    let _ = bob.send("alice", "Guten Tag").await;
    page.shows("Guten Tag", &["delivered", "read"]).await;
    page.on_last_message("reply").await;
    page.says("Antwort an bob the first").await;
    page.press("bar-close").await;
    page.press("thread-menu").await;
    page.says("Als ungelesen markieren").await;
    page.press("timer-open").await;
    page.press_at("Nach 7 Tagen", "timer-choice").await;
    page.says("Sie haben eingestellt, dass neue Nachrichten nach 7 Tagen verschwinden")
        .await;
    let _ = bob.json(&["timer", "alice", "off"]).await;
    page.says("bob the first hat eingestellt, dass neue Nachrichten bleiben")
        .await;
    page.type_into("search", "Regenschirm").await;
    page.says("Nichts gefunden.").await;
    page.press("search-close").await;
    for (sheet, says) in [
        ("menu-new-group", "Gruppe erstellen"),
        ("menu-own-code", "Ihr Kontaktcode"),
        ("menu-links", "Dieser Browser"),
        ("menu-settings", "Privatsphäre"),
        ("menu-help", "Nächster ungelesener Chat"),
    ] {
        page.open_sheet(sheet).await;
        page.says(says).await;
        page.press("dialog-cancel").await;
    }
    page.open_sheet("menu-new-contact").await;
    page.fill("contact-handle", "gibt es nicht").await;
    page.press("contact-add").await;
    page.all_are("contact-status", |why| !why[0].is_empty()).await;
    page.fill("contact-handle", "niemand_hier").await;
    page.press("contact-add").await;
    page.says("Niemand auf dem Relay hat diesen Nutzernamen.").await;
    page.press("dialog-cancel").await;
    page.open_sheet("menu-log-out").await;
    page.press("log-out").await;
    page.says("abgemeldet").await;
}
