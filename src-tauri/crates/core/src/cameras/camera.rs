//! One camera as its service last described it.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::time::Timestamp;

/// As the service names it; unique within a connection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct CameraId(pub String);

/// What a service does not say of a camera is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Camera {
    pub id: CameraId,
    /// Where it is, for places whose cameras are spoken to one by one.
    pub address: Option<String>,
    /// May be empty.
    pub model: String,
    pub firmware: Option<String>,
    pub firmware_available: Option<String>,
    pub online: Option<bool>,
    pub last_seen: Option<Timestamp>,
    pub signal_dbm: Option<i16>,
    pub profile: Profile,
    /// Of the profile at the service. 0 where it knows none.
    pub revision: u64,
    /// Of this camera alone, while its service is heard.
    pub trouble: Option<Trouble>,
}

impl Camera {
    /// When it was seen last, if it is said to be offline.
    pub fn away_since(&self) -> Option<Timestamp> {
        self.last_seen.filter(|_| self.online == Some(false))
    }
}

/// Why nothing can be done with a camera, told apart by what helps. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Its time is so wrong that it takes nobody's word.
    ClockOff,
    /// Its own password is another one.
    CredentialRefused,
    /// It lets nobody in for a while, after too many tries.
    Locked,
    NoAnswer,
    /// It answers, and not as this version expects.
    NotUnderstood,
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
