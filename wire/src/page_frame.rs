//! What a browser says to the relay: the frames of [`ClientFrame`](crate::client_frame::ClientFrame) without those that only phones
//! say, in the same bytes.
//!
//! A browser downloads its writer with the page, so it has none for what it never says.

use alloc::{string::String, vec::Vec};

use minicbor::Encode;

use crate::{
    client_frame::Role,
    id::{LinkId, RendezvousId},
};

/// One frame from a browser.
#[derive(Debug, Clone, PartialEq, Eq, Encode)]
pub enum PageFrame {
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
    /// Who is speaking; the first frame, after the relay's challenge.
    #[n(1)]
    Hello {
        /// The wire version of the page.
        #[n(0)]
        version: u16,
        /// What it is.
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
    /// Bytes for the other side of a meeting point.
    #[n(6)]
    Meet {
        /// Where.
        #[n(0)]
        rendezvous: RendezvousId,
        /// Which visitor is meant.
        #[n(1)]
        visitor: u32,
        /// One pairing message.
        #[cbor(n(2), with = "minicbor::bytes")]
        payload: Vec<u8>,
    },
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::{client_frame::ClientFrame, codec, id::LinkToken};

    #[test]
    fn every_frame_is_the_one_that_the_relay_reads() {
        let (link, rendezvous) = (LinkId([1; 16]), RendezvousId([2; 16]));
        let role = Role::Browser {
            link,
            token: LinkToken([3; 32]),
        };
        let payload = vec![4; 40];
        for (page, client) in [
            (
                PageFrame::Forward {
                    link,
                    payload: payload.clone(),
                },
                ClientFrame::Forward {
                    link,
                    payload: payload.clone(),
                },
            ),
            (
                PageFrame::Hello {
                    version: 1,
                    role: role.clone(),
                    agent: "x".into(),
                },
                ClientFrame::Hello {
                    version: 1,
                    role,
                    agent: "x".into(),
                },
            ),
            (PageFrame::Ping { token: 5 }, ClientFrame::Ping { token: 5 }),
            (
                PageFrame::OpenRendezvous { rendezvous },
                ClientFrame::OpenRendezvous { rendezvous },
            ),
            (
                PageFrame::CloseRendezvous { rendezvous },
                ClientFrame::CloseRendezvous { rendezvous },
            ),
            (
                PageFrame::Meet {
                    rendezvous,
                    visitor: 6,
                    payload: payload.clone(),
                },
                ClientFrame::Meet {
                    rendezvous,
                    visitor: 6,
                    payload,
                },
            ),
        ] {
            assert_eq!(codec::encode(&page), codec::encode(&client));
        }
    }
}
