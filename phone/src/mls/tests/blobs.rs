//! Welcomes into groups of many that no phone makes; and changes that were altered, replayed or sent back.

use openmls::{
    group::{GroupId, MlsGroup},
    prelude::{Extension, ExternalSender},
};
use openmls_traits::OpenMlsProvider as _;
use pillion_wire::id::GroupTag;

use super::{
    crowd::{assert_together, choir, joined, people, tree},
    people::Person,
};
use crate::mls::{
    envelope,
    error::MlsError,
    profile::{GroupName, Profile},
    suite,
};

#[test]
fn a_group_of_many_is_looked_at_before_it_is_joined() {
    let [alice, bob, carol] = people();
    let bobs = bob.package();
    let welcome = |admins: &[&Person], extra: Option<Extension>| {
        alice.with(|mls| {
            let profile = Profile {
                name: GroupName::parse("Trap").unwrap(),
                admins: admins.iter().map(|person| person.identity.key()).collect(),
                picture: None,
            };
            let mut extensions = profile.extensions().unwrap();
            if let Some(extra) = extra {
                extensions.add(extra).unwrap();
            }
            let id = GroupId::from_slice(&[7; 16]);
            let created = suite::created_with(extensions);
            let credential = alice.card.credential();
            let mut group = MlsGroup::new_with_group_id(&mls.provider, mls.identity, &created, id, credential).unwrap();
            let package = mls.checked_package(&bobs, &bob.card).unwrap();
            let welcome = group.add_members(&mls.provider, mls.identity, &[package]).unwrap().1;
            group.delete(mls.provider.storage()).unwrap();
            envelope::encode(&welcome).unwrap()
        })
    };
    let external = ExternalSender::new(
        carol.identity.key().0.as_slice().into(),
        carol.card.credential().credential,
    );
    let refused = bob.open(&welcome(&[&bob], None));
    assert!(
        matches!(refused, Err(MlsError::NotAdmin)),
        "let in by who is no admin: {refused:?}"
    );
    let refused = bob.open(&welcome(&[], None));
    assert!(matches!(refused, Err(MlsError::LastAdmin)), "{refused:?}");
    let refused = bob.open(&welcome(&[&alice, &carol], None));
    assert!(
        matches!(refused, Err(MlsError::Refused("an admin who is no member"))),
        "{refused:?}"
    );
    let refused = bob.open(&welcome(&[&alice], Some(Extension::ExternalSenders(vec![external]))));
    assert!(
        matches!(refused, Err(MlsError::Refused("group with rules of its own"))),
        "{refused:?}"
    );
    assert!(!bob.is_in(GroupTag([7; 16])) && bob.keeps(&bobs));
    joined(bob.open(&welcome(&[&alice], None)).unwrap());
}

#[test]
fn a_change_altered_or_replayed_is_refused() {
    let [alice, bob, carol, dave] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let pending = alice.with(|mls| mls.add(group, &[dave.invitation()])).unwrap();
    for position in (0..pending.commit.len()).step_by(61).chain(0..64) {
        let mut altered = pending.commit.clone();
        altered[position] ^= 0x10;
        assert!(bob.open(&altered).is_err(), "byte {position} may be altered");
    }
    for length in (0..pending.commit.len()).step_by(97) {
        assert!(bob.open(&pending.commit[..length]).is_err(), "cut at {length}");
    }
    let accepted = alice.accept(&pending);
    let welcomes = accepted.welcomes.unwrap();
    let (own, (tree, _)) = (dave.own(&welcomes), tree(&welcomes));
    for position in (0..own.len())
        .step_by(23)
        .filter(|position| !(1..17).contains(position))
    {
        let mut altered = own.clone();
        altered[position] ^= 0x10;
        let joined = dave.join_with(&altered, &tree);
        assert!(joined.is_err(), "byte {position} of the welcome may be altered");
    }
    for position in (0..tree.len()).step_by(61) {
        let mut altered = tree.clone();
        altered[position] ^= 0x10;
        let joined = dave.join_with(&own, &altered);
        assert!(joined.is_err(), "byte {position} of the tree may be altered");
    }
    bob.follow(&pending.commit).unwrap();
    carol.follow(&pending.commit).unwrap();
    dave.join(&welcomes);
    for person in [&bob, &carol, &dave] {
        assert!(matches!(person.open(&pending.commit), Err(MlsError::Replayed(_))));
    }
    let twice = dave.open(&own);
    assert!(matches!(twice, Err(MlsError::NotForUs)), "a welcome twice: {twice:?}");
    assert_together(group, &[&alice, &bob, &carol, &dave]);
}

#[test]
fn our_own_change_sent_back_changes_nothing() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let pending = alice.with(|mls| mls.rename(group, "Mirror")).unwrap();
    assert!(matches!(alice.open(&pending.commit), Err(MlsError::Own)));
    assert_eq!(alice.with(|mls| mls.pending(group)).unwrap(), Some(pending.clone()));
    alice.accept(&pending);
    bob.follow(&pending.commit).unwrap();
    carol.follow(&pending.commit).unwrap();
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_tree_goes_with_its_own_welcome() {
    let [alice, bob, carol] = people();
    let made = |name| {
        let members = [bob.invitation(), carol.invitation()];
        alice.with(|mls| mls.create_group(name, None, &members)).unwrap()
    };
    let (first, second) = (made("First"), made("Second"));
    let (own, (tree, _), (other, _)) = (bob.own(&first.welcomes), tree(&first.welcomes), tree(&second.welcomes));
    let exchanged = bob.join_with(&own, &other);
    assert!(matches!(exchanged, Err(MlsError::Forged(_))), "{exchanged:?}");
    for no_tree in [&[][..], &[5], &tree[..tree.len() - 1], &tree[1..], &own] {
        assert!(bob.join_with(&own, no_tree).is_err());
    }
    // A welcome of the kind that chats of two use has no tree to take from anywhere.
    let bare = bob.open(&[&[1], &own[17..]].concat());
    assert!(bare.is_err(), "{bare:?}");
    // Nothing but a welcome opens with a tree, and a tree opens alone to nothing.
    let letter = alice.seal(first.group, "hi");
    for blob in [&letter, &tree] {
        let refused = bob.join_with(blob, &tree);
        assert!(matches!(refused, Err(MlsError::Damaged(_))), "{refused:?}");
    }
    let alone = bob.open(&tree);
    assert!(
        matches!(alone, Err(MlsError::Damaged("a tree without its welcome"))),
        "{alone:?}"
    );
    let handle = carol.card.handle().as_str().as_bytes();
    assert!(
        !tree.windows(handle.len()).any(|part| part == handle),
        "the relay reads who is in"
    );
    for person in [&bob, &carol] {
        person.join(&first.welcomes);
        person.join(&second.welcomes);
    }
    assert_together(first.group, &[&alice, &bob, &carol]);
    assert_together(second.group, &[&alice, &bob, &carol]);
}

#[test]
fn a_welcome_is_for_one_member_and_opens_for_no_other() {
    let [alice, bob, carol, dave] = people();
    let members = [bob.invitation(), carol.invitation()];
    let founded = alice.with(|mls| mls.create_group("Two doors", None, &members)).unwrap();
    let (whole, _) = tree(&founded.welcomes);
    let (for_bob, for_carol) = (bob.own(&founded.welcomes), carol.own(&founded.welcomes));
    for (person, others) in [(&bob, &for_carol), (&carol, &for_bob), (&dave, &for_bob)] {
        // It is not even kept until a tree comes.
        let refused = person.open(others);
        assert!(matches!(refused, Err(MlsError::NotForUs)), "{refused:?}");
        let refused = person.join_with(others, &whole);
        assert!(matches!(refused, Err(MlsError::NotForUs)), "{refused:?}");
    }
    // The description of the group is the same for all; the secrets are not.
    assert_eq!(for_bob.len(), for_carol.len());
    assert!(for_bob.len() < 3_000, "{} bytes", for_bob.len());
    bob.join(&founded.welcomes);
    carol.join(&founded.welcomes);
    assert_together(founded.group, &[&alice, &bob, &carol]);
}
