//! Texts that try to be more than text.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use pillion_phone::store::{chat, contact, error::StoreError, message, shelf};
use pillion_protocol::{
    content::{
        chat::PREVIEW_CHARS,
        contact::Contact,
        group::NAME_CHARS,
        id::{ChatId, MessageId},
        message::{Message, State},
        quote::Quote,
        text::Text,
    },
    pairing::about,
};
use pillion_tests::{browser::world::World, chance::Chance, live::phone::Phone, wait};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};
use serde_json::{Value, json};

use crate::payloads::{PAYLOADS, WATCH, is_harmless};

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

/// Writes a chat for each payload, called like it, with the payload as its draft; and in the first of them each is said, as an
/// answer to the one before.
fn write(phone: &Phone, payloads: &[&str]) -> ChatId {
    let mut chance = Chance::new(11);
    let now = Timestamp(1_790_000_000_000);
    let mut database = phone.database();
    let talk = ChatId(chance.bytes());
    let wrote = database.write(|tx| {
        for (number, payload) in payloads.iter().enumerate() {
            let id = if number == 0 { talk } else { ChatId(chance.bytes()) };
            let contact = Contact {
                account: AccountId(chance.bytes()),
                handle: Handle::parse(&format!("payload_{number}")).unwrap(),
                name: (*payload).into(),
                chat: id,
                verified: false,
                blocked: false,
                key_changed: false,
                picture: None,
            };
            chat::add(tx, id, now)?;
            contact::add(tx, &contact, b"")?;
            let _ = shelf::draft(tx, id, payload)?;
        }
        let mut before = None;
        for payload in payloads {
            let place = chat::next_place(tx, talk, now)?.unwrap();
            let id = MessageId(chance.bytes());
            let text = Text::parse(payload).unwrap();
            let said = Message {
                quote: before.map(|message| Quote { message, found: None }),
                ..Message::new(id, talk, place, None, text.into(), now, State::Read)
            };
            let _ = message::add(tx, &said, None)?;
            before = Some(id);
        }
        Ok::<_, StoreError>(())
    });
    wrote.expect("payloads");
    database.close().expect("the database closes");
    talk
}

#[tokio::test]
async fn of_a_thousand_payloads_in_every_field_none_runs_and_all_are_shown_as_typed() {
    // Only the chats near the screen are in the page: each look scrolls on, from the end to the beginning again.
    const NAMES: &str = "const list = document.querySelector('.list'); const seen = [...document.querySelectorAll('[data-testid=chat]')].map((chat) => [chat.querySelector('.title').textContent, chat.querySelector('.draft + span')?.textContent ?? null]); const end = list.scrollTop + list.clientHeight >= list.scrollHeight - 1; list.scrollTop = end ? 0 : list.scrollTop + list.clientHeight; return seen";
    const TALK: &str = "const chat = document.querySelector(`[data-chat='${arguments[0]}']`); chat?.click(); const list = document.querySelector('.list'); if (!chat) { const end = list.scrollTop + list.clientHeight >= list.scrollHeight - 1; list.scrollTop = end ? 0 : list.scrollTop + list.clientHeight; } return !!chat";
    const SAID: &str = "const rows = [...document.querySelectorAll('[data-testid=message]')]; const all = rows.map((row) => [Number(row.dataset.place), row.querySelector('.text').textContent, row.querySelector('.said')?.textContent ?? null]); document.querySelector('.scroller').scrollTop = 0; return all";
    const TYPE: &str = "const [id, texts] = arguments; const field = document.querySelector(`[data-testid=${id}]`); for (const text of texts) { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }";
    const ADD: &str = "const [texts] = arguments; const field = document.querySelector('[data-testid=contact-handle]'); for (const text of texts) { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); document.querySelector('[data-testid=contact-add]').click(); }";

    let payloads: Vec<&str> = PAYLOADS.lines().collect();
    assert!(payloads.len() >= 500);
    let world = World::new().await;
    let mut phone = world.live.alice_phone().await;
    phone.stop().await;
    let talk = write(&phone, &payloads);
    phone.run().await;
    let page = world.browser_of(&phone).await;
    page.settled().await;
    let _ = page.run(WATCH, Vec::new()).await.unwrap();

    // Names and drafts, in the list. A name has a longest length; the rest is as it was typed.
    let as_shown = |payload: &&str| {
        let draft: String = payload.chars().take(PREVIEW_CHARS).collect();
        (about::shown(payload, NAME_CHARS), Some(draft.trim().to_owned()))
    };
    let mut missing: BTreeSet<(String, Option<String>)> = payloads.iter().map(as_shown).collect();
    let begun = Instant::now();
    while !missing.is_empty() && begun.elapsed() < wait::PATIENCE {
        let listed = page.run(NAMES, Vec::new()).await.unwrap();
        let listed: Vec<(String, Option<String>)> = serde_json::from_value(listed).unwrap();
        for row in listed {
            let _ = missing.remove(&row);
        }
        is_harmless(&page, "names and drafts").await;
    }
    assert!(missing.is_empty(), "not in the list: {missing:?}");

    // Messages and quotes, all of them.
    wait::until("the chat in which all was said", || async {
        let pressed = page.run(TALK, vec![json!(talk.to_hex())]).await.ok()?;
        (pressed == true).then_some(())
    })
    .await;
    wait::until("its messages", || async {
        let there = page
            .run("return !!document.querySelector('.scroller')", Vec::new())
            .await;
        (there.ok()? == true).then_some(())
    })
    .await;
    let mut said: BTreeMap<u64, (String, Option<String>)> = BTreeMap::new();
    let begun = Instant::now();
    while said.len() < payloads.len() && begun.elapsed() < wait::PATIENCE {
        let rows = page.run(SAID, Vec::new()).await.unwrap();
        let rows: Vec<(u64, String, Option<String>)> = serde_json::from_value(rows).unwrap();
        said.extend(rows.into_iter().map(|(place, text, quote)| (place, (text, quote))));
    }
    assert_eq!(said.len(), payloads.len(), "all that was said was on the page");
    for (at, (text, quote)) in said.values().enumerate() {
        assert_eq!(text, payloads[at]);
        let before = at
            .checked_sub(1)
            .map(|before| payloads[before].chars().take(PREVIEW_CHARS).collect::<String>());
        assert_eq!(quote, &before);
    }
    is_harmless(&page, "messages and quotes").await;

    // What is typed: a message, a search, a handle.
    for field in ["composer", "search"] {
        let _ = page.run(TYPE, vec![json!(field), json!(payloads)]).await.unwrap();
    }
    is_harmless(&page, "typing and searching").await;
    let _ = page.run(TYPE, vec![json!("search"), json!(["owned"])]).await.unwrap();
    page.until("hits", |seen| seen.words().contains("owned").then_some(()))
        .await;
    is_harmless(&page, "hits").await;
    page.press("search-close").await;
    page.press("menu").await;
    page.press("menu-new-contact").await;
    page.until("the dialog", |seen| seen.words().contains("New contact").then_some(()))
        .await;
    let _ = page.run(ADD, vec![json!(payloads)]).await.unwrap();
    is_harmless(&page, "handles").await;
}
