//! What persons do with files, and what must hold of them when a story has come to rest.

use pillion_client::{
    client::io::Input as PageInput,
    model::{
        outbox::Entry,
        parcel::{Chosen, Leg, Number, Stuck},
    },
    update::{download, parcel, person::Act},
};
use pillion_protocol::content::{
    file::{FileName, Held, Shared},
    file_ask::FileAsk,
    id::{ChatId, IntentId, MessageId},
    media_type::MediaType,
    reply::Answer,
    request::Ask,
    text::Text,
};

use crate::sim::{network::Node, world::World};

impl World {
    /// Sends a file of some length at the phone itself.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn phone_sends(&mut self, phone: usize, chat: ChatId, caption: &str, bytes: usize) {
        let plain = self.file(bytes);
        let path = format!("/outside/{caption}.bin");
        self.phones[phone].vault.lay(&path, plain.clone());
        self.ledger.send(Node::Phone(phone), caption, plain);
        let ask = FileAsk::Send {
            intent: IntentId(self.chance.bytes()),
            chat,
            path,
            caption: Some(Text::parse(caption).expect("a text")),
            quote: None,
        };
        match self.ask(phone, Ask::File(ask)) {
            Answer::Message(_) => self.ledger.phone_stored(caption),
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        }
    }

    /// Sends a file at a page: chooses it, says something with it, and sends.
    ///
    /// # Panics
    /// Never: the number is small.
    pub fn browser_sends(&mut self, browser: usize, chat: ChatId, caption: &str, bytes: usize) {
        let plain = self.file(bytes);
        self.ledger.send(Node::Browser(browser), caption, plain.clone());
        let node = &mut self.browsers[browser];
        let number = Number::try_from(node.chosen.len()).expect("a number");
        let chosen = Chosen {
            number,
            name: FileName::clean("large.bin"),
            kind: MediaType::of_name("large.bin"),
            bytes: u64::try_from(bytes).expect("a length"),
            look: None,
        };
        node.chosen.insert(number, plain);
        for act in [
            Act::Type(chat, caption.to_string()),
            Act::Parcel(parcel::Order::Choose(vec![chosen])),
            Act::Parcel(parcel::Order::Send),
        ] {
            self.page_does(browser, PageInput::Act(act));
        }
    }

    /// A message with a file in a chat of a phone, by what is said with it.
    pub fn shared(&mut self, phone: usize, chat: ChatId, caption: &str) -> Option<(MessageId, Shared)> {
        let found = self
            .history(phone, chat)
            .into_iter()
            .find(|message| message.words() == caption)?;
        Some((found.id, found.body.file()?.clone()))
    }

    /// Waits until a phone keeps a file, as it was sent.
    ///
    /// # Panics
    /// When it has another one.
    pub fn keeps(&mut self, phone: usize, chat: ChatId, caption: &str) -> MessageId {
        let what = format!("{:?} on the phone of {}", caption, self.phones[phone].name());
        let (message, shared) = self.until(&what, |world| {
            let (message, shared) = world.shared(phone, chat, caption)?;
            (shared.held == Held::Here).then_some((message, shared))
        });
        self.check_file(phone, caption, &shared);
        message
    }

    /// Saves a file of the open chat in a page, and compares it with what was sent.
    ///
    /// # Panics
    /// When it is another one.
    pub fn saves(&mut self, browser: usize, message: MessageId, caption: &str) {
        self.page_does(browser, PageInput::Act(Act::File(download::Order::Save(message))));
        let saved = self.until("the file in the folder for downloads", |world| {
            world.browsers[browser].saved.get(&message).cloned()
        });
        assert_eq!(self.ledger.file(caption), Some(saved.as_slice()), "{caption}");
    }

    /// A file on its way in a page.
    #[must_use]
    pub fn parcel(&self, browser: usize, caption: &str) -> Option<Entry> {
        let mut entries = self.browsers[browser].page().outbox.entries();
        entries.find_map(|(_, entry)| (entry.words() == caption).then(|| entry.clone()))
    }

    /// The person gives up a file on its way in a page.
    ///
    /// # Panics
    /// When there is none.
    pub fn gives_up(&mut self, browser: usize, caption: &str) {
        let intent = self.parcel(browser, caption).expect("a file on its way").intent;
        self.page_does(browser, PageInput::Act(Act::Discard(intent)));
        self.ledger.take_back(caption);
    }

    /// The person takes those out of a page that were not sealed when it was closed; they are told so, and choose them again. No other
    /// file ever waits for a person.
    ///
    /// # Panics
    /// When one does.
    pub fn discards_closed(&mut self, browser: usize) {
        let stuck: Vec<Entry> = {
            let entries = self.browsers[browser].page().outbox.entries();
            entries
                .filter(|(_, entry)| entry.has_failed())
                .map(|(_, entry)| entry.clone())
                .collect()
        };
        for entry in stuck {
            let leg = entry.parcel().map(|parcel| parcel.leg);
            let seed = self.chance.seed();
            assert_eq!(leg, Some(Leg::Stuck(Stuck::Closed)), "seed {seed}: {entry:?}");
            self.page_does(browser, PageInput::Act(Act::Discard(entry.intent)));
        }
    }

    /// Waits until both phones of a chat keep all files in it as they were sent, and nothing is under way.
    ///
    /// # Panics
    /// When they do not, with the seed.
    pub fn files_arrive(&mut self, one: usize, other: usize) {
        let (chat, back) = (self.chat(one, other), self.chat(other, one));
        for (phone, at, from) in [(one, chat, back), (other, back, chat)] {
            let with = if phone == one { other } else { one };
            for caption in [self.captions(phone, at), self.captions(with, from)].concat() {
                self.keeps(phone, at, &caption);
            }
        }
        self.until("no file is under way", |world| world.trips.is_empty().then_some(()));
        for (phone, at) in [(one, chat), (other, back)] {
            let count = self.captions(phone, at).len();
            let (seed, name, vault) = (self.chance.seed(), self.phones[phone].name(), &self.phones[phone].vault);
            assert_eq!(vault.count(), count, "seed {seed}: {name} keeps others");
            assert_eq!(vault.parts(), 0, "seed {seed}: {name} keeps pieces");
        }
    }

    /// What is said with the files of a chat.
    fn captions(&mut self, phone: usize, chat: ChatId) -> Vec<String> {
        let history = self.history(phone, chat);
        let files = history.iter().filter(|message| message.body.file().is_some());
        files.map(|message| message.words().to_string()).collect()
    }

    fn file(&mut self, bytes: usize) -> Vec<u8> {
        std::iter::repeat_with(|| self.chance.bytes::<64>())
            .flatten()
            .take(bytes)
            .collect()
    }

    fn check_file(&self, phone: usize, caption: &str, shared: &Shared) {
        let file = &shared.file;
        let opened = self.phones[phone].vault.opened(file.digest, &file.key, file.bytes);
        let (seed, name) = (self.chance.seed(), self.phones[phone].name());
        assert_eq!(
            opened.as_deref(),
            self.ledger.file(caption),
            "seed {seed}: {caption:?} of {name} is another file"
        );
    }
}
