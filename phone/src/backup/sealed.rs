//! The stream behind the head of a backup: written and read chunk by chunk.
//!
//! What is sealed begins with:
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 0: a backup, and the phone may have gone on; 1: a move, and it has not |
//! | 1 | 8 | when it was made, in ms since 1970 |
//! | 9 | 32 | key of the database, random |
//! | 41 | 8 | length of the database |
//! | 49 | to the end | the database, as SQLCipher encrypts it with that key |
//!
//! The database is encrypted a second time so that it need never lie on the disk without encryption, neither when it is copied
//! nor when it is restored.
//!
//! Source: docs/protocol.md, rules `R-BACKUP-2` and `R-STREAM-1`.

use std::io::{self, Read, Write};

use pillion_protocol::crypto::{
    key::StreamKey,
    stream::{CHUNK_BYTES, Opener, SEALED_BYTES, Sealer},
};
use pillion_wire::time::Timestamp;

use crate::store::copy::RawKey;

/// Length of what stands before the database.
const HEAD_BYTES: usize = 49;

/// What a file was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To have it if the phone is lost. The phone may have gone on.
    Backup,
    /// To go on elsewhere. The phone was closed for good before it was made.
    Move,
}

/// What stands before the database.
#[derive(Debug)]
pub struct About {
    /// What the file was made for.
    pub kind: Kind,
    /// When.
    pub made_at: Timestamp,
    /// The key of the database.
    pub key: RawKey,
    /// Its length in bytes.
    pub length: u64,
}

impl About {
    fn encode(&self) -> Vec<u8> {
        let kind = match self.kind {
            Kind::Backup => 0,
            Kind::Move => 1,
        };
        let parts: [&[u8]; 4] = [
            &[kind],
            &self.made_at.0.to_be_bytes(),
            self.key.as_bytes(),
            &self.length.to_be_bytes(),
        ];
        parts.concat()
    }

    /// Reads what stands before the database, and takes it off the chunk.
    fn decode(chunk: &mut Vec<u8>) -> Option<Self> {
        let rest: &[u8] = chunk;
        let (kind, rest) = rest.split_first()?;
        let (made_at, rest) = rest.split_first_chunk()?;
        let (key, rest) = rest.split_first_chunk()?;
        let (length, _) = rest.split_first_chunk()?;
        let about = Self {
            kind: match kind {
                0 => Kind::Backup,
                1 => Kind::Move,
                _ => return None,
            },
            made_at: Timestamp(u64::from_be_bytes(*made_at)),
            key: RawKey::from_bytes(*key),
            length: u64::from_be_bytes(*length),
        };
        chunk.drain(..HEAD_BYTES);
        Some(about)
    }
}

/// Seals what stands before the database and the database itself, and tells how much of it is done.
///
/// # Errors
/// What reading or writing says. A database that does not have the length that it should is an error, too.
pub fn seal(
    about: &About,
    database: &mut impl Read,
    out: &mut impl Write,
    key: &StreamKey,
    told: &mut dyn FnMut(u64),
) -> io::Result<()> {
    let mut sealer = Sealer::new(key);
    let mut chunk = Vec::with_capacity(SEALED_BYTES);
    chunk.extend(about.encode());
    let mut left = about.length;
    loop {
        let room = u64::try_from(CHUNK_BYTES.saturating_sub(chunk.len())).unwrap_or_default();
        let wanted = room.min(left);
        if u64::try_from(database.by_ref().take(wanted).read_to_end(&mut chunk)?).ok() != Some(wanted) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left = left.saturating_sub(wanted);
        if left == 0 {
            break;
        }
        sealer.seal(&mut chunk).map_err(io::Error::other)?;
        out.write_all(&chunk)?;
        told(about.length.saturating_sub(left));
        chunk.clear();
    }
    sealer.seal_last(&mut chunk).map_err(io::Error::other)?;
    out.write_all(&chunk)?;
    told(about.length);
    Ok(())
}

/// Why a stream was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not whole, or not genuine.
    #[error("damaged")]
    Damaged,
    /// The file cannot be read.
    #[error(transparent)]
    Read(io::Error),
    /// What was opened cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Opens a stream: the database goes to `out`. It may be used only if this returns `Ok`. `told` hears how much of how much is
/// done, in bytes.
///
/// # Errors
/// [`OpenError`].
pub fn open(
    file: &mut impl Read,
    out: &mut impl Write,
    key: &StreamKey,
    told: &mut dyn FnMut(u64, u64),
) -> Result<About, OpenError> {
    let mut opener = Opener::new(key);
    let mut about: Option<About> = None;
    let mut done = 0_u64;
    let mut next = read_chunk(file)?;
    let (about, done) = loop {
        let mut chunk = next;
        next = read_chunk(file)?;
        let last = next.is_empty();
        if last {
            opener.open_last(&mut chunk).map_err(|_| OpenError::Damaged)?;
            let about = match about {
                Some(about) => about,
                None => About::decode(&mut chunk).ok_or(OpenError::Damaged)?,
            };
            out.write_all(&chunk)?;
            break (about, done.saturating_add(length_of(&chunk)));
        }
        opener.open(&mut chunk).map_err(|_| OpenError::Damaged)?;
        let known = match about {
            Some(about) => about,
            None => About::decode(&mut chunk).ok_or(OpenError::Damaged)?,
        };
        out.write_all(&chunk)?;
        done = done.saturating_add(length_of(&chunk));
        told(done, known.length);
        about = Some(known);
    };
    if done != about.length {
        return Err(OpenError::Damaged);
    }
    told(done, about.length);
    Ok(about)
}

fn length_of(chunk: &[u8]) -> u64 {
    u64::try_from(chunk.len()).unwrap_or(u64::MAX)
}

/// The next sealed chunk; empty at the end.
fn read_chunk(file: &mut impl Read) -> Result<Vec<u8>, OpenError> {
    let mut chunk = Vec::with_capacity(SEALED_BYTES);
    let limit = u64::try_from(SEALED_BYTES).unwrap_or_default();
    file.by_ref()
        .take(limit)
        .read_to_end(&mut chunk)
        .map_err(OpenError::Read)?;
    Ok(chunk)
}
