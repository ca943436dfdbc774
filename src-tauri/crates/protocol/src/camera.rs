//! Cameras as the service knows them, and the sealed profile that only the owner's computers can read.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::sealing::{SealError, VaultKey};

/// One camera, with its profile sealed. The service can read none of the names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CameraRecord {
    pub id: Uuid,
    /// Manufacturer's model name, e.g. `Porch Cam 2`.
    pub model: String,
    pub firmware: String,
    /// A newer firmware that the camera could install.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmware_available: Option<String>,
    pub online: bool,
    pub last_seen: UnixSeconds,
    /// Wi-Fi signal in dBm, as the camera last reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal_dbm: Option<i16>,
    /// [`CameraProfile::seal`]; empty when nobody has named the camera yet.
    pub sealed_profile: Bytes,
    /// Grows by one with each change of the profile; the `ETag` is `"<revision>"`.
    pub revision: u64,
}

/// `GET /v1/cameras`
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CameraList {
    pub cameras: Vec<CameraRecord>,
}

/// `PUT /v1/cameras/{id}/profile`; answers the [`CameraRecord`] as it is afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileWrite {
    pub sealed_profile: Bytes,
}

/// What owners call their cameras. Sealed before it leaves the computer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameraProfile {
    pub nickname: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// SSID that the camera is on, as the owner's computer set it up; lossy text, for display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// Which drawing stands for the camera where there is no picture: `door`, `garden`, `room`, `garage`, `nursery`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
}

impl CameraProfile {
    /// Padded and bound to account and camera: a service cannot swap two cameras' names.
    pub fn seal(&self, key: &VaultKey, account: Uuid, camera: Uuid) -> Bytes {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        Bytes(key.seal(&plain, &associated_data(account, camera)))
    }

    /// The same, byte for byte, however often one edit has to be sent: its idempotency key stands for its content.
    pub fn seal_for_edit(&self, key: &VaultKey, account: Uuid, camera: Uuid, edit: Uuid) -> Bytes {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        Bytes(key.seal_again(&plain, &associated_data(account, camera), edit))
    }

    /// # Errors
    /// When the blob was sealed under another key, for another camera, or was changed.
    pub fn open(
        sealed: &Bytes,
        key: &VaultKey,
        account: Uuid,
        camera: Uuid,
    ) -> Result<Self, SealError> {
        let plain = key.open(&sealed.0, &associated_data(account, camera))?;
        serde_json::from_slice(&plain).map_err(|_| SealError)
    }
}

fn associated_data(account: Uuid, camera: Uuid) -> Vec<u8> {
    [
        b"porchlight/camera-profile/1".as_slice(),
        account.as_bytes(),
        camera.as_bytes(),
    ]
    .concat()
}
