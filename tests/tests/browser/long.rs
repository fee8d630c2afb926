//! A phone with years of messages, and a page that shows it in a window of bounded size.

use pillion_tests::{
    browser::{page::Page, world::World},
    library::LONG,
    live::phone::Phone,
    wait,
};
use serde_json::{Value, json};

/// Messages of the phone; half of them in one chat.
const MESSAGES: u64 = 12_000;

/// The most elements that the page may have, whatever was scrolled by: 200 messages, each of about thirty, and the rest.
const MOST_ELEMENTS: u64 = 8_000;

/// By how many pixels a message may seem to move while others come in above it: browsers round.
const STEADY_PX: f64 = 2.0;

async fn reader(world: &World) -> (Phone, Page) {
    let mut phone = world.live.alice_phone().await;
    phone.stop().await;
    phone.remembers(40, MESSAGES, 2);
    phone.run().await;
    let page = world.browser_of(&phone).await;
    page.settled().await;
    open(&page).await;
    (phone, page)
}

/// Opens the long chat.
async fn open(page: &Page) {
    press_chat(page, LONG, true).await;
    page.until("its messages", |seen| (seen.messages().len() >= 50).then_some(()))
        .await;
}

/// Scrolls to the chat of a title, or to any other, and presses it.
async fn press_chat(page: &Page, title: &str, is: bool) {
    // Only the chats near the screen are in the page.
    const PRESS: &str = r"
        const [name, is] = arguments;
        const chats = [...document.querySelectorAll('[data-testid=chat]')];
        const chat = chats.find((chat) => (chat.querySelector('.title').textContent === name) === is);
        chat?.click();
        const list = document.querySelector('.list');
        if (!chat) list.scrollTop += list.clientHeight;
        return !!chat;
    ";
    wait::until("the chat", || async {
        let pressed = page.run(PRESS, vec![json!(title), json!(is)]).await.ok()?;
        (pressed == true).then_some(())
    })
    .await;
}

async fn number(page: &Page, script: &str) -> u64 {
    let answer = page.run(script, Vec::new()).await.expect("the page answers");
    answer.as_u64().unwrap_or_else(|| panic!("{answer} to {script}"))
}

async fn elements(page: &Page) -> u64 {
    number(page, "return document.querySelectorAll('*').length").await
}

#[tokio::test]
async fn a_long_chat_scrolls_back_for_fifty_pages_without_a_jump_and_without_growing() {
    // Follows the first row on the screen from frame to frame: what it moves beyond what was scrolled is a jump.
    const SCROLL: &str = r"
        const [pages, done] = arguments;
        const scroller = document.querySelector('.scroller');
        const first = () => Number(document.querySelector('[data-place]')?.dataset.place);
        const edge = scroller.getBoundingClientRect().top;
        const seen = () => [...document.querySelectorAll('[data-place]')].find((row) => row.getBoundingClientRect().top >= edge);
        // At the end of a frame, when all that moves rows has run, and before it is drawn: as the eye sees it.
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.position = 'fixed';
        let waiting;
        new ResizeObserver(() => waiting?.()).observe(probe);
        const drawn = (then) => {
            waiting = () => { waiting = undefined; then(); };
            requestAnimationFrame(() => { probe.style.width = probe.style.width === '1px' ? '2px' : '1px'; probe.style.display = 'block'; });
        };
        const begun = first();
        const blank = () => document.querySelectorAll('[data-testid=message]:not([data-place])').length;
        let worst = 0, blanks = 0, elements = 0, frames = 0, late = 0, last = performance.now();
        const step = () => {
            const now = performance.now();
            if (now - last > 100) late += 1;
            last = now;
            frames += 1;
            elements = Math.max(elements, document.querySelectorAll('*').length);
            if (begun - first() >= 50 * pages || frames > 6000) return done([begun - first(), worst, blanks, elements, frames, late]);
            const row = seen();
            const before = row.getBoundingClientRect().top;
            const by = Math.min(400, scroller.scrollTop);
            scroller.scrollTop -= by;
            drawn(() => {
                blanks += blank();
                if (row.isConnected) worst = Math.max(worst, Math.abs(row.getBoundingClientRect().top - before - by));
                step();
            });
        };
        step();
    ";
    let world = World::new().await;
    let (_phone, page) = reader(&world).await;
    let answer = page.run_later(SCROLL, vec![json!(50)]).await;
    let numbers: Vec<f64> = answer
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    let [scrolled, worst, blanks, most, frames, late] = numbers.as_slice() else {
        panic!("{answer}")
    };
    assert!(*scrolled >= 2_500.0, "{answer}: fifty pages of fifty messages");
    assert!(*worst <= STEADY_PX, "{answer}: a message jumps by {worst} px");
    assert!(
        *blanks == 0.0,
        "{answer}: {blanks} rows had lost their message before they left"
    );
    assert!(*most < MOST_ELEMENTS as f64, "{answer}: {most} elements");
    assert!(*late < *frames / 10.0, "{answer}: {late} of {frames} steps were late");

    // Back to the end at one press, and nothing of the way is left.
    page.press("newest").await;
    wait::until("the end", || async {
        const AT_END: &str = "const s = document.querySelector('.scroller'); return s.scrollHeight - s.scrollTop - s.clientHeight < 30 && document.querySelector('[data-testid=newest]').hidden ? 1 : 0";
        (number(&page, AT_END).await == 1).then_some(())
    })
    .await;
    assert!(elements(&page).await < MOST_ELEMENTS / 2);
}

#[tokio::test]
async fn a_hit_far_back_is_shown_in_its_place_and_the_chat_is_there_again_when_one_comes_back() {
    const TOP: &str = "const row = document.querySelector(`[data-place='${arguments[0]}']`); return row ? Math.round(row.getBoundingClientRect().top) : null";
    let world = World::new().await;
    let (_phone, page) = reader(&world).await;
    page.type_into("search", "bo").await;
    page.until("hits", |seen| seen.words().contains("Person").then_some(()))
        .await;
    // The last hit of the list is the oldest; the way to it is not in the window.
    const LAST_HIT: &str =
        "const hits = [...document.querySelectorAll('[data-testid=hit]')]; hits.at(-1)?.click(); return hits.length";
    wait::until("hits", || async { (number(&page, LAST_HIT).await > 0).then_some(()) }).await;
    let marked = wait::until("the hit", || async {
        const MARKED: &str = "return Number(document.querySelector('[data-marked]')?.dataset.place ?? 0)";
        Some(number(&page, MARKED).await).filter(|place| *place > 0)
    })
    .await;
    // As it is drawn: rows are put in first, and the position is right before the frame is seen.
    const DRAWN_TOP: &str = "const [place, done] = arguments; requestAnimationFrame(() => setTimeout(() => {
        const row = document.querySelector(`[data-place='${place}']`);
        done(row ? Math.round(row.getBoundingClientRect().top) : null);
    }))";
    let top = page.run_later(DRAWN_TOP, vec![json!(marked)]).await;
    assert!(top.as_i64().is_some_and(|top| top > 0), "{top}: on the screen");

    // To another chat and back.
    page.press("search-close").await;
    const TITLE: &str = "return document.querySelector('[data-testid=chat-title]').textContent";
    let title = page.run(TITLE, Vec::new()).await.unwrap().as_str().unwrap().to_owned();
    press_chat(&page, &title, false).await;
    wait::until("another chat", || async {
        let now = page.run(TITLE, Vec::new()).await.ok()?;
        (now != title.as_str()).then_some(())
    })
    .await;
    press_chat(&page, &title, true).await;
    wait::until("where it was left", || async {
        let again = page.run(TOP, vec![json!(marked)]).await.ok()?;
        let moved = again.as_i64()?.abs_diff(top.as_i64()?);
        (moved <= 3).then_some(())
    })
    .await;
}
