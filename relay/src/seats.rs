//! How many connections there may be: in all, and from one address.
//!
//! Connections from this machine are not counted by address: behind a proxy on the same machine all clients look alike.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use crate::hub::input::Network;

/// All seats.
#[derive(Debug, Clone)]
pub struct Seats {
    taken: Arc<Mutex<Taken>>,
    most: usize,
    most_of_one: usize,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    of: BTreeMap<Network, usize>,
}

/// One seat, free again when it is dropped.
#[derive(Debug)]
pub struct Seat {
    taken: Arc<Mutex<Taken>>,
    network: Option<Network>,
}

impl Seats {
    /// `most` seats, and `most_of_one` for one address.
    #[must_use]
    pub fn new(most: usize, most_of_one: usize) -> Self {
        Self {
            taken: Arc::default(),
            most,
            most_of_one,
        }
    }

    /// A seat for a connection from `network`, if there is one.
    #[must_use]
    pub fn take(&self, network: Option<Network>) -> Option<Seat> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.most {
            return None;
        }
        if let Some(network) = network {
            let of_one = taken.of.entry(network).or_default();
            if *of_one >= self.most_of_one {
                return None;
            }
            *of_one = of_one.saturating_add(1);
        }
        taken.all = taken.all.saturating_add(1);
        Some(Seat {
            taken: Arc::clone(&self.taken),
            network,
        })
    }
}

impl Seat {
    /// Where its connection comes from.
    #[must_use]
    pub const fn network(&self) -> Option<Network> {
        self.network
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        if let Some(network) = self.network
            && let Some(of_one) = taken.of.get_mut(&network)
        {
            *of_one = of_one.saturating_sub(1);
            if *of_one == 0 {
                taken.of.remove(&network);
            }
        }
    }
}

/// The block that an address belongs to: all of an IPv4 address, the /64 of an IPv6 one, which is one customer. `None` for
/// this machine.
#[must_use]
pub fn network_of(address: IpAddr) -> Option<Network> {
    let address = address.to_canonical();
    match address {
        _ if address.is_loopback() => None,
        IpAddr::V4(address) => Some(Network(address.to_ipv6_mapped().octets())),
        IpAddr::V6(address) => {
            let mut block = address.octets();
            for byte in block.iter_mut().skip(8) {
                *byte = 0;
            }
            Some(Network(block))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn network(address: &str) -> Option<Network> {
        network_of(address.parse().unwrap())
    }

    #[test]
    fn one_address_cannot_take_all_seats() {
        let seats = Seats::new(3, 2);
        let (near, far) = (network("192.0.2.1"), network("192.0.2.2"));
        let first = seats.take(near);
        let second = seats.take(near);
        assert!(first.is_some() && second.is_some());
        assert!(seats.take(near).is_none());
        assert!(seats.take(far).is_some());
        drop(first);
        assert!(seats.take(near).is_some(), "a seat was given back");
    }

    #[test]
    fn when_all_seats_are_taken_nobody_gets_one() {
        let seats = Seats::new(2, 2);
        let taken = [seats.take(None), seats.take(None)];
        assert!(taken.iter().all(Option::is_some));
        assert!(seats.take(None).is_none());
        assert!(seats.take(network("192.0.2.1")).is_none());
    }

    #[test]
    fn addresses_of_one_customer_are_one_network() {
        assert_eq!(network("2001:db8::1"), network("2001:db8::2:3"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_eq!(network("127.0.0.1"), None);
        assert_eq!(network("::ffff:127.0.0.1"), None);
    }
}
