//! What a client says to the relay.
//!
//! Source: docs/protocol.md, section "Frames of a client".

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode, bytes::ByteVec};

use crate::{
    handle::Handle,
    id::{AccountId, Farewell, FileId, GroupTag, LinkId, LinkToken, PutId, RendezvousId, TokenHash},
};

/// Pairs a client's request with the relay's answer; chosen by the client, unique within a connection.
pub type RequestId = u32;

/// One frame from a client.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum ClientFrame {
    /// Sealed bytes for the other end of a link; not stored. See [`crate::forward`].
    #[n(0)]
    Forward {
        /// The link they belong to.
        #[n(0)]
        link: LinkId,
        /// One message of the link's session.
        #[cbor(n(1), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// Who is speaking; the first frame of a client, after the relay's challenge.
    #[n(1)]
    Hello {
        /// The wire version of the client.
        #[n(0)]
        version: u16,
        /// What the client is.
        #[n(1)]
        role: Role,
        /// Name and version of the program, for the relay's operator.
        #[n(2)]
        agent: String,
    },
    /// Asks for a `Pong`: a browser cannot send WebSocket pings of its own.
    #[n(2)]
    Ping {
        /// Comes back in the `Pong`.
        #[n(0)]
        token: u32,
    },
    /// A page opens a meeting point for the code that it is about to show.
    #[n(3)]
    OpenRendezvous {
        /// Random, used once.
        #[n(0)]
        rendezvous: RendezvousId,
    },
    /// A page has no more use for a meeting point.
    #[n(4)]
    CloseRendezvous {
        /// The one to close.
        #[n(0)]
        rendezvous: RendezvousId,
    },
    /// A phone that scanned a code joins its meeting point. Answer: `Done`.
    #[n(5)]
    JoinRendezvous {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// From the code.
        #[n(1)]
        rendezvous: RendezvousId,
    },
    /// Bytes for the other side of a meeting point.
    #[n(6)]
    Meet {
        /// Where.
        #[n(0)]
        rendezvous: RendezvousId,
        /// From a page: which visitor is meant. From a phone: zero, the relay fills in its number.
        #[n(1)]
        visitor: u32,
        /// One pairing message.
        #[cbor(n(2), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// A sealed blob for mailboxes, to be stored. Answer: `Stored`, or `Refused` with the same `put`.
    #[n(7)]
    Put {
        /// Random; a repeat is answered and not stored again.
        #[n(0)]
        id: PutId,
        /// The mailboxes.
        #[n(1)]
        to: Vec<AccountId>,
        /// Present for a commit of a group: the relay accepts one blob a slot.
        #[n(2)]
        slot: Option<Slot>,
        /// The blob.
        #[cbor(n(3), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// All deliveries up to this number are stored on the phone; the relay forgets them.
    #[n(8)]
    Ack {
        /// The last sequence number that is done.
        #[n(0)]
        through: u64,
    },
    /// A phone lets a browser in. Answer: `Done`.
    #[n(9)]
    AllowLink {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// The new link.
        #[n(1)]
        link: LinkId,
        /// Hash of the token that the browser will show.
        #[n(2)]
        token_hash: TokenHash,
    },
    /// A phone shuts a browser out, at once. Answer: `Done`, also if the link is already gone.
    #[n(10)]
    RevokeLink {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// The link to end.
        #[n(1)]
        link: LinkId,
        /// Kept for the browser's next visit.
        #[n(2)]
        farewell: Farewell,
    },
    /// Takes a handle for this account. Answer: `Done`.
    #[n(11)]
    Claim {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// The handle.
        #[n(1)]
        handle: Handle,
        /// Shown to whoever looks the handle up; signed by the account's identity, opaque here.
        #[cbor(n(2), with = "minicbor::bytes")]
        record: Vec<u8>,
    },
    /// Asks for the account behind a handle. Answer: `Entry`.
    #[n(12)]
    LookUp {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// The handle.
        #[n(1)]
        handle: Handle,
    },
    /// Leaves key packages for people who want to start a chat. Answer: `Published`.
    #[n(13)]
    Publish {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// Each is given out once.
        #[n(1)]
        packages: Vec<ByteVec>,
        /// Given out when no other is left; replaces the one before.
        #[n(2)]
        last_resort: Option<ByteVec>,
    },
    /// Takes one key package of an account. Answer: `KeyPackage`.
    #[n(14)]
    TakeKeyPackage {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// Whose.
        #[n(1)]
        account: AccountId,
    },
    /// A small sealed blob for phones that are there now; lost where they are not. No answer.
    #[n(15)]
    Signal {
        /// The accounts.
        #[n(0)]
        to: Vec<AccountId>,
        /// The blob, at most [`crate::limit::SIGNAL_BYTES`].
        #[cbor(n(1), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
    /// Makes room for one sealed file, which then comes over HTTP; see [`crate::file`]. Answer: `Done`.
    #[n(16)]
    AllowFile {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// Random; the name of the file from here on.
        #[n(1)]
        file: FileId,
        /// Its size, sealed and padded.
        #[n(2)]
        bytes: u64,
        /// Hash of the token of whoever uploads it.
        #[n(3)]
        write: TokenHash,
        /// Hash of the token of whoever downloads it.
        #[n(4)]
        read: TokenHash,
    },
    /// The relay need not hold a file any longer. Answer: `Done`, also if there is no such file of this account.
    #[n(17)]
    DropFile {
        /// Pairs with the answer.
        #[n(0)]
        request: RequestId,
        /// The file.
        #[n(1)]
        file: FileId,
    },
}

/// What a client is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Role {
    /// The phone of an account.
    #[n(0)]
    Phone {
        /// The account: the public key that verifies `signature`.
        #[n(0)]
        account: AccountId,
        /// Ed25519 over [`crate::challenge::signed_bytes`].
        #[cbor(n(1), with = "minicbor::bytes")]
        signature: [u8; 64],
    },
    /// A linked browser.
    #[n(1)]
    Browser {
        /// Its link.
        #[n(0)]
        link: LinkId,
        /// Its proof.
        #[n(1)]
        token: LinkToken,
    },
    /// A page that wants to be linked.
    #[n(2)]
    Page,
}

/// A commit's place in the history of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Slot {
    /// The group.
    #[n(0)]
    pub group: GroupTag,
    /// The epoch that the commit ends.
    #[n(1)]
    pub epoch: u64,
}
