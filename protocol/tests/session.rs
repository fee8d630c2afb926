//! The handshake of a session, by hand: what it needs, and a transcript that stays.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::cast::{linked, other_relay, rng};
use pillion_protocol::{
    crypto::key::{LinkKey, StaticSecret},
    link::{page::PageLink, phone::PhoneLink},
    session::{
        page::{Answered, Call, Unanswered},
        phone::{self, Unproved},
    },
};
use pillion_wire::id::LinkId;

fn call(page: &PageLink, seed: u64) -> (Call, Vec<u8>) {
    Call::start(page, &page.keys.current, &mut rng(seed)).unwrap()
}

fn session(seed: u64) -> (Answered, Unproved) {
    let (page, phone) = linked(1);
    let (call, hello1) = call(&page, seed);
    let (unproved, hello2) = phone::answer(&phone, &hello1, &mut rng(seed + 1)).unwrap();
    let Ok(answered) = call.receive(&hello2) else {
        panic!("it is the answer")
    };
    (answered, unproved)
}

#[test]
fn both_derive_the_same_next_key_and_can_talk() {
    let (mut page, mut phone) = session(10);
    assert_eq!(page.keys.next.as_ref(), Some(&phone.next));
    assert_eq!(phone.channel.open(&page.channel.seal(b"up").unwrap()).unwrap(), b"up");
    assert_eq!(
        page.channel.open(&phone.channel.seal(b"down").unwrap()).unwrap(),
        b"down"
    );
}

#[test]
fn every_session_leads_to_another_key() {
    let (_, one) = session(10);
    let (_, other) = session(20);
    assert_ne!(one.next, other.next);
}

#[test]
fn the_phones_salt_alone_changes_the_next_key() {
    let (page, phone) = linked(1);
    let (_, hello1) = call(&page, 10);
    let (one, _) = phone::answer(&phone, &hello1, &mut rng(11)).unwrap();
    let (other, _) = phone::answer(&phone, &hello1, &mut rng(12)).unwrap();
    assert_ne!(one.next, other.next);
}

#[test]
fn a_phone_that_holds_anything_else_cannot_open_the_first_message() {
    let (page, phone) = linked(1);
    let (_, hello1) = call(&page, 10);
    let stranger = StaticSecret::from_bytes([9; 32]);
    for wrong in [
        PhoneLink {
            key: LinkKey::from_bytes([9; 32]),
            ..phone.clone()
        },
        PhoneLink {
            own: stranger.clone(),
            ..phone.clone()
        },
        PhoneLink {
            page: stranger.public(),
            ..phone.clone()
        },
        PhoneLink {
            link: LinkId([9; 16]),
            ..phone.clone()
        },
        PhoneLink {
            origin: other_relay(),
            ..phone.clone()
        },
    ] {
        assert!(phone::answer(&wrong, &hello1, &mut rng(11)).is_err(), "{wrong:?}");
    }
    assert!(phone::answer(&phone, &hello1, &mut rng(11)).is_ok());
}

#[test]
fn every_changed_byte_and_every_cut_of_the_first_message_is_refused() {
    let (page, phone) = linked(1);
    let (_, hello1) = call(&page, 10);
    for at in 0..hello1.len() {
        let mut flipped = hello1.clone();
        flipped[at] ^= 1;
        assert!(phone::answer(&phone, &flipped, &mut rng(11)).is_err(), "byte {at}");
        assert!(
            phone::answer(&phone, &hello1[..at], &mut rng(11)).is_err(),
            "cut at {at}"
        );
    }
    for wrong in [vec![], vec![0; 48], vec![0xff; 65_280]] {
        assert!(phone::answer(&phone, &wrong, &mut rng(11)).is_err());
    }
}

#[test]
fn an_answer_to_another_call_leaves_this_one_waiting() {
    let (page, phone) = linked(1);
    let (one, hello1) = call(&page, 10);
    let (_, other_hello1) = call(&page, 20);
    let (_, other_answer) = phone::answer(&phone, &other_hello1, &mut rng(11)).unwrap();
    let Err(Unanswered::Waiting(one)) = one.receive(&other_answer) else {
        panic!("it is the answer to another call");
    };
    let (_, answer) = phone::answer(&phone, &hello1, &mut rng(12)).unwrap();
    assert!(one.receive(&answer).is_ok());
}

#[test]
fn the_transcript_of_a_seed_stays_what_it_is() {
    // If this changes, linked pages and phones of the version before cannot talk to this one.
    let (page, phone) = linked(1);
    let (call, hello1) = call(&page, 10);
    let (unproved, hello2) = phone::answer(&phone, &hello1, &mut rng(11)).unwrap();
    let Ok(mut answered) = call.receive(&hello2) else {
        panic!("it is the answer")
    };
    let first = answered.channel.seal(b"first").unwrap();
    insta::assert_snapshot!(hex::encode(&hello1), @"6d4986509a5a8e1cae7d186c783315e8c512e762b9bb372afd1b530dfc3be92f5cb14c94ee640a80e7f79fe392ccad3b");
    insta::assert_snapshot!(hex::encode(&hello2), @"3cd32846e94ac5691279295f1147a0c9f32d93470d804f5cbea91f68fd8e7a0f9c5081e4c733bcb105b5daa6b3b1622243eeb0fd95b8d0a7bbd63b28f14f5335ee2fda7d8572c78a5574bc7a1f466ec7");
    insta::assert_snapshot!(hex::encode(&first[..32]), @"f3d28c84723713ddd7f72424756dbef12025a88de7788f18368288c7453eb371");
    insta::assert_snapshot!(hex::encode(unproved.next.as_bytes()), @"3b8ef361053b0d3378d106b9923d98ac349d7927c3b13baea31b18d1e84da1f6");
}

#[test]
fn debug_shows_no_secret() {
    let (page, phone) = session(10);
    insta::assert_debug_snapshot!(page, @r#"
    Answered {
        channel: PaddedChannel {
            channel: Channel(secret),
        },
        keys: PageKeys {
            current: LinkKey(secret),
            next: Some(
                LinkKey(secret),
            ),
        },
    }
    "#);
    insta::assert_debug_snapshot!(phone, @r#"
    Unproved {
        channel: PaddedChannel {
            channel: Channel(secret),
        },
        next: LinkKey(secret),
    }
    "#);
}
