//! What can go wrong, said as what can be done about it.
//!
//! Detailed enums stay inside; one mapping ([`Failure`]) crosses to the webview: codes, never sentences,
//! paths or what a service answered.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::local_store::StoreError;
use crate::ports::nearby_networks::NearbyTrouble;
use crate::ports::provider::ServiceError;
use crate::ports::secret_vault::VaultError;
use crate::ports::two_factor::{NotFinished, TwoFactorError};
use crate::ports::unjoined_camera::CameraTrouble;
use crate::wifi::code::CodeError;

/// What the webview learns of a failure. The sentences are the window's, one per code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{code:?}")]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub code: FailureCode,
    pub remedy: Remedy,
    /// Seconds to wait before another try makes sense.
    pub retry_after: Option<u32>,
    /// A number that goes with the code: seconds a clock is off (ahead, or behind when negative), characters allowed, tries left.
    pub reference: Option<i32>,
}

/// Alphabetical. Add one only when the window has a sentence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    AccountAlreadyHere,
    AccountExists,
    AccountFull,
    AddressNotAllowed,
    AnotherCamera,
    AuthenticatorClockOff,
    AuthenticatorCounterBased,
    AuthenticatorExported,
    AuthenticatorKnown,
    AuthenticatorLinkGarbled,
    AuthenticatorMobileOtp,
    AuthenticatorOfOneApp,
    AuthenticatorSeveral,
    AuthenticatorSteam,
    AuthenticatorUnsupported,
    AuthenticatorsFull,
    AuthenticatorsUnreadable,
    CameraCannotJoin,
    CameraChangesText,
    CameraGarbled,
    CameraNameRefused,
    CameraNotFound,
    CameraNotHeard,
    CameraRefused,
    CameraRemovalUnclear,
    CameraSilent,
    CameraUnplugged,
    CamerasThereAlready,
    CertificateExpired,
    CertificateUntrusted,
    ClipboardUnavailable,
    ClockOff,
    CodeNotCarried,
    CodeTooDense,
    DataDamaged,
    DataFromNewerVersion,
    DeletionUnclear,
    DiskFull,
    EmailInvalid,
    EmailSame,
    EmailTaken,
    EmailUnclear,
    EmailUndoOver,
    EmailUndoTooNew,
    FactorCodeUsed,
    FactorCodeWrong,
    FactorLapsed,
    FactorLocked,
    FactorNeeded,
    FileNotSaved,
    InvitationInvalid,
    InvitationNeeded,
    KeychainAbsent,
    KeychainCannotAsk,
    KeychainDenied,
    KeychainFaulty,
    KeychainKeyMissing,
    KeychainLocked,
    KeychainNotSetUp,
    KeychainTimedOut,
    MoveUnderWay,
    NetworkNameEmpty,
    NetworkNameTooLong,
    NetworkUnsuitable,
    NicknameControlCharacters,
    NicknameEmpty,
    NicknameTooLong,
    NoAuthenticatorProgram,
    NoBrowser,
    NoFileManager,
    NotNow,
    NotRecognised,
    NotThere,
    PairingOver,
    PassphraseWrong,
    PasswordBreached,
    PasswordCommon,
    PasswordOwnWord,
    PasswordSame,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUnclear,
    PasswordWrong,
    PictureAmbiguous,
    PictureSearchStopped,
    PictureTooLarge,
    PictureUnreadable,
    PictureWithoutCode,
    PortNotPermitted,
    ProtectionUnreadable,
    ProviderUnknown,
    RecoveryCodeWrong,
    RecoveryKeyMismatch,
    RecoveryKeyNotSetUp,
    RecoveryKeyUnclear,
    RecoveryKeyWrong,
    RecoveryOver,
    RegistrationClosed,
    SecretKeyIncomplete,
    SecretKeyIsCode,
    SecretKeyIsRecoveryCode,
    SecretKeyNotBase32,
    SecretKeyNotFound,
    SecretKeyTooLong,
    ServiceBusy,
    ServiceFaulty,
    ServiceGarbled,
    ServiceKeyLost,
    ServiceKeyUnvouched,
    ServiceMisdirected,
    ServiceRefused,
    ServiceTimedOut,
    ServiceUnreachable,
    SessionEnded,
    SetupUnderWay,
    SignInIncomplete,
    StorageUnavailable,
    TooManyRegistrations,
    TooManyTries,
    WifiNotPermitted,
    WifiNothingSaved,
    WifiPasswordMissing,
    WifiPasswordNotAscii,
    WifiPasswordNotHex,
    WifiPasswordTooLong,
    WifiPasswordTooShort,
    WifiPasswordsFull,
    WifiUnavailable,
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
    CopyAddress,
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
            Self::AccountExists
            | Self::NotRecognised
            | Self::ServiceKeyLost
            | Self::ServiceKeyUnvouched
            | Self::SessionEnded => Remedy::SignIn,
            Self::AddressNotAllowed | Self::ServiceMisdirected => Remedy::CheckAddress,
            Self::AccountFull
            | Self::CertificateExpired
            | Self::CertificateUntrusted
            | Self::RegistrationClosed => Remedy::ContactService,
            Self::AuthenticatorClockOff | Self::ClockOff => Remedy::CheckClock,
            Self::DataDamaged | Self::KeychainKeyMissing | Self::ProtectionUnreadable => {
                Remedy::StartAfresh
            }
            Self::AuthenticatorsUnreadable | Self::DataFromNewerVersion | Self::ProviderUnknown => {
                Remedy::UpdatePorchlight
            }
            Self::DiskFull => Remedy::FreeSpace,
            Self::AccountAlreadyHere
            | Self::AnotherCamera
            | Self::AuthenticatorCounterBased
            | Self::AuthenticatorExported
            | Self::AuthenticatorKnown
            | Self::AuthenticatorLinkGarbled
            | Self::AuthenticatorMobileOtp
            | Self::AuthenticatorOfOneApp
            | Self::AuthenticatorSeveral
            | Self::AuthenticatorSteam
            | Self::AuthenticatorUnsupported
            | Self::AuthenticatorsFull
            | Self::CameraCannotJoin
            | Self::CameraChangesText
            | Self::CameraNameRefused
            | Self::CamerasThereAlready
            | Self::CodeNotCarried
            | Self::CodeTooDense
            | Self::EmailInvalid
            | Self::EmailSame
            | Self::EmailTaken
            | Self::EmailUndoOver
            | Self::EmailUndoTooNew
            | Self::FactorCodeWrong
            | Self::FactorLocked
            | Self::FactorNeeded
            | Self::InvitationInvalid
            | Self::InvitationNeeded
            | Self::MoveUnderWay
            | Self::NetworkNameEmpty
            | Self::NetworkNameTooLong
            | Self::NetworkUnsuitable
            | Self::NicknameControlCharacters
            | Self::NicknameEmpty
            | Self::NicknameTooLong
            | Self::NoAuthenticatorProgram
            | Self::PassphraseWrong
            | Self::PasswordBreached
            | Self::PasswordCommon
            | Self::PasswordOwnWord
            | Self::PasswordSame
            | Self::PasswordTooLong
            | Self::PasswordTooShort
            | Self::PasswordWrong
            | Self::PictureAmbiguous
            | Self::PictureSearchStopped
            | Self::PictureTooLarge
            | Self::PictureUnreadable
            | Self::PictureWithoutCode
            | Self::RecoveryCodeWrong
            | Self::RecoveryKeyMismatch
            | Self::RecoveryKeyNotSetUp
            | Self::RecoveryKeyWrong
            | Self::SecretKeyIncomplete
            | Self::SecretKeyIsCode
            | Self::SecretKeyIsRecoveryCode
            | Self::SecretKeyNotBase32
            | Self::SecretKeyNotFound
            | Self::SecretKeyTooLong
            | Self::SetupUnderWay
            | Self::SignInIncomplete
            | Self::WifiNothingSaved
            | Self::WifiPasswordMissing
            | Self::WifiPasswordNotAscii
            | Self::WifiPasswordNotHex
            | Self::WifiPasswordTooLong
            | Self::WifiPasswordTooShort
            | Self::WifiPasswordsFull
            | Self::WrongCredentials => Remedy::CheckInput,
            Self::KeychainAbsent
            | Self::KeychainCannotAsk
            | Self::KeychainDenied
            | Self::KeychainFaulty
            | Self::KeychainLocked
            | Self::KeychainNotSetUp
            | Self::KeychainTimedOut => Remedy::UnlockKeychain,
            Self::NoBrowser | Self::NoFileManager => Remedy::CopyAddress,
            Self::CameraGarbled
            | Self::CameraNotFound
            | Self::CameraNotHeard
            | Self::CameraRefused
            | Self::CameraRemovalUnclear
            | Self::CameraSilent
            | Self::CameraUnplugged
            | Self::FactorLapsed
            | Self::ClipboardUnavailable
            | Self::DeletionUnclear
            | Self::EmailUnclear
            | Self::FileNotSaved
            | Self::NotNow
            | Self::NotThere
            | Self::PairingOver
            | Self::PasswordUnclear
            | Self::PortNotPermitted
            | Self::RecoveryKeyUnclear
            | Self::RecoveryOver
            | Self::ServiceFaulty
            | Self::ServiceGarbled
            | Self::ServiceRefused
            | Self::ServiceTimedOut
            | Self::ServiceUnreachable
            | Self::StorageUnavailable
            | Self::WifiNotPermitted
            | Self::WifiUnavailable => Remedy::TryAgain,
            Self::FactorCodeUsed
            | Self::ServiceBusy
            | Self::TooManyRegistrations
            | Self::TooManyTries => Remedy::Wait,
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
            ServiceError::AccountFull => plain(Code::AccountFull),
            ServiceError::AddressNotAllowed => plain(Code::AddressNotAllowed),
            ServiceError::CertificateExpired => plain(Code::CertificateExpired),
            ServiceError::CertificateUntrusted => plain(Code::CertificateUntrusted),
            ServiceError::ClockOff { seconds } => {
                let seconds = (*seconds).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
                plain(Code::ClockOff).with_reference(i32::try_from(seconds).unwrap_or_default())
            }
            ServiceError::EmailInvalid => plain(Code::EmailInvalid),
            ServiceError::Faulty => plain(Code::ServiceFaulty),
            ServiceError::Garbled => plain(Code::ServiceGarbled),
            ServiceError::InvitationInvalid => plain(Code::InvitationInvalid),
            ServiceError::InvitationNeeded => plain(Code::InvitationNeeded),
            ServiceError::Keychain(error) => Self::from(error),
            ServiceError::KeyLost => plain(Code::ServiceKeyLost),
            ServiceError::KeyUnvouched => plain(Code::ServiceKeyUnvouched),
            ServiceError::Misdirected => plain(Code::ServiceMisdirected),
            ServiceError::NotFound => plain(Code::NotThere),
            ServiceError::NotRecognised => plain(Code::NotRecognised),
            ServiceError::Full { retry_after } | ServiceError::Overloaded { retry_after } => {
                plain(Code::ServiceBusy).with_retry_after(*retry_after)
            }
            ServiceError::ProviderUnknown => plain(Code::ProviderUnknown),
            ServiceError::Refused => plain(Code::ServiceRefused),
            ServiceError::RegistrationClosed => plain(Code::RegistrationClosed),
            ServiceError::SessionEnded { .. } => plain(Code::SessionEnded),
            ServiceError::TimedOut => plain(Code::ServiceTimedOut),
            ServiceError::TooManyRegistrations { retry_after } => {
                plain(Code::TooManyRegistrations).with_retry_after(*retry_after)
            }
            ServiceError::TooManyTries { retry_after } => {
                plain(Code::TooManyTries).with_retry_after(*retry_after)
            }
            ServiceError::Unreachable => plain(Code::ServiceUnreachable),
            ServiceError::WrongCredentials => plain(Code::WrongCredentials),
        }
    }
}

impl From<&TwoFactorError> for Failure {
    fn from(error: &TwoFactorError) -> Self {
        use FailureCode as Code;
        match error {
            TwoFactorError::ClockOff { ahead } => {
                let ahead = i32::try_from(*ahead).unwrap_or_default();
                Self::new(Code::AuthenticatorClockOff).with_reference(ahead)
            }
            TwoFactorError::CodeUsed => Code::FactorCodeUsed.into(),
            // Both are put right before anything is asked; what comes through is a matter of a moment.
            TwoFactorError::FreshProofNeeded | TwoFactorError::Off => Code::NotNow.into(),
            TwoFactorError::Lapsed => Code::FactorLapsed.into(),
            TwoFactorError::Locked => Code::FactorLocked.into(),
            TwoFactorError::RecoveryKeyNotSetUp => Code::RecoveryKeyNotSetUp.into(),
            TwoFactorError::SecondFactorNeeded => Code::FactorNeeded.into(),
            // Whoever is signed in is asked for the password alone.
            TwoFactorError::Service(ServiceError::WrongCredentials) => Code::PasswordWrong.into(),
            TwoFactorError::Service(error) => Self::from(error),
            TwoFactorError::WrongCode => Code::FactorCodeWrong.into(),
            TwoFactorError::WrongRecoveryCode => Code::RecoveryCodeWrong.into(),
            TwoFactorError::WrongRecoveryKey => Code::RecoveryKeyWrong.into(),
        }
    }
}

impl From<&NotFinished> for Failure {
    fn from(NotFinished { why, tries_left }: &NotFinished) -> Self {
        let failure = Self::from(why);
        let wrong = matches!(
            failure.code,
            FailureCode::FactorCodeWrong
                | FailureCode::RecoveryCodeWrong
                | FailureCode::RecoveryKeyWrong
        );
        match tries_left.and_then(|left| i32::try_from(left).ok()) {
            Some(left) if wrong => failure.with_reference(left),
            Some(_) | None => failure,
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
        match error {
            VaultError::Absent => FailureCode::KeychainAbsent.into(),
            VaultError::CannotAsk => FailureCode::KeychainCannotAsk.into(),
            VaultError::Database(error) => Self::from(error),
            VaultError::Denied => FailureCode::KeychainDenied.into(),
            VaultError::Faulty => FailureCode::KeychainFaulty.into(),
            VaultError::Locked => FailureCode::KeychainLocked.into(),
            VaultError::NotSetUp => FailureCode::KeychainNotSetUp.into(),
            VaultError::TimedOut => FailureCode::KeychainTimedOut.into(),
        }
    }
}

impl From<CameraTrouble> for Failure {
    fn from(trouble: CameraTrouble) -> Self {
        Self::new(match trouble {
            CameraTrouble::CannotJoin => FailureCode::CameraCannotJoin,
            CameraTrouble::Garbled => FailureCode::CameraGarbled,
            CameraTrouble::NameRefused => FailureCode::CameraNameRefused,
            CameraTrouble::NotCarried => FailureCode::CameraChangesText,
            CameraTrouble::NotFound => FailureCode::CameraNotFound,
            CameraTrouble::NotPermitted => FailureCode::PortNotPermitted,
            CameraTrouble::Refused => FailureCode::CameraRefused,
            CameraTrouble::Silent => FailureCode::CameraSilent,
            CameraTrouble::Unplugged => FailureCode::CameraUnplugged,
            CameraTrouble::Unsuitable => FailureCode::NetworkUnsuitable,
        })
    }
}

impl From<CodeError> for Failure {
    fn from(error: CodeError) -> Self {
        Self::new(match error {
            CodeError::NotCarried => FailureCode::CodeNotCarried,
            CodeError::TooDense => FailureCode::CodeTooDense,
        })
    }
}

/// What the owner hears of a page that was to be opened.
///
/// # Errors
/// No browser took it.
pub fn in_browser(opened: bool) -> Result<(), Failure> {
    if opened {
        Ok(())
    } else {
        Err(FailureCode::NoBrowser.into())
    }
}

/// For a saved password; what a look around comes to is a view of its own.
impl From<NearbyTrouble> for Failure {
    fn from(trouble: NearbyTrouble) -> Self {
        Self::new(match trouble {
            NearbyTrouble::NothingSaved => FailureCode::WifiNothingSaved,
            NearbyTrouble::NotPermitted => FailureCode::WifiNotPermitted,
            NearbyTrouble::NoHardware | NearbyTrouble::SwitchedOff | NearbyTrouble::Unavailable => {
                FailureCode::WifiUnavailable
            }
        })
    }
}
