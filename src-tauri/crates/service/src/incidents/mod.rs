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
    #[error("--to is before --from: --from is when the exposure began, --to when it ended")]
    EndsBeforeItBegins,
    #[error("say which data was exposed: at least one kind")]
    NoData,
    #[error("{0} is given twice")]
    NamedTwice(&'static str),
    #[error("there is no account {0}; list-accounts shows all accounts")]
    NoSuchAccount(Uuid),
    #[error("there is no client {0}; list-clients shows all clients")]
    NoSuchClient(String),
    #[error("there is no exposure {0}; list-exposures shows all of them")]
    NoSuchExposure(Uuid),
    #[error("somebody else has just corrected this announcement; look at it again")]
    CorrectedMeanwhile,
    #[error("this announcement was withdrawn; make a new one")]
    Withdrawn,
    #[error("this correction changes nothing")]
    NothingCorrected,
    #[error("there is no event {0}; to correct an announcement, use correct-exposure")]
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
