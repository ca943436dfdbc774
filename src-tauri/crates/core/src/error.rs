//! What can go wrong, said as what can be done about it.
//!
//! Detailed enums stay inside; one mapping ([`Failure`]) crosses to the webview: codes, never sentences,
//! paths or what a service answered.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::local_store::StoreError;
use crate::ports::provider::ServiceError;
use crate::ports::secret_vault::VaultError;

/// What the webview learns of a failure. The sentences are the window's, one per code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{code:?}")]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub code: FailureCode,
    pub remedy: Remedy,
    /// Seconds to wait before another try makes sense.
    pub retry_after: Option<u32>,
    /// A number that goes with the code: seconds the clock is off, characters allowed.
    pub reference: Option<i32>,
}

/// Alphabetical. Add one only when the window has a sentence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    AccountExists,
    AddressNotAllowed,
    CertificateExpired,
    CertificateUntrusted,
    ClockOff,
    DataDamaged,
    DataFromNewerVersion,
    DiskFull,
    EmailInvalid,
    KeychainAbsent,
    KeychainDenied,
    KeychainKeyMissing,
    KeychainLocked,
    KeychainTimedOut,
    NicknameControlCharacters,
    NicknameEmpty,
    NicknameTooLong,
    NotNow,
    NotRecognised,
    NotThere,
    PassphraseWrong,
    PasswordTooLong,
    PasswordTooShort,
    RecoveryKeyMismatch,
    ServiceBusy,
    ServiceGarbled,
    ServiceRefused,
    ServiceTimedOut,
    ServiceUnreachable,
    SessionEnded,
    StorageUnavailable,
    TooManyTries,
    WrongCredentials,
}

/// The one thing that helps. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    CheckAddress,
    CheckClock,
    CheckInput,
    ContactService,
    FreeSpace,
    SignIn,
    StartAfresh,
    TryAgain,
    UnlockKeychain,
    UpdatePorchlight,
    Wait,
}

impl Failure {
    pub fn new(code: FailureCode) -> Self {
        Self {
            code,
            remedy: code.remedy(),
            retry_after: None,
            reference: None,
        }
    }

    pub fn with_reference(self, reference: i32) -> Self {
        Self {
            reference: Some(reference),
            ..self
        }
    }

    pub fn with_retry_after(self, seconds: u32) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }
}

impl FailureCode {
    pub fn remedy(self) -> Remedy {
        match self {
            Self::AccountExists | Self::NotRecognised | Self::SessionEnded => Remedy::SignIn,
            Self::AddressNotAllowed => Remedy::CheckAddress,
            Self::CertificateExpired | Self::CertificateUntrusted => Remedy::ContactService,
            Self::ClockOff => Remedy::CheckClock,
            Self::DataDamaged | Self::KeychainKeyMissing => Remedy::StartAfresh,
            Self::DataFromNewerVersion => Remedy::UpdatePorchlight,
            Self::DiskFull => Remedy::FreeSpace,
            Self::EmailInvalid
            | Self::NicknameControlCharacters
            | Self::NicknameEmpty
            | Self::NicknameTooLong
            | Self::PassphraseWrong
            | Self::PasswordTooLong
            | Self::PasswordTooShort
            | Self::RecoveryKeyMismatch
            | Self::WrongCredentials => Remedy::CheckInput,
            Self::KeychainAbsent
            | Self::KeychainDenied
            | Self::KeychainLocked
            | Self::KeychainTimedOut => Remedy::UnlockKeychain,
            Self::NotNow
            | Self::NotThere
            | Self::ServiceGarbled
            | Self::ServiceRefused
            | Self::ServiceTimedOut
            | Self::ServiceUnreachable
            | Self::StorageUnavailable => Remedy::TryAgain,
            Self::ServiceBusy | Self::TooManyTries => Remedy::Wait,
        }
    }
}

impl From<FailureCode> for Failure {
    fn from(code: FailureCode) -> Self {
        Self::new(code)
    }
}

impl From<&ServiceError> for Failure {
    fn from(error: &ServiceError) -> Self {
        use FailureCode as Code;
        let plain = |code: Code| Self::new(code);
        match error {
            ServiceError::AccountExists => plain(Code::AccountExists),
            ServiceError::AddressNotAllowed => plain(Code::AddressNotAllowed),
            ServiceError::CertificateExpired => plain(Code::CertificateExpired),
            ServiceError::CertificateUntrusted => plain(Code::CertificateUntrusted),
            ServiceError::ClockOff { seconds } => {
                let seconds = (*seconds).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
                plain(Code::ClockOff).with_reference(i32::try_from(seconds).unwrap_or_default())
            }
            ServiceError::Garbled => plain(Code::ServiceGarbled),
            ServiceError::NotFound => plain(Code::NotThere),
            ServiceError::NotRecognised => plain(Code::NotRecognised),
            ServiceError::Overloaded { retry_after } => {
                plain(Code::ServiceBusy).with_retry_after(*retry_after)
            }
            ServiceError::Refused => plain(Code::ServiceRefused),
            ServiceError::SessionEnded { .. } => plain(Code::SessionEnded),
            ServiceError::TimedOut => plain(Code::ServiceTimedOut),
            ServiceError::TooManyTries { retry_after } => {
                plain(Code::TooManyTries).with_retry_after(*retry_after)
            }
            ServiceError::Unreachable => plain(Code::ServiceUnreachable),
            ServiceError::WrongCredentials => plain(Code::WrongCredentials),
        }
    }
}

impl From<&StoreError> for Failure {
    fn from(error: &StoreError) -> Self {
        Self::new(match error {
            StoreError::Damaged => FailureCode::DataDamaged,
            StoreError::DiskFull => FailureCode::DiskFull,
            StoreError::NewerVersion => FailureCode::DataFromNewerVersion,
            StoreError::Unavailable => FailureCode::StorageUnavailable,
        })
    }
}

impl From<&VaultError> for Failure {
    fn from(error: &VaultError) -> Self {
        Self::new(match error {
            VaultError::Absent => FailureCode::KeychainAbsent,
            VaultError::Denied => FailureCode::KeychainDenied,
            VaultError::Locked => FailureCode::KeychainLocked,
            VaultError::TimedOut => FailureCode::KeychainTimedOut,
        })
    }
}
