//! How a mailbox flows to its phone: in order, a window at a time.
//!
//! 1. When the phone comes, everything in its mailbox is still to be sent.
//! 2. Up to [`WINDOW_BLOBS`] blobs and about [`WINDOW_BYTES`] bytes are under way without an ack.
//! 3. A blob that was just stored goes out at once if everything before it has; otherwise it is read later, from the store,
//!    in its turn.

use std::collections::VecDeque;

use super::settings::{WINDOW_BLOBS, WINDOW_BYTES};

/// What has been sent to one phone, and what has not.
#[derive(Debug)]
pub struct Feed {
    /// The highest number in the mailbox.
    newest: u64,
    /// The highest number that was sent, or need not be.
    sent: u64,
    /// Sent and not acked: number and size.
    under_way: VecDeque<(u64, usize)>,
    under_way_bytes: usize,
    is_reading: bool,
}

/// What to read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// Only blobs after this one.
    pub after: u64,
    /// At most so many.
    pub count: usize,
    /// Stop at so many bytes.
    pub bytes: usize,
}

impl Feed {
    /// A feed of a mailbox that has given out numbers up to `newest`.
    #[must_use]
    pub const fn new(newest: u64) -> Self {
        Self {
            newest,
            sent: 0,
            under_way: VecDeque::new(),
            under_way_bytes: 0,
            is_reading: false,
        }
    }

    /// A blob was stored. Whether to send it now; if not, [`Self::next_read`] will come to it.
    pub fn stored(&mut self, seq: u64, bytes: usize) -> bool {
        self.newest = self.newest.max(seq);
        let is_next = !self.is_reading && self.sent.checked_add(1) == Some(seq);
        is_next && self.has_room() && self.send(seq, bytes)
    }

    /// What to read from the store now, if anything; [`Self::was_read`] must follow.
    pub fn next_read(&mut self) -> Option<Read> {
        if self.is_reading || self.sent >= self.newest || !self.has_room() {
            return None;
        }
        self.is_reading = true;
        Some(Read {
            after: self.sent,
            count: WINDOW_BLOBS.saturating_sub(self.under_way.len()),
            bytes: WINDOW_BYTES.saturating_sub(self.under_way_bytes),
        })
    }

    /// A read came back. Each blob that it found is then given to [`Self::send`], in order.
    pub fn was_read(&mut self, has_found: bool) {
        self.is_reading = false;
        if !has_found {
            // All that was stored before the read is acked or too old: outcomes come in the order of their jobs.
            self.sent = self.newest;
        }
    }

    /// Notes a blob as sent; `false` if that is no longer needed: it was acked while it was read.
    #[must_use]
    pub fn send(&mut self, seq: u64, bytes: usize) -> bool {
        if seq <= self.sent {
            return false;
        }
        self.sent = seq;
        self.under_way.push_back((seq, bytes));
        self.under_way_bytes = self.under_way_bytes.saturating_add(bytes);
        true
    }

    /// The phone has everything up to `through`; `false` if there never was such a number.
    #[must_use]
    pub fn acked(&mut self, through: u64) -> bool {
        if through > self.newest {
            return false;
        }
        while let Some((seq, bytes)) = self.under_way.front().copied() {
            if seq > through {
                break;
            }
            self.under_way.pop_front();
            self.under_way_bytes = self.under_way_bytes.saturating_sub(bytes);
        }
        self.sent = self.sent.max(through);
        true
    }

    fn has_room(&self) -> bool {
        self.under_way.len() < WINDOW_BLOBS && self.under_way_bytes < WINDOW_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught_up(newest: u64) -> Feed {
        let mut feed = Feed::new(newest);
        assert_eq!(feed.next_read().is_some(), newest > 0);
        feed.was_read(false);
        feed
    }

    #[test]
    fn a_phone_that_has_everything_gets_new_blobs_at_once() {
        let mut feed = caught_up(7);
        assert!(feed.stored(8, 10));
        assert!(feed.stored(9, 10));
        assert_eq!(feed.next_read(), None);
    }

    #[test]
    fn new_blobs_wait_for_older_ones() {
        let mut feed = Feed::new(2);
        let read = feed.next_read().map(|read| read.after);
        assert_eq!(read, Some(0));
        assert!(!feed.stored(3, 10), "a read is under way");
        feed.was_read(true);
        assert!(feed.send(1, 10) && feed.send(2, 10));
        assert_eq!(feed.next_read().map(|read| read.after), Some(2));
        feed.was_read(true);
        assert!(feed.send(3, 10));
        assert_eq!(feed.next_read(), None);
        assert!(feed.stored(4, 10));
    }

    #[test]
    fn the_window_closes_and_an_ack_opens_it() {
        let mut feed = caught_up(0);
        for seq in 1..=64 {
            assert!(feed.stored(seq, 1));
        }
        assert!(!feed.stored(65, 1));
        assert_eq!(feed.next_read(), None, "no room");
        assert!(feed.acked(1));
        assert_eq!(
            feed.next_read(),
            Some(Read {
                after: 64,
                count: 1,
                bytes: WINDOW_BYTES - 63
            })
        );
    }

    #[test]
    fn large_blobs_close_the_window_earlier() {
        let mut feed = caught_up(0);
        assert!(feed.stored(1, WINDOW_BYTES));
        assert!(!feed.stored(2, 1));
    }

    #[test]
    fn an_ack_of_what_never_was_is_refused() {
        let mut feed = caught_up(3);
        assert!(!feed.acked(4));
        assert!(feed.acked(3));
        assert!(feed.acked(1), "an old ack is harmless");
    }

    #[test]
    fn an_ack_from_an_earlier_connection_skips_what_it_covers() {
        let mut feed = Feed::new(5);
        assert!(feed.acked(5));
        assert_eq!(feed.next_read(), None);
        assert!(feed.stored(6, 1));
    }

    #[test]
    fn an_ack_that_crosses_a_read_loses_nothing() {
        let mut feed = Feed::new(2);
        assert!(feed.next_read().is_some());
        assert!(feed.acked(2));
        assert!(!feed.stored(3, 1), "the read is still under way");
        feed.was_read(true);
        assert!(!feed.send(1, 1) && !feed.send(2, 1), "acked meanwhile");
        assert_eq!(feed.next_read().map(|read| read.after), Some(2));
    }
}
