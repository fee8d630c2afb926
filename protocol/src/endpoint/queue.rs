//! What waits to be sealed, most urgent first.

use alloc::{
    collections::{BTreeMap, VecDeque},
    vec::Vec,
};

use super::{closed::SendError, envelope::Envelope};
use crate::{content::priority::Priority, crypto::padding::CONTENT_BYTES};

/// Messages in the order in which they will leave.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: BTreeMap<Priority, VecDeque<Vec<u8>>>,
}

impl Queue {
    /// Adds a message behind those of its priority.
    ///
    /// # Errors
    /// [`SendError::TooLarge`] if it fits no message.
    pub fn push(&mut self, envelope: &Envelope) -> Result<(), SendError> {
        self.push_bytes(envelope.priority(), envelope.encode())
    }

    /// Adds an encoded message behind those of its priority.
    ///
    /// # Errors
    /// [`SendError::TooLarge`] if it fits no message.
    pub fn push_bytes(&mut self, priority: Priority, bytes: Vec<u8>) -> Result<(), SendError> {
        if bytes.len() > CONTENT_BYTES {
            return Err(SendError::TooLarge { got: bytes.len() });
        }
        self.waiting.entry(priority).or_default().push_back(bytes);
        Ok(())
    }

    /// The next message, encoded.
    pub fn pop(&mut self) -> Option<Vec<u8>> {
        self.waiting.values_mut().find_map(VecDeque::pop_front)
    }
}
