//! Names that try to be more than names, where they come from while the page is open: of this account, of its browsers, of who
//! types; and all that leaves the page with a notification.

use pillion_protocol::pairing::about::Line;
use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};
use serde_json::json;

use crate::payloads::{PAYLOADS, WATCH, is_harmless};

/// Payloads that are names as they stand, each `nth` of them.
fn names(nth: usize) -> Vec<&'static str> {
    let fits = |payload: &&str| Line::typed(payload).is_some_and(|line| line.as_str() == *payload);
    PAYLOADS.lines().filter(fits).step_by(nth).collect()
}

#[tokio::test]
async fn names_of_this_account_and_of_its_browsers_are_shown_as_typed() {
    // Names the browser anew and waits until its sheet says so, for one name after the other.
    const NAME_ALL: &str = r"
        const [names, done] = arguments;
        const find = (id) => document.querySelector(`[data-testid='${id}']`);
        const until = (is) => new Promise((ok) => {
            const look = () => { const found = is(); found ? ok(found) : requestAnimationFrame(look); };
            look();
        });
        (async () => {
            for (const name of names) {
                (await until(() => find('link-rename'))).click();
                const field = await until(() => find('link-name'));
                field.value = name;
                field.dispatchEvent(new Event('input', { bubbles: true }));
                find('link-name-save').click();
                await until(() => find('link')?.querySelector('.title').textContent === name);
            }
            done(names.length);
        })();
    ";
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    let _ = page.run(WATCH, Vec::new()).await.unwrap();
    page.open_sheet("menu-links").await;
    let links = names(4);
    // A browser lets no script run for longer than half a minute.
    for some in links.chunks(20) {
        let named = page.run_later(NAME_ALL, vec![json!(some)]).await;
        assert_eq!(named, json!(some.len()));
    }
    is_harmless(&page, "names of browsers").await;
    let last = alice.json(&["devices"]).await.remove(0);
    assert_eq!(last["name"], *links.last().unwrap());
    page.press("dialog-cancel").await;

    const OWNER: &str = "return document.querySelector('.owner h1').textContent";
    for name in names(32) {
        let _ = alice.json(&["name", "--", name]).await;
        wait::until(name, || async {
            let shown = page.run(OWNER, Vec::new()).await.ok()?;
            (shown == name).then_some(())
        })
        .await;
    }
    is_harmless(&page, "names of this account").await;
}

#[tokio::test]
async fn who_types_and_what_notifies_is_shown_as_typed() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let mut page = Page::closed(world.live.place("alerted"), &world.live.relay.origin());
    page.may_alert(true);
    page.start(&world.driver).await;
    page.link(&alice).await;
    page.notes_alerts().await;
    let _ = page.run(WATCH, Vec::new()).await.unwrap();
    page.open_sheet("menu-settings").await;
    page.press("alerts").await;
    page.press("dialog-cancel").await;
    let at_bob = world.browser_of(&bob).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(page.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    for name in names(100) {
        let _ = bob.json(&["name", "--", name]).await;
        page.all_are("chat", |rows| rows.iter().any(|row| row.contains(name)))
            .await;
        at_bob.type_into("composer", "and").await;
        page.until(name, |seen| {
            seen.under().filter(|under| *under == format!("{name} is typing…"))
        })
        .await;
        at_bob.paste("").await;
        page.until("no more", |seen| seen.under().filter(|under| under == "2 members"))
            .await;
    }
    is_harmless(&page, "names of who types").await;

    page.hide().await;
    let name = names(100).pop().unwrap();
    for payload in PAYLOADS.lines().step_by(40) {
        let _ = bob.send("Ridge", payload).await;
        page.alerted(payload, |alert| {
            alert.title == "Ridge" && alert.body == format!("{name}: {payload}")
        })
        .await;
    }
    for payload in PAYLOADS.lines().skip(1).step_by(200) {
        let _ = bob.send("alice", payload).await;
        page.alerted(payload, |alert| alert.title == name && alert.body == payload)
            .await;
    }
    is_harmless(&page, "notifications").await;
}

#[tokio::test]
async fn a_group_that_is_renamed_and_its_invitation_are_shown_as_typed() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    for page in [&at_alice, &at_bob] {
        let _ = page.run(WATCH, Vec::new()).await.unwrap();
    }
    for name in names(100) {
        at_alice.press("chat-info").await;
        at_alice.press("group-rename").await;
        at_alice.fill("group-name", name).await;
        at_alice.press("group-rename-save").await;
        for page in [&at_alice, &at_bob] {
            page.until(name, |seen| seen.title().filter(|title| title == name))
                .await;
            page.until(name, |seen| {
                seen.events().iter().any(|line| line.contains(name)).then_some(())
            })
            .await;
        }
        // The sheet of the group is open again.
        at_alice.press("group-invite").await;
        at_alice.all_are("code-text", |codes| codes.len() == 1).await;
        at_alice.press("dialog-back").await;
        at_alice.press("dialog-cancel").await;
    }
    is_harmless(&at_alice, "renaming").await;
    is_harmless(&at_bob, "another one's renaming").await;
}
