//! Changing the password of the account: OPAQUE (RFC 9807) registers the new one, and the vault key is wrapped again.
//!
//! Both requests want a fresh proof of the password in force, as for two-factor ([`crate::two_factor`]); nothing has changed
//! before `finish`.

use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;
use crate::two_factor::SecondFactor;

/// `POST /v1/password/start`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordStartRequest {
    pub registration_request: Bytes,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordStartResponse {
    pub registration_response: Bytes,
    /// Sealed by the service; brought back at `finish` by the same session. Valid for two minutes, and no good once
    /// the password has changed.
    pub state: Bytes,
}

/// `POST /v1/password/finish`; 204. The same request sent again after it succeeded succeeds again and does nothing more, so
/// that an answer may be lost. 410 `stale-state` when the password was changed meanwhile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordFinishRequest {
    pub state: Bytes,
    pub registration_upload: Bytes,
    /// The same vault key under the new export key ([`crate::sealing::VaultKey::wrap`]). How the recovery key wraps it does
    /// not change.
    pub wrapped_vault_key: Bytes,
    /// Wanted when two-factor is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
    /// Ends the sessions of the account's other computers, with the reason `password_changed`.
    #[serde(default)]
    pub end_other_sessions: bool,
}
