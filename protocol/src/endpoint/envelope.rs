//! What travels inside a session.
//!
//! CBOR `[variant, [fields]]`, like the wire's frames.

use alloc::vec::Vec;

use minicbor::{Decode, Encode};
use pillion_wire::id::Farewell;

use crate::content::{
    priority::Priority,
    reply::{Answer, Reply},
    request::{Request, RequestId},
    update::Update,
};

/// One message of a session.
#[allow(
    clippy::large_enum_variant,
    reason = "it is moved once and then taken apart: a box would cost more than the move; small in a browser"
)]
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Envelope {
    /// Page: do this, tell me that.
    #[n(0)]
    Request(#[n(0)] Request),
    /// Phone: this came of it.
    #[n(1)]
    Reply(#[n(0)] Reply),
    /// Phone: this changed.
    #[n(2)]
    Update(#[n(0)] Update),
    /// Are you there? The machine answers by itself.
    #[n(3)]
    Ping {
        /// Comes back.
        #[n(0)]
        token: u32,
    },
    /// I am.
    #[n(4)]
    Pong {
        /// From the `Ping`.
        #[n(0)]
        token: u32,
    },
    /// Page: the next link key is stored here. Only the machine sends it.
    #[n(5)]
    Proved,
    /// Phone: the next link key is stored here. Only the machine sends it.
    #[n(6)]
    Kept,
    /// Phone: this link has ended; forget it.
    #[n(7)]
    Unlink {
        /// The same that the relay would hand over.
        #[n(0)]
        farewell: Farewell,
    },
}

impl From<Request> for Envelope {
    fn from(request: Request) -> Self {
        Self::Request(request)
    }
}

impl From<Reply> for Envelope {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

impl From<Update> for Envelope {
    fn from(update: Update) -> Self {
        Self::Update(update)
    }
}

impl Envelope {
    /// How soon it leaves, among those that wait. Equal ones leave in the order in which they came.
    ///
    /// `Synced` goes with the updates, so that an update never overtakes the changes that it builds on.
    #[must_use]
    pub const fn priority(&self) -> Priority {
        match self {
            Self::Ping { .. } | Self::Pong { .. } | Self::Proved | Self::Kept | Self::Unlink { .. } => Priority::Call,
            Self::Request(request) => request.priority(),
            Self::Reply(Reply {
                answer: Answer::Page { .. } | Answer::Picture(_),
                ..
            }) => Priority::History,
            Self::Reply(_) | Self::Update(_) => Priority::Chat,
        }
    }

    /// The message as bytes, before padding. It can be sent if they are at most
    /// [`crate::crypto::padding::CONTENT_BYTES`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a `Vec` cannot fail.
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok(), "an envelope is always encodable");
        bytes
    }

    /// Bytes as a message.
    ///
    /// # Errors
    /// [`Unreadable`]; never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = minicbor::Decoder::new(bytes);
        match decoder.decode() {
            Ok(envelope) if decoder.position() == bytes.len() => Ok(envelope),
            Err(error) if error.is_unknown_variant() => {
                Err(request_id(bytes).map_or(Unreadable::Unknown, Unreadable::UnknownRequest))
            }
            _ => Err(Unreadable::Malformed),
        }
    }
}

/// Why bytes are no message of this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// A request of a kind that this build does not know, and its id. It can still be answered.
    UnknownRequest(RequestId),
    /// Another message of an unknown kind. It may be passed over.
    Unknown,
    /// No message at all.
    Malformed,
}

/// The id of a request of any kind: `[0, [[id, …]]]`.
fn request_id(bytes: &[u8]) -> Option<RequestId> {
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().ok()?;
    if decoder.u32().ok()? != 0 {
        return None;
    }
    decoder.array().ok()?;
    decoder.array().ok()?;
    decoder.u32().ok()
}
