use super::people::{alice, alice_and_bob, bob, carol, joined};
use crate::mls::arrival::Opened;

#[test]
fn two_people_talk_both_ways() {
    let (alice, bob, group) = alice_and_bob();
    for round in 0..100 {
        let (there, back) = (format!("there {round}"), format!("back {round}"));
        assert_eq!(bob.read(&alice.seal(group, &there)), ("alice".into(), there));
        assert_eq!(alice.read(&bob.seal(group, &back)), ("bob".into(), back));
    }
}

#[test]
fn a_letter_can_follow_the_welcome_at_once() {
    let (alice, bob) = (alice(), bob());
    let started = alice.start(&bob.package(), &bob);
    let letter = alice.seal(started.group, "hi");
    bob.open(&started.welcome).unwrap();
    assert_eq!(bob.read(&letter).1, "hi");
}

#[test]
fn letters_in_any_order_all_open_once() {
    let (alice, bob, group) = alice_and_bob();
    let letters: Vec<_> = (0..40).map(|n| alice.seal(group, &n.to_string())).collect();
    // 17 and 40 share no divisor: every letter comes up once.
    for step in 0..40 {
        let n = (step * 17 + 5) % 40;
        assert_eq!(bob.read(&letters[n]).1, n.to_string());
    }
    for letter in &letters {
        assert!(bob.open(letter).is_err(), "a letter opened twice");
    }
}

#[test]
fn lost_letters_do_not_stop_those_after_them_and_may_still_come() {
    let (alice, bob, group) = alice_and_bob();
    let letters: Vec<_> = (0..1_000).map(|n| alice.seal(group, &n.to_string())).collect();
    assert_eq!(bob.read(&letters[999]).1, "999");
    assert_eq!(bob.read(&letters[0]).1, "0");
    assert_eq!(bob.read(&letters[500]).1, "500");
}

#[test]
fn both_start_at_once_and_both_groups_work() {
    let (alice, bob) = (alice(), bob());
    let (for_alice, for_bob) = (alice.package(), bob.package());
    let by_alice = alice.start(&for_bob, &bob);
    let by_bob = bob.start(&for_alice, &alice);
    bob.open(&by_alice.welcome).unwrap();
    alice.open(&by_bob.welcome).unwrap();
    for group in [by_alice.group, by_bob.group] {
        assert_eq!(bob.read(&alice.seal(group, "there")).1, "there");
        assert_eq!(alice.read(&bob.seal(group, "back")).1, "back");
    }
}

#[test]
fn three_people_have_three_groups() {
    let (alice, bob, carol) = (alice(), bob(), carol());
    let (ab, bc, ca) = (joined(&alice, &bob), joined(&bob, &carol), joined(&carol, &alice));
    assert_eq!(bob.read(&alice.seal(ab, "1")), ("alice".into(), "1".into()));
    assert_eq!(carol.read(&bob.seal(bc, "2")), ("bob".into(), "2".into()));
    assert_eq!(alice.read(&carol.seal(ca, "3")), ("carol".into(), "3".into()));
    assert!(carol.open(&alice.seal(ab, "not for carol")).is_err());
}

#[test]
fn a_letter_tells_its_group_and_its_exact_bytes() {
    let (alice, bob, group) = alice_and_bob();
    let bytes: Vec<u8> = (0..=255).chain([0, 0, 0]).collect();
    let sealed = alice.with(|mls| mls.seal(group, &bytes)).unwrap();
    let expected = Opened::Letter {
        group,
        from: alice.card.clone(),
        plaintext: bytes,
    };
    assert_eq!(bob.open(&sealed).unwrap(), expected);
    let empty = alice.with(|mls| mls.seal(group, b"")).unwrap();
    assert_eq!(bob.read(&empty).1, "");
}
