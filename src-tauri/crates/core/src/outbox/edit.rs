//! One edit.

use uuid::Uuid;

use crate::cameras::{CameraId, Profile};
use crate::time::Timestamp;
use crate::view::{CameraKey, ConnectionId};

/// One camera's edited profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEdit {
    /// Also the idempotency key.
    pub id: Uuid,
    pub connection: ConnectionId,
    /// The account that the edit belongs to; under another account it waits in quarantine.
    pub account: String,
    pub camera: CameraId,
    pub profile: Profile,
    pub base_revision: u64,
    pub made_at: Timestamp,
    pub state: EditState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditState {
    /// Goes out as soon as the service can be reached.
    Waiting,
    /// Waits for the owner's word (after `revoked_elsewhere`, `suspected_theft`, or under another account).
    Held,
    /// Somebody else changed the camera meanwhile; the owner decides.
    Conflict { theirs: Profile, revision: u64 },
}

impl PendingEdit {
    pub fn key(&self) -> CameraKey {
        CameraKey {
            connection: self.connection,
            camera: self.camera.clone(),
        }
    }

    pub fn is_conflict(&self) -> bool {
        matches!(self.state, EditState::Conflict { .. })
    }
}
