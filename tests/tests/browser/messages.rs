//! Messages on the page, on the phone, and on the page of the other one.

use pillion_tests::browser::world::World;

#[tokio::test]
async fn message_both_ways() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let (at_alice, at_bob) = (world.browser_of(&alice).await, world.browser_of(&bob).await);
    at_alice.open_chat().await;
    at_bob.open_chat().await;

    at_alice.say("from browser to browser").await;
    let heard = at_bob.shows("from browser to browser", &["delivered", "read"]).await;
    assert!(!heard.mine);
    let said = at_alice.shows("from browser to browser", &["read"]).await;
    assert!(said.mine);

    at_bob.say("and back").await;
    at_alice.shows("and back", &["delivered", "read"]).await;
    alice.shows("bob", "and back", &["delivered", "read"]).await;
    let texts: Vec<String> = at_alice
        .look()
        .await
        .messages()
        .into_iter()
        .map(|bubble| bubble.text)
        .collect();
    assert_eq!(
        texts,
        ["hello bob", "hello alice", "from browser to browser", "and back"]
    );
}

#[tokio::test]
async fn two_browsers_on_one_phone() {
    let world = World::new().await;
    let (alice, first, bob) = world.alice_browser_bob().await;
    let second = world.browser_of(&alice).await;
    second.open_chat().await;
    first.say("from the first").await;
    second.shows("from the first", &["delivered", "read"]).await;
    second.say("from the second").await;
    first.shows("from the second", &["delivered", "read"]).await;
    alice.send("bob", "from the phone").await;
    first.shows("from the phone", &["delivered", "read"]).await;
    second.shows("from the phone", &["delivered", "read"]).await;
    bob.shows("alice", "from the phone", &["delivered"]).await;
    assert_eq!(alice.links().await.len(), 2);
}

#[tokio::test]
async fn read_mark_syncs() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let (first, second) = (world.browser_of(&alice).await, world.browser_of(&alice).await);
    bob.send("alice", "read me").await;
    let unread = |count: u64| {
        move |seen: &pillion_tests::browser::seen::Seen| {
            let (_, unread) = seen.chats().first().cloned()?;
            (unread == count).then_some(())
        }
    };
    // The greeting was not looked at in a browser either.
    first.until("two unread in the first", unread(2)).await;
    second.until("two unread in the second", unread(2)).await;
    first.open_chat().await;
    second.until("read in the first, read in the second", unread(0)).await;
    bob.shows("alice", "read me", &["read"]).await;
}

#[tokio::test]
async fn a_new_contact_is_found_on_the_page() {
    let world = World::new().await;
    let (alice, bob) = tokio::join!(world.live.alice_phone(), world.live.bob_phone());
    let page = world.browser_of(&alice).await;
    page.press("new-contact").await;
    page.type_into("contact-handle", "nobody_here").await;
    page.press("contact-add").await;
    page.until("that nobody has it", |seen| {
        seen.words().contains("Nobody has this handle").then_some(())
    })
    .await;
    page.press("dialog-cancel").await;
    page.press("new-contact").await;
    page.type_into("contact-handle", "bob").await;
    page.press("contact-add").await;
    page.say("hello from the page").await;
    bob.shows("alice", "hello from the page", &["delivered"]).await;
    page.shows("hello from the page", &["delivered", "read"]).await;
}
