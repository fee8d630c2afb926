//! Groups of three to five people, and the changes that they make.

use openmls::key_packages::Lifetime;

use super::{
    crowd::{assert_together, choir, names, people, queued, tree},
    packages::dated,
    people::joined,
};
use crate::mls::{arrival::News, error::MlsError, profile::ProfileError, roles::Change, roster::Roster};

#[test]
fn a_group_of_four_is_made_with_a_welcome_for_each() {
    let [alice, bob, carol, dave] = people();
    let members = [bob.invitation(), carol.invitation(), dave.invitation()];
    let started = alice
        .with(|mls| mls.create_group("  Sunday\twalk ", None, &members))
        .unwrap();
    for person in [&bob, &carol, &dave] {
        let (roster, maker) = person.join(&started.welcomes);
        assert_eq!(maker, alice.card);
        assert_eq!(roster.name().as_str(), "Sunday walk");
        assert_eq!(names(roster.members()), ["alice", "bob", "carol", "dave"]);
        assert_eq!(names(roster.admins()), ["alice"]);
        assert_eq!((roster.picture(), person.epoch(started.group)), (None, 1));
        assert!(roster.is_admin(alice.identity.key()) && !roster.is_admin(bob.identity.key()));
        assert_eq!(roster.member(carol.identity.key()), Some(&carol.card));
    }
    assert_together(started.group, &[&alice, &bob, &carol, &dave]);
    assert!(alice.with(|mls| mls.pending(started.group)).unwrap().is_none());
}

#[test]
fn two_people_may_have_a_group_beside_their_chat() {
    let [alice, bob, carol] = people();
    let pair = joined(&alice, &bob);
    let group = choir(&[&alice, &bob]);
    assert_together(group, &[&alice, &bob]);
    assert_eq!(bob.with(|mls| mls.roster(pair)).unwrap(), None);
    let letter = alice.seal(pair, "just us");
    assert_eq!(bob.read(&letter).1, "just us");
    // The chat of two stays one: it takes nobody in and has no name.
    let refused = alice.with(|mls| mls.add(pair, &[carol.invitation()]));
    assert!(matches!(refused, Err(MlsError::Refused("group of two"))), "{refused:?}");
    let refused = alice.with(|mls| mls.rename(pair, "Us"));
    assert!(matches!(refused, Err(MlsError::Refused("group of two"))), "{refused:?}");
}

#[test]
fn members_are_added_and_removed() {
    let [alice, bob, carol, dave, erin] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let before = bob.seal(group, "before");
    let (what, welcomes) = alice.does(&[&bob, &carol], |mls| {
        mls.add(group, &[dave.invitation(), erin.invitation()])
    });
    assert_eq!(
        what,
        [Change::Added(dave.card.clone()), Change::Added(erin.card.clone())]
    );
    let welcomes = welcomes.unwrap();
    let (roster, maker) = dave.join(&welcomes);
    erin.join(&welcomes);
    assert_eq!((names(roster.members()).len(), maker), (5, alice.card.clone()));
    assert!(dave.open(&before).is_err(), "a new member reads what was said before");
    assert_together(group, &[&alice, &bob, &carol, &dave, &erin]);

    let pending = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    assert!(alice.accept(&pending).welcomes.is_none());
    let bobs_way = bob.seal(group, "after the removal, in the old epoch");
    for person in [&carol, &dave, &erin] {
        assert_eq!(
            person.follow(&pending.commit).unwrap().what,
            [Change::Removed(bob.card.clone())]
        );
    }
    let after = carol.seal(group, "without bob");
    assert!(bob.open(&after).is_err(), "a removed member reads on");
    let last = bob.follow(&pending.commit).unwrap();
    assert!(last.out && last.what == [Change::Removed(bob.card.clone())]);
    assert!(!bob.is_in(group), "keys of a group that we are not in");
    assert!(matches!(bob.open(&after), Err(MlsError::UnknownGroup(_))));
    assert!(
        matches!(carol.open(&bobs_way), Err(MlsError::Refused("sender is no member"))),
        "a removed member writes on"
    );
    assert_together(group, &[&alice, &carol, &dave, &erin]);

    // He may come back, with nothing of the time between.
    let (_, welcomes) = alice.does(&[&carol, &dave, &erin], |mls| mls.add(group, &[bob.invitation()]));
    bob.join(&welcomes.unwrap());
    assert!(bob.open(&after).is_err());
    assert_together(group, &[&alice, &bob, &carol, &dave, &erin]);
}

#[test]
fn who_is_let_in_again_before_he_knows_that_he_was_out_joins_when_he_does() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let removal = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    alice.accept(&removal);
    carol.follow(&removal.commit).unwrap();
    let (_, welcomes) = alice.does(&[&carol], |mls| mls.add(group, &[bob.invitation()]));
    let welcomes = welcomes.unwrap();
    let early = bob.join_with(&bob.own(&welcomes), &tree(&welcomes).0);
    assert!(
        matches!(early, Err(MlsError::StillIn(tag)) if tag == group),
        "{early:?}"
    );
    assert!(bob.follow(&removal.commit).unwrap().out);
    bob.join(&welcomes);
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn who_was_removed_is_not_mistaken_for_who_has_his_place() {
    let [alice, bob, carol, dave] = people();
    let group = choir(&[&alice, &bob, &carol]);
    alice.does(&[&bob, &carol], |mls| mls.renew(group));
    let late = bob.seal(group, "I am still here");
    let pending = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    alice.accept(&pending);
    carol.follow(&pending.commit).unwrap();
    let (_, welcomes) = alice.does(&[&carol], |mls| mls.add(group, &[dave.invitation()]));
    dave.join(&welcomes.unwrap());
    let place = |roster: &Roster, who| roster.leaf(who).unwrap();
    assert_eq!(place(&carol.roster(group), dave.identity.key()), 1, "Bob's leaf");
    for person in [&alice, &carol] {
        let refused = person.open(&late);
        assert!(
            matches!(refused, Err(MlsError::Refused("sender is no member"))),
            "{refused:?}"
        );
    }
    assert_together(group, &[&alice, &carol, &dave]);
}

#[test]
fn names_and_pictures_change_for_all() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let (what, _) = alice.does(&[&bob, &carol], |mls| mls.rename(group, "Choir\u{202e} of five"));
    assert!(matches!(&what[..], [Change::Renamed(name)] if name.as_str() == "Choir of five"));
    let (what, _) = alice.does(&[&bob, &carol], |mls| mls.set_picture(group, Some(b"blob 7".to_vec())));
    assert_eq!(what, [Change::Picture(Some(b"blob 7".to_vec()))]);
    // One change keeps what another has set, and a new member sees all of it.
    let [_, _, _, dave] = people();
    let (_, welcomes) = alice.does(&[&bob, &carol], |mls| mls.add(group, &[dave.invitation()]));
    let (roster, _) = dave.join(&welcomes.unwrap());
    assert_eq!(
        (roster.name().as_str(), roster.picture()),
        ("Choir of five", Some(b"blob 7".as_slice()))
    );
    let (what, _) = alice.does(&[&bob, &carol, &dave], |mls| mls.set_picture(group, None));
    assert_eq!(what, [Change::Picture(None)]);
    assert_together(group, &[&alice, &bob, &carol, &dave]);
    for (name, expected) in [
        (" \u{200b} ", ProfileError::NoName),
        (&"x".repeat(129), ProfileError::LongName { got: 129, limit: 128 }),
    ] {
        let refused = alice.with(|mls| mls.rename(group, name));
        assert!(matches!(refused, Err(MlsError::Profile(error)) if error == expected));
    }
    let refused = alice.with(|mls| mls.set_picture(group, Some(vec![0; 513])));
    assert!(matches!(
        refused,
        Err(MlsError::Profile(ProfileError::Picture { got: 513, .. }))
    ));
}

#[test]
fn admins_make_admins_and_the_last_one_stays() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    for make in [
        alice.with(|mls| mls.set_admin(group, alice.identity.key(), false).map(|_| ())),
        alice.with(|mls| mls.leave(group).map(|_| ())),
    ] {
        assert!(matches!(make, Err(MlsError::LastAdmin)), "{make:?}");
    }
    let (what, _) = alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), true));
    assert_eq!(what, [Change::Promoted(bob.card.clone())]);
    bob.does(&[&alice, &carol], |mls| mls.rename(group, "Bob's choir"));
    let (what, _) = bob.does(&[&alice, &carol], |mls| {
        mls.set_admin(group, alice.identity.key(), false)
    });
    assert_eq!(what, [Change::Demoted(alice.card.clone())]);
    let refused = alice.with(|mls| mls.rename(group, "Alice's choir"));
    assert!(matches!(refused, Err(MlsError::NotAdmin)), "{refused:?}");
    assert!(alice.with(|mls| mls.pending(group)).unwrap().is_none());
    // Who founded it may be removed like anyone.
    let pending = bob.with(|mls| mls.remove(group, &[alice.identity.key()])).unwrap();
    bob.accept(&pending);
    carol.follow(&pending.commit).unwrap();
    assert!(alice.follow(&pending.commit).unwrap().out);
    assert_together(group, &[&bob, &carol]);
}

#[test]
fn an_admin_who_is_removed_is_no_admin() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    alice.does(&[&bob, &carol], |mls| mls.set_admin(group, bob.identity.key(), true));
    let pending = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    let what = alice.accept(&pending).changed.what;
    assert_eq!(what, [Change::Removed(bob.card.clone())]);
    assert_eq!(carol.follow(&pending.commit).unwrap().what, what);
    assert!(bob.follow(&pending.commit).unwrap().out);
    let (_, welcomes) = alice.does(&[&carol], |mls| mls.add(group, &[bob.invitation()]));
    let (roster, _) = bob.join(&welcomes.unwrap());
    assert_eq!(
        names(roster.admins()),
        ["alice"],
        "an admin again without being named one"
    );
}

#[test]
fn who_wants_to_leave_is_let_go_by_an_admin() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let wish = bob.with(|mls| mls.leave(group)).unwrap();
    for person in [&alice, &carol] {
        assert_eq!(person.news(&wish).unwrap(), News::Leaving(bob.card.clone()));
        assert_eq!(person.with(|mls| mls.leaving(group)).unwrap(), [bob.identity.key()]);
        assert!(person.open(&wish).is_err(), "a wish twice");
    }
    // Still a member: he reads and writes, and so does everybody else.
    assert!(
        [&alice, &bob, &carol]
            .iter()
            .all(|person| queued(person, group).is_empty())
    );
    assert_together(group, &[&alice, &bob, &carol]);
    let refused = carol.with(|mls| mls.remove(group, &[bob.identity.key()]));
    assert!(matches!(refused, Err(MlsError::NotAdmin)), "{refused:?}");
    let pending = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    let left = [Change::Left(bob.card.clone())];
    assert_eq!(alice.accept(&pending).changed.what, left);
    assert_eq!(carol.follow(&pending.commit).unwrap().what, left);
    let last = bob.follow(&pending.commit).unwrap();
    assert!(last.out && last.what == left && last.by == alice.card);
    assert!(!bob.is_in(group));
    assert_eq!(alice.with(|mls| mls.leaving(group)).unwrap(), []);
    assert_together(group, &[&alice, &carol]);
    // Added again and removed against his will, he has not left.
    let (_, welcomes) = alice.does(&[&carol], |mls| mls.add(group, &[bob.invitation()]));
    bob.join(&welcomes.unwrap());
    let pending = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    let removed = [Change::Removed(bob.card.clone())];
    assert_eq!(alice.accept(&pending).changed.what, removed);
    assert_eq!(carol.follow(&pending.commit).unwrap().what, removed);
}

#[test]
fn a_wish_to_leave_that_crosses_a_change_is_said_again() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let wish = bob.with(|mls| mls.leave(group)).unwrap();
    let rename = alice.with(|mls| mls.rename(group, "Quartet")).unwrap();
    alice.accept(&rename);
    bob.follow(&rename.commit).unwrap();
    carol.follow(&rename.commit).unwrap();
    assert!(matches!(alice.open(&wish), Err(MlsError::Replayed(_))));
    assert_eq!(
        bob.with(|mls| mls.leaving(group)).unwrap(),
        [bob.identity.key()],
        "forgotten"
    );
    let wish = bob.with(|mls| mls.leave(group)).unwrap();
    assert_eq!(alice.news(&wish).unwrap(), News::Leaving(bob.card.clone()));
    // Once an admin has it, it outlives further changes, and a member that has not seen it follows all the same.
    alice.does(&[&bob, &carol], |mls| mls.rename(group, "Trio"));
    let pending = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    assert_eq!(alice.accept(&pending).changed.what, [Change::Left(bob.card.clone())]);
    assert_eq!(
        carol.follow(&pending.commit).unwrap().what,
        [Change::Removed(bob.card.clone())]
    );
    assert!(bob.follow(&pending.commit).unwrap().out);
    assert_together(group, &[&alice, &carol]);
}

#[test]
fn everybody_may_renew_keys() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    assert_eq!(bob.does(&[&alice, &carol], |mls| mls.renew(group)), (vec![], None));
    assert_eq!(carol.does(&[&alice, &bob], |mls| mls.renew(group)), (vec![], None));
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn what_cannot_be_is_refused_before_it_is_sent() {
    let [alice, bob, carol, dave] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let refused = |what: Result<_, MlsError>| what.map(|_: crate::mls::pending::Pending| ()).unwrap_err();
    let twice = refused(alice.with(|mls| mls.add(group, &[bob.invitation()])));
    assert!(matches!(twice, MlsError::Duplicate), "{twice:?}");
    let own = alice.invitation();
    let ourselves = refused(alice.with(|mls| mls.add(group, std::slice::from_ref(&own))));
    assert!(matches!(ourselves, MlsError::Duplicate), "{ourselves:?}");
    let both = [dave.invitation(), dave.invitation()];
    let twin = refused(alice.with(|mls| mls.add(group, &both)));
    assert!(matches!(twin, MlsError::Duplicate), "{twin:?}");
    let wrong = refused(alice.with(|mls| mls.add(group, &[(dave.package(), bob.card.clone())])));
    assert!(matches!(wrong, MlsError::WrongPerson), "{wrong:?}");
    let nobody = refused(alice.with(|mls| mls.remove(group, &[dave.identity.key()])));
    assert!(matches!(nobody, MlsError::NoSuchMember), "{nobody:?}");
    let nobody = refused(alice.with(|mls| mls.set_admin(group, dave.identity.key(), true)));
    assert!(matches!(nobody, MlsError::NoSuchMember), "{nobody:?}");
    let self_removal = refused(alice.with(|mls| mls.remove(group, &[alice.identity.key()])));
    assert!(matches!(self_removal, MlsError::Refused(_)), "{self_removal:?}");
    let alone = alice.with(|mls| mls.create_group("Nobody", None, &[]));
    assert!(matches!(alone, Err(MlsError::Refused("group of one"))), "{alone:?}");
    assert!(alice.with(|mls| mls.pending(group)).unwrap().is_none());
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn a_package_that_ends_before_a_mailbox_does_is_for_no_group() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob]);
    let day = 24 * 60 * 60;
    let short = (dated(&carol, Lifetime::new(30 * day)), carol.card.clone());
    let refused = alice.with(|mls| mls.add(group, std::slice::from_ref(&short)));
    assert!(matches!(refused, Err(MlsError::Expired(_))), "{refused:?}");
    let refused = alice.with(|mls| mls.create_group("Hasty", None, &[short]));
    assert!(matches!(refused, Err(MlsError::Expired(_))), "{refused:?}");
    let long = (dated(&carol, Lifetime::new(32 * day)), carol.card.clone());
    let (_, welcomes) = alice.does(&[&bob], |mls| mls.add(group, &[long]));
    carol.join(&welcomes.unwrap());
    assert_together(group, &[&alice, &bob, &carol]);
}
