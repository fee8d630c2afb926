//! Who may change a group, from the page.

use pillion_tests::browser::{page::Page, world::World};

async fn line(page: &Page, words: &str) {
    page.until(words, |seen| {
        seen.events().iter().any(|line| line == words).then_some(())
    })
    .await;
}

/// Opens the sheet of the open group and waits for its members.
async fn info(page: &Page) {
    page.press("chat-info").await;
    page.all_are("member", |members| members.len() == 2).await;
}

#[tokio::test]
async fn an_admin_makes_another_who_takes_the_role_away_again() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    info(&at_bob).await;
    for order in [
        "group-add",
        "group-invite",
        "group-rename",
        "member-admin",
        "member-remove",
    ] {
        assert!(at_bob.all(order).await.is_empty(), "{order} is for admins");
    }
    info(&at_alice).await;
    at_alice.press_at("bob", "member-admin").await;
    // What may be done follows at once, in the sheet that is open.
    at_bob.all_are("group-rename", |there| there.len() == 1).await;
    at_bob.press_at("alice", "member-no-admin").await;
    at_alice.all_are("group-rename", <[String]>::is_empty).await;
    for page in [&at_alice, &at_bob] {
        page.press("dialog-cancel").await;
    }
    line(&at_alice, "You made bob the first an admin").await;
    line(&at_alice, "bob the first took the admin role from you").await;
    line(&at_bob, "alice the first made you an admin").await;
    line(&at_bob, "You took the admin role from alice the first").await;
}

#[tokio::test]
async fn the_last_admin_leaves_after_having_named_one() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    at_alice.press("thread-menu").await;
    at_alice.press("leave-open").await;
    at_alice.all_are("last-admin", |told| told.len() == 1).await;
    assert!(
        at_alice.all("group-leave-yes").await.is_empty(),
        "not before there is another"
    );
    at_alice.press("choose-admin").await;
    at_alice.press_at("bob", "member-admin").await;
    at_alice.all_are("role", |roles| roles.len() == 2).await;
    at_alice.press("group-leave").await;
    at_alice.press("group-leave-yes").await;
    at_alice.all_are("read-only", |told| told.len() == 1).await;
    line(&at_alice, "You left the group").await;
    line(&at_bob, "alice the first left the group").await;
    at_bob.says("1 member").await;
    at_bob.say("so quiet here").await;
    at_bob.shows("so quiet here", &["sent", "delivered", "read"]).await;
    assert!(
        alice
            .history("Ridge")
            .await
            .iter()
            .all(|said| said.text != "so quiet here"),
        "who has left hears nothing new"
    );
}
