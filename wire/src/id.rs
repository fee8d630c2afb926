//! Names of things on the wire: fixed-length byte strings that cannot be swapped for one another.
//!
//! `Debug` and `Display` show the first four bytes only, so that a log never carries an id in full.

use alloc::string::String;
use core::fmt;

use minicbor::{Decode, Encode};

/// Writes the type of one id: its bytes, its short form for logs, its hexadecimal form for people.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// All bytes, as lower-case hexadecimal digits.
            #[must_use]
            pub fn to_hex(&self) -> String {
                hex_of(&self.0)
            }

            /// Reads what [`Self::to_hex`] wrote; `None` if `text` is anything else.
            #[must_use]
            pub fn from_hex(text: &str) -> Option<Self> {
                bytes_of(text).map(Self)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for byte in self.0.iter().take(4) {
                    write!(f, "{byte:02x}")?;
                }
                f.write_str("…")
            }
        }
    };
}

id!(
    /// An account on a relay: the Ed25519 public key of its mailbox.
    AccountId, 32
);
id!(
    /// One linked browser of one account; random.
    LinkId, 16
);
id!(
    /// A meeting point of a page that shows a QR code and the phone that scanned it; random, used once.
    RendezvousId, 16
);
id!(
    /// One sealed blob on its way to mailboxes; random, chosen by the sender. A repeat is the same blob.
    PutId, 16
);
id!(
    /// What the relay knows of a group: a random tag under which commits are ordered.
    GroupTag, 16
);

id!(
    /// One sealed file that a relay holds for a while; random, chosen by the phone that made room for it.
    FileId, 16
);

/// Lets its holder write, or read, one file at the relay, which keeps only its [`TokenHash`].
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct FileToken(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl FileToken {
    /// All bytes, as lower-case hexadecimal digits: a secret, for the header of a request.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex_of(&self.0)
    }

    /// Reads what [`Self::to_hex`] wrote; `None` if `text` is anything else.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }
}

impl fmt::Debug for FileToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileToken(secret)")
    }
}

/// Proof that a browser holds a link; shown to the relay, which keeps only its [`TokenHash`].
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct LinkToken(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(secret)")
    }
}

/// SHA-256 of a [`LinkToken`] or a [`FileToken`]: lets the relay check a token that it does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct TokenHash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// What a phone leaves with the relay for a browser that it unlinked while the browser was away.
///
/// The page got the hash of it when it was linked, so the relay cannot make a page believe that it was unlinked.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Farewell(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl fmt::Debug for Farewell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Farewell(…)")
    }
}

fn hex_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
    text
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N.checked_mul(2)? {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        let nibble = |digit: u8| {
            char::from(digit)
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        };
        *byte = (nibble(*high)? << 4) | nibble(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn hexadecimal_goes_there_and_back() {
        let id = LinkId([0x1f; 16]);
        assert_eq!(LinkId::from_hex(&id.to_hex()), Some(id));
    }

    #[test]
    fn hexadecimal_of_another_length_or_alphabet_is_refused() {
        for text in ["", "1f", &"1f".repeat(17), &"zz".repeat(16), &"é".repeat(16)] {
            assert_eq!(LinkId::from_hex(text), None, "{text}");
        }
    }

    #[test]
    fn a_log_shows_the_start_of_an_id_and_nothing_of_a_token() {
        assert_eq!(format!("{:?}", AccountId([0xab; 32])), "AccountId(abababab…)");
        assert_eq!(format!("{:?}", LinkToken([0xab; 32])), "LinkToken(secret)");
    }
}
