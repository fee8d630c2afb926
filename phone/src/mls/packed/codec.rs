//! The choice between JSON and the packed form.

use core::fmt::Display;

use openmls_sqlite_storage::Codec;
use serde::{Serialize, de, de::DeserializeOwned, ser};

use super::{read::Reader, write::Writer};

/// The first byte of what is packed: no JSON begins with it.
const PACKED: u8 = 0x01;

/// The largest value, packed, that is written as JSON instead, in bytes. OpenMLS looks its rows up by written keys, of which the
/// longest is a public key of 1,216 bytes: keys stay as they were before there was a packed form.
const SMALL: usize = 2_048;

/// Why a value could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// As JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Cut short, longer than its value, or with a tag that is none.
    #[error("packed value damaged: {0}")]
    Damaged(&'static str),
    /// The type has its own reasons.
    #[error("packed value: {0}")]
    Type(String),
}

impl ser::Error for CodecError {
    fn custom<T: Display>(reason: T) -> Self {
        Self::Type(reason.to_string())
    }
}

impl de::Error for CodecError {
    fn custom<T: Display>(reason: T) -> Self {
        Self::Type(reason.to_string())
    }
}

/// Small values as JSON, large ones packed.
#[derive(Debug, Default)]
pub struct Packed;

impl Codec for Packed {
    type Error = CodecError;

    fn to_vec<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
        let mut writer = Writer::starting_with(PACKED);
        value.serialize(&mut writer)?;
        let bytes = writer.into_bytes();
        if bytes.len() <= SMALL {
            return Ok(serde_json::to_vec(value)?);
        }
        Ok(bytes)
    }

    fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
        match bytes.split_first() {
            Some((&PACKED, packed)) => Reader::new(packed).whole(),
            _ => Ok(serde_json::from_slice(bytes)?),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum Kind {
        Plain,
        One(u8),
        Two(i32, String),
        Named { key: Vec<u8>, other: Option<Box<Self>> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Wrapped(Vec<u8>);

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Everything {
        nothing: (),
        flags: (bool, bool),
        numbers: (u8, u16, u32, u64, i8, i64, f64),
        letter: char,
        text: String,
        key: Wrapped,
        fixed: [u8; 3],
        mixed: Vec<u64>,
        empty: Vec<u8>,
        kinds: Vec<Kind>,
        by_number: BTreeMap<u32, Option<Wrapped>>,
        by_name: BTreeMap<String, u8>,
        bulk: Vec<u8>,
    }

    fn everything(bulk: usize) -> Everything {
        Everything {
            nothing: (),
            flags: (true, false),
            numbers: (255, 65_535, 7, u64::MAX, -128, i64::MIN, 0.5),
            letter: 'ß',
            text: "text".into(),
            key: Wrapped((0..=255).collect()),
            fixed: [1, 2, 3],
            mixed: vec![1, 300, u64::MAX],
            empty: vec![],
            kinds: vec![
                Kind::Plain,
                Kind::One(9),
                Kind::Two(-1, "two".into()),
                Kind::Named {
                    key: vec![3, 3],
                    other: Some(Box::new(Kind::Plain)),
                },
            ],
            by_number: BTreeMap::from([(1, None), (70_000, Some(Wrapped(vec![1])))]),
            by_name: BTreeMap::from([("a".into(), 1)]),
            bulk: vec![200; bulk],
        }
    }

    fn read(bytes: &[u8]) -> Result<Everything, CodecError> {
        Packed::from_slice(bytes)
    }

    #[test]
    fn a_value_reads_back_in_either_form() {
        let small = everything(0);
        let written = Packed::to_vec(&small).unwrap();
        assert_eq!(written, serde_json::to_vec(&small).unwrap());
        assert_eq!(read(&written).unwrap(), small);
        let large = everything(5_000);
        let written = Packed::to_vec(&large).unwrap();
        assert_eq!(written[0], PACKED);
        assert_eq!(read(&written).unwrap(), large);
        assert_eq!(
            read(&serde_json::to_vec(&large).unwrap()).unwrap(),
            large,
            "as written before"
        );
    }

    #[test]
    fn bytes_take_their_own_room_and_no_more() {
        let written = Packed::to_vec(&vec![200_u8; 5_000]).unwrap();
        assert_eq!(written[..6], [PACKED, 8, 0x88, 0x13, 0, 0]);
        assert_eq!(written.len(), 5_006);
        let pair = Packed::to_vec(&(Wrapped(vec![7; 3_000]), 5_u8)).unwrap();
        // A list of two: bytes, and a number of 8 bits.
        assert_eq!(pair[..6], [PACKED, 9, 2, 0, 0, 0]);
        assert_eq!(pair[pair.len() - 3..], [7, 3, 5]);
    }

    #[test]
    fn what_is_cut_or_lengthened_is_refused() {
        let written = Packed::to_vec(&everything(3_000)).unwrap();
        for length in 0..written.len() {
            assert!(read(&written[..length]).is_err(), "cut at {length}");
        }
        assert!(read(&[written.as_slice(), &[0]].concat()).is_err());
        let unknown: Result<u8, _> = Packed::from_slice(&[PACKED, 11]);
        assert!(
            matches!(unknown, Err(CodecError::Damaged("unknown tag"))),
            "{unknown:?}"
        );
        // A list of 2^32 - 1 values that is not there takes no memory.
        let promised: Result<Vec<u64>, _> = Packed::from_slice(&[PACKED, 9, 255, 255, 255, 255, 3, 1]);
        assert!(promised.is_err());
    }
}
