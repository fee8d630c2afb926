//! Sizes, later versions, and what is no frame.

use pillion_wire::{
    client_frame::{ClientFrame, Slot},
    codec::{self, CodecError},
    id::{AccountId, GroupTag, LinkId, PutId, RendezvousId},
    limit::{FRAME_BYTES, FRAME_HEAD_BYTES, PAYLOAD_BYTES, PUT_RECIPIENTS},
    relay_frame::RelayFrame,
    time::Timestamp,
};

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
        codec::decode::<RelayFrame>(&[0x82, 0x12, 0x80]),
        Err(CodecError::Unknown(18))
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
