//! Creating an account, signing in and out.
//!
//! Every body carries OPAQUE messages (RFC 9807) as base64url; the password itself never leaves
//! the owner's computer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::jws::PublicKey;
use crate::proof_of_work::WorkDone;
use crate::sealing::{SealError, VaultKey};
use crate::service::ServiceDocument;

/// Bytes of a wrapped vault key: one padded block, and room for a later format.
pub const LONGEST_WRAPPED_KEY: usize = 1_024;

/// `POST /v1/registration/start`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationStartRequest {
    pub email: String,
    pub registration_request: Bytes,
    /// Where the service takes those only who were invited; however it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationStartResponse {
    /// The identifier that the new account will have; part of the OPAQUE credential identifier.
    pub account_id: Uuid,
    pub registration_response: Bytes,
    /// Sealed by the service; brought back at `finish`. Valid for ten minutes.
    pub state: Bytes,
}

/// `POST /v1/registration/finish`; 201 with no body, 409 `account-exists`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationFinishRequest {
    pub state: Bytes,
    pub registration_upload: Bytes,
    /// The vault key under the OPAQUE export key ([`crate::sealing::VaultKey::wrap`]).
    pub wrapped_vault_key: Bytes,
    /// The same vault key under the recovery key.
    pub recovery_wrapped_vault_key: Bytes,
    /// What the recovery key's answers are checked with ([`crate::recovery_key::RecoveryKey::public_key`]).
    pub recovery_public_key: PublicKey,
}

/// `POST /v1/sign-in/start`; unknown addresses are answered like known ones. A `DPoP` header by a device key that the account knows
/// is counted for itself; without one, or with an unknown key, 403 `proof-of-work-needed` after many tries.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInStartRequest {
    pub email: String,
    pub credential_request: Bytes,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkDone>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInStartResponse {
    pub credential_response: Bytes,
    /// Sealed by the service; brought back at `finish`. Valid for two minutes, usable once.
    pub state: Bytes,
}

/// `POST /v1/sign-in/finish`, with a `DPoP` header whose key the session will be bound to; 401 `second-factor-required`
/// when two-factor is on. Also `POST /v1/session/proof/finish`, by a session; 204.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInFinishRequest {
    pub state: Bytes,
    pub credential_finalization: Bytes,
}

#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInFinishResponse {
    pub account_id: Uuid,
    pub session_id: Uuid,
    /// 32 random bytes, base64url. The service keeps SHA-256 of it.
    pub session_token: String,
    /// When the session ends at the latest, whatever its use.
    pub absolute_expiry: UnixSeconds,
    pub wrapped_vault_key: Bytes,
    /// When two-factor is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_codes_left: Option<u32>,
    /// Pinned by the client: later events must be signed by one of its keys.
    pub service: ServiceDocument,
}

impl std::fmt::Debug for SignInFinishResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInFinishResponse")
            .field("session_id", &self.session_id)
            .finish_non_exhaustive()
    }
}

/// The name of a computer as `sealed_computer_name` and `by_sealed` carry it: only the owner's computers can read it.
pub fn seal_computer_name(name: &str, key: &VaultKey, account: Uuid) -> Bytes {
    Bytes(key.seal(name.as_bytes(), &computer_name_data(account)))
}

/// # Errors
/// When it was sealed under another key, for another account, or was changed.
pub fn open_computer_name(
    sealed: &Bytes,
    key: &VaultKey,
    account: Uuid,
) -> Result<String, SealError> {
    let plain = key.open(&sealed.0, &computer_name_data(account))?;
    String::from_utf8(plain).map_err(|_| SealError)
}

fn computer_name_data(account: Uuid) -> Vec<u8> {
    [b"porchlight/computer-name/1".as_slice(), account.as_bytes()].concat()
}
