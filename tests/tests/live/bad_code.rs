//! Codes that cannot be linked with: each is named, and the phone goes on.

use image::{GrayImage, Luma};
use pillion_protocol::{code::LinkCode, pairing::page::Offer};
use pillion_tests::{
    chance::Chance,
    live::{phone::Phone, world::World},
};
use pillion_wire::{origin::Origin, time::Timestamp};
use qrcode::QrCode;

#[tokio::test]
async fn what_is_no_code_to_link_with_is_named() {
    let world = World::new().await;
    let alice = world.alice_phone().await;
    let code = code_for(&world.relay.origin());
    let cut = &code[..code.len() - 7];
    for (text, part) in [
        ("hello", "paste the link"),
        ("https://example.org/", "not a Pillion code"),
        ("pillion://contact/AAAA", "adds a contact"),
        (cut, "incomplete or damaged"),
        (&code_for("https://other.example"), "another relay"),
        (&code, "no longer valid"),
    ] {
        refused(&alice, text, part).await;
    }
    assert!(alice.links().await.is_empty());
}

#[tokio::test]
async fn pictures_without_a_usable_code_are_named() {
    let world = World::new().await;
    let alice = world.alice_phone().await;
    let picture = |name: &str| world.place(name).to_string_lossy().into_owned();

    let blank = picture("blank.png");
    GrayImage::from_pixel(400, 300, Luma([200])).save(&blank).unwrap();
    refused(&alice, &blank, "No QR code").await;

    let other = picture("other.png");
    draw("https://example.org/menu", &other);
    refused(&alice, &other, "not a Pillion code").await;

    let elsewhere = picture("elsewhere.png");
    draw(&code_for("https://other.example"), &elsewhere);
    refused(&alice, &elsewhere, "another relay").await;

    let expired = picture("expired.png");
    draw(&code_for(&world.relay.origin()), &expired);
    refused(&alice, &expired, "no longer valid").await;

    let broken = picture("broken.png");
    std::fs::write(&broken, b"\x89PNG\r\n\x1a\nand then nothing").unwrap();
    let _ = alice
        .verb(&["link", "--yes", &broken])
        .await
        .refused("a broken picture");
    let _ = alice
        .verb(&["link", "--yes", &picture("missing.png")])
        .await
        .refused("a missing picture");
}

async fn refused(phone: &Phone, code: &str, part: &str) {
    let sentence = phone.verb(&["link", "--yes", code]).await.refused(part);
    assert!(sentence.contains(part), "{code:.40}: {sentence}");
}

/// A proper code of a page that is not there.
fn code_for(relay: &str) -> String {
    let mut chance = Chance::new(7);
    let offer = Offer::new(Timestamp(0), Origin::parse(relay).unwrap(), chance.source());
    let code: &LinkCode = offer.code();
    code.to_url()
}

fn draw(text: &str, path: &str) {
    let qr = QrCode::new(text).unwrap();
    let width = qr.width();
    let (scale, quiet) = (6, 4);
    let side = u32::try_from((width + 2 * quiet) * scale).unwrap();
    let dark = |x: u32, y: u32| {
        let module = |at: u32| (at as usize / scale).checked_sub(quiet).filter(|at| *at < width);
        matches!((module(x), module(y)), (Some(x), Some(y)) if qr[(x, y)] == qrcode::Color::Dark)
    };
    GrayImage::from_fn(side, side, |x, y| Luma([if dark(x, y) { 0 } else { 255 }]))
        .save(path)
        .unwrap();
}
