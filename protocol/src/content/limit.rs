//! How large the files are that the phone fetches by itself, by what they are said to be.
//!
//! What is larger stays with the relay until somebody asks for it. The limit goes by what a message says of its file; a phone keeps
//! nothing that is longer than that.

use minicbor::{Decode, Decoder, Encode, Encoder};

use super::{file::File, media_type::MediaType};
use crate::file::length::LARGEST;

/// What a file is, as far as limits are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Kind {
    /// A picture.
    #[n(0)]
    Picture,
    /// A film.
    #[n(1)]
    Film,
    /// Music or speech.
    #[n(2)]
    Audio,
    /// Anything else.
    #[n(3)]
    Other,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Picture, Self::Film, Self::Audio, Self::Other];

    /// What a type stands for.
    #[must_use]
    pub fn of(kind: &MediaType) -> Self {
        match kind.as_str().split_once('/') {
            Some(("image", _)) => Self::Picture,
            Some(("video", _)) => Self::Film,
            Some(("audio", _)) => Self::Audio,
            _ => Self::Other,
        }
    }

    /// The word for it on the command line and in `--json` output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Picture => "pictures",
            Self::Film => "films",
            Self::Audio => "audio",
            Self::Other => "others",
        }
    }
}

/// The largest file of a kind that is fetched by itself, in bytes that are neither padded nor sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit(u64);

impl Limit {
    /// Nothing is fetched by itself, not even what is empty.
    pub const NOTHING: Self = Self(0);

    /// Any size: no file is larger.
    pub const ANY: Self = Self(LARGEST);

    /// At most so many bytes.
    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(if bytes < LARGEST { bytes } else { LARGEST })
    }

    /// How many bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// Whether a file of so many bytes is fetched by itself.
    #[must_use]
    pub fn admits(self, bytes: u64) -> bool {
        self != Self::NOTHING && bytes <= self.0
    }
}

impl<C> Encode<C> for Limit {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Limit {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.u64().map(Self::new)
    }
}

/// The limits of all kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Limits {
    /// Of pictures.
    #[n(0)]
    pub pictures: Limit,
    /// Of films.
    #[n(1)]
    pub films: Limit,
    /// Of music and speech.
    #[n(2)]
    pub audio: Limit,
    /// Of anything else.
    #[n(3)]
    pub others: Limit,
}

/// What a person who has chosen nothing most likely wants to have, and no more: any photograph that a camera makes and an hour of speech
/// (64 MB), some minutes of a film in full HD (256 MB), a long document with pictures (100 MB).
impl Default for Limits {
    fn default() -> Self {
        Self {
            pictures: Limit::new(64_000_000),
            films: Limit::new(256_000_000),
            audio: Limit::new(64_000_000),
            others: Limit::new(100_000_000),
        }
    }
}

impl Limits {
    /// The limit of a kind.
    #[must_use]
    pub const fn of(&self, kind: Kind) -> Limit {
        match kind {
            Kind::Picture => self.pictures,
            Kind::Film => self.films,
            Kind::Audio => self.audio,
            Kind::Other => self.others,
        }
    }

    /// Gives a kind another limit.
    pub const fn set(&mut self, kind: Kind, limit: Limit) {
        match kind {
            Kind::Picture => self.pictures = limit,
            Kind::Film => self.films = limit,
            Kind::Audio => self.audio = limit,
            Kind::Other => self.others = limit,
        }
    }

    /// Whether a file is fetched by itself.
    #[must_use]
    pub fn admit(&self, file: &File) -> bool {
        self.of(Kind::of(&file.kind)).admits(file.bytes)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_said_to_be_decides_its_kind() {
        for (text, kind) in [
            ("image/png", Kind::Picture),
            ("image/svg+xml", Kind::Picture),
            ("video/mp4", Kind::Film),
            ("Audio/OGG; codecs=opus", Kind::Audio),
            ("application/pdf", Kind::Other),
            ("images/png", Kind::Other),
            ("", Kind::Other),
        ] {
            assert_eq!(Kind::of(&MediaType::clean(text)), kind, "{text}");
        }
    }

    #[test]
    fn a_limit_is_the_last_size_that_comes_by_itself() {
        let limit = Limit::new(100);
        assert!(limit.admits(0) && limit.admits(100) && !limit.admits(101));
        assert!(!Limit::NOTHING.admits(0) && !Limit::NOTHING.admits(1));
        assert!(Limit::ANY.admits(LARGEST));
        assert_eq!(Limit::new(u64::MAX), Limit::ANY);
    }

    #[test]
    fn each_kind_has_a_limit_of_its_own() {
        let mut limits = Limits::default();
        for (kind, bytes) in Kind::ALL.into_iter().zip(1..) {
            limits.set(kind, Limit::new(bytes));
        }
        let bytes: alloc::vec::Vec<_> = Kind::ALL.iter().map(|kind| limits.of(*kind).bytes()).collect();
        assert_eq!(bytes, [1, 2, 3, 4]);
    }

    #[test]
    fn a_limit_that_no_file_reaches_is_any_size() {
        let limits = Limits::default();
        let bytes = minicbor::to_vec(limits).unwrap();
        assert_eq!(minicbor::decode::<Limits>(&bytes).unwrap(), limits);
        let bytes = minicbor::to_vec(u64::MAX).unwrap();
        assert_eq!(minicbor::decode::<Limit>(&bytes).unwrap(), Limit::ANY);
    }
}
