//! What the people who run a service do after an incident: end sessions, say what lay open, correct what was said. Each
//! leaves an entry in the audit record, in the same transaction.

pub mod audit;
pub mod corrections;
pub mod exposures;
pub mod resets;
pub mod words;

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::service::Service;
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
    #[error("there is no account {0}; list-accounts prints those that there are")]
    NoSuchAccount(Uuid),
    #[error("there is no client {0}; list-clients prints those that there are")]
    NoSuchClient(String),
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

impl Service {
    /// A mistyped account would be nobody, and that it was done would be told.
    ///
    /// # Errors
    /// [`IncidentError::NoSuchAccount`], [`IncidentError::Store`]
    pub async fn knows_accounts(&self, accounts: &BTreeSet<Uuid>) -> Result<(), IncidentError> {
        match self.inner.store.unknown_account(accounts).await? {
            Some(unknown) => Err(IncidentError::NoSuchAccount(unknown)),
            None => Ok(()),
        }
    }
}
