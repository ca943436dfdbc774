//! The camera list and the owner's edits.

use porchlight_core::error::Failure;
use porchlight_core::view::{
    Absence, CameraKey, ConflictChoice, ConnectionId, HeldChoice, Snapshot,
};
use tauri::{AppHandle, State, Wry};

use crate::compose::Porch;
use crate::saving;

pass_on! {
    snapshot() -> Snapshot;
    camera_absences(camera: CameraKey) -> Vec<Absence>;
    refresh(connection: ConnectionId) -> ();
    remove_camera(camera: CameraKey) -> ();
    rename_camera(camera: CameraKey, nickname: String) -> ();
    set_room(camera: CameraKey, room: Option<String>) -> ();
    undo_edit(camera: CameraKey) -> ();
    resolve_conflict(camera: CameraKey, choice: ConflictChoice) -> ();
    decide_held(connection: ConnectionId, choice: HeldChoice) -> ();
    keep_names_private(connection: ConnectionId) -> ();
    send_private_names(connection: ConnectionId) -> ();
}

/// Writes the cameras of a connection to a file, also after its account is gone. `false`: the owner changed
/// their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_cameras(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<bool, Failure> {
    let snapshot = porch.companion.snapshot().await?;
    let cameras = snapshot
        .cameras
        .iter()
        .filter(|camera| camera.key.connection == connection);
    let list = saving::camera_list(cameras)?;
    saving::save_as(&app, "porchlight-cameras.csv", list).await
}
