//! What the owner pasted, or showed as a picture of a code.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{Authenticator, CodeKind, link, secret_key};
use crate::error::{Failure, FailureCode};

/// Comes in, never goes out: it may be a secret.
#[derive(Debug)]
pub struct Pasted(SecretString);

/// An authenticator that is not kept yet.
#[derive(Clone)]
pub struct Import {
    pub authenticator: Authenticator,
    /// As the maker of the account calls itself; empty where nothing was said.
    pub issuer: String,
    pub account: String,
    /// It is a key by its letters, and written as recovery codes often are.
    pub doubtful: bool,
    /// The link says something beside that is not known here, and may be about its codes.
    pub more_said: bool,
}

/// Why it is no authenticator: what owners mix up with a secret key, told apart. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PastedError {
    #[error("it is a code of a few digits, good for half a minute")]
    Code,
    #[error("codes that are counted instead of timed (RFC 4226)")]
    CounterBased,
    #[error("several accounts, as an app hands them to another telephone")]
    Exported,
    #[error("a part of a secret key")]
    Incomplete,
    #[error("an `otpauth:` link that contradicts itself, or without a secret")]
    LinkGarbled,
    #[error("Mobile-OTP, which makes its codes by MD5 and a PIN")]
    MobileOtp,
    #[error("characters that no secret key has")]
    NotBase32,
    #[error("neither a secret key nor a link")]
    NotFound,
    #[error("what one app alone can read")]
    OneApp,
    #[error("a recovery code, or a list of them")]
    RecoveryCode,
    #[error("several links, of which one would be taken for a part of another")]
    Several,
    #[error("Steam Guard, whose codes have letters")]
    Steam,
    #[error("longer than any secret key or link")]
    TooLong,
    #[error("codes of another kind than RFC 6238, or not of 6 to 8 digits")]
    Unsupported,
}

/// Octets. No QR code holds more letters and digits (ISO/IEC 18004, version 40).
const LONGEST: usize = 4296;

impl Pasted {
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// # Errors
    /// [`PastedError`] says what it is instead.
    pub fn read(&self) -> Result<Import, PastedError> {
        let text = self.0.expose_secret().trim();
        if text.len() > LONGEST {
            return Err(PastedError::TooLong);
        }
        let text = link::only_one(text)?;
        match text.split_once(':') {
            Some((scheme, _)) => link::parse(scheme, text),
            None => Self::read_key(text),
        }
    }

    fn read_key(text: &str) -> Result<Import, PastedError> {
        // Digits and letters of full width become the usual ones.
        let text: Zeroizing<String> = Zeroizing::new(text.nfkc().collect());
        Ok(Import {
            authenticator: Authenticator::new(secret_key::parse(&text)?, CodeKind::USUAL),
            issuer: String::new(),
            account: String::new(),
            doubtful: secret_key::has_hyphen(&text),
            more_said: false,
        })
    }
}

impl From<PastedError> for Failure {
    fn from(error: PastedError) -> Self {
        Self::new(match error {
            PastedError::Code => FailureCode::SecretKeyIsCode,
            PastedError::CounterBased => FailureCode::AuthenticatorCounterBased,
            PastedError::Exported => FailureCode::AuthenticatorExported,
            PastedError::Incomplete => FailureCode::SecretKeyIncomplete,
            PastedError::LinkGarbled => FailureCode::AuthenticatorLinkGarbled,
            PastedError::MobileOtp => FailureCode::AuthenticatorMobileOtp,
            PastedError::NotBase32 => FailureCode::SecretKeyNotBase32,
            PastedError::NotFound => FailureCode::SecretKeyNotFound,
            PastedError::OneApp => FailureCode::AuthenticatorOfOneApp,
            PastedError::RecoveryCode => FailureCode::SecretKeyIsRecoveryCode,
            PastedError::Several => FailureCode::AuthenticatorSeveral,
            PastedError::Steam => FailureCode::AuthenticatorSteam,
            PastedError::TooLong => FailureCode::SecretKeyTooLong,
            PastedError::Unsupported => FailureCode::AuthenticatorUnsupported,
        })
    }
}
