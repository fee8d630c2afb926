//! Files that say that they are pictures or films: what a type says makes nothing run, and nothing is unpacked that does not fit.

use pillion_tests::browser::{page::Page, world::World};
use serde_json::json;

use crate::sending::shows;

/// Sends a file that is made of a text.
async fn sends(page: &Page, name: &str, kind: &str, text: &str) {
    let script = "const [name, kind, text] = arguments; const data = new DataTransfer();
        data.items.add(new File([text], name, { type: kind }));
        const target = document.querySelector('[data-testid=composer]');
        target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));";
    page.run(script, vec![json!(name), json!(kind), json!(text)])
        .await
        .unwrap();
    page.press("attach-send").await;
    page.says(name).await;
}

/// Opens the last file that can be looked at.
async fn looks_at_the_last(page: &Page) {
    let script = "[...document.querySelectorAll('[data-testid=view]')].at(-1).click()";
    page.run(script, Vec::new()).await.unwrap();
}

#[tokio::test]
async fn a_type_that_lies_makes_nothing_run() {
    const HTML: &str = "<!doctype html><script>document.title = 'owned'; window.top.owned = true</script>";
    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' onload='top.owned = true'><script>top.owned = true; \
         top.document.title = 'owned'</script><rect width='9' height='9'/></svg>";
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let sound = "return !!navigator.serviceWorker.controller";
    crate::voices::becomes(&page, "a worker stands by", sound).await;
    for (name, kind, text) in [
        ("page.png", "image/png", HTML),
        ("drawing.jpg", "image/jpeg", SVG),
        ("film.mp4", "video/mp4", HTML),
        ("sound.ogg", "audio/ogg", SVG),
    ] {
        sends(&mine, name, kind, text).await;
        page.says(name).await;
        looks_at_the_last(&page).await;
        page.says("This browser cannot show or play it. Save it, and open it with another program.")
            .await;
        assert!(page.all("picture").await.is_empty(), "{name}");
        page.press("dialog-cancel").await;
    }
    // What says openly that it may hold a program is not shown at all.
    let before = page.all("view").await.len();
    sends(&mine, "drawing.svg", "image/svg+xml", SVG).await;
    sends(&mine, "page.html", "text/html", HTML).await;
    page.says("page.html").await;
    assert_eq!(page.all("view").await.len(), before);
    let ran = "return [!!window.owned, document.title]";
    let [owned, title] =
        serde_json::from_value::<[serde_json::Value; 2]>(page.run(ran, Vec::new()).await.unwrap()).unwrap();
    assert!(owned == json!(false) && !title.to_string().contains("owned"), "{title}");
    // Nor is what is played a page of this origin, for whoever opens its address.
    let client = page.browser().client();
    let page_url = client.current_url().await.unwrap();
    for number in 1..10 {
        let address = page_url.join(&format!("/media/play/{number}")).unwrap();
        // The browser shows a page of its own that says that there is none.
        let _ = client.goto(address.as_str()).await;
        let shown = client.source().await.unwrap();
        assert!(!shown.contains("owned"), "{shown}");
    }
}

/// Makes a picture of 20,000 times 20,000 pixels that is 50 KB long, in the page, and drops it there.
const BOMB: &str = r"
    const done = arguments[0];
    const table = Array.from({ length: 256 }, (_, at) => {
        for (let bit = 0; bit < 8; bit++) at = at & 1 ? 0xedb88320 ^ (at >>> 1) : at >>> 1;
        return at >>> 0;
    });
    const crc = (bytes) => ~bytes.reduce((sum, byte) => table[(sum ^ byte) & 255] ^ (sum >>> 8), ~0) >>> 0;
    const number = (value) => [24, 16, 8, 0].map((by) => (value >>> by) & 255);
    const chunk = (name, bytes) => {
        const body = new Uint8Array([...new TextEncoder().encode(name), ...bytes]);
        return [new Uint8Array(number(bytes.length)), body, new Uint8Array(number(crc(body)))];
    };
    (async () => {
        const side = 20000;
        const row = new Uint8Array(1 + side / 8);
        const rows = new ReadableStream({ start: (out) => { for (let at = 0; at < side; at++) out.enqueue(row); out.close(); } });
        const packed = rows.pipeThrough(new CompressionStream('deflate'));
        const data = new Uint8Array(await new Response(packed).arrayBuffer());
        const head = chunk('IHDR', [...number(side), ...number(side), 1, 0, 0, 0, 0]);
        const sign = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
        const bomb = new File([sign, ...head, ...chunk('IDAT', data), ...chunk('IEND', [])], 'bomb.png', { type: 'image/png' });
        const transfer = new DataTransfer();
        transfer.items.add(bomb);
        const init = { bubbles: true, cancelable: true, dataTransfer: transfer };
        document.querySelector('[data-testid=composer]').dispatchEvent(new DragEvent('drop', init));
        return bomb.size;
    })().then(done, (problem) => done(String(problem)));
";

#[tokio::test]
async fn a_picture_that_would_take_all_memory_is_sent_and_saved_but_not_unpacked() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let bytes = mine.run_later(BOMB, Vec::new()).await;
    assert!(bytes.as_u64().is_some_and(|bytes| bytes < 200_000), "{bytes}");
    mine.says("bomb.png").await;
    mine.press("attach-send").await;
    page.says("bomb.png").await;
    looks_at_the_last(&page).await;
    page.says("This browser cannot show or play it").await;
    assert!(page.all("picture").await.is_empty());
    page.press("dialog-cancel").await;
    for page in [&mine, &page] {
        let small = page.run("return document.querySelectorAll('.look img').length", Vec::new());
        assert_eq!(small.await.unwrap(), json!(0), "there is no small picture of it");
    }
    crate::carried::listen(&page).await;
    page.press("save").await;
    crate::carried::about(&page, "saved").await;
    assert_eq!(crate::carried::given(&page).await[0], bytes);
}

#[tokio::test]
async fn how_large_a_picture_is_is_read_from_its_head() {
    let world = World::new().await;
    let (_alice, page, _bob) = world.alice_browser_bob().await;
    let script = r"
        const done = arguments[0];
        (async () => {
            const { fits } = await import('/media/size.js');
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [300, 200];
            const said = [];
            for (const kind of ['image/png', 'image/jpeg', 'image/webp']) {
                const blob = await new Promise((made) => canvas.toBlob(made, kind));
                said.push(blob.type === kind && (await fits(blob)));
                // The same with sides that no camera has.
                const bytes = new Uint8Array(await blob.arrayBuffer());
                const at = { 'image/png': [16, 20], 'image/webp': [24, 27] }[kind];
                const frame = bytes.findIndex((byte, at) => byte === 255 && [192, 194].includes(bytes[at + 1]));
                for (const side of at ?? [frame + 5, frame + 7]) bytes.fill(250, side, side + 2);
                said.push(await fits(new Blob([bytes])).catch(() => false));
            }
            for (const text of ['', 'x', 'GIF89a', '<svg/>'])
                said.push(await fits(new Blob([text])).catch(() => false));
            return said;
        })().then(done, (problem) => done(String(problem)));
    ";
    let said = page.run_later(script, Vec::new()).await;
    assert_eq!(
        said,
        json!([true, false, true, false, true, false, false, false, false, false])
    );
    let photo = tempfile::tempdir().unwrap();
    let photo = photo.path().join("beach.png");
    image::RgbImage::new(40, 30).save(&photo).unwrap();
    page.type_into("attach-files", &photo.to_string_lossy()).await;
    shows(&page, "[data-testid=chosen] img", 40).await;
}
