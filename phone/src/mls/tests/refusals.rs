use super::people::{alice, alice_and_bob, bob, carol};
use crate::mls::{arrival::Opened, error::MlsError};

#[test]
fn a_replayed_letter_is_refused() {
    let (alice, bob, group) = alice_and_bob();
    let letter = alice.seal(group, "once");
    bob.read(&letter);
    assert!(matches!(bob.open(&letter), Err(MlsError::Replayed(_))));
    bob.read(&alice.seal(group, "next"));
    assert!(matches!(bob.open(&letter), Err(MlsError::Replayed(_))));
}

#[test]
fn a_letter_altered_at_any_byte_is_refused_and_the_true_one_still_opens() {
    let (alice, bob, group) = alice_and_bob();
    let letter = alice.seal(group, "as written");
    for position in 0..letter.len() {
        for bit in [0x01, 0x80] {
            let mut altered = letter.clone();
            altered[position] ^= bit;
            let refused = bob.open(&altered);
            assert!(refused.is_err(), "byte {position} may be altered: {refused:?}");
        }
    }
    assert_eq!(bob.read(&letter).1, "as written");
}

#[test]
fn a_welcome_altered_at_any_byte_is_refused_and_the_true_one_still_opens() {
    let (alice, bob) = (alice(), bob());
    let started = alice.start(&bob.package(), &bob);
    for position in 0..started.welcome.len() {
        let mut altered = started.welcome.clone();
        altered[position] ^= 0x10;
        let refused = bob.open(&altered);
        assert!(refused.is_err(), "byte {position} may be altered: {refused:?}");
    }
    bob.open(&started.welcome).unwrap();
}

#[test]
fn a_blob_cut_or_lengthened_is_refused() {
    let (alice, bob) = (alice(), bob());
    let started = alice.start(&bob.package(), &bob);
    for length in (0..started.welcome.len()).step_by(97) {
        assert!(bob.open(&started.welcome[..length]).is_err(), "welcome cut at {length}");
    }
    bob.open(&started.welcome).unwrap();
    let letter = alice.seal(started.group, "whole");
    for length in 0..letter.len() {
        assert!(bob.open(&letter[..length]).is_err(), "letter cut at {length}");
    }
    let longer = [letter.as_slice(), &[0]].concat();
    assert!(matches!(bob.open(&longer), Err(MlsError::Damaged(_))));
    assert_eq!(bob.read(&letter).1, "whole");
}

#[test]
fn a_length_that_promises_more_than_there_is_takes_no_memory() {
    let bob = bob();
    for kind in [1, 2] {
        // A vector of 2^30 - 1 bytes, says its head.
        let blob = [&[kind][..], &[0, 0x4d, 0xbf, 0xff, 0xff, 0xff], &[0; 64]].concat();
        assert!(matches!(bob.open(&blob), Err(MlsError::Damaged(_))));
        let blob = [&[kind][..], &[0xbf, 0xff, 0xff, 0xff], &[0; 64]].concat();
        assert!(matches!(bob.open(&blob), Err(MlsError::Damaged(_))));
    }
    let long = [&[3][..], &[7; 16], &[0, 0x4d, 0xbf, 0xff, 0xff, 0xff], &[0; 64]].concat();
    for of_many in [&[3, 0, 0][..], &[3; 17], &long] {
        let refused = bob.open(of_many);
        assert!(
            matches!(refused, Err(MlsError::Damaged("no welcome of one member"))),
            "{refused:?}"
        );
    }
    for (kind, why) in [
        (4, "a piece of a blob"),
        (5, "a tree without its welcome"),
        (6, "unknown kind"),
    ] {
        let refused = bob.open(&[kind, 0, 0]);
        assert!(
            matches!(refused, Err(MlsError::Damaged(reason)) if reason == why),
            "{refused:?}"
        );
    }
}

#[test]
fn somebody_elses_mail_opens_nothing() {
    let (alice, bob, group) = alice_and_bob();
    let carol = carol();
    let letter = alice.seal(group, "for bob");
    assert!(matches!(carol.open(&letter), Err(MlsError::UnknownGroup(tag)) if tag == group));
    let started = alice.start(&bob.package(), &bob);
    assert!(matches!(carol.open(&started.welcome), Err(MlsError::NotForUs)));
}

#[test]
fn our_own_letter_sent_back_is_no_letter() {
    let (alice, bob, group) = alice_and_bob();
    let letter = alice.seal(group, "mirror");
    assert!(matches!(alice.open(&letter), Err(MlsError::Own)));
    assert_eq!(bob.read(&letter).1, "mirror");
}

#[test]
fn a_letter_of_one_group_does_not_open_in_another() {
    let (alice, bob, first) = alice_and_bob();
    let second = super::people::joined(&alice, &bob);
    let mut letter = alice.seal(first, "here");
    // Kind, then the length of the group id, then the id itself.
    assert_eq!(letter[2..18], first.0);
    letter[2..18].copy_from_slice(&second.0);
    assert!(matches!(bob.open(&letter), Err(MlsError::Forged(_))));
}

#[test]
fn a_letter_in_a_forgotten_or_unknown_group_is_refused_by_name() {
    let (alice, bob, group) = alice_and_bob();
    let letter = alice.seal(group, "too late");
    bob.with(|mls| mls.forget(group)).unwrap();
    bob.with(|mls| mls.forget(group)).unwrap();
    assert!(!bob.is_in(group) && alice.is_in(group));
    assert!(matches!(bob.open(&letter), Err(MlsError::UnknownGroup(_))));
    let refused = bob.with(|mls| mls.seal(group, b"back"));
    assert!(matches!(refused, Err(MlsError::UnknownGroup(_))));
}

#[test]
fn a_group_with_ourselves_is_refused() {
    let alice = alice();
    let package = alice.package();
    let refused = alice.with(|mls| mls.start(&package, &alice.card));
    assert!(
        matches!(refused, Err(MlsError::Refused("group with ourselves"))),
        "{refused:?}"
    );
}

#[test]
fn an_opened_blob_shows_no_plaintext_in_a_log() {
    let (alice, bob, group) = alice_and_bob();
    let opened = bob.open(&alice.seal(group, "canary")).unwrap();
    let Opened::Letter { plaintext, .. } = &opened else {
        panic!("no letter")
    };
    assert_eq!(plaintext, b"canary");
    let shown = format!("{opened:?}");
    assert!(
        !shown.contains("canary") && !shown.contains(&format!("{:?}", plaintext)),
        "{shown}"
    );
    assert!(shown.contains("6 bytes"), "{shown}");
}
