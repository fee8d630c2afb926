//! Questions that the relay has not answered yet.

use pillion_protocol::content::{
    id::{ChatId, IntentId},
    request,
};
use pillion_wire::{handle::Handle, id::LinkId};

use super::screens::Seat;
use crate::mls::card::Card;

/// What a request to the relay was for.
#[derive(Debug)]
pub(super) enum Pending {
    Claim,
    LookUp {
        seat: Seat,
        request: request::RequestId,
        intent: IntentId,
        handle: Handle,
    },
    /// Whose handle a stranger shows.
    Stranger,
    /// Whether the directory knows a card that was scanned.
    Introduce {
        seat: Seat,
        request: request::RequestId,
        intent: IntentId,
        card: Box<Card>,
    },
    /// Whether the contact of a chat has another identity.
    Identity {
        chat: ChatId,
    },
    KeyPackage {
        chat: ChatId,
    },
    Publish {
        renews: bool,
    },
    AllowLink {
        link: LinkId,
    },
    RevokeLink {
        link: LinkId,
    },
    Join {
        pairing: u32,
    },
}
