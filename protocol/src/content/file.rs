//! Files in messages: what is told of them, and their names.
//!
//! What a message says of its file ([`File`]) travels between phones and to the linked pages; the sealed bytes lie with the relay and on
//! the phones. The phone tells its screens how far they are ([`Held`]).

use alloc::string::String;

use minicbor::{Decode, Decoder, Encode};
use pillion_wire::id::FileId;

use super::{checked::checked, media_type::MediaType, picture::PictureId, text::Text, voice::Voice};
use crate::{
    crypto::{digest::Digest, key::StreamKey},
    file::length::{self as lengths, LARGEST},
    pairing::about,
};

/// The longest name, in characters: more than a screen shows.
pub const NAME_CHARS: usize = 120;

/// The longest name, in bytes of UTF-8: file systems take 255, and who saves it may need some for a number.
const NAME_BYTES: usize = 240;

/// What a message says of its file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct File {
    /// Its name at the relay.
    #[n(0)]
    pub id: FileId,
    /// Opens it, and gives the tokens for the relay.
    #[n(1)]
    pub key: StreamKey,
    /// How long it is, neither padded nor sealed.
    #[cbor(n(2), decode_with = "length")]
    pub bytes: u64,
    /// Of the sealed bytes.
    #[n(3)]
    pub digest: Digest,
    /// What it is called.
    #[n(4)]
    pub name: FileName,
    /// What its sender says that it is. Not to be believed.
    #[n(5)]
    pub kind: MediaType,
    /// What it looks like, if it is a picture or a film.
    #[n(6)]
    pub look: Option<Look>,
    /// What it sounds like, if it is a voice note.
    #[n(7)]
    pub voice: Option<Voice>,
}

/// What a picture or a film looks like, before it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Look {
    /// Its width in pixels, as its sender says.
    #[n(0)]
    pub width: u16,
    /// Its height in pixels, as its sender says.
    #[n(1)]
    pub height: u16,
    /// What a small picture of it is called.
    #[n(2)]
    pub picture: PictureId,
}

impl File {
    /// How long it is at the relay.
    #[must_use]
    pub fn sealed_bytes(&self) -> u64 {
        lengths::sealed(self.bytes)
    }

    /// The file in one line, as lists and quotes show it: a paper clip, and what is said with it or else its name; of a voice note
    /// how long it is.
    #[must_use]
    pub fn line(&self, caption: &str) -> String {
        match &self.voice {
            Some(voice) => voice.line(),
            None => self.name.line(caption),
        }
    }
}

/// A file in a chat, as screens see it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Shared {
    /// The file.
    #[n(0)]
    pub file: File,
    /// What is said with it.
    #[n(1)]
    pub caption: Option<Text>,
    /// How far its bytes are.
    #[n(2)]
    pub held: Held,
    /// A voice note that was listened to: by this account, or of its own by somebody else.
    #[cbor(n(3), skip_if = "is_false")]
    pub played: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "called by the derived code")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// How far the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Held {
    /// The phone has them, and the relay does not yet.
    #[n(0)]
    Leaving,
    /// The phone has them.
    #[n(1)]
    Here,
    /// The phone gets them from the relay.
    #[n(2)]
    Coming,
    /// The relay does not have them any more, and the phone never had.
    #[n(3)]
    Gone,
    /// They are not what was sent.
    #[n(4)]
    Damaged,
    /// The relay has them, and the phone does not fetch them by itself: they are more than it is to.
    #[n(5)]
    Offered,
    /// The relay does not have them any more, and the sender's phone is asked to bring them there again.
    #[n(6)]
    Asked,
    /// The phone gets them from the relay as soon as there is room on its disk.
    #[n(7)]
    NoRoom,
    /// The sender's phone cannot bring them to the relay again either.
    #[n(8)]
    Lost,
}

impl Held {
    /// The word for it in `--json` output and `data-held`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leaving => "leaving",
            Self::Here => "here",
            Self::Coming => "coming",
            Self::Gone => "gone",
            Self::Damaged => "damaged",
            Self::Offered => "offered",
            Self::NoRoom => "noroom",
            Self::Asked => "asked",
            Self::Lost => "lost",
        }
    }
}

/// The name of a file, safe to show and to save under: one line without what has no shape or turns the direction, no folders, none of
/// the signs that a file system refuses, never empty, no dot at its beginning.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

impl FileName {
    /// What of `text` can be a name. A long one loses letters in front of its ending.
    #[must_use]
    pub fn clean(text: &str) -> Self {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown = about::shown(last, usize::MAX);
        let mut name: String = shown.chars().map(|c| if is_refused(c) { '_' } else { c }).collect();
        let trimmed = name.trim_matches([' ', '.']).len();
        if trimmed != name.len() {
            name = name.trim_matches([' ', '.']).into();
        }
        if name.chars().count() > NAME_CHARS || name.len() > NAME_BYTES {
            name = shortened(&name);
        }
        if name.is_empty() {
            name.push_str("file");
        }
        Self(name)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A paper clip, and what is said with the file or else its name.
    #[must_use]
    pub fn line(&self, caption: &str) -> String {
        let said = if caption.is_empty() { &self.0 } else { caption };
        ["\u{1f4ce} ", said].concat()
    }
}

/// Whether some file system, or the command line of one, takes a sign for something else.
const fn is_refused(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

/// A name of at most [`NAME_CHARS`] and [`NAME_BYTES`], with its ending if that is short.
fn shortened(name: &str) -> String {
    let ending = name.rfind('.').and_then(|at| name.get(at..));
    let ending = ending.filter(|ending| ending.chars().count() <= 12).unwrap_or_default();
    let (chars, bytes) = (
        NAME_CHARS.saturating_sub(ending.chars().count()),
        NAME_BYTES.saturating_sub(ending.len()),
    );
    let fits = |(at, c): &(usize, char)| at.saturating_add(c.len_utf8()) <= bytes;
    let begin = name.char_indices().take(chars).take_while(fits);
    let begin: String = begin.map(|(_, c)| c).collect();
    begin
        .trim_end_matches([' ', '.'])
        .chars()
        .chain(ending.chars())
        .collect()
}

/// A length that can be.
pub(super) fn length<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<u64, minicbor::decode::Error> {
    let bytes = d.u64()?;
    if bytes > LARGEST {
        return Err(minicbor::decode::Error::message("no length of a file"));
    }
    Ok(bytes)
}

checked!(FileName);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_name() {
        for (given, name) in [
            ("holiday.jpg", "holiday.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\report.pdf", "report.pdf"),
            ("/", "file"),
            ("..", "file"),
            (".bashrc", "bashrc"),
            ("a\nb\u{7}.txt", "ab.txt"),
            ("x\u{202e}gpj.exe", "xgpj.exe"),
            ("zero\u{200b}width.txt", "zerowidth.txt"),
            ("a:b?.txt", "a_b_.txt"),
            ("  spaced .txt. ", "spaced .txt"),
            ("\u{645}\u{644}\u{641}.pdf", "\u{645}\u{644}\u{641}.pdf"),
            ("", "file"),
        ] {
            assert_eq!(FileName::clean(given).as_str(), name, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = "x".repeat(300);
        let name = FileName::clean(&alloc::format!("{long}.tar.gz"));
        assert_eq!(name.as_str().chars().count(), NAME_CHARS);
        assert!(name.as_str().ends_with("x.gz"));
        assert_eq!(FileName::clean(&long).as_str().len(), NAME_CHARS);
        let odd = FileName::clean(&alloc::format!("a.{long}"));
        assert_eq!(odd.as_str().chars().count(), NAME_CHARS);
        assert_eq!(FileName::clean(odd.as_str()), odd, "cleaning again changes nothing");
    }

    #[test]
    fn a_name_fits_file_systems_whatever_its_script() {
        for (sign, most) in [('\u{e4}', 118), ('\u{65e5}', 78), ('\u{1f600}', 59)] {
            let long: String = core::iter::repeat_n(sign, 300).chain(".pdf".chars()).collect();
            let name = FileName::clean(&long);
            assert!(
                name.as_str().len() <= NAME_BYTES && name.as_str().ends_with(".pdf"),
                "{name:?}"
            );
            assert!(name.as_str().chars().count() <= NAME_CHARS);
            assert!(name.as_str().matches(sign).count() >= most.min(116), "as much as fits");
            assert_eq!(FileName::clean(name.as_str()), name, "cleaning again changes nothing");
        }
    }

    #[test]
    fn what_travels_is_cleaned_again_and_says_nothing_in_a_log() {
        let file = File {
            id: FileId([1; 16]),
            key: StreamKey::from_bytes([2; 32]),
            bytes: 5,
            digest: Digest([3; 32]),
            name: FileName("../evil\u{202e}.txt".into()),
            kind: MediaType::of_name("x\0"),
            look: None,
            voice: None,
        };
        let bytes = minicbor::to_vec(&file).unwrap();
        let read: File = minicbor::decode(&bytes).unwrap();
        assert_eq!(
            (read.name.as_str(), read.kind.as_str()),
            ("evil.txt", "application/octet-stream")
        );
        let shown = alloc::format!("{read:?}");
        assert!(!shown.contains("evil") && shown.contains("secret"), "{shown}");
    }

    #[test]
    fn a_length_that_no_file_has_is_refused() {
        let mut bytes = minicbor::to_vec(u64::MAX).unwrap();
        let mut d = Decoder::new(&bytes);
        assert!(length(&mut d, &mut ()).is_err());
        bytes = minicbor::to_vec(LARGEST).unwrap();
        assert!(length(&mut Decoder::new(&bytes), &mut ()).is_ok());
    }
}
