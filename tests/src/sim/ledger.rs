//! What people said and what screens showed; and what must therefore have arrived.
//!
//! After a story has come to rest, for each two phones:
//!
//! - what one has stored as said is what the other has heard, in the same order, each once;
//! - what a phone confirmed, what a browser kept, and what any screen showed as sent is among it;
//! - what was said at one screen stands in the order in which it was said there; files, which take their time, anywhere.

use std::collections::{BTreeMap, BTreeSet};

use pillion_client::model::{outbox::Step, page::Page};
use pillion_protocol::content::message::{Message, State};

use crate::sim::network::Node;

/// Notes of one story.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Texts that were said, by screen, in order. No text is said twice in a story.
    said: BTreeMap<Node, Vec<String>>,
    /// What was said with files, by screen. Files go their own way, and keep no text waiting.
    sent: BTreeMap<Node, Vec<String>>,
    /// Files that were sent, by what was said with them.
    files: BTreeMap<String, Vec<u8>>,
    /// Texts that must arrive, and why.
    promised: BTreeMap<String, &'static str>,
}

impl Ledger {
    /// Somebody said something at a screen.
    pub fn say(&mut self, at: Node, text: &str) {
        self.said.entry(at).or_default().push(text.to_string());
    }

    /// Somebody sent a file at a screen.
    pub fn send(&mut self, at: Node, caption: &str, plain: Vec<u8>) {
        self.sent.entry(at).or_default().push(caption.to_string());
        self.files.insert(caption.to_string(), plain);
    }

    /// Who sent a file has taken it back: it need not arrive.
    pub fn take_back(&mut self, caption: &str) {
        self.promised.remove(caption);
    }

    /// A file that was sent, by what was said with it.
    #[must_use]
    pub fn file(&self, caption: &str) -> Option<&[u8]> {
        self.files.get(caption).map(Vec::as_slice)
    }

    /// The phone has confirmed that it has stored a text.
    pub fn phone_stored(&mut self, text: &str) {
        self.promised
            .entry(text.to_string())
            .or_insert("the phone confirmed it");
    }

    /// The phone's own screen showed these as sent.
    pub fn phone_showed(&mut self, _phone: usize, shown: Vec<Message>) {
        for message in shown {
            self.promised
                .entry(message.words().to_string())
                .or_insert("the phone showed it as sent");
        }
    }

    /// Looks at a page for what it has kept and what it shows as sent.
    pub fn look_at(&mut self, _browser: usize, page: &Page) {
        for (_, entry) in page.outbox.entries() {
            let is_here = entry.parcel().is_none_or(|parcel| parcel.digest.is_some());
            if is_here && matches!(entry.step, Step::Kept | Step::Asked) {
                self.promised
                    .entry(entry.words().to_string())
                    .or_insert("the browser kept it");
            }
        }
        let messages = page.threads.values().flat_map(|thread| thread.messages.values());
        for message in messages.filter(|message| message.from.is_none() && message.state >= State::Sent) {
            self.promised
                .entry(message.words().to_string())
                .or_insert("a page showed it as sent");
        }
    }

    /// How much was promised.
    #[must_use]
    pub fn promises(&self) -> usize {
        self.promised.len()
    }

    /// Whether nobody has said this.
    #[must_use]
    pub fn is_foreign(&self, text: &str) -> bool {
        let said = self.said.values().chain(self.sent.values());
        !said.flatten().any(|said| said == text)
    }

    /// Compares what one phone has stored as said with what the other has heard.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self, from: &[Node], stored: &[String], heard: &[String]) -> Result<(), String> {
        let unique = self.compare(&self.said, from, stored, heard)?;
        for node in from {
            let said = self.said.get(node).map(Vec::as_slice).unwrap_or_default();
            let in_order: Vec<&String> = heard.iter().filter(|text| said.contains(text)).collect();
            let expected: Vec<&String> = said.iter().filter(|text| unique.contains(text)).collect();
            if in_order != expected {
                return Err(format!("{node:?} said {expected:?}\nbut it stands as {in_order:?}"));
            }
        }
        Ok(())
    }

    /// The same of files, which come in any order.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check_files(&self, from: &[Node], mut stored: Vec<String>, mut heard: Vec<String>) -> Result<(), String> {
        stored.sort();
        heard.sort();
        self.compare(&self.sent, from, &stored, &heard).map(drop)
    }

    /// All that was heard, if it is what was stored, each once, nothing lost, and nothing that nobody said.
    fn compare<'a>(
        &self,
        said: &BTreeMap<Node, Vec<String>>,
        from: &[Node],
        stored: &[String],
        heard: &'a [String],
    ) -> Result<BTreeSet<&'a String>, String> {
        if stored != heard {
            return Err(format!("stored {stored:?}\nheard  {heard:?}"));
        }
        let unique: BTreeSet<&String> = heard.iter().collect();
        if unique.len() != heard.len() {
            return Err(format!("something was heard twice: {heard:?}"));
        }
        let mut lost = from.iter().filter_map(|node| said.get(node)).flatten();
        if let Some(text) = lost.find(|text| !unique.contains(text) && self.promised.contains_key(*text)) {
            return Err(format!("{text:?} is lost, though {}", self.promised[text]));
        }
        match heard.iter().find(|text| self.is_foreign(text)) {
            Some(text) => Err(format!("nobody ever said {text:?}")),
            None => Ok(unique),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_doubled_swapped_or_foreign_is_found() {
        let mut ledger = Ledger::default();
        let alice = Node::Phone(0);
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect::<Vec<_>>();
        for text in ["a", "b", "c"] {
            ledger.say(alice, text);
            ledger.phone_stored(text);
        }
        let check = |heard: &[&str]| ledger.check(&[alice], &texts(heard), &texts(heard));
        assert_eq!(check(&["a", "b", "c"]), Ok(()));
        for bad in [
            &["a", "b"][..],
            &["a", "c", "b"],
            &["a", "b", "b", "c"],
            &["a", "b", "c", "d"],
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(
            ledger
                .check(&[alice], &texts(&["a", "b", "c"]), &texts(&["a", "b"]))
                .is_err()
        );
    }
}
