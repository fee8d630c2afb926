//! People who are members of large groups and nothing else: each has an account, a handle and key packages at the relay, and no
//! phone that runs. What they are sent waits in their mailboxes.

use anyhow::{Context, Result, bail};
use pillion_phone::{
    mls::{card::Card, identity::Identity, mailbox::MailboxKey, pair::Mls},
    passphrase::Passphrase,
    socket::{Event, Socket},
    store::{
        chat, contact,
        database::{Database, Stretch},
        error::StoreError,
    },
};
use pillion_protocol::content::{contact::Contact, id::ChatId};
use pillion_tests::{chance::Chance, live::phone::Phone};
use pillion_wire::{
    client_frame::{ClientFrame, Role},
    codec,
    handle::Handle,
    id::{AccountId, PutId},
    limit::VERSION,
    origin::Origin,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use crate::clock::Moment;

/// Key packages of each: one for every group that is measured.
const PACKAGES: usize = 3;

/// When this phone got to know them.
const KNOWN_AT: Timestamp = Timestamp(1_800_000_000_000);

/// All of them.
#[derive(Debug)]
pub struct Crowd {
    relay: Origin,
    chance: Chance,
    people: Vec<Ghost>,
}

#[derive(Debug)]
struct Ghost {
    mailbox: MailboxKey,
    card: Card,
    packages: Vec<Vec<u8>>,
}

impl Crowd {
    /// So many people, who are known to the relay at this origin.
    ///
    /// # Errors
    /// If the relay refuses one.
    pub async fn settle(relay: &str, folder: &std::path::Path, count: usize) -> Result<Self> {
        let relay = Origin::parse(relay)?;
        let mut chance = Chance::new(7);
        let mut keys = Database::open(&folder.join("crowd.db"), &Passphrase::new("a crowd"), Stretch::Quick)?;
        let made = (0..count).map(|number| Ghost::make(&mut keys, &mut chance, number));
        let crowd = Self {
            relay,
            people: made.collect::<Result<_>>()?,
            chance,
        };
        for number in 0..count {
            crowd.introduce(number).await?;
        }
        Ok(crowd)
    }

    /// Their accounts.
    pub fn accounts(&self) -> impl Iterator<Item = AccountId> {
        self.people.iter().map(|ghost| ghost.mailbox.account())
    }

    /// Makes them contacts of a phone that does not run.
    ///
    /// # Errors
    /// If its database refuses.
    pub fn befriend(&mut self, phone: &Phone) -> Result<()> {
        let passphrase = Passphrase::new(phone.passphrase());
        let mut database = Database::open(&phone.home().join("phone.db"), &passphrase, Stretch::Full)?;
        let chance = &mut self.chance;
        database.write(|tx| {
            for ghost in &self.people {
                let contact = Contact {
                    account: ghost.card.account(),
                    handle: ghost.card.handle().clone(),
                    name: ghost.card.handle().as_str().to_owned(),
                    chat: ChatId(chance.bytes()),
                    verified: false,
                    blocked: false,
                    key_changed: false,
                    picture: None,
                };
                chat::add(tx, contact.chat, KNOWN_AT)?;
                contact::add(tx, &contact, &ghost.card.encode())?;
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }

    /// One of them puts so many bytes into the mailboxes of so many others, again and again; how long each takes, in nanoseconds.
    ///
    /// # Errors
    /// If the relay refuses.
    pub async fn bare_puts(&mut self, bytes: usize, others: usize, times: u32) -> Result<Vec<u64>> {
        let to: Vec<AccountId> = self.accounts().skip(1).take(others).collect();
        let mut line = self.line(0).await?;
        let mut took = Vec::new();
        for _ in 0..times {
            let put = PutId(self.chance.bytes());
            let frame = codec::encode(&ClientFrame::Put {
                id: put,
                to: to.clone(),
                slot: None,
                payload: self.chance.bytes::<1>().repeat(bytes),
            });
            let begin = Moment::now();
            line.0.send(frame);
            line.until(|frame| matches!(frame, RelayFrame::Stored { .. })).await?;
            took.push(Moment::now().since(begin));
        }
        Ok(took)
    }

    async fn introduce(&self, number: usize) -> Result<()> {
        let mut line = self.line(number).await?;
        let ghost = self.people.get(number).context("a person")?;
        line.0.send(codec::encode(&ClientFrame::Claim {
            request: 1,
            handle: ghost.card.handle().clone(),
            record: ghost.card.encode(),
        }));
        line.0.send(codec::encode(&ClientFrame::Publish {
            request: 2,
            packages: ghost.packages.iter().cloned().map(Into::into).collect(),
            last_resort: None,
        }));
        line.until(|frame| matches!(frame, RelayFrame::Published { .. })).await
    }

    async fn line(&self, number: usize) -> Result<Line> {
        let ghost = self.people.get(number).context("a person")?;
        let mut line = Line(Socket::open(&self.relay));
        let nonce = line
            .find(|frame| match frame {
                RelayFrame::Challenge { nonce, .. } => Some(nonce),
                _ => None,
            })
            .await?;
        let signature = ghost.mailbox.sign_hello(&self.relay, &nonce);
        let account = ghost.mailbox.account();
        line.0.send(codec::encode(&ClientFrame::Hello {
            version: VERSION,
            role: Role::Phone { account, signature },
            agent: "bench".to_owned(),
        }));
        line.until(|frame| matches!(frame, RelayFrame::Ready { .. })).await?;
        Ok(line)
    }
}

impl Ghost {
    fn make(keys: &mut Database, chance: &mut Chance, number: usize) -> Result<Self> {
        let mut random = chance.fork();
        let identity = Identity::generate(&mut random);
        let mailbox = MailboxKey::generate(&mut random);
        let handle = Handle::parse(&format!("ghost_{number}"))?;
        let card = Card::issue(&identity, handle, mailbox.account());
        let packages = keys.write(|tx| {
            let mls = Mls::new(tx, &identity, &card, &mut random)?;
            Ok::<_, anyhow::Error>(mls.key_packages(PACKAGES)?)
        })?;
        Ok(Self {
            mailbox,
            card,
            packages,
        })
    }
}

/// A connection to the relay.
#[derive(Debug)]
struct Line(Socket);

impl Line {
    async fn until(&mut self, is_it: impl Fn(&RelayFrame) -> bool) -> Result<()> {
        self.find(|frame| is_it(&frame).then_some(())).await
    }

    async fn find<T>(&mut self, seen: impl Fn(RelayFrame) -> Option<T>) -> Result<T> {
        loop {
            match self.0.next().await {
                Event::Opened => {}
                Event::Closed(reason) => bail!("the relay has closed: {reason}"),
                Event::Frame(bytes) => match codec::decode(&bytes)? {
                    RelayFrame::Refused { code, .. } => bail!("the relay refuses: {code:?}"),
                    frame => {
                        if let Some(found) = seen(frame) {
                            return Ok(found);
                        }
                    }
                },
            }
        }
    }
}
