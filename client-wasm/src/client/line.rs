//! The page's connection to the relay: opened, greeted, kept alive, opened again.
//!
//! 1. `Connect`; the relay's `Challenge`; our `Hello`; its `Ready`.
//! 2. A `Ping` every [`PING_MS`]; if nothing at all comes for [`PONG_MS`] after one, the connection is dead, whatever TCP says.
//! 3. When it is lost: wait, longer each time, and again from 1.
//!
//! A browser gives a page no way to send WebSocket pings and may take minutes to notice a dead connection; hence 2.
//!
//! Source: docs/protocol.md, rules `R-WIRE-*`.

use std::collections::VecDeque;

use pillion_protocol::crypto::random::{self, Random};
use pillion_wire::{
    browser_frame::BrowserFrame, client_frame::Role, codec, limit, origin::Origin, page_frame::PageFrame,
    refusal::Code, time::Timestamp,
};

use super::io::{LineNumber, Output};

/// How long connecting and greeting may take, in milliseconds; a relay that is there answers in one.
pub const GREETING_MS: u64 = 10_000;

/// How often the connection is tried, in milliseconds.
pub const PING_MS: u64 = 10_000;

/// How long an answer may take, in milliseconds: a slow mobile network's worst second, five times.
pub const PONG_MS: u64 = 5_000;

/// The first wait after a loss, in milliseconds; it doubles up to [`LONGEST_MS`].
pub const FIRST_MS: u64 = 500;

/// The longest wait, in milliseconds.
pub const LONGEST_MS: u64 = 15_000;

/// The connection.
#[derive(Debug)]
pub struct Line {
    url: String,
    number: LineNumber,
    /// What the page is to the relay; `None` until the store has been read.
    role: Option<Role>,
    state: State,
    /// Attempts since the relay last let the page in.
    attempts: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not wanted.
    Off,
    /// Until the next attempt.
    Waiting { until: Timestamp },
    /// Until the relay lets the page in. `greeted` once its challenge has come, `said` once the page has answered it.
    Greeting {
        until: Timestamp,
        greeted: bool,
        said: bool,
    },
    /// Let in.
    Ready {
        ping_at: Timestamp,
        dead_at: Option<Timestamp>,
    },
}

/// What the machine has to know of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing.
    Nothing,
    /// The relay has let the page in.
    Ready,
    /// A frame for the machine.
    Frame(BrowserFrame),
    /// The connection is gone, and why, where the relay said so.
    Down(Option<Code>),
}

impl Line {
    /// No connection yet.
    #[must_use]
    pub fn new(relay: &Origin) -> Self {
        Self {
            url: relay.socket_url(),
            number: 0,
            role: None,
            state: State::Off,
            attempts: 0,
        }
    }

    /// Opens a connection, in place of one that is there.
    pub fn connect(&mut self, now: Timestamp, out: &mut VecDeque<Output>) {
        self.close(out);
        self.number = self.number.wrapping_add(1);
        self.attempts = self.attempts.saturating_add(1);
        self.state = State::Greeting {
            until: now.after_ms(GREETING_MS),
            greeted: false,
            said: false,
        };
        out.push_back(Output::Connect(self.number, self.url.clone()));
    }

    /// Closes the connection for good.
    pub fn stop(&mut self, out: &mut VecDeque<Output>) {
        self.close(out);
        self.state = State::Off;
        self.role = None;
        self.attempts = 0;
    }

    /// What the page is from now on. A connection that was made as something else is made anew.
    pub fn become_role(&mut self, now: Timestamp, role: Role, out: &mut VecDeque<Output>) {
        let other = self.role.as_ref().is_some_and(|before| *before != role);
        self.role = Some(role);
        match &mut self.state {
            State::Greeting {
                greeted: true,
                said: said @ false,
                ..
            } => {
                *said = true;
                self.say_hello(out);
            }
            State::Off => self.connect(now, out),
            State::Waiting { .. } | State::Greeting { said: true, .. } | State::Ready { .. } if other => {
                self.attempts = 0;
                self.connect(now, out);
            }
            _ => {}
        }
    }

    /// Whether the relay has let the page in.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready { .. })
    }

    /// Sends a frame, if there is a connection.
    pub fn send(&self, frame: &PageFrame, out: &mut VecDeque<Output>) {
        if self.is_ready() {
            out.push_back(Output::Transmit(self.number, codec::encode(frame)));
        }
    }

    /// A message came.
    pub fn received(
        &mut self,
        now: Timestamp,
        number: LineNumber,
        bytes: &[u8],
        rng: &mut dyn Random,
        out: &mut VecDeque<Output>,
    ) -> Heard {
        if number != self.number {
            return Heard::Nothing;
        }
        if let State::Ready { dead_at, .. } = &mut self.state {
            *dead_at = None;
        }
        match (codec::decode(bytes), &mut self.state) {
            // A frame of a newer relay, or damage that the link's own seals will find: passed over.
            (Err(_), _) | (Ok(BrowserFrame::Pong { .. }), _) => Heard::Nothing,
            (
                Ok(BrowserFrame::Refused {
                    request: None,
                    put: None,
                    code,
                }),
                _,
            ) => self.down(now, Some(code), rng, out),
            (
                Ok(BrowserFrame::Challenge {
                    version,
                    oldest_version,
                    ..
                }),
                State::Greeting { greeted, said, .. },
            ) => {
                if version < limit::OLDEST_VERSION || oldest_version > limit::VERSION {
                    return self.down(now, Some(Code::Version), rng, out);
                }
                *greeted = true;
                if self.role.is_some() && !*said {
                    *said = true;
                    self.say_hello(out);
                }
                Heard::Nothing
            }
            (Ok(BrowserFrame::Ready { .. }), State::Greeting { said: true, .. }) => {
                self.state = State::Ready {
                    ping_at: now.after_ms(PING_MS),
                    dead_at: None,
                };
                self.attempts = 0;
                Heard::Ready
            }
            (Ok(frame @ BrowserFrame::Unlinked { .. }), _) => Heard::Frame(frame),
            (Ok(frame), State::Ready { .. }) => Heard::Frame(frame),
            (Ok(_), _) => Heard::Nothing,
        }
    }

    /// A connection is closed or could not be opened.
    pub fn lost(
        &mut self,
        now: Timestamp,
        number: LineNumber,
        rng: &mut dyn Random,
        out: &mut VecDeque<Output>,
    ) -> Heard {
        let live = matches!(self.state, State::Greeting { .. } | State::Ready { .. });
        if number == self.number && live {
            self.down(now, None, rng, out)
        } else {
            Heard::Nothing
        }
    }

    /// The next attempt at once; a connection that seems alive is tried at once.
    pub fn nudge(&mut self, now: Timestamp, out: &mut VecDeque<Output>) {
        match &mut self.state {
            State::Waiting { .. } => self.connect(now, out),
            State::Ready { ping_at, .. } => {
                *ping_at = now;
                self.ping(now, out);
            }
            State::Off | State::Greeting { .. } => {}
        }
    }

    /// It is time.
    pub fn wake(&mut self, now: Timestamp, rng: &mut dyn Random, out: &mut VecDeque<Output>) -> Heard {
        match self.state {
            State::Waiting { until } if until <= now => {
                self.connect(now, out);
                Heard::Nothing
            }
            State::Greeting { until, .. } if until <= now => self.down(now, None, rng, out),
            State::Ready { dead_at: Some(at), .. } if at <= now => self.down(now, None, rng, out),
            _ => {
                self.ping(now, out);
                Heard::Nothing
            }
        }
    }

    /// When to wake.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Off => None,
            State::Waiting { until } | State::Greeting { until, .. } => Some(until),
            State::Ready { ping_at, dead_at } => Some(dead_at.map_or(ping_at, |at| at.min(ping_at))),
        }
    }

    fn ping(&mut self, now: Timestamp, out: &mut VecDeque<Output>) {
        let State::Ready { ping_at, dead_at } = &mut self.state else {
            return;
        };
        if *ping_at <= now {
            *ping_at = now.after_ms(PING_MS);
            dead_at.get_or_insert(now.after_ms(PONG_MS));
            self.send(&PageFrame::Ping { token: self.number }, out);
        }
    }

    fn say_hello(&self, out: &mut VecDeque<Output>) {
        let Some(role) = self.role.clone() else { return };
        let agent = concat!("pillion-client ", env!("CARGO_PKG_VERSION")).into();
        let hello = PageFrame::Hello {
            version: limit::VERSION,
            role,
            agent,
        };
        out.push_back(Output::Transmit(self.number, codec::encode(&hello)));
    }

    fn down(
        &mut self,
        now: Timestamp,
        refused: Option<Code>,
        rng: &mut dyn Random,
        out: &mut VecDeque<Output>,
    ) -> Heard {
        self.close(out);
        self.state = State::Waiting {
            until: now.after_ms(self.wait_ms(refused, rng)),
        };
        Heard::Down(refused)
    }

    /// The wait before the next attempt: doubled each time, and shortened by up to a quarter at random, so that the pages
    /// of a relay that came back do not all come at once. After a refusal that time alone will not mend, the longest.
    fn wait_ms(&self, refused: Option<Code>, rng: &mut dyn Random) -> u64 {
        let doubled = FIRST_MS.saturating_mul(1 << self.attempts.saturating_sub(1).min(10));
        let whole = match refused {
            None | Some(Code::Closing) => doubled.min(LONGEST_MS),
            Some(_) => LONGEST_MS,
        };
        let [jitter] = random::bytes(rng);
        whole.saturating_sub(whole.saturating_mul(u64::from(jitter)) / 1_024)
    }

    fn close(&mut self, out: &mut VecDeque<Output>) {
        if matches!(self.state, State::Greeting { .. } | State::Ready { .. }) {
            out.push_back(Output::Close(self.number));
        }
    }
}
