//! Trying out, on a computer that is signed in, what would bring the owner back.

use async_trait::async_trait;

use crate::ports::provider::Credential;
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;

/// Nothing is used up by a rehearsal.
#[async_trait]
pub trait RecoveryService: Send + Sync {
    /// How many recovery codes are left when this is one of them. Wants a fresh proof of the password.
    ///
    /// # Errors
    /// [`TwoFactorError::WrongRecoveryCode`], [`TwoFactorError::Off`]
    async fn rehearse_recovery_code(
        &self,
        credential: &Credential,
        code: &Password,
    ) -> Result<u32, TwoFactorError>;

    /// The key does not leave this computer.
    ///
    /// # Errors
    /// [`TwoFactorError::WrongRecoveryKey`]
    async fn rehearse_recovery_key(
        &self,
        credential: &Credential,
        key: &Password,
    ) -> Result<KeyWorth, TwoFactorError>;

    /// The key signs in afterwards, where it did not before. Wants a fresh proof of the password, and `factor` when
    /// two-factor is on.
    ///
    /// # Errors
    /// [`TwoFactorError::WrongRecoveryKey`] when it is not the account's
    async fn set_up_recovery_key(
        &self,
        credential: &Credential,
        key: &Password,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError>;
}

/// What a right recovery key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyWorth {
    /// It opens the names, and stands in for the second factor.
    OpensAndSignsIn,
    /// The account was made before recovery keys could sign in; [`RecoveryService::set_up_recovery_key`] changes that.
    OpensOnly,
}
