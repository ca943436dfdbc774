//! What the people who run a service do after an incident: end sessions, say what lay open, correct what was said. Each
//! leaves an entry in the audit record, in the same transaction.

pub mod audit;
pub mod corrections;
pub mod exposures;
pub mod resets;
pub mod words;

use uuid::Uuid;

use crate::store::StoreError;

pub use audit::{Audit, AuditEntry, Tampered};
pub use exposures::{Announcement, Draft, Revision};
pub use resets::{Incident, Whose};
pub use words::{Words, WordsError};

/// Why an incident tool did nothing.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    #[error(transparent)]
    Words(#[from] WordsError),
    #[error(
        "it ends before it begins: --from is when data first lay open, --to when it no longer did"
    )]
    EndsBeforeItBegins,
    #[error("say what lay open: at least one kind of data")]
    NoData,
    #[error("{0} is named twice")]
    NamedTwice(&'static str),
    #[error("there is no account {0}")]
    NoSuchAccount(Uuid),
    #[error("no exposure {0} was announced")]
    NoSuchExposure(Uuid),
    #[error("the announcement was corrected meanwhile; look at it again")]
    CorrectedMeanwhile,
    #[error("the announcement was withdrawn; announce another one")]
    Withdrawn,
    #[error("the correction changes nothing")]
    NothingCorrected,
    #[error("there is no event {0}; announcements of exposures have a correction of their own")]
    NoSuchEvent(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}
