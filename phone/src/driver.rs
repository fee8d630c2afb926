//! Gives the phone's machine what it must not touch itself: a socket, a clock, screens.
//!
//! It runs on a thread of its own with a runtime of its own, because the machine waits for the disk: screens and other
//! tasks go on meanwhile.

use std::{collections::BTreeMap, future, time::Duration};

use tokio::{sync::mpsc, time};

use crate::{
    app::{
        event::{Input, Output},
        phone::Phone,
    },
    clock::Clock,
    desk::{FromScreen, ScreenId, ToScreen},
    files::porter::Porter,
    socket::{Event, Socket},
};
use pillion_wire::origin::Origin;

/// The longest sleep: after the machine itself has slept, the clock is looked at again this soon.
const LONGEST_SLEEP: Duration = Duration::from_secs(20);

/// A phone, driven.
pub(crate) struct Driver {
    phone: Phone,
    relay: Origin,
    clock: Clock,
    desk: mpsc::UnboundedReceiver<FromScreen>,
    screens: BTreeMap<ScreenId, mpsc::Sender<ToScreen>>,
    socket: Option<Socket>,
    porter: Porter,
    /// Why the last connection ended, for people.
    pub(crate) closed: Option<String>,
    /// Whether the relay has ever let the phone in.
    pub(crate) was_online: bool,
}

impl Driver {
    pub(crate) fn new(
        phone: Phone,
        relay: Origin,
        clock: Clock,
        desk: mpsc::UnboundedReceiver<FromScreen>,
        porter: Porter,
    ) -> Self {
        Self {
            phone,
            relay,
            clock,
            desk,
            screens: BTreeMap::new(),
            socket: None,
            porter,
            closed: None,
            was_online: false,
        }
    }

    pub(crate) fn phone(&self) -> &Phone {
        &self.phone
    }

    /// The phone, no longer driven.
    pub(crate) fn into_phone(self) -> Phone {
        self.phone
    }

    /// Begins: the machine's first input.
    pub(crate) fn begin(&mut self) {
        self.give(Input::Wake);
    }

    /// Waits for the next thing that happens, and lets the machine handle it. May be cancelled while it waits.
    pub(crate) async fn turn(&mut self) {
        let now = self.clock.now();
        let sleep = Duration::from_millis(self.phone.wake_at().since_ms(now)).min(LONGEST_SLEEP);
        let event = async {
            match &mut self.socket {
                Some(socket) => socket.next().await,
                None => future::pending().await,
            }
        };
        tokio::select! {
            Some(said) = self.desk.recv() => self.screen_said(said),
            event = event => self.socket_event(event),
            hauled = self.porter.next() => self.give(Input::Hauled(hauled)),
            () = time::sleep(sleep) => self.give(Input::Wake),
        }
    }

    fn screen_said(&mut self, said: FromScreen) {
        match said {
            FromScreen::Open { screen, out } => {
                self.screens.insert(screen, out);
                self.give(Input::ScreenOpened(screen));
            }
            FromScreen::Ask { screen, request } => {
                if self.screens.contains_key(&screen) {
                    self.give(Input::Ask(screen, request));
                }
            }
            FromScreen::Close { screen } => self.close_screen(screen),
        }
    }

    fn socket_event(&mut self, event: Event) {
        match event {
            Event::Opened => self.give(Input::RelayOpened),
            Event::Frame(bytes) => self.give(Input::Frame(&bytes)),
            Event::Closed(reason) => {
                tracing::info!(%reason, "not connected to the relay");
                self.socket = None;
                self.closed = Some(reason);
                self.give(Input::RelayClosed);
            }
        }
    }

    fn close_screen(&mut self, screen: ScreenId) {
        if self.screens.remove(&screen).is_some() {
            self.give(Input::ScreenClosed(screen));
        }
    }

    fn give(&mut self, input: Input<'_>) {
        let now = self.clock.now();
        self.phone.handle(now, input);
        self.was_online |= self.phone.is_online();
        let mut gone = Vec::new();
        let mut hung_up = false;
        while let Some(output) = self.phone.poll() {
            match output {
                Output::OpenRelay => self.socket = Some(Socket::open(&self.relay)),
                Output::Transmit(frame) => {
                    if let Some(socket) = &self.socket {
                        socket.send(frame);
                    }
                }
                Output::CloseRelay => hung_up |= self.socket.take().is_some(),
                Output::Haul(haul) => self.porter.haul(haul),
                Output::Reply(screen, reply) => {
                    // A screen that lets so much gather does not read its answers: it is closed, not waited for.
                    if !self.tell(screen, ToScreen::Reply(reply)) {
                        gone.push(screen);
                    }
                }
                Output::Update(screen, update) => {
                    // A missed update shows as a gap in the versions.
                    self.tell(screen, ToScreen::Update(update));
                }
            }
        }
        for screen in gone {
            self.close_screen(screen);
        }
        if hung_up {
            self.give(Input::RelayClosed);
        }
    }

    fn tell(&self, screen: ScreenId, said: ToScreen) -> bool {
        self.screens.get(&screen).is_none_or(|out| out.try_send(said).is_ok())
    }
}
