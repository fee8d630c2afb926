//! Looking for a code in a picture.

use image::{GrayImage, imageops};
use pillion_protocol::content::problem::Problem;

/// Pictures are enlarged up to this many pixels a side, since a code in a larger one is large enough.
const ENLARGED_SIDE: u32 = 2_400;

/// What a text must start with to be a code of Pillion.
const CODE: &str = "pillion://";

/// What a text must start with to link a browser.
const LINK_CODE: &str = "pillion://link/";

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
