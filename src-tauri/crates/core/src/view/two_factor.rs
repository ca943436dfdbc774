//! Two-factor sign-in: what it is now, what is being changed, and how far a sign-in has come.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::secret::Password;
use crate::time::Timestamp;

/// As the service said last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum TwoFactorView {
    /// There is no such thing at this place.
    NotOffered,
    /// Not signed in, or not told yet.
    Unknown,
    Off,
    On {
        since: Timestamp,
        recovery_codes_left: u32,
    },
}

/// Half finished: nothing counts before a recovery code was typed back. Lapses by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum TwoFactorChangeView {
    Enrolment {
        stage: EnrolmentStage,
        expires_at: Timestamp,
        /// Two-factor is on already, and goes to another authenticator.
        moves: bool,
    },
    /// New recovery codes only.
    RecoveryCodes { expires_at: Timestamp },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentStage {
    /// The authenticator takes the key; a code of it is wanted.
    Scan,
    /// The code was right; the owner keeps the recovery codes, and types one back.
    KeepCodes,
}

/// What the owner typed after, or with, the password. Comes in, never goes out.
#[derive(Clone, Debug)]
pub struct SecondFactorInput {
    pub kind: SecondFactorKind,
    pub typed: Password,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorKind {
    /// Six digits of the authenticator.
    Code,
    EmailCode,
    RecoveryCode,
    /// Of the account: for who has lost authenticator and recovery codes.
    RecoveryKey,
    SmsCode,
}

/// How far a right password brought its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    SignedIn,
    SecondFactorWanted,
}

/// What the authenticator takes. Shown while the owner looks at it; the one view with a secret in it, which no snapshot holds.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EnrolmentReveal {
    /// SVG.
    pub drawing: String,
    /// The same to be typed: base32 (RFC 4648 §6) in groups of four.
    pub key: Vec<String>,
}

impl std::fmt::Debug for EnrolmentReveal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnrolmentReveal")
    }
}
