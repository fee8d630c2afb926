//! A blob that is too large for one frame, in pieces: a commit or the tree of a large group.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 4: a piece |
//! | 1 | 16 | the set that it belongs to: random, the same in all pieces of one blob |
//! | 17 | 2 | its place, from 0, big endian |
//! | 19 | 2 | how many there are, big endian |
//! | 21 | n | its bytes, to the last |
//!
//! 1. [`split`] cuts a blob. All pieces go to the same recipients, in order; with a commit the last one carries the slot, so that
//!    `EpochTaken` voids the whole.
//! 2. A phone keeps the pieces that come, in any order, if they fit those that it has ([`Piece::check`]).
//! 3. When all are there, [`join`] makes the blob of them, which is then opened as if it had come alone.
//!
//! What this is not: a seal. Nothing tells who has sent a piece; what they make must open like any other blob.
//!
//! Source: docs/protocol.md, rule `R-GROUP-12`.

use core::fmt;

use pillion_wire::limit::{FRAME_BYTES, FRAME_HEAD_BYTES};

use super::envelope::{PIECE, TREE};

/// Bytes in front of a piece's own.
const HEAD_BYTES: usize = 1 + 16 + 2 + 2;

/// What each recipient of a `Put` takes of its frame, in bytes: 32, and 2 for their length.
const RECIPIENT_BYTES: usize = 34;

/// The largest blob that comes in pieces, in bytes: a commit that adds 1,023 members carries as many key packages of 3 KB, and
/// the tree of 1,024 members has, when all its nodes have keys, 2.9 MB.
pub const WHOLE_BYTES: usize = 4 * 1024 * 1024;

/// The most pieces of one blob: [`WHOLE_BYTES`] at 30 KB, the room beside 1,024 recipients, are 140.
pub const PIECES: u16 = 256;

/// How much of blobs that are not complete a phone keeps, in bytes: beyond it the oldest set is forgotten. Anyone who knows the
/// account can put pieces into its mailbox; a mailbox has as much ([`WHOLE_BYTES`] sixteen times).
pub const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// How long pieces wait for those that are missing, in milliseconds: as long as a blob waits in a mailbox, 30 days.
pub const WAIT_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// The name of a set of pieces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub [u8; 16]);

impl fmt::Debug for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetId({self})")
    }
}

/// The first four bytes: enough to tell sets apart in a log.
impl fmt::Display for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str("…")
    }
}

/// One piece.
#[derive(Clone, PartialEq, Eq)]
pub struct Piece {
    /// The blob that it is of.
    pub set: SetId,
    /// Its place in it, from 0.
    pub index: u16,
    /// How many pieces the blob has.
    pub count: u16,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (set, index, count, bytes) = (self.set, self.index, self.count, self.bytes.len());
        write!(f, "Piece({set}, {index} of {count}, {bytes} bytes)")
    }
}

/// A piece that is kept, without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its place.
    pub index: u16,
    /// How many pieces it said that there are.
    pub count: u16,
    /// How many bytes it has.
    pub bytes: usize,
}

/// Why a piece, or a set of them, is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PieceError {
    /// Another piece of its set said another number of pieces, or belongs to another set.
    #[error("pieces contradict one another")]
    Contradiction,
    /// A piece with this place is there already.
    #[error("piece {0} came before")]
    Twice(u16),
    /// A piece is not there.
    #[error("piece {0} is missing")]
    Missing(u16),
    /// Together they would be larger than any blob.
    #[error("blob in pieces too large: {got} bytes, limit {limit}")]
    TooLarge {
        /// What they would have.
        got: usize,
        /// [`WHOLE_BYTES`].
        limit: usize,
    },
}

/// Makes of a blob what goes into mailboxes, in this order: the blob itself if it fits one frame with so many recipients, else
/// its pieces.
#[must_use]
pub fn split(blob: &[u8], recipients: usize, set: SetId) -> Vec<Vec<u8>> {
    if blob.len() <= room(recipients) {
        return vec![blob.to_vec()];
    }
    cut(blob, recipients, set)
}

/// Cuts a blob into pieces, one at least.
pub(super) fn cut(blob: &[u8], recipients: usize, set: SetId) -> Vec<Vec<u8>> {
    let parts = blob.chunks(room(recipients).saturating_sub(HEAD_BYTES).max(1));
    let count = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    let piece = |(index, bytes): (u16, &[u8])| {
        let head = [&[PIECE], set.0.as_slice(), &index.to_be_bytes(), &count.to_be_bytes()].concat();
        [head.as_slice(), bytes].concat()
    };
    (0..count).zip(parts).map(piece).collect()
}

/// Whether what pieces have made is a tree, which a welcome waits for; see [`super::tree`].
#[must_use]
pub fn is_tree(blob: &[u8]) -> bool {
    blob.first() == Some(&TREE)
}

/// The largest payload of a `Put` to so many mailboxes, in bytes.
#[must_use]
pub const fn room(recipients: usize) -> usize {
    (FRAME_BYTES - FRAME_HEAD_BYTES).saturating_sub(recipients.saturating_mul(RECIPIENT_BYTES))
}

impl Piece {
    /// Reads a blob from the mailbox; `None` if it is no piece. One with numbers that cannot be is none.
    #[must_use]
    pub fn read(blob: &[u8]) -> Option<Self> {
        let body = blob.strip_prefix(&[PIECE])?;
        let (set, body) = body.split_first_chunk()?;
        let (index, body) = body.split_first_chunk()?;
        let (count, bytes) = body.split_first_chunk()?;
        let (index, count) = (u16::from_be_bytes(*index), u16::from_be_bytes(*count));
        (index < count && count <= PIECES && !bytes.is_empty()).then(|| Self {
            set: SetId(*set),
            index,
            count,
            bytes: bytes.to_vec(),
        })
    }

    /// Whether it may be kept beside those of its set that are kept; true if the set is complete with it.
    ///
    /// # Errors
    /// [`PieceError`]: the piece is thrown away, what is kept stays.
    pub fn check(&self, kept: &[Shape]) -> Result<bool, PieceError> {
        if kept.iter().any(|other| other.count != self.count) {
            return Err(PieceError::Contradiction);
        }
        if kept.iter().any(|other| other.index == self.index) {
            return Err(PieceError::Twice(self.index));
        }
        within(kept.iter().map(|other| other.bytes).chain([self.bytes.len()]))?;
        Ok(kept.len().saturating_add(1) == usize::from(self.count))
    }
}

/// Makes the blob of all pieces of a set, in any order.
///
/// # Errors
/// [`PieceError`] if they are not all pieces of one set, each once.
pub fn join(mut pieces: Vec<Piece>) -> Result<Vec<u8>, PieceError> {
    let first = pieces.first().ok_or(PieceError::Missing(0))?;
    let (set, count) = (first.set, first.count);
    if pieces.iter().any(|piece| (piece.set, piece.count) != (set, count)) {
        return Err(PieceError::Contradiction);
    }
    within(pieces.iter().map(|piece| piece.bytes.len()))?;
    pieces.sort_by_key(|piece| piece.index);
    let mut whole = Vec::new();
    let mut expected = 0;
    for piece in &pieces {
        if piece.index < expected {
            return Err(PieceError::Twice(piece.index));
        }
        if piece.index > expected {
            return Err(PieceError::Missing(expected));
        }
        whole.extend_from_slice(&piece.bytes);
        expected = expected.saturating_add(1);
    }
    if expected < count {
        return Err(PieceError::Missing(expected));
    }
    Ok(whole)
}

fn within(lengths: impl Iterator<Item = usize>) -> Result<(), PieceError> {
    let got = lengths.fold(0, usize::saturating_add);
    if got > WHOLE_BYTES {
        return Err(PieceError::TooLarge {
            got,
            limit: WHOLE_BYTES,
        });
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use pillion_wire::{
        client_frame::{ClientFrame, Slot},
        codec,
        id::{AccountId, GroupTag, PutId},
    };

    use super::*;

    const SET: SetId = SetId([7; 16]);

    fn blob(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect()
    }

    fn pieces(bytes: usize, recipients: usize) -> Vec<Piece> {
        let read = |blob: &Vec<u8>| Piece::read(blob).unwrap();
        split(&blob(bytes), recipients, SET).iter().map(read).collect()
    }

    fn shape(piece: &Piece) -> Shape {
        Shape {
            index: piece.index,
            count: piece.count,
            bytes: piece.bytes.len(),
        }
    }

    #[test]
    fn what_fits_a_frame_is_not_split() {
        for recipients in [1, 2, 255, 1_024] {
            let fits = blob(room(recipients));
            assert_eq!(split(&fits, recipients, SET), [fits]);
            assert_eq!(split(&blob(room(recipients) + 1), recipients, SET).len(), 2);
        }
    }

    #[test]
    fn every_piece_fits_its_frame_with_all_its_recipients() {
        for recipients in [1_usize, 2, 100, 1_024] {
            let to: Vec<_> = (0..recipients).map(|_| AccountId([255; 32])).collect();
            for payload in split(&blob(200_000), recipients, SET) {
                let frame = codec::encode(&ClientFrame::Put {
                    id: PutId([255; 16]),
                    to: to.clone(),
                    slot: Some(Slot {
                        group: GroupTag([255; 16]),
                        epoch: u64::MAX,
                    }),
                    payload,
                });
                assert!(frame.len() <= FRAME_BYTES, "{} bytes to {recipients}", frame.len());
            }
        }
    }

    #[test]
    fn the_bytes_of_a_piece_stay_what_they_are() {
        let made = split(&blob(70_000), 1, SET);
        assert_eq!(made.len(), 2);
        assert_eq!(made[1][..21], [&[4][..], &[7; 16], &[0, 1, 0, 2]].concat());
    }

    #[test]
    fn pieces_make_the_blob_again_in_whatever_order_they_came() {
        let mut made = pieces(200_000, 1_024);
        assert_eq!(made.len(), 7);
        made.rotate_left(3);
        let mut kept = Vec::new();
        for piece in &made {
            let complete = piece.check(&kept).unwrap();
            kept.push(shape(piece));
            assert_eq!(complete, kept.len() == made.len());
        }
        assert_eq!(join(made).unwrap(), blob(200_000));
    }

    #[test]
    fn the_largest_blob_comes_through() {
        let made = pieces(WHOLE_BYTES, 1_024);
        assert!(made.len() <= usize::from(PIECES), "{}", made.len());
        assert_eq!(join(made).unwrap().len(), WHOLE_BYTES);
    }

    #[test]
    fn a_set_with_a_piece_missing_twice_or_of_another_set_makes_no_blob() {
        let made = pieces(200_000, 1_024);
        for missing in 0..made.len() {
            let mut some = made.clone();
            some.remove(missing);
            let index = u16::try_from(missing).unwrap();
            assert_eq!(join(some), Err(PieceError::Missing(index)));
        }
        assert_eq!(join(Vec::new()), Err(PieceError::Missing(0)));
        let mut twice = made.clone();
        twice[3] = made[2].clone();
        assert_eq!(join(twice), Err(PieceError::Twice(2)));
        let mut foreign = made.clone();
        foreign[3].set = SetId([8; 16]);
        assert_eq!(join(foreign), Err(PieceError::Contradiction));
        let mut longer = made;
        longer[0].count = 8;
        assert_eq!(join(longer), Err(PieceError::Contradiction));
    }

    #[test]
    fn what_contradicts_the_pieces_that_are_kept_is_refused() {
        let made = pieces(200_000, 1_024);
        let kept: Vec<_> = made[..3].iter().map(shape).collect();
        assert_eq!(made[1].check(&kept), Err(PieceError::Twice(1)));
        let mut other_bytes = made[1].clone();
        other_bytes.bytes[0] ^= 1;
        assert_eq!(other_bytes.check(&kept), Err(PieceError::Twice(1)));
        let mut other_count = made[4].clone();
        other_count.count = 6;
        assert_eq!(other_count.check(&kept), Err(PieceError::Contradiction));
        assert_eq!(made[4].check(&kept), Ok(false));
    }

    #[test]
    fn pieces_that_would_be_too_large_together_are_refused() {
        let half = Shape {
            index: 0,
            count: 3,
            bytes: WHOLE_BYTES,
        };
        let [piece, ..] = &pieces(70_000, 1)[..] else { panic!() };
        let piece = Piece {
            index: 1,
            count: 3,
            ..piece.clone()
        };
        let (got, limit) = (WHOLE_BYTES + piece.bytes.len(), WHOLE_BYTES);
        assert_eq!(piece.check(&[half]), Err(PieceError::TooLarge { got, limit }));
        let huge = pieces(WHOLE_BYTES + 1, 1);
        let (got, limit) = (WHOLE_BYTES + 1, WHOLE_BYTES);
        assert_eq!(join(huge), Err(PieceError::TooLarge { got, limit }));
    }

    #[test]
    fn what_is_no_piece_is_not_read_as_one() {
        let good = split(&blob(70_000), 1, SET).remove(0);
        assert!(Piece::read(&good).is_some());
        for length in 0..=HEAD_BYTES {
            assert!(Piece::read(&good[..length]).is_none(), "cut at {length}");
        }
        let with = |index: u16, count: u16| {
            let mut altered = good.clone();
            altered[17..19].copy_from_slice(&index.to_be_bytes());
            altered[19..21].copy_from_slice(&count.to_be_bytes());
            Piece::read(&altered)
        };
        assert!(with(255, 256).is_some());
        for (index, count) in [(0, 0), (2, 2), (3, 2), (0, 257), (0, u16::MAX)] {
            assert!(with(index, count).is_none(), "{index} of {count}");
        }
        let mut letter = good;
        letter[0] = 2;
        assert!(Piece::read(&letter).is_none());
    }

    #[test]
    fn a_piece_in_a_log_shows_none_of_its_bytes() {
        let [first, ..] = &pieces(70_000, 1)[..] else { panic!() };
        let shown = format!("{first:?}");
        assert_eq!(shown, "Piece(07070707…, 0 of 2, 65225 bytes)");
    }
}
