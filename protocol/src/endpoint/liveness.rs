//! Whether the phone still answers.
//!
//! - After 10 s without a word from it, it is pinged.
//! - After a request, it is pinged once a second has passed without a word: a slow request is no sign of a dead phone.
//! - Two seconds after the request or ping that it left unanswered, it counts as silent.

use pillion_wire::time::Timestamp;

/// Silence after which the phone is pinged, in milliseconds.
pub const IDLE_MS: u64 = 10_000;

/// Wait for the answer to a request before the phone is pinged, in milliseconds.
pub const ASK_MS: u64 = 1_000;

/// Wait for any answer before the phone counts as silent, in milliseconds: what a person notices.
pub const SILENT_MS: u64 = 2_000;

/// What it is time for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Send a ping with this token.
    Ping(u32),
    /// The phone counts as silent from now on.
    Silent,
}

/// Watches one session.
#[derive(Debug)]
pub struct Liveness {
    heard_at: Timestamp,
    /// Since when an answer is due.
    waiting_since: Option<Timestamp>,
    /// Whether a ping is among what is unanswered.
    pinged: bool,
    silent: bool,
    token: u32,
}

impl Liveness {
    /// For a session that began now.
    #[must_use]
    pub const fn new(now: Timestamp) -> Self {
        Self {
            heard_at: now,
            waiting_since: None,
            pinged: false,
            silent: false,
            token: 0,
        }
    }

    /// A request was sent.
    pub fn asked(&mut self, now: Timestamp) {
        self.waiting_since.get_or_insert(now);
    }

    /// The phone was heard; whether it had counted as silent.
    pub fn heard(&mut self, now: Timestamp) -> bool {
        self.heard_at = now;
        self.waiting_since = None;
        self.pinged = false;
        core::mem::take(&mut self.silent)
    }

    /// What it is time for.
    pub fn wake(&mut self, now: Timestamp) -> Option<Sign> {
        self.wake_at().filter(|at| *at <= now)?;
        match self.waiting_since {
            None => {
                self.waiting_since = Some(now);
                self.ping()
            }
            Some(_) if !self.pinged => self.ping(),
            Some(_) => {
                self.silent = true;
                Some(Sign::Silent)
            }
        }
    }

    /// When to look again; `None` while the phone is silent: there is nothing more to find out until it is heard.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        match self.waiting_since {
            Some(_) if self.silent => None,
            Some(since) if self.pinged => Some(since.after_ms(SILENT_MS)),
            Some(since) => Some(since.after_ms(ASK_MS)),
            None => Some(self.heard_at.after_ms(IDLE_MS)),
        }
    }

    fn ping(&mut self) -> Option<Sign> {
        self.pinged = true;
        self.token = self.token.wrapping_add(1);
        Some(Sign::Ping(self.token))
    }
}
