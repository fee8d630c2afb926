//! Names of things that the phone shows to its screens. The relay never sees them.

use core::fmt;

use alloc::string::String;
use minicbor::{Decode, Encode};

/// Writes the type of one 16-byte id.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

        impl $name {
            /// All bytes, as lower-case hexadecimal digits.
            #[must_use]
            pub fn to_hex(&self) -> String {
                pillion_wire::id::LinkId(self.0).to_hex()
            }

            /// Reads what [`Self::to_hex`] wrote.
            #[must_use]
            pub fn from_hex(text: &str) -> Option<Self> {
                pillion_wire::id::LinkId::from_hex(text).map(|id| Self(id.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), pillion_wire::id::LinkId(self.0))
            }
        }
    };
}

id!(
    /// A chat, as this phone names it; another member's phone has another id for the same chat.
    ChatId
);
id!(
    /// A message; random, chosen by the sender's phone, the same on all phones.
    MessageId
);
id!(
    /// One thing that a person wanted done; random, chosen by the screen, answered once whatever is repeated.
    IntentId
);

/// A point in the history of a phone's state: grows by one with each change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Version(#[n(0)] pub u64);

/// A message's place in its chat on this phone: grows in the order in which they came or were written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Place(#[n(0)] pub u64);
