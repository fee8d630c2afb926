//! What was typed and not sent, per chat. Kept, so that it survives a reload.

use pillion_protocol::content::{id::ChatId, problem::Problem};

use super::table::Table;

/// All drafts.
#[derive(Debug, Default)]
pub struct Drafts(Table<ChatId, Draft>);

/// What stands in one composer.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// Why it could not be sent as it is.
    pub problem: Option<Problem>,
    /// Changed since it was last handed to the store.
    pub dirty: bool,
    /// Handed to the store, which has not answered. One write at a time: a fast typist would queue hundreds.
    pub saving: bool,
}

/// Message text is private: `Debug` tells its length only.
impl core::fmt::Debug for Draft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "Draft({} bytes, dirty {}, saving {})",
            self.text.len(),
            self.dirty,
            self.saving
        )
    }
}

impl Drafts {
    /// What stands in the composer of a chat.
    #[must_use]
    pub fn text(&self, chat: ChatId) -> &str {
        self.0.get(&chat).map_or("", |draft| &draft.text)
    }

    /// Why the text could not be sent.
    #[must_use]
    pub fn problem(&self, chat: ChatId) -> Option<Problem> {
        self.0.get(&chat)?.problem
    }

    /// The draft of a chat, made if there is none.
    pub fn of(&mut self, chat: ChatId) -> &mut Draft {
        self.0.of(chat)
    }

    /// A draft that was kept.
    pub fn restore(&mut self, chat: ChatId, text: String) {
        self.of(chat).text = text;
    }

    /// The person typed.
    pub fn typed(&mut self, chat: ChatId, text: String) {
        let draft = self.of(chat);
        if draft.text != text {
            draft.text = text;
            draft.problem = None;
            draft.dirty = true;
        }
    }

    /// Drafts that should be stored now; they count as being stored from here on.
    pub fn take_dirty(&mut self) -> Vec<(ChatId, String)> {
        let ready = self.0.iter_mut().filter(|(_, draft)| draft.dirty && !draft.saving);
        ready
            .map(|(chat, draft)| {
                draft.dirty = false;
                draft.saving = true;
                (*chat, draft.text.clone())
            })
            .collect()
    }

    /// The store has answered.
    pub fn saved(&mut self, chat: ChatId) {
        if let Some(draft) = self.0.get_mut(&chat) {
            draft.saving = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: ChatId = ChatId([1; 16]);

    #[test]
    fn a_fast_typist_causes_one_write_at_a_time_and_the_last_text_wins() {
        let mut drafts = Drafts::default();
        drafts.typed(CHAT, "h".into());
        assert_eq!(drafts.take_dirty(), [(CHAT, "h".into())]);
        drafts.typed(CHAT, "he".into());
        drafts.typed(CHAT, "hel".into());
        assert_eq!(drafts.take_dirty(), [], "the first write is still under way");
        drafts.saved(CHAT);
        assert_eq!(drafts.take_dirty(), [(CHAT, "hel".into())]);
        drafts.saved(CHAT);
        assert_eq!(drafts.take_dirty(), [], "nothing changed since");
    }

    #[test]
    fn the_same_text_again_is_no_change() {
        let mut drafts = Drafts::default();
        drafts.restore(CHAT, "hi".into());
        drafts.typed(CHAT, "hi".into());
        assert_eq!(drafts.take_dirty(), []);
    }

    #[test]
    fn debug_shows_no_word_of_it() {
        let mut drafts = Drafts::default();
        drafts.typed(CHAT, "secret".into());
        assert!(!format!("{drafts:?}").contains("secret"));
    }
}
