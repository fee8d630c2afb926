//! Derived keys and hashes, each with a label of its own.
//!
//! A label keeps two uses of the same input apart: what is derived for one purpose is worth nothing for another.
//!
//! Input to BLAKE2s (RFC 7693), for [`derive()`] keyed with the secret, for [`hash`] without a key:
//!
//! | part | bytes | meaning |
//! |---|---|---|
//! | label length | 1 | so that no label can continue into the data |
//! | label | n | which use |
//! | for each part: length | 4 | big endian: two lists of parts never give the same bytes |
//! | for each part: bytes | n | |

use blake2::{
    Blake2s256, Blake2sMac256,
    digest::{FixedOutput, KeyInit, Update},
};

/// What something is derived for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The next link key. Without a label of its own, the output could be passed off as another hash of the same
    /// handshake, such as the check code that both screens show.
    NextLinkKey,
    /// The four emoji. Stops a shown code from being a piece of any key.
    Check,
    /// The hash that a page keeps of its farewell. Stops the relay from finding, in any other hash of the protocol,
    /// something that makes a page wipe itself.
    Farewell,
    /// The checksum of a code. Finds cut and mistyped codes; it is no defence against an attacker.
    CodeChecksum,
    /// The checksum of a contact code; as for a link code, but neither passes for the other.
    ContactChecksum,
    /// The checksum of an invitation; neither of the other codes passes for one.
    InvitationChecksum,
    /// The digits of a safety number.
    Safety,
    /// The short tag by which an unauthenticated hint names the message that it is about. Stops a late hint from being
    /// taken for an answer to a newer message.
    HintTag,
    /// What tells a wrong passphrase from a damaged backup. Stops it from being a piece of the key that seals.
    BackupCheck,
    /// The key that seals the stream of a backup.
    BackupStream,
    /// What names a picture. Stops bytes that were hashed for another purpose from passing for one.
    Picture,
    /// The token that lets whoever has a file's key upload it. Stops the relay from finding in it a piece of the key.
    FileWrite,
    /// The token that lets whoever has a file's key download it; a reader cannot write.
    FileRead,
}

impl Label {
    const fn text(self) -> &'static [u8] {
        match self {
            Self::NextLinkKey => b"pillion next link key v1",
            Self::Check => b"pillion check v1",
            Self::Farewell => b"pillion farewell v1",
            Self::CodeChecksum => b"pillion code checksum v1",
            Self::ContactChecksum => b"pillion contact checksum v1",
            Self::InvitationChecksum => b"pillion join checksum v1",
            Self::Safety => b"pillion safety v1",
            Self::HintTag => b"pillion hint tag v1",
            Self::BackupCheck => b"pillion backup check v1",
            Self::BackupStream => b"pillion backup stream v1",
            Self::Picture => b"pillion picture v1",
            Self::FileWrite => b"pillion file write v1",
            Self::FileRead => b"pillion file read v1",
        }
    }
}

/// 32 bytes that only a holder of `secret` can compute.
#[must_use]
pub fn derive(label: Label, secret: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Blake2sMac256::new(secret.into());
    absorb(&mut mac, label, parts);
    mac.finalize_fixed().into()
}

/// 32 bytes that name `parts` for one use.
#[must_use]
pub fn hash(label: Label, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Blake2s256::default();
    absorb(&mut hasher, label, parts);
    hasher.finalize_fixed().into()
}

fn absorb(hasher: &mut impl Update, label: Label, parts: &[&[u8]]) {
    let text = label.text();
    hasher.update(&[u8::try_from(text.len()).unwrap_or(u8::MAX)]);
    hasher.update(text);
    for part in parts {
        hasher.update(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        hasher.update(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Label; 13] = [
        Label::NextLinkKey,
        Label::InvitationChecksum,
        Label::ContactChecksum,
        Label::Safety,
        Label::Check,
        Label::Farewell,
        Label::CodeChecksum,
        Label::HintTag,
        Label::BackupCheck,
        Label::BackupStream,
        Label::Picture,
        Label::FileWrite,
        Label::FileRead,
    ];

    #[test]
    fn every_label_gives_another_value() {
        for (at, one) in ALL.into_iter().enumerate() {
            for other in ALL.into_iter().skip(at + 1) {
                assert_ne!(hash(one, &[b"x"]), hash(other, &[b"x"]), "{one:?} and {other:?}");
                assert_ne!(derive(one, &[1; 32], &[b"x"]), derive(other, &[1; 32], &[b"x"]));
            }
        }
    }

    #[test]
    fn moving_a_byte_from_one_part_to_the_next_changes_the_value() {
        assert_ne!(hash(Label::Check, &[b"ab", b"c"]), hash(Label::Check, &[b"a", b"bc"]));
        assert_ne!(hash(Label::Check, &[b"ab"]), hash(Label::Check, &[b"ab", b""]));
    }

    #[test]
    fn another_secret_gives_another_value() {
        assert_ne!(derive(Label::Check, &[1; 32], &[]), derive(Label::Check, &[2; 32], &[]));
        assert_ne!(derive(Label::Check, &[0; 32], &[]), hash(Label::Check, &[]));
    }

    #[test]
    fn the_values_stay_what_they_were() {
        // A link that exists must survive an update of the program. Computed with another BLAKE2s.
        assert_eq!(
            hex::encode(derive(Label::NextLinkKey, &[1; 32], &[&[2; 32]])),
            "852d0a50d22b3d086780f856f518101100387b014592c844de9a09c2f8d830b6"
        );
        assert_eq!(
            hex::encode(hash(Label::Farewell, &[&[3; 32]])),
            "9df167bd7539bb184544c622581c467667e6028d35ae8037cc44dfe3f95a1016"
        );
    }
}
