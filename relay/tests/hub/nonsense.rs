//! Bytes that no client would send: always a named refusal, never a panic.

use pillion_wire::{
    client_frame::{ClientFrame, Slot},
    codec,
    handle::Handle,
    id::{Farewell, GroupTag, PutId, RendezvousId},
    limit::FRAME_BYTES,
    refusal::Code,
};
use proptest::{collection::vec, prelude::*};

use crate::stage::{Link, Person, Stage, put};

#[test]
fn a_cut_frame_is_malformed() {
    let mut stage = Stage::new();
    let whole = codec::encode(&put(1, &[&Person::new(1)], b"payload"));
    for end in 0..whole.len() {
        let phone = stage.phone(&Person::new(1));
        stage.send_bytes(phone, whole[..end].to_vec());
        stage.expect_end(phone, Code::Malformed);
    }
}

#[test]
fn a_frame_with_something_after_it_is_malformed() {
    let mut stage = Stage::new();
    let page = stage.page();
    let mut bytes = codec::encode(&ClientFrame::Ping { token: 1 });
    bytes.push(0);
    stage.send_bytes(page, bytes);
    stage.expect_end(page, Code::Malformed);
}

#[test]
fn a_large_frame_is_too_large() {
    let mut stage = Stage::new();
    let page = stage.page();
    stage.send_bytes(page, vec![0; FRAME_BYTES + 1]);
    stage.expect_end(page, Code::FrameTooLarge);
    // Also one that would be passed on.
    let link = Link(1);
    let phone = stage.phone_with(&Person::new(1), &link);
    let browser = stage.browser(&link);
    stage.take(phone);
    stage.send(browser, &link.forward(&vec![0; FRAME_BYTES]));
    stage.expect_end(browser, Code::FrameTooLarge);
    assert_eq!(stage.take(phone).len(), 1, "only that it has gone");
}

#[test]
fn a_frame_of_the_future_is_unknown() {
    let mut stage = Stage::new();
    let page = stage.page();
    stage.send_bytes(page, vec![0x82, 0x18, 0x63, 0x80]);
    stage.expect_end(page, Code::UnknownFrame);
}

fn any_frame() -> impl Strategy<Value = ClientFrame> {
    let small = 0_u8..4;
    (
        0_u8..17,
        small.clone(),
        small.clone(),
        any::<u64>(),
        vec(any::<u8>(), 0..40),
    )
        .prop_map(|(kind, a, b, number, payload)| {
            let (link, rendezvous) = (Link(a), RendezvousId([b; 16]));
            let request = u32::from(b);
            let handle = Handle::parse(["ann", "bob", "cat", "dog"][usize::from(a)]).unwrap();
            match kind {
                0 => link.forward(&payload),
                1 => ClientFrame::Ping { token: request },
                2 => ClientFrame::OpenRendezvous { rendezvous },
                3 => ClientFrame::CloseRendezvous { rendezvous },
                4 => ClientFrame::JoinRendezvous { request, rendezvous },
                5 => ClientFrame::Meet {
                    rendezvous,
                    visitor: request,
                    payload,
                },
                6 => put(b, &[&Person::new(a)], &payload),
                7 => ClientFrame::Put {
                    id: PutId([b; 16]),
                    to: vec![Person::new(a).account()],
                    slot: Some(Slot {
                        group: GroupTag([a; 16]),
                        epoch: number,
                    }),
                    payload,
                },
                8 => ClientFrame::Ack { through: number % 8 },
                9 => link.allow(request),
                10 => ClientFrame::RevokeLink {
                    request,
                    link: link.id(),
                    farewell: Farewell([a; 32]),
                },
                11 => ClientFrame::Claim {
                    request,
                    handle,
                    record: payload,
                },
                12 => ClientFrame::LookUp { request, handle },
                13 => ClientFrame::Publish {
                    request,
                    packages: vec![payload.clone().into()],
                    last_resort: Some(payload.into()),
                },
                14 => ClientFrame::TakeKeyPackage {
                    request,
                    account: Person::new(a).account(),
                },
                15 => ClientFrame::Signal {
                    to: vec![Person::new(a).account(), Person::new(b).account()],
                    payload,
                },
                _ => ClientFrame::Ack { through: number },
            }
        })
}

/// What a test does next.
#[derive(Debug, Clone)]
enum Step {
    Phone(u8),
    Browser(u8),
    Page,
    Leave(usize),
    Frame(usize, ClientFrame),
    Bytes(usize, Vec<u8>),
    Pass(u64),
    Slow(bool),
    Restart,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0_u8..4).prop_map(Step::Phone),
        2 => (0_u8..4).prop_map(Step::Browser),
        1 => Just(Step::Page),
        1 => any::<usize>().prop_map(Step::Leave),
        12 => (any::<usize>(), any_frame()).prop_map(|(who, frame)| Step::Frame(who, frame)),
        1 => (any::<usize>(), vec(any::<u8>(), 0..60)).prop_map(|(who, bytes)| Step::Bytes(who, bytes)),
        1 => (0_u64..200_000).prop_map(Step::Pass),
        1 => any::<bool>().prop_map(Step::Slow),
        1 => Just(Step::Restart),
    ]
}

proptest! {
    #[test]
    fn random_bytes_end_a_connection_or_are_ignored(bytes in vec(any::<u8>(), 0..200)) {
        let mut stage = Stage::new();
        let link = Link(1);
        let phone = stage.phone_with(&Person::new(1), &link);
        for id in [phone, stage.browser(&link), stage.page(), stage.connect()] {
            stage.send_bytes(id, bytes.clone());
        }
    }

    #[test]
    fn any_order_of_events_leaves_a_working_relay(steps in vec(any_step(), 0..80)) {
        let mut stage = Stage::new();
        let mut all = vec![stage.page()];
        for step in steps {
            let pick = |n: usize| all[n % all.len()];
            match step {
                Step::Phone(who) => {
                    let id = stage.connect();
                    stage.hello(id, Person::new(who).role(&crate::stage::origin(), id));
                    all.push(id);
                }
                Step::Browser(link) => {
                    let id = stage.connect();
                    stage.hello(id, Link(link).role());
                    all.push(id);
                }
                Step::Page => {
                    let id = stage.connect();
                    stage.hello(id, pillion_wire::client_frame::Role::Page);
                    all.push(id);
                }
                Step::Leave(who) => stage.disconnect(pick(who)),
                Step::Frame(who, frame) => stage.send(pick(who), &frame),
                Step::Bytes(who, bytes) => stage.send_bytes(pick(who), bytes),
                Step::Pass(ms) => stage.pass_ms(ms),
                Step::Slow(is_slow) => {
                    stage.store_is_slow = is_slow;
                    stage.store_answers();
                }
                Step::Restart => {
                    stage.restart();
                    all = vec![stage.page()];
                }
            }
        }
        // Whatever happened: somebody new is served, and a blob arrives once.
        stage.store_is_slow = false;
        stage.store_answers();
        let (ann, zoe) = (Person::new(100), Person::new(101));
        let (from, to) = (stage.phone(&ann), stage.phone(&zoe));
        stage.send(from, &put(250, &[&zoe], b"still here"));
        prop_assert_eq!(stage.take(from).len(), 1);
        prop_assert_eq!(stage.take(to).len(), 1);
    }
}
