//! A new password in the place of a forgotten one, at a service: by the recovery key, and the second factor where it is on.

use async_trait::async_trait;

use crate::ports::devices::SignedInComputer;
use crate::ports::grant::Grant;
use crate::ports::provider::{Credential, ServiceError, SessionId, SignedIn};
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::time::Timestamp;

#[async_trait]
pub trait PasswordRecoveryService: Send + Sync {
    /// Shows that the recovery key is at hand; it does not leave this computer. Once it is right, every computer of the account is
    /// told but this one. `previous` as in [`crate::ports::provider::AccountService::sign_in`].
    ///
    /// # Errors
    /// [`NotRecovered::Waits`]; [`TwoFactorError::WrongRecoveryKey`], also for an address without an account;
    /// [`TwoFactorError::SecondFactorNeeded`], and whatever is wrong with `factor`
    async fn recover(
        &self,
        email: &str,
        recovery_key: &Password,
        factor: Option<&SecondFactor>,
        previous: Option<&Credential>,
    ) -> Result<Box<dyn Recovered>, NotRecovered>;

    /// From a computer of the account. Nothing comes of what somebody has begun; succeeds as well when there is nothing.
    async fn stop_recovery(&self, grant: &Grant) -> Result<(), ServiceError>;
}

/// The owner may choose a new password. Nothing has changed yet; it is over when it is dropped, or after a few minutes.
#[async_trait]
pub trait Recovered: Send + Sync {
    fn expires_at(&self) -> Timestamp;

    /// Those that are signed in.
    fn computers(&self) -> Vec<SignedInComputer>;

    /// All at once or not at all: the account opens with the new password, names of cameras stay readable, the recovery key is good
    /// as before, and every computer is signed out that is not in `keep`. It may be asked again: it is done once, as it was first asked for.
    async fn choose(&self, new: &Password, keep: &[SessionId]) -> Result<(), NotChosen>;

    /// With the password that was chosen; the recovery key stands in for the second factor, so that the owner need not wait for
    /// another code. `computer` as in [`crate::ports::provider::AccountService::sign_in`].
    async fn sign_in(&self, new: &Password, computer: &str) -> Result<SignedIn, TwoFactorError>;
}

/// Why the owner may not choose a new password yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRecovered {
    #[error(transparent)]
    Refused(#[from] TwoFactorError),
    /// The recovery key was right, and no second factor is asked for: it is to be brought again at this time.
    #[error("a new password can be chosen later")]
    Waits { available_at: Timestamp },
}

/// Why the new password is not in force.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotChosen {
    /// [`TwoFactorError::Lapsed`] when it was stopped, took too long, or how the owner signs in has changed meanwhile.
    #[error(transparent)]
    Refused(#[from] TwoFactorError),
    #[error("it is not known whether the new password is in force")]
    Unclear,
}

impl From<ServiceError> for NotRecovered {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<ServiceError> for NotChosen {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error.into())
    }
}
