//! What a file is said to be.

use alloc::string::String;

use super::checked::checked;

/// The longest type, in characters.
const TYPE_CHARS: usize = 100;

/// What a file is said to be, as `image/png`; whatever is none is `application/octet-stream`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaType(String);

impl MediaType {
    /// What of `text` is a type: small letters, without parameters.
    #[must_use]
    pub fn clean(text: &str) -> Self {
        let plain = text.split(';').next().unwrap_or_default().trim();
        let is_plain = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_'))
        };
        match plain.split_once('/') {
            Some((top, sub)) if is_plain(top) && is_plain(sub) && plain.len() <= TYPE_CHARS => {
                Self(plain.to_ascii_lowercase())
            }
            _ => Self("application/octet-stream".into()),
        }
    }

    /// The type that a name's ending stands for, of those that people send.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let known = ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
        Self::clean(known.map_or("", |(_, kind)| *kind))
    }

    /// The type.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Endings of names and what they stand for (IANA, Media Types).
const ENDINGS: [(&str, &str); 24] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("svg", "image/svg+xml"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("md", "text/markdown"),
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("json", "application/json"),
    ("zip", "application/zip"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
];

checked!(MediaType);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_plain_or_unknown() {
        for (given, kind) in [
            ("image/png", "image/png"),
            ("Text/HTML; charset=utf-8", "text/html"),
            (
                "application/vnd.oasis.opendocument.text",
                "application/vnd.oasis.opendocument.text",
            ),
            ("", "application/octet-stream"),
            ("image", "application/octet-stream"),
            ("image/", "application/octet-stream"),
            ("image/p ng", "application/octet-stream"),
            ("image/png\r\nx: y", "application/octet-stream"),
            ("a/b/c", "application/octet-stream"),
        ] {
            assert_eq!(MediaType::clean(given).as_str(), kind, "{given:?}");
        }
    }
}
