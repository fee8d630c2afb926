//! Key packages: enough of them at the relay that others can begin a chat while this phone is away.

use minicbor::bytes::ByteVec;
use pillion_wire::{client_frame::ClientFrame, limit::PUBLISH_PACKAGES, time::Timestamp};

use super::{fault::Fault, pending::Pending, phone::Phone};
use crate::store::setting::{self, LAST_RESORT_AT};

/// Below this many at the relay, the phone leaves more: a busy day's worth of new contacts.
const ENOUGH: u32 = 32;

/// All packages are replaced after this many milliseconds, 28 days: a third of their life of 84.
const LAST_RESORT_MS: u64 = 28 * 24 * 60 * 60 * 1_000;

impl Phone {
    /// Leaves key packages if the relay has too few, one frame at a time.
    pub(super) fn publish(&mut self, now: Timestamp, held: u32) {
        self.relay.packages_held = held;
        if !self.relay.is_ready() || self.relay.publishing {
            return;
        }
        let made = self.transact(now, |work| {
            let renewed = setting::value(work.tx, LAST_RESORT_AT)?;
            let old = renewed.is_none_or(|at| now.since_ms(Timestamp(at)) >= LAST_RESORT_MS);
            let count = if old || held < ENOUGH { PUBLISH_PACKAGES } else { 0 };
            let (packages, last_resort) = work.with_mls(|mls| {
                Ok((
                    mls.key_packages(count)?,
                    if old { Some(mls.last_resort()?) } else { None },
                ))
            })?;
            Ok::<_, Fault>((packages, last_resort))
        });
        match made {
            Ok((packages, last_resort)) if !packages.is_empty() || last_resort.is_some() => {
                self.relay.publishing = true;
                let renews = last_resort.is_some();
                let request = self.relay.ask(Pending::Publish { renews });
                self.transmit(&ClientFrame::Publish {
                    request,
                    packages: packages.into_iter().map(ByteVec::from).collect(),
                    last_resort: last_resort.map(ByteVec::from),
                });
            }
            Ok(_) => {}
            Err(fault) => self.fault(&fault),
        }
    }

    /// The relay has them on disk.
    pub(super) fn published(&mut self, now: Timestamp, renewed: bool, held: u32) {
        self.relay.publishing = false;
        if renewed && let Err(fault) = self.transact(now, |work| Ok(setting::put(work.tx, LAST_RESORT_AT, now.0)?)) {
            return self.fault(&fault);
        }
        if renewed || held > self.relay.packages_held {
            self.publish(now, held);
        }
    }

    /// One was used by a welcome.
    pub(super) fn package_used(&mut self, now: Timestamp) {
        let held = self.relay.packages_held.saturating_sub(1);
        self.publish(now, held);
    }
}
