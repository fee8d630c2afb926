//! The QR code.

use pillion_client::view::qr;
use qrcode::{Color, EcLevel, QrCode};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn it_is_black_on_white_with_the_margin_that_scanners_need() {
    let code = qr::qr("pillion://link/abc").unwrap();
    let element = code.element();
    let side = element.get_attribute("viewBox").unwrap();
    assert_eq!(side, "0 0 33 33", "25 modules of version 2 and twice 4 of margin");
    let ground = element.query_selector("rect").unwrap().unwrap();
    assert_eq!(ground.get_attribute("fill").unwrap(), "#fff");
    let ink = element.query_selector("path").unwrap().unwrap();
    assert_eq!(ink.get_attribute("fill").unwrap(), "#000");
    assert!(
        ink.get_attribute("d").unwrap().starts_with("M4 4h7v1h-7z"),
        "the finder of the upper left corner"
    );
}

#[wasm_bindgen_test]
fn its_outline_has_exactly_the_dark_modules() {
    let code = QrCode::with_error_correction_level("pillion://link/abc", EcLevel::M).unwrap();
    let outline = qr::outline(&code);
    let drawn: usize = outline.split('M').skip(1).map(run_length).sum();
    let dark = code
        .to_colors()
        .into_iter()
        .filter(|color| *color == Color::Dark)
        .count();
    assert_eq!(drawn, dark);
}

/// The length of a run such as `4 4h7v1h-7z`.
fn run_length(run: &str) -> usize {
    let (_, rest) = run.split_once('h').unwrap();
    rest.split_once('v').unwrap().0.parse().unwrap()
}

#[wasm_bindgen_test]
fn a_text_that_no_code_holds_is_none() {
    assert!(qr::qr(&"x".repeat(4_000)).is_none());
}
