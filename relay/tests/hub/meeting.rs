//! Meeting points: pages that show a code, phones that scanned it, and strangers.

use pillion_relay::hub::{input::ConnectionId, rate::Allowance};
use pillion_wire::{
    client_frame::ClientFrame,
    id::RendezvousId,
    limit::{RENDEZVOUS_MS, RENDEZVOUS_OPEN, RENDEZVOUS_VISITORS},
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Person, Stage};

const HERE: RendezvousId = RendezvousId([1; 16]);

fn open(stage: &mut Stage, page: ConnectionId, rendezvous: RendezvousId) {
    stage.send(page, &ClientFrame::OpenRendezvous { rendezvous });
    stage.expect_frames(page, &[RelayFrame::RendezvousOpen { rendezvous }]);
}

fn join(rendezvous: RendezvousId) -> ClientFrame {
    ClientFrame::JoinRendezvous { request: 3, rendezvous }
}

const JOINED: RelayFrame = RelayFrame::Done { request: 3 };

fn up(visitor: u32, payload: &[u8]) -> ClientFrame {
    ClientFrame::Meet {
        rendezvous: HERE,
        visitor,
        payload: payload.to_vec(),
    }
}

fn down(visitor: u32, payload: &[u8]) -> RelayFrame {
    RelayFrame::Meet {
        rendezvous: HERE,
        visitor,
        payload: payload.to_vec(),
    }
}

fn gone(visitor: Option<u32>) -> RelayFrame {
    RelayFrame::RendezvousGone {
        rendezvous: HERE,
        visitor,
    }
}

#[test]
fn a_page_and_its_visitors_talk_and_visitors_do_not_hear_one_another() {
    let mut stage = Stage::new();
    let page = stage.page();
    let (alice, stranger) = (stage.phone(&Person::new(1)), stage.phone(&Person::new(2)));
    open(&mut stage, page, HERE);
    for phone in [stranger, alice] {
        stage.send(phone, &join(HERE));
        stage.expect_frames(phone, &[JOINED]);
    }
    stage.send(alice, &up(0, b"hello"));
    stage.expect_frames(page, &[down(2, b"hello")]);
    stage.expect_nothing(stranger);
    stage.send(page, &up(2, b"welcome"));
    stage.expect_frames(alice, &[down(2, b"welcome")]);
    stage.expect_nothing(stranger);
    // A phone cannot speak as another visitor.
    stage.send(stranger, &up(2, b"me"));
    stage.expect_frames(page, &[down(1, b"me")]);
    stage.disconnect(stranger);
    stage.expect_frames(page, &[gone(Some(1))]);
    stage.disconnect(page);
    stage.expect_frames(alice, &[gone(None)]);
    stage.send(alice, &up(0, b"still there?"));
    stage.expect_frames(alice, &[gone(None)]);
}

#[test]
fn a_code_that_is_unknown_closed_or_of_another_relay_is_refused() {
    let mut stage = Stage::new();
    let (page, phone) = (stage.page(), stage.phone(&Person::new(1)));
    stage.send(phone, &join(HERE));
    stage.expect_refused(phone, 3, Code::RendezvousUnknown);
    open(&mut stage, page, HERE);
    stage.send(page, &ClientFrame::CloseRendezvous { rendezvous: HERE });
    stage.expect_nothing(page);
    stage.send(phone, &join(HERE));
    stage.expect_refused(phone, 3, Code::RendezvousUnknown);
}

#[test]
fn a_code_expires() {
    let mut stage = Stage::new();
    let (page, phone) = (stage.page(), stage.phone(&Person::new(1)));
    open(&mut stage, page, HERE);
    stage.pass_ms(RENDEZVOUS_MS - 1);
    stage.expect_nothing(page);
    stage.pass_ms(1);
    stage.expect_frames(page, &[gone(None)]);
    stage.send(phone, &join(HERE));
    stage.expect_refused(phone, 3, Code::RendezvousUnknown);
}

#[test]
fn a_meeting_outlives_its_code_while_somebody_compares_and_confirms() {
    let mut stage = Stage::new();
    let (page, phone) = (stage.page(), stage.phone(&Person::new(1)));
    let late = stage.phone(&Person::new(2));
    open(&mut stage, page, HERE);
    stage.pass_ms(RENDEZVOUS_MS - 1);
    stage.send(phone, &join(HERE));
    stage.expect_frames(phone, &[JOINED]);
    stage.pass_ms(1);
    stage.send(late, &join(HERE));
    stage.expect_refused(late, 3, Code::RendezvousUnknown);
    stage.send(phone, &up(0, b"confirmed"));
    stage.expect_frames(page, &[down(1, b"confirmed")]);
    stage.pass_ms(RENDEZVOUS_MS);
    stage.expect_frames(page, &[gone(None)]);
    stage.expect_frames(phone, &[gone(None)]);
}

#[test]
fn an_id_is_used_by_one_page() {
    let mut stage = Stage::new();
    let (page, thief) = (stage.page(), stage.page());
    open(&mut stage, page, HERE);
    stage.send(thief, &ClientFrame::OpenRendezvous { rendezvous: HERE });
    stage.expect_end(thief, Code::RendezvousTaken);
    stage.expect_nothing(page);
    let other = stage.page();
    stage.send(other, &ClientFrame::CloseRendezvous { rendezvous: HERE });
    stage.send(other, &up(1, b"x"));
    stage.expect_frames(other, &[gone(None)]);
    let phone = stage.phone(&Person::new(1));
    stage.send(phone, &join(HERE));
    stage.expect_frames(phone, &[JOINED]);
}

#[test]
fn a_page_has_few_codes_at_a_time() {
    let mut stage = Stage::new();
    let page = stage.page();
    for n in 0..RENDEZVOUS_OPEN {
        open(&mut stage, page, RendezvousId([u8::try_from(n).unwrap(); 16]));
    }
    let rendezvous = RendezvousId([99; 16]);
    stage.send(page, &ClientFrame::OpenRendezvous { rendezvous });
    stage.expect_end(page, Code::RendezvousFull);
}

#[test]
fn a_meeting_has_few_visitors_and_one_who_joins_twice_is_one() {
    let mut stage = Stage::new();
    let page = stage.page();
    open(&mut stage, page, HERE);
    let phones: Vec<_> = (0..=RENDEZVOUS_VISITORS)
        .map(|n| stage.phone(&Person::new(u8::try_from(n).unwrap() + 1)))
        .collect();
    for phone in &phones[..RENDEZVOUS_VISITORS] {
        for _ in 0..2 {
            stage.send(*phone, &join(HERE));
            stage.expect_frames(*phone, &[JOINED]);
        }
    }
    let last = phones[RENDEZVOUS_VISITORS];
    stage.send(last, &join(HERE));
    stage.expect_refused(last, 3, Code::RendezvousFull);
    stage.send(phones[0], &ClientFrame::CloseRendezvous { rendezvous: HERE });
    stage.expect_frames(page, &[gone(Some(1))]);
    stage.send(last, &join(HERE));
    stage.expect_frames(last, &[JOINED]);
    stage.send(page, &up(1, b"to who has left"));
    stage.expect_frames(page, &[gone(Some(1))]);
}

#[test]
fn meeting_points_and_messages_are_limited_in_rate() {
    let mut stage = Stage::with(|settings| {
        settings.meetings = Allowance::new(2, 1_000);
        settings.meets = Allowance::new(2, 1_000);
    });
    let (page, phone) = (stage.page(), stage.phone(&Person::new(1)));
    open(&mut stage, page, HERE);
    for _ in 0..2 {
        stage.send(phone, &join(HERE));
        stage.expect_frames(phone, &[JOINED]);
        stage.send(phone, &up(0, b"x"));
    }
    stage.send(phone, &join(HERE));
    stage.expect_refused(phone, 3, Code::RateLimited);
    stage.send(phone, &up(0, b"x"));
    stage.expect_end(phone, Code::RateLimited);
    let again = RendezvousId([2; 16]);
    stage.take(page);
    open(&mut stage, page, again);
    let rendezvous = RendezvousId([3; 16]);
    stage.send(page, &ClientFrame::OpenRendezvous { rendezvous });
    stage.expect_end(page, Code::RateLimited);
}
