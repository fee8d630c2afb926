//! Commits that no phone makes, made with OpenMLS itself by a member that has been tampered with. Each is refused by name, and
//! the group is as it was.

use openmls::schedule::PreSharedKeyId;
use openmls::{
    group::{CommitBuilder, Initial, MlsGroup},
    prelude::{
        Capabilities, Extension, ExtensionType, Extensions, ExternalSender, KeyPackage, LeafNodeIndex,
        LeafNodeParameters, PreSharedKeyProposal, Proposal, RequiredCapabilitiesExtension, UnknownExtension,
    },
};
use openmls_traits::OpenMlsProvider as _;
use pillion_wire::{handle::Handle, id::GroupTag};

use super::{
    crowd::{assert_together, choir, loaded, people},
    people::Person,
};
use crate::mls::{
    card::Card,
    envelope,
    error::MlsError,
    profile::{EXTENSION, GroupName, Profile},
    roster::Roster,
    suite,
};

/// Alice, the admin, and Bob and Carol, who are none.
fn trio() -> ([Person; 3], GroupTag) {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    ([alice, bob, carol], group)
}

fn leaf(roster: &Roster, person: &Person) -> LeafNodeIndex {
    LeafNodeIndex::new(roster.leaf(person.identity.key()).unwrap())
}

fn key_package(reader: &Person, of: &Person) -> KeyPackage {
    let package = of.package();
    reader.with(|mls| mls.checked_package(&package, &of.card)).unwrap()
}

/// A commit that gives the group this profile.
fn with_profile<'a>(
    builder: CommitBuilder<'a, Initial>,
    roster: &Roster,
    change: impl FnOnce(&mut Profile),
) -> CommitBuilder<'a, Initial> {
    let mut profile = roster.profile.clone();
    change(&mut profile);
    builder
        .propose_group_context_extensions(profile.extensions().unwrap())
        .unwrap()
}

fn assert_refused(by: &[&Person], commit: &[u8], is_expected: impl Fn(&MlsError) -> bool) {
    for person in by {
        let refused = person.open(commit).unwrap_err();
        assert!(is_expected(&refused), "{refused:?}");
    }
}

#[test]
fn who_is_no_admin_changes_nothing() {
    let ([alice, bob, carol], group) = trio();
    let [_, _, _, dave] = people();
    let package = key_package(&bob, &dave);
    let commits = [
        bob.rogue(group, |builder, _| builder.propose_adds([package])),
        bob.rogue(group, |builder, roster| {
            builder.propose_removals([leaf(roster, &carol)])
        }),
        bob.rogue(group, |builder, roster| {
            builder.propose_removals([leaf(roster, &alice)])
        }),
        bob.rogue(group, |builder, roster| {
            with_profile(builder, roster, |profile| {
                profile.name = GroupName::parse("Bob's").unwrap()
            })
        }),
        bob.rogue(group, |builder, roster| {
            with_profile(builder, roster, |profile| profile.admins.extend([bob.identity.key()]))
        }),
        bob.rogue(group, |builder, roster| {
            with_profile(builder, roster, |profile| profile.admins = [bob.identity.key()].into())
        }),
        bob.rogue(group, |builder, roster| {
            with_profile(builder, roster, |profile| profile.picture = Some(vec![1]))
        }),
        // Not even a change that changes nothing.
        bob.rogue(group, |builder, roster| with_profile(builder, roster, |_| {})),
    ];
    for commit in commits {
        assert_refused(&[&alice, &carol], &commit, |error| matches!(error, MlsError::NotAdmin));
    }
    let by_the_book = [
        bob.with(|mls| mls.add(group, &[dave.invitation()])),
        bob.with(|mls| mls.remove(group, &[carol.identity.key()])),
        bob.with(|mls| mls.rename(group, "Bob's")),
        bob.with(|mls| mls.set_admin(group, bob.identity.key(), true)),
        bob.with(|mls| mls.set_picture(group, Some(b"x".to_vec()))),
    ];
    for refused in by_the_book {
        assert!(matches!(refused, Err(MlsError::NotAdmin)), "{refused:?}");
    }
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn who_was_an_admin_changes_nothing_any_more() {
    let ([alice, bob, carol], group) = trio();
    alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), true));
    alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), false));
    let commit = bob.rogue(group, |builder, roster| {
        builder.propose_removals([leaf(roster, &alice)])
    });
    assert_refused(&[&alice, &carol], &commit, |error| matches!(error, MlsError::NotAdmin));
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_group_is_not_left_without_an_admin() {
    let ([alice, bob, carol], group) = trio();
    let none = alice.rogue(group, |builder, roster| {
        with_profile(builder, roster, |profile| profile.admins.clear())
    });
    assert_refused(&[&bob, &carol], &none, |error| matches!(error, MlsError::LastAdmin));
    let wish = alice.with(|mls| {
        let mut group = loaded(mls, group);
        let ourselves = group.own_leaf_index();
        let (wish, _) = group
            .propose_remove_member(&mls.provider, mls.identity, ourselves)
            .unwrap();
        group.clear_pending_proposals(mls.provider.storage()).unwrap();
        envelope::encode(&wish).unwrap()
    });
    assert_refused(&[&bob, &carol], &wish, |error| matches!(error, MlsError::LastAdmin));
    assert_eq!(bob.with(|mls| mls.leaving(group)).unwrap(), []);
    // A stranger as admin, and an admin who is removed but stays in the list.
    let [_, _, _, dave] = people();
    let stranger = alice.rogue(group, |builder, roster| {
        with_profile(builder, roster, |profile| profile.admins = [dave.identity.key()].into())
    });
    assert_refused(&[&bob, &carol], &stranger, |error| {
        matches!(error, MlsError::Refused("an admin who is no member"))
    });
    alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), true));
    let ghost = alice.rogue(group, |builder, roster| builder.propose_removals([leaf(roster, &bob)]));
    for person in [&bob, &carol] {
        assert_refused(&[person], &ghost, |error| {
            matches!(error, MlsError::Refused("an admin who is no member"))
        });
    }
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn only_a_wish_to_leave_stands_alone() {
    let ([alice, bob, carol], group) = trio();
    let [_, _, _, dave] = people();
    let package = key_package(&bob, &dave);
    let propose = |make: &dyn Fn(&crate::mls::pair::Mls<'_>, &mut MlsGroup) -> openmls::prelude::MlsMessageOut| {
        bob.with(|mls| {
            let mut group = loaded(mls, group);
            let proposal = make(mls, &mut group);
            group.clear_pending_proposals(mls.provider.storage()).unwrap();
            envelope::encode(&proposal).unwrap()
        })
    };
    let carols = leaf(&bob.roster(group), &carol);
    let proposals = [
        propose(&|mls, group| {
            group
                .propose_remove_member(&mls.provider, mls.identity, carols)
                .unwrap()
                .0
        }),
        propose(&|mls, group| {
            group
                .propose_add_member(&mls.provider, mls.identity, &package)
                .unwrap()
                .0
        }),
        propose(&|mls, group| {
            let parameters = LeafNodeParameters::default();
            group
                .propose_self_update(&mls.provider, mls.identity, parameters)
                .unwrap()
                .0
        }),
    ];
    for proposal in proposals {
        assert_refused(&[&alice, &carol], &proposal, |error| {
            matches!(error, MlsError::Refused("proposal without a commit"))
        });
    }
    assert_eq!(alice.with(|mls| mls.leaving(group)).unwrap(), []);
}

#[test]
fn a_commit_carries_its_proposals_itself() {
    let ([alice, bob, carol], group) = trio();
    // Bob's update, seen by Alice and Carol's OpenMLS alike, and committed by reference.
    let update = bob.with(|mls| {
        let mut group = loaded(mls, group);
        let parameters = LeafNodeParameters::default();
        let (update, _) = group
            .propose_self_update(&mls.provider, mls.identity, parameters)
            .unwrap();
        group.clear_pending_proposals(mls.provider.storage()).unwrap();
        update
    });
    let take = |person: &Person| {
        let blob = envelope::encode(&update).unwrap();
        person.with(|mls| {
            let mut group = loaded(mls, group);
            let envelope::Envelope::Message(message) = envelope::decode(&blob).unwrap() else {
                panic!("no message")
            };
            let processed = group.process_message(&mls.provider, message).unwrap();
            let openmls::prelude::ProcessedMessageContent::ProposalMessage(proposal) = processed.into_content() else {
                panic!("no proposal")
            };
            group.store_pending_proposal(mls.provider.storage(), *proposal).unwrap();
        });
    };
    take(&alice);
    let unseen = alice.rogue(group, |builder, _| builder);
    assert_refused(&[&carol], &unseen, |error| {
        matches!(error, MlsError::Refused("commit that points to a proposal"))
    });
    take(&carol);
    assert_refused(&[&carol], &unseen, |error| {
        matches!(error, MlsError::Refused("commit that points to a proposal"))
    });
    for person in [&alice, &carol] {
        person.with(|mls| {
            loaded(mls, group)
                .clear_pending_proposals(mls.provider.storage())
                .unwrap()
        });
    }
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_leaf_keeps_its_card_and_capabilities() {
    let ([alice, bob, carol], group) = trio();
    let renamed = Card::issue(&bob.identity, Handle::parse("alicia").unwrap(), bob.card.account());
    let commit = bob.rogue(group, |builder, _| {
        let parameters = LeafNodeParameters::builder().with_credential_with_key(renamed.credential());
        builder.leaf_node_parameters(parameters.build())
    });
    assert_refused(&[&alice, &carol], &commit, |error| {
        matches!(error, MlsError::Refused("commit that changes its sender's name"))
    });
    let more = Capabilities::builder()
        .ciphersuites(vec![suite::SUITE])
        .extensions(vec![
            ExtensionType::LastResort,
            ExtensionType::Unknown(EXTENSION),
            ExtensionType::Unknown(0xf123),
        ])
        .build();
    let commit = bob.rogue(group, |builder, _| {
        builder.leaf_node_parameters(LeafNodeParameters::builder().with_capabilities(more).build())
    });
    assert_refused(&[&alice, &carol], &commit, |error| {
        matches!(
            error,
            MlsError::Refused("commit that changes its sender's capabilities")
        )
    });
    let commit = bob.rogue(group, |builder, _| {
        let own = Extension::Unknown(EXTENSION, UnknownExtension(vec![1]));
        let parameters = LeafNodeParameters::builder().with_extensions(Extensions::single(own).unwrap());
        builder.leaf_node_parameters(parameters.build())
    });
    assert_refused(&[&alice, &carol], &commit, |error| {
        matches!(
            error,
            MlsError::Refused("commit that changes its sender's capabilities")
        )
    });
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_commit_without_new_keys_is_refused() {
    let ([alice, bob, carol], group) = trio();
    let [_, _, _, dave] = people();
    let package = key_package(&alice, &dave);
    let commit = alice.rogue(group, |builder, _| {
        builder.force_self_update(false).propose_adds([package])
    });
    assert_refused(&[&bob, &carol], &commit, |error| {
        matches!(error, MlsError::Refused("commit without new keys"))
    });
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_group_takes_no_other_rules() {
    let ([alice, bob, carol], group) = trio();
    let ours = |roster: &Roster| roster.profile.extensions().unwrap();
    let stranger = ExternalSender::new(bob.identity.key().0.as_slice().into(), bob.card.credential().credential);
    let commits = [
        alice.rogue(group, |builder, _| {
            builder.propose_group_context_extensions(Extensions::empty()).unwrap()
        }),
        alice.rogue(group, |builder, roster| {
            let mut extensions = ours(roster);
            extensions.add(Extension::ExternalSenders(vec![stranger])).unwrap();
            builder.propose_group_context_extensions(extensions).unwrap()
        }),
        alice.rogue(group, |builder, roster| {
            let mut extensions = ours(roster);
            let more = [ExtensionType::Unknown(EXTENSION), ExtensionType::LastResort];
            let required = RequiredCapabilitiesExtension::new(&more, &[], &[]);
            extensions
                .add_or_replace(Extension::RequiredCapabilities(required))
                .unwrap();
            builder.propose_group_context_extensions(extensions).unwrap()
        }),
    ];
    for commit in commits {
        assert_refused(&[&bob, &carol], &commit, |error| {
            matches!(
                error,
                MlsError::Refused("group with rules of its own" | "group without name and admins")
            )
        });
    }
    let damaged = alice.rogue(group, |builder, roster| {
        let mut extensions = ours(roster);
        extensions
            .add_or_replace(Extension::Unknown(EXTENSION, UnknownExtension(vec![0x83, 1])))
            .unwrap();
        builder.propose_group_context_extensions(extensions).unwrap()
    });
    assert_refused(&[&bob, &carol], &damaged, |error| matches!(error, MlsError::Profile(_)));
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn proposals_of_other_kinds_are_refused() {
    let ([alice, bob, carol], group) = trio();
    let shared = PreSharedKeyId::external(b"shared".to_vec(), vec![7; 32]);
    for person in [&alice, &bob, &carol] {
        person.with(|mls| shared.store(&mls.provider, b"known to all three").unwrap());
    }
    let commit = alice.rogue(group, |builder, _| {
        builder.add_proposal(Proposal::PreSharedKey(Box::new(PreSharedKeyProposal::new(shared))))
    });
    assert_refused(&[&bob, &carol], &commit, |error| {
        matches!(error, MlsError::Refused("proposal of a kind that no group uses"))
    });
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn nobody_is_in_a_group_twice() {
    let ([alice, bob, carol], group) = trio();
    // Another identity that names Bob's mailbox, and one with his handle.
    let [_, _, _, dave, erin] = people();
    let same_mailbox = Card::issue(&dave.identity, dave.card.handle().clone(), bob.card.account());
    let same_handle = Card::issue(&erin.identity, bob.card.handle().clone(), erin.card.account());
    for (mut person, card) in [(dave, same_mailbox), (erin, same_handle)] {
        person.card = card;
        let package = key_package(&alice, &person);
        let commit = alice.rogue(group, |builder, _| builder.propose_adds([package]));
        assert_refused(&[&bob, &carol], &commit, |error| matches!(error, MlsError::Duplicate));
        let refused = alice.with(|mls| mls.add(group, &[person.invitation()]));
        assert!(matches!(refused, Err(MlsError::Duplicate)), "{refused:?}");
    }
    assert_together(group, &[&alice, &bob, &carol]);
}
