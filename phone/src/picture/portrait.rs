//! The small picture of a person or a group, made of a file that somebody has chosen.
//!
//! The middle of it is cut out as a square, what is transparent becomes white, and a JPEG is written anew: nothing of the file
//! travels but its pixels. A picture that does not fit is written with less care until it does.

use core::fmt;
use std::path::Path;

use image::{
    DynamicImage, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::jpeg::JpegEncoder,
    imageops::{self, FilterType},
};
use pillion_protocol::content::picture::{PICTURE_BYTES, Picture, SIDE, SIDE_MOST};

use super::file::{self, PictureError};

/// Qualities of JPEG that are tried, the best first. Noise, the worst that there is, fits with the last but one.
const QUALITIES: [u8; 5] = [85, 70, 50, 25, 8];

/// Memory for unpacking a picture that came, in bytes: three of [`SIDE_MOST`] squared at four bytes.
const UNPACKED_BYTES: u64 = 3 * 4 * (SIDE_MOST as u64) * (SIDE_MOST as u64);

/// Why a file became no picture.
#[derive(Debug, thiserror::Error)]
pub struct PortraitError(PictureError);

impl fmt::Display for PortraitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            PictureError::Missing(path) => write!(f, "There is no file {}. Check the path.", path.display()),
            PictureError::NotAPicture(path) => write!(
                f,
                "The file {} is not a picture that can be read. Choose a PNG or JPEG.",
                path.display()
            ),
            PictureError::TooLarge(path) => write!(
                f,
                "The picture {} is too large. Choose one of at most 40 million pixels.",
                path.display()
            ),
            other => other.fmt(f),
        }
    }
}

/// Makes a picture of a file.
///
/// # Errors
/// [`PortraitError`], a sentence.
pub fn make(path: &Path) -> Result<Picture, PortraitError> {
    let unpacked = file::open(path).map_err(PortraitError)?;
    write(&square(unpacked)).ok_or_else(|| PortraitError(PictureError::NotAPicture(path.to_owned())))
}

/// The middle, on white.
fn square(picture: DynamicImage) -> RgbImage {
    let (width, height) = (picture.width(), picture.height());
    let side = width.min(height);
    let (x, y) = (width.saturating_sub(side) / 2, height.saturating_sub(side) / 2);
    let middle = picture.crop_imm(x, y, side, side).into_rgba8();
    drop(picture);
    let small = imageops::resize(&middle, SIDE, SIDE, FilterType::Triangle);
    RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *small.get_pixel(x, y);
        Rgb([red, green, blue].map(|colour| on_white(colour, alpha)))
    })
}

/// A colour as it looks on white paper.
pub(super) fn on_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    let mixed = colour
        .saturating_mul(alpha)
        .saturating_add(255_u32.saturating_mul(255_u32.saturating_sub(alpha)))
        / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn write(pixels: &RgbImage) -> Option<Picture> {
    write_within(pixels, QUALITIES, PICTURE_BYTES)
}

/// A picture of at most so many bytes, in the first quality that fits.
pub(super) fn write_within(pixels: &RgbImage, qualities: [u8; 5], most: usize) -> Option<Picture> {
    qualities.into_iter().find_map(|quality| {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode_image(pixels)
            .ok()?;
        Picture::parse(bytes).ok().filter(|made| made.as_bytes().len() <= most)
    })
}

/// The colours of a picture that came, as `columns` times `rows` dots; `None` if it cannot be unpacked.
#[must_use]
pub fn dots(bytes: &[u8], columns: u32, rows: u32) -> Option<Vec<Vec<[u8; 3]>>> {
    let pixels = unpack(bytes)?;
    Some(lines(&imageops::resize(&pixels, columns, rows, FilterType::Triangle)))
}

/// The same with as many dots as there are pixels, but at most `most` a side.
#[must_use]
pub fn fitting(bytes: &[u8], most: u32) -> Option<Vec<Vec<[u8; 3]>>> {
    let pixels = unpack(bytes)?;
    if pixels.width().max(pixels.height()) <= most {
        return Some(lines(&pixels));
    }
    let small = DynamicImage::from(pixels).resize(most, most, FilterType::Triangle);
    Some(lines(&small.into_rgb8()))
}

fn lines(pixels: &RgbImage) -> Vec<Vec<[u8; 3]>> {
    pixels.rows().map(|row| row.map(|dot| dot.0).collect()).collect()
}

fn unpack(bytes: &[u8]) -> Option<RgbImage> {
    let mut reader = ImageReader::with_format(std::io::Cursor::new(bytes), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_image_width = Some(u32::from(SIDE_MOST));
    limits.max_image_height = Some(u32::from(SIDE_MOST));
    limits.max_alloc = Some(UNPACKED_BYTES);
    reader.limits(limits);
    Some(reader.decode().ok()?.into_rgb8())
}

/// A picture of one shade, for tests.
#[cfg(test)]
#[must_use]
pub fn of_one_colour(shade: u8) -> Picture {
    write(&RgbImage::from_pixel(SIDE, SIDE, Rgb([shade; 3]))).unwrap()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn saved(picture: &DynamicImage, name: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        picture.save(&path).unwrap();
        (folder, path)
    }

    fn near(one: [u8; 3], other: [u8; 3]) -> bool {
        one.iter().zip(other).all(|(one, other)| one.abs_diff(other) < 12)
    }

    /// Noise that no one has seen before, from a sum of primes.
    fn noise(x: u32, y: u32) -> Rgb<u8> {
        let mut state = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ 0x9e37_79b9;
        Rgb([0; 3].map(|_: u8| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        }))
    }

    #[test]
    fn the_middle_of_a_wide_picture_is_what_others_see() {
        let wide = RgbImage::from_fn(900, 300, |x, _| match x {
            300..600 => Rgb([200, 30, 30]),
            _ => Rgb([30, 30, 200]),
        });
        let (_folder, path) = saved(&wide.into(), "wide.png");
        let picture = make(&path).unwrap();
        let dots = dots(picture.as_bytes(), 4, 4).unwrap();
        assert!(dots.iter().flatten().all(|dot| near(*dot, [200, 30, 30])), "{dots:?}");
    }

    #[test]
    fn what_is_transparent_is_white() {
        let clear = RgbaImage::from_pixel(40, 90, Rgba([0, 0, 0, 0]));
        let (_folder, path) = saved(&clear.into(), "clear.png");
        let dots = dots(make(&path).unwrap().as_bytes(), 2, 2).unwrap();
        assert!(dots.iter().flatten().all(|dot| near(*dot, [255; 3])), "{dots:?}");
    }

    #[test]
    fn noise_and_a_single_pixel_fit() {
        for (width, height) in [(1, 1), (192, 192), (1_000, 700)] {
            let picture = RgbImage::from_fn(width, height, noise);
            let (_folder, path) = saved(&picture.into(), "noise.png");
            let made = make(&path).unwrap();
            assert!(made.as_bytes().len() <= PICTURE_BYTES, "{width}x{height}");
            assert!(dots(made.as_bytes(), 8, 8).is_some());
        }
    }

    #[test]
    fn nothing_of_the_file_travels_but_its_pixels_the_right_way_up() {
        let upper = |y: u32, dark: u32| {
            if y < dark {
                Rgb([10, 10, 10])
            } else {
                Rgb([240, 240, 240])
            }
        };
        let (_folder, path) = saved(&RgbImage::from_fn(64, 64, |_, y| upper(y, 32)).into(), "photo.jpg");
        // A camera that was held upside down says so, and where it was.
        let exif =
            b"\xff\xe1\0\x2eExif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0secret place";
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.splice(2..2, exif.iter().copied());
        std::fs::write(&path, bytes).unwrap();
        let picture = make(&path).unwrap();
        let text = String::from_utf8_lossy(picture.as_bytes()).into_owned();
        assert!(!text.contains("Exif") && !text.contains("secret"), "metadata");
        let dots = dots(picture.as_bytes(), 1, 8).unwrap();
        assert!(near(dots[0][0], [240; 3]) && near(dots[7][0], [10; 3]), "{dots:?}");
    }

    #[test]
    fn a_file_that_is_no_picture_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let said = |path: &Path| make(path).unwrap_err().to_string();
        assert!(said(&path("none.png")).ends_with("none.png. Check the path."));
        assert!(said(Path::new("none")).ends_with("none. Check the path."));
        std::fs::write(path("page.jpg"), "<html><script>alert(1)</script>").unwrap();
        assert!(said(&path("page.jpg")).ends_with("Choose a PNG or JPEG."));
    }

    #[test]
    fn a_picture_that_would_unpack_to_more_than_its_head_says_gives_no_dots() {
        let picture = of_one_colour(90);
        let mut bytes = picture.as_bytes().to_vec();
        let frame = bytes.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 9].fill(0xff);
        assert!(Picture::parse(bytes.clone()).is_err());
        assert!(dots(&bytes, 8, 8).is_none());
    }

    #[test]
    fn damaged_bytes_give_dots_or_none_and_never_end_the_program() {
        let bytes = write(&RgbImage::from_fn(SIDE, SIDE, noise))
            .unwrap()
            .as_bytes()
            .to_vec();
        for at in (0..bytes.len()).step_by(bytes.len() / 400) {
            for value in [0, 0x7f, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                let _ = dots(&damaged, 2, 2);
            }
            let _ = dots(&bytes[..at], 2, 2);
        }
    }
}
