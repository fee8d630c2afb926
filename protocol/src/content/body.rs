//! What a message holds.

use minicbor::{Decode, Encode};

use super::{event::Event, text::Text};

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
}

impl Body {
    /// The words; none if it holds none.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) => text.as_str(),
            Self::Deleted | Self::Newer | Self::Event(_) => "",
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub const fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Deleted | Self::Newer | Self::Event(_) => None,
        }
    }
}

impl From<Text> for Body {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
