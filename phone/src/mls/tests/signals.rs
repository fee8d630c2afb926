//! Signals: what a group's members hear, and what they do not.

use pillion_wire::{id::GroupTag, limit::SIGNAL_BYTES, time::Timestamp};
use rusqlite::Connection;

use super::{
    crowd::{choir, people},
    people::{Person, alice_and_bob, carol, joined},
};
use crate::mls::{
    error::MlsError,
    signal::{CONTENT_BYTES, Heard, Signal},
};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

impl Person {
    fn signal(&self, group: GroupTag, at: Timestamp, content: &[u8]) -> Vec<u8> {
        self.with(|mls| mls.seal_signal(group, at, content)).unwrap()
    }

    fn hear(&self, blob: &[u8], heard: &mut Heard) -> Result<Signal, MlsError> {
        self.with(|mls| mls.open_signal(blob, heard, NOW))
    }
}

/// How often anything was written.
fn written(db: &Connection) -> u64 {
    db.total_changes()
}

#[test]
fn every_other_member_hears_it_and_nothing_is_written() {
    let [alice, bob, dave] = people();
    let group = choir(&[&alice, &bob, &dave]);
    let before = [&alice, &bob, &dave].map(|person| written(&person.db));
    let blob = alice.signal(group, NOW, b"typing");
    for person in [&bob, &dave] {
        let signal = person.hear(&blob, &mut Heard::default()).unwrap();
        assert_eq!((signal.group, signal.content.as_slice()), (group, b"typing".as_slice()));
        assert_eq!(signal.from, alice.card);
    }
    assert!(matches!(alice.hear(&blob, &mut Heard::default()), Err(MlsError::Own)));
    assert_eq!([&alice, &bob, &dave].map(|person| written(&person.db)), before);
    // A letter after it opens as ever: no ratchet has moved.
    let letter = alice.seal(group, "hello");
    assert_eq!(bob.read(&letter).1, "hello");
}

#[test]
fn short_and_long_ones_have_two_lengths_and_fit_the_relay() {
    let (alice, bob, group) = alice_and_bob();
    let lengths: Vec<_> = [0, 1, 162, 163, CONTENT_BYTES]
        .into_iter()
        .map(|length| alice.signal(group, NOW, &vec![1; length]).len())
        .collect();
    assert_eq!(lengths, [293, 293, 293, 1_061, 1_061]);
    let longest = alice.signal(group, NOW, &[1; CONTENT_BYTES]);
    assert!(longest.len() <= SIGNAL_BYTES);
    assert_eq!(
        bob.hear(&longest, &mut Heard::default()).unwrap().content.len(),
        CONTENT_BYTES
    );
    let refused = alice.with(|mls| mls.seal_signal(group, NOW, &[1; CONTENT_BYTES + 1]));
    assert!(matches!(refused, Err(MlsError::TooLarge { .. })), "{refused:?}");
}

#[test]
fn a_signal_altered_at_any_byte_or_cut_anywhere_is_refused() {
    let (alice, bob, group) = alice_and_bob();
    let blob = alice.signal(group, NOW, b"typing");
    let mut heard = Heard::default();
    for position in 0..blob.len() {
        let mut altered = blob.clone();
        altered[position] ^= 1;
        assert!(bob.hear(&altered, &mut heard).is_err(), "byte {position}");
        assert!(bob.hear(&blob[..position], &mut heard).is_err(), "cut at {position}");
    }
    let longer = [blob.as_slice(), &[0]].concat();
    assert!(bob.hear(&longer, &mut heard).is_err());
    assert!(
        bob.hear(&blob, &mut heard).is_ok(),
        "the true one is heard all the same"
    );
}

#[test]
fn a_member_cannot_speak_for_another_one() {
    let [alice, bob, dave] = people();
    let group = choir(&[&alice, &bob, &dave]);
    // Bob knows the key, and says that he is Alice (leaf 0), Dave, or nobody.
    for leaf in [0, 2, 3, u32::MAX] {
        let forged = bob.with(|mls| mls.forge_signal(group, leaf, NOW, |_| {})).unwrap();
        let refused = dave.hear(&forged, &mut Heard::default());
        assert!(refused.is_err(), "leaf {leaf}: {refused:?}");
    }
    let own = bob.with(|mls| mls.forge_signal(group, 1, NOW, |_| {})).unwrap();
    assert_eq!(dave.hear(&own, &mut Heard::default()).unwrap().content, b"hi");
    // Another word, another time, another leaf under the same signature; and what has no form.
    let changes: [fn(&mut Vec<u8>); 7] = [
        |said| said[79] = b'o',
        |said| said[11] ^= 1,
        |said| said[20] ^= 1,
        |said| said[77] = 1,
        |said| said[76] = 0xff,
        |said| said[239] = 1,
        |said| said.push(0),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let forged = bob.with(|mls| mls.forge_signal(group, 1, NOW, change)).unwrap();
        assert!(dave.hear(&forged, &mut Heard::default()).is_err(), "change {number}");
    }
}

#[test]
fn what_was_heard_is_not_heard_again_and_time_only_grows() {
    let (alice, bob, group) = alice_and_bob();
    let mut heard = Heard::default();
    let (one, two) = (
        alice.signal(group, NOW, b"one"),
        alice.signal(group, NOW.after_ms(1), b"two"),
    );
    let twin = alice.signal(group, NOW.after_ms(1), b"twin");
    assert!(bob.hear(&two, &mut heard).is_ok());
    for blob in [&one, &two, &twin] {
        assert!(matches!(bob.hear(blob, &mut heard), Err(MlsError::Replayed(_))));
    }
    // After a restart nothing is known, but what is old stays unheard.
    let old = alice.signal(group, Timestamp(NOW.0 - 601_000), b"old");
    let early = alice.signal(group, NOW.after_ms(601_000), b"early");
    for blob in [&old, &early] {
        assert!(matches!(
            bob.hear(blob, &mut Heard::default()),
            Err(MlsError::Replayed(_))
        ));
    }
}

#[test]
fn another_group_and_another_epoch_hear_nothing() {
    let (alice, bob, group) = alice_and_bob();
    let carol = carol();
    let other = joined(&alice, &carol);
    let blob = alice.signal(group, NOW, b"typing");
    let mut moved = blob.clone();
    moved[1..17].copy_from_slice(&other.0);
    assert!(carol.hear(&moved, &mut Heard::default()).is_err());
    let refused = carol.hear(&blob, &mut Heard::default());
    assert!(matches!(refused, Err(MlsError::UnknownGroup(_))), "{refused:?}");
    let [erin, frank, grace] = people();
    let group = choir(&[&erin, &frank, &grace]);
    let blob = erin.signal(group, NOW, b"typing");
    let renewed = frank.with(|mls| mls.renew(group)).unwrap();
    frank.with(|mls| mls.accept_pending(group, renewed.epoch)).unwrap();
    let refused = frank.hear(&blob, &mut Heard::default());
    assert!(matches!(refused, Err(MlsError::Replayed(_))), "{refused:?}");
    assert!(
        grace.hear(&blob, &mut Heard::default()).is_ok(),
        "still in the epoch of it"
    );
    assert!(
        bob.hear(&frank.signal(group, NOW, b"hi"), &mut Heard::default())
            .is_err()
    );
}

#[test]
fn a_removed_member_is_not_heard() {
    let [alice, bob, dave] = people();
    let group = choir(&[&alice, &bob, &dave]);
    let late = bob.signal(group, NOW, b"typing");
    let removal = alice.with(|mls| mls.remove(group, &[bob.card.identity()])).unwrap();
    alice.with(|mls| mls.accept_pending(group, removal.epoch)).unwrap();
    dave.open(&removal.commit).unwrap();
    assert!(dave.hear(&late, &mut Heard::default()).is_err());
    // The key of the new epoch is not his.
    let forged = dave.with(|mls| mls.forge_signal(group, 1, NOW, |_| {})).unwrap();
    assert!(matches!(
        alice.hear(&forged, &mut Heard::default()),
        Err(MlsError::NoSuchMember)
    ));
}
