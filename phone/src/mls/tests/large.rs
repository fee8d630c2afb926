//! Groups of 256 and of 1,024: what their blobs weigh, and that they come through in pieces.

use pillion_wire::{
    handle::Handle,
    id::AccountId,
    limit::{PAYLOAD_BYTES, PUT_RECIPIENTS},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

use super::{
    crowd::{people, tree},
    people::Person,
};
use crate::mls::{
    card::Card,
    error::MlsError,
    identity::Identity,
    mailbox::MailboxKey,
    pair::Mls,
    piece::{self, Piece, PieceError, SetId, WHOLE_BYTES, room, split},
    roster::MEMBERS,
};

#[test]
fn a_group_of_256_is_made_and_changed_in_pieces() {
    let [alice, bob] = people();
    let mut members: Vec<_> = (0..254).map(|n| extra(&alice, n)).collect();
    members.push(bob.invitation());
    let founded = alice.with(|mls| mls.create_group("Village", None, &members)).unwrap();
    let group = founded.group;
    // Each welcome is small; the tree of 256 leaves of about 1.5 kB goes once, with one put to all.
    let accounts: Vec<_> = members.iter().map(|(_, card)| card.account()).collect();
    assert_eq!(
        founded
            .welcomes
            .each
            .iter()
            .map(|(to, _)| *to)
            .collect::<Vec<AccountId>>(),
        accounts
    );
    for (_, blob) in &founded.welcomes.each {
        assert!((1_500..3_000).contains(&blob.len()), "{} bytes", blob.len());
    }
    assert!(founded.welcomes.tree.iter().all(|piece| piece.len() <= room(255)));
    let (whole, _) = tree(&founded.welcomes);
    assert!((350_000..500_000).contains(&whole.len()), "{} bytes", whole.len());
    let (roster, _) = bob.join(&founded.welcomes);
    assert_eq!(roster.members().count(), 256);
    let letter = bob.seal(group, "hello, village");
    assert_eq!(letter.len(), 315, "a letter weighs what it does in a group of two");
    assert_eq!(alice.read(&letter).1, "hello, village");

    // Nobody but the founder has renewed keys yet, so a commit seals its secrets to nearly every leaf on its own.
    let large = bob.with(|mls| mls.renew(group)).unwrap();
    let bytes = large.commit.len();
    assert!((PAYLOAD_BYTES..400_000).contains(&bytes), "{bytes}");
    bob.accept(&large);
    let pieces = split(&large.commit, 255, SetId([1; 16]));
    let mut read: Vec<_> = pieces.iter().map(|piece| Piece::read(piece).unwrap()).collect();
    assert!(
        matches!(alice.open(&pieces[0]), Err(MlsError::Damaged(_))),
        "a piece alone"
    );
    // Two pieces in one another's place make a blob that opens to nothing, and spoils nothing.
    let mut swapped = read.clone();
    (swapped[0].index, swapped[1].index) = (1, 0);
    assert!(alice.open(&piece::join(swapped).unwrap()).is_err());
    let last = read.pop().unwrap();
    assert_eq!(piece::join(read.clone()), Err(PieceError::Missing(last.index)));
    read.insert(0, last);
    alice.follow(&piece::join(read).unwrap()).unwrap();
    let removal = alice.with(|mls| mls.remove(group, &[bob.identity.key()])).unwrap();
    assert!(bob.follow(&removal.commit).unwrap().out);
}

#[test]
fn in_a_group_of_1024_all_that_is_sent_fits_in_pieces() {
    let [alice, bob] = people();
    let mut members: Vec<_> = (0..1_022).map(|n| extra(&alice, n)).collect();
    members.push(bob.invitation());
    let group = alice
        .with(|mls| mls.create_group("Town", None, &members[1_021..]))
        .unwrap();
    bob.join(&group.welcomes);
    // The largest change that there is: all others are added to a group of three.
    let pending = alice.with(|mls| mls.add(group.group, &members[..1_021])).unwrap();
    let bytes = pending.commit.len();
    assert!((2_000_000..WHOLE_BYTES).contains(&bytes), "{bytes}");
    let pieces = split(&pending.commit, 2, SetId([1; 16]));
    assert!(pieces.iter().all(|piece| piece.len() <= room(2)));
    let read = pieces.iter().map(|piece| Piece::read(piece).unwrap()).collect();
    let welcomes = alice.accept(&pending).welcomes.unwrap();
    assert_eq!(welcomes.each.len(), 1_021);
    assert!(welcomes.tree.iter().all(|piece| piece.len() <= room(1_021)));
    let (whole, _) = tree(&welcomes);
    assert!((1_500_000..WHOLE_BYTES).contains(&whole.len()), "{}", whole.len());
    bob.follow(&piece::join(read).unwrap()).unwrap();
    assert_eq!(bob.roster(group.group).members().count(), MEMBERS);
    assert_eq!(bob.read(&alice.seal(group.group, "all of us")).1, "all of us");
    let refused = alice.with(|mls| mls.add(group.group, &[extra(&alice, 5_000)]));
    assert!(matches!(refused, Err(MlsError::Full { got: 1_025, .. })), "{refused:?}");
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
fn extra(alice: &Person, n: u64) -> (Vec<u8>, Card) {
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
