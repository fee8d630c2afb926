//! A picture file, refused by its size before a pixel of it is unpacked.

use std::{
    fs::File,
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use image::{DynamicImage, GrayImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};
use pillion_protocol::content::problem::Problem;

use super::scan::scan;

/// The largest file that is opened, in bytes: more than a screenshot of an 8K display takes.
pub(super) const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The longest side, in pixels: two 8K displays side by side.
const SIDE: u32 = 16_384;

/// The most pixels: 8K is 33 million; this is 40 million, which unpack to 160 MB.
const PIXELS: u64 = 40_000_000;

/// Memory for unpacking, in bytes: [`PIXELS`] at 4 bytes, with room for the decoder's own.
const UNPACKED_BYTES: u64 = 256 * 1024 * 1024;

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

/// The text of the code in a picture file; `~/` at the beginning of its path is the person's own folder.
///
/// # Errors
/// [`PictureError`], a sentence.
pub fn read(path: &Path) -> Result<String, PictureError> {
    let picture = match open(path) {
        // A word that is neither a file nor looks like one was meant as a code.
        Err(PictureError::Missing(path)) if path.components().count() == 1 && path.extension().is_none() => {
            return Err(PictureError::Code(Problem::NotACode));
        }
        opened => opened?,
    };
    scan(&on_white(picture)).map_err(PictureError::Code)
}

/// The pixels of a picture file, the right way up; `~/` at the beginning of its path is the person's own folder.
pub(super) fn open(path: &Path) -> Result<DynamicImage, PictureError> {
    match path.strip_prefix("~").ok().zip(dirs::home_dir()) {
        Some((rest, home)) => open_here(&home.join(rest)),
        None => open_here(path),
    }
}

/// The same of a path as it stands.
pub(super) fn open_here(path: &Path) -> Result<DynamicImage, PictureError> {
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
    let unpacked = reader.into_decoder().and_then(|mut decoder| {
        let orientation = decoder.orientation()?;
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(orientation);
        Ok(picture)
    });
    unpacked.map_err(|error| match error {
        ImageError::Limits(_) => PictureError::TooLarge(path.to_owned()),
        _ => not_a_picture(),
    })
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
