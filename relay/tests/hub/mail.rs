//! Blobs when the store is slow, full, or old.

use pillion_relay::{
    hub::settings::JOBS_HIGH,
    store::{memory::Memory, quotas::Quotas},
};
use pillion_wire::{client_frame::ClientFrame, id::PutId, refusal::Code, relay_frame::RelayFrame, time::Timestamp};

use crate::stage::{Person, Stage, put};

const HOUR_MS: u64 = 60 * 60 * 1_000;

fn stored(id: u8) -> RelayFrame {
    RelayFrame::Stored { id: PutId([id; 16]) }
}

fn delivery(seq: u64, id: u8, at: Timestamp, payload: &[u8]) -> RelayFrame {
    RelayFrame::Deliver {
        seq,
        id: PutId([id; 16]),
        at,
        payload: payload.to_vec(),
    }
}

#[test]
fn nothing_is_answered_or_delivered_before_it_is_stored() {
    let mut stage = Stage::new();
    let bob = Person::new(2);
    let (from, to) = (stage.phone(&Person::new(1)), stage.phone(&bob));
    stage.store_is_slow = true;
    stage.send(from, &put(1, &[&bob], b"x"));
    let at = stage.now;
    stage.pass_ms(500);
    stage.expect_nothing(from);
    stage.expect_nothing(to);
    stage.store_answers();
    stage.expect_frames(from, &[stored(1)]);
    stage.expect_frames(to, &[delivery(1, 1, at, b"x")]);
}

#[test]
fn a_full_disk_is_never_answered_stored_and_the_put_works_later() {
    let mut stage = Stage::new();
    let bob = Person::new(2);
    let (from, to) = (stage.phone(&Person::new(1)), stage.phone(&bob));
    stage.store.set_full(true);
    stage.send(from, &put(1, &[&bob], b"x"));
    stage.expect_put_refused(from, 1, Code::Storage);
    stage.expect_nothing(to);
    stage.store.set_full(false);
    stage.send(from, &put(1, &[&bob], b"x"));
    stage.expect_frames(from, &[stored(1)]);
    assert_eq!(stage.take(to).len(), 1);
}

#[test]
fn a_put_whose_sender_has_left_is_delivered() {
    let mut stage = Stage::new();
    let bob = Person::new(2);
    let (from, to) = (stage.phone(&Person::new(1)), stage.phone(&bob));
    stage.store_is_slow = true;
    stage.send(from, &put(1, &[&bob], b"x"));
    stage.disconnect(from);
    stage.store_is_slow = false;
    stage.store_answers();
    assert_eq!(stage.take(to).len(), 1);
}

#[test]
fn a_phone_that_comes_while_a_put_is_stored_gets_it_once() {
    for put_is_first in [true, false] {
        let mut stage = Stage::new();
        let bob = Person::new(2);
        let to = stage.phone(&bob);
        stage.disconnect(to);
        let from = stage.phone(&Person::new(1));
        stage.store_is_slow = true;
        let frame = put(1, &[&bob], b"x");
        if put_is_first {
            stage.send(from, &frame);
        }
        let to = stage.connect();
        stage.take_challenge(to);
        stage.hello(to, bob.role(&crate::stage::origin(), to));
        if !put_is_first {
            stage.send(from, &frame);
        }
        stage.store_is_slow = false;
        stage.store_answers();
        let frames = stage.take(to);
        assert!(
            matches!(
                frames.as_slice(),
                [RelayFrame::Ready { .. }, RelayFrame::Deliver { seq: 1, .. }]
            ),
            "{frames:?}"
        );
    }
}

#[test]
fn an_ack_that_crosses_the_reading_of_the_mailbox_loses_nothing() {
    let mut stage = Stage::new();
    let bob = Person::new(2);
    let (from, to) = (stage.phone(&Person::new(1)), stage.phone(&bob));
    stage.send(from, &put(1, &[&bob], b"one"));
    stage.disconnect(to);
    stage.take(from);
    let to = stage.connect();
    stage.take_challenge(to);
    // Bob's phone has the first blob from its earlier connection and says so at once; another one comes.
    stage.store_is_slow = true;
    stage.hello(to, bob.role(&crate::stage::origin(), to));
    stage.store_answers();
    assert!(matches!(stage.take(to).as_slice(), [RelayFrame::Ready { .. }]));
    stage.send(to, &ClientFrame::Ack { through: 1 });
    stage.send(from, &put(2, &[&bob], b"two"));
    stage.store_is_slow = false;
    stage.store_answers();
    let at = stage.now;
    stage.expect_frames(to, &[delivery(2, 2, at, b"two")]);
}

#[test]
fn a_sender_that_outruns_the_disk_is_paused_until_it_has_caught_up() {
    let mut stage = Stage::new();
    let bob = Person::new(2);
    let (from, to) = (stage.phone(&Person::new(1)), stage.phone(&bob));
    stage.store_is_slow = true;
    for id in 0..u8::try_from(JOBS_HIGH).unwrap() {
        assert!(stage.paused.is_empty());
        stage.send(from, &put(id, &[&bob], b"x"));
    }
    assert_eq!(stage.paused, [from]);
    // What was on its way when the driver was told is not lost.
    stage.send(from, &put(200, &[&bob], b"x"));
    stage.store_is_slow = false;
    stage.store_answers();
    assert!(stage.paused.is_empty());
    assert_eq!(stage.take(from).len(), JOBS_HIGH + 1);
    assert_eq!(stage.take(to).len(), 64, "and one waits for an ack");
    stage.send(to, &ClientFrame::Ack { through: 1 });
    assert_eq!(stage.take(to).len(), 1);
}

#[test]
fn a_blob_that_is_too_old_is_forgotten_and_makes_room() {
    let quotas = Quotas {
        blobs: 1,
        age_ms: HOUR_MS,
        ..Quotas::default()
    };
    let mut stage = Stage::over(Memory::new(quotas), |_| {});
    let bob = Person::new(2);
    let to = stage.phone(&bob);
    stage.disconnect(to);
    let from = stage.phone(&Person::new(1));
    stage.send(from, &put(1, &[&bob], b"canary"));
    stage.expect_frames(from, &[stored(1)]);
    stage.pass_ms(HOUR_MS / 2);
    stage.send(from, &put(2, &[&bob], b"x"));
    stage.expect_put_refused(from, 2, Code::MailboxFull);
    stage.pass_ms(HOUR_MS);
    assert!(
        !stage.store.contents().any(|(_, row)| row == b"canary"),
        "the blob is gone"
    );
    stage.send(from, &put(2, &[&bob], b"x"));
    stage.expect_frames(from, &[stored(2)]);
    let to = stage.phone(&bob);
    let frames = stage.take(to);
    assert!(
        matches!(frames.as_slice(), [RelayFrame::Deliver { seq: 2, .. }]),
        "{frames:?}"
    );
}

#[test]
fn a_blob_for_many_is_kept_until_the_last_one_has_it() {
    let mut stage = Stage::new();
    let (bob, carol) = (Person::new(2), Person::new(3));
    let (b, c) = (stage.phone(&bob), stage.phone(&carol));
    let from = stage.phone(&Person::new(1));
    stage.send(from, &put(1, &[&bob, &carol], b"canary"));
    let is_held = |stage: &Stage| stage.store.contents().any(|(_, row)| row == b"canary");
    stage.send(b, &ClientFrame::Ack { through: 1 });
    assert!(is_held(&stage));
    stage.send(c, &ClientFrame::Ack { through: 1 });
    assert!(!is_held(&stage));
}

#[test]
fn what_is_kept_does_not_say_who_sent_it() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let from = stage.phone(&alice);
    let to = stage.phone(&bob);
    stage.disconnect(to);
    let before = stage.store.contents().count();
    stage.send(from, &put(1, &[&bob], b"x"));
    assert!(stage.store.contents().count() > before);
    let account = alice.account().0;
    let holds = |bytes: &[u8]| bytes.windows(32).any(|part| part == account);
    let named = stage
        .store
        .contents()
        .filter(|(key, row)| holds(key) || holds(row))
        .count();
    assert_eq!(named, 1, "only the sender's own account row names it");
}
