//! What the relay says to a browser: the frames of [`RelayFrame`](crate::relay_frame::RelayFrame) without those that only phones
//! hear, in the same bytes.
//!
//! A browser downloads its reader with the page, so it has none for what it is never told.

use alloc::vec::Vec;

use minicbor::Decode;

use crate::{
    client_frame::RequestId,
    id::{Farewell, LinkId, PutId, RendezvousId},
    refusal::Code,
    time::Timestamp,
};

/// One frame from the relay, for a browser.
#[derive(Debug, Clone, PartialEq, Eq, Decode)]
pub enum BrowserFrame {
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
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::{
        codec::{self, CodecError},
        relay_frame::RelayFrame,
    };

    #[test]
    fn what_a_browser_is_told_it_reads_as_the_relay_has_said_it() {
        let bytes = codec::encode(&RelayFrame::Forward {
            link: LinkId([1; 16]),
            payload: vec![1, 2, 3],
        });
        let heard = codec::decode::<BrowserFrame>(&bytes).unwrap();
        let expected = BrowserFrame::Forward {
            link: LinkId([1; 16]),
            payload: vec![1, 2, 3],
        };
        assert_eq!(heard, expected);
        let bytes = codec::encode(&RelayFrame::Refused {
            request: None,
            put: None,
            code: Code::Closing,
        });
        assert!(matches!(
            codec::decode(&bytes),
            Ok(BrowserFrame::Refused {
                code: Code::Closing,
                ..
            })
        ));
    }

    #[test]
    fn what_only_phones_are_told_is_unknown_to_it() {
        let bytes = codec::encode(&RelayFrame::Signal { payload: vec![1] });
        assert_eq!(codec::decode::<BrowserFrame>(&bytes), Err(CodecError::Unknown(17)));
    }
}
