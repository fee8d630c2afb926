//! An end whose peer holds all the keys and says what no Pillion program says: it is cut off, and never panics.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::cast::{NOON, linked, request, rng, update};
use pillion_protocol::{
    content::{
        id::Version,
        problem::Problem,
        reply::{Answer, Reply},
    },
    crypto::channel::PaddedChannel,
    endpoint::{
        closed::Reason,
        envelope::Envelope,
        page::{self, PageEnd},
        payload::Payload,
        phone::{self, PhoneEnd},
    },
    session::{page::Call, phone as session},
};
use pillion_wire::id::Farewell;
use proptest::prelude::*;

/// A page's end whose phone is played by the test.
fn page_with_a_strange_phone() -> (PageEnd, PaddedChannel) {
    let (page_link, phone_link) = linked(1);
    let mut page = PageEnd::new(page_link, Box::new(rng(2)));
    page.peer_here(NOON);
    let Some(page::Output::Transmit(hello)) = page.poll() else {
        panic!("it calls")
    };
    let (strange, answer) = session::answer(&phone_link, &hello[1..], &mut rng(3)).unwrap();
    page.receive(NOON, &Payload::Hello2(&answer).to_bytes());
    assert!(page.is_open());
    while page.poll().is_some() {}
    (page, strange.channel)
}

/// A phone's end whose page is played by the test.
fn phone_with_a_strange_page() -> (PhoneEnd, PaddedChannel) {
    let (page_link, phone_link) = linked(1);
    let mut phone = PhoneEnd::new(phone_link, Box::new(rng(2)));
    let (call, hello) = Call::start(&page_link, &page_link.keys.current, &mut rng(3)).unwrap();
    phone.receive(NOON, &Payload::Hello1(&hello).to_bytes());
    let Some(phone::Output::Transmit(answer)) = phone.poll() else {
        panic!("it answers")
    };
    let Ok(strange) = call.receive(&answer[1..]) else {
        panic!("it is the answer")
    };
    (phone, strange.channel)
}

fn say(channel: &mut PaddedChannel, content: &[u8]) -> Vec<u8> {
    Payload::Sealed(&channel.seal(content).unwrap()).to_bytes()
}

fn closed_by_page(page: &mut PageEnd) -> bool {
    std::iter::from_fn(|| page.poll()).any(|output| matches!(output, page::Output::Closed(Reason::Broken)))
}

fn closed_by_phone(phone: &mut PhoneEnd) -> bool {
    std::iter::from_fn(|| phone.poll()).any(|output| matches!(output, phone::Output::Closed(Reason::Broken)))
}

#[test]
fn a_phone_that_speaks_like_a_page_is_cut_off() {
    for wrong in [request(1), Envelope::Proved, Envelope::Kept] {
        let (mut page, mut strange) = page_with_a_strange_phone();
        page.receive(NOON, &say(&mut strange, &wrong.encode()));
        assert!(closed_by_page(&mut page), "{wrong:?}");
    }
}

#[test]
fn a_phone_that_says_kept_before_it_was_told_moves_no_key() {
    let (mut page, mut strange) = page_with_a_strange_phone();
    let keys = page.link().keys.clone();
    page.receive(NOON, &say(&mut strange, &Envelope::Kept.encode()));
    assert!(closed_by_page(&mut page));
    assert_eq!(page.link().keys, keys);
}

#[test]
fn a_page_that_speaks_like_a_phone_is_cut_off() {
    let reply = Envelope::Reply(Reply {
        id: 1,
        answer: Answer::Done,
    });
    let farewell = Envelope::Unlink {
        farewell: Farewell([0; 32]),
    };
    for wrong in [reply, update(1), Envelope::Kept, farewell] {
        let (mut phone, mut strange) = phone_with_a_strange_page();
        phone.receive(NOON, &say(&mut strange, &wrong.encode()));
        assert!(closed_by_phone(&mut phone), "{wrong:?}");
    }
}

#[test]
fn a_page_that_proves_twice_moves_the_key_once() {
    let (mut phone, mut strange) = phone_with_a_strange_page();
    for _ in 0..3 {
        phone.receive(NOON, &say(&mut strange, &Envelope::Proved.encode()));
    }
    let saves = std::iter::from_fn(|| phone.poll())
        .filter(|output| matches!(output, phone::Output::Save(_)))
        .count();
    assert_eq!(saves, 1);
}

#[test]
fn a_request_of_an_unknown_kind_gets_its_answer() {
    let (mut phone, mut strange) = phone_with_a_strange_page();
    // [0, [[77, [99, []]]]]: a request with id 77 of kind 99.
    let newer = [0x82, 0x00, 0x81, 0x82, 0x18, 77, 0x82, 0x18, 99, 0x80];
    phone.receive(NOON, &say(&mut strange, &newer));
    let sealed = std::iter::from_fn(|| phone.poll())
        .find_map(|output| match output {
            phone::Output::Transmit(payload) => Some(payload),
            _ => None,
        })
        .unwrap();
    let answer = Envelope::decode(&strange.open(&sealed[1..]).unwrap()).unwrap();
    assert_eq!(
        answer,
        Envelope::Reply(Reply {
            id: 77,
            answer: Answer::Problem(Problem::UnknownRequest)
        })
    );
}

#[test]
fn a_message_of_an_unknown_kind_is_passed_over() {
    let newer = [0x82, 0x18, 99, 0x80];
    let (mut page, mut strange) = page_with_a_strange_phone();
    page.receive(NOON, &say(&mut strange, &newer));
    assert!(page.is_open());
    let (mut phone, mut strange) = phone_with_a_strange_page();
    phone.receive(NOON, &say(&mut strange, &newer));
    assert!(phone.is_open());
}

#[test]
fn every_envelope_comes_back_and_no_cut_of_it_does() {
    let all = [
        request(7),
        update(3),
        Envelope::Reply(Reply {
            id: 7,
            answer: Answer::Synced {
                reset: true,
                version: Version(9),
                changes: vec![],
                more: None,
            },
        }),
        Envelope::Ping { token: 70_000 },
        Envelope::Pong { token: 1 },
        Envelope::Proved,
        Envelope::Kept,
        Envelope::Unlink {
            farewell: Farewell([5; 32]),
        },
    ];
    for envelope in all {
        let bytes = envelope.encode();
        assert_eq!(Envelope::decode(&bytes), Ok(envelope.clone()));
        for end in 0..bytes.len() {
            assert!(Envelope::decode(&bytes[..end]).is_err(), "{envelope:?} cut at {end}");
        }
        let longer = [bytes, vec![0]].concat();
        assert!(Envelope::decode(&longer).is_err(), "{envelope:?} and a byte");
    }
}

proptest! {
    #[test]
    fn random_content_never_panics(content in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Envelope::decode(&content);
        let (mut page, mut strange) = page_with_a_strange_phone();
        page.receive(NOON, &say(&mut strange, &content));
        while page.poll().is_some() {}
        let (mut phone, mut strange) = phone_with_a_strange_page();
        phone.receive(NOON, &say(&mut strange, &content));
        while phone.poll().is_some() {}
    }

    #[test]
    fn changed_envelopes_never_panic(at in 0_usize..40, byte in any::<u8>(), to in 1_u64..) {
        for envelope in [request(1), update(to)] {
            let mut content = envelope.encode();
            let at = at % content.len();
            content[at] = byte;
            let _ = Envelope::decode(&content);
        }
    }

    #[test]
    fn random_payloads_never_panic(payloads in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 0..12)) {
        let (mut page, _) = page_with_a_strange_phone();
        let (mut phone, _) = phone_with_a_strange_page();
        for mut payload in payloads {
            if let Some(kind) = payload.first_mut() {
                *kind %= 6;
            }
            page.receive(NOON, &payload);
            phone.receive(NOON, &payload);
            while page.poll().is_some() {}
            while phone.poll().is_some() {}
        }
    }
}
