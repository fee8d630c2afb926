//! Why a store could not do what it was asked.

use pillion_wire::refusal::Code;

/// The storage itself failed; for the operator's log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database said no: disk full, input or output error.
    #[error("database: {0}")]
    Database(String),
    /// A write where only looking was tried, because writing had just failed.
    #[error("nothing can be written now")]
    Locked,
    /// A row that this build cannot read.
    #[error("damaged row in table {0}")]
    Damaged(&'static str),
}

/// How an op can end early.
#[derive(Debug)]
pub enum Stop {
    /// The client is told why.
    Refused(Code),
    /// The transaction cannot go on.
    Failed(Failure),
}

impl From<Code> for Stop {
    fn from(code: Code) -> Self {
        Self::Refused(code)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
