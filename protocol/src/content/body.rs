//! What a message holds.

use alloc::boxed::Box;

use minicbor::{Decode, Decoder, Encode, decode::Error};

use super::{event::Event, file::Shared, text::Text};

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Body {
    /// Words.
    #[n(0)]
    Text(#[n(0)] Text),
    /// Nothing any more: its writer has deleted it for all.
    #[n(1)]
    Deleted,
    /// Something that a newer phone has written and this one cannot read. It is kept, for when it can.
    #[n(2)]
    Newer,
    /// Something that happened to the chat; nobody has written it.
    #[n(3)]
    Event(#[n(0)] Event),
    /// A file, with words of its own or without.
    #[n(4)]
    File(#[n(0)] Box<Shared>),
}

impl Body {
    /// The words; none if it holds none.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) => text.as_str(),
            Self::File(shared) => shared.caption.as_ref().map_or("", Text::as_str),
            Self::Deleted | Self::Newer | Self::Event(_) => "",
        }
    }

    /// Whether it is what somebody says: not deleted, not unreadable, and nothing that happened.
    #[must_use]
    pub const fn is_said(&self) -> bool {
        matches!(self, Self::Text(_) | Self::File(_))
    }

    /// The file, if it has one.
    #[must_use]
    pub const fn file(&self) -> Option<&Shared> {
        match self {
            Self::File(shared) => Some(shared),
            _ => None,
        }
    }

    /// The text, or what is said with a file.
    #[must_use]
    pub const fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::File(shared) => shared.caption.as_ref(),
            Self::Deleted | Self::Newer | Self::Event(_) => None,
        }
    }
}

impl From<Text> for Body {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// Reads a body. A kind, or an event, that this build does not know is [`Body::Newer`]: a page that was loaded before its phone was
/// renewed shows that there is something, in place of closing the session.
pub(super) fn or_newer<Ctx>(decoder: &mut Decoder<'_>, ctx: &mut Ctx) -> Result<Body, Error> {
    let mut ahead = decoder.clone();
    match ahead.decode_with(ctx) {
        Ok(body) => {
            *decoder = ahead;
            Ok(body)
        }
        Err(error) if error.is_unknown_variant() => {
            decoder.skip()?;
            Ok(Body::Newer)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<(Body, usize)> {
        let mut decoder = Decoder::new(bytes);
        let body = or_newer(&mut decoder, &mut ()).ok()?;
        Some((body, decoder.position()))
    }

    #[test]
    fn what_a_newer_phone_says_is_something_newer_and_nothing_else_is_lost() {
        // [3, [[0, []]]]: the group was made. Behind it stands the next field.
        assert_eq!(
            read(b"\x82\x03\x81\x82\x00\x80\x07"),
            Some((Body::Event(Event::Made), 6))
        );
        // [3, [[99, ["x"]]]]: an event that this build does not know.
        assert_eq!(read(b"\x82\x03\x81\x82\x18\x63\x81\x61x\x07"), Some((Body::Newer, 9)));
        // [80, [1]]: a body that it does not know.
        assert_eq!(read(b"\x82\x18\x50\x81\x01\x07"), Some((Body::Newer, 5)));
    }

    #[test]
    fn what_is_no_body_is_refused() {
        // A text that is a number; one that ends early; a number in place of a body.
        for bytes in [b"\x82\x00\x81\x01".as_slice(), b"\x82\x00\x81\x62x", b"\x07", b""] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }
}
