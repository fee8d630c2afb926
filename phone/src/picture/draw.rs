//! Draws a code as a picture file, for a terminal that is too small to show it.

use std::{
    io::{self, Cursor, Write},
    path::{Path, PathBuf},
};

use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

use crate::backup::file::{FileError, NewFile};

/// Pixels of one square: what a phone's camera reads from a display without coming near.
const SQUARE: u32 = 8;

/// Light squares around the code, as ISO 18004 asks for.
const QUIET: u32 = 4;

/// The ending of a name that has none.
const ENDING: &str = "png";

/// Writes a code as a PNG; returns where. `~/` at the beginning of a path is the person's own folder, and a name without an
/// ending gets one.
///
/// # Errors
/// [`FileError`], a sentence; then there is no such file.
pub fn save(code: &str, path: &Path, replace: bool) -> Result<PathBuf, FileError> {
    let path = match path.strip_prefix("~").ok().zip(dirs::home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => path.to_owned(),
    };
    let path = match path.extension() {
        Some(_) => path,
        None => path.with_extension(ENDING),
    };
    let refused = |reason| FileError::Refused {
        path: path.clone(),
        reason,
    };
    let drawn = picture(code).ok_or_else(|| refused(io::ErrorKind::InvalidInput.into()))?;
    let mut bytes = Cursor::new(Vec::new());
    let encoded = drawn.write_to(&mut bytes, ImageFormat::Png);
    encoded.map_err(|reason| refused(io::Error::other(reason)))?;
    let mut file = NewFile::begin(&path, replace)?;
    file.write_all(bytes.get_ref()).map_err(refused)?;
    file.finish()?;
    Ok(std::path::absolute(&path).unwrap_or(path))
}

/// The code, dark on light; `None` if it is too long for any.
fn picture(code: &str) -> Option<GrayImage> {
    let code = QrCode::with_error_correction_level(code, EcLevel::M).ok()?;
    let width = u32::try_from(code.width()).ok()?;
    let squares = code.to_colors();
    let dark = |x: u32, y: u32| {
        let x = x.checked_sub(QUIET).filter(|x| *x < width)?;
        let y = y.checked_sub(QUIET).filter(|y| *y < width)?;
        let at = usize::try_from(y.checked_mul(width)?.checked_add(x)?).ok()?;
        (squares.get(at) == Some(&Color::Dark)).then_some(())
    };
    let side = width.checked_add(2 * QUIET)?.checked_mul(SQUARE)?;
    Some(GrayImage::from_fn(side, side, |x, y| {
        Luma([if dark(x / SQUARE, y / SQUARE).is_some() { 0 } else { 255 }])
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::picture::file;

    #[test]
    fn what_is_drawn_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        for length in [1, 60, 400] {
            let code = format!("pillion://contact/{}", "Ab0-".repeat(length));
            let path = save(&code, &folder.path().join(format!("code {length}")), false).unwrap();
            assert!(path.to_string_lossy().ends_with(&format!("code {length}.png")));
            assert_eq!(file::read(&path).unwrap(), code);
        }
    }

    #[test]
    fn another_file_is_replaced_only_on_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.png");
        std::fs::write(&path, "mine").unwrap();
        assert!(matches!(
            save("pillion://join/AQID", &path, false),
            Err(FileError::Exists(_))
        ));
        assert_eq!(std::fs::read(&path).unwrap(), b"mine");
        save("pillion://join/AQID", &path, true).unwrap();
        assert_eq!(file::read(&path).unwrap(), "pillion://join/AQID");
    }

    #[test]
    fn a_place_that_cannot_be_written_and_a_code_that_is_none_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("no/such/folder.png");
        assert!(matches!(save("x", &nowhere, false), Err(FileError::Refused { .. })));
        let long = save(&"x".repeat(4_000), &folder.path().join("long.png"), false);
        assert!(matches!(long, Err(FileError::Refused { .. })));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
