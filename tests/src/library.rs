//! Years of messages, written straight into the database of a phone: 2,000 chats, of which one is long, and the words of a
//! language in them.
//!
//! Words are drawn so that some are common and most are rare, as in speech. All is drawn from a seed.

use pillion_phone::store::{chat, contact, database::Database, error::StoreError, message};
use pillion_protocol::content::{
    contact::Contact,
    id::{ChatId, MessageId},
    message::{Message, State},
    text::Text,
};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};

use crate::chance::Chance;

/// Chats of a library.
pub const CHATS: u64 = 2_000;

/// What the long chat is called.
pub const LONG: &str = "Person 0";

/// Of all messages, one in so many stands in the long chat.
pub const LONG_SHARE: u64 = 10;

/// Words of the language.
const WORDS: u64 = 20_000;

/// Messages written in one transaction.
const BATCH: u64 = 20_000;

/// Writes `messages` into `chats` chats; the long one has `1 / share` of them. The name of the long one.
///
/// # Errors
/// If the disk refuses.
///
/// # Panics
/// Never, for a library has chats.
pub fn write(
    database: &mut Database,
    chance: &mut Chance,
    now: Timestamp,
    chats: u64,
    messages: u64,
    share: u64,
) -> Result<ChatId, StoreError> {
    let people: Vec<Contact> = (0..chats).map(|number| person(chance, number)).collect();
    database.write(|tx| {
        for person in &people {
            chat::add(tx, person.chat, now)?;
            contact::add(tx, person, b"")?;
        }
        Ok::<_, StoreError>(())
    })?;
    let long = people.first().expect("a library has chats").chat;
    let mut written = 0;
    while written < messages {
        let batch = BATCH.min(messages - written);
        database.write(|tx| {
            for _ in 0..batch {
                let chat = match chance.below(share) {
                    0 => long,
                    _ => people
                        .get(usize::try_from(chance.below(chats)).unwrap_or_default())
                        .map_or(long, |person| person.chat),
                };
                let place = chat::next_place(tx, chat, now)?.unwrap_or_default();
                let text = sentence(chance);
                let body = Text::parse(&text).map_err(|_| StoreError::Damaged(text))?.into();
                let id = MessageId(chance.bytes());
                message::add(tx, &Message::new(id, chat, place, None, body, now, State::Read), None)?;
            }
            Ok::<_, StoreError>(())
        })?;
        written += batch;
    }
    Ok(long)
}

/// Two words that somebody may look for: one common, one not.
pub fn two_words(chance: &mut Chance) -> String {
    let common = chance.below(200);
    let rare = 200 + chance.below(2_000);
    format!("{} {}", word(common), word(rare))
}

fn person(chance: &mut Chance, number: u64) -> Contact {
    Contact {
        account: AccountId(chance.bytes()),
        handle: Handle::parse(&format!("person_{number}")).expect("a handle"),
        name: format!("Person {number}"),
        chat: ChatId(chance.bytes()),
        verified: false,
        blocked: false,
        key_changed: false,
        picture: None,
    }
}

/// Four to twenty words.
fn sentence(chance: &mut Chance) -> String {
    let count = 4 + chance.below(17);
    let words: Vec<String> = (0..count)
        .map(|_| {
            // The smallest of three draws: low numbers are common.
            let number = (0..3).map(|_| chance.below(WORDS)).min().unwrap_or_default();
            word(number)
        })
        .collect();
    words.join(" ")
}

/// The word of a number: two to four syllables.
fn word(number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "bo", "den", "fi", "gor", "hu", "jas", "ke", "lim", "mo", "nar", "pi", "ros", "su", "tav", "we", "zol",
    ];
    let mut rest = number + 16;
    let mut word = String::new();
    while rest > 0 {
        let at = usize::try_from(rest % 16).unwrap_or_default();
        word.push_str(SYLLABLES.get(at).copied().unwrap_or_default());
        rest /= 16;
    }
    word
}
