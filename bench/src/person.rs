//! A person at a running phone: asks through the phone's own socket, as its terminal does, and notes when the phone tells
//! what.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use pillion_phone::{desk::Screen, screen::client};
use pillion_protocol::content::{
    file::Held,
    id::{ChatId, IntentId, Version},
    message::{Message, State},
    reply::Answer,
    request::Ask,
    text::Text,
    update::Change,
};
use pillion_tests::{chance::Chance, live::phone::Phone, wait::PATIENCE};
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};

use crate::{browser::probe::Probe, clock::Moment};

/// How long a file of a gibibyte may take, on a slow disk.
const OF_LARGE_FILES: Duration = Duration::from_secs(600);

/// Seeds, so that no two people ever name two things alike.
static PEOPLE: AtomicU64 = AtomicU64::new(0xbe4c);

/// A change, and when the phone told it.
#[derive(Debug)]
struct Heard {
    at: Moment,
    change: Change,
}

/// Somebody at a phone.
#[derive(Debug)]
pub struct Person {
    asking: Screen,
    heard: UnboundedReceiver<Heard>,
    intents: Chance,
    /// The one chat of this phone.
    pub chat: ChatId,
}

impl Person {
    /// At a phone that runs and has a chat.
    ///
    /// # Errors
    /// If the phone does not answer.
    pub async fn at(phone: &Phone) -> Result<Self> {
        let desk = client::connect(phone.home())
            .await
            .context("the phone's local socket is not there")?;
        let mut listening = desk.open()?;
        let chat = chat_of(&mut listening).await?;
        let (tell, heard) = unbounded_channel();
        tokio::spawn(async move {
            while let Some(update) = listening.next_update().await {
                let at = Moment::now();
                for change in update.changes {
                    if tell.send(Heard { at, change }).is_err() {
                        return;
                    }
                }
            }
        });
        Ok(Self {
            asking: desk.open()?,
            heard,
            intents: Chance::new(PEOPLE.fetch_add(1, Ordering::Relaxed)),
            chat,
        })
    }

    /// Asks the phone.
    ///
    /// # Errors
    /// If it refuses or has stopped.
    pub async fn ask(&mut self, ask: Ask) -> Result<Answer> {
        self.ask_within(PATIENCE, ask).await
    }

    /// Asks the phone for something that takes as long as a large file.
    ///
    /// # Errors
    /// If it refuses or has stopped.
    pub async fn ask_patiently(&mut self, ask: Ask) -> Result<Answer> {
        self.ask_within(OF_LARGE_FILES, ask).await
    }

    async fn ask_within(&mut self, patience: Duration, ask: Ask) -> Result<Answer> {
        match timeout(patience, self.asking.ask(ask)).await {
            Err(_) => bail!("the phone does not answer"),
            Ok(Ok(Answer::Problem(problem))) => bail!("the phone refuses: {problem}"),
            Ok(answer) => Ok(answer?),
        }
    }

    /// A name for something that is asked once.
    pub fn intent(&mut self) -> [u8; 16] {
        self.intents.bytes()
    }

    /// Says something in the chat.
    ///
    /// # Errors
    /// If the phone refuses.
    pub async fn say(&mut self, text: &str) -> Result<()> {
        let send = Ask::Send {
            intent: IntentId(self.intents.bytes()),
            chat: self.chat,
            text: Text::parse(text)?,
            quote: None,
        };
        self.ask(send).await.map(drop)
    }

    /// When the phone told that the message of this text is at least in this state.
    ///
    /// # Errors
    /// If it does not.
    pub async fn shown(&mut self, text: &str, state: State) -> Result<Moment> {
        let found = self.when(|message| message.words() == text && message.state >= state);
        let found = timeout(PATIENCE, found).await;
        found.with_context(|| format!("the phone never showed {text:?} as {}", state.word()))?
    }

    /// When the phone told that it holds the file of the message with these words.
    ///
    /// # Errors
    /// If it does not.
    pub async fn holds(&mut self, words: &str) -> Result<Moment> {
        let is_held = |message: &Message| message.body.file().is_some_and(|shared| shared.held == Held::Here);
        let found = self.when(|message| message.words() == words && is_held(message));
        let found = timeout(OF_LARGE_FILES, found).await;
        found.with_context(|| format!("the phone never had the file of {words:?}"))?
    }

    /// When the phone told of the message with these words that came with a file, whether it has the file or not.
    ///
    /// # Errors
    /// If it does not.
    pub async fn hears_of(&mut self, words: &str) -> Result<Moment> {
        let found = self.when(|message| message.words() == words && message.body.file().is_some());
        let found = timeout(OF_LARGE_FILES, found).await;
        found.with_context(|| format!("the phone never heard of the file of {words:?}"))?
    }

    /// Links the browser that shows a code, and waits until it shows all chats.
    ///
    /// # Errors
    /// If it does not.
    pub async fn link(&mut self, probe: &Probe) -> Result<()> {
        probe.when("qr").await?;
        let code = probe.value("[data-testid=qr-link]").await?;
        let Answer::Pairing(pairing) = self.ask(Ask::Scan { code }).await? else {
            bail!("the phone answers oddly to a scan");
        };
        let pairing = pairing.id;
        let Answer::Linked(_) = self.ask(Ask::Confirm { pairing, yes: true }).await? else {
            bail!("the phone answers oddly to a yes");
        };
        probe.when("all-chats").await?;
        Ok(())
    }

    /// When the phone told of such a message.
    async fn when(&mut self, is_it: impl Fn(&Message) -> bool) -> Result<Moment> {
        loop {
            match self.heard.recv().await {
                Some(Heard {
                    at,
                    change: Change::Message(message),
                }) if is_it(&message) => return Ok(at),
                Some(_) => {}
                None => bail!("the phone has stopped"),
            }
        }
    }
}

/// The first chat that the phone has.
async fn chat_of(screen: &mut Screen) -> Result<ChatId> {
    let mut cursor = None;
    let mut chat = None;
    loop {
        let ask = Ask::Sync {
            since: Version(0),
            cursor,
        };
        let Answer::Synced { changes, more, .. } = screen.ask(ask).await? else {
            bail!("the phone answers oddly");
        };
        chat = chat.or(changes.iter().find_map(|change| match change {
            Change::Chat(chat) => Some(chat.id),
            _ => None,
        }));
        match more {
            Some(_) => cursor = more,
            None => return chat.context("the phone has no chat"),
        }
    }
}
