//! The browser's time, and being woken.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use pillion_wire::time::Timestamp;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Window;

/// Reads the wall clock once and adds monotonic time to it, so that `now` never runs backwards.
#[derive(Debug, Clone)]
pub struct Clock {
    window: Window,
    origin_ms: f64,
}

impl Clock {
    /// A clock that starts now.
    #[must_use]
    pub fn new(window: Window) -> Self {
        let elapsed = window.performance().map_or(0.0, |performance| performance.now());
        Self {
            window,
            origin_ms: js_sys::Date::now() - elapsed,
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let elapsed = self.window.performance().map_or(0.0, |performance| performance.now());
        Timestamp(to_ms(self.origin_ms + elapsed))
    }
}

/// Milliseconds as a whole number: a time of this century has 41 bits, so nothing is lost.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, never above 2^53"
)]
fn to_ms(ms: f64) -> u64 {
    ms.max(0.0) as u64
}

/// One timer, set anew each time.
pub struct Timer {
    window: Window,
    due: Cell<Option<(Timestamp, i32)>>,
    ring: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl Timer {
    /// A timer that calls `ring`.
    #[must_use]
    pub fn new(window: Window, ring: impl Fn() + 'static) -> Rc<Self> {
        let timer = Rc::new(Self {
            window,
            due: Cell::new(None),
            ring: RefCell::new(None),
        });
        let weak = Rc::downgrade(&timer);
        let closure = Closure::<dyn FnMut()>::new(move || {
            if let Some(timer) = weak.upgrade() {
                timer.due.set(None);
            }
            ring();
        });
        timer.ring.replace(Some(closure));
        timer
    }

    /// Rings at `at`, and not at the time that was set before.
    pub fn set(&self, now: Timestamp, at: Option<Timestamp>) {
        let due = self.due.get();
        if due.map(|(before, _)| before) == at {
            return;
        }
        if let Some((_, id)) = due {
            self.window.clear_timeout_with_handle(id);
            self.due.set(None);
        }
        let (Some(at), Some(ring)) = (at, &*self.ring.borrow()) else {
            return;
        };
        // One more: a browser may ring a fraction of a millisecond early, and would be set again for nothing.
        let wait = i32::try_from(at.since_ms(now)).unwrap_or(i32::MAX).saturating_add(1);
        let function = ring.as_ref().unchecked_ref();
        if let Ok(id) = self
            .window
            .set_timeout_with_callback_and_timeout_and_arguments_0(function, wait)
        {
            self.due.set(Some((at, id)));
        }
    }
}

impl core::fmt::Debug for Timer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Timer({:?})", self.due.get())
    }
}
