//! Pictures of people and groups: small, square, and made where the file is.
//!
//! 1. A screen cuts a square out of what a person has chosen, makes it [`SIDE`] pixels wide and writes it as a JPEG of at most
//!    [`PICTURE_BYTES`]. Nothing of the file but its pixels is left: no place, no camera, no time.
//! 2. The phone looks at what it is given, its own screens' pictures too ([`Picture::parse`]). What the others are told first is the
//!    [`PictureId`]; the bytes follow, and count only if they are those.
//! 3. Screens hear ids and ask for the bytes that they show.
//!
//! What this is not: it unpacks nothing. Whoever does should do it where it can fail.
//!
//! Source: ITU-T T.81, annex B (the layout of a JPEG); docs/protocol.md, rules `R-PICTURE-*`.

use alloc::{string::String, vec::Vec};
use core::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::crypto::kdf::{self, Label};

/// The side of a new picture, in pixels: twice the largest that any screen shows, for displays with small pixels.
pub const SIDE: u32 = 192;

/// The longest side of a picture that is taken, in pixels: unpacked it has a megabyte.
pub const SIDE_MOST: u16 = 512;

/// The largest picture, in bytes: with all that stands around it, it fits the class of 16,384 bytes of a letter (300 bytes of MLS and
/// CBOR) and of a link. A photo of [`SIDE`] pixels takes about 8,000.
pub const PICTURE_BYTES: usize = 16_000;

/// What names a picture: the digest of its bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct PictureId(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl PictureId {
    /// All bytes, as lower-case hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        pillion_wire::id::AccountId(self.0).to_hex()
    }
}

impl fmt::Debug for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PictureId({})", pillion_wire::id::AccountId(self.0))
    }
}

/// Bytes that are no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no picture: a JPEG of at most {PICTURE_BYTES} bytes and {SIDE_MOST} pixels a side is one")]
pub struct NoPicture;

/// A picture whose head was looked at: a JPEG of at most [`PICTURE_BYTES`] and [`SIDE_MOST`] pixels a side.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Vec<u8>);

impl Picture {
    /// Looks at bytes that somebody calls a picture.
    ///
    /// # Errors
    /// [`NoPicture`].
    pub fn parse(bytes: Vec<u8>) -> Result<Self, NoPicture> {
        let fits = |side: u16| (1..=SIDE_MOST).contains(&side);
        match sides(&bytes) {
            Some((width, height)) if bytes.len() <= PICTURE_BYTES && fits(width) && fits(height) => Ok(Self(bytes)),
            _ => Err(NoPicture),
        }
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> PictureId {
        PictureId(kdf::hash(Label::Picture, &[&self.0]))
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What people look like is private: `Debug` tells the size only.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} bytes)", self.0.len())
    }
}

impl<C> Encode<C> for Picture {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Picture {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let bytes = d.bytes()?;
        if bytes.len() > PICTURE_BYTES {
            return Err(minicbor::decode::Error::message("picture too large"));
        }
        Self::parse(bytes.to_vec()).map_err(minicbor::decode::Error::custom)
    }
}

/// Marks that stand alone, without a length: a time mark, restarts, and a second beginning.
const ALONE: [u8; 10] = [0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];

/// Width and height of a JPEG by its frame header, which must come before the first line of pixels; `None` for anything else.
fn sides(bytes: &[u8]) -> Option<(u16, u16)> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?.strip_suffix(&[0xff, 0xd9])?;
    loop {
        let (head, after) = rest.split_first_chunk::<4>()?;
        let [0xff, mark, high, low] = *head else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        match mark {
            // Of the frames these are other things: tables, and a number that JPEG has kept back.
            0xc0..=0xcf if !matches!(mark, 0xc4 | 0xc8 | 0xcc) => {
                let [_, h1, h0, w1, w0] = *after.get(..length)?.first_chunk::<5>()?;
                return Some((u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0])));
            }
            // Pixels, or the end, before a frame.
            0xda | 0xd9 => return None,
            mark if ALONE.contains(&mark) => return None,
            _ => rest = after.get(length..)?,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    /// A JPEG as far as its head tells: a beginning, a comment, a frame of these sides, an end.
    fn jpeg(width: u16, height: u16, bytes: usize) -> Vec<u8> {
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xfe, 0, 4, b'h', b'i', 0xff, 0xc0, 0, 11, 8];
        jpeg.extend(height.to_be_bytes());
        jpeg.extend(width.to_be_bytes());
        jpeg.extend([1, 1, 0x11, 0]);
        jpeg.resize(bytes.saturating_sub(2), 0);
        jpeg.extend([0xff, 0xd9]);
        jpeg
    }

    #[test]
    fn a_jpeg_of_a_fitting_size_is_a_picture() {
        for (width, height) in [(192, 192), (1, 1), (512, 512), (512, 1)] {
            assert!(Picture::parse(jpeg(width, height, 100)).is_ok(), "{width}x{height}");
        }
        assert!(Picture::parse(jpeg(192, 192, PICTURE_BYTES)).is_ok());
    }

    #[test]
    fn what_is_too_large_is_no_picture() {
        assert_eq!(Picture::parse(jpeg(192, 192, PICTURE_BYTES + 1)), Err(NoPicture));
        for (width, height) in [(513, 1), (1, 513), (65_535, 65_535), (0, 10), (10, 0)] {
            assert_eq!(
                Picture::parse(jpeg(width, height, 100)),
                Err(NoPicture),
                "{width}x{height}"
            );
        }
    }

    #[test]
    fn what_is_no_jpeg_is_no_picture() {
        for other in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            b"GIF89a",
            b"<!doctype html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"",
            b"\xff\xd8\xff\xd9",
            b"\xff\xd8\xff\xda\0\x02\xff\xd9",
        ] {
            assert_eq!(Picture::parse(other.to_vec()), Err(NoPicture), "{other:?}");
        }
    }

    #[test]
    fn a_jpeg_that_is_cut_or_damaged_in_its_head_is_no_picture() {
        let whole = jpeg(192, 192, 100);
        for length in 0..whole.len() {
            let cut = whole.get(..length).map(<[u8]>::to_vec);
            assert_eq!(cut.map(Picture::parse), Some(Err(NoPicture)), "cut at {length}");
        }
        // A comment longer than all of it, one without room for its own length, one where a mark should be.
        for (at, value) in [(4, 0xff), (5, 1), (8, 0)] {
            let mut damaged = whole.clone();
            if let Some(byte) = damaged.get_mut(at) {
                *byte = value;
            }
            assert_eq!(Picture::parse(damaged), Err(NoPicture), "{value} at {at}");
        }
    }

    #[test]
    fn another_byte_is_another_picture() {
        let (one, other) = (jpeg(192, 192, 100), jpeg(192, 192, 101));
        let id = |bytes: &Vec<u8>| Picture::parse(bytes.clone()).map(|picture| picture.id());
        assert_eq!(id(&one), id(&one));
        assert_ne!(id(&one), id(&other));
    }

    #[test]
    fn a_picture_that_is_none_is_not_read_from_the_wire() {
        let read = |bytes: &[u8]| {
            let mut written = Vec::new();
            let _ = Encoder::new(&mut written).bytes(bytes);
            minicbor::decode::<Picture>(&written).map(|picture| picture.0)
        };
        assert_eq!(read(&jpeg(192, 192, 100)).ok(), Some(jpeg(192, 192, 100)));
        assert!(read(b"<html>").is_err());
        assert!(read(&jpeg(192, 192, PICTURE_BYTES + 1)).is_err());
    }

    #[test]
    fn a_picture_is_not_shown_in_a_log() {
        let shown = Picture::parse(jpeg(192, 192, 100)).map(|picture| alloc::format!("{picture:?}"));
        assert_eq!(shown.as_deref(), Ok("Picture(100 bytes)"));
    }
}
