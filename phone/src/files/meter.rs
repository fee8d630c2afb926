//! How far what is under way has come: written chunk by chunk by whoever carries, looked at a few times a second by whoever tells.

use std::sync::{
    Weak,
    atomic::{AtomicU64, Ordering},
};

use crate::app::haul::{Hauled, Load};

/// Bytes that are done, of all.
#[derive(Debug, Default)]
pub struct Meter {
    done: AtomicU64,
    all: AtomicU64,
}

impl Meter {
    /// So many are to be done.
    pub fn begin(&self, all: u64) {
        self.all.store(all, Ordering::Relaxed);
    }

    /// So many are done.
    pub fn set(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// Some more are done.
    pub fn add(&self, bytes: u64) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
    }

    fn read(&self) -> (u64, u64) {
        let all = self.all.load(Ordering::Relaxed);
        // A part that is sent again counts twice until the relay is asked.
        (self.done.load(Ordering::Relaxed).min(all), all)
    }
}

/// The meters of all that is under way.
#[derive(Debug, Default)]
pub(super) struct Meters {
    meters: Vec<(Load, Weak<Meter>, u64)>,
}

impl Meters {
    /// One more; it is let go when whoever carries lets go of it.
    pub(super) fn watch(&mut self, load: Load, meter: Weak<Meter>) {
        self.meters.push((load, meter, 0));
    }

    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.meters.is_empty()
    }

    /// What has moved since the last time.
    pub(super) fn moved(&mut self) -> Vec<Hauled> {
        let mut moved = Vec::new();
        self.meters.retain_mut(|(load, meter, told)| {
            let Some(meter) = meter.upgrade() else { return false };
            let (done, all) = meter.read();
            if done != *told {
                *told = done;
                moved.push(Hauled::Moved { load: *load, done, all });
            }
            true
        });
        moved
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn many_chunks_are_one_step_and_what_stands_still_or_is_over_is_not_told() {
        let (mut meters, meter) = (Meters::default(), Arc::<Meter>::default());
        meters.watch(Load::Message(7), Arc::downgrade(&meter));
        meter.begin(1_000);
        assert!(meters.moved().is_empty());
        (0..50).for_each(|_| meter.add(10));
        let moved = meters.moved();
        assert!(
            matches!(
                moved.as_slice(),
                [Hauled::Moved {
                    load: Load::Message(7),
                    done: 500,
                    all: 1_000
                }]
            ),
            "{moved:?}"
        );
        assert!(meters.moved().is_empty());
        meter.add(10_000);
        assert!(matches!(meters.moved().as_slice(), [Hauled::Moved { done: 1_000, .. }]));
        meter.set(20);
        assert!(
            matches!(meters.moved().as_slice(), [Hauled::Moved { done: 20, .. }]),
            "begun anew"
        );
        meter.add(1);
        drop(meter);
        assert!(meters.moved().is_empty() && meters.is_empty());
    }
}
