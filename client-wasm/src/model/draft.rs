//! What was typed and not sent, per chat. Kept, so that it survives a reload, and told to the phone, so that another screen
//! can go on with it.
//!
//! 1. Every change is stored in the browser, one write at a time.
//! 2. The phone is told [`PAUSE_MS`] after the last key, and when the chat is left.
//! 3. What another screen has typed is taken over, unless something was typed here that the phone does not know.

use pillion_protocol::content::{chat::DRAFT_BYTES, id::ChatId, problem::Problem};
use pillion_wire::time::Timestamp;

use super::table::Table;

/// How long typing has to pause before the phone is told, in milliseconds.
pub const PAUSE_MS: u64 = 1_000;

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
    /// What the phone has.
    phone: String,
    /// The phone is to be told, at this time.
    due: Option<Timestamp>,
    /// The phone is being told this.
    telling: Option<String>,
}

/// A draft to be stored.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The text.
    pub text: String,
    /// Whether the phone has it.
    pub told: bool,
}

/// Message text is private: `Debug` tells its length only.
impl core::fmt::Debug for Draft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "Draft({} bytes, dirty {}, saving {}, due {:?})",
            self.text.len(),
            self.dirty,
            self.saving,
            self.due
        )
    }
}

/// Message text is private: `Debug` tells its length only.
impl core::fmt::Debug for Kept {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Kept({} bytes, told {})", self.text.len(), self.told)
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

    /// A draft that was kept. What the phone was not told, it is told as soon as it answers.
    pub fn restore(&mut self, chat: ChatId, kept: Kept) {
        let draft = self.of(chat);
        if kept.told {
            draft.phone.clone_from(&kept.text);
        } else {
            draft.due = Some(Timestamp::default());
        }
        draft.text = kept.text;
    }

    /// The person typed.
    pub fn typed(&mut self, chat: ChatId, text: String, now: Timestamp) {
        let draft = self.of(chat);
        if draft.text != text {
            draft.text = text;
            draft.problem = None;
            draft.dirty = true;
            draft.due = Some(now.after_ms(PAUSE_MS));
        }
    }

    /// The text was sent: it is no draft any more, and its record goes together with the sending.
    pub fn sent(&mut self, chat: ChatId) {
        let draft = self.of(chat);
        draft.text.clear();
        draft.problem = None;
        draft.dirty = false;
        draft.due = Some(Timestamp::default());
    }

    /// The person left the chat: the phone is told at once.
    pub fn left(&mut self, chat: ChatId) {
        if let Some(due) = self.0.get_mut(&chat).and_then(|draft| draft.due.as_mut()) {
            *due = Timestamp::default();
        }
    }

    /// What the phone has; another screen may have changed it.
    pub fn heard(&mut self, chat: ChatId, text: &str) {
        if text.is_empty() && self.0.get(&chat).is_none() {
            return;
        }
        let draft = self.of(chat);
        if draft.phone == text {
            return;
        }
        draft.phone = text.into();
        if draft.due.is_none() && draft.telling.is_none() {
            draft.text = text.into();
            draft.problem = None;
            draft.dirty = true;
        }
    }

    /// What the phone is to be told now.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<(ChatId, String)> {
        let mut told = Vec::new();
        for (chat, draft) in self.0.iter_mut() {
            if draft.due.is_none_or(|due| due > now) || draft.telling.is_some() {
                continue;
            }
            draft.due = None;
            if draft.text != draft.phone && draft.text.len() <= DRAFT_BYTES {
                draft.telling = Some(draft.text.clone());
                told.push((*chat, draft.text.clone()));
            }
        }
        told
    }

    /// The phone has answered.
    pub fn told(&mut self, chat: ChatId, done: bool) {
        let Some(draft) = self.0.get_mut(&chat) else { return };
        if let Some(text) = draft.telling.take().filter(|_| done) {
            // Stored once more, as one that the phone has; an empty one has no record.
            draft.dirty |= !draft.text.is_empty();
            draft.phone = text;
        }
    }

    /// The session is gone: what the phone was being told it has to be told again.
    pub fn tell_again(&mut self) {
        for draft in self.0.values_mut() {
            if draft.telling.take().is_some() {
                draft.due = Some(Timestamp::default());
            }
        }
    }

    /// When the phone has to be told.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let waiting = self.0.values().filter(|draft| draft.telling.is_none());
        waiting.filter_map(|draft| draft.due).min()
    }

    /// Drafts that should be stored now; they count as being stored from here on.
    pub fn take_dirty(&mut self) -> Vec<(ChatId, Kept)> {
        let ready = self.0.iter_mut().filter(|(_, draft)| draft.dirty && !draft.saving);
        ready
            .map(|(chat, draft)| {
                draft.dirty = false;
                draft.saving = true;
                let kept = Kept {
                    text: draft.text.clone(),
                    told: draft.text == draft.phone,
                };
                (*chat, kept)
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
    const NOW: Timestamp = Timestamp(5_000);

    fn dirty(drafts: &mut Drafts) -> Vec<String> {
        drafts.take_dirty().into_iter().map(|(_, kept)| kept.text).collect()
    }

    #[test]
    fn a_fast_typist_causes_one_write_at_a_time_and_the_last_text_wins() {
        let mut drafts = Drafts::default();
        drafts.typed(CHAT, "h".into(), NOW);
        assert_eq!(dirty(&mut drafts), ["h"]);
        drafts.typed(CHAT, "he".into(), NOW);
        drafts.typed(CHAT, "hel".into(), NOW);
        assert!(dirty(&mut drafts).is_empty(), "the first write is still under way");
        drafts.saved(CHAT);
        assert_eq!(dirty(&mut drafts), ["hel"]);
        drafts.saved(CHAT);
        assert!(dirty(&mut drafts).is_empty(), "nothing changed since");
    }

    #[test]
    fn the_same_text_again_is_no_change() {
        let mut drafts = Drafts::default();
        let kept = Kept {
            text: "hi".into(),
            told: true,
        };
        drafts.restore(CHAT, kept);
        drafts.typed(CHAT, "hi".into(), NOW);
        assert!(dirty(&mut drafts).is_empty());
        assert_eq!(drafts.wake_at(), None);
    }

    #[test]
    fn debug_shows_no_word_of_it() {
        let mut drafts = Drafts::default();
        drafts.typed(CHAT, "secret".into(), NOW);
        drafts.heard(CHAT, "hidden");
        let shown = format!("{drafts:?}{:?}", drafts.take_dirty());
        assert!(!shown.contains("secret") && !shown.contains("hidden"), "{shown}");
    }
}
