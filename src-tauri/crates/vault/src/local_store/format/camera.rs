//! Cameras as last seen, and edits that wait.

use porchlight_core::{cameras, outbox, view};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Kept;
use super::translate::{Translate, translated};

impl Kept for cameras::Camera {
    type Format = Camera;
}

impl Kept for outbox::PendingEdit {
    type Format = PendingEdit;
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Camera {
    id: String,
    model: String,
    firmware: Option<String>,
    firmware_available: Option<String>,
    online: Option<bool>,
    last_seen: Option<i64>,
    signal_dbm: Option<i16>,
    profile: Profile,
    revision: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trouble: Option<Trouble>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum Trouble {
    ClockOff,
    CredentialRefused,
    Locked,
    NoAnswer,
    NotUnderstood,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Profile {
    nickname: String,
    room: Option<String>,
    network: Option<String>,
    scene: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct PendingEdit {
    id: Uuid,
    connection: Uuid,
    account: String,
    camera: String,
    profile: Profile,
    base_revision: u64,
    made_at: i64,
    state: EditState,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum EditState {
    Waiting,
    Held,
    Conflict { theirs: Profile, revision: u64 },
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct CameraKey {
    connection: Uuid,
    camera: String,
}

translated!(struct Camera = cameras::Camera {
    id,
    model,
    firmware,
    firmware_available,
    online,
    last_seen,
    signal_dbm,
    profile,
    revision,
    trouble,
    address,
});
translated!(enum Trouble = cameras::Trouble {
    ClockOff,
    CredentialRefused,
    Locked,
    NoAnswer,
    NotUnderstood,
});
translated!(struct Profile = cameras::Profile { nickname, room, network, scene });
translated!(struct PendingEdit = outbox::PendingEdit {
    id,
    connection,
    account,
    camera,
    profile,
    base_revision,
    made_at,
    state,
});
translated!(enum EditState = outbox::EditState {
    Waiting,
    Held,
    Conflict { theirs, revision },
});
translated!(struct CameraKey = view::CameraKey { connection, camera });
