//! A window in which only one pane has room.

use pillion_tests::browser::{page::Page, world::World};
use serde_json::json;

/// What of these is on the screen.
async fn on_screen(page: &Page, ids: &[&str]) -> Vec<String> {
    const SEEN: &str =
        "return arguments[0].filter((id) => document.querySelector(`[data-testid='${id}']`)?.checkVisibility())";
    let seen = page.run(SEEN, vec![json!(ids)]).await.expect("the page answers");
    serde_json::from_value(seen).expect("names")
}

/// What is wider than the window, or out of it.
pub(crate) async fn fits(page: &Page, screen: &str) {
    const OUT: &str = r"
        const wide = document.documentElement.clientWidth;
        const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        const seen = [...document.querySelectorAll('button, input, textarea, video, p, h1, h2, [data-testid]')].filter((one) => shown(one) && !one.closest('.spoken, .tip'));
        const out = seen.filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.left < -1 || box.right > wide + 1); });
        return out.map((one) => one.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth > wide ? ['the page itself'] : []);
    ";
    let out = page.run(OUT, Vec::new()).await.expect("the page answers");
    assert_eq!(out, json!([]), "{screen}");
}

#[tokio::test]
async fn in_a_narrow_window_one_pane_gives_way_to_the_other_and_all_fits() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(6);
    let _ = bob.send("alice", &long).await;
    let mut page = Page::closed(world.live.place("narrow"), &world.live.relay.origin());
    // Narrower windows than this Chromium does not open.
    page.start_with(&world.driver, &["--window-size=500,800"]).await;
    page.until("a code", pillion_tests::browser::seen::Seen::code).await;
    fits(&page, "linking").await;
    page.link(&alice).await;
    let panes = ["chat-list", "thread", "composer", "back"];
    assert_eq!(on_screen(&page, &panes).await, ["chat-list"]);
    fits(&page, "the list").await;
    page.open_chat().await;
    page.shows(&long, &["delivered", "read"]).await;
    assert_eq!(on_screen(&page, &panes).await, ["thread", "composer", "back"]);
    fits(&page, "a chat").await;
    page.menu_of_last_message().await;
    fits(&page, "the menu of a message").await;
    page.press("delete").await;
    fits(&page, "a question").await;
    page.press("dialog-cancel").await;
    page.press("chat-info").await;
    page.all_are("safety-number", |numbers| numbers.len() == 1).await;
    fits(&page, "a contact").await;
    page.press("dialog-cancel").await;
    page.press("emoji-open").await;
    page.all_are("emoji", |all| !all.is_empty()).await;
    fits(&page, "emoji").await;
    page.key(&[], pillion_tests::browser::hand::ESCAPE).await;
    page.press("back").await;
    assert_eq!(on_screen(&page, &panes).await, ["chat-list"]);
    page.press("menu").await;
    fits(&page, "the menu").await;
    for sheet in [
        "menu-own-code",
        "menu-links",
        "menu-settings",
        "menu-help",
        "menu-new-group",
    ] {
        page.press(sheet).await;
        page.all_are("dialog-cancel", |buttons| buttons.len() == 1).await;
        fits(&page, sheet).await;
        page.press("dialog-cancel").await;
        page.press("menu").await;
    }
}
