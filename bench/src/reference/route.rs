//! The ways that messages take, leg by leg, and where each must be kept before it goes on.

/// Who passes a message on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// The page, linked to Alice's phone.
    Page,
    /// The relay.
    Relay,
    /// The phone that writes.
    Alice,
    /// The phone that is written to.
    Bob,
}

/// One arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Where.
    pub at: Node,
    /// Whether something must be on the disk before the message goes on.
    pub keeps: bool,
}

/// From the first stop to the last.
pub type Route = [Stop];

const fn at(node: Node) -> Stop {
    Stop { at: node, keeps: false }
}

const fn kept(node: Node) -> Stop {
    Stop { at: node, keeps: true }
}

use Node::{Alice, Bob, Page, Relay};

/// A message typed in the page, until the page may show that the relay has it.
pub const SENT: &Route = &[
    at(Page),
    at(Relay),
    kept(Alice),
    kept(Relay),
    at(Alice),
    at(Relay),
    at(Page),
];

/// The same message, until the other phone has stored it.
pub const STORED: &Route = &[at(Page), at(Relay), kept(Alice), kept(Relay), kept(Bob)];

/// The same message, until the page may show that the other phone has it. The receipt waits in a mailbox like any
/// message, so it is kept on its way as well.
pub const DELIVERED: &Route = &[
    at(Page),
    at(Relay),
    kept(Alice),
    kept(Relay),
    kept(Bob),
    kept(Relay),
    kept(Alice),
    at(Relay),
    at(Page),
];

/// A message from phone to phone, until it is stored there.
pub const PHONES: &Route = &[kept(Alice), kept(Relay), kept(Bob)];

/// The same, until the phone that wrote may show that the relay has it.
pub const PHONES_SENT: &Route = &[kept(Alice), kept(Relay), at(Alice)];

/// A code is handed to the phone, until the page shows the check: the phone joins the meeting point and says hello.
pub const CHECK: &Route = &[at(Alice), at(Relay), at(Alice), at(Relay), at(Page)];

/// The same, until the phone shows the check.
pub const CHECK_ON_PHONE: &Route = &[
    at(Alice),
    at(Relay),
    at(Alice),
    at(Relay),
    at(Page),
    at(Relay),
    at(Alice),
];

/// The person says yes, until the page has its chats. The phone notes the link and tells the relay; key, receipt for it, and the word that
/// it is active; then the page says hello as a linked browser; the handshake of the session; question and answer.
pub const FIRST_SCREEN: &Route = &[
    kept(Alice),
    kept(Relay),
    at(Alice),
    at(Relay),
    at(Page),
    at(Relay),
    kept(Alice),
    at(Relay),
    at(Page),
    at(Relay),
    at(Page),
    at(Relay),
    at(Alice),
    at(Relay),
    at(Page),
    at(Relay),
    at(Alice),
    at(Relay),
    at(Page),
];

/// The page asks the phone, until it has the answer; nothing is kept.
pub const ASKED: &Route = &[at(Page), at(Relay), at(Alice), at(Relay), at(Page)];

/// A message written at the phone, until the page may show it.
pub const TO_PAGE: &Route = &[kept(Alice), at(Relay), at(Page)];

/// A message typed in the page, until another screen of the phone may show it.
pub const FROM_PAGE: &Route = &[at(Page), at(Relay), kept(Alice)];

/// The phone ends a link, until the page is out.
pub const UNLINK: &Route = &[kept(Alice), kept(Relay), at(Page)];

/// How a route is called in the table.
#[must_use]
pub fn name(route: &Route) -> String {
    let legs = route.len().saturating_sub(1);
    match route.iter().filter(|stop| stop.keeps).count() {
        0 => format!("bare: {legs} legs"),
        1 => format!("bare: {legs} legs, 1 fsync"),
        syncs => format!("bare: {legs} legs, {syncs} fsyncs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_second_stop_is_the_relay() {
        for route in [
            SENT,
            STORED,
            DELIVERED,
            PHONES,
            PHONES_SENT,
            CHECK,
            CHECK_ON_PHONE,
            FIRST_SCREEN,
            ASKED,
            TO_PAGE,
            FROM_PAGE,
            UNLINK,
        ] {
            for pair in route.windows(2) {
                let relays = pair.iter().filter(|stop| stop.at == Relay).count();
                assert_eq!(relays, 1, "{pair:?} in {}", name(route));
            }
        }
    }

    #[test]
    fn a_route_is_called_by_its_legs_and_fsyncs() {
        assert_eq!(name(SENT), "bare: 6 legs, 2 fsyncs");
        assert_eq!(name(DELIVERED), "bare: 8 legs, 5 fsyncs");
        assert_eq!(name(CHECK), "bare: 4 legs");
        assert_eq!(name(&[kept(Alice)]), "bare: 0 legs, 1 fsync");
    }
}
