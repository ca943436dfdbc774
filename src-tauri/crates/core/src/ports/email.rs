//! Another e-mail address for an account, and for a day the one before again.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::time::Timestamp;

#[async_trait]
pub trait EmailService: Send + Sync {
    /// All at once or not at all: the account is found by the new address, and by no other. Nothing else changes, and all computers
    /// stay signed in. The same change tried again succeeds and does nothing more. `None`: it was made more than a day ago.
    ///
    /// # Errors
    /// [`EmailError::Unclear`] when it is not known whether the service did it; otherwise nothing has changed.
    async fn change_email(
        &self,
        grant: &Grant,
        change: &EmailChange,
    ) -> Result<Option<EmailUndo>, EmailError>;

    /// The address before that change is the account's again. Later changes are undone with it; whoever made them, or signed in
    /// since, is signed out.
    async fn undo_email_change(
        &self,
        grant: &Grant,
        change: &EmailChangeId,
    ) -> Result<(), NotUndone>;
}

#[derive(Clone, Debug)]
pub struct EmailChange {
    pub email: String,
    pub password: Password,
    /// Wanted when two-factor is on.
    pub factor: Option<SecondFactor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct EmailChangeId(pub String);

/// What brings the address before back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailUndo {
    pub change: EmailChangeId,
    pub until: Timestamp,
}

/// Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Of the second factor, or of the service as such.
    #[error(transparent)]
    Refused(#[from] TwoFactorError),
    #[error("the account has one of the two addresses; which one is not known")]
    Unclear,
}

/// Why the address before did not come back. Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUndone {
    /// A day has passed, or another computer has undone it.
    #[error("the change can no longer be undone")]
    Over,
    #[error(transparent)]
    Service(#[from] ServiceError),
    #[error("this computer signed in after the change")]
    SignedInSince,
}

impl From<ServiceError> for EmailError {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error.into())
    }
}
