//! What a group of many agrees on besides its members: name, admins, picture.
//!
//! It lies in the group context, as an extension of our own beside the one that requires every member to know it. So it is
//! part of what each epoch's keys are derived from: two members that see another name cannot read one another. A group of
//! two (see [`super::pair`]) has no extension; that is what tells the two apart.
//!
//! The extension is CBOR, an array, in the one spelling that the encoder makes:
//!
//! | field | type | meaning |
//! |---|---|---|
//! | 0 | number | version of this layout: 1 |
//! | 1 | text | name: 1 to 128 characters, cleaned |
//! | 2 | array of byte strings of 32 | identity keys of the admins, ascending, each once |
//! | 3 | byte string or left out | picture: 1 to 512 bytes that say where it is; opaque here |
//!
//! Another layout gets another extension number, not another version alone: members that do not know it could not tell a
//! good commit from a bad one, and required capabilities keep them from being added.
//!
//! Source: RFC 9420 sections 11.1 and 17.3; docs/protocol.md, rule `R-GROUP-1`.

use core::fmt;
use std::collections::BTreeSet;

use minicbor::{
    Decode, Decoder, Encode,
    bytes::{ByteArray, ByteVec},
};
use openmls::{
    extensions::{Extension, ExtensionType, Extensions, RequiredCapabilitiesExtension, UnknownExtension},
    group::GroupContext,
};

use super::{error::MlsError, identity::IdentityKey, roster::MEMBERS};

/// The extension's number, from the range for private use (0xf000 to 0xffff).
pub(super) const EXTENSION: u16 = 0xf0c1;

/// Characters of a name.
pub const NAME_CHARS: usize = 128;

/// Bytes of a picture's reference: an id, a key, a digest and a size, twice over.
pub const PICTURE_BYTES: usize = 512;

/// Bytes of the whole: 34 for each admin, 4 for each character, and the heads. More is refused before it is read.
const PROFILE_BYTES: usize = MEMBERS * 34 + NAME_CHARS * 4 + PICTURE_BYTES + 32;

const VERSION: u8 = 1;

/// Why something is no profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Nothing is left of the name once it is cleaned.
    #[error("group name empty")]
    NoName,
    /// The name is too long.
    #[error("group name too long: {got} characters, limit {limit}")]
    LongName {
        /// Its characters, cleaned.
        got: usize,
        /// [`NAME_CHARS`].
        limit: usize,
    },
    /// The picture's reference is empty or too long.
    #[error("picture reference of {got} bytes, limit {limit}")]
    Picture {
        /// Its bytes.
        got: usize,
        /// [`PICTURE_BYTES`].
        limit: usize,
    },
    /// Bytes that are not the encoding of a profile.
    #[error("group profile malformed: {0}")]
    Malformed(&'static str),
}

/// A group's name, cleaned: one line, without control characters and without marks that turn or hide text.
#[derive(Clone, PartialEq, Eq)]
pub struct GroupName(String);

impl GroupName {
    /// Cleans what somebody has typed.
    ///
    /// # Errors
    /// [`ProfileError::NoName`], [`ProfileError::LongName`].
    pub fn parse(typed: &str) -> Result<Self, ProfileError> {
        let shown: String = typed.chars().filter(|c| !is_hidden(*c)).collect();
        let clean = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        match clean.chars().count() {
            0 => Err(ProfileError::NoName),
            got if got > NAME_CHARS => Err(ProfileError::LongName { got, limit: NAME_CHARS }),
            _ => Ok(Self(clean)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a group is called is private: `Debug` tells its length only.
impl fmt::Debug for GroupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GroupName({} bytes)", self.0.len())
    }
}

/// Characters that no name holds: controls (white space is dealt with apart), and marks without a shape that change the
/// order of what is shown or make two names look alike. The joiners U+200C and U+200D stay: scripts and emoji need them.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Name, admins and picture of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) name: GroupName,
    pub(super) admins: BTreeSet<IdentityKey>,
    pub(super) picture: Option<Vec<u8>>,
}

/// The profile as it is written.
#[derive(Encode, Decode)]
struct Written {
    #[n(0)]
    version: u8,
    #[n(1)]
    name: String,
    #[n(2)]
    admins: Vec<ByteArray<32>>,
    #[n(3)]
    picture: Option<ByteVec>,
}

impl Profile {
    /// What OpenMLS puts into the group context.
    pub(super) fn extensions(&self) -> Result<Extensions<GroupContext>, MlsError> {
        let ours = Extension::Unknown(EXTENSION, UnknownExtension(self.encode()?));
        Extensions::from_vec(vec![Extension::RequiredCapabilities(required()), ours])
            .map_err(|error| MlsError::Library(error.to_string()))
    }

    /// Reads a group context: `None` for a group of two, which has no extension of its own.
    pub(super) fn of(extensions: &Extensions<GroupContext>) -> Result<Option<Self>, MlsError> {
        match extensions.unknown(EXTENSION) {
            None if extensions.iter().next().is_none() => Ok(None),
            Some(ours) if extensions.iter().count() == 2 && extensions.required_capabilities() == Some(&required()) => {
                Ok(Some(Self::decode(&ours.0)?))
            }
            _ => Err(MlsError::Refused("group with rules of its own")),
        }
    }

    fn encode(&self) -> Result<Vec<u8>, MlsError> {
        minicbor::to_vec(Written {
            version: VERSION,
            name: self.name.0.clone(),
            admins: self.admins.iter().map(|admin| ByteArray::from(admin.0)).collect(),
            picture: self.picture.clone().map(ByteVec::from),
        })
        .map_err(|error| MlsError::Library(error.to_string()))
    }

    fn decode(bytes: &[u8]) -> Result<Self, MlsError> {
        if bytes.len() > PROFILE_BYTES {
            return Err(ProfileError::Malformed("too long").into());
        }
        let written: Written = Decoder::new(bytes)
            .decode()
            .map_err(|_| ProfileError::Malformed("no profile"))?;
        if written.version != VERSION {
            return Err(ProfileError::Malformed("unknown version").into());
        }
        let profile = Self {
            name: GroupName::parse(&written.name)?,
            admins: written
                .admins
                .into_iter()
                .map(|admin| IdentityKey(admin.into()))
                .collect(),
            picture: written.picture.map(Vec::from).map(picture).transpose()?,
        };
        // Another spelling of the same: a name not cleaned, admins in disorder or twice, bytes after the end.
        if profile.encode()? != bytes {
            return Err(ProfileError::Malformed("another spelling").into());
        }
        Ok(profile)
    }
}

/// Checks a picture's reference.
pub(super) fn picture(reference: Vec<u8>) -> Result<Vec<u8>, ProfileError> {
    match reference.len() {
        1..=PICTURE_BYTES => Ok(reference),
        got => Err(ProfileError::Picture {
            got,
            limit: PICTURE_BYTES,
        }),
    }
}

/// What every member of a group of many must be able to do.
fn required() -> RequiredCapabilitiesExtension {
    RequiredCapabilitiesExtension::new(&[ExtensionType::Unknown(EXTENSION)], &[], &[])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn profile() -> Profile {
        Profile {
            name: GroupName::parse("Choir").unwrap(),
            admins: [IdentityKey([2; 32]), IdentityKey([1; 32])].into(),
            picture: None,
        }
    }

    #[test]
    fn the_bytes_stay_as_they_are() {
        let bytes = profile().encode().unwrap();
        // Array of 3 (no picture), version 1, text of 5, array of 2, byte string of 32.
        assert_eq!(bytes[..10], *b"\x83\x01\x65Choir\x82\x58");
        assert_eq!(bytes[10], 32);
        assert_eq!((bytes[11], bytes[45], bytes.len()), (1, 2, 77), "ascending");
        let with_picture = Profile {
            picture: Some(vec![7; 3]),
            ..profile()
        };
        let bytes = with_picture.encode().unwrap();
        assert_eq!((bytes[0], &bytes[77..]), (0x84, b"\x43\x07\x07\x07".as_slice()));
        assert_eq!(Profile::decode(&bytes).unwrap(), with_picture);
    }

    #[test]
    fn another_spelling_is_refused() {
        let bytes = profile().encode().unwrap();
        assert_eq!(Profile::decode(&bytes).unwrap(), profile());
        for length in 0..bytes.len() {
            assert!(Profile::decode(&bytes[..length]).is_err(), "cut at {length}");
        }
        assert!(Profile::decode(&[bytes.as_slice(), &[0]].concat()).is_err(), "longer");
        let mut disorder = bytes.clone();
        disorder[11..43].fill(9);
        assert!(Profile::decode(&disorder).is_err(), "admins in disorder");
        disorder[11..43].fill(2);
        assert!(Profile::decode(&disorder).is_err(), "an admin twice");
        let mut later = bytes.clone();
        later[1] = 2;
        assert!(Profile::decode(&later).is_err(), "a later version");
        let mut turned = bytes;
        turned[3..8].copy_from_slice("a\u{202e}b".as_bytes());
        assert!(Profile::decode(&turned).is_err(), "a name that is not cleaned");
        assert!(Profile::decode(&vec![0x82; PROFILE_BYTES + 1]).is_err(), "too long");
    }

    #[test]
    fn names_are_cleaned_and_bounded() {
        let clean = |typed: &str| GroupName::parse(typed).map(|name| name.0);
        assert_eq!(clean("  Sunday\n\t walk  ").unwrap(), "Sunday walk");
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{7}d\u{feff}").unwrap(), "abcd");
        assert_eq!(clean("👩\u{200d}🚀 <b>x</b>").unwrap(), "👩\u{200d}🚀 <b>x</b>");
        assert_eq!(clean(" \u{200b}\u{2028}\u{0}"), Err(ProfileError::NoName));
        assert_eq!(clean(&"ö".repeat(NAME_CHARS)).unwrap().chars().count(), NAME_CHARS);
        let refused = clean(&"x".repeat(10_000_000));
        assert_eq!(
            refused,
            Err(ProfileError::LongName {
                got: 10_000_000,
                limit: 128
            })
        );
    }

    #[test]
    fn a_name_is_not_shown_in_a_log() {
        let shown = format!("{:?}", profile());
        assert!(
            !shown.contains("Choir") && shown.contains("GroupName(5 bytes)"),
            "{shown}"
        );
    }
}
