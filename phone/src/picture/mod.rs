//! Finds a Pillion code in a picture: a screenshot of a whole page is enough. And makes such a picture of a code.
//!
//! 1. [`mod@file`] opens a PNG or JPEG, refusing by its size before a pixel of it is unpacked.
//! 2. [`scan`] looks for QR codes in the picture as it is and inverted (a page in dark colours), then smaller (a
//!    display with many pixels, a blurred photo) and larger (a small code).
//! 3. The first text that links a browser wins. Without one, any other Pillion code is returned, so that the phone can
//!    say what is wrong with it.
//! 4. The other way round [`draw`] writes a code of this account's to a PNG.
//! 5. [`look`] makes the small picture of a picture that is sent as a file.
//! 6. [`portrait`] makes the small picture of a person or a group that others see.
//!
//! Source: DESIGN "Pairing: the QR code".

pub mod draw;
pub mod file;
pub mod given;
pub mod look;
pub mod portrait;
pub mod scan;
#[cfg(test)]
mod tests;
