//! How long a file is once it is padded and sealed: at most one byte in 128 is added, to a small file up to 1 KiB.

use crate::crypto::stream::{CHUNK_BYTES, TAG_BYTES};

/// The shortest padded length, and the smallest step between two of them.
const STEP_BYTES: u64 = 1_024;

/// Steps between a power of two and the next.
const STEPS: u64 = 128;

/// The largest file that can be told of: its length is exact in a JavaScript number and in an SQLite integer.
pub const LARGEST: u64 = 1 << 52;

/// How long a file of `bytes` is when it is padded.
#[must_use]
pub fn padded(bytes: u64) -> u64 {
    let power = bytes.checked_ilog2().map_or(0, |log| 1_u64 << log);
    let step = (power / STEPS).max(STEP_BYTES);
    bytes.max(1).div_ceil(step).saturating_mul(step)
}

/// How long a file of `bytes` is when it is padded and sealed.
#[must_use]
pub fn sealed(bytes: u64) -> u64 {
    let padded = padded(bytes);
    let chunks = padded.div_ceil(chunk_bytes());
    padded.saturating_add(chunks.saturating_mul(tag_bytes()))
}

/// What the next chunk takes of `left` bytes: all, or as many as it holds.
pub(super) fn chunk_of(left: u64, holds: usize) -> usize {
    usize::try_from(left).map_or(holds, |left| left.min(holds))
}

fn chunk_bytes() -> u64 {
    u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX)
}

fn tag_bytes() -> u64 {
    u64::try_from(TAG_BYTES).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use pillion_wire::file::PART_BYTES;

    use super::*;
    use crate::crypto::stream::SEALED_BYTES;

    #[test]
    fn lengths_are_few_and_little_is_added() {
        for (bytes, long) in [
            (0, 1_024),
            (1, 1_024),
            (1_024, 1_024),
            (1_025, 2_048),
            (131_072, 131_072),
            (131_073, 132_096),
            (262_143, 262_144),
            (262_145, 264_192),
            (1 << 30, 1 << 30),
            ((1 << 30) + 1, (1 << 30) + (1 << 23)),
        ] {
            assert_eq!(padded(bytes), long, "{bytes}");
        }
        let mut lengths: alloc::vec::Vec<_> = (0..=4_096).map(|at| padded((1 << 28) + at * 65_536)).collect();
        lengths.dedup();
        assert_eq!(lengths.len(), 129);
        for bytes in (0..52).flat_map(|log| {
            [
                (1_u64 << log) - 1,
                1 << log,
                (1 << log) + 1,
                (1 << log) + (1 << log) / 3,
            ]
        }) {
            let all = sealed(bytes);
            assert!(all > bytes && padded(padded(bytes)) == padded(bytes), "{bytes}");
            assert!(
                bytes < 1 << 20 || (all - bytes) * 100 < bytes,
                "{bytes}: at most one per cent"
            );
        }
    }

    #[test]
    fn a_part_is_a_whole_number_of_sealed_chunks() {
        assert_eq!(PART_BYTES % u64::try_from(SEALED_BYTES).unwrap_or_default(), 0);
        assert_eq!(sealed(65_536), 65_536 + 16);
        assert_eq!(sealed(65_537), 66_560 + 32);
    }
}
