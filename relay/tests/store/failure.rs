//! A disk that is full: refused by name, and nothing half done.

use pillion_relay::store::op::{Answer, Op, Store};
use pillion_wire::refusal::Code;
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
    assert!(one(&mut disk, put(2)).is_ok(), "it is stored when there is room");
    assert_eq!(mail(&mut disk), ["blob 1", "blob 2"]);
    drop(disk);
    assert_eq!(mail(&mut weather.open(folder.path())), ["blob 1", "blob 2"]);
}

#[test]
fn with_a_full_disk_mail_can_still_be_read_and_acked() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    disk.commit(&[enter(BOB), put(1), put(2)]);
    weather.set_full(true);
    let ack = job(Op::Ack {
        account: BOB,
        through: 1,
    });
    let outcomes = disk.commit(&[large_put(3), read(), ack, large_put(4)]);
    assert_eq!(outcomes[0], Err(Code::Storage));
    assert!(
        matches!(&outcomes[1], Ok(Answer::Mail(mail)) if mail.len() == 2),
        "{outcomes:?}"
    );
    assert_eq!(outcomes[2], Ok(Answer::Done));
    assert_eq!(outcomes[3], Err(Code::Storage));
    assert_eq!(mail(&mut disk), ["blob 2"]);
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
