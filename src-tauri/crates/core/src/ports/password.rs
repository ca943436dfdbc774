//! Changing the password at a service.

use async_trait::async_trait;

use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::ports::two_factor::{OtherSessions, SecondFactor, TwoFactorError};
use crate::secret::Password;

#[async_trait]
pub trait PasswordService: Send + Sync {
    /// All at once or not at all: the account opens with the new password, names of cameras stay readable, and the recovery key
    /// is good as before. This computer stays signed in. Where the answer to an earlier try was lost, the same change tried
    /// again says [`PasswordChanged::Before`].
    ///
    /// # Errors
    /// [`PasswordError::Unclear`] when it is not known whether the service did it; otherwise nothing has changed.
    async fn change_password(
        &self,
        grant: &Grant,
        change: &PasswordChange,
    ) -> Result<PasswordChanged, PasswordError>;
}

#[derive(Clone, Debug)]
pub struct PasswordChange {
    pub old: Password,
    pub new: Password,
    /// Wanted when two-factor is on.
    pub factor: Option<SecondFactor>,
    pub others: OtherSessions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordChanged {
    /// The new one was in force already.
    Before,
    Now,
}

/// Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Of the second factor, or of the service as such.
    #[error(transparent)]
    Refused(#[from] TwoFactorError),
    #[error("one of the two passwords is good; which one is not known")]
    Unclear,
}

impl From<ServiceError> for PasswordError {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error.into())
    }
}
