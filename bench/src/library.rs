//! A phone with years of messages: 2,000 chats, of which one is long, and the words of a language in them.
//!
//! Words are drawn so that some are common and most are rare, as in speech. All is drawn from a seed.

use std::path::Path;

use anyhow::{Context, Result};
use pillion_phone::{
    app::{
        account,
        event::{Input, Output},
        phone::{Options, Phone},
        rng::SharedRng,
    },
    passphrase::Passphrase,
    store::{
        chat, contact,
        database::{Database, Stretch},
        error::StoreError,
        message,
    },
};
use pillion_protocol::content::{
    contact::Contact,
    id::{ChatId, MessageId},
    message::{Message, State},
    reply::Answer,
    request::{Ask, Request},
    text::Text,
};
use pillion_tests::chance::Chance;
use pillion_wire::{handle::Handle, id::AccountId, origin::Origin, time::Timestamp};

/// Chats of the library.
pub const CHATS: u64 = 2_000;

/// Of all messages, one in so many stands in the long chat.
const LONG_SHARE: u64 = 10;

/// Words of the language.
const WORDS: u64 = 20_000;

/// Messages written in one transaction.
const BATCH: u64 = 20_000;

/// Now, for this phone.
const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// A phone with a library, without a relay.
#[derive(Debug)]
pub struct Library {
    phone: Phone,
    chance: Chance,
    asked: u32,
    /// The chat in which a tenth of all messages stand.
    pub long: ChatId,
}

impl Library {
    /// Writes a library of so many messages into a folder, and opens it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(folder: &Path, messages: u64) -> Result<Self> {
        let passphrase = Passphrase::new("a library");
        let mut database = Database::open(&folder.join("library.db"), &passphrase, Stretch::Quick)?;
        let mut chance = Chance::new(3);
        let rng = SharedRng::new(Box::new(chance.fork()));
        let relay = Origin::parse("http://localhost:1")?;
        account::make(&mut database, &rng, relay, Handle::parse("reader")?, "Reader", NOW)?;
        let chats = (0..CHATS)
            .map(|number| chat_of(&mut chance, number))
            .collect::<Result<Vec<_>>>()?;
        database.write(|tx| {
            for contact in &chats {
                chat::add(tx, contact.chat, NOW)?;
                contact::add(tx, contact, b"")?;
            }
            Ok::<_, StoreError>(())
        })?;
        let long = chats.first().context("a library has chats")?.chat;
        let mut written = 0;
        while written < messages {
            database.write(|tx| {
                for _ in 0..BATCH.min(messages - written) {
                    let chat = match chance.below(LONG_SHARE) {
                        0 => long,
                        _ => chats
                            .get(usize::try_from(chance.below(CHATS)).unwrap_or_default())
                            .map_or(long, |contact| contact.chat),
                    };
                    let place = chat::next_place(tx, chat, NOW)?.unwrap_or_default();
                    let text = sentence(&mut chance);
                    let body = Text::parse(&text).map_err(|_| StoreError::Damaged(text))?.into();
                    let id = MessageId(chance.bytes());
                    message::add(tx, &Message::new(id, chat, place, None, body, NOW, State::Read), None)?;
                }
                Ok::<_, StoreError>(())
            })?;
            written += BATCH.min(messages - written);
        }
        let mut phone = Phone::new(database, Options::default(), rng, NOW)?;
        phone.handle(NOW, Input::ScreenOpened(1));
        Ok(Self {
            phone,
            chance,
            asked: 0,
            long,
        })
    }

    /// Two words that somebody may look for: one common, one not.
    pub fn two_words(&mut self) -> String {
        let common = self.chance.below(200);
        let rare = 200 + self.chance.below(2_000);
        format!("{} {}", word(common), word(rare))
    }

    /// Asks the phone, as a screen of its own does.
    ///
    /// # Errors
    /// If it answers with a problem or not at all.
    pub fn ask(&mut self, ask: Ask) -> Result<Answer> {
        self.asked += 1;
        let id = self.asked;
        self.phone.handle(NOW, Input::Ask(1, Request { id, ask }));
        let mut answer = None;
        while let Some(output) = self.phone.poll() {
            if let Output::Reply(_, reply) = output
                && reply.id == id
            {
                answer = Some(reply.answer);
            }
        }
        match answer.context("the phone does not answer")? {
            Answer::Problem(problem) => anyhow::bail!("the phone refuses: {problem}"),
            answer => Ok(answer),
        }
    }
}

fn chat_of(chance: &mut Chance, number: u64) -> Result<Contact> {
    Ok(Contact {
        account: AccountId(chance.bytes()),
        handle: Handle::parse(&format!("person_{number}"))?,
        name: format!("Person {number}"),
        chat: ChatId(chance.bytes()),
        verified: false,
        blocked: false,
        key_changed: false,
    })
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
