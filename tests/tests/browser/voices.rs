//! Voice notes from page to page, with a real recorder and a real player; and films and sounds that begin before all of them is there.

use std::fs;

use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};
use serde_json::json;

/// Waits until something is so on the page.
pub(crate) async fn becomes(page: &Page, what: &str, script: &str) {
    wait::until(what, || async {
        let is = page.run(script, Vec::new()).await.ok()?;
        (is == json!(true)).then_some(())
    })
    .await;
}

/// Waits until there is an element with an attribute.
pub(crate) async fn has(page: &Page, selector: &str) {
    let script = format!("return !!document.querySelector('{selector}')");
    becomes(page, selector, &script).await;
}

async fn number(page: &Page, script: &str) -> f64 {
    page.run(script, Vec::new()).await.unwrap().as_f64().unwrap_or(f64::NAN)
}

/// The seconds on the first clock of the page.
pub(crate) const CLOCK: &str =
    "const [minutes, seconds] = document.querySelector('[data-testid=voice-clock]').textContent.split(':');
    return Number(minutes) * 60 + Number(seconds)";

/// Says something of at least a second.
async fn speak(page: &Page) {
    page.press("voice-record").await;
    has(page, "[data-testid=recorder][data-on=true]").await;
    becomes(page, "a second was recorded", &CLOCK.replace("return", "return 1 <= ")).await;
    page.press("voice-send").await;
}

#[tokio::test]
async fn what_is_said_in_one_page_is_heard_in_the_other_and_both_know() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    mine.type_into("composer", "not lost").await;
    page.press("voice-record").await;
    has(&page, "[data-testid=recorder][data-on=true] .wave path[d*=v]").await;
    page.press("voice-rest").await;
    has(&page, "[data-testid=recorder][data-on=false]").await;
    page.press("voice-rest").await;
    becomes(&page, "a second was recorded", &CLOCK.replace("return", "return 1 <= ")).await;
    page.press("voice-send").await;
    for page in [&mine, &page] {
        has(page, "[data-testid=voice][data-played=false]").await;
        assert!(number(page, CLOCK).await >= 1.0);
    }
    assert_eq!(
        mine.run(
            "return document.querySelector('[data-testid=composer]').value",
            Vec::new()
        )
        .await
        .unwrap(),
        "not lost"
    );
    mine.press("voice-play").await;
    has(&mine, "[data-testid=voice] [aria-label=Pause]").await;
    for page in [&mine, &page] {
        has(page, "[data-testid=voice][data-played=true]").await;
    }
    // It ends by itself, and can be heard again from the middle and faster.
    has(&mine, "[data-testid=voice-play][aria-label^=Play]").await;
    mine.press("voice-play").await;
    has(&mine, "[data-testid=voice-speed]:not([hidden])").await;
    mine.press("voice-speed").await;
    becomes(
        &mine,
        "it is faster",
        "return document.querySelector('[data-testid=voice-speed]').textContent.includes('1.5')",
    )
    .await;
    has(&mine, "[data-testid=voice-play][aria-label^=Play]").await;
}

#[tokio::test]
async fn a_microphone_that_is_denied_is_a_sentence_and_nothing_is_sent() {
    let world = World::new().await;
    let (_alice, mut page, _bob) = world.alice_browser_bob().await;
    page.kill().await;
    page.start_with(&world.driver, &["--use-fake-ui-for-media-stream=deny"])
        .await;
    page.settled().await;
    page.open_chat().await;
    page.press("voice-record").await;
    page.says("may not use the microphone").await;
    page.press("voice-drop").await;
    has(&page, "[data-testid=voice-record]:not([hidden])").await;
    assert_eq!(page.all("voice").await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_recorded_outlives_a_reload_once_it_is_sent() {
    let world = World::new().await;
    let ((mut alice, mine), (_bob, page)) = world.two_browsers().await;
    alice.kill().await;
    speak(&mine).await;
    has(&mine, "[data-testid=voice]").await;
    mine.says("waiting for the phone").await;
    mine.reload().await;
    alice.run().await;
    has(&page, "[data-testid=voice][data-played=false]").await;
}

/// A quiet sound of five minutes, 53 MB: RIFF, PCM of 16 bits, two channels, 44,100 a second.
fn sound() -> Vec<u8> {
    let bytes = 44_100_u32 * 4 * 300;
    let mut wav = b"RIFF".to_vec();
    wav.extend((bytes + 36).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    for (short, number) in [
        (true, 1),
        (true, 2),
        (false, 44_100),
        (false, 176_400),
        (true, 4),
        (true, 16),
    ] {
        if short {
            wav.extend(u16::try_from(number).unwrap().to_le_bytes());
        } else {
            wav.extend(u32::to_le_bytes(number));
        }
    }
    wav.extend(b"data");
    wav.extend(bytes.to_le_bytes());
    wav.extend((0..bytes / 2).flat_map(|at| i16::try_from(at % 200).unwrap_or_default().to_le_bytes()));
    wav
}

#[tokio::test]
async fn a_sound_begins_before_all_of_it_is_there_and_goes_to_any_place() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("concert.wav");
    fs::write(&path, sound()).unwrap();
    mine.type_into("attach-files", &path.to_string_lossy()).await;
    mine.press("attach-send").await;
    has(&page, "[data-testid=view]").await;
    becomes(
        &page,
        "a worker stands by",
        "return !!navigator.serviceWorker.controller",
    )
    .await;
    page.press("view").await;
    becomes(
        &page,
        "it plays",
        "const sound = document.querySelector('.viewer audio'); return sound?.currentTime > 0.2",
    )
    .await;
    let player = |field: &str| format!("const sound = document.querySelector('.viewer audio'); return {field}");
    assert_eq!(number(&page, &player("Math.round(sound.duration)")).await, 300.0);
    let buffered = number(&page, &player("sound.buffered.end(sound.buffered.length - 1)")).await;
    assert!(
        buffered < 200.0,
        "{buffered} of 300 seconds were fetched before it began"
    );
    page.run(&player("sound.currentTime = 290"), Vec::new()).await.unwrap();
    becomes(
        &page,
        "it goes on there",
        &player("sound.currentTime > 290.1 && !sound.seeking"),
    )
    .await;
    // What is played has no address of its own that a person could open.
    let script = "const done = arguments[0]; fetch('/media/play/1').then((answer) => done(answer.status), () => done('refused'))";
    assert_eq!(page.run_later(script, Vec::new()).await, json!("refused"));
    page.press("dialog-cancel").await;
    becomes(&page, "it is quiet", "return !document.querySelector('.viewer')").await;
}
