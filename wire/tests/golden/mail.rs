//! Frames of meetings, mailboxes, links and the directory.

use minicbor::bytes::ByteVec;
use pillion_wire::{
    client_frame::{ClientFrame, Slot},
    handle::Handle,
    id::{AccountId, Farewell, FileId, GroupTag, LinkId, PutId, RendezvousId, TokenHash},
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{A16, B32, golden};

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
fn signals() {
    golden(
        ClientFrame::Signal {
            to: vec![AccountId([0xbb; 32])],
            payload: vec![9],
        },
        &["82", "0f", "82", "81", "5820", B32, "4109"], // accounts, payload
    );
    golden(RelayFrame::Signal { payload: vec![9] }, &["82", "11", "81", "4109"]);
}

#[test]
fn files() {
    let file = FileId([0xaa; 16]);
    golden(
        ClientFrame::AllowFile {
            request: 500,
            file,
            bytes: 1_000_000,
            write: TokenHash([0xbb; 32]),
            read: TokenHash([0xbb; 32]),
        },
        &[
            "82",
            "10",
            "85", // variant 16, five fields
            "1901f4",
            "50",
            A16,          // request, file
            "1a000f4240", // bytes
            "5820",
            B32,
            "5820",
            B32, // hashes of the tokens for writing and reading
        ],
    );
    golden(
        ClientFrame::DropFile { request: 500, file },
        &["82", "11", "82", "1901f4", "50", A16], // request, file
    );
}
