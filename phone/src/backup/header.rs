//! The head of a backup file: the only part that is legible, and the keys that it leads to.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 14 | `pillion backup` |
//! | 14 | 2 | layout version, 1 |
//! | 16 | 4 | Argon2id: memory in KiB |
//! | 20 | 4 | Argon2id: passes |
//! | 24 | 4 | Argon2id: lanes |
//! | 28 | 16 | salt, random |
//! | 44 | 32 | check: tells a wrong passphrase from a damaged file |
//!
//! Both the check and the stream's key are derived from the stretched passphrase and bytes 0 to 43, so nobody can make a file
//! that two passphrases open, or change the head of one.
//!
//! Source: docs/protocol.md, rule `R-BACKUP-1`.

use std::io::{self, Read};

use pillion_protocol::crypto::{
    kdf::{self, Label},
    key::StreamKey,
    stretch::{BadCost, Cost, SALT_BYTES, stretch},
};

use crate::passphrase::Passphrase;

const MAGIC: &[u8; 14] = b"pillion backup";

/// The layout that this build writes and reads.
pub const VERSION: u16 = 1;

/// Length of what the keys are bound to.
const BOUND_BYTES: usize = 44;

/// Length of the head.
const HEAD_BYTES: usize = BOUND_BYTES + 32;

/// Why a file's head is not one that can be used.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// It begins with other bytes.
    #[error("no backup")]
    NotABackup,
    /// It is too short to be one.
    #[error("cut short")]
    Cut,
    /// It was written by a newer build.
    #[error("layout {0}")]
    Newer(u16),
    /// It asks for work that no backup asks for.
    #[error(transparent)]
    Cost(#[from] BadCost),
    /// The passphrase is another one.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] io::Error),
}

/// The head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    cost: Cost,
    salt: [u8; SALT_BYTES],
}

impl Head {
    /// The head of a new file. The salt must be random: with it, the key has never sealed anything.
    #[must_use]
    pub const fn new(cost: Cost, salt: [u8; SALT_BYTES]) -> Self {
        Self { cost, salt }
    }

    /// The bytes of the head, and the key of the stream behind it.
    ///
    /// # Errors
    /// [`BadCost`].
    pub fn seal(&self, passphrase: &Passphrase) -> Result<(Vec<u8>, StreamKey), BadCost> {
        let bound = self.bound();
        let (check, key) = self.keys(&bound, passphrase)?;
        Ok(([bound.as_slice(), &check].concat(), key))
    }

    /// Reads a head, and finds the key of the stream behind it.
    ///
    /// # Errors
    /// [`HeadError`].
    pub fn open(file: &mut impl Read, passphrase: &Passphrase) -> Result<StreamKey, HeadError> {
        let mut bytes = Vec::with_capacity(HEAD_BYTES);
        file.by_ref()
            .take(u64::try_from(HEAD_BYTES).unwrap_or_default())
            .read_to_end(&mut bytes)?;
        let (head, check) = Self::parse(&bytes)?;
        let (expected, key) = head.keys(&head.bound(), passphrase)?;
        // The file is the owner's own; there is nobody to time this for.
        if expected == check {
            Ok(key)
        } else {
            Err(HeadError::WrongPassphrase)
        }
    }

    fn parse(bytes: &[u8]) -> Result<(Self, [u8; 32]), HeadError> {
        let (magic, rest) = bytes.split_at_checked(MAGIC.len()).ok_or(HeadError::NotABackup)?;
        if magic != MAGIC {
            return Err(HeadError::NotABackup);
        }
        let (version, rest) = rest.split_first_chunk().ok_or(HeadError::Cut)?;
        let version = u16::from_be_bytes(*version);
        if version > VERSION {
            return Err(HeadError::Newer(version));
        }
        let (memory, rest) = rest.split_first_chunk().ok_or(HeadError::Cut)?;
        let (passes, rest) = rest.split_first_chunk().ok_or(HeadError::Cut)?;
        let (lanes, rest) = rest.split_first_chunk().ok_or(HeadError::Cut)?;
        let (salt, rest) = rest.split_first_chunk().ok_or(HeadError::Cut)?;
        let (check, _) = rest.split_first_chunk().ok_or(HeadError::Cut)?;
        let cost = Cost {
            memory_kib: u32::from_be_bytes(*memory),
            passes: u32::from_be_bytes(*passes),
            lanes: u32::from_be_bytes(*lanes),
        };
        // Layouts begin with 1: bytes that say otherwise were not written by any build.
        match version {
            0 => Err(HeadError::NotABackup),
            _ => Ok((Self::new(cost, *salt), *check)),
        }
    }

    fn bound(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BOUND_BYTES);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_be_bytes());
        for number in [self.cost.memory_kib, self.cost.passes, self.cost.lanes] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&self.salt);
        bytes
    }

    fn keys(&self, bound: &[u8], passphrase: &Passphrase) -> Result<([u8; 32], StreamKey), BadCost> {
        let stretched = stretch(passphrase.reveal().as_bytes(), &self.salt, self.cost)?;
        let check = kdf::derive(Label::BackupCheck, stretched.as_bytes(), &[bound]);
        let key = kdf::derive(Label::BackupStream, stretched.as_bytes(), &[bound]);
        Ok((check, StreamKey::from_bytes(key)))
    }
}
