//! What effects wait for.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use super::effect::{self, Effect};

/// Something that changes.
#[derive(Clone, Default)]
pub struct Trigger(Rc<RefCell<Vec<Weak<Effect>>>>);

impl core::fmt::Debug for Trigger {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Trigger({} effects)", self.0.borrow().len())
    }
}

impl Trigger {
    /// The effect that runs now is run again when this changes.
    pub fn track(&self) {
        if let Some(running) = effect::running() {
            let new = Rc::downgrade(&running);
            let mut waiting = self.0.borrow_mut();
            if !waiting.iter().any(|old| old.ptr_eq(&new)) {
                waiting.push(new);
                running.looked_at(self.clone());
            }
        }
    }

    /// It has changed.
    pub fn notify(&self) {
        // Waking one may let others go.
        let waiting = self.0.borrow().clone();
        for effect in waiting.iter().filter_map(Weak::upgrade) {
            effect.wake();
        }
    }

    pub(super) fn forget(&self, effect: &Effect) {
        self.0.borrow_mut().retain(|old| !core::ptr::eq(old.as_ptr(), effect));
    }
}
