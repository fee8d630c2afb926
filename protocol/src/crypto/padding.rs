//! Messages of few sizes, so that a relay that sees sizes learns little from them.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 2 | length n of the content, big endian |
//! | 2 | n | content |
//! | 2+n | to the end of the class | zeros |
//!
//! The padding is inside the seal, and it is checked: a message in a wrong class or with other bytes than zero in its
//! padding was not made by this protocol.
//!
//! Source: docs/protocol.md, rule `R-SESS-6`.

use alloc::vec::Vec;

use pillion_wire::limit::PAYLOAD_BYTES;

/// The byte before every sealed message that says what it is, and the seal's tag after it: 1 + 16 bytes.
const AROUND_BYTES: usize = 17;

/// The padded sizes, in bytes: 256 for a request or a short message, then steps of four, then the largest that one
/// payload of the wire holds. That one is 65,280 - 17 = 65,263 bytes; with its tag it stays below the 65,535 of a
/// Noise message.
pub const CLASSES: [usize; 5] = [256, 1_024, 4_096, 16_384, PAYLOAD_BYTES - AROUND_BYTES];

/// The longest content, in bytes: the largest class without its length field.
pub const CONTENT_BYTES: usize = PAYLOAD_BYTES - AROUND_BYTES - 2;

/// The content does not fit the largest class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("content too large for one message: {got} bytes, limit {CONTENT_BYTES}")]
pub struct TooLarge {
    /// Its length in bytes.
    pub got: usize,
}

/// The padding is not that of this protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("wrong padding")]
pub struct WrongPadding;

/// `content` in the smallest class that holds it.
///
/// # Errors
/// [`TooLarge`] if none does.
pub fn pad(content: &[u8]) -> Result<Vec<u8>, TooLarge> {
    let too_large = TooLarge { got: content.len() };
    let needed = content.len().saturating_add(2);
    let class = CLASSES.into_iter().find(|class| needed <= *class).ok_or(too_large)?;
    let length = u16::try_from(content.len()).map_err(|_| too_large)?;
    let mut padded = Vec::with_capacity(class);
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(content);
    padded.resize(class, 0);
    Ok(padded)
}

/// The content of a padded message.
///
/// # Errors
/// [`WrongPadding`]; never panics, whatever the bytes.
pub fn unpad(padded: &[u8]) -> Result<&[u8], WrongPadding> {
    let (length, rest) = padded.split_first_chunk::<2>().ok_or(WrongPadding)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (content, zeros) = rest.split_at_checked(length).ok_or(WrongPadding)?;
    let class = CLASSES.into_iter().find(|class| length.saturating_add(2) <= *class);
    if class != Some(padded.len()) || zeros.iter().any(|byte| *byte != 0) {
        return Err(WrongPadding);
    }
    Ok(content)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use alloc::vec;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_class_fits_the_wire_and_noise() {
        assert_eq!(CLASSES[4], 65_263);
        assert_eq!(CLASSES[4] + AROUND_BYTES, PAYLOAD_BYTES);
        assert!(CLASSES[4] + 16 <= 65_535);
    }

    #[test]
    fn content_fills_each_class_to_its_edge() {
        for (at, class) in CLASSES.into_iter().enumerate() {
            assert_eq!(pad(&vec![1; class - 2]).unwrap().len(), class);
            if let Some(next) = CLASSES.get(at + 1) {
                assert_eq!(pad(&vec![1; class - 1]).unwrap().len(), *next);
            }
        }
        assert_eq!(pad(&vec![1; CONTENT_BYTES]).unwrap().len(), CLASSES[4]);
        assert_eq!(
            pad(&vec![1; CONTENT_BYTES + 1]),
            Err(TooLarge { got: CONTENT_BYTES + 1 })
        );
    }

    #[test]
    fn every_changed_byte_of_the_padding_is_found() {
        let padded = pad(b"hi").unwrap();
        for at in 4..padded.len() {
            let mut wrong = padded.clone();
            wrong[at] = 1;
            assert_eq!(unpad(&wrong), Err(WrongPadding), "byte {at}");
        }
    }

    #[test]
    fn a_wrong_length_or_class_is_refused() {
        let padded = pad(b"hi").unwrap();
        assert_eq!(unpad(&[]), Err(WrongPadding));
        assert_eq!(unpad(&padded[..1]), Err(WrongPadding));
        assert_eq!(unpad(&padded[..255]), Err(WrongPadding));
        let mut longer = padded.clone();
        longer.push(0);
        assert_eq!(unpad(&longer), Err(WrongPadding));
        let mut larger_class = padded.clone();
        larger_class.resize(1_024, 0);
        assert_eq!(unpad(&larger_class), Err(WrongPadding), "a larger class than needed");
        let mut beyond = padded;
        beyond[..2].copy_from_slice(&255_u16.to_be_bytes());
        assert_eq!(unpad(&beyond), Err(WrongPadding), "longer than what is there");
    }

    proptest! {
        #[test]
        fn what_was_padded_comes_back(content in proptest::collection::vec(any::<u8>(), 0..5_000)) {
            let padded = pad(&content).unwrap();
            prop_assert_eq!(unpad(&padded).unwrap(), &content[..]);
        }

        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            let _ = unpad(&bytes);
        }
    }
}
