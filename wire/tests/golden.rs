//! Golden bytes: every frame as it travels, field by field. A change here breaks every client that is out there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use core::fmt::Debug;

use minicbor::{Decode, Encode, bytes::ByteVec};
use pillion_wire::{
    challenge,
    client_frame::{ClientFrame, Role, Slot},
    codec::{self, CodecError},
    handle::Handle,
    id::{AccountId, Farewell, GroupTag, LinkId, LinkToken, PutId, RendezvousId, TokenHash},
    limit::{FRAME_BYTES, FRAME_HEAD_BYTES, PAYLOAD_BYTES, PUT_RECIPIENTS},
    origin::Origin,
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

const A16: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B32: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const C64: &str = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

/// The frame has exactly these bytes, they are exactly this frame, and no cut of them is one.
fn golden<F>(frame: F, parts: &[&str])
where
    F: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug,
{
    let bytes = codec::encode(&frame);
    assert_eq!(hex::encode(&bytes), parts.concat(), "{frame:?}");
    assert_eq!(codec::decode::<F>(&bytes).as_ref(), Ok(&frame));
    for end in 0..bytes.len() {
        assert!(codec::decode::<F>(&bytes[..end]).is_err(), "{frame:?} cut at {end}");
    }
    let longer = [bytes.clone(), vec![0]].concat();
    assert_eq!(
        codec::decode::<F>(&longer),
        Err(CodecError::Malformed),
        "{frame:?} and a byte"
    );
    for at in 0..bytes.len() {
        for byte in 0..=u8::MAX {
            let mut changed = bytes.clone();
            changed[at] = byte;
            // Another frame or none, but never a panic.
            let _ = codec::decode::<F>(&changed);
        }
    }
}

#[test]
fn forward() {
    golden(
        ClientFrame::Forward {
            link: LinkId([0xaa; 16]),
            payload: vec![1, 2, 3],
        },
        &["82", "00", "82", "50", A16, "43010203"], // [0, [link, payload]]
    );
    golden(
        RelayFrame::Forward {
            link: LinkId([0xaa; 16]),
            payload: vec![1, 2, 3],
        },
        &["82", "00", "82", "50", A16, "43010203"], // the same bytes
    );
}

#[test]
fn hello_of_a_phone() {
    golden(
        ClientFrame::Hello {
            version: 1,
            role: Role::Phone {
                account: AccountId([0xbb; 32]),
                signature: [0xcc; 64],
            },
            agent: "phone/0.1.0".into(),
        },
        &[
            "82",
            "01",
            "83", // variant 1, three fields
            "01", // version
            "82",
            "00",
            "82",
            "5820",
            B32,
            "5840",
            C64, // role: phone, account, signature
            "6b",
            "70686f6e652f302e312e30", // agent
        ],
    );
}

#[test]
fn hello_of_a_browser() {
    golden(
        ClientFrame::Hello {
            version: 1,
            role: Role::Browser {
                link: LinkId([0xaa; 16]),
                token: LinkToken([0xbb; 32]),
            },
            agent: String::new(),
        },
        &[
            "82", "01", "83", "01", // variant 1, version
            "82", "01", "82", "50", A16, "5820", B32,  // role: browser, link, token
            "60", // agent
        ],
    );
}

#[test]
fn hello_of_a_page() {
    golden(
        ClientFrame::Hello {
            version: 1,
            role: Role::Page,
            agent: String::new(),
        },
        &["82", "01", "83", "01", "82", "02", "80", "60"], // role: page, without fields
    );
}

#[test]
fn ping_and_pong() {
    golden(ClientFrame::Ping { token: 7 }, &["82", "02", "81", "07"]);
    golden(RelayFrame::Pong { token: u32::MAX }, &["82", "05", "81", "1affffffff"]);
}

#[test]
fn rendezvous() {
    let rendezvous = RendezvousId([0xaa; 16]);
    golden(
        ClientFrame::OpenRendezvous { rendezvous },
        &["82", "03", "81", "50", A16],
    );
    golden(
        ClientFrame::CloseRendezvous { rendezvous },
        &["82", "04", "81", "50", A16],
    );
    golden(
        ClientFrame::JoinRendezvous {
            request: 500,
            rendezvous,
        },
        &["82", "05", "82", "1901f4", "50", A16], // request, rendezvous
    );
    golden(
        ClientFrame::Meet {
            rendezvous,
            visitor: 2,
            payload: vec![9],
        },
        &["82", "06", "83", "50", A16, "02", "4109"], // rendezvous, visitor, payload
    );
    golden(
        RelayFrame::RendezvousOpen { rendezvous },
        &["82", "06", "81", "50", A16],
    );
    golden(
        RelayFrame::Meet {
            rendezvous,
            visitor: 2,
            payload: vec![9],
        },
        &["82", "07", "83", "50", A16, "02", "4109"], // rendezvous, visitor, payload
    );
    golden(
        RelayFrame::RendezvousGone {
            rendezvous,
            visitor: Some(2),
        },
        &["82", "08", "82", "50", A16, "02"], // rendezvous, visitor
    );
    golden(
        RelayFrame::RendezvousGone {
            rendezvous,
            visitor: None,
        },
        &["82", "08", "81", "50", A16], // no visitor: the whole meeting point
    );
}

#[test]
fn put_and_stored() {
    golden(
        ClientFrame::Put {
            id: PutId([0xaa; 16]),
            to: vec![AccountId([0xbb; 32])],
            slot: None,
            payload: vec![9],
        },
        &[
            "82", "07", "84", // variant 7, four fields
            "50", A16, // id
            "81", "5820", B32,    // to
            "f6",   // no slot
            "4109", // payload
        ],
    );
    golden(
        ClientFrame::Put {
            id: PutId([0xaa; 16]),
            to: vec![AccountId([0xbb; 32]); 2],
            slot: Some(Slot {
                group: GroupTag([0xaa; 16]),
                epoch: 300,
            }),
            payload: Vec::new(),
        },
        &[
            "82", "07", "84", "50", A16, // id
            "82", "5820", B32, "5820", B32, // to
            "82", "50", A16, "19012c", // slot: group, epoch
            "40",     // payload
        ],
    );
    golden(
        RelayFrame::Stored { id: PutId([0xaa; 16]) },
        &["82", "09", "81", "50", A16],
    );
}

#[test]
fn deliver_and_ack() {
    golden(
        RelayFrame::Deliver {
            seq: 1,
            id: PutId([0xaa; 16]),
            at: Timestamp(1_700_000_000_000),
            payload: vec![9],
        },
        &[
            "82",
            "0a",
            "84", // variant 10, four fields
            "01", // seq
            "50",
            A16,                  // id
            "1b0000018bcfe56800", // at
            "4109",               // payload
        ],
    );
    golden(
        ClientFrame::Ack { through: u64::MAX },
        &["82", "08", "81", "1bffffffffffffffff"],
    );
}

#[test]
fn links() {
    let link = LinkId([0xaa; 16]);
    golden(
        ClientFrame::AllowLink {
            request: 1,
            link,
            token_hash: TokenHash([0xbb; 32]),
        },
        &["82", "09", "83", "01", "50", A16, "5820", B32], // request, link, token hash
    );
    golden(
        ClientFrame::RevokeLink {
            request: 1,
            link,
            farewell: Farewell([0xbb; 32]),
        },
        &["82", "0a", "83", "01", "50", A16, "5820", B32], // request, link, farewell
    );
    golden(RelayFrame::PeerHere { link }, &["82", "0b", "81", "50", A16]);
    golden(
        RelayFrame::PeerAway {
            link,
            last_seen: Some(Timestamp(5)),
        },
        &["82", "0c", "82", "50", A16, "05"], // link, last seen
    );
    golden(
        RelayFrame::PeerAway { link, last_seen: None },
        &["82", "0c", "81", "50", A16],
    );
    golden(
        RelayFrame::Unlinked {
            link,
            farewell: Farewell([0xbb; 32]),
        },
        &["82", "10", "82", "50", A16, "5820", B32], // link, farewell
    );
}

#[test]
fn directory() {
    let handle = Handle::parse("alice").unwrap();
    golden(
        ClientFrame::Claim {
            request: 1,
            handle: handle.clone(),
            record: vec![9],
        },
        &["82", "0b", "83", "01", "65", "616c696365", "4109"], // request, handle, record
    );
    golden(
        ClientFrame::LookUp { request: 1, handle },
        &["82", "0c", "82", "01", "65", "616c696365"],
    );
    golden(
        RelayFrame::Entry {
            request: 1,
            account: AccountId([0xbb; 32]),
            record: vec![9],
        },
        &["82", "0d", "83", "01", "5820", B32, "4109"], // request, account, record
    );
}

#[test]
fn key_packages() {
    golden(
        ClientFrame::Publish {
            request: 1,
            packages: vec![ByteVec::from(vec![1]), ByteVec::from(vec![2, 3])],
            last_resort: Some(ByteVec::from(vec![4])),
        },
        &["82", "0d", "83", "01", "82", "4101", "420203", "4104"], // request, packages, last resort
    );
    golden(
        ClientFrame::Publish {
            request: 1,
            packages: Vec::new(),
            last_resort: None,
        },
        &["82", "0d", "82", "01", "80"], // request, no packages
    );
    golden(
        ClientFrame::TakeKeyPackage {
            request: 1,
            account: AccountId([0xbb; 32]),
        },
        &["82", "0e", "82", "01", "5820", B32], // request, account
    );
    golden(
        RelayFrame::KeyPackage {
            request: 1,
            package: vec![9],
        },
        &["82", "0e", "82", "01", "4109"], // request, package
    );
    golden(
        RelayFrame::Published { request: 1, held: 64 },
        &["82", "0f", "82", "01", "1840"],
    ); // request, held
}

#[test]
fn greeting() {
    golden(
        RelayFrame::Challenge {
            version: 1,
            oldest_version: 1,
            nonce: [0xbb; 32],
        },
        &["82", "01", "83", "01", "01", "5820", B32], // version, oldest version, nonce
    );
    golden(
        RelayFrame::Ready {
            now: Timestamp(1_700_000_000_000),
            key_packages: 3,
        },
        &["82", "02", "82", "1b0000018bcfe56800", "03"], // now, key packages
    );
}

#[test]
fn refusals_and_done() {
    golden(
        RelayFrame::Refused {
            request: Some(1),
            put: None,
            code: Code::HandleTaken,
        },
        &["82", "03", "83", "01", "f6", "11"], // request, no put, code 17
    );
    golden(
        RelayFrame::Refused {
            request: None,
            put: Some(PutId([0xaa; 16])),
            code: Code::EpochTaken,
        },
        &["82", "03", "83", "f6", "50", A16, "10"], // no request, put, code 16
    );
    golden(
        RelayFrame::Refused {
            request: None,
            put: None,
            code: Code::Malformed,
        },
        &["82", "03", "83", "f6", "f6", "00"], // about the connection
    );
    golden(RelayFrame::Done { request: 1 }, &["82", "04", "81", "01"]);
}

#[test]
fn the_signed_challenge() {
    let origin = Origin::parse("https://relay.example").unwrap();
    let parts = [
        "70696c6c696f6e2072656c61792068656c6c6f207631", // label: pillion relay hello v1
        "0015",                                         // length of the origin
        "68747470733a2f2f72656c61792e6578616d706c65",   // https://relay.example
        B32,                                            // nonce
    ];
    assert_eq!(
        hex::encode(challenge::signed_bytes(&origin, &[0xbb; 32])),
        parts.concat()
    );
}

#[test]
fn a_field_of_a_later_version_is_passed_over() {
    let pong = [0x82, 0x05, 0x82, 0x07, 0x18, 0x63]; // [5, [token, 99]]
    assert_eq!(codec::decode::<RelayFrame>(&pong), Ok(RelayFrame::Pong { token: 7 }));
}

#[test]
fn a_frame_of_a_later_version_is_named_unknown() {
    assert_eq!(
        codec::decode::<ClientFrame>(&[0x82, 0x18, 0x63, 0x80]),
        Err(CodecError::Unknown(99))
    );
    assert_eq!(
        codec::decode::<RelayFrame>(&[0x82, 0x11, 0x80]),
        Err(CodecError::Unknown(17))
    );
}

#[test]
fn what_is_no_frame_is_malformed() {
    let wrong: [&[u8]; 9] = [
        &[],
        &[0x80],
        &[0x02],
        &[0x81, 0x02],
        &[0x82, 0x02, 0x80],                   // ping without its token
        &[0x82, 0x02, 0x81, 0x61, 0x37],       // token as text
        &[0x82, 0x02, 0x81, 0x20],             // token below zero
        &[0x82, 0x03, 0x81, 0x41, 0xaa],       // rendezvous id of one byte
        &[0x9f, 0x02, 0x9f, 0x9f, 0x9f, 0x9f], // arrays that never end
    ];
    for bytes in wrong {
        assert_eq!(
            codec::decode::<ClientFrame>(bytes),
            Err(CodecError::Malformed),
            "{bytes:02x?}"
        );
    }
}

#[test]
fn a_frame_over_the_limit_is_not_read() {
    let bytes = vec![0; FRAME_BYTES + 1];
    assert_eq!(
        codec::decode::<ClientFrame>(&bytes),
        Err(CodecError::TooLarge { got: FRAME_BYTES + 1 })
    );
}

#[test]
fn the_largest_payload_fits_a_frame() {
    let payload = vec![0xff; PAYLOAD_BYTES];
    let frames = [
        codec::encode(&ClientFrame::Forward {
            link: LinkId([0xaa; 16]),
            payload: payload.clone(),
        }),
        codec::encode(&ClientFrame::Meet {
            rendezvous: RendezvousId([0xaa; 16]),
            visitor: u32::MAX,
            payload: payload.clone(),
        }),
        codec::encode(&ClientFrame::Put {
            id: PutId([0xaa; 16]),
            to: vec![AccountId([0xbb; 32])],
            slot: Some(Slot {
                group: GroupTag([0xaa; 16]),
                epoch: u64::MAX,
            }),
            payload: payload.clone(),
        }),
        codec::encode(&RelayFrame::Deliver {
            seq: u64::MAX,
            id: PutId([0xaa; 16]),
            at: Timestamp(u64::MAX),
            payload,
        }),
    ];
    for frame in frames {
        assert!(frame.len() <= FRAME_BYTES, "{} bytes", frame.len());
        assert!(
            frame.len() - PAYLOAD_BYTES <= FRAME_HEAD_BYTES / 2,
            "the head is as small as limit.rs says"
        );
    }
}

#[test]
fn a_put_to_the_most_recipients_leaves_room_for_half_a_frame() {
    let frame = codec::encode(&ClientFrame::Put {
        id: PutId([0xaa; 16]),
        to: vec![AccountId([0xbb; 32]); PUT_RECIPIENTS],
        slot: Some(Slot {
            group: GroupTag([0xaa; 16]),
            epoch: u64::MAX,
        }),
        payload: vec![0xff; 29 * 1_024],
    });
    assert!(frame.len() <= FRAME_BYTES, "{} bytes", frame.len());
}
