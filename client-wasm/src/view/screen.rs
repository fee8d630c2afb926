//! What every piece of the page knows.
//!
//! A piece watches a [`Part`] of the page. After everything that happens each part is picked anew, and what depends on it is
//! drawn again only when it is another one. A part is leptos's `Memo` for the one source that this page has: a memo
//! brings five kilobytes of code for each type, a part almost none.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    marker::PhantomData,
    rc::Rc,
};

use reactive_graph::{
    owner::{LocalStorage, StoredValue, on_cleanup},
    signal::ArcTrigger,
    traits::{GetValue as _, Notify as _, Track as _, WithValue as _},
};

use crate::{
    model::{page::Page, table::Table},
    update::person::Act,
    words::lang::Lang,
};

/// Shows the page to a function.
pub type Look = Rc<dyn Fn(&mut dyn FnMut(&Page))>;

/// Takes what the person did.
pub type Do = Rc<dyn Fn(Act)>;

/// Picks one part anew.
type Watcher = Box<dyn Fn(&Page)>;

/// All parts that are watched.
#[derive(Default)]
pub struct Watchers {
    last: Cell<u64>,
    all: RefCell<Table<u64, Watcher>>,
}

impl Watchers {
    /// The page may look different.
    pub fn look(&self, page: &Page) {
        for (_, watcher) in self.all.borrow().iter() {
            watcher(page);
        }
    }
}

impl core::fmt::Debug for Watchers {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Watchers({})", self.all.borrow().len())
    }
}

/// The page, to look at and to act on.
#[derive(Clone, Copy)]
pub struct Screen {
    watchers: StoredValue<Rc<Watchers>, LocalStorage>,
    look: StoredValue<Look, LocalStorage>,
    act: StoredValue<Do, LocalStorage>,
}

impl Screen {
    /// A screen whose parts are `watchers`.
    #[must_use]
    pub fn new(watchers: Rc<Watchers>, look: Look, act: Do) -> Self {
        Self {
            watchers: StoredValue::new_local(watchers),
            look: StoredValue::new_local(look),
            act: StoredValue::new_local(act),
        }
    }

    /// Looks once.
    pub fn look<T>(self, see: impl FnOnce(&Page) -> T) -> Option<T> {
        let mut see = Some(see);
        let mut seen = None;
        let look = self.look.get_value();
        look(&mut |page| seen = see.take().map(|see| see(page)));
        seen
    }

    /// The page's language. All pieces are drawn anew when it changes.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.look(|page| page.lang).unwrap_or_default()
    }

    /// Part of the page, as it is at any time, for as long as the piece is drawn that asks for it.
    pub fn part<T: Value>(self, pick: impl Fn(&Page) -> T + 'static) -> Part<T> {
        let value = Rc::new(RefCell::new(T::default()));
        let held = value.clone();
        let refresh = move |page: &Page| {
            let now = pick(page);
            let other = *value.borrow() != now;
            if other {
                value.replace(now);
            }
            other
        };
        Part {
            held: self.hold(held, Box::new(refresh)),
            of: PhantomData,
        }
    }

    /// A part that is picked anew only when something else is another one: what takes long to pick.
    pub fn part_by<S: PartialEq + 'static, T: Value>(
        self,
        source: impl Fn(&Page) -> S + 'static,
        pick: impl Fn(&Page) -> T + 'static,
    ) -> Part<T> {
        let picked = RefCell::new(None);
        self.part(move |page| {
            let now = source(page);
            let mut picked = picked.borrow_mut();
            match picked.as_ref() {
                Some((then, value)) if *then == now => T::clone(value),
                _ => picked.insert((now, pick(page))).1.clone(),
            }
        })
    }

    /// What of a part does not depend on its type, so that the page has it once.
    fn hold(self, value: Rc<dyn Any>, refresh: Box<dyn Fn(&Page) -> bool>) -> StoredValue<Held, LocalStorage> {
        let look = self.look.get_value();
        look(&mut |page| {
            refresh(page);
        });
        let changed = ArcTrigger::new();
        let held = Held {
            value,
            changed: changed.clone(),
        };
        self.watch(Box::new(move |page| {
            if refresh(page) {
                changed.notify();
            }
        }));
        StoredValue::new_local(held)
    }

    /// The person did something.
    pub fn act(self, act: Act) {
        let take = self.act.get_value();
        take(act);
    }

    fn watch(self, watcher: Watcher) {
        let watchers = self.watchers.get_value();
        let id = watchers.last.get().wrapping_add(1);
        watchers.last.set(id);
        watchers.all.borrow_mut().insert(id, watcher);
        on_cleanup(move || {
            self.watchers
                .try_with_value(|watchers| watchers.all.borrow_mut().remove(&id));
        });
    }
}

impl core::fmt::Debug for Screen {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Screen")
    }
}

/// What a part can be.
pub trait Value: PartialEq + Clone + Default + 'static {}

impl<T: PartialEq + Clone + Default + 'static> Value for T {}

/// A part without its type, so that leptos keeps one kind of thing and not one for each type.
#[derive(Clone)]
struct Held {
    /// A `RefCell<T>`.
    value: Rc<dyn Any>,
    changed: ArcTrigger,
}

/// Part of the page, as it is at any time. Of a piece that is gone it is the default.
pub struct Part<T> {
    held: StoredValue<Held, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T> core::fmt::Debug for Part<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Part")
    }
}

impl<T: Value> Part<T> {
    /// The part; what asks for it is drawn again when it changes.
    #[must_use]
    pub fn get(self) -> T {
        self.track();
        self.now()
    }

    /// The part as it is now.
    #[must_use]
    pub fn now(self) -> T {
        let value = value_of(self.held);
        let value = value.as_ref().and_then(|value| value.downcast_ref::<RefCell<T>>());
        value.map(|value| value.borrow().clone()).unwrap_or_default()
    }

    /// What asks for it is drawn again when it changes.
    pub fn track(self) {
        track(self.held);
    }
}

fn value_of(held: StoredValue<Held, LocalStorage>) -> Option<Rc<dyn Any>> {
    held.try_get_value().map(|held| held.value)
}

fn track(held: StoredValue<Held, LocalStorage>) {
    if let Some(held) = held.try_get_value() {
        held.changed.track();
    }
}
