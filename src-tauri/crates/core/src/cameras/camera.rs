//! One camera as its service last described it.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::time::Timestamp;

/// As the service names it; unique within a connection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct CameraId(pub String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Camera {
    pub id: CameraId,
    pub model: String,
    pub firmware: String,
    pub firmware_available: Option<String>,
    pub online: bool,
    pub last_seen: Timestamp,
    pub signal_dbm: Option<i16>,
    pub profile: Profile,
    /// Of the profile at the service.
    pub revision: u64,
}

/// What the owner says about a camera.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub nickname: String,
    pub room: Option<String>,
    pub network: Option<String>,
    /// Which drawing stands for it: `door`, `garden`, `room`, `garage`, `nursery`.
    pub scene: Option<String>,
}
