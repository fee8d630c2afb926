//! Recordings that the browser does not go on with.

use pillion_tests::browser::{page::Page, world::World};

use crate::voices::{CLOCK, becomes, has};

/// Records a second with a recorder that the test has hold of.
async fn speaks(page: &Page) {
    let script = "window.heard = {};
        const start = MediaRecorder.prototype.start;
        MediaRecorder.prototype.start = function (...all) { window.heard.recorder = this; return start.apply(this, all); };
        const ask = MediaDevices.prototype.getUserMedia;
        MediaDevices.prototype.getUserMedia = async function (...all) {
            const stream = await ask.apply(this, all);
            [window.heard.track] = stream.getTracks();
            return stream;
        };";
    page.run(script, Vec::new()).await.unwrap();
    page.press("voice-record").await;
    has(page, "[data-testid=recorder][data-on=true]").await;
    let clock = CLOCK.replace(
        "[data-testid=voice-clock]",
        "[data-testid=recorder] [data-testid=voice-clock]",
    );
    becomes(page, "a second was recorded", &clock.replace("return", "return 1 <= ")).await;
}

#[tokio::test]
async fn a_recording_that_breaks_off_says_why_and_what_was_said_is_sent() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    for (number, (script, words)) in [
        (
            "const { recorder } = window.heard; recorder.dispatchEvent(new Event('error'))",
            "The browser stopped recording. You can still send what you have said.",
        ),
        (
            "window.heard.recorder.stop()",
            "The browser stopped recording. You can still send what you have said.",
        ),
        (
            "window.heard.track.dispatchEvent(new Event('ended'))",
            "The microphone is gone. You can still send what you have said.",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        speaks(&mine).await;
        mine.run(script, Vec::new()).await.unwrap();
        mine.says(words).await;
        becomes(
            &mine,
            "the recorder rests",
            "return window.heard.recorder.state === 'inactive'",
        )
        .await;
        mine.press("voice-send").await;
        let all = format!(
            "return document.querySelectorAll('[data-testid=voice]').length === {}",
            number + 1
        );
        becomes(&mine, &format!("{number} is sent"), &all).await;
        becomes(&page, &format!("{number} has come"), &all).await;
    }
    page.press("voice-play").await;
    has(&page, "[data-testid=voice][data-played=true]").await;
}
