//! Room in memory for requests that hold parts of files: who is slow holds up nobody else.
//!
//! 1. Whoever brings or gets a part is a [`Guest`], and waits for a place at the [`Room`]. Of one network only some are let in at once;
//!    the others of it wait for one another.
//! 2. Who takes longer than a turn for one part is slow: he makes way, into one of the places for slow ones.
//! 3. If none of these is free he is sent away. He loses nothing: parts that are there stay, and files go on where they were.
//!
//! Clients of this machine are not counted by network: behind a proxy on the same machine all look alike.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use crate::hub::input::Network;

/// How many there may be, and how long they may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Guests at once that are not slow, or not known to be.
    pub quick: usize,
    /// Slow guests at once.
    pub slow: usize,
    /// Guests at once of one network, slow ones too.
    pub of_one: usize,
    /// How long a guest may take for a part before he is slow.
    pub turn: Duration,
    /// How long a slow one may take for a part.
    pub patience: Duration,
}

impl Default for Limits {
    /// A guest holds three parts at most (1.5 MB), so all together stay below 200 MB. A turn is a part at 26 KB a second, which any
    /// telephone network brings; below 5 KB a second nobody waits for a file. A household needs 3 places for each page and 5 for each phone.
    fn default() -> Self {
        Self {
            quick: 64,
            slow: 64,
            of_one: 16,
            turn: Duration::from_secs(20),
            patience: Duration::from_secs(120),
        }
    }
}

/// All places.
#[derive(Debug, Clone)]
pub struct Room {
    limits: Limits,
    quick: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    networks: Arc<Mutex<BTreeMap<Network, Weak<Semaphore>>>>,
}

/// One who is let in. His place is free again when he is dropped.
#[derive(Debug)]
pub struct Guest {
    limits: Limits,
    place: OwnedSemaphorePermit,
    slow: Arc<Semaphore>,
    is_slow: bool,
    _of_network: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// An empty room.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            quick: Arc::new(Semaphore::new(limits.quick)),
            slow: Arc::new(Semaphore::new(limits.slow)),
            networks: Arc::default(),
        }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// [`AcquireError`] if there are no places any more.
    pub async fn enter(&self, network: Option<Network>) -> Result<Guest, AcquireError> {
        let of_network = match network {
            Some(network) => Some(self.of(network).acquire_owned().await?),
            None => None,
        };
        Ok(Guest {
            limits: self.limits,
            place: Arc::clone(&self.quick).acquire_owned().await?,
            slow: Arc::clone(&self.slow),
            is_slow: false,
            _of_network: of_network,
        })
    }

    /// The places of one network; nobody keeps those of a network of which nobody is there.
    fn of(&self, network: Network) -> Arc<Semaphore> {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        networks.retain(|_, places| places.strong_count() > 0);
        if let Some(places) = networks.get(&network).and_then(Weak::upgrade) {
            return places;
        }
        let places = Arc::new(Semaphore::new(self.limits.of_one));
        networks.insert(network, Arc::downgrade(&places));
        places
    }
}

impl Guest {
    /// Until when a part may take that was begun at `begun`, as long as nothing else is known of the guest.
    #[must_use]
    pub fn until(&self, begun: Instant) -> Instant {
        let may_take = match self.is_slow {
            false => self.limits.turn,
            true => self.limits.patience,
        };
        begun + may_take
    }

    /// The time is up: `false` if he has to go.
    #[must_use]
    pub fn may_stay(&mut self) -> bool {
        if self.is_slow {
            return false;
        }
        let Ok(place) = Arc::clone(&self.slow).try_acquire_owned() else {
            return false;
        };
        self.place = place;
        self.is_slow = true;
        true
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::future::Future as _;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    const HERE: Option<Network> = None;
    const NEAR: Option<Network> = Some(Network([1; 16]));
    const FAR: Option<Network> = Some(Network([2; 16]));

    fn room(quick: usize, slow: usize, of_one: usize) -> Room {
        Room::new(Limits {
            quick,
            slow,
            of_one,
            ..Limits::default()
        })
    }

    /// A guest, if there is a place at once.
    fn enters(room: &Room, network: Option<Network>) -> Option<Guest> {
        let mut context = Context::from_waker(Waker::noop());
        match pin!(room.enter(network)).poll(&mut context) {
            Poll::Ready(guest) => Some(guest.unwrap()),
            Poll::Pending => None,
        }
    }

    #[test]
    fn who_is_slow_makes_way_for_others_and_goes_when_there_are_too_many_like_him() {
        let room = room(2, 1, 9);
        let [mut first, mut second] = [(); 2].map(|()| enters(&room, HERE).unwrap());
        assert!(enters(&room, HERE).is_none());
        let now = Instant::now();
        assert_eq!(first.until(now), now + Limits::default().turn);
        assert!(first.may_stay());
        assert_eq!(first.until(now), now + Limits::default().patience);
        let third = enters(&room, HERE);
        assert!(third.is_some() && enters(&room, HERE).is_none());
        assert!(!second.may_stay(), "the place for slow ones is taken");
        assert!(!first.may_stay(), "and nobody is slow for ever");
        drop(first);
        assert!(second.may_stay());
    }

    #[test]
    fn one_network_cannot_take_all_places() {
        let room = room(4, 4, 2);
        let mut near: Vec<_> = (0..2).map(|_| enters(&room, NEAR).unwrap()).collect();
        assert!(near.iter_mut().all(Guest::may_stay));
        assert!(enters(&room, NEAR).is_none(), "slow ones are counted too");
        assert!(enters(&room, FAR).is_some() && enters(&room, HERE).is_some());
        near.pop();
        assert!(enters(&room, NEAR).is_some());
        drop(near);
        drop(enters(&room, FAR));
        assert_eq!(room.networks.lock().unwrap().len(), 1, "who has gone is forgotten");
    }
}
