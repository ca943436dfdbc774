//! Trying out, on a computer that is signed in, what would bring the owner back, and putting another recovery key in the place of
//! one that somebody has seen.

use async_trait::async_trait;

use crate::ports::grant::Grant;
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::time::Timestamp;

/// Nothing is used up by a rehearsal.
#[async_trait]
pub trait RecoveryService: Send + Sync {
    /// How many recovery codes are left when this is one of them. Wants a fresh proof of the password.
    ///
    /// # Errors
    /// [`TwoFactorError::WrongRecoveryCode`], [`TwoFactorError::Off`]
    async fn rehearse_recovery_code(
        &self,
        grant: &Grant,
        code: &Password,
    ) -> Result<u32, TwoFactorError>;

    /// The key does not leave this computer.
    ///
    /// # Errors
    /// [`TwoFactorError::WrongRecoveryKey`]
    async fn rehearse_recovery_key(
        &self,
        grant: &Grant,
        key: &Password,
    ) -> Result<KeyWorth, TwoFactorError>;

    /// The key signs in afterwards, where it did not before. Wants a fresh proof of the password, and `factor` when
    /// two-factor is on.
    ///
    /// # Errors
    /// [`TwoFactorError::WrongRecoveryKey`] when it is not the account's
    async fn set_up_recovery_key(
        &self,
        grant: &Grant,
        key: &Password,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError>;

    /// Makes another key, here; the one in force counts until [`NewRecoveryKey::take_over`]. Wants a fresh proof of the password,
    /// and `factor` when two-factor is on.
    ///
    /// # Errors
    /// [`TwoFactorError::SecondFactorNeeded`], and whatever is wrong with `factor`
    async fn new_recovery_key(
        &self,
        grant: &Grant,
        factor: Option<&SecondFactor>,
    ) -> Result<Box<dyn NewRecoveryKey>, TwoFactorError>;
}

/// A recovery key that is not in force yet. Wiped when it is dropped.
#[async_trait]
pub trait NewRecoveryKey: Send + Sync {
    fn expires_at(&self) -> Timestamp;

    /// Eight groups, for the owner to write down.
    fn groups(&self) -> Vec<String>;

    /// Whether `typed` is group number `index`, counted from 0.
    fn confirms(&self, index: usize, typed: &str) -> bool;

    /// Puts it in force, and says when, by the clock that dates what the service tells of the old one, which no longer works from
    /// then on. It may be asked again: it is done once.
    ///
    /// # Errors
    /// [`TwoFactorError::Lapsed`] when it took too long, or how the owner signs in has changed meanwhile
    async fn take_over(&self) -> Result<Timestamp, NotReplaced>;
}

/// Why a new recovery key did not take the place of the old one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReplaced {
    #[error(transparent)]
    Refused(#[from] TwoFactorError),
    #[error("one of the two recovery keys is good; which one is not known")]
    Unclear,
}

/// What a right recovery key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyWorth {
    /// It opens the names, and stands in for the second factor.
    OpensAndSignsIn,
    /// The account was made before recovery keys could sign in; [`RecoveryService::set_up_recovery_key`] changes that.
    OpensOnly,
}
