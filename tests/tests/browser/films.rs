//! A film, from the page in which it was made to the one in which it is looked at, there on a small screen.

use pillion_tests::browser::world::World;
use serde_json::json;

use crate::{
    narrow::fits,
    voices::{becomes, has},
};

/// Records two seconds of a drawing that changes its colour, and gives it to the page as a file that was chosen.
const MADE: &str = "const [done] = arguments;
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    let turn = 0;
    const drawing = setInterval(() => {
      pen.fillStyle = `hsl(${(turn += 5)} 60% 50%)`;
      pen.fillRect(0, 0, 640, 360);
    }, 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const pieces = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.onstop = () => {
      clearInterval(drawing);
      const given = new DataTransfer();
      given.items.add(new File(pieces, 'film of the sea, with a name that is longer than a phone is wide.webm', { type: 'video/webm' }));
      const field = document.querySelector('[data-testid=attach-files]');
      field.files = given.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
      done(true);
    };
    recorder.start();
    setTimeout(() => recorder.stop(), 2000);";

#[tokio::test]
async fn a_film_is_shown_small_plays_and_fits_a_small_screen() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, mut page)) = world.two_browsers().await;
    page.kill().await;
    page.start_with(&world.driver, &["--window-size=500,800"]).await;
    page.settled().await;
    page.open_chat().await;
    assert_eq!(mine.run_later(MADE, Vec::new()).await, json!(true));
    has(&mine, "[data-testid=chosen] img").await;
    mine.press("attach-send").await;
    has(&page, "[data-testid=look] img[src]").await;
    becomes(
        &page,
        "a worker stands by",
        "return !!navigator.serviceWorker.controller",
    )
    .await;
    page.press("view").await;
    let film = |field: &str| format!("const film = document.querySelector('.viewer video'); return {field}");
    becomes(
        &page,
        "it plays",
        &film("film?.currentTime > 0.2 && film.videoWidth === 640"),
    )
    .await;
    fits(&page, "a film").await;
    page.press("dialog-cancel").await;
    becomes(&page, "it is gone", "return !document.querySelector('.viewer')").await;
}
