//! The thread that writes: many jobs, few fsyncs, answers in order.

use std::sync::mpsc;

use pillion_relay::store::{
    op::{Job, Op, Outcome, Store},
    writer::Writer,
};
use tempfile::TempDir;

use crate::backend::{BOB, Weather, enter, job, mail, put, read};

/// Lets go of each batch only when the test says so.
struct Gate<S> {
    store: S,
    entered: mpsc::Sender<usize>,
    go: mpsc::Receiver<()>,
}

impl<S: Store> Store for Gate<S> {
    fn commit(&mut self, jobs: &[Job]) -> Vec<Outcome> {
        self.entered.send(jobs.len()).unwrap();
        self.go.recv().unwrap();
        self.store.commit(jobs)
    }
}

#[test]
fn puts_that_gather_share_one_fsync_and_are_answered_in_order() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    disk.commit(&[enter(BOB)]);
    let (entered, has_entered) = mpsc::channel();
    let (open, go) = mpsc::channel();
    let (answer, answers) = mpsc::channel();
    let gate = Gate {
        store: disk,
        entered,
        go,
    };
    let writer = Writer::start(gate).unwrap();
    let submit = |number: u64, job| {
        let answer = answer.clone();
        let reply = move |outcome: Outcome| answer.send((number, outcome.is_ok())).unwrap();
        writer.queue().submit(job, reply).unwrap();
    };
    submit(1, read());
    assert_eq!(has_entered.recv().unwrap(), 1);
    for n in 2..=101 {
        submit(n, put(u32::try_from(n).unwrap()));
    }
    let before = weather.syncs();
    open.send(()).unwrap();
    assert_eq!(has_entered.recv().unwrap(), 100, "all that waited");
    open.send(()).unwrap();
    for n in 1..=101 {
        assert_eq!(answers.recv().unwrap(), (n, true));
    }
    // One for the commit, and another where the file has to grow.
    let syncs = weather.syncs() - before;
    assert!((1..=2).contains(&syncs), "{syncs} for a hundred puts");
    writer.finish();
    assert_eq!(mail(&mut weather.open(folder.path())).len(), 100);
}

#[test]
fn acks_and_reads_alone_cost_no_fsync() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let mut disk = weather.open(folder.path());
    disk.commit(&[enter(BOB), put(1), put(2)]);
    let before = weather.syncs();
    let ack = job(Op::Ack {
        account: BOB,
        through: 1,
    });
    disk.commit(&[read()]);
    disk.commit(&[ack.clone(), read()]);
    assert_eq!(weather.syncs(), before);
    assert_eq!(mail(&mut disk), ["blob 2"]);
    disk.commit(&[put(3), ack]);
    assert!(weather.syncs() > before, "a put is always on disk");
}

#[test]
fn what_was_submitted_is_stored_before_the_writer_ends() {
    let (folder, weather) = (TempDir::new().unwrap(), Weather::default());
    let writer = Writer::start(weather.open(folder.path())).unwrap();
    let late = writer.queue().clone();
    late.submit(enter(BOB), |_| {}).unwrap();
    for n in 0..500 {
        late.submit(put(n), |_| {}).unwrap();
    }
    writer.finish();
    assert!(late.submit(put(500), |_| {}).is_err(), "what comes later is refused");
    assert_eq!(mail(&mut weather.open(folder.path())).len(), 500);
}
