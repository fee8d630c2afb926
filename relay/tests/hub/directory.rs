//! Handles and key packages.

use pillion_relay::hub::{input::ConnectionId, rate::Allowance};
use pillion_wire::{
    client_frame::ClientFrame,
    handle::Handle,
    limit::{KEY_PACKAGE_BYTES, KEY_PACKAGES_HELD, PUBLISH_PACKAGES, RECORD_BYTES},
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Person, Stage};

fn claim(handle: &str, record: &[u8]) -> ClientFrame {
    ClientFrame::Claim {
        request: 1,
        handle: Handle::parse(handle).unwrap(),
        record: record.to_vec(),
    }
}

fn look_up(handle: &str) -> ClientFrame {
    ClientFrame::LookUp {
        request: 2,
        handle: Handle::parse(handle).unwrap(),
    }
}

fn publish(packages: &[&[u8]], last_resort: Option<&[u8]>) -> ClientFrame {
    ClientFrame::Publish {
        request: 3,
        packages: packages.iter().map(|p| p.to_vec().into()).collect(),
        last_resort: last_resort.map(|p| p.to_vec().into()),
    }
}

fn take(from: &Person) -> ClientFrame {
    ClientFrame::TakeKeyPackage {
        request: 4,
        account: from.account(),
    }
}

fn published(held: u32) -> RelayFrame {
    RelayFrame::Published { request: 3, held }
}

fn taken(stage: &mut Stage, id: ConnectionId) -> Vec<u8> {
    match stage.take(id).as_slice() {
        [RelayFrame::KeyPackage { package, .. }] => package.clone(),
        other => panic!("no key package but {other:?}"),
    }
}

const CLAIMED: RelayFrame = RelayFrame::Done { request: 1 };

#[test]
fn a_handle_is_claimed_found_and_its_record_updated() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    stage.send(b, &look_up("alice"));
    stage.expect_refused(b, 2, Code::HandleUnknown);
    for record in [b"one", b"two"] {
        stage.send(a, &claim("alice", record));
        stage.expect_frames(a, &[CLAIMED]);
        stage.send(b, &look_up("alice"));
        let entry = RelayFrame::Entry {
            request: 2,
            account: alice.account(),
            record: record.to_vec(),
        };
        stage.expect_frames(b, &[entry]);
    }
}

#[test]
fn a_handle_belongs_to_one_account_and_an_account_has_one() {
    let mut stage = Stage::new();
    let (a, b) = (stage.phone(&Person::new(1)), stage.phone(&Person::new(2)));
    stage.send(a, &claim("alice", b""));
    stage.take(a);
    stage.send(b, &claim("alice", b""));
    stage.expect_refused(b, 1, Code::HandleTaken);
    stage.send(a, &claim("alicia", b""));
    stage.expect_refused(a, 1, Code::HandleFixed);
    stage.send(b, &claim("alicia", b""));
    stage.expect_frames(b, &[CLAIMED]);
}

#[test]
fn a_malformed_handle_or_a_large_record_is_refused() {
    let mut stage = Stage::new();
    let a = stage.phone(&Person::new(1));
    stage.send(a, &claim("alice", &[0; RECORD_BYTES + 1]));
    stage.expect_refused(a, 1, Code::RecordTooLarge);
    stage.send(a, &claim("alice", &[0; RECORD_BYTES]));
    stage.expect_frames(a, &[CLAIMED]);
    let mut bytes = pillion_wire::codec::encode(&look_up("alice"));
    let start = bytes.windows(5).position(|w| w == b"alice").unwrap();
    bytes[start] = b'A';
    stage.send_bytes(a, bytes);
    stage.expect_end(a, Code::Malformed);
}

#[test]
fn look_ups_and_takes_are_limited_for_each_account() {
    let mut stage = Stage::with(|settings| {
        settings.look_ups = Allowance::new(2, 1_000);
        settings.takes = Allowance::new(1, 1_000);
    });
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    for _ in 0..2 {
        stage.send(a, &look_up("nobody"));
        stage.expect_refused(a, 2, Code::HandleUnknown);
    }
    stage.send(a, &look_up("nobody"));
    stage.expect_refused(a, 2, Code::RateLimited);
    stage.send(a, &take(&bob));
    stage.expect_refused(a, 4, Code::NoKeyPackage);
    stage.send(a, &take(&bob));
    stage.expect_refused(a, 4, Code::RateLimited);
    // Coming anew does not help; somebody else is not concerned; waiting helps.
    let a = stage.phone(&alice);
    stage.send(a, &look_up("nobody"));
    stage.expect_refused(a, 2, Code::RateLimited);
    stage.send(b, &look_up("nobody"));
    stage.expect_refused(b, 2, Code::HandleUnknown);
    stage.pass_ms(1_000);
    stage.send(a, &look_up("nobody"));
    stage.expect_refused(a, 2, Code::HandleUnknown);
}

#[test]
fn each_key_package_is_given_out_once_and_then_the_last_resort() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    stage.send(a, &publish(&[b"one", b"two"], Some(b"last")));
    stage.expect_frames(a, &[published(2)]);
    let mut got = Vec::new();
    for _ in 0..4 {
        stage.send(b, &take(&alice));
        got.push(taken(&mut stage, b));
    }
    got[..2].sort();
    assert_eq!(got, [&b"one"[..], b"two", b"last", b"last"]);
    stage.send(a, &publish(&[], Some(b"newer")));
    stage.expect_frames(a, &[published(0)]);
    stage.send(b, &take(&alice));
    assert_eq!(taken(&mut stage, b), b"newer");
}

#[test]
fn a_new_last_resort_takes_the_place_of_all_that_were_held() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    stage.send(b, &publish(&[b"of bob"], None));
    stage.expect_frames(b, &[published(1)]);
    let held: Vec<Vec<u8>> = (0..KEY_PACKAGES_HELD).map(|n| n.to_be_bytes().to_vec()).collect();
    let held: Vec<&[u8]> = held.iter().map(Vec::as_slice).collect();
    for some in held.chunks(PUBLISH_PACKAGES) {
        stage.send(a, &publish(some, None));
        stage.take(a);
    }
    stage.send(a, &publish(&[b"fresh"], Some(b"last")));
    stage.expect_frames(a, &[published(1)]);
    for expected in [&b"fresh"[..], b"last"] {
        stage.send(b, &take(&alice));
        assert_eq!(taken(&mut stage, b), expected);
    }
    stage.send(a, &take(&bob));
    assert_eq!(taken(&mut stage, a), b"of bob");
}

#[test]
fn a_phone_hears_how_many_key_packages_are_left() {
    let mut stage = Stage::new();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (a, b) = (stage.phone(&alice), stage.phone(&bob));
    stage.send(a, &publish(&[b"one", b"two", b"three"], None));
    stage.send(b, &take(&alice));
    stage.disconnect(a);
    let a = stage.connect();
    stage.take_challenge(a);
    stage.hello(a, alice.role(&crate::stage::origin(), a));
    let ready = RelayFrame::Ready {
        now: stage.now,
        key_packages: 2,
    };
    stage.expect_frames(a, &[ready]);
}

#[test]
fn a_package_published_twice_is_held_once() {
    let mut stage = Stage::new();
    let a = stage.phone(&Person::new(1));
    stage.send(a, &publish(&[b"one", b"one"], None));
    stage.expect_frames(a, &[published(1)]);
    stage.send(a, &publish(&[b"one", b"two"], None));
    stage.expect_frames(a, &[published(2)]);
}

#[test]
fn too_large_and_too_many_key_packages_are_refused_whole() {
    let mut stage = Stage::new();
    let a = stage.phone(&Person::new(1));
    let large = vec![0; KEY_PACKAGE_BYTES + 1];
    for frame in [
        publish(&[b"fine", &large], None),
        publish(&[], Some(&large)),
        publish(&[&b"x"[..]; PUBLISH_PACKAGES + 1], None),
    ] {
        stage.send(a, &frame);
        stage.expect_refused(a, 3, Code::RecordTooLarge);
    }
    let all: Vec<Vec<u8>> = (0..=KEY_PACKAGES_HELD).map(|n| n.to_be_bytes().to_vec()).collect();
    let all: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    for some in all[..KEY_PACKAGES_HELD].chunks(PUBLISH_PACKAGES) {
        stage.send(a, &publish(some, None));
        stage.take(a);
    }
    stage.send(a, &publish(&all[KEY_PACKAGES_HELD..], None));
    stage.expect_refused(a, 3, Code::RecordTooLarge);
    stage.send(a, &publish(&[], None));
    stage.expect_frames(a, &[published(u32::try_from(KEY_PACKAGES_HELD).unwrap())]);
}

#[test]
fn an_account_that_never_was_has_no_key_packages() {
    let mut stage = Stage::new();
    let a = stage.phone(&Person::new(1));
    stage.send(a, &take(&Person::new(9)));
    stage.expect_refused(a, 4, Code::MailboxUnknown);
}
