//! Removes the parts of files whose time is up, or that were let go.

use pillion_wire::id::FileId;

use super::depot::Depot;
use crate::{
    clock::Clock,
    store::{
        op::{Job, Op},
        writer::Queue,
    },
};

/// Removes the parts of `files`, and then tells the store that their room is free. What fails is tried again when the store
/// names it the next time.
pub async fn forget(files: Vec<FileId>, depot: Depot, queue: Queue, clock: Clock) {
    for file in files {
        if let Err(error) = depot.remove(file).await {
            tracing::error!(%error, "a file could not be removed; it is tried again");
            continue;
        }
        let job = Job {
            now: clock.now(),
            op: Op::FreeFile { file },
        };
        if let Err(code) = queue.ask(job).await {
            tracing::error!(
                ?code,
                "a file is gone, but its room could not be freed; it is tried again"
            );
        }
    }
}
