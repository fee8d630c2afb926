//! Keys, each of its own type, so that one cannot stand where another belongs.
//!
//! Secrets are wiped from memory when they are dropped, are compared in constant time, and show nothing in `Debug`.
//! They have a CBOR form because both ends keep them in their stores; what encrypts those stores is the program's
//! affair (SQLCipher on the phone, a non-extractable WebCrypto key in the browser).

use core::fmt;

use minicbor::{Decode, Encode};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::random::{self, Random};

/// Writes the type of one 32-byte secret.
macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Zeroize, ZeroizeOnDrop, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

        impl $name {
            /// A fresh one.
            pub fn random(rng: &mut dyn Random) -> Self {
                Self(random::bytes(rng))
            }

            /// One that was kept or received.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The secret itself. Do not copy it to where it is not wiped.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.ct_eq(&other.0).into()
            }
        }

        impl Eq for $name {}

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(secret)"))
            }
        }
    };
}

secret!(
    /// The X25519 secret of one end of one link; never used for anything else.
    StaticSecret
);
secret!(
    /// The shared secret of a link, which moves on with every session. See [`crate::session`].
    LinkKey
);
secret!(
    /// The one-time secret of a QR code. It never crosses the network.
    PairingSecret
);
secret!(
    /// Seals records at rest. See [`super::seal`].
    RecordKey
);
secret!(
    /// Seals one stream and no other. See [`super::stream`].
    StreamKey
);
secret!(
    /// What a passphrase was stretched to; other keys are derived from it. See [`super::stretch`].
    StretchedKey
);

/// The X25519 public key of one end of one link.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct StaticPublic(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl StaticPublic {
    /// One that was kept or received. Any 32 bytes are a key; agreement with a bad one fails.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key as it travels.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for StaticPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaticPublic(")?;
        for byte in self.0.iter().take(4) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("…)")
    }
}

impl StaticSecret {
    /// The public key that belongs to this secret.
    #[must_use]
    pub fn public(&self) -> StaticPublic {
        let secret = x25519_dalek::StaticSecret::from(self.0);
        StaticPublic(x25519_dalek::PublicKey::from(&secret).to_bytes())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        insta::assert_debug_snapshot!(StaticSecret([0xaa; 32]), @"StaticSecret(secret)");
        insta::assert_debug_snapshot!(LinkKey([0xaa; 32]), @"LinkKey(secret)");
        insta::assert_debug_snapshot!(PairingSecret([0xaa; 32]), @"PairingSecret(secret)");
        insta::assert_debug_snapshot!(RecordKey([0xaa; 32]), @"RecordKey(secret)");
        insta::assert_debug_snapshot!(StreamKey([0xaa; 32]), @"StreamKey(secret)");
        insta::assert_debug_snapshot!(StretchedKey([0xaa; 32]), @"StretchedKey(secret)");
        insta::assert_debug_snapshot!(StaticPublic([0xaa; 32]), @"StaticPublic(aaaaaaaa…)");
    }

    #[test]
    fn a_key_is_stored_as_its_bytes_and_comes_back() {
        let key = LinkKey([7; 32]);
        let stored = minicbor::to_vec(&key).unwrap();
        assert_eq!(stored.len(), 34, "two bytes of CBOR head and the key");
        assert_eq!(minicbor::decode::<LinkKey>(&stored).unwrap(), key);
        assert!(minicbor::decode::<LinkKey>(&minicbor::to_vec("x").unwrap()).is_err());
        assert!(
            minicbor::decode::<LinkKey>(&stored[..33]).is_err(),
            "a cut key is no key"
        );
    }

    #[test]
    fn the_public_key_is_that_of_rfc_7748() {
        // RFC 7748, section 6.1: Alice's key pair.
        let mut secret = [0; 32];
        hex::decode_to_slice(
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            &mut secret,
        )
        .unwrap();
        let public = StaticSecret(secret).public();
        assert_eq!(
            hex::encode(public.0),
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
        );
    }
}
