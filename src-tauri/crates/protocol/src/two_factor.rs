//! Two-factor sign-in: a code of an authenticator app (RFC 6238: SHA-1, six digits, 30 s), a recovery code, or the recovery
//! key.
//!
//! Requests that change it want a fresh proof of the password: a sign-in of this session at most five minutes ago, or
//! `POST /v1/session/proof/start` and `finish` ([`ProofStartRequest`]); otherwise `fresh-proof-needed` (RFC 9470).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;

/// Seconds that a proof of the password counts as fresh.
pub const FRESH_FOR: i64 = 300;

/// `{"code": "123456"}` or `{"recovery_code": "K7QM-2V9R-XH4T-8WZN"}`. Spaces count for nothing, and a recovery code may
/// be typed in any case, without its hyphens, and with O, I and L for 0 and 1. `{"recovery_key_proof": "eyJ…"}` is an answer
/// to a [`Challenge`] by the recovery key ([`crate::recovery_key::answer`]), never the key itself.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SecondFactor {
    Code(String),
    RecoveryCode(String),
    RecoveryKeyProof(String),
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Code(_) => "Code",
            Self::RecoveryCode(_) => "RecoveryCode",
            Self::RecoveryKeyProof(_) => "RecoveryKeyProof",
        })
    }
}

/// With `second-factor-required` at `POST /v1/sign-in/finish`: the password was right, there is no session yet. Also
/// `POST /v1/two-factor/challenge`, 201, for a change of a session that the recovery key is to allow; used up by one try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// Good with the device key that finished the sign-in, for five tries, or with the session that asked for it.
    pub id: Uuid,
    /// Five minutes from the password.
    pub expires_at: UnixSeconds,
}

/// `POST /v1/sign-in/second-factor`, with a `DPoP` header by the same key as at `finish`; answers a
/// [`crate::account::SignInFinishResponse`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorRequest {
    pub challenge: Uuid,
    #[serde(flatten)]
    pub factor: SecondFactor,
}

/// `POST /v1/session/proof/start`: OPAQUE (RFC 9807) once more, for the account of the session.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofStartRequest {
    pub credential_request: Bytes,
}

/// `GET /v1/two-factor`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TwoFactorStatus {
    Off,
    On {
        since: UnixSeconds,
        recovery_codes_left: u32,
    },
}

/// `POST /v1/two-factor/enrolment`; 201 with an [`Enrolment`]. In the place of one that is half finished.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentRequest {
    /// What the authenticator app should call the account: 1 to 254 characters. The service does not keep it.
    pub label: String,
    /// Wanted when two-factor is on already: the owner moves to another authenticator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

/// What the owner puts into the authenticator, and the codes for when it is lost. Shown once; nothing has changed yet.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// 160 bits in base32 without padding (RFC 4648 §6).
    pub secret: String,
    /// The same as an `otpauth://totp/` address, for a code on the screen.
    pub otpauth_uri: String,
    /// Ten, of 80 bits each.
    pub recovery_codes: Vec<String>,
    /// Ten minutes from now.
    pub expires_at: UnixSeconds,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// `POST /v1/two-factor/enrolment/check`, by the session that started it; 204: the authenticator has the secret, and the
/// enrolment remembers it. Nothing has changed yet.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentCheckRequest {
    /// Of the authenticator. Used up once the enrolment is confirmed.
    pub code: String,
}

impl std::fmt::Debug for EnrolmentCheckRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnrolmentCheckRequest")
    }
}

/// `POST /v1/two-factor/enrolment/confirm`, by the session that started it, after a code was checked (otherwise
/// `second-factor-required`): two-factor is on afterwards; 204.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentConfirmRequest {
    /// One of the new ones, typed back: the owner has them. It is not used up.
    pub recovery_code: String,
    /// Ends the sessions of the account's other computers, with the reason `two_factor_changed`.
    #[serde(default)]
    pub end_other_sessions: bool,
}

impl std::fmt::Debug for EnrolmentConfirmRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EnrolmentConfirmRequest")
            .finish_non_exhaustive()
    }
}

/// `POST /v1/two-factor/off`; 204.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TurnOffRequest {
    #[serde(flatten)]
    pub factor: SecondFactor,
    /// Ends the sessions of the account's other computers, with the reason `two_factor_changed`.
    #[serde(default)]
    pub end_other_sessions: bool,
}

/// `POST /v1/two-factor/recovery-codes`, with a [`SecondFactor`]; 201. The old ones are good until one of these is typed back.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRecoveryCodes {
    /// Ten, of 80 bits each.
    pub recovery_codes: Vec<String>,
    /// Ten minutes from now.
    pub expires_at: UnixSeconds,
}

impl std::fmt::Debug for NewRecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRecoveryCodes")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// `POST /v1/two-factor/recovery-codes/confirm`, by the session that asked for them; 204. The old ones no longer work
/// afterwards.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodesConfirmRequest {
    /// One of the new ones. It is not used up.
    pub recovery_code: String,
    /// Ends the sessions of the account's other computers, with the reason `two_factor_changed`.
    #[serde(default)]
    pub end_other_sessions: bool,
}

impl std::fmt::Debug for RecoveryCodesConfirmRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodesConfirmRequest")
    }
}

/// `POST /v1/two-factor/recovery-codes/rehearsal`, with a fresh proof; 200 with [`RecoveryCodesLeft`] when the code would let
/// the owner in, and it is not used up.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodeRehearsal {
    pub recovery_code: String,
}

impl std::fmt::Debug for RecoveryCodeRehearsal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodeRehearsal")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodesLeft {
    pub recovery_codes_left: u32,
}
