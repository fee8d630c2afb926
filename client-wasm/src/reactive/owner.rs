//! What is made while a piece is drawn, and ends with it.

use std::{
    any::Any,
    cell::RefCell,
    rc::{Rc, Weak},
};

thread_local! {
    /// Whose piece is being drawn. What belongs to nobody stays as long as the page.
    static CURRENT: RefCell<Owner> = RefCell::default();
}

/// One piece.
#[derive(Clone, Default)]
pub struct Owner(Rc<Life>);

#[derive(Default)]
struct Life {
    /// Pieces in it.
    children: RefCell<Vec<Weak<Self>>>,
    last_words: RefCell<Vec<Box<dyn FnOnce()>>>,
    kept: RefCell<Vec<Box<dyn Any>>>,
}

impl core::fmt::Debug for Owner {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Owner({} things)", self.0.kept.borrow().len())
    }
}

impl Owner {
    /// The one whose piece is being drawn.
    #[must_use]
    pub fn current() -> Self {
        CURRENT.with(|current| current.borrow().clone())
    }

    /// One that ends with this one, or before.
    #[must_use]
    pub fn child(&self) -> Self {
        let child = Self::default();
        let mut children = self.0.children.borrow_mut();
        children.retain(|child| child.strong_count() > 0);
        children.push(Rc::downgrade(&child.0));
        child
    }

    /// Draws its piece.
    pub fn with<T>(&self, draw: impl FnOnce() -> T) -> T {
        let before = CURRENT.with(|current| current.replace(self.clone()));
        let drawn = draw();
        CURRENT.with(|current| current.replace(before));
        drawn
    }

    /// Ends all that belongs to it: first the pieces in it, then what was to be done at the end, then what was kept. It may be
    /// used again.
    pub fn end(&self) {
        self.0.end();
    }
}

impl Life {
    fn end(&self) {
        for child in self.children.take() {
            if let Some(child) = child.upgrade() {
                child.end();
            }
        }
        for word in self.last_words.take() {
            word();
        }
        drop(self.kept.take());
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.end();
    }
}

/// Keeps a thing as long as the piece that is being drawn.
pub fn keep(thing: impl Any) {
    Owner::current().0.kept.borrow_mut().push(Box::new(thing));
}

/// Does something when the piece ends that is being drawn. What it keeps is still there then.
pub fn at_end(act: impl FnOnce() + 'static) {
    Owner::current().0.last_words.borrow_mut().push(Box::new(act));
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;
    use crate::reactive::stored::Stored;

    #[test]
    fn a_piece_ends_after_those_in_it_and_its_last_words_still_see_what_it_keeps() {
        let said = Rc::new(RefCell::new(Vec::new()));
        let owner = Owner::default();
        let inner = owner.child();
        let speak = |owner: &Owner, what: &'static str| {
            let said = said.clone();
            owner.with(|| {
                let kept = Stored::new(what);
                at_end(move || said.borrow_mut().push(kept.get()));
                kept
            })
        };
        let (outer_kept, inner_kept) = (speak(&owner, "outer"), speak(&inner, "inner"));
        assert_eq!(outer_kept.get(), Some("outer"));
        owner.end();
        assert_eq!(*said.borrow(), [Some("inner"), Some("outer")]);
        assert_eq!((outer_kept.get(), inner_kept.get()), (None, None));
        owner.end();
        assert_eq!(said.borrow().len(), 2, "once");
    }

    #[test]
    fn a_piece_that_nobody_holds_has_ended() {
        let kept = Owner::default().with(|| Stored::new(1));
        assert_eq!(kept.get(), None);
    }

    #[test]
    fn rows_that_come_and_go_leave_nothing_behind() {
        let owner = Owner::default();
        for _ in 0..100 {
            drop(owner.child());
        }
        assert!(owner.0.children.borrow().len() <= 1);
    }
}
