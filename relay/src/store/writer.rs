//! The one thread that writes: takes all that is waiting, commits it at once, answers.
//!
//! While one batch waits for the disk, the next one gathers: the busier the relay, the more puts share an fsync.

use std::{
    io,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
};

use super::op::{Job, Op, Outcome, Store, Ticket};

/// Jobs in one transaction at most: keeps the wait of the first one in it below some milliseconds of work.
const BATCH_JOBS: usize = 1_024;

/// Bytes of blobs in one transaction at most: what a slow disk writes in a tenth of a second.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Hands jobs to the thread. Dropping it lets the thread finish what was submitted.
#[derive(Debug)]
pub struct Writer {
    queue: Sender<(Ticket, Job)>,
    thread: JoinHandle<()>,
}

/// The thread has ended; the relay must too.
#[derive(Debug, thiserror::Error)]
#[error("the store's thread has stopped")]
pub struct Stopped;

impl Writer {
    /// Starts the thread; `answer` is called on it once for each job, in the order of submission.
    ///
    /// # Errors
    /// The system's, if it has no room for a thread.
    pub fn start(
        store: impl Store + 'static,
        answer: impl FnMut(Ticket, Outcome) + Send + 'static,
    ) -> io::Result<Self> {
        let (queue, jobs) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("store".into())
            .spawn(move || run(store, &jobs, answer))?;
        Ok(Self { queue, thread })
    }

    /// Queues one job.
    ///
    /// # Errors
    /// [`Stopped`] if the thread is gone.
    pub fn submit(&self, ticket: Ticket, job: Job) -> Result<(), Stopped> {
        self.queue.send((ticket, job)).map_err(|_| Stopped)
    }

    /// Waits until everything submitted is stored and answered, and the store is closed.
    pub fn finish(self) {
        drop(self.queue);
        // A panic of the thread has already been printed, and there is nobody left to tell.
        let _ = self.thread.join();
    }
}

fn run(mut store: impl Store, jobs: &Receiver<(Ticket, Job)>, mut answer: impl FnMut(Ticket, Outcome)) {
    while let Ok((ticket, first)) = jobs.recv() {
        let mut tickets = vec![ticket];
        let mut bytes = size_of_job(&first);
        let mut batch = vec![first];
        while batch.len() < BATCH_JOBS && bytes < BATCH_BYTES {
            let Ok((ticket, job)) = jobs.try_recv() else {
                break;
            };
            bytes = bytes.saturating_add(size_of_job(&job));
            tickets.push(ticket);
            batch.push(job);
        }
        for (ticket, outcome) in tickets.into_iter().zip(store.commit(&batch)) {
            answer(ticket, outcome);
        }
    }
}

const fn size_of_job(job: &Job) -> usize {
    match &job.op {
        Op::Put { payload, .. } => payload.len(),
        _ => 0,
    }
}
