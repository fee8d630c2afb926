//! How things look in the browser's store, before they are sealed.
//!
//! | key | value |
//! |---|---|
//! | `link` | [`pillion_protocol::link::page::PageLink`] |
//! | `outbox/<intent id>` | [`EntryRecord`] |
//! | `draft/<chat id>` | the text, UTF-8; behind one byte 0xff, which no text has, if the phone has it too |
//!
//! Ids are hexadecimal. The key is bound into the seal, so a record cannot be moved to another place.

use minicbor::{Decode, Encode};
use pillion_protocol::{
    content::{
        id::{ChatId, IntentId, MessageId},
        problem::Problem,
        text::Text,
    },
    link::{page::PageLink, record},
};
use pillion_wire::time::Timestamp;

use super::parcel_record::ParcelRecord;
use crate::{
    model::{
        draft::Kept,
        outbox::{Entry, Said, Step},
    },
    update::effect::Change,
};

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The link.
    Link,
    /// An outbox entry.
    Entry(IntentId),
    /// A draft.
    Draft(ChatId),
}

impl Key {
    /// The key as text.
    #[must_use]
    pub fn to_text(self) -> String {
        match self {
            Self::Link => "link".into(),
            Self::Entry(intent) => format!("outbox/{}", intent.to_hex()),
            Self::Draft(chat) => format!("draft/{}", chat.to_hex()),
        }
    }

    /// Reads what [`Self::to_text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None if text == "link" => Some(Self::Link),
            Some(("outbox", id)) => IntentId::from_hex(id).map(Self::Entry),
            Some(("draft", id)) => ChatId::from_hex(id).map(Self::Draft),
            _ => None,
        }
    }
}

/// One change of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// This record, in place of the one before.
    Put(Key, Vec<u8>),
    /// No record.
    Delete(Key),
}

impl Write {
    /// The link.
    #[must_use]
    pub fn link(link: &PageLink) -> Self {
        Self::Put(Key::Link, record::to_bytes(link))
    }
}

impl From<&Change> for Write {
    fn from(change: &Change) -> Self {
        match change {
            Change::Entry(order, entry) => Self::Put(
                Key::Entry(entry.intent),
                record::to_bytes(&EntryRecord::new(*order, entry)),
            ),
            Change::NoEntry(intent) => Self::Delete(Key::Entry(*intent)),
            Change::Draft(chat, kept) if kept.text.is_empty() => Self::Delete(Key::Draft(*chat)),
            Change::Draft(chat, kept) => Self::Put(Key::Draft(*chat), draft_bytes(kept)),
        }
    }
}

/// Stands before a draft that the phone has; no byte of UTF-8.
const TOLD: u8 = 0xff;

fn draft_bytes(kept: &Kept) -> Vec<u8> {
    let mark = kept.told.then_some(TOLD);
    mark.into_iter().chain(kept.text.bytes()).collect()
}

/// The draft of a stored record.
#[must_use]
pub fn draft(bytes: &[u8]) -> Kept {
    let told = bytes.strip_prefix(&[TOLD]);
    Kept {
        text: String::from_utf8_lossy(told.unwrap_or(bytes)).into_owned(),
        told: told.is_some(),
    }
}

/// An outbox entry in the store.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EntryRecord {
    /// Its number in the order of sending.
    #[n(0)]
    pub order: u64,
    /// Where it goes.
    #[n(1)]
    pub chat: ChatId,
    /// What it says, if it says something.
    #[n(2)]
    pub text: Option<Text>,
    /// When it was sent here.
    #[n(3)]
    pub at: Timestamp,
    /// Why the phone refused it, if it did.
    #[n(4)]
    pub problem: Option<Problem>,
    /// The message that it answers.
    #[n(5)]
    pub quote: Option<MessageId>,
    /// Its file.
    #[n(6)]
    pub file: Option<ParcelRecord>,
}

impl EntryRecord {
    fn new(order: u64, entry: &Entry) -> Self {
        let problem = match entry.step {
            Step::Failed(problem) => Some(problem),
            _ => None,
        };
        Self {
            order,
            chat: entry.chat,
            text: match &entry.said {
                Said::Text(text) => Some(text.clone()),
                Said::File(parcel) => parcel.caption.clone(),
            },
            at: entry.at,
            problem,
            quote: entry.quote,
            file: entry.parcel().map(ParcelRecord::from),
        }
    }

    /// The entry of a stored record; `None` if it is damaged.
    #[must_use]
    pub fn read(intent: IntentId, bytes: &[u8]) -> Option<(u64, Entry)> {
        let Self {
            order,
            chat,
            text,
            at,
            problem,
            quote,
            file,
        } = record::from_bytes(bytes).ok()?;
        let said = match file {
            Some(file) => Said::File(Box::new(file.parcel(text))),
            None => Said::Text(text?),
        };
        let step = problem.map_or(Step::Kept, Step::Failed);
        Some((
            order,
            Entry {
                intent,
                chat,
                said,
                quote,
                at,
                step,
            },
        ))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back_and_no_other_text_does() {
        for key in [Key::Link, Key::Entry(IntentId([0xab; 16])), Key::Draft(ChatId([3; 16]))] {
            assert_eq!(Key::parse(&key.to_text()), Some(key));
        }
        for text in [
            "",
            "links",
            "outbox",
            "outbox/",
            "outbox/zz",
            "draft/ab",
            "other/00",
            "link/",
        ] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_entry_comes_back_as_it_was_and_a_failure_stays_one() {
        for (step, after) in [
            (Step::Storing, Step::Kept),
            (Step::Asked, Step::Kept),
            (Step::Failed(Problem::Storage), Step::Failed(Problem::Storage)),
        ] {
            let entry = Entry {
                intent: IntentId([1; 16]),
                chat: ChatId([2; 16]),
                said: Said::Text(Text::parse("hi").unwrap()),
                quote: Some(MessageId([4; 16])),
                at: Timestamp(7),
                step,
            };
            let Write::Put(_, bytes) = Write::from(&Change::Entry(3, entry.clone())) else {
                panic!("an entry is put");
            };
            assert_eq!(
                EntryRecord::read(entry.intent, &bytes),
                Some((3, Entry { step: after, ..entry }))
            );
        }
    }

    #[test]
    fn a_cut_entry_is_none() {
        let record = EntryRecord {
            order: 1,
            chat: ChatId([2; 16]),
            text: Text::parse("hello").ok(),
            at: Timestamp(7),
            problem: None,
            quote: None,
            file: None,
        };
        let bytes = record::to_bytes(&record);
        for end in 0..bytes.len() {
            assert_eq!(
                EntryRecord::read(IntentId([1; 16]), &bytes[..end]),
                None,
                "cut at {end}"
            );
        }
    }

    #[test]
    fn an_empty_draft_is_deleted() {
        let chat = ChatId([1; 16]);
        assert_eq!(
            Write::from(&Change::Draft(chat, Kept::default())),
            Write::Delete(Key::Draft(chat))
        );
    }

    #[test]
    fn a_draft_comes_back_and_so_does_whether_the_phone_has_it() {
        for told in [false, true] {
            let kept = Kept {
                text: "ÿ a\u{7}".into(),
                told,
            };
            let Write::Put(_, bytes) = Write::from(&Change::Draft(ChatId([1; 16]), kept.clone())) else {
                panic!("a draft is put");
            };
            assert_eq!(draft(&bytes), kept);
        }
    }
}
