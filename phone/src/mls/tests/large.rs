//! A group of 256: what its blobs weigh.

use pillion_wire::{
    handle::Handle,
    limit::{PAYLOAD_BYTES, PUT_RECIPIENTS},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

use super::crowd::people;
use crate::mls::{card::Card, error::MlsError, identity::Identity, mailbox::MailboxKey, pair::Mls, roster::MEMBERS};

#[test]
fn in_a_group_of_256_welcomes_and_some_commits_are_too_large_for_a_frame() {
    let [alice, bob] = people();
    let mut members: Vec<_> = (0..254).map(|n| extra(&alice, n)).collect();
    members.push(bob.invitation());
    let started = alice.with(|mls| mls.create_group("Village", &members)).unwrap();
    let group = started.group;
    // A tree of 256 leaves of about 1.5 kB, and as much again in secrets, one for each new member.
    let bytes = started.welcome.len();
    assert!((500_000..900_000).contains(&bytes), "{bytes}");
    assert!(bytes > PAYLOAD_BYTES, "the app must send it as a blob");
    let (roster, _) = bob.join(&started.welcome);
    assert_eq!(roster.members().count(), 256);
    let letter = bob.seal(group, "hello, village");
    assert_eq!(letter.len(), 315, "a letter weighs what it does in a group of two");
    assert_eq!(alice.read(&letter).1, "hello, village");

    // Nobody but the founder has renewed keys yet, so a commit seals its secrets to nearly every leaf on its own.
    let large = bob.with(|mls| mls.renew(group)).unwrap();
    let bytes = large.commit.len();
    assert!((PAYLOAD_BYTES..400_000).contains(&bytes), "{bytes}");
    bob.accept(&large);
    alice.follow(&large.commit).unwrap();
    let removal = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    assert!(bob.follow(&removal.commit).unwrap().out);
}

#[test]
fn a_commit_reaches_all_members_with_one_put() {
    assert_eq!((MEMBERS, PUT_RECIPIENTS), (1_024, 1_024));
    assert!(matches!(
        MlsError::Full {
            got: 1_025,
            limit: MEMBERS
        }
        .to_string()
        .as_str(),
        "group too large: 1025 members, limit 1024"
    ));
}

/// Somebody who is only in the tree: a card and a key package, made on a database that lies around.
fn extra(alice: &super::people::Person, n: u64) -> (Vec<u8>, Card) {
    let mut random = ChaCha20Rng::seed_from_u64(1_000 + n);
    let identity = Identity::generate(&mut random);
    let account = MailboxKey::generate(&mut random).account();
    let card = Card::issue(&identity, Handle::parse(&format!("villager{n}")).unwrap(), account);
    let package = Mls::new(&alice.db, &identity, &card, &mut random)
        .unwrap()
        .key_packages(1)
        .unwrap()
        .remove(0);
    (package, card)
}
