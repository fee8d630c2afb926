//! Gives the machine what happens, and does what it wants.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use web_sys::{Event, Window};

use super::{
    alerts::{Alerts, Told},
    choices,
    clock::{Clock, Timer},
    keeper::{Job, Keeper},
    media,
    random::Browser,
    socket::{Said, Socket},
    tabs::{Lock, Tabs},
};
use crate::{
    client::{
        io::{Input, LineNumber, Output, Settings},
        machine::Client,
    },
    model::{page::Page, parcel::Haul, voice::Want},
    update::person::Act,
};

/// The machine and the browser under it.
pub struct Runner {
    client: RefCell<Client>,
    clock: Clock,
    timer: Rc<Timer>,
    keeper: Rc<Keeper>,
    tabs: Rc<Tabs>,
    alerts: Alerts,
    socket: RefCell<Option<(LineNumber, Socket)>>,
    /// Inputs that came while another was being handled.
    inbox: RefCell<VecDeque<Input>>,
    busy: Cell<bool>,
    changed: Box<dyn Fn(&Page)>,
}

impl Runner {
    /// Sets the machine up; `changed` is shown the page whenever it may look different.
    #[must_use]
    pub fn new(window: Window, settings: Settings, changed: impl Fn(&Page) + 'static) -> Rc<Self> {
        Rc::new_cyclic(|weak: &Weak<Self>| {
            let tell = |weak: &Weak<Self>| {
                let weak = weak.clone();
                move |input| {
                    if let Some(runner) = weak.upgrade() {
                        runner.input(input);
                    }
                }
            };
            let (ring, stored, lock, alert) = (tell(weak), tell(weak), tell(weak), tell(weak));
            Self {
                client: RefCell::new(Client::new(settings, Box::new(Browser))),
                clock: Clock::new(window.clone()),
                timer: Timer::new(window, move || ring(Input::Wake)),
                keeper: Keeper::new(stored),
                tabs: Tabs::new(move |told| {
                    lock(match told {
                        Lock::Held => Input::Held,
                        Lock::Taken => Input::Taken,
                    });
                }),
                alerts: Alerts::new(move |told| {
                    alert(Input::Act(match told {
                        Told::Opened(chat) => Act::Open(chat),
                        Told::Allowed(is) => Act::AlertsAllowed(is),
                    }));
                }),
                socket: RefCell::new(None),
                inbox: RefCell::default(),
                busy: Cell::new(false),
                changed: Box::new(changed),
            }
        })
    }

    /// The tabs of this browser.
    #[must_use]
    pub fn tabs(&self) -> &Rc<Tabs> {
        &self.tabs
    }

    /// Shows the page as it is now.
    pub fn look<T>(&self, see: impl FnOnce(&Page) -> T) -> T {
        see(self.client.borrow().page())
    }

    /// Something happened.
    pub fn input(self: &Rc<Self>, input: Input) {
        self.inbox.borrow_mut().push_back(input);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.inbox.borrow_mut().pop_front();
            let Some(input) = next else { break };
            for output in self.handle(input) {
                self.act(output);
            }
        }
        let wake_at = self.client.borrow().wake_at();
        self.timer.set(self.clock.now(), wake_at);
        self.busy.set(false);
        self.look(|page| {
            if page.hold.is_none() {
                (self.changed)(page);
            }
        });
    }

    fn handle(&self, input: Input) -> Vec<Output> {
        let mut client = self.client.borrow_mut();
        client.handle(self.clock.now(), input);
        core::iter::from_fn(|| client.poll()).collect()
    }

    fn act(self: &Rc<Self>, output: Output) {
        match output {
            Output::Load => self.keeper.add(Job::Load),
            Output::Store(ticket, writes) => self.keeper.add(Job::Store(ticket, writes)),
            Output::Wipe => {
                choices::forget();
                let client = self.client.borrow();
                media::haul(client.relay(), &Haul::Tidy(Vec::new()));
                media::sound_of(client.relay(), &Want::Drop);
                media::sound_of(client.relay(), &Want::End);
                drop(client);
                self.alerts.end_all();
                self.keeper.add(Job::Wipe);
            }
            Output::Remember(choice) => choices::keep(choice),
            Output::Reload => {
                let location = web_sys::window().map(|window| window.location());
                let _loading = location.map(|location| location.reload());
            }
            Output::Fetch(wanted) => media::fetch(self.client.borrow().relay(), &wanted),
            Output::EndFetch(message) => media::end_fetch(message),
            Output::View(wanted) => media::view(self.client.borrow().relay(), &wanted),
            Output::EndView => media::end_view(),
            Output::Haul(haul) => media::haul(self.client.borrow().relay(), &haul),
            Output::Voice(want) => media::sound_of(self.client.borrow().relay(), &want),
            Output::AskAlerts => self.alerts.ask(),
            Output::Alert(alert) => self.alerts.show(&alert),
            Output::EndAlert(chat) => self.alerts.end(chat),
            Output::TakeOver => self.tabs.take_over(),
            Output::Connect(number, url) => self.connect(number, &url),
            Output::Transmit(number, bytes) => {
                if let Some((_, socket)) = self.socket.borrow().as_ref().filter(|(open, _)| *open == number) {
                    socket.send(&bytes);
                }
            }
            Output::Close(number) => {
                let mut socket = self.socket.borrow_mut();
                if socket.as_ref().is_some_and(|(open, _)| *open == number) {
                    *socket = None;
                }
            }
        }
    }

    fn connect(self: &Rc<Self>, number: LineNumber, url: &str) {
        let weak = Rc::downgrade(self);
        let socket = Socket::open(url, move |said| {
            let Some(runner) = weak.upgrade() else { return };
            runner.input(match said {
                Said::Opened => {
                    connected();
                    Input::Opened(number)
                }
                Said::Received(bytes) => Input::Received(number, bytes),
                Said::Closed => Input::Lost(number),
            });
        });
        if socket.is_none() {
            self.inbox.borrow_mut().push_back(Input::Lost(number));
        }
        self.socket.replace(socket.map(|socket| (number, socket)));
    }
}

/// Tells `www/shell.js` that the relay can be asked.
fn connected() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("pillion-connected")) {
        let _told = window.dispatch_event(&event);
    }
}

impl core::fmt::Debug for Runner {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Runner({:?})", self.tabs)
    }
}
