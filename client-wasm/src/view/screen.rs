//! What every piece of the page knows.
//!
//! A piece watches a [`Part`] of the page. After everything that happens each part is picked anew, and what depends on it is
//! drawn again only when it is another one. The page's model is the one source of all parts, so none has to know
//! which others it depends on.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    marker::PhantomData,
    rc::Rc,
};

use crate::{
    model::{page::Page, table::Table},
    reactive::{owner::at_end, stored::Stored, trigger::Trigger},
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
    watchers: Stored<Rc<Watchers>>,
    look: Stored<Look>,
    act: Stored<Do>,
}

impl Screen {
    /// A screen whose parts are `watchers`.
    #[must_use]
    pub fn new(watchers: Rc<Watchers>, look: Look, act: Do) -> Self {
        Self {
            watchers: Stored::new(watchers),
            look: Stored::new(look),
            act: Stored::new(act),
        }
    }

    /// Looks once.
    pub fn look<T>(self, see: impl FnOnce(&Page) -> T) -> Option<T> {
        let mut see = Some(see);
        let mut seen = None;
        let look = self.look.get()?;
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
        self.follow(T::default(), move |page| Some(pick(page)))
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

    /// Part of the page, as it was when it was last there: what is about to leave the screen keeps its look until then.
    pub fn last<T: PartialEq + 'static>(self, pick: impl Fn(&Page) -> Option<T> + 'static) -> Part<Option<T>> {
        self.follow(None, move |page| pick(page).map(Some))
    }

    /// A part that begins as `value` and becomes what is picked, whenever something is.
    fn follow<T: PartialEq + 'static>(self, value: T, pick: impl Fn(&Page) -> Option<T> + 'static) -> Part<T> {
        let value = Rc::new(RefCell::new(value));
        let held = value.clone();
        let refresh = move |page: &Page| match pick(page) {
            Some(now) if *value.borrow() != now => {
                value.replace(now);
                true
            }
            _ => false,
        };
        Part {
            held: self.hold(held, Box::new(refresh)),
            of: PhantomData,
        }
    }

    /// What of a part does not depend on its type, so that the page has it once.
    fn hold(self, value: Rc<dyn Any>, refresh: Box<dyn Fn(&Page) -> bool>) -> Stored<Held> {
        if let Some(look) = self.look.get() {
            look(&mut |page| {
                refresh(page);
            });
        }
        let changed = Trigger::default();
        let held = Held {
            value,
            changed: changed.clone(),
        };
        self.watch(Box::new(move |page| {
            if refresh(page) {
                changed.notify();
            }
        }));
        Stored::new(held)
    }

    /// The person did something.
    pub fn act(self, act: Act) {
        if let Some(take) = self.act.get() {
            take(act);
        }
    }

    fn watch(self, watcher: Watcher) {
        let Some(watchers) = self.watchers.get() else { return };
        let id = watchers.last.get().wrapping_add(1);
        watchers.last.set(id);
        watchers.all.borrow_mut().insert(id, watcher);
        at_end(move || {
            self.watchers.with(|watchers| watchers.all.borrow_mut().remove(&id));
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

/// A part without its type, so that the page has the code for it once and not once for each type.
#[derive(Clone)]
struct Held {
    /// A `RefCell<T>`.
    value: Rc<dyn Any>,
    changed: Trigger,
}

/// Part of the page, as it is at any time. Of a piece that is gone it is the default.
pub struct Part<T> {
    held: Stored<Held>,
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

fn value_of(held: Stored<Held>) -> Option<Rc<dyn Any>> {
    held.get().map(|held| held.value)
}

fn track(held: Stored<Held>) {
    if let Some(held) = held.get() {
        held.changed.track();
    }
}
