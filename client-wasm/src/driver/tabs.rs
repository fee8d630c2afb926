//! One active tab: whoever holds the browser's lock `pillion`.
//!
//! 1. A tab asks for the lock. If no other tab has it, it is the active one.
//! 2. If another tab has it, this one says so and waits; it becomes the active one when the other is closed.
//! 3. The person may take it over from here: the lock is stolen, and the other tab is told by its own request failing.
//!
//! `navigator.locks` is called through reflection: web-sys counts it as unstable, though all browsers have it since 2022.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

const NAME: &str = "pillion";

/// What became of the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// This tab has it.
    Held,
    /// Another tab took it over.
    Taken,
}

/// The lock of this tab.
pub struct Tabs {
    held: Cell<bool>,
    waiting: Cell<bool>,
    tell: Box<dyn Fn(Lock)>,
    keep: RefCell<Option<Promise>>,
}

impl Tabs {
    /// A tab without the lock; what becomes of it is said to `tell`.
    #[must_use]
    pub fn new(tell: impl Fn(Lock) + 'static) -> Rc<Self> {
        let tabs = Self {
            held: Cell::new(false),
            waiting: Cell::new(false),
            tell: Box::new(tell),
            keep: RefCell::default(),
        };
        Rc::new(tabs)
    }

    /// Whether this tab has the lock.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.held.get()
    }

    /// Waits for the lock.
    pub fn wait(self: &Rc<Self>) {
        if !self.waiting.replace(true) {
            self.request(false);
        }
    }

    /// Takes the lock from the tab that has it.
    pub fn take_over(self: &Rc<Self>) {
        self.request(true);
    }

    fn request(self: &Rc<Self>, steal: bool) {
        let Some(request) = self.call(steal) else {
            // A browser without locks: two tabs would disturb one another, but one works.
            self.granted(steal);
            return;
        };
        let tabs = Rc::clone(self);
        spawn_local(async move {
            // It settles only when the lock is lost: the promise that holds it never does.
            let _lost = JsFuture::from(request).await;
            if tabs.held.replace(false) {
                (tabs.tell)(Lock::Taken);
                tabs.wait();
            }
        });
    }

    fn granted(&self, steal: bool) {
        if !steal {
            self.waiting.set(false);
        }
        self.held.set(true);
        (self.tell)(Lock::Held);
    }

    /// `navigator.locks.request(NAME, { steal }, granted)`.
    fn call(self: &Rc<Self>, steal: bool) -> Option<Promise> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into())
            .ok()
            .filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"steal".into(), &steal.into()).ok()?;
        let tabs = Rc::clone(self);
        let granted = Closure::once_into_js(move |_lock: JsValue| {
            tabs.granted(steal);
            let for_ever = Promise::new(&mut |_, _| {});
            tabs.keep.replace(Some(for_ever.clone()));
            for_ever
        });
        request
            .call3(&locks, &NAME.into(), &options, &granted)
            .ok()?
            .dyn_into()
            .ok()
    }
}

impl core::fmt::Debug for Tabs {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Tabs(held {}, waiting {})", self.held.get(), self.waiting.get())
    }
}
