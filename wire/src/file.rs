//! How a sealed file travels: in parts, over HTTP.
//!
//! 1. A phone makes room for it ([`crate::client_frame::ClientFrame::AllowFile`]).
//! 2. Whoever has the file puts its parts to `/files/ID`, each with its place in `Content-Range`. A part is stored whole or not
//!    at all, and answered when it is on disk; one that is there already is answered and not stored again.
//! 3. `HEAD` tells how much is there without a gap (`Upload-Offset`), and whether that is all (`Upload-Complete: ?1`).
//! 4. Whoever has the token for reading gets the whole, or a range of it.
//!
//! Source: docs/protocol.md, rules `R-FILE-*`; RFC 9110, section 14 (ranges).

use alloc::{format, string::String};
use core::{fmt, ops::Range};

use crate::id::FileId;

/// Bytes of a part that is not the last: five sealed chunks of 64 KiB. With three of them under way, what has to be sent again after a
/// crash stays below 1 MiB.
pub const PART_BYTES: u64 = 5 * (64 * 1_024 + 16);

/// Says with `HEAD` how much is there without a gap.
pub const OFFSET: &str = "upload-offset";

/// Says with `HEAD` whether all is there, as `?1` or `?0`.
pub const COMPLETE: &str = "upload-complete";

/// Where a file is on its relay.
#[must_use]
pub fn path(file: FileId) -> String {
    format!("/files/{}", file.to_hex())
}

/// How many parts a file has.
#[must_use]
pub const fn parts(total: u64) -> u64 {
    total.div_ceil(PART_BYTES)
}

/// Where a part lies in its file; `None` behind the end.
#[must_use]
pub fn part(total: u64, number: u64) -> Option<Range<u64>> {
    let from = number.checked_mul(PART_BYTES).filter(|from| *from < total)?;
    Some(from..from.saturating_add(PART_BYTES).min(total))
}

/// The place of a part, as `Content-Range` says it: `bytes 0-327759/1000000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentRange {
    /// The number of the part.
    pub part: u64,
    /// Bytes of the file.
    pub total: u64,
}

impl ContentRange {
    /// Reads a header; `None` unless it names one whole part.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let [first, last, total] = [first, last, total].map(number);
        let (first, last, total) = (first?, last?, total?);
        let number = first / PART_BYTES;
        let whole = part(total, number)?;
        let named = first..last.checked_add(1)?;
        (whole == named).then_some(Self { part: number, total })
    }

    /// Where it lies; `None` behind the end of the file.
    #[must_use]
    pub fn bytes(self) -> Option<Range<u64>> {
        part(self.total, self.part)
    }
}

impl fmt::Display for ContentRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = self.bytes().unwrap_or(self.total..self.total);
        write!(f, "bytes {start}-{}/{}", end.saturating_sub(1), self.total)
    }
}

/// What a `Range` asks of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: there is no range, or one that may be passed over.
    All,
    /// These bytes.
    Bytes(Range<u64>),
    /// Nothing that the file has.
    Outside,
}

/// Reads the header `Range` for a file of `total` bytes. More than one range is passed over, as RFC 9110 allows.
#[must_use]
pub fn wanted(range: Option<&str>, total: u64) -> Wanted {
    let Some((first, last)) = range
        .and_then(|range| range.strip_prefix("bytes="))
        .and_then(|range| range.split_once('-'))
    else {
        return Wanted::All;
    };
    let bytes = match (first, number(first), last, number(last)) {
        (_, Some(first), "", _) => first..total,
        (_, Some(first), _, Some(last)) if first <= last => first..last.saturating_add(1).min(total),
        ("", _, _, Some(count)) => total.saturating_sub(count)..total,
        _ => return Wanted::All,
    };
    if bytes.is_empty() {
        Wanted::Outside
    } else {
        Wanted::Bytes(bytes)
    }
}

/// A number in plain digits: the standard's own reader would take a sign as well.
fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn parts_lie_one_behind_the_other() {
        for total in [
            1,
            16,
            PART_BYTES - 1,
            PART_BYTES,
            PART_BYTES + 1,
            5 * PART_BYTES,
            1 << 33,
        ] {
            let mut end = 0;
            for number in 0..parts(total) {
                let part = part(total, number).unwrap();
                assert_eq!(part.start, end);
                assert!(part.end - part.start <= PART_BYTES && part.end > part.start);
                end = part.end;
            }
            assert_eq!((end, part(total, parts(total))), (total, None));
        }
    }

    #[test]
    fn a_place_goes_there_and_back() {
        let total = 2 * PART_BYTES + 5;
        for (number, text) in [
            (0, "bytes 0-327759/655525"),
            (1, "bytes 327760-655519/655525"),
            (2, "bytes 655520-655524/655525"),
        ] {
            let range = ContentRange { part: number, total };
            assert_eq!(range.to_string(), text);
            assert_eq!(ContentRange::parse(text), Some(range));
        }
    }

    #[test]
    fn a_place_that_is_not_one_whole_part_is_refused() {
        for text in [
            "",
            "bytes",
            "bytes 0-327759",
            "bytes 0-327759/*",
            "bytes */655525",
            "bytes=0-327759/655525",
            "bytes 0-327758/655525",
            "bytes 0-327760/655525",
            "bytes 1-327760/655525",
            "bytes 327760-655520/655525",
            "bytes 655520-655525/655525",
            "bytes 1572864-1572864/655525",
            "bytes +0-327759/655525",
            "bytes 0 -327759/655525",
            "bytes 0-0/0",
            "bytes 5-4/655525",
            "bytes 0-18446744073709551615/18446744073709551615",
            "bytes 0-327759/99999999999999999999",
        ] {
            assert_eq!(ContentRange::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_is_read_as_the_standard_says() {
        let some = |from, to| Wanted::Bytes(from..to);
        for (range, wants) in [
            (None, Wanted::All),
            (Some("bytes=0-0"), some(0, 1)),
            (Some("bytes=10-19"), some(10, 20)),
            (Some("bytes=90-"), some(90, 100)),
            (Some("bytes=90-1000"), some(90, 100)),
            (Some("bytes=-10"), some(90, 100)),
            (Some("bytes=-1000"), some(0, 100)),
            (Some("bytes=100-"), Wanted::Outside),
            (Some("bytes=100-200"), Wanted::Outside),
            (Some("bytes=-0"), Wanted::Outside),
            (Some("bytes=18446744073709551615-18446744073709551615"), Wanted::Outside),
            (Some("bytes=20-10"), Wanted::All),
            (Some("bytes=0-1,5-6"), Wanted::All),
            (Some("bytes=-"), Wanted::All),
            (Some("bytes=a-b"), Wanted::All),
            (Some("bytes=-+5"), Wanted::All),
            (Some("lines=1-2"), Wanted::All),
            (Some(""), Wanted::All),
        ] {
            assert_eq!(wanted(range, 100), wants, "{range:?}");
        }
    }
}
