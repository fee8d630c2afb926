//! What goes into the phone's machine, and what comes out of it.

use pillion_protocol::content::{reply::Reply, request::Request, update::Update};

use super::haul::{Haul, Hauled};
use crate::desk::ScreenId;

/// One thing that happened.
#[derive(Debug)]
pub enum Input<'a> {
    /// The connection that [`Output::OpenRelay`] asked for is there.
    RelayOpened,
    /// It is gone, or could not be made.
    RelayClosed,
    /// A binary message came from the relay.
    Frame(&'a [u8]),
    /// One of the phone's own screens is there.
    ScreenOpened(ScreenId),
    /// It asks.
    Ask(ScreenId, Request),
    /// It is gone.
    ScreenClosed(ScreenId),
    /// Something came of an [`Output::Haul`].
    Hauled(Hauled),
    /// It is the time that `wake_at` named, or later.
    Wake,
}

/// One thing to do.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, handed on at once")]
pub enum Output {
    /// Connect to the relay; answer with [`Input::RelayOpened`] or [`Input::RelayClosed`].
    OpenRelay,
    /// Send a binary message to the relay.
    Transmit(Vec<u8>),
    /// Close the connection to the relay; answer with [`Input::RelayClosed`].
    CloseRelay,
    /// Answer a screen.
    Reply(ScreenId, Reply),
    /// Tell a screen what has changed.
    Update(ScreenId, Update),
    /// Do something with the bytes of a file; answer with [`Input::Hauled`].
    Haul(Haul),
}
