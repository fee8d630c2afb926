//! Changes at the same time, changes while somebody is away, and changes that a crash falls into.

use rusqlite::Connection;

use super::{
    crowd::{Slots, assert_together, choir, names, people, tree},
    people::Person,
};
use crate::mls::{arrival::Opened, error::MlsError, roles::Change};

#[test]
fn of_two_changes_at_once_one_wins_and_the_other_is_made_anew() {
    let [alice, bob, carol, dave, erin] = people();
    let (slots, group) = (Slots::default(), choir(&[&alice, &bob, &carol]));
    alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), true));
    let (for_dave, for_erin) = (dave.invitation(), erin.invitation());
    let by_alice = alice.with(|mls| mls.add(group, &[for_dave])).unwrap();
    let by_bob = bob.with(|mls| mls.add(group, std::slice::from_ref(&for_erin))).unwrap();
    assert_eq!(by_alice.epoch, by_bob.epoch);
    // While both wait the group goes on as it was.
    assert_together(group, &[&alice, &bob, &carol]);
    assert!(slots.take(&by_alice) && !slots.take(&by_bob));
    let accepted = alice.accept(&by_alice);
    bob.drop_pending(&by_bob);
    let added = [Change::Added(dave.card.clone())];
    assert_eq!(bob.follow(&by_alice.commit).unwrap().what, added);
    assert_eq!(carol.follow(&by_alice.commit).unwrap().what, added);
    dave.join(&accepted.welcomes.unwrap());
    let lost = by_bob.welcomes.unwrap();
    let again = bob.with(|mls| mls.add(group, std::slice::from_ref(&for_erin))).unwrap();
    assert!(slots.take(&again) && again.epoch == by_bob.epoch + 1);
    let accepted = bob.accept(&again);
    for person in [&alice, &carol, &dave] {
        person.follow(&again.commit).unwrap();
    }
    erin.join(&accepted.welcomes.unwrap());
    let late = erin.join_with(&erin.own(&lost), &tree(&lost).0);
    assert!(late.is_err(), "the welcome of the change that lost");
    assert_together(group, &[&alice, &bob, &carol, &dave, &erin]);
    for late in [&by_alice.commit, &by_bob.commit] {
        assert!(matches!(carol.open(late), Err(MlsError::Replayed(_))));
    }
}

#[test]
fn the_winner_may_come_before_the_answer_that_we_have_lost() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), true));
    let by_alice = alice.with(|mls| mls.rename(group, "Alice's")).unwrap();
    let by_bob = bob.with(|mls| mls.rename(group, "Bob's")).unwrap();
    bob.accept(&by_bob);
    alice.follow(&by_bob.commit).unwrap();
    carol.follow(&by_bob.commit).unwrap();
    assert!(
        alice.with(|mls| mls.pending(group)).unwrap().is_none(),
        "a change of an epoch that is over"
    );
    let refused = alice.with(|mls| mls.accept_pending(group, by_alice.epoch));
    assert!(matches!(refused, Err(MlsError::NoPending)), "{refused:?}");
    // The next one waits already when the answer to the first comes.
    let again = alice.with(|mls| mls.rename(group, "Alice's, at last")).unwrap();
    alice.drop_pending(&by_alice);
    assert_eq!(alice.with(|mls| mls.pending(group)).unwrap(), Some(again.clone()));
    alice.accept(&again);
    bob.follow(&again.commit).unwrap();
    carol.follow(&again.commit).unwrap();
    assert_eq!(carol.roster(group).name().as_str(), "Alice's, at last");
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn one_change_at_a_time() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let first = alice.with(|mls| mls.rename(group, "One")).unwrap();
    let second = alice.with(|mls| mls.rename(group, "Two"));
    assert!(matches!(second, Err(MlsError::Busy)), "{second:?}");
    assert_eq!(alice.with(|mls| mls.pending(group)).unwrap(), Some(first.clone()));
    let wrong_epoch = alice.with(|mls| mls.accept_pending(group, first.epoch + 1));
    assert!(matches!(wrong_epoch, Err(MlsError::NoPending)), "{wrong_epoch:?}");
    let nothing = bob.with(|mls| mls.accept_pending(group, first.epoch));
    assert!(matches!(nothing, Err(MlsError::NoPending)), "{nothing:?}");
    alice.drop_pending(&first);
    alice.drop_pending(&first);
    let third = alice.with(|mls| mls.rename(group, "Three")).unwrap();
    assert_ne!(third.commit, first.commit);
    let busy = alice.with(|mls| mls.leave(group));
    assert!(matches!(busy, Err(MlsError::LastAdmin | MlsError::Busy)), "{busy:?}");
    alice.accept(&third);
    for person in [&bob, &carol] {
        person.follow(&third.commit).unwrap();
    }
    assert_eq!(bob.roster(group).name().as_str(), "Three");
}

#[test]
fn a_change_that_waits_survives_a_restart_with_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("alice.db");
    let [_, bob, carol] = people();
    let alice = Person::on(Connection::open(&path).unwrap(), "alice", 1);
    let group = choir(&[&alice, &bob]);
    let pending = alice.with(|mls| mls.add(group, &[carol.invitation()])).unwrap();
    drop(alice);
    // The same seed makes the same person again.
    let alice = Person::on(Connection::open(&path).unwrap(), "alice", 1);
    let again = alice.with(|mls| mls.pending(group)).unwrap().unwrap();
    assert_eq!(again, pending);
    assert!(again.welcomes.is_some());
    bob.follow(&again.commit).unwrap();
    let accepted = alice.accept(&again);
    assert_eq!(accepted.welcomes, pending.welcomes);
    carol.join(&accepted.welcomes.unwrap());
    assert!(alice.with(|mls| mls.pending(group)).unwrap().is_none());
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_change_that_is_rolled_back_leaves_nothing() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let transaction = alice.db.unchecked_transaction().unwrap();
    alice.with(|mls| mls.rename(group, "Never")).unwrap();
    transaction.rollback().unwrap();
    assert!(alice.with(|mls| mls.pending(group)).unwrap().is_none());
    let pending = alice.with(|mls| mls.rename(group, "Now")).unwrap();
    let transaction = bob.db.unchecked_transaction().unwrap();
    bob.follow(&pending.commit).unwrap();
    transaction.rollback().unwrap();
    assert_eq!(bob.roster(group).name().as_str(), "Choir");
    let transaction = alice.db.unchecked_transaction().unwrap();
    alice.accept(&pending);
    transaction.rollback().unwrap();
    assert_eq!(alice.with(|mls| mls.pending(group)).unwrap(), Some(pending.clone()));
    alice.accept(&pending);
    for person in [&bob, &carol] {
        person.follow(&pending.commit).unwrap();
    }
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn who_was_away_for_1000_messages_and_20_changes_catches_up() {
    let [alice, bob, carol, dave, erin] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let promotion = alice
        .with(|mls| mls.set_admin(group, bob.identity.key(), true))
        .unwrap();
    alice.accept(&promotion);
    bob.follow(&promotion.commit).unwrap();
    // What waits for Carol, in the order in which the relay took it.
    let mut mailbox = vec![promotion.commit];
    let mut said = Vec::new();
    for round in 0..20 {
        for person in [&alice, &bob] {
            let name = person.card.handle().as_str();
            let texts: Vec<_> = (0..25).map(|n| format!("{round}.{n} of {name}")).collect();
            mailbox.extend(person.seal_all(group, &texts));
            said.extend(texts.into_iter().map(|text| (name.to_owned(), text)));
            // Receipts, for the other's mailbox alone.
            person.seal_all(group, ["read"; 25]);
        }
        let (actor, other) = if round % 2 == 0 { (&alice, &bob) } else { (&bob, &alice) };
        let pending = actor
            .with(|mls| match round {
                5 => mls.add(group, &[dave.invitation(), erin.invitation()]),
                9 => mls.remove(group, &[dave.identity.key()]),
                n if n % 3 == 0 => mls.renew(group),
                n => mls.rename(group, &format!("Round {n}")),
            })
            .unwrap();
        actor.accept(&pending);
        other.follow(&pending.commit).unwrap();
        mailbox.push(pending.commit);
    }
    let (mut heard, mut changes) = (Vec::new(), 0);
    for blob in &mailbox {
        match carol.open(blob).unwrap() {
            Opened::Letter { from, plaintext, .. } => {
                heard.push((from.handle().as_str().to_owned(), String::from_utf8(plaintext).unwrap()));
            }
            Opened::Group { .. } => changes += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((heard, changes), (said, 21));
    assert_eq!(carol.roster(group), alice.roster(group));
    assert_eq!(names(carol.roster(group).members()), ["alice", "bob", "carol", "erin"]);
    assert_eq!(alice.read(&carol.seal(group, "I am back")).1, "I am back");
    for blob in mailbox.iter().rev().take(10) {
        assert!(carol.open(blob).is_err(), "opened twice");
    }
}

#[test]
fn letters_and_changes_that_come_too_early_can_wait() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let late = bob.seal(group, "sealed before the change");
    let first = alice.with(|mls| mls.rename(group, "First")).unwrap();
    alice.accept(&first);
    let second = alice.with(|mls| mls.rename(group, "Second")).unwrap();
    alice.accept(&second);
    let letter = alice.seal(group, "after both");
    for early in [&second.commit, &letter] {
        assert!(matches!(carol.open(early), Err(MlsError::Ahead(_))));
    }
    carol.follow(&first.commit).unwrap();
    carol.follow(&second.commit).unwrap();
    assert_eq!(carol.read(&letter).1, "after both");
    assert_eq!(carol.read(&late).1, "sealed before the change");
    assert_eq!(carol.roster(group).name().as_str(), "Second");
}
