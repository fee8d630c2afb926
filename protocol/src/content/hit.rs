//! A message that a search has found.

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode};

use super::message::Message;

/// The most hits of one answer.
pub const HITS: usize = 30;

/// One hit.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Hit {
    /// The message.
    #[n(0)]
    pub message: Message,
    /// The part of its words that was found, on one line, in pieces that alternate: outside, found, outside, found and so on.
    #[n(1)]
    pub excerpt: Vec<String>,
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Hit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Hit({:?})", self.message.id)
    }
}
