//! Frames of the connection itself, and those that are passed on.

use pillion_wire::{
    challenge,
    client_frame::{ClientFrame, Role},
    id::{AccountId, LinkId, LinkToken, PutId},
    origin::Origin,
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{A16, B32, C64, golden};

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
