//! The one thread that writes: takes all that is waiting, commits it at once, answers.
//!
//! While one batch waits for the disk, the next one gathers: the busier the relay, the more puts share an fsync.

use std::{
    fmt, io,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
};

use pillion_wire::refusal::Code;
use tokio::sync::oneshot;

use super::op::{Job, Op, Outcome, Store};

/// Jobs in one transaction at most: keeps the wait of the first one in it below some milliseconds of work.
const BATCH_JOBS: usize = 1_024;

/// Bytes of blobs in one transaction at most: what a slow disk writes in a tenth of a second.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Takes what a job came to, on the writer's thread.
type Reply = Box<dyn FnOnce(Outcome) + Send>;

/// One thing for the thread.
enum Message {
    Job(Job, Reply),
    /// Nothing comes after it.
    End,
}

/// Hands jobs to the thread.
#[derive(Clone)]
pub struct Queue(Sender<Message>);

/// The thread, and the way to it. Dropping it and all its queues lets the thread finish what was submitted.
#[derive(Debug)]
pub struct Writer {
    queue: Queue,
    thread: JoinHandle<()>,
}

/// The thread has ended; the relay must too.
#[derive(Debug, thiserror::Error)]
#[error("the store's thread has stopped")]
pub struct Stopped;

impl Queue {
    /// Queues one job; `reply` is called on the writer's thread, after the replies to all jobs before it.
    ///
    /// # Errors
    /// [`Stopped`] if the thread is gone.
    pub fn submit(&self, job: Job, reply: impl FnOnce(Outcome) + Send + 'static) -> Result<(), Stopped> {
        let message = Message::Job(job, Box::new(reply));
        self.0.send(message).map_err(|_| Stopped)
    }

    /// Queues one job and waits for what it comes to.
    ///
    /// # Errors
    /// The job's; [`Code::Closing`] if the thread is gone.
    pub async fn ask(&self, job: Job) -> Outcome {
        let (reply, told) = oneshot::channel();
        // Whoever does not wait any longer is not told; the outcome stands all the same.
        let submitted = self.submit(job, |outcome| drop(reply.send(outcome)));
        submitted.map_err(|_| Code::Closing)?;
        told.await.unwrap_or(Err(Code::Closing))
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Queue")
    }
}

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system's, if it has no room for a thread.
    pub fn start(store: impl Store + 'static) -> io::Result<Self> {
        let (queue, jobs) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("store".into())
            .spawn(move || run(store, &jobs))?;
        Ok(Self {
            queue: Queue(queue),
            thread,
        })
    }

    /// The way to the thread.
    #[must_use]
    pub const fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Waits until everything submitted is stored and answered, and the store is closed. What comes later is refused.
    pub fn finish(self) {
        let _ = self.queue.0.send(Message::End);
        // A panic of the thread has already been printed, and there is nobody left to tell.
        let _ = self.thread.join();
    }
}

fn run(mut store: impl Store, jobs: &Receiver<Message>) {
    let mut has_ended = false;
    while !has_ended && let Ok(Message::Job(first, reply)) = jobs.recv() {
        let mut replies = vec![reply];
        let mut bytes = size_of_job(&first);
        let mut batch = vec![first];
        while batch.len() < BATCH_JOBS && bytes < BATCH_BYTES {
            match jobs.try_recv() {
                Ok(Message::Job(job, reply)) => {
                    bytes = bytes.saturating_add(size_of_job(&job));
                    replies.push(reply);
                    batch.push(job);
                }
                Ok(Message::End) => {
                    has_ended = true;
                    break;
                }
                Err(_) => break,
            }
        }
        for (reply, outcome) in replies.into_iter().zip(store.commit(&batch)) {
            reply(outcome);
        }
    }
}

const fn size_of_job(job: &Job) -> usize {
    match &job.op {
        Op::Put { payload, .. } => payload.len(),
        _ => 0,
    }
}
