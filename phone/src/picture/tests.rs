//! Pictures as people make them, and as they should not be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use image::{GrayImage, Luma, imageops};
use pillion_protocol::content::problem::Problem;
use qrcode::{Color, QrCode};

use super::{
    file::{FILE_BYTES, PictureError, read},
    scan::scan,
};

/// As long as a real link code.
const LINK: &str = "pillion://link/AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4_QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl9gYWJjZGVmZ2hpamtsbW5vcA";

/// Draws a code into a picture: `module` pixels a module, ink and ground in shades.
fn draw(page: &mut GrayImage, text: &str, at: (u32, u32), module: u32, ink: u8, ground: u8) {
    let code = QrCode::new(text).unwrap();
    let side = u32::try_from(code.width()).unwrap();
    let colors = code.to_colors();
    for y in 0..(side + 8) * module {
        for x in 0..(side + 8) * module {
            let (column, row) = ((x / module).wrapping_sub(4), (y / module).wrapping_sub(4));
            let dark = column < side && row < side && colors[(row * side + column) as usize] == Color::Dark;
            page.put_pixel(at.0 + x, at.1 + y, Luma([if dark { ink } else { ground }]));
        }
    }
}

/// A page with lines of something like text, and the code in its middle.
fn screenshot(text: &str, module: u32, ink: u8, ground: u8) -> GrayImage {
    let mut page = GrayImage::from_pixel(1_280, 800, Luma([ground]));
    for y in (40..760).step_by(24) {
        for x in (20..1_260).filter(|x| (x * 7 + y * 13) % 11 < 4) {
            for thick in 0..3 {
                page.put_pixel(x, y + thick, Luma([ink]));
            }
        }
    }
    draw(&mut page, text, (400, 150), module, ink, ground);
    page
}

fn saved(page: GrayImage, name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    page.save(&path).unwrap();
    (folder, path)
}

#[test]
fn a_screenshot_of_a_page_in_light_or_dark_is_read() {
    for (ink, ground) in [(0, 255), (255, 0), (0x20, 0xe8), (0xe8, 0x12), (255, 0x24)] {
        let (_folder, path) = saved(screenshot(LINK, 5, ink, ground), "page.png");
        assert_eq!(read(&path).unwrap(), LINK, "ink {ink}, ground {ground}");
    }
}

#[test]
fn a_light_card_on_a_dark_page_is_read() {
    let mut page = GrayImage::from_pixel(1_600, 1_000, Luma([0x11]));
    draw(&mut page, LINK, (500, 200), 6, 0, 255);
    assert_eq!(scan(&page).unwrap(), LINK);
}

#[test]
fn large_and_small_codes_are_read() {
    for module in [2, 3, 8] {
        assert_eq!(
            scan(&screenshot(LINK, module, 0, 255)).unwrap(),
            LINK,
            "module {module}"
        );
    }
    let page = screenshot(LINK, 6, 0, 255);
    for (width, height) in [(2_560, 1_600), (3_000, 1_875), (900, 563)] {
        let scaled = imageops::resize(&page, width, height, imageops::FilterType::CatmullRom);
        assert_eq!(scan(&scaled).unwrap(), LINK, "{width}x{height}");
    }
}

#[test]
fn a_jpeg_and_a_transparent_png_are_read() {
    let (_folder, path) = saved(screenshot(LINK, 5, 0, 255), "page.jpg");
    assert_eq!(read(&path).unwrap(), LINK);
    let page = screenshot(LINK, 5, 0, 255);
    let clear = image::RgbaImage::from_fn(page.width(), page.height(), |x, y| {
        let Luma([shade]) = *page.get_pixel(x, y);
        image::Rgba([0, 0, 0, 255 - shade])
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clear.png");
    clear.save(&path).unwrap();
    assert_eq!(read(&path).unwrap(), LINK);
}

#[test]
fn of_several_codes_the_one_that_links_wins() {
    let mut page = GrayImage::from_pixel(1_600, 700, Luma([255]));
    draw(&mut page, "https://example.org/menu", (20, 20), 6, 0, 255);
    draw(&mut page, "pillion://contact/AAAA", (360, 20), 6, 0, 255);
    draw(&mut page, LINK, (800, 20), 6, 0, 255);
    assert_eq!(scan(&page).unwrap(), LINK);
}

#[test]
fn a_contact_code_is_returned_for_the_phone_to_refuse() {
    let page = screenshot("pillion://contact/AAAA", 6, 0, 255);
    assert_eq!(scan(&page).unwrap(), "pillion://contact/AAAA");
}

#[test]
fn a_code_of_others_and_a_page_without_a_code_are_told_apart() {
    let other = scan(&screenshot("WIFI:S:cafe;T:WPA;P:secret;;", 6, 0, 255));
    assert_eq!(other, Err(Problem::NotACode));
    let none = scan(&GrayImage::from_pixel(300, 300, Luma([255])));
    assert_eq!(none, Err(Problem::NoCodeFound));
    assert_eq!(scan(&GrayImage::new(1, 1)), Err(Problem::NoCodeFound));
}

#[test]
fn half_a_code_is_no_code() {
    let page = screenshot(LINK, 6, 0, 255);
    let half = imageops::crop_imm(&page, 0, 0, 600, 800).to_image();
    assert_eq!(scan(&half), Err(Problem::NoCodeFound));
}

#[test]
fn what_is_no_picture_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(read(&path("none.png")), Err(PictureError::Missing(_))));
    assert!(matches!(read(Path::new("none.png")), Err(PictureError::Missing(_))));
    let word = read(Path::new("hello"));
    assert!(matches!(word, Err(PictureError::Code(Problem::NotACode))));
    assert!(matches!(read(folder.path()), Err(PictureError::NotAPicture(_))));
    std::fs::write(path("text.png"), "hello").unwrap();
    assert!(matches!(read(&path("text.png")), Err(PictureError::NotAPicture(_))));
    std::fs::write(path("empty.png"), "").unwrap();
    assert!(matches!(read(&path("empty.png")), Err(PictureError::NotAPicture(_))));
    let (_kept, whole) = saved(screenshot(LINK, 5, 0, 255), "whole.png");
    let bytes = std::fs::read(whole).unwrap();
    std::fs::write(path("cut.png"), &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(read(&path("cut.png")), Err(PictureError::NotAPicture(_))));
}

#[test]
fn a_picture_that_would_unpack_to_gigabytes_is_refused_by_its_head() {
    let (_folder, path) = saved(GrayImage::new(1, 1), "bomb.png");
    let mut bytes = std::fs::read(&path).unwrap();
    // Width and height of the PNG head, and its check sum.
    bytes[16..24].copy_from_slice(&[0, 0, 0x3a, 0x98, 0, 0, 0x3a, 0x98]);
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(read(&path), Err(PictureError::TooLarge(_))));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

#[test]
fn a_file_over_the_limit_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.png");
    File::create(&path).unwrap().set_len(FILE_BYTES + 1).unwrap();
    assert!(matches!(read(&path), Err(PictureError::TooLarge(_))));
}
