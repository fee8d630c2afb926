//! When what waited in the mailbox has come: after a connection the phone looks at groups only when nothing has come for a moment.
//!
//! What is said in a group must be sealed in an epoch that the others still know. While twenty changes lie in the mailbox, ours
//! would be one of long ago, and lost.

use pillion_wire::time::Timestamp;

use super::phone::Phone;

/// Quiet after which all is taken to have come, in milliseconds: longer than a relay takes to read on in a mailbox.
const QUIET_MS: u64 = 300;

/// The longest wait, in milliseconds: who is written to without end must come to say something, too.
const LONGEST_MS: u64 = 10_000;

/// How far it is.
#[derive(Debug, Default)]
pub(super) struct CatchUp {
    since: Option<Timestamp>,
    quiet_at: Option<Timestamp>,
    done: bool,
}

impl CatchUp {
    /// The connection is there.
    pub(super) fn since(now: Timestamp) -> Self {
        Self {
            since: Some(now),
            quiet_at: Some(now.after_ms(QUIET_MS)),
            done: false,
        }
    }

    /// A blob came.
    pub(super) fn came(&mut self, now: Timestamp) {
        if let Some(since) = self.since.filter(|_| !self.done) {
            self.quiet_at = Some(now.after_ms(QUIET_MS).min(since.after_ms(LONGEST_MS)));
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.quiet_at.filter(|_| !self.done)
    }
}

impl Phone {
    /// Notes that all has come, once it has been quiet. Mail that waits for the directory is still to be taken.
    pub(super) fn catch_up(&mut self, now: Timestamp) {
        if self.relay.catch_up.wake_at().is_some_and(|at| at <= now) {
            if self.inbox.is_waiting() {
                self.relay.catch_up.quiet_at = Some(now.after_ms(QUIET_MS));
                return;
            }
            self.relay.catch_up.done = true;
            // Those of groups were held back.
            self.receipts.want(now);
        }
    }
}
