//! Rows on disk: keys are joined bytes, rows are CBOR with numbered fields.
//!
//! | table | key | row |
//! |---|---|---|
//! | `Meta` | `version` | 4 bytes, big endian |
//! | `Accounts` | account (32) | [`AccountRow`] |
//! | `Mail` | account (32), sequence number (8, big endian) | [`MailRow`] |
//! | `Puts` | put key (32) | [`PutRow`] |
//! | `Blobs` | put key (32) | the sealed blob |
//! | `Slots` | group (16), epoch (8, big endian) | put key (32) |
//! | `Links` | link (16) | [`LinkRow`] |
//! | `AccountLinks` | account (32), link (16) | empty |
//! | `Handles` | the handle's characters | [`HandleRow`] |
//! | `KeyPackages` | account (32), SHA-256 of the package (32) | the package |
//! | `LastResorts` | account (32) | the package |
//! | `Files` | file (16) | [`FileRow`] |
//! | `Expiry` | when (8, big endian), kind (1), key of the thing | empty |
//!
//! A put key is SHA-256 over sender and put id: the disk does not say who sent what, and nobody can take another
//! account's put id first.

use minicbor::{Decode, Encode};
use pillion_wire::{
    client_frame::Slot,
    handle::Handle,
    id::{AccountId, Farewell, LinkId, PutId, TokenHash},
    time::Timestamp,
};
use sha2::{Digest, Sha256};

use super::failure::Failure;

/// Which put, without its sender.
pub type PutKey = [u8; 32];

/// An account that has been here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct AccountRow {
    /// Its phone's last visit.
    #[n(0)]
    pub last_seen: Option<Timestamp>,
    /// The highest sequence number given out.
    #[n(1)]
    pub newest: u64,
    /// Blobs in the mailbox.
    #[n(2)]
    pub blobs: u64,
    /// Their bytes.
    #[n(3)]
    pub bytes: u64,
    /// The handle that it has claimed.
    #[n(4)]
    pub handle: Option<Handle>,
    /// One-time key packages held.
    #[n(5)]
    pub key_packages: u32,
    /// Bytes of the files that it has made room for.
    #[cbor(n(6), default)]
    pub file_bytes: u64,
}

/// One blob in one mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct MailRow {
    /// Where the blob is.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub put: PutKey,
    /// The sender's name for it.
    #[n(1)]
    pub id: PutId,
    /// When it was stored.
    #[n(2)]
    pub at: Timestamp,
    /// Its size.
    #[n(3)]
    pub bytes: u64,
    /// When it is forgotten: names its entry in `Expiry`.
    #[n(4)]
    pub until: Timestamp,
}

/// One put that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PutRow {
    /// Mailboxes that still hold it; at zero the blob is dropped and only the id remembered.
    #[n(0)]
    pub waiting: u32,
}

/// A link, live or ended.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LinkRow {
    /// Whose.
    #[n(0)]
    pub account: AccountId,
    /// Hash of its token.
    #[n(1)]
    pub token_hash: TokenHash,
    /// The browser's last visit.
    #[n(2)]
    pub last_seen: Option<Timestamp>,
    /// Present when the phone has ended it.
    #[n(3)]
    pub farewell: Option<Farewell>,
}

/// A handle that is taken.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HandleRow {
    /// By whom.
    #[n(0)]
    pub account: AccountId,
    /// What the account left.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub record: Vec<u8>,
}

/// A file that the relay has room for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FileRow {
    /// Who has made room for it.
    #[n(0)]
    pub account: AccountId,
    /// Its size.
    #[n(1)]
    pub bytes: u64,
    /// Hash of the token of whoever uploads it.
    #[n(2)]
    pub write: TokenHash,
    /// Hash of the token of whoever downloads it.
    #[n(3)]
    pub read: TokenHash,
    /// How far it is.
    #[n(4)]
    pub stage: Stage,
    /// When it is forgotten: names its entry in `Expiry`.
    #[n(5)]
    pub until: Timestamp,
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Stage {
    /// Parts of it may be missing.
    #[n(0)]
    Coming,
    /// All is there.
    #[n(1)]
    Whole,
    /// It is being forgotten: its row goes when its parts are gone.
    #[n(2)]
    Going,
}

/// What an entry of `Expiry` is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Old {
    /// A blob in a mailbox: account, sequence number.
    Mail = 1,
    /// A put id: put key.
    Put = 2,
    /// A farewell: link.
    Farewell = 3,
    /// A commit slot: group, epoch.
    Slot = 4,
    /// A file: its id.
    File = 5,
}

impl Old {
    /// The kind with this number.
    #[must_use]
    pub const fn of(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Mail),
            2 => Some(Self::Put),
            3 => Some(Self::Farewell),
            4 => Some(Self::Slot),
            5 => Some(Self::File),
            _ => None,
        }
    }
}

/// The key of a put.
#[must_use]
pub fn put_key(sender: AccountId, id: PutId) -> PutKey {
    let mut hash = Sha256::new();
    hash.update(sender.0);
    hash.update(id.0);
    hash.finalize().into()
}

/// The key of a blob in a mailbox.
#[must_use]
pub fn mail_key(account: AccountId, seq: u64) -> Vec<u8> {
    [account.0.as_slice(), &seq.to_be_bytes()].concat()
}

/// The key of a commit slot.
#[must_use]
pub fn slot_key(slot: Slot) -> Vec<u8> {
    [slot.group.0.as_slice(), &slot.epoch.to_be_bytes()].concat()
}

/// The key of a link in its account's list.
#[must_use]
pub fn account_link_key(account: AccountId, link: LinkId) -> Vec<u8> {
    [account.0.as_slice(), &link.0].concat()
}

/// The key of a one-time key package.
#[must_use]
pub fn package_key(account: AccountId, package: &[u8]) -> Vec<u8> {
    let digest: [u8; 32] = Sha256::digest(package).into();
    [account.0.as_slice(), &digest].concat()
}

/// The key of an entry in `Expiry`.
#[must_use]
pub fn expiry_key(until: Timestamp, old: Old, key: &[u8]) -> Vec<u8> {
    [&until.0.to_be_bytes(), [old as u8].as_slice(), key].concat()
}

/// First and last possible key that starts with `account`, for tables whose second part has `rest` bytes.
#[must_use]
pub fn keys_of(account: AccountId, rest: usize) -> (Vec<u8>, Vec<u8>) {
    let mut last = account.0.to_vec();
    last.resize(last.len().saturating_add(rest), 0xff);
    (account.0.to_vec(), last)
}

/// Whether a hash that is held is the one of what was shown. Hashes of the hashes are compared, so that the time it takes says nothing
/// about how much of a guess was right.
#[must_use]
pub fn same(held: TokenHash, shown: TokenHash) -> bool {
    Sha256::digest(held.0) == Sha256::digest(shown.0)
}

/// A row as bytes.
#[must_use]
pub fn encode<R: Encode<()>>(row: &R) -> Vec<u8> {
    pillion_wire::codec::encode(row)
}

/// Bytes as a row.
///
/// # Errors
/// [`Failure::Damaged`] if they are none.
pub fn decode<R: for<'b> Decode<'b, ()>>(bytes: &[u8], table: &'static str) -> Result<R, Failure> {
    minicbor::decode(bytes).map_err(|_| Failure::Damaged(table))
}
