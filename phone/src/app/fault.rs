//! Why a step of the phone did not happen.

use pillion_protocol::content::problem::Problem;

use crate::{
    mls::{card::Card, error::MlsError},
    store::error::StoreError,
};

/// What stopped a transaction; nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A group.
    #[error(transparent)]
    Mls(MlsError),
    /// Somebody unknown shows this card; the directory must be asked whether the handle on it is his.
    #[error("somebody unknown")]
    Stranger(Box<Card>),
    /// A rule, with its sentence.
    #[error("{0}")]
    Problem(Problem),
}

impl From<MlsError> for Fault {
    fn from(error: MlsError) -> Self {
        match error {
            MlsError::Storage(error) => Self::Store(error.into()),
            other => Self::Mls(other),
        }
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Fault {
    /// What a screen is told.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Store(error) => {
                tracing::error!(%error, "the database refused");
                Problem::Storage
            }
            Self::Mls(error) => {
                tracing::warn!(%error, "an encrypted chat could not be used");
                Problem::ChatSetUp
            }
            Self::Stranger(_) => Problem::ForgedEntry,
            Self::Problem(problem) => *problem,
        }
    }
}
