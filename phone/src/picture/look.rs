//! The small picture of a picture that is sent as a file, as large as a chat shows it: what a page makes of one, too.
//!
//! It is made of the pixels alone; nothing else of the file is in it. A file that is no picture, or one that is too large to be unpacked,
//! has none, and is sent all the same.
//!
//! Source: docs/protocol.md, rule `R-FILE-16`; www/media/look.js, which makes those of pages.

use std::path::Path;

use image::{DynamicImage, Rgb, RgbImage, imageops::FilterType};
use pillion_protocol::content::{file::Look, media_type::MediaType};

use super::{
    file,
    portrait::{on_white, write_within},
};
use crate::app::haul::Seen;

/// The longest side, in pixels.
const SIDE: u32 = 320;

/// The largest, in bytes.
const BYTES: usize = 12_000;

/// Qualities of JPEG that are tried, the best first.
const QUALITIES: [u8; 5] = [80, 65, 50, 30, 10];

/// What a file looks like; `None` unless its name is one of a picture and it can be read as one. Takes as long as unpacking does.
#[must_use]
pub fn make(path: &Path) -> Option<Seen> {
    let kind = MediaType::of_name(path.file_name()?.to_str()?);
    if !matches!(kind.as_str(), "image/jpeg" | "image/png") {
        return None;
    }
    let picture = file::open_here(path).ok()?;
    let (width, height) = (
        u16::try_from(picture.width()).ok()?,
        u16::try_from(picture.height()).ok()?,
    );
    let picture = write_within(&small(picture), QUALITIES, BYTES)?;
    let look = Look {
        width,
        height,
        picture: picture.id(),
    };
    Some(Seen { look, picture })
}

/// As large as it may be, on white.
fn small(picture: DynamicImage) -> RgbImage {
    let picture = match picture.width().max(picture.height()) > SIDE {
        true => picture.resize(SIDE, SIDE, FilterType::Triangle),
        false => picture,
    };
    let pixels = picture.into_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *pixels.get_pixel(x, y);
        Rgb([red, green, blue].map(|colour| on_white(colour, alpha)))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::path::PathBuf;

    use image::{Rgba, RgbaImage};

    use super::*;
    use crate::picture::portrait::{dots, fitting};

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn saved(&self, name: &str, picture: &DynamicImage) -> PathBuf {
            picture.save(self.path(name)).unwrap();
            self.path(name)
        }
    }

    fn near(one: [u8; 3], other: [u8; 3]) -> bool {
        one.iter().zip(other).all(|(one, other)| one.abs_diff(other) < 12)
    }

    #[test]
    fn a_picture_keeps_its_shape_and_becomes_small() {
        let folder = Folder::new();
        let wide = RgbImage::from_fn(1_600, 400, |x, _| Rgb([if x < 800 { 250 } else { 5 }, 60, 60]));
        let made = make(&folder.saved("wide.png", &wide.into())).unwrap();
        assert_eq!((made.look.width, made.look.height), (1_600, 400));
        assert_eq!(made.look.picture, made.picture.id());
        let all = fitting(made.picture.as_bytes(), 1_000).unwrap();
        assert_eq!((all[0].len(), all.len()), (320, 80));
        assert!(near(all[40][20], [250, 60, 60]) && near(all[40][300], [5, 60, 60]));
        let made = make(&folder.saved("dot.png", &RgbImage::new(3, 2).into())).unwrap();
        let all = fitting(made.picture.as_bytes(), 1_000).unwrap();
        assert_eq!((all[0].len(), all.len()), (3, 2), "a small one is not enlarged");
    }

    #[test]
    fn noise_fits_and_what_is_transparent_is_white() {
        let folder = Folder::new();
        let noise = RgbImage::from_fn(1_000, 1_000, |x, y| {
            let mixed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_mul(x | 1);
            Rgb([(mixed >> 24) as u8, (mixed >> 16) as u8, (mixed >> 8) as u8])
        });
        let made = make(&folder.saved("noise.png", &noise.into())).unwrap();
        assert!(made.picture.as_bytes().len() <= BYTES);
        let clear = RgbaImage::from_pixel(40, 90, Rgba([0, 0, 0, 0]));
        let made = make(&folder.saved("clear.png", &clear.into())).unwrap();
        let dots = dots(made.picture.as_bytes(), 2, 2).unwrap();
        assert!(dots.iter().flatten().all(|dot| near(*dot, [255; 3])), "{dots:?}");
    }

    #[test]
    fn neither_where_nor_with_what_it_was_taken_travels_and_it_stands_upright() {
        let folder = Folder::new();
        let wide = RgbImage::from_pixel(64, 32, Rgb([10, 200, 10]));
        let path = folder.saved("photo.jpg", &wide.into());
        // A camera that was held on its side says so, and where it was.
        let exif =
            b"\xff\xe1\0\x2eExif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0secret place";
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.splice(2..2, exif.iter().copied());
        std::fs::write(&path, bytes).unwrap();
        let made = make(&path).unwrap();
        assert_eq!((made.look.width, made.look.height), (32, 64));
        let text = String::from_utf8_lossy(made.picture.as_bytes()).into_owned();
        assert!(!text.contains("Exif") && !text.contains("secret"), "metadata");
    }

    #[test]
    fn what_is_no_picture_has_none() {
        let folder = Folder::new();
        let path = folder.saved("real.png", &RgbImage::new(20, 20).into());
        let bytes = std::fs::read(&path).unwrap();
        // A few hundred bytes that say they are 60,000 pixels wide and as high.
        let mut bomb = bytes.clone();
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        for (name, bytes) in [
            ("page.jpg", &b"<html><script>alert(1)</script>"[..]),
            ("empty.png", b""),
            ("short.png", &bytes[..bytes.len() / 2]),
            ("bomb.png", &bomb),
            ("picture.txt", &bytes),
            ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ] {
            std::fs::write(folder.path(name), bytes).unwrap();
            assert_eq!(make(&folder.path(name)), None, "{name}");
        }
        assert_eq!(make(&folder.path("none.png")), None);
        assert_eq!(make(Path::new("/")), None);
        std::fs::create_dir(folder.path("folder.png")).unwrap();
        assert_eq!(make(&folder.path("folder.png")), None);
    }
}
