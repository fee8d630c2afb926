//! The desk: where screens and the phone meet.
//!
//! 1. A screen opens itself with [`Desk::open`] and gets a [`Screen`].
//! 2. It asks ([`Screen::ask`], or [`Screen::post`] and [`Screen::next`]) and is answered.
//! 3. Between answers it is told every change ([`Update`]). A screen that reads too slowly misses updates, sees the gap
//!    in their versions and asks `Sync`.
//! 4. It closes when it is dropped.
//!
//! A desk knows nothing of what is asked; the phone's core answers (`core/answer.rs`).

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use pillion_protocol::content::{
    reply::{Answer, Reply},
    request::{Ask, Request, RequestId},
    update::Update,
};
use tokio::sync::mpsc;

/// Names one open screen of the phone itself.
pub type ScreenId = u64;

/// Messages that may wait for a screen. A reader this far behind misses updates rather than fill the memory.
const WAITING: usize = 1_024;

/// What a screen says to the phone.
#[derive(Debug)]
pub enum FromScreen {
    /// It is there, and is told of changes from now on.
    Open {
        /// Its name.
        screen: ScreenId,
        /// Where it listens.
        out: mpsc::Sender<ToScreen>,
    },
    /// It asks.
    Ask {
        /// Who asks.
        screen: ScreenId,
        /// What is asked.
        request: Request,
    },
    /// It is gone.
    Close {
        /// Its name.
        screen: ScreenId,
    },
}

/// What the phone says to a screen.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "one at a time, handed on at once")]
pub enum ToScreen {
    /// The answer to a request.
    Reply(Reply),
    /// A change.
    Update(Update),
}

/// The phone is not running any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The phone has stopped. Start it again.")]
pub struct Stopped;

/// A handle to the phone's desk; clones share it.
#[derive(Debug, Clone)]
pub struct Desk {
    phone: mpsc::UnboundedSender<FromScreen>,
    next_screen: Arc<AtomicU64>,
}

impl Desk {
    /// A desk, and the end at which the phone listens.
    #[must_use]
    pub fn new() -> (Self, mpsc::UnboundedReceiver<FromScreen>) {
        let (phone, listen) = mpsc::unbounded_channel();
        let desk = Self {
            phone,
            next_screen: Arc::new(AtomicU64::new(1)),
        };
        (desk, listen)
    }

    /// Opens a screen.
    ///
    /// # Errors
    /// [`Stopped`].
    pub fn open(&self) -> Result<Screen, Stopped> {
        let id = self.next_screen.fetch_add(1, Ordering::Relaxed);
        let (out, inbox) = mpsc::channel(WAITING);
        self.phone
            .send(FromScreen::Open { screen: id, out })
            .map_err(|_| Stopped)?;
        Ok(Screen {
            id,
            phone: self.phone.clone(),
            inbox,
            set_aside: VecDeque::new(),
            next_request: 1,
        })
    }
}

/// One open screen.
#[derive(Debug)]
pub struct Screen {
    id: ScreenId,
    phone: mpsc::UnboundedSender<FromScreen>,
    inbox: mpsc::Receiver<ToScreen>,
    /// What came while [`Self::ask`] waited for its own answer.
    set_aside: VecDeque<ToScreen>,
    next_request: RequestId,
}

impl Screen {
    /// Asks, and waits for the answer. Updates that come meanwhile are kept for [`Self::next`].
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn ask(&mut self, ask: Ask) -> Result<Answer, Stopped> {
        let id = self.post(ask)?;
        loop {
            match self.inbox.recv().await.ok_or(Stopped)? {
                ToScreen::Reply(reply) if reply.id == id => return Ok(reply.answer),
                other => self.set_aside.push_back(other),
            }
        }
    }

    /// Asks without waiting; the answer comes out of [`Self::next`] under the id that is returned.
    ///
    /// # Errors
    /// [`Stopped`].
    pub fn post(&mut self, ask: Ask) -> Result<RequestId, Stopped> {
        let id = self.next_request;
        self.next_request = self.next_request.wrapping_add(1);
        self.pass_on(Request { id, ask })?;
        Ok(id)
    }

    /// Passes on a request that already has an id: for a screen that speaks for others, such as the local socket.
    /// Such a screen uses this alone, so that ids stay its own.
    ///
    /// # Errors
    /// [`Stopped`].
    pub fn pass_on(&self, request: Request) -> Result<(), Stopped> {
        self.phone
            .send(FromScreen::Ask {
                screen: self.id,
                request,
            })
            .map_err(|_| Stopped)
    }

    /// The next thing that the phone says; `None` when it has stopped. May be cancelled without losing anything.
    pub async fn next(&mut self) -> Option<ToScreen> {
        match self.set_aside.pop_front() {
            Some(kept) => Some(kept),
            None => self.inbox.recv().await,
        }
    }

    /// The next update; skips replies that nobody waits for.
    pub async fn next_update(&mut self) -> Option<Update> {
        loop {
            match self.next().await? {
                ToScreen::Update(update) => return Some(update),
                ToScreen::Reply(_) => {}
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A phone that has stopped needs no farewell.
        let _ = self.phone.send(FromScreen::Close { screen: self.id });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use pillion_protocol::content::id::Version;

    use super::*;

    fn sync() -> Ask {
        Ask::Sync {
            since: Version(0),
            cursor: None,
        }
    }

    #[tokio::test]
    async fn an_update_that_comes_before_the_answer_is_not_lost() {
        let (desk, mut phone) = Desk::new();
        let mut screen = desk.open().unwrap();
        let Some(FromScreen::Open { out, .. }) = phone.recv().await else {
            panic!("no screen opened")
        };
        let update = Update {
            from: Version(1),
            to: Version(2),
            changes: Vec::new(),
        };
        out.try_send(ToScreen::Update(update.clone())).unwrap();
        out.try_send(ToScreen::Reply(Reply {
            id: 1,
            answer: Answer::Done,
        }))
        .unwrap();
        assert_eq!(screen.ask(sync()).await, Ok(Answer::Done));
        assert_eq!(screen.next_update().await, Some(update));
    }

    #[tokio::test]
    async fn a_dropped_screen_says_that_it_is_gone() {
        let (desk, mut phone) = Desk::new();
        drop(desk.open().unwrap());
        assert!(matches!(phone.recv().await, Some(FromScreen::Open { screen: 1, .. })));
        assert!(matches!(phone.recv().await, Some(FromScreen::Close { screen: 1 })));
    }

    #[tokio::test]
    async fn a_phone_that_has_stopped_is_named() {
        let (desk, phone) = Desk::new();
        let mut screen = desk.open().unwrap();
        drop(phone);
        assert_eq!(screen.ask(sync()).await, Err(Stopped));
        assert_eq!(desk.open().map(|_| ()), Err(Stopped));
    }
}
