//! A phone with years of messages, without a relay and without a process.

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
    store::database::{Database, Stretch},
};
use pillion_protocol::content::{
    id::ChatId,
    reply::Answer,
    request::{Ask, Request},
};
use pillion_tests::{
    chance::Chance,
    library::{self, CHATS, LONG_SHARE},
};
use pillion_wire::{handle::Handle, origin::Origin, time::Timestamp};

/// Now, for this phone.
const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// A phone with a library.
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
        let long = library::write(&mut database, &mut chance, NOW, CHATS, messages, LONG_SHARE)?;
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
        library::two_words(&mut self.chance)
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
