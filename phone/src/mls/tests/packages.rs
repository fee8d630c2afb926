use openmls::{
    key_packages::{KeyPackage, Lifetime},
    prelude::tls_codec::Serialize as _,
};

use super::people::{Person, alice, bob, carol};
use crate::mls::{arrival::Opened, error::MlsError, suite};

#[test]
fn a_package_is_good_for_one_welcome() {
    let (alice, bob, carol) = (alice(), bob(), carol());
    let package = bob.package();
    let first = alice.start(&package, &bob);
    let second = carol.start(&package, &bob);
    bob.open(&first.welcome).unwrap();
    assert!(
        matches!(bob.open(&second.welcome), Err(MlsError::NotForUs)),
        "used twice"
    );
    assert!(matches!(bob.open(&first.welcome), Err(MlsError::NotForUs)), "replayed");
    assert!(!bob.keeps(&package), "its private half is still here");
}

#[test]
fn the_last_resort_is_good_for_many_welcomes_but_once_for_each() {
    let (alice, bob, carol) = (alice(), bob(), carol());
    let package = bob.with(|mls| mls.last_resort()).unwrap();
    let first = alice.start(&package, &bob);
    let second = carol.start(&package, &bob);
    bob.open(&first.welcome).unwrap();
    bob.open(&second.welcome).unwrap();
    assert_eq!(bob.read(&alice.seal(first.group, "one")).1, "one");
    assert_eq!(bob.read(&carol.seal(second.group, "two")).1, "two");
    let sealed = alice.seal(first.group, "three");
    assert!(matches!(bob.open(&first.welcome), Err(MlsError::Replayed(_))));
    assert_eq!(bob.read(&sealed).1, "three", "the replay has reset the group");
}

#[test]
fn packages_come_in_any_number_and_differ() {
    let bob = bob();
    let mut packages = bob.with(|mls| mls.key_packages(5)).unwrap();
    packages.sort();
    packages.dedup();
    assert_eq!(packages.len(), 5);
    assert!(packages.iter().all(|package| bob.keeps(package)));
}

#[test]
fn a_package_of_somebody_else_is_refused() {
    let (alice, bob, carol) = (alice(), bob(), carol());
    let package = carol.package();
    let refused = alice.with(|mls| mls.start(&package, &bob.card));
    assert!(matches!(refused, Err(MlsError::WrongPerson)), "{refused:?}");
}

#[test]
fn an_altered_package_is_refused() {
    let (alice, bob) = (alice(), bob());
    let package = bob.package();
    for position in 0..package.len() {
        let mut altered = package.clone();
        altered[position] ^= 1;
        let refused = alice.with(|mls| mls.start(&altered, &bob.card));
        assert!(refused.is_err(), "byte {position} may be altered");
    }
    for length in [0, 1, 4, 100, package.len() - 1] {
        assert!(
            alice.with(|mls| mls.start(&package[..length], &bob.card)).is_err(),
            "cut at {length}"
        );
    }
    let longer = [package.as_slice(), &[0]].concat();
    assert!(
        alice.with(|mls| mls.start(&longer, &bob.card)).is_err(),
        "longer by a byte"
    );
    bob.open(&alice.start(&package, &bob).welcome).unwrap();
}

#[test]
fn a_bad_welcome_does_not_use_up_the_package_that_it_names() {
    let (alice, bob) = (alice(), bob());
    let started = alice.start(&bob.package(), &bob);
    let mut altered = started.welcome.clone();
    *altered.last_mut().unwrap() ^= 1;
    assert!(matches!(bob.open(&altered), Err(MlsError::Forged(_))));
    let opened = bob.open(&started.welcome).unwrap();
    assert_eq!(
        opened,
        Opened::Joined {
            group: started.group,
            peer: alice.card.clone()
        }
    );
}

#[test]
fn a_package_whose_time_is_over_or_has_not_come_is_refused_by_name() {
    let (alice, bob) = (alice(), bob());
    let year = 365 * 24 * 60 * 60;
    // From 1970 to 1971, from the year 5138 on, and from now on for ever.
    for lifetime in [
        Lifetime::init(0, year),
        Lifetime::init(100_000_000_000, 100_000_000_001),
        Lifetime::init(0, u64::MAX),
    ] {
        let package = dated(&bob, lifetime);
        let refused = alice.with(|mls| mls.start(&package, &bob.card));
        assert!(
            matches!(refused, Err(MlsError::Expired(_))),
            "{lifetime:?}: {refused:?}"
        );
    }
}

pub(super) fn dated(person: &Person, lifetime: Lifetime) -> Vec<u8> {
    person.with(|mls| {
        KeyPackage::builder()
            .leaf_node_capabilities(suite::capabilities())
            .key_package_lifetime(lifetime)
            .build(suite::SUITE, &mls.provider, mls.identity, person.card.credential())
            .unwrap()
            .key_package()
            .tls_serialize_detached()
            .unwrap()
    })
}
