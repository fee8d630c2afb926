//! How complete what the page shows is.

use pillion_protocol::content::{id::Version, problem::Problem, update::Update};
use pillion_wire::time::Timestamp;

/// The page's place in the history of the phone's state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sync {
    /// The page has every change up to here.
    pub version: Version,
    /// All was there once since the page was opened.
    pub complete: bool,
    /// The phone has to be asked.
    pub needed: bool,
    /// The phone was asked and has not answered in full.
    pub running: bool,
    /// Whether the parts that come now are the first ones of an answer.
    pub first_part: bool,
    /// The phone has said that there is another part; it has to be asked for.
    pub cursor: Option<u64>,
    /// When the second part is asked for: after the first one was drawn.
    pub rest_at: Option<Timestamp>,
    /// Updates that came in the meantime; they are applied after the answer, because they build on it.
    pub waiting: Vec<Update>,
    /// Why the phone did not answer the last time.
    pub problem: Option<Problem>,
}
