//! What the relay says to a client.
//!
//! Source: docs/protocol.md, section "Frames of the relay".

use alloc::vec::Vec;

use minicbor::{Decode, Encode};

use crate::{
    client_frame::RequestId,
    id::{AccountId, Farewell, LinkId, PutId, RendezvousId},
    refusal::Code,
    time::Timestamp,
};

/// One frame from the relay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum RelayFrame {
    /// Sealed bytes from the other end of a link: the very bytes that it sent. See [`crate::forward`].
    #[n(0)]
    Forward {
        /// The link they belong to.
        #[n(0)]
        link: LinkId,
        /// One message of the link's session.
        #[cbor(n(1), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// The first frame on every connection.
    #[n(1)]
    Challenge {
        /// The newest wire version of the relay.
        #[n(0)]
        version: u16,
        /// The oldest one that it still takes.
        #[n(1)]
        oldest_version: u16,
        /// Random; a phone signs it.
        #[cbor(n(2), with = "minicbor::bytes")]
        nonce: [u8; 32],
    },
    /// The client is let in.
    #[n(2)]
    Ready {
        /// The relay's clock.
        #[n(0)]
        now: Timestamp,
        /// For a phone: one-time key packages that the relay still holds for it.
        #[n(1)]
        key_packages: u32,
    },
    /// No, and why. Without `request` and `put` it is about the connection, which then ends.
    #[n(3)]
    Refused {
        /// The request that is refused.
        #[n(0)]
        request: Option<RequestId>,
        /// The put that is refused.
        #[n(1)]
        put: Option<PutId>,
        /// Why.
        #[n(2)]
        code: Code,
    },
    /// The request is done, and on disk where it changes anything.
    #[n(4)]
    Done {
        /// The request.
        #[n(0)]
        request: RequestId,
    },
    /// Answer to `Ping`.
    #[n(5)]
    Pong {
        /// From the `Ping`.
        #[n(0)]
        token: u32,
    },
    /// A meeting point is open.
    #[n(6)]
    RendezvousOpen {
        /// Which.
        #[n(0)]
        rendezvous: RendezvousId,
    },
    /// Bytes from the other side of a meeting point.
    #[n(7)]
    Meet {
        /// Where.
        #[n(0)]
        rendezvous: RendezvousId,
        /// To a page: which visitor sent them. To a phone: its own number.
        #[n(1)]
        visitor: u32,
        /// One pairing message.
        #[cbor(n(2), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// A meeting point, or one visitor of it, is gone.
    #[n(8)]
    RendezvousGone {
        /// Which.
        #[n(0)]
        rendezvous: RendezvousId,
        /// To a page: the visitor that left, or `None` when the meeting point itself expired.
        #[n(1)]
        visitor: Option<u32>,
    },
    /// The blob is on disk.
    #[n(9)]
    Stored {
        /// From the `Put`.
        #[n(0)]
        id: PutId,
    },
    /// One blob from this phone's mailbox; comes again on each connection until it is acked.
    #[n(10)]
    Deliver {
        /// Grows by one a blob within this mailbox, from 1.
        #[n(0)]
        seq: u64,
        /// From the `Put`.
        #[n(1)]
        id: PutId,
        /// When the relay stored it.
        #[n(2)]
        at: Timestamp,
        /// The blob.
        #[cbor(n(3), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// The other end of a link is connected.
    #[n(11)]
    PeerHere {
        /// The link.
        #[n(0)]
        link: LinkId,
    },
    /// The other end of a link is not connected.
    #[n(12)]
    PeerAway {
        /// The link.
        #[n(0)]
        link: LinkId,
        /// When it was last here; `None` if never since the relay began to count.
        #[n(1)]
        last_seen: Option<Timestamp>,
    },
    /// The account behind a handle.
    #[n(13)]
    Entry {
        /// From the `LookUp`.
        #[n(0)]
        request: RequestId,
        /// The account.
        #[n(1)]
        account: AccountId,
        /// What the account left when it claimed the handle. Not checked by the relay: check the signature.
        #[cbor(n(2), with = "minicbor::bytes")]
        record: Vec<u8>,
    },
    /// One key package.
    #[n(14)]
    KeyPackage {
        /// From the `TakeKeyPackage`.
        #[n(0)]
        request: RequestId,
        /// As it was published.
        #[cbor(n(1), with = "minicbor::bytes")]
        package: Vec<u8>,
    },
    /// Key packages are on disk.
    #[n(15)]
    Published {
        /// From the `Publish`.
        #[n(0)]
        request: RequestId,
        /// One-time key packages that the relay now holds.
        #[n(1)]
        held: u32,
    },
    /// The phone unlinked this browser; the connection then ends.
    #[n(16)]
    Unlinked {
        /// The link that is gone.
        #[n(0)]
        link: LinkId,
        /// What the phone left; proves that it was the phone.
        #[n(1)]
        farewell: Farewell,
    },
    /// A small sealed blob of somebody who is there now. Not numbered, not acked, not kept.
    #[n(17)]
    Signal {
        /// The blob.
        #[cbor(n(0), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
}
