//! What there is to know of a message, as objects.

use pillion_protocol::content::{edit::Edit, reaction::Reaction};
use serde::Serialize;

use super::message::handle_or_name;
use crate::screen::follow::Shown;

/// `{"reaction","from","at"}`: what somebody has put under a message.
#[derive(Debug, Serialize)]
pub struct ReactionObject {
    /// The emoji.
    pub reaction: String,
    /// The handle without `@`, also when it is this account; the account's id where it is not known.
    pub from: String,
    /// When, by the clock of that person's phone.
    pub at: u64,
}

impl ReactionObject {
    /// A reaction, with the handle from the phone's lists.
    #[must_use]
    pub fn new(shown: &Shown, reaction: &Reaction) -> Self {
        Self {
            reaction: reaction.emoji.as_str().to_owned(),
            from: handle_or_name(shown, reaction.from, reaction.name.as_deref()),
            at: reaction.at.0,
        }
    }
}

/// `{"said","at"}`: what a message said before.
#[derive(Debug, Serialize)]
pub struct SaidObject {
    /// The words.
    pub said: String,
    /// Since when it had said so, by the clock of the writer's phone.
    pub at: u64,
}

impl From<&Edit> for SaidObject {
    fn from(edit: &Edit) -> Self {
        Self {
            said: edit.text.as_str().to_owned(),
            at: edit.at.0,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_protocol::content::{reaction::Emoji, text::Text};
    use pillion_wire::time::Timestamp;

    use super::*;
    use crate::tui::stage::{BOB, DAVE, Stage};

    #[test]
    fn a_reaction_and_an_earlier_wording_have_the_promised_keys() {
        let stage = Stage::alice();
        let by = |from, name: Option<&str>| {
            let reaction = Reaction {
                from,
                emoji: Emoji::parse("👍").unwrap(),
                at: Timestamp(5),
                name: name.map(str::to_owned),
            };
            serde_json::to_string(&ReactionObject::new(stage.model.shown(), &reaction)).unwrap()
        };
        assert_eq!(by(Some(BOB), Some("Bob")), r#"{"reaction":"👍","from":"bob","at":5}"#);
        assert_eq!(
            by(Some(DAVE), Some("@dave")),
            r#"{"reaction":"👍","from":"dave","at":5}"#
        );
        assert_eq!(by(None, None), r#"{"reaction":"👍","from":"alice","at":5}"#);
        let said = Edit {
            text: Text::parse("a \"b\"").unwrap(),
            at: Timestamp(7),
        };
        assert_eq!(
            serde_json::to_string(&SaidObject::from(&said)).unwrap(),
            r#"{"said":"a \"b\"","at":7}"#
        );
    }
}
