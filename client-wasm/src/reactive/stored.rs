//! Values that stay as long as a piece, behind handles that are copied.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    marker::PhantomData,
    rc::Rc,
};

use super::owner;

thread_local! {
    static SLOTS: RefCell<Slots> = RefCell::default();
}

#[derive(Default)]
struct Slots {
    all: Vec<Slot>,
    free: Vec<usize>,
    /// Counts what was ever stored, so that an old handle finds nothing in a slot that is used again.
    lives: u64,
}

struct Slot {
    life: u64,
    value: Option<Rc<dyn Any>>,
}

/// Takes a slot, and gives it back when it is dropped.
struct Place {
    at: usize,
    life: u64,
}

impl Place {
    fn take(value: Rc<dyn Any>) -> Self {
        SLOTS.with_borrow_mut(|slots| {
            slots.lives += 1;
            let life = slots.lives;
            let slot = Slot {
                life,
                value: Some(value),
            };
            let free = slots.free.pop();
            let at = free.unwrap_or(slots.all.len());
            match slots.all.get_mut(at) {
                Some(old) => *old = slot,
                None => slots.all.push(slot),
            }
            Self { at, life }
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What the value does when it is dropped may need the slots.
        let _value = SLOTS.with_borrow_mut(|slots| {
            slots.free.push(self.at);
            slots.all.get_mut(self.at).and_then(|slot| slot.value.take())
        });
    }
}

/// A handle to a value, which is gone when the piece has ended that made it.
pub struct Stored<T> {
    at: usize,
    life: u64,
    of: PhantomData<Cell<T>>,
}

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stored<T> {}

impl<T> core::fmt::Debug for Stored<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Stored({})", self.at)
    }
}

impl<T: 'static> Stored<T> {
    /// Stores a value as long as the piece that is being drawn.
    #[must_use]
    pub fn new(value: T) -> Self {
        let (at, life) = place(Rc::new(RefCell::new(value)));
        Self {
            at,
            life,
            of: PhantomData,
        }
    }

    /// Looks at the value; `None` if it is gone.
    pub fn with<R>(self, see: impl FnOnce(&T) -> R) -> Option<R> {
        let value = find(self.at, self.life)?;
        let value: &RefCell<T> = value.downcast_ref()?;
        let seen = see(&value.borrow());
        Some(seen)
    }

    /// The value; `None` if it is gone.
    #[must_use]
    pub fn get(self) -> Option<T>
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Puts another value in its place; nothing if it is gone.
    pub fn set(self, value: T) {
        let found = find(self.at, self.life);
        if let Some(place) = found.as_ref().and_then(|found| found.downcast_ref::<RefCell<T>>()) {
            place.replace(value);
        }
    }
}

/// What does not depend on the type, so that the page has it once.
#[inline(never)]
fn place(value: Rc<dyn Any>) -> (usize, u64) {
    let place = Place::take(value);
    let (at, life) = (place.at, place.life);
    owner::keep(place);
    (at, life)
}

#[inline(never)]
fn find(at: usize, life: u64) -> Option<Rc<dyn Any>> {
    SLOTS.with_borrow(|slots| slots.all.get(at).filter(|slot| slot.life == life)?.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reactive::owner::Owner;

    #[test]
    fn a_handle_of_a_piece_that_has_ended_finds_nothing_also_when_the_slot_is_used_again() {
        let owner = Owner::default();
        let first = owner.with(|| Stored::new(1));
        first.set(2);
        assert_eq!(first.get(), Some(2));
        owner.end();
        first.set(3);
        assert_eq!(first.get(), None);
        let second = owner.with(|| Stored::new(4));
        assert_eq!((second.at, first.get(), second.get()), (first.at, None, Some(4)));
    }

    #[test]
    fn a_value_may_use_others_while_it_is_dropped() {
        struct Last(Stored<i32>);
        impl Drop for Last {
            fn drop(&mut self) {
                self.0.set(7);
            }
        }
        let stays = Stored::new(0);
        let owner = Owner::default();
        owner.with(|| Stored::new(Last(stays)));
        owner.end();
        assert_eq!(stays.get(), Some(7));
    }
}
