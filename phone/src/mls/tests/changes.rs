//! What a member could send that a group of two does not take, made with OpenMLS itself; and the one change that it takes.

use openmls::{
    group::{GroupId, MlsGroup},
    prelude::{Extension, Extensions, ExternalSender, LeafNodeParameters, MlsMessageOut},
};
use openmls_traits::OpenMlsProvider as _;
use pillion_wire::{handle::Handle, id::GroupTag};

use super::people::{Person, alice, alice_and_bob, bob, carol};
use crate::mls::{arrival::Opened, card::Card, envelope, error::MlsError, pair::Mls, suite};

/// Makes a change with OpenMLS in `person`'s group and seals it for the mailbox.
fn change(person: &Person, group: GroupTag, make: impl FnOnce(&Mls<'_>, &mut MlsGroup) -> MlsMessageOut) -> Vec<u8> {
    person.with(|mls| {
        let mut group = MlsGroup::load(mls.provider.storage(), &GroupId::from_slice(&group.0))
            .unwrap()
            .unwrap();
        let sealed = make(mls, &mut group);
        group.merge_pending_commit(&mls.provider).unwrap();
        envelope::encode(&sealed).unwrap()
    })
}

fn renew(person: &Person, group: GroupTag) -> Vec<u8> {
    change(person, group, |mls, group| {
        group
            .self_update(&mls.provider, mls.identity, LeafNodeParameters::default())
            .unwrap()
            .into_commit()
    })
}

#[test]
fn a_peer_may_renew_its_keys() {
    let (alice, bob, group) = alice_and_bob();
    let late = alice.seal(group, "sent before");
    let commit = renew(&alice, group);
    let letter = alice.seal(group, "sent after");
    assert!(
        matches!(bob.open(&letter), Err(MlsError::Ahead(_))),
        "its keys have not come yet"
    );
    assert_eq!(bob.open(&commit).unwrap(), Opened::Changed { group });
    assert_eq!(bob.read(&letter).1, "sent after");
    assert_eq!(bob.read(&late), ("alice".into(), "sent before".into()));
    assert_eq!(alice.read(&bob.seal(group, "and back")).1, "and back");
    assert!(bob.open(&commit).is_err(), "a renewal twice");
}

#[test]
fn letters_from_too_long_ago_are_refused() {
    let (alice, bob, group) = alice_and_bob();
    let late = alice.seal(group, "six renewals ago");
    for _ in 0..6 {
        let commit = renew(&alice, group);
        bob.open(&commit).unwrap();
    }
    assert!(matches!(bob.open(&late), Err(MlsError::Replayed(_))));
}

#[test]
fn a_third_member_is_refused() {
    let (alice, bob, group) = alice_and_bob();
    let carol = carol();
    let package = carol.package();
    let commit = change(&alice, group, |mls, group| {
        let package = mls.checked_package(&package, &carol.card).unwrap();
        group.add_members(&mls.provider, mls.identity, &[package]).unwrap().0
    });
    assert!(matches!(bob.open(&commit), Err(MlsError::Refused(_))));
    let (alice, bob, group) = alice_and_bob();
    let proposal = change(&alice, group, |mls, group| {
        let package = mls.checked_package(&package, &carol.card).unwrap();
        group
            .propose_add_member(&mls.provider, mls.identity, &package)
            .unwrap()
            .0
    });
    assert!(matches!(bob.open(&proposal), Err(MlsError::Refused(_))));
    assert_eq!(alice.read(&bob.seal(group, "still two")).1, "still two");
}

#[test]
fn throwing_the_other_out_is_refused() {
    let (alice, bob, group) = alice_and_bob();
    let commit = change(&alice, group, |mls, group| {
        let other = group
            .members()
            .find(|member| member.index != group.own_leaf_index())
            .unwrap();
        group
            .remove_members(&mls.provider, mls.identity, &[other.index])
            .unwrap()
            .0
    });
    assert!(matches!(bob.open(&commit), Err(MlsError::Refused(_))));
    bob.seal(group, "still here");
}

#[test]
fn a_new_name_on_old_keys_is_refused() {
    let (alice, bob, group) = alice_and_bob();
    let renamed = Card::issue(&alice.identity, Handle::parse("mallory").unwrap(), alice.card.account());
    let commit = change(&alice, group, |mls, group| {
        let parameters = LeafNodeParameters::builder()
            .with_credential_with_key(renamed.credential())
            .build();
        group
            .self_update(&mls.provider, mls.identity, parameters)
            .unwrap()
            .into_commit()
    });
    assert!(matches!(bob.open(&commit), Err(MlsError::Refused(_))));
}

#[test]
fn a_group_of_three_is_refused_at_the_door() {
    let (alice, bob, carol) = (alice(), bob(), carol());
    let (for_bob, for_carol) = (bob.package(), carol.package());
    let welcome = alice.with(|mls| {
        let packages = [
            mls.checked_package(&for_bob, &bob.card).unwrap(),
            mls.checked_package(&for_carol, &carol.card).unwrap(),
        ];
        let mut group = made(mls, &alice.card, suite::created());
        envelope::encode(&group.add_members(&mls.provider, mls.identity, &packages).unwrap().1).unwrap()
    });
    assert!(matches!(
        bob.open(&welcome),
        Err(MlsError::Refused("group of more than two"))
    ));
    assert!(!bob.is_in(GroupTag([7; 16])), "the refused group is there");
    assert!(bob.keeps(&for_bob), "the refused welcome has used up the package");
}

#[test]
fn a_group_whose_maker_carries_somebody_elses_card_is_refused() {
    let (alice, bob, carol) = (alice(), bob(), carol());
    let package = bob.package();
    // Carol's card, which anybody can look up, on a leaf with Alice's key.
    let welcome = alice.with(|mls| {
        let package = mls.checked_package(&package, &bob.card).unwrap();
        let mut credential = carol.card.credential();
        credential.signature_key = alice.card.credential().signature_key;
        let group_id = GroupId::from_slice(&[7; 16]);
        let created = suite::created();
        let mut group =
            MlsGroup::new_with_group_id(&mls.provider, mls.identity, &created, group_id, credential).unwrap();
        envelope::encode(&group.add_members(&mls.provider, mls.identity, &[package]).unwrap().1).unwrap()
    });
    assert!(matches!(bob.open(&welcome), Err(MlsError::Card(_))));
}

#[test]
fn a_group_with_rules_of_its_own_is_refused() {
    let (alice, bob) = (alice(), bob());
    let package = bob.package();
    let welcome = alice.with(|mls| {
        let package = mls.checked_package(&package, &bob.card).unwrap();
        let stranger = ExternalSender::new(
            alice.identity.key().0.as_slice().into(),
            alice.card.credential().credential,
        );
        let extensions = Extensions::single(Extension::ExternalSenders(vec![stranger])).unwrap();
        let created = suite::created_with(extensions);
        let mut group = made(mls, &alice.card, created);
        envelope::encode(&group.add_members(&mls.provider, mls.identity, &[package]).unwrap().1).unwrap()
    });
    assert!(matches!(
        bob.open(&welcome),
        Err(MlsError::Refused("group with rules of its own"))
    ));
}

fn made(mls: &Mls<'_>, card: &Card, config: openmls::group::MlsGroupCreateConfig) -> MlsGroup {
    let group_id = GroupId::from_slice(&[7; 16]);
    MlsGroup::new_with_group_id(&mls.provider, mls.identity, &config, group_id, card.credential()).unwrap()
}
