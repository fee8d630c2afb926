//! Texts that try to be more than text.

use pillion_tests::browser::world::World;
use serde_json::Value;

#[tokio::test]
async fn what_people_write_is_shown_as_they_wrote_it() {
    let world = World::new().await;
    let (_alice, page, bob) = world.alice_browser_bob().await;
    let texts = [
        "<script>document.title='owned'</script>",
        "<img src=x onerror=\"document.title='owned'\">",
        "&lt;b&gt; &amp; <b>bold</b>",
        "javascript:document.title='owned'",
        "مرحبا بالعالم abc",
        "a \u{202e}reversed\u{202c} b",
        "👩‍👩‍👧‍👦 🇦🇶",
        "two\nlines",
    ];
    for text in texts {
        bob.send("alice", text).await;
        page.shows(text, &["delivered", "read"]).await;
    }
    let title = page.run("return document.title", Vec::new()).await.unwrap();
    assert!(title.as_str().is_some_and(|title| title.contains("Pillion")), "{title}");
    let inside = "return [...document.querySelectorAll('[data-testid=message] .text')].flatMap((t) => [...t.querySelectorAll('script, img, b')]).length";
    assert_eq!(page.run(inside, Vec::new()).await.unwrap(), Value::from(0));
    let direction =
        "return [...document.querySelectorAll('[data-testid=message] .text')].every((t) => t.closest('[dir=auto]'))";
    assert_eq!(
        page.run(direction, Vec::new()).await.unwrap(),
        Value::from(true),
        "each in its own direction"
    );

    // And from the page to the phone.
    for text in ["<b>typed</b>", "مرحبا", "🚲 pillion", "line one\nline two"] {
        page.say(text).await;
        bob.shows("alice", text, &["delivered"]).await;
    }
}

#[tokio::test]
async fn empty_and_too_long_texts_stay_in_the_composer_with_a_sentence() {
    let world = World::new().await;
    let (_alice, page, bob) = world.alice_browser_bob().await;
    page.type_into("composer", "   ").await;
    let long = "a".repeat(65 * 1024);
    page.paste(&long).await;
    page.press("send").await;
    page.until("why not", |seen| seen.words().contains("too long").then_some(()))
        .await;
    assert_eq!(
        page.look().await.composer().map(|text| text.len()),
        Some(long.len()),
        "nothing is lost"
    );
    page.paste("short enough").await;
    page.press("send").await;
    bob.shows("alice", "short enough", &["delivered"]).await;
    assert_eq!(bob.history("alice").await.len(), 3);
}
