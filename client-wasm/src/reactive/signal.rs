//! A value that wakes whoever looked at it.

use super::{stored::Stored, trigger::Trigger};

/// A handle to the value. Of a piece that has ended it is the default.
pub struct Signal<T> {
    value: Stored<T>,
    changed: Stored<Trigger>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> core::fmt::Debug for Signal<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Signal")
    }
}

impl<T: Clone + Default + 'static> Signal<T> {
    /// A value that stays as long as the piece that is being drawn.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            value: Stored::new(value),
            changed: Stored::new(Trigger::default()),
        }
    }

    /// The value; the effect that runs now is run again when it changes.
    #[must_use]
    pub fn get(self) -> T {
        self.track();
        self.now()
    }

    /// The effect that runs now is run again when it changes.
    pub fn track(self) {
        let _seen = self.changed.with(Trigger::track);
    }

    /// The value as it is now.
    #[must_use]
    pub fn now(self) -> T {
        self.value.get().unwrap_or_default()
    }

    /// Changes the value.
    pub fn set(self, value: T) {
        self.value.set(value);
        let _woken = self.changed.with(Trigger::notify);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reactive::owner::Owner;

    #[test]
    fn of_a_piece_that_has_ended_it_is_the_default() {
        let owner = Owner::default();
        let signal = owner.with(|| Signal::new(3));
        signal.set(4);
        assert_eq!((signal.get(), signal.now()), (4, 4));
        owner.end();
        signal.set(5);
        assert_eq!(signal.now(), 0);
    }
}
