//! The records of the service, and all of its SQL.

mod accounts;
pub(crate) mod audit;
#[cfg(test)]
mod by_index;
pub(crate) mod cameras;
mod changes;
pub(crate) mod clients;
pub(crate) mod email_changes;
pub(crate) mod endings;
pub(crate) mod enrolments;
pub(crate) mod erasing;
pub(crate) mod events;
pub(crate) mod exposures;
pub(crate) mod farewells;
mod forgetting;
pub(crate) mod grants;
pub(crate) mod holdings;
mod incidents_held;
pub(crate) mod integrations;
mod integrations_held;
pub(crate) mod invitations;
pub(crate) mod keys;
pub(crate) mod link_requests;
pub(crate) mod lost_keys;
mod migrations;
mod pairings;
pub(crate) mod password_recovery;
pub(crate) mod passwords;
mod permissions;
pub(crate) mod recovery_key;
mod room;
pub(crate) mod sealed;
pub(crate) mod sessions;
mod sqlite;
pub(crate) mod telling;
pub(crate) mod two_factor;
#[cfg(test)]
mod undone;
mod used_proofs;

pub use accounts::{AccountSummary, Added, NewAccount};
pub use audit::AuditRow;
pub use cameras::{CameraState, Once, ProfileChange, Written};
pub use changes::{Changes, Marks};
pub use clients::ClientRow;
pub use endings::{Ended, ResetRow};
pub use enrolments::{Challenged, HalfEnrolled};
pub use erasing::Traces;
pub use events::{NewEvent, StoredEvent};
pub use exposures::{ExposureRow, NewExposure};
pub(crate) use farewells::Farewell;
pub use grants::TokenRow;
pub use integrations::{IntegrationRow, UnlinkedRow};
pub use link_requests::{LinkRequestRow, LinkState};
pub use pairings::{Claim, Claimed, NewPairing, Pairing, PairingRow};
pub use password_recovery::PasswordRecovery;
pub use passwords::PasswordMark;
pub use recovery_key::{RecoveryKeyRow, WaysIn};
pub use sessions::{Begun, NewSession, Proved, Proving, SessionRow};
pub(crate) use sqlite::Tx;
pub use sqlite::{DatabaseUrl, Store, Watching};
pub use two_factor::{NewTwoFactor, TwoFactorRow};
pub(crate) use used_proofs::UsedProof;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Locked, full, gone: it may work again later, without a restart.
    #[error("the database cannot be used: {0}")]
    Unavailable(#[from] sqlx::Error),
    /// A record is not what this program writes.
    #[error("the database contains an invalid {0}")]
    Damaged(&'static str),
    /// Nothing was written: the proof of the request was used by another one, here or elsewhere.
    #[error("this request was already used")]
    ProofUsed,
}

impl StoreError {
    /// Others were in the way. Anything else is a fault.
    pub fn is_busy(&self) -> bool {
        const BUSY: u32 = 5;
        const LOCKED: u32 = 6;
        match self {
            Self::Unavailable(sqlx::Error::PoolTimedOut) => true,
            Self::Unavailable(error) => matches!(result_code(error), Some(BUSY | LOCKED)),
            Self::Damaged(_) | Self::ProofUsed => false,
        }
    }
}

/// SQLite's, without its extension (<https://sqlite.org/rescode.html>).
pub(crate) fn result_code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<u32>().ok().map(|code| code & 0xff)
}

fn uuid(bytes: &[u8], what: &'static str) -> Result<uuid::Uuid, StoreError> {
    uuid::Uuid::from_slice(bytes).map_err(|_| StoreError::Damaged(what))
}
