//! What persons do: make an account, link a browser, write, read, unlink.

use pillion_client::{
    client::io::Input as PageInput,
    model::{
        lights::Session,
        page::Watch,
        phase::{Phase, Step},
    },
    update::person::Act,
};
use pillion_protocol::content::{
    id::{ChatId, IntentId, Place, Version},
    link::Link,
    message::{Message, State},
    pairing::Pairing,
    reply::Answer,
    request::{Ask, From},
    text::Text,
    update::Change,
};
use pillion_wire::handle::Handle;

use crate::sim::{
    network::{CALM, Node},
    phone::Phone,
    world::World,
};

impl World {
    /// Alice's phone, with a new account, online.
    pub fn alice_phone(&mut self) -> usize {
        self.phone("alice")
    }

    /// Bob's phone, with a new account, online.
    pub fn bob_phone(&mut self) -> usize {
        self.phone("bob")
    }

    /// Somebody's phone, with a new account, online.
    pub fn phone(&mut self, handle: &str) -> usize {
        let mut chance = self.chance.clone();
        let phone = Phone::make(self.folder(), handle, self.now, &mut chance);
        self.chance = chance;
        self.phones.push(phone);
        let number = self.phones.len() - 1;
        self.start_phone(number);
        self.online(number);
        self.until("the relay has stored the handle", |world| {
            let is_handle = |key: &[u8]| key.ends_with(handle.as_bytes());
            world.relay.contents().any(|(key, _)| is_handle(key)).then_some(())
        });
        number
    }

    /// Waits until a phone is at its relay.
    pub fn online(&mut self, phone: usize) {
        self.until("the phone is online", |world| {
            world.phones[phone].is_online().then_some(())
        });
    }

    /// Asks something at the phone's own screen, and waits for the answer.
    pub fn ask(&mut self, phone: usize, ask: Ask) -> Answer {
        let what = format!("the answer to {ask:?}");
        let (id, wishes) = self.phones[phone].ask(self.now, ask);
        self.wishes(Node::Phone(phone), wishes);
        self.until(&what, |world| world.phones[phone].answer(id))
    }

    /// Finds somebody by handle.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn add(&mut self, phone: usize, handle: &str) -> ChatId {
        let intent = IntentId(self.chance.bytes());
        let handle = Handle::parse(handle).expect("a handle");
        match self.ask(phone, Ask::AddContact { intent, handle }) {
            Answer::Contact(contact) => contact.chat,
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        }
    }

    /// The chat of two phones, as the first one names it.
    ///
    /// # Panics
    /// When there is none.
    pub fn chat(&mut self, phone: usize, with: usize) -> ChatId {
        let handle = self.phones[with].name().to_string();
        self.find_chat(phone, &handle)
            .unwrap_or_else(|| panic!("no chat with {handle}"))
    }

    /// The chat with a handle, if the phone has one.
    pub fn find_chat(&mut self, phone: usize, handle: &str) -> Option<ChatId> {
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        let Answer::Synced { changes, .. } = self.ask(phone, sync) else {
            return None;
        };
        changes.into_iter().find_map(|change| match change {
            Change::Contact(contact) if contact.handle.as_str() == handle => Some(contact.chat),
            _ => None,
        })
    }

    /// Two phones that know each other, and have said something both ways.
    pub fn befriend(&mut self, one: usize, other: usize) {
        let handle = self.phones[other].name().to_string();
        let chat = self.add(one, &handle);
        let greeting = format!("hello {handle}");
        self.phone_says(one, chat, &greeting);
        let back = self.until("the first message", |world| {
            let name = world.phones[one].name().to_string();
            let chat = world.find_chat(other, &name)?;
            world
                .history(other, chat)
                .iter()
                .any(|message| message.words() == greeting)
                .then_some(chat)
        });
        let answer = format!("hello {}", self.phones[one].name());
        self.phone_says(other, back, &answer);
        self.until("the answer", |world| {
            world.phone_has(one, chat, &answer, State::Delivered)
        });
        self.until("the receipt", |world| {
            world.phone_has(other, back, &answer, State::Delivered)
        });
    }

    /// Says something at the phone itself.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn phone_says(&mut self, phone: usize, chat: ChatId, text: &str) {
        self.ledger.say(Node::Phone(phone), text);
        let intent = IntentId(self.chance.bytes());
        let ask = Ask::Send {
            intent,
            chat,
            text: Text::parse(text).expect("a text"),
            quote: None,
        };
        match self.ask(phone, ask) {
            Answer::Message(_) => self.ledger.phone_stored(text),
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        }
    }

    /// All messages of a chat on a phone, oldest first.
    ///
    /// # Panics
    /// When the phone refuses.
    pub fn history(&mut self, phone: usize, chat: ChatId) -> Vec<Message> {
        let mut all = Vec::new();
        let mut from = From::After(Place(0));
        loop {
            match self.ask(phone, Ask::History { chat, from, limit: 100 }) {
                Answer::Page { messages, later, .. } => {
                    all.extend(messages);
                    match all.last() {
                        Some(last) if later => from = From::After(last.place),
                        _ => return all,
                    }
                }
                other => panic!("seed {}: {other:?}", self.chance.seed()),
            }
        }
    }

    /// Whether a text stands in a chat of a phone, at least in this state.
    pub fn phone_has(&mut self, phone: usize, chat: ChatId, text: &str, state: State) -> Option<Message> {
        self.history(phone, chat)
            .into_iter()
            .find(|message| message.words() == text && message.state >= state)
    }

    /// A browser that is linked to a phone and shows its chats.
    pub fn browser_of(&mut self, phone: usize) -> usize {
        let browser = self.open_browser();
        self.link(phone, browser);
        browser
    }

    /// Links a browser that shows a code.
    ///
    /// # Panics
    /// When the two show different signs, or the phone refuses.
    pub fn link(&mut self, phone: usize, browser: usize) -> Link {
        let code = self.until("a code on the page", |world| world.code_on(browser));
        let pairing = match self.ask(phone, Ask::Scan { code }) {
            Answer::Pairing(pairing) => pairing,
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        };
        assert_eq!(self.signs_on(browser), signs(&pairing), "both show the same signs");
        let link = match self.ask(
            phone,
            Ask::Confirm {
                pairing: pairing.id,
                yes: true,
            },
        ) {
            Answer::Linked(link) => link,
            other => panic!("seed {}: {other:?}", self.chance.seed()),
        };
        self.settled(browser);
        link
    }

    /// The code that a page shows.
    #[must_use]
    pub fn code_on(&self, browser: usize) -> Option<String> {
        match &self.browsers[browser].page().phase {
            Phase::Linking(linking) => match &linking.step {
                Step::Code(code) => Some(code.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The four signs that a page shows.
    #[must_use]
    pub fn signs_on(&self, browser: usize) -> Vec<String> {
        match &self.browsers[browser].page().phase {
            Phase::Linking(linking) => match &linking.step {
                Step::Check { check, .. } => check.signs().iter().map(|sign| sign.sign.to_string()).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Waits until a page has a session and all that the phone knows.
    pub fn settled(&mut self, browser: usize) {
        self.until("the page has a session and is in step", |world| {
            let page = world.browsers[browser].page();
            let done = page.lights.session == Session::Open
                && page.account.is_some()
                && !page.sync.running
                && !page.sync.needed;
            done.then_some(())
        });
    }

    /// Opens the only chat on a page, with the person in front of it.
    pub fn opens(&mut self, browser: usize) -> ChatId {
        let chat = self.until("a chat on the page", |world| {
            world.browsers[browser]
                .page()
                .chats_in_order()
                .first()
                .map(|chat| chat.id)
        });
        self.opens_chat(browser, chat);
        chat
    }

    /// Opens a chat on a page, with the person in front of it.
    pub fn opens_chat(&mut self, browser: usize, chat: ChatId) {
        self.page_does(browser, PageInput::Act(Act::Open(chat)));
        let watch = Watch {
            present: true,
            at_end: true,
        };
        self.page_does(browser, PageInput::Act(Act::Watch(watch)));
    }

    /// Says something in a browser.
    pub fn browser_says(&mut self, browser: usize, chat: ChatId, text: &str) {
        self.ledger.say(Node::Browser(browser), text);
        self.page_does(browser, PageInput::Act(Act::Type(chat, text.to_string())));
        self.page_does(browser, PageInput::Act(Act::Send(chat)));
    }

    /// Whether a page shows a text in its open chat, at least in this state.
    #[must_use]
    pub fn page_shows(&self, browser: usize, text: &str, state: State) -> Option<Message> {
        let (_, thread) = self.browsers[browser].page().open_thread()?;
        thread?
            .messages
            .values()
            .find(|message| message.words() == text && message.state >= state)
            .cloned()
    }

    /// Texts that a page has kept and the phone does not have yet.
    #[must_use]
    pub fn queued_on(&self, browser: usize) -> Vec<String> {
        self.browsers[browser]
            .page()
            .outbox
            .entries()
            .map(|(_, entry)| entry.words().to_string())
            .collect()
    }

    /// The links of a phone, as its own screen shows them.
    pub fn links(&mut self, phone: usize) -> Vec<Link> {
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        let Answer::Synced { changes, .. } = self.ask(phone, sync) else {
            return Vec::new();
        };
        let links = changes.into_iter().filter_map(|change| match change {
            Change::Link(link) => Some(link),
            _ => None,
        });
        links.collect()
    }

    /// Heals everything that is broken, waits until nothing is under way, and compares all that was said and heard between
    /// two phones.
    ///
    /// # Panics
    /// When something is lost, doubled or out of order; with the seed.
    pub fn comes_to_rest(&mut self, one: (usize, &[usize]), other: (usize, &[usize])) {
        self.heal(&[one, other]);
        self.files_arrive(one.0, other.0);
        for ((from, screens), (to, _)) in [(one, other), (other, one)] {
            let (chat, at) = (self.chat(from, to), self.chat(to, from));
            let last = format!("the last word of {}", self.phones[from].name());
            self.phone_says(from, chat, &last);
            self.until(&last, |world| world.phone_has(to, at, &last, State::Delivered));
            self.until("its receipt", |world| {
                world.phone_has(from, chat, &last, State::Delivered)
            });
            let (stored, files) = self.words(from, chat, true);
            let (heard, files_heard) = self.words(to, at, false);
            let nodes: Vec<Node> = screens
                .iter()
                .map(|browser| Node::Browser(*browser))
                .chain([Node::Phone(from)])
                .collect();
            let checked = self.ledger.check(&nodes, &stored, &heard);
            if let Err(wrong) = checked.and_then(|()| self.ledger.check_files(&nodes, files, files_heard)) {
                panic!(
                    "seed {}: from {} to {}: {wrong}",
                    self.chance.seed(),
                    self.phones[from].name(),
                    self.phones[to].name()
                );
            }
        }
    }

    /// Words of own messages of a chat, or of those of others: of texts, and of files.
    fn words(&mut self, phone: usize, chat: ChatId, mine: bool) -> (Vec<String>, Vec<String>) {
        let history = self.history(phone, chat);
        let wanted = history.iter().filter(|message| message.from.is_none() == mine);
        let (files, texts): (Vec<_>, Vec<_>) = wanted.partition(|message| message.body.file().is_some());
        let words = |messages: Vec<&Message>| messages.iter().map(|message| message.words().to_string()).collect();
        (words(texts), words(files))
    }

    /// Mends everything that is broken, and waits until phones and pages are there again.
    pub fn heal(&mut self, people: &[(usize, &[usize])]) {
        self.weather = CALM;
        self.tamper = None;
        self.relay.set_full(false);
        if !self.relay.runs() {
            self.start_relay();
        }
        for (phone, screens) in people {
            self.set_dark(Node::Phone(*phone), false);
            if !self.phones[*phone].runs() {
                self.start_phone(*phone);
            }
            for browser in *screens {
                self.set_dark(Node::Browser(*browser), false);
            }
        }
        for (phone, screens) in people {
            self.online(*phone);
            for browser in *screens {
                self.settled(*browser);
                self.discards_closed(*browser);
                self.until("the outbox is empty", |world| {
                    world.queued_on(*browser).is_empty().then_some(())
                });
            }
        }
    }
}

/// The four signs that a phone shows.
#[must_use]
pub fn signs(pairing: &Pairing) -> Vec<String> {
    pairing.check.iter().map(|sign| sign.emoji.clone()).collect()
}
