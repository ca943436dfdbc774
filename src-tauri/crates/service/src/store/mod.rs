//! The records of the service, and all of its SQL.

mod accounts;
mod cameras;
mod changes;
mod events;
mod sessions;
mod sqlite;

pub use accounts::{AccountSummary, NewAccount};
pub use cameras::{CameraState, ProfileChange, Written};
pub use changes::{Changes, Marks};
pub use events::{NewEvent, StoredEvent};
pub use sessions::{Ended, NewSession, ResetRow, SessionRow};
pub use sqlite::{DatabaseUrl, Store};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Locked, full, gone: it may work again later.
    #[error("the database does not answer: {0}")]
    Unavailable(#[from] sqlx::Error),
    /// A record is not what this program writes.
    #[error("the database holds a {0} that makes no sense")]
    Damaged(&'static str),
}

fn uuid(bytes: &[u8], what: &'static str) -> Result<uuid::Uuid, StoreError> {
    uuid::Uuid::from_slice(bytes).map_err(|_| StoreError::Damaged(what))
}
