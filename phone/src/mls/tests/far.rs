//! Letters that most members never get: receipts are sealed in the group and put into one mailbox.

use pillion_wire::id::GroupTag;

use super::{
    crowd::{assert_together, choir, people},
    people::Person,
};
use crate::mls::error::MlsError;

#[test]
fn who_has_not_heard_a_member_for_20000_letters_reads_the_next() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let transaction = bob.db.unchecked_transaction().unwrap();
    let receipts = for_one(&bob, group, 20_000);
    transaction.commit().unwrap();
    let letter = bob.seal(group, "after all that");
    assert_eq!(carol.read(&letter).1, "after all that");
    // Who got them all reads it, too, and those that were on their way when the letter overtook them.
    for receipt in receipts.iter().rev().take(20) {
        alice.read(receipt);
    }
    assert_eq!(alice.read(&letter).1, "after all that");
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn in_a_group_a_letter_that_more_than_64_have_overtaken_is_lost_and_no_other_is() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let letters = for_one(&bob, group, 70);
    carol.read(&letters[69]);
    for (n, letter) in letters.iter().enumerate().take(69) {
        let opened = carol.open(letter);
        match n {
            0..=4 => assert!(matches!(opened, Err(MlsError::Replayed(_))), "{n}: {opened:?}"),
            _ => assert!(opened.is_ok(), "{n}: {opened:?}"),
        }
    }
    alice.read(&letters[0]);
    assert_together(group, &[&alice, &bob, &carol]);
}

#[test]
fn what_is_kept_for_late_letters_stays_small_in_a_group() {
    let [alice, bob, carol] = people();
    let group = choir(&[&alice, &bob, &carol]);
    let before = pages(&carol);
    for_one(&bob, group, 2_000);
    carol.read(&bob.seal(group, "hello"));
    let grown = pages(&carol) - before;
    assert!(grown < 8, "{grown} pages for one member");
}

/// Letters as receipts are: sealed with the keys of the group, for one of its members.
fn for_one(person: &Person, group: GroupTag, letters: usize) -> Vec<Vec<u8>> {
    person.seal_all(group, vec!["read"; letters])
}

/// How large the database is, in pages of 4 KiB.
fn pages(person: &Person) -> i64 {
    person
        .db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap()
}
