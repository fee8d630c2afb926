//! Finds a Pillion code in a picture: a screenshot of a whole page is enough.
//!
//! 1. [`read`] opens a PNG or JPEG, refusing by its size before a pixel of it is unpacked.
//! 2. [`scan`] looks for QR codes in the picture as it is and inverted (a page in dark colours), then smaller (a
//!    display with many pixels, a blurred photo) and larger (a small code).
//! 3. The first text that links a browser wins. Without one, any other Pillion code is returned, so that the phone can
//!    say what is wrong with it.
//!
//! Source: DESIGN "Pairing: the QR code".

use std::{
    fs::File,
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use image::{DynamicImage, GrayImage, ImageError, ImageFormat, ImageReader, Limits, imageops};
use pillion_protocol::content::problem::Problem;

/// The largest file that is opened, in bytes: more than a screenshot of an 8K display takes.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The longest side, in pixels: two 8K displays side by side.
const SIDE: u32 = 16_384;

/// The most pixels: 8K is 33 million; this is 40 million, which unpack to 160 MB.
const PIXELS: u64 = 40_000_000;

/// Memory for unpacking, in bytes: [`PIXELS`] at 4 bytes, with room for the decoder's own.
const UNPACKED_BYTES: u64 = 256 * 1024 * 1024;

/// Pictures are enlarged up to this many pixels a side, since a code in a larger one is large enough.
const ENLARGED_SIDE: u32 = 2_400;

/// What a text must start with to be a code of Pillion.
const CODE: &str = "pillion://";

/// What a text must start with to link a browser.
const LINK_CODE: &str = "pillion://link/";

/// Why a picture gave no code.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// No file of that name.
    #[error("There is no file {}. Check the path, or paste the link that stands under the QR code.", .0.display())]
    Missing(PathBuf),
    /// The file cannot be opened.
    #[error("The file {} cannot be read: {reason}.", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// Not PNG or JPEG, or damaged.
    #[error("The file {} is not a picture that can be read. Save the screenshot as PNG or JPEG.", .0.display())]
    NotAPicture(PathBuf),
    /// Too many bytes or pixels.
    #[error("The picture {} is too large. Take a screenshot of the page alone.", .0.display())]
    TooLarge(PathBuf),
    /// It was read, and the code is missing or another one.
    #[error("{0}")]
    Code(Problem),
}

/// What a person gave as a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// The text of a code.
    Code(String),
    /// The path of a picture.
    Picture(PathBuf),
}

impl Given {
    /// Tells a pasted code from a path. Terminals add quotes, backslashes or `file://` to a path that is dropped on
    /// them; these go.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let unquoted = ['\'', '"']
            .into_iter()
            .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
            .unwrap_or(text);
        let is_file = unquoted.starts_with("file://");
        if unquoted.contains("://") && !is_file {
            return Self::Code(unquoted.to_owned());
        }
        let path = unquoted.strip_prefix("file://").unwrap_or(unquoted);
        // A backslash before a space or a quote is the terminal's; a file that really has one is found as it stands.
        let plain = ["\\ ", "\\'", "\\(", "\\)", "\\&"]
            .iter()
            .fold(path.to_owned(), |path, escaped| {
                path.replace(escaped, escaped.trim_start_matches('\\'))
            });
        let plain = if is_file { plain.replace("%20", " ") } else { plain };
        Self::Picture(PathBuf::from(plain))
    }
}

/// The text of the code in a picture file; `~/` at the beginning of its path is the person's own folder.
///
/// # Errors
/// [`PictureError`], a sentence.
pub fn read(path: &Path) -> Result<String, PictureError> {
    let picture = match path.strip_prefix("~").ok().zip(dirs::home_dir()) {
        Some((rest, home)) => open(&home.join(rest))?,
        None => open(path)?,
    };
    scan(&picture).map_err(PictureError::Code)
}

fn open(path: &Path) -> Result<GrayImage, PictureError> {
    let unreadable = |reason: io::Error| match reason.kind() {
        io::ErrorKind::NotFound => PictureError::Missing(path.to_owned()),
        _ => PictureError::Unreadable {
            path: path.to_owned(),
            reason,
        },
    };
    let not_a_picture = || PictureError::NotAPicture(path.to_owned());
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        return Err(not_a_picture());
    }
    if about.len() > FILE_BYTES {
        return Err(PictureError::TooLarge(path.to_owned()));
    }
    let open = || {
        let file = BufReader::new(File::open(path)?);
        ImageReader::new(file).with_guessed_format()
    };
    let reader = open().map_err(unreadable)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(not_a_picture());
    }
    let (width, height) = reader.into_dimensions().map_err(|_| not_a_picture())?;
    if width > SIDE || height > SIDE || u64::from(width).saturating_mul(u64::from(height)) > PIXELS {
        return Err(PictureError::TooLarge(path.to_owned()));
    }
    let mut reader = open().map_err(unreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(UNPACKED_BYTES);
    reader.limits(limits);
    match reader.decode() {
        Ok(picture) => Ok(on_white(picture)),
        Err(ImageError::Limits(_)) => Err(PictureError::TooLarge(path.to_owned())),
        Err(_) => Err(not_a_picture()),
    }
}

/// In shades of grey; what is transparent is taken as white, which is what a viewer shows.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let with_alpha = picture.into_luma_alpha8();
    GrayImage::from_fn(with_alpha.width(), with_alpha.height(), |x, y| {
        let image::LumaA([shade, alpha]) = *with_alpha.get_pixel(x, y);
        let (shade, alpha) = (u32::from(shade), u32::from(alpha));
        let mixed = shade
            .saturating_mul(alpha)
            .saturating_add(255_u32.saturating_mul(255_u32.saturating_sub(alpha)))
            / 255;
        image::Luma([u8::try_from(mixed).unwrap_or(u8::MAX)])
    })
}

/// The text of the code in a picture.
///
/// # Errors
/// [`Problem::NoCodeFound`], or [`Problem::NotACode`] where only codes of others were found.
pub fn scan(picture: &GrayImage) -> Result<String, Problem> {
    let mut seen = Vec::new();
    for resized in sizes(picture) {
        let picture = resized.as_ref().unwrap_or(picture);
        for reading in READINGS {
            let texts = codes_in(picture, reading);
            if let Some(link) = texts.iter().find(|text| text.starts_with(LINK_CODE)) {
                return Ok(link.clone());
            }
            seen.extend(texts);
        }
    }
    if let Some(other) = seen.iter().find(|text| text.starts_with(CODE)) {
        return Ok(other.clone());
    }
    Err(if seen.is_empty() {
        Problem::NoCodeFound
    } else {
        Problem::NotACode
    })
}

/// The picture itself (`None`), then halves and doubles of it, made only when they are needed.
fn sizes(picture: &GrayImage) -> impl Iterator<Item = Option<GrayImage>> + '_ {
    let (width, height) = picture.dimensions();
    let scaled = move |up: u32, down: u32| {
        let side = |length: u32| length.saturating_mul(up).checked_div(down).unwrap_or(length).max(1);
        let (width, height) = (side(width), side(height));
        let fits = up <= down || width.max(height) <= ENLARGED_SIDE;
        fits.then(|| imageops::resize(picture, width, height, imageops::FilterType::Triangle))
    };
    let resized = [(1, 2), (2, 1), (1, 3), (3, 2), (3, 1), (1, 4)];
    std::iter::once(None).chain(
        resized
            .into_iter()
            .filter_map(move |(up, down)| scaled(up, down))
            .map(Some),
    )
}

/// How shades become black and white.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// For light modules on dark ground.
    inverted: bool,
    /// Against the middle shade, as a screenshot has clean edges; else against the shades around, as a photo needs.
    against_middle: bool,
}

const READINGS: [Reading; 4] = [
    Reading {
        inverted: false,
        against_middle: false,
    },
    Reading {
        inverted: true,
        against_middle: false,
    },
    Reading {
        inverted: false,
        against_middle: true,
    },
    Reading {
        inverted: true,
        against_middle: true,
    },
];

fn codes_in(picture: &GrayImage, reading: Reading) -> Vec<String> {
    let flip = if reading.inverted { 255 } else { 0 };
    let pixels = picture.as_raw();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let shade = |x: usize, y: usize| {
        let at = y.saturating_mul(width).saturating_add(x);
        pixels.get(at).copied().unwrap_or_default() ^ flip
    };
    let mut prepared = if reading.against_middle {
        rqrr::PreparedImage::prepare_from_bitmap(width, height, |x, y| shade(x, y) < 128)
    } else {
        rqrr::PreparedImage::prepare_from_greyscale(width, height, shade)
    };
    prepared
        .detect_grids()
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .collect()
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use image::Luma;
    use qrcode::{Color, QrCode};

    use super::*;

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

    #[test]
    fn codes_and_paths_are_told_apart() {
        assert_eq!(Given::parse(&format!(" {LINK} ")), Given::Code(LINK.to_owned()));
        assert_eq!(
            Given::parse("https://a.example"),
            Given::Code("https://a.example".to_owned())
        );
        for path in [
            "/tmp/my shot.png",
            "'/tmp/my shot.png'",
            "/tmp/my\\ shot.png",
            "file:///tmp/my%20shot.png",
        ] {
            assert_eq!(
                Given::parse(path),
                Given::Picture(PathBuf::from("/tmp/my shot.png")),
                "{path}"
            );
        }
    }
}
