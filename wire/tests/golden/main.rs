//! Golden bytes: every frame as it travels, field by field. A change here breaks every client that is out there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod connection;
mod limits;
mod mail;

use core::fmt::Debug;

use minicbor::{Decode, Encode};
use pillion_wire::codec::{self, CodecError};

const A16: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B32: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const C64: &str = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

/// The frame has exactly these bytes, they are exactly this frame, and no cut of them is one.
fn golden<F>(frame: F, parts: &[&str])
where
    F: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug,
{
    let bytes = codec::encode(&frame);
    assert_eq!(hex::encode(&bytes), parts.concat(), "{frame:?}");
    assert_eq!(codec::decode::<F>(&bytes).as_ref(), Ok(&frame));
    for end in 0..bytes.len() {
        assert!(codec::decode::<F>(&bytes[..end]).is_err(), "{frame:?} cut at {end}");
    }
    let longer = [bytes.clone(), vec![0]].concat();
    assert_eq!(
        codec::decode::<F>(&longer),
        Err(CodecError::Malformed),
        "{frame:?} and a byte"
    );
    for at in 0..bytes.len() {
        for byte in 0..=u8::MAX {
            let mut changed = bytes.clone();
            changed[at] = byte;
            // Another frame or none, but never a panic.
            let _ = codec::decode::<F>(&changed);
        }
    }
}
