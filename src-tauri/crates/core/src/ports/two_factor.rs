//! Two-factor sign-in at a service: a code of the owner's authenticator, a recovery code, or the recovery key,
//! after the password.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::grant::Grant;
use crate::ports::provider::{ServiceError, SignedIn};
use crate::secret::Password;
use crate::time::Timestamp;

/// Turning it on and off. Changes want a fresh proof of the password: a sign-in or [`TwoFactorService::prove_password`] a
/// few minutes before; otherwise [`TwoFactorError::FreshProofNeeded`].
#[async_trait]
pub trait TwoFactorService: Send + Sync {
    async fn two_factor(&self, grant: &Grant) -> Result<TwoFactorState, ServiceError>;

    /// The owner types the password again; the session's proof is fresh afterwards.
    async fn prove_password(&self, grant: &Grant, password: &Password) -> Result<(), ServiceError>;

    /// Nothing changes before it is confirmed. `label` is what the authenticator calls the account. `factor` is wanted when
    /// two-factor is on already: the owner moves to another authenticator.
    async fn begin_enrolment(
        &self,
        grant: &Grant,
        label: &str,
        factor: Option<&SecondFactor>,
    ) -> Result<Enrolment, TwoFactorError>;

    /// A code of the new authenticator: it has the secret. Nothing has changed yet.
    async fn check_enrolment(&self, grant: &Grant, code: &Password) -> Result<(), TwoFactorError>;

    /// After a code was checked, with one of the new recovery codes, which is not used up.
    async fn confirm_enrolment(
        &self,
        grant: &Grant,
        recovery_code: &Password,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError>;

    async fn turn_off(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError>;

    /// The old codes are good until one of these is typed back.
    async fn begin_recovery_codes(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
    ) -> Result<RecoveryCodes, TwoFactorError>;

    async fn confirm_recovery_codes(
        &self,
        grant: &Grant,
        recovery_code: &Password,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError>;
}

/// A sign-in whose password was right, and the ways on. It is over when it is dropped, or after a few minutes.
#[async_trait]
pub trait Challenge: std::fmt::Debug + Send + Sync {
    fn expires_at(&self) -> Timestamp;

    /// The ways on that the service offers, the usual one first. Never empty.
    fn offers(&self) -> Vec<FactorOffer>;

    /// Has a code sent, for the first time or once more.
    ///
    /// # Errors
    /// [`ServiceError::TooManyTries`] with the time to wait; [`ServiceError::NotFound`] where this way is not offered
    async fn send(&self, _way: SentBy) -> Result<CodeSent, TwoFactorError> {
        Err(ServiceError::NotFound.into())
    }

    /// May be tried again when the code was wrong.
    ///
    /// # Errors
    /// [`TwoFactorError::Lapsed`] when the owner has to start again with the password
    async fn answer(&self, factor: &SecondFactor) -> Result<SignedIn, NotFinished>;
}

/// A way on after a right password. Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "factor")]
pub enum FactorOffer {
    Email {
        /// To which address, as far as the service says it. Plain text.
        hint: String,
    },
    RecoveryCode,
    RecoveryKey,
    Sms {
        /// To which number, as far as the service says it. Plain text.
        hint: String,
    },
    /// A code of an authenticator (RFC 6238).
    Totp,
}

/// How a code comes. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SentBy {
    Email,
    Sms,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// From then on it may be sent once more.
    pub again_at: Timestamp,
}

/// Why a second factor did not end a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotFinished {
    pub why: TwoFactorError,
    /// Where this one cost a try. With none left the owner has to start again with the password.
    pub tries_left: Option<u32>,
}

impl From<TwoFactorError> for NotFinished {
    fn from(why: TwoFactorError) -> Self {
        Self {
            why,
            tries_left: None,
        }
    }
}

#[derive(Clone, Debug)]
pub enum SecondFactor {
    /// Six digits of the authenticator.
    Code(Password),
    /// What came by e-mail.
    EmailCode(Password),
    RecoveryCode(Password),
    /// For who has lost the telephone and the codes. It is not used up, and it does not leave this computer.
    RecoveryKey(Password),
    /// What came to the telephone.
    SmsCode(Password),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwoFactorState {
    Off,
    On {
        since: Timestamp,
        recovery_codes_left: u32,
    },
}

/// What becomes of the account's other computers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherSessions {
    End,
    Stay,
}

/// To be shown once.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Base32, to be typed where nothing can be scanned.
    pub secret: Password,
    /// `otpauth:`, to be drawn as a code.
    pub address: Password,
    pub recovery_codes: Vec<Password>,
    pub expires_at: Timestamp,
}

/// To be shown once.
#[derive(Clone, Debug)]
pub struct RecoveryCodes {
    pub codes: Vec<Password>,
    pub expires_at: Timestamp,
}

/// Why a second factor was not taken. Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TwoFactorError {
    #[error("the authenticator's clock is {ahead} seconds ahead")]
    ClockOff {
        /// Seconds, to half a minute; negative when it is behind.
        ahead: i64,
    },
    #[error("the code has been used")]
    CodeUsed,
    #[error("the password must be proved again")]
    FreshProofNeeded,
    #[error("it was begun too long ago, or is finished already")]
    Lapsed,
    #[error("too many wrong codes; only a recovery code or the recovery key helps")]
    Locked,
    #[error("two-factor is off")]
    Off,
    /// The account was made before recovery keys could sign in.
    #[error("the recovery key does not sign in yet")]
    RecoveryKeyNotSetUp,
    #[error("a second factor is wanted")]
    SecondFactorNeeded,
    #[error(transparent)]
    Service(#[from] ServiceError),
    #[error("the code is wrong")]
    WrongCode,
    #[error("the recovery code is wrong")]
    WrongRecoveryCode,
    #[error("the recovery key is wrong, or not whole")]
    WrongRecoveryKey,
}
