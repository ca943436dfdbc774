//! Bringing a camera to an account: a single-use token goes to the camera inside the code that it scans, and the
//! camera claims it with a key of its own.
//!
//! A claim is made like any signed request ([`crate::dpop`]), the token in the place of a session token: the proof
//! carries the camera's public key and the token's hash, so a copied proof is worth nothing with another token, and
//! a copied token is worth nothing once the camera has come.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;

/// `POST /v1/pairings`; 201 with a [`PairingStarted`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingStartRequest {
    /// A camera of the account that comes to another network and stays the same camera.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Uuid>,
}

#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingStarted {
    pub id: Uuid,
    /// 32 random bytes, base64url. The service keeps a keyed hash of it.
    pub token: String,
    /// Ten minutes from now.
    pub expires_at: UnixSeconds,
}

impl std::fmt::Debug for PairingStarted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PairingStarted")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// `GET /v1/pairings/{id}`; cancelled ones are not found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PairingStatus {
    Claimed { camera: Uuid },
    Expired,
    Waiting { expires_at: UnixSeconds },
}

/// `POST /v1/pairings/claim` by the camera, with `Authorization: DPoP <token>` and a `DPoP` proof by its own key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRequest {
    /// Manufacturer's model name, 1 to 64 characters, e.g. `Porch Cam 2`.
    pub model: String,
    /// 1 to 64 characters.
    pub firmware: String,
    /// Wi-Fi signal in dBm, -127 to 0.
    pub signal_dbm: i16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimResponse {
    /// The camera that it is from now on. The same for each try of the same camera.
    pub camera: Uuid,
}
