//! Questions that the relay has not answered yet.

use pillion_protocol::{
    content::{
        id::{ChatId, IntentId},
        request,
    },
    invitation::InvitationId,
};
use pillion_wire::{
    handle::Handle,
    id::{AccountId, FileId, LinkId},
};

use super::{gather::Job, screens::Seat};
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
    /// Whether the directory knows the admin whose invitation somebody follows.
    Knock {
        seat: Seat,
        request: request::RequestId,
        card: Box<Card>,
        invitation: InvitationId,
    },
    KeyPackage {
        chat: ChatId,
    },
    /// For somebody who comes into a group.
    Package {
        job: Job,
        account: AccountId,
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
    /// Room for the file of a message.
    AllowFile {
        message: i64,
    },
    /// The end of a file that will not be sent.
    DropFile {
        file: FileId,
    },
    /// Room for the file of a page.
    Room {
        seat: Seat,
        request: request::RequestId,
    },
}
