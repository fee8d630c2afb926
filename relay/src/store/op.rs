//! What the hub asks of a store, and what it gets back.

use bytes::Bytes;
use pillion_wire::{
    client_frame::Slot,
    handle::Handle,
    id::{AccountId, Farewell, FileId, LinkId, PutId, TokenHash},
    refusal::Code,
    time::Timestamp,
};

/// Pairs an op with its outcome; given out by the hub, growing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What one op came to: an answer, or the refusal that the client is told.
pub type Outcome = Result<Answer, Code>;

/// One op and the time at which it was asked for.
#[derive(Debug, Clone)]
pub struct Job {
    /// The hub's clock.
    pub now: Timestamp,
    /// What to do.
    pub op: Op,
}

/// Keeps what a relay must keep.
pub trait Store: Send {
    /// Carries out `jobs` in order and returns one outcome for each, in order, when all of them are durable.
    ///
    /// A refusal concerns its own job and leaves no trace. If the storage itself fails, the jobs that it could not do are
    /// refused with [`Code::Storage`].
    fn commit(&mut self, jobs: &[Job]) -> Vec<Outcome>;
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A phone has proved its account; makes its mailbox at the first time. Answer: [`Answer::Phone`].
    EnterPhone {
        /// The account.
        account: AccountId,
    },
    /// A browser shows its token. Answer: [`Answer::Browser`] or [`Answer::Unlinked`].
    EnterBrowser {
        /// The link.
        link: LinkId,
        /// Hash of the token that it showed.
        token_hash: TokenHash,
    },
    /// A phone is or was here now. Lazy. Answer: [`Answer::Done`].
    SeePhone {
        /// The account.
        account: AccountId,
    },
    /// A browser is or was here now. Lazy. Answer: [`Answer::Done`].
    SeeBrowser {
        /// The link.
        link: LinkId,
    },
    /// Stores one blob for all of `to` or for none. Answer: [`Answer::Put`].
    Put {
        /// Who sends it; makes the id its own, so that nobody can take it first.
        sender: AccountId,
        /// The sender's name for the blob.
        id: PutId,
        /// The mailboxes, each once.
        to: Vec<AccountId>,
        /// The commit slot that it wants.
        slot: Option<Slot>,
        /// The blob.
        payload: Bytes,
    },
    /// The oldest blobs after a sequence number. Answer: [`Answer::Mail`].
    Read {
        /// Whose mailbox.
        account: AccountId,
        /// Only blobs after this one.
        after: u64,
        /// At most so many blobs.
        count: usize,
        /// Stop after the blob that reaches this many bytes.
        bytes: usize,
    },
    /// Forgets blobs up to a sequence number. Lazy. Answer: [`Answer::Done`].
    Ack {
        /// Whose mailbox.
        account: AccountId,
        /// The last one to forget.
        through: u64,
    },
    /// Lets a browser in. Answer: [`Answer::Done`].
    AllowLink {
        /// Whose link.
        account: AccountId,
        /// The link.
        link: LinkId,
        /// Hash of its token.
        token_hash: TokenHash,
    },
    /// Shuts a browser out. Answer: [`Answer::Done`], also if there is no such link of this account.
    RevokeLink {
        /// Whose link.
        account: AccountId,
        /// The link.
        link: LinkId,
        /// For the browser's next visit.
        farewell: Farewell,
    },
    /// Takes a handle, or changes the record of the one that the account has. Answer: [`Answer::Done`].
    Claim {
        /// Who.
        account: AccountId,
        /// What.
        handle: Handle,
        /// Shown to whoever looks it up.
        record: Vec<u8>,
    },
    /// The account behind a handle. Answer: [`Answer::Entry`].
    LookUp {
        /// The handle.
        handle: Handle,
    },
    /// Adds key packages. Answer: [`Answer::Published`].
    Publish {
        /// Whose.
        account: AccountId,
        /// Each for one taker.
        packages: Vec<Vec<u8>>,
        /// Replaces the one before.
        last_resort: Option<Vec<u8>>,
    },
    /// Takes one key package away. Answer: [`Answer::KeyPackage`].
    TakeKeyPackage {
        /// Whose.
        account: AccountId,
    },
    /// Makes room for a file. Answer: [`Answer::Done`].
    AllowFile {
        /// Whose room.
        account: AccountId,
        /// The file.
        file: FileId,
        /// Its size.
        bytes: u64,
        /// Hash of the token for writing.
        write: TokenHash,
        /// Hash of the token for reading.
        read: TokenHash,
    },
    /// Lets a file go at the next [`Self::Sweep`]. Answer: [`Answer::Done`], also if there is no such file of this account.
    DropFile {
        /// Whose.
        account: AccountId,
        /// The file.
        file: FileId,
    },
    /// Lets a file go that is not whole, whoever's it is. Answer: [`Answer::Done`]; `FileUnknown` if there is none, `FileTaken` if it is whole.
    GiveUpFile {
        /// The file.
        file: FileId,
    },
    /// What is known of a file. Answer: [`Answer::File`].
    FindFile {
        /// The file.
        file: FileId,
    },
    /// All parts of a file are there. Answer: [`Answer::Done`].
    EndFile {
        /// The file.
        file: FileId,
    },
    /// No part of a file is there any more: its room is free. Answer: [`Answer::Done`].
    FreeFile {
        /// The file.
        file: FileId,
    },
    /// Forgets what is too old, a limited number at a time. Answer: [`Answer::Swept`].
    Sweep,
}

impl Op {
    /// Whether a crash may undo it: the phone would ack again, and a last visit is only told to people.
    #[must_use]
    pub const fn is_lazy(&self) -> bool {
        matches!(self, Self::Ack { .. } | Self::SeePhone { .. } | Self::SeeBrowser { .. })
    }

    /// Whether it brings new data. When the disk is full these ops fail first, and the others may still succeed.
    #[must_use]
    pub const fn is_bringing(&self) -> bool {
        matches!(
            self,
            Self::Put { .. }
                | Self::AllowLink { .. }
                | Self::Claim { .. }
                | Self::Publish { .. }
                | Self::AllowFile { .. }
        )
    }
}

/// One blob in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its number in the mailbox, from 1.
    pub seq: u64,
    /// The sender's name for it.
    pub id: PutId,
    /// When it was stored.
    pub at: Timestamp,
    /// The blob.
    pub payload: Bytes,
}

/// What an op came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is done.
    Done,
    /// A phone's account.
    Phone {
        /// Its links, and when each browser was last here.
        links: Vec<(LinkId, Option<Timestamp>)>,
        /// One-time key packages left.
        key_packages: u32,
        /// The highest sequence number that its mailbox has given out; 0 for none.
        newest: u64,
    },
    /// A browser's link.
    Browser {
        /// The account that it belongs to.
        account: AccountId,
        /// When the phone was last here.
        phone_seen: Option<Timestamp>,
    },
    /// The phone ended the link.
    Unlinked {
        /// What it left for the browser.
        farewell: Farewell,
    },
    /// The blob is stored, now or before.
    Put {
        /// Where it went now, and under which number; empty for a repeat.
        deliveries: Vec<(AccountId, u64)>,
    },
    /// Blobs in order.
    Mail(Vec<Mail>),
    /// The account behind a handle.
    Entry {
        /// The account.
        account: AccountId,
        /// Its record.
        record: Vec<u8>,
    },
    /// Key packages are stored.
    Published {
        /// One-time key packages that are held now.
        held: u32,
    },
    /// One key package.
    KeyPackage(Vec<u8>),
    /// A file that is coming or here.
    File {
        /// Its size.
        bytes: u64,
        /// Hash of the token for writing.
        write: TokenHash,
        /// Hash of the token for reading.
        read: TokenHash,
        /// All of it is here.
        is_whole: bool,
    },
    /// Old things are forgotten.
    Swept {
        /// Whether there are more.
        more: bool,
        /// Files whose parts are to be removed, and then to be told as [`Op::FreeFile`]. Until then they come again.
        files: Vec<FileId>,
    },
}
