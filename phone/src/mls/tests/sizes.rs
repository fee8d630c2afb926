use openmls::{
    group::{GroupId, MlsGroup},
    prelude::{KeyPackageIn, tls_codec::Deserialize as _},
};
use openmls_traits::{OpenMlsProvider as _, types::Ciphersuite};
use pillion_wire::limit::{KEY_PACKAGE_BYTES, PAYLOAD_BYTES, RECORD_BYTES};

use super::people::{alice, alice_and_bob, bob};
use crate::mls::{error::MlsError, suite::PLAINTEXT_BYTES};

/// The public key of X-Wing: 1,184 bytes of ML-KEM-768 and 32 of X25519.
const XWING_KEY_BYTES: usize = 1_184 + 32;

#[test]
fn the_suite_is_the_hybrid_one_in_packages_and_groups() {
    let (alice, bob) = (alice(), bob());
    let package = bob.package();
    let read = KeyPackageIn::tls_deserialize_exact(&package).unwrap();
    let suite = Ciphersuite::MLS_256_XWING_CHACHA20POLY1305_SHA256_Ed25519;
    // Version 1 and the suite's number open a key package; then comes the key with its length (2 bytes).
    assert_eq!(package[..4], [0, 1, 0x00, 0x4d], "suite number");
    assert_eq!(suite as u16, 0x004d);
    assert_eq!(
        usize::from(package[4] & 0x3f) << 8 | usize::from(package[5]),
        XWING_KEY_BYTES
    );
    assert_eq!(
        read.unverified_credential().signature_key.as_slice(),
        bob.identity.key().0
    );
    let started = alice.start(&package, &bob);
    bob.open(&started.welcome).unwrap();
    for person in [&alice, &bob] {
        person.with(|mls| {
            let group = MlsGroup::load(mls.provider.storage(), &GroupId::from_slice(&started.group.0))
                .unwrap()
                .unwrap();
            assert_eq!(group.ciphersuite(), suite);
            assert_eq!(group.members().count(), 2);
            assert!(
                group
                    .members()
                    .all(|member| member.encryption_key.len() == XWING_KEY_BYTES)
            );
        });
    }
}

#[test]
fn all_that_crosses_the_wire_fits_its_limits() {
    let (alice, bob) = (alice(), bob());
    let package = bob.package();
    let last_resort = bob.with(|mls| mls.last_resort()).unwrap();
    let started = alice.start(&package, &bob);
    let hi = alice.seal(started.group, "hi");
    println!(
        "card {}, key package {}, last resort {}, welcome {}, hi {}",
        bob.card.encode().len(),
        package.len(),
        last_resort.len(),
        started.welcome.len(),
        hi.len()
    );
    assert!(bob.card.encode().len() <= RECORD_BYTES);
    assert!(package.len().max(last_resort.len()) <= KEY_PACKAGE_BYTES);
    assert!(started.welcome.len() <= PAYLOAD_BYTES);
    let largest = alice
        .with(|mls| mls.seal(started.group, &vec![b'x'; PLAINTEXT_BYTES]))
        .unwrap();
    assert!(largest.len() <= PAYLOAD_BYTES, "{} bytes", largest.len());
    bob.open(&started.welcome).unwrap();
    assert_eq!(bob.read(&largest).1.len(), PLAINTEXT_BYTES);
}

#[test]
fn a_plaintext_too_large_for_a_letter_is_refused_by_number() {
    let (alice, _, group) = alice_and_bob();
    let refused = alice
        .with(|mls| mls.seal(group, &vec![0; PLAINTEXT_BYTES + 1]))
        .unwrap_err();
    let (expected_got, expected_limit) = (PLAINTEXT_BYTES + 1, PLAINTEXT_BYTES);
    assert!(matches!(refused, MlsError::TooLarge { got, limit } if got == expected_got && limit == expected_limit));
}

#[test]
fn a_sealed_length_tells_the_class_and_no_more() {
    let (alice, bob, group) = alice_and_bob();
    let mut lengths = Vec::new();
    for plaintext in [
        0, 1, 63, 64, 150, 170, 171, 500, 900, 939, 5_000, 16_000, 17_000, 60_000,
    ] {
        let blob = alice.with(|mls| mls.seal(group, &vec![b'x'; plaintext])).unwrap();
        assert_eq!(bob.read(&blob).1.len(), plaintext);
        lengths.push(blob.len());
    }
    lengths.dedup();
    // 59 to 61 bytes of head in front of each class.
    assert_eq!(lengths, [315, 1_083, 4_155, 16_445, 65_085]);
}
