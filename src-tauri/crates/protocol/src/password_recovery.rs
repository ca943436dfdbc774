//! A forgotten password: the recovery key, and the second factor where it is on, lead to a new one. The vault key is unwrapped by the
//! recovery key and wrapped anew; the service sees neither.
//!
//! Nothing begins before the recovery key has answered rightly. Then every computer of the account is told at once, and each can
//! stop it. With two-factor on the new password can be chosen at once; without, the recovery key alone is one thing alone, and a day
//! ([`WAIT`]) passes first. The owner comes back with the recovery key when it is over.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::session::SessionRecord;
use crate::two_factor::{Challenge, SecondFactor};

/// Seconds between the right answer and the new password, where no second factor is asked for.
pub const WAIT: i64 = 86_400;
/// Seconds in which the new password can be chosen, once it can be. After that it begins anew.
pub const OPEN_FOR: i64 = 7 * 86_400;

/// `POST /v1/password-recovery/start`, by anybody. Addresses without an account are answered like any other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryStartRequest {
    pub email: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryStartResponse {
    /// What the recovery key has to answer ([`crate::recovery_key::answer`]).
    pub challenge: Challenge,
    /// Sealed by the service; brought back at `prove`.
    pub state: Bytes,
}

/// `POST /v1/password-recovery/prove`, with a `DPoP` header by the device key that the answer names. Refused with:
///
/// - 403 `wrong-recovery-key`: also without an account, or for an account that was made before recovery keys could sign in;
/// - 401 `second-factor-required` and whatever is wrong with a factor: the computers of the account are told by then;
/// - 403 `recovery-waits`, where two-factor is off: they are told, and `available_at` says when to come back;
/// - 410 `stale-state`: the challenge is too old.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryProveRequest {
    pub state: Bytes,
    /// By [`crate::recovery_key::answer`], for [`crate::recovery_key::Purpose::NewPassword`].
    pub recovery_key_proof: String,
    /// Wanted when two-factor is on. The recovery key does not stand in for it here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryProveResponse {
    /// What the vault key is bound to.
    pub account_id: Uuid,
    /// As it was sent at `POST /v1/registration/finish`, or with a newer recovery key.
    pub recovery_wrapped_vault_key: Bytes,
    /// The computers that are signed in, for the owner to keep or not.
    pub sessions: Vec<SessionRecord>,
    /// Sealed by the service; brought back at `choose` and `finish` by the same device key. No good once password, recovery key or two-factor
    /// have changed, or a computer of the account has stopped it.
    pub state: Bytes,
    /// Until when the new password must be there.
    pub expires_at: UnixSeconds,
}

/// `POST /v1/password-recovery/choose`, with a `DPoP` header by the same device key: the owner has thought of a new password. Nothing
/// has changed yet. 410 `stale-state` as at `finish`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryChooseRequest {
    pub state: Bytes,
    /// First message of OPAQUE for the new password.
    pub registration_request: Bytes,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryChooseResponse {
    pub registration_response: Bytes,
}

/// `POST /v1/password-recovery/finish`, with a `DPoP` header by the same device key; 204: the account opens with the new password, and
/// with no other. The same request sent again after it succeeded succeeds again and does nothing more, so that an answer may be
/// lost. 410 `stale-state` when it was stopped, took too long, or how the owner signs in has changed meanwhile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRecoveryFinishRequest {
    pub state: Bytes,
    pub registration_upload: Bytes,
    /// The same vault key under the new export key ([`crate::sealing::VaultKey::wrap`]).
    pub wrapped_vault_key: Bytes,
    /// Of `sessions`: all others end, with the reason `password_changed`.
    #[serde(default)]
    pub keep_sessions: Vec<Uuid>,
}
