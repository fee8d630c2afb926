//! A disk that is full: refused by name, and nothing half done.

use pillion_relay::store::op::{Answer, Job, Op, Store};
use pillion_wire::{id::AccountId, refusal::Code, time::Timestamp};
use tempfile::TempDir;

use crate::backend::{ALICE, BOB, Weather, enter, job, large_put, mail, one, put, read};

#[test]
fn what_cannot_be_written_is_refused_and_not_there_later() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    assert!(one(&mut disk, enter(BOB)).is_ok());
    assert!(one(&mut disk, put(1)).is_ok());
    weather.set_broken(true);
    let outcomes = disk.commit(&[put(2), put(3)]);
    assert_eq!(outcomes, [Err(Code::Storage), Err(Code::Storage)]);
    weather.set_broken(false);
    assert_eq!(mail(&mut disk), ["blob 1"]);
    assert_eq!(one(&mut disk, put(2)), Err(Code::Storage), "not so soon");
    let later = |job: Job| Job {
        now: Timestamp(job.now.0 + 5_000),
        ..job
    };
    assert!(one(&mut disk, later(put(2))).is_ok(), "it is stored when there is room");
    assert_eq!(mail(&mut disk), ["blob 1", "blob 2"]);
    drop(disk);
    assert_eq!(mail(&mut weather.open(folder.path())), ["blob 1", "blob 2"]);
}

#[test]
fn with_a_full_disk_phones_come_and_read_and_others_are_refused() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    disk.commit(&[enter(BOB), put(1), put(2)]);
    weather.set_full(true);
    let new_accounts = (0..20_000_u32).map(|n| {
        let mut account = [9; 32];
        account[..4].copy_from_slice(&n.to_be_bytes());
        enter(AccountId(account))
    });
    let mut jobs: Vec<Job> = new_accounts.collect();
    jobs.extend([enter(BOB), read(), large_put(3)]);
    let mut outcomes = disk.commit(&jobs);
    assert_eq!(outcomes.pop(), Some(Err(Code::Storage)));
    let mail = outcomes.pop();
    assert!(
        matches!(&mail, Some(Ok(Answer::Mail(mail))) if mail.len() == 2),
        "{mail:?}"
    );
    assert!(outcomes.pop().is_some_and(|bob| bob.is_ok()));
    assert!(outcomes.iter().all(|new| *new == Err(Code::Storage)));
}

#[test]
fn with_a_full_disk_an_ack_makes_room() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    disk.commit(&[enter(BOB)]);
    let mut stored = 50;
    for n in 0..stored {
        disk.commit(&[large_put(n)]);
    }
    weather.set_full(true);
    while one(&mut disk, large_put(stored)).is_ok() {
        stored += 1;
    }
    assert_eq!(mail(&mut disk).len(), stored as usize);
    let ack = job(Op::Ack {
        account: BOB,
        through: u64::from(stored - 2),
    });
    assert_eq!(one(&mut disk, ack), Ok(Answer::Done));
    assert_eq!(mail(&mut disk).len(), 2);
    // Freed pages are used again one or two transactions later.
    let is_stored = (1..=3).any(|n| {
        let mut later = large_put(1_000);
        later.now = Timestamp(later.now.0 + n * 5_000);
        one(&mut disk, later).is_ok()
    });
    assert!(is_stored, "there is room again");
}

#[test]
fn a_refused_job_does_not_spoil_the_others_of_its_batch() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    let to_nobody = put(1);
    let outcomes = disk.commit(&[to_nobody, enter(BOB), put(2), enter(ALICE)]);
    assert_eq!(outcomes[0], Err(Code::MailboxUnknown));
    assert!(outcomes[1..].iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(mail(&mut disk), ["blob 2"]);
}

#[test]
fn a_refused_put_to_many_leaves_no_trace() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    disk.commit(&[enter(BOB)]);
    let mut to_both = put(1);
    if let Op::Put { to, .. } = &mut to_both.op {
        to.push(ALICE);
    }
    assert_eq!(one(&mut disk, to_both.clone()), Err(Code::MailboxUnknown));
    assert!(mail(&mut disk).is_empty());
    disk.commit(&[enter(ALICE)]);
    let expected = vec![(BOB, 1), (ALICE, 1)];
    assert_eq!(
        one(&mut disk, to_both),
        Ok(Answer::Put { deliveries: expected }),
        "not taken for a repeat, and no number was used up"
    );
}
