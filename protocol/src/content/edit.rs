//! What a message said before.

use minicbor::{Decode, Encode};
use pillion_wire::time::Timestamp;

use super::text::Text;

/// One earlier wording.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Edit {
    /// What it said.
    #[n(0)]
    pub text: Text,
    /// Since when it had said so, by the clock of the writer's phone.
    #[n(1)]
    pub at: Timestamp,
}
