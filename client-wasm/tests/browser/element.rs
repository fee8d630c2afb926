//! Elements, and that text is nothing but text.

use pillion_client::{
    reactive::signal::Signal,
    view::{
        browser::document,
        element::{Content as _, div, li, show, span, ul},
        list,
    },
};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Effects run after what is running now.
async fn later() {
    for _ in 0..3 {
        let _ = JsFuture::from(js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL)).await;
    }
}

fn content(id: &str) -> String {
    document().get_element_by_id(id).unwrap().inner_html()
}

#[wasm_bindgen_test]
fn text_that_looks_like_html_stays_text() {
    const EVIL: &str = "<img src=x onerror=alert(1)>&amp;<script>alert(2)</script>";
    let tag = div()
        .child(EVIL)
        .child(span().text(|| EVIL.to_owned()))
        .attr("title", EVIL);
    assert_eq!(tag.element().query_selector("img, script").unwrap(), None);
    assert_eq!(tag.element().text_content().unwrap(), format!("{EVIL}{EVIL}"));
}

#[wasm_bindgen_test]
async fn what_is_shown_follows_what_it_looks_at_and_keeps_its_place() {
    let count = Signal::new(0);
    let shown = show(move || (count.get() > 0).then(|| span().child(count.get().to_string())));
    div()
        .attr("id", "shown")
        .child(("a", shown, "b"))
        .add_to(&document().body().unwrap());
    assert_eq!(content("shown"), "a<!----><!---->b");
    count.set(2);
    later().await;
    assert_eq!(content("shown"), "a<!----><span>2</span><!---->b");
    count.set(0);
    later().await;
    assert_eq!(content("shown"), "a<!----><!---->b");
}

/// A row's number, and how it looks.
#[derive(Clone, Copy, PartialEq)]
struct Seat(i32, bool);

impl list::Key for Seat {
    fn is(self, other: Self) -> bool {
        self.0 == other.0
    }
}

#[wasm_bindgen_test]
async fn a_row_that_stays_is_the_same_element_wherever_it_moves_and_however_it_looks() {
    let seats = |numbers: &[i32]| numbers.iter().map(|number| Seat(*number, number % 2 == 0)).collect();
    let keys: Signal<Vec<Seat>> = Signal::new(seats(&[1, 2, 3]));
    let list = ul().attr("id", "rows");
    list::rows(
        list,
        move || keys.get(),
        |Seat(number, _)| li().child(number.to_string()),
        |_, row, key| {
            if let Some(Seat(_, is_even)) = key {
                row.set_attribute("data-even", &is_even.to_string()).unwrap();
            }
        },
    )
    .add_to(&document().body().unwrap());
    let list = document().get_element_by_id("rows").unwrap();
    let second = list.children().item(1).unwrap();
    assert_eq!(second.get_attribute("data-even").as_deref(), Some("true"));
    for order in [vec![0, 1, 2, 3, 4], vec![2, 4], vec![4, 3, 2, 1], vec![2]] {
        keys.set(seats(&order));
        later().await;
        let text: String = order.iter().map(i32::to_string).collect();
        assert_eq!(list.text_content().unwrap(), text);
        assert!(second.is_connected(), "{order:?}");
    }
    keys.set(vec![Seat(2, false)]);
    later().await;
    assert!(second.is_connected(), "it only looks different");
    assert_eq!(second.get_attribute("data-even").as_deref(), Some("false"));
    keys.set(Vec::new());
    later().await;
    assert!(!second.is_connected());
}
