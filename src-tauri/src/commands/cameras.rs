//! The camera list and the owner's edits.

use porchlight_core::error::Failure;
use porchlight_core::view::{CameraKey, ConflictChoice, ConnectionId, HeldChoice, Snapshot};
use tauri::State;

use crate::compose::Porch;

#[tauri::command]
#[specta::specta]
pub(crate) async fn snapshot(porch: State<'_, Porch>) -> Result<Snapshot, Failure> {
    porch.companion.snapshot().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.refresh(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_camera(
    porch: State<'_, Porch>,
    camera: CameraKey,
    nickname: String,
) -> Result<(), Failure> {
    porch.companion.rename_camera(camera, nickname).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_room(
    porch: State<'_, Porch>,
    camera: CameraKey,
    room: Option<String>,
) -> Result<(), Failure> {
    porch.companion.set_room(camera, room).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_edit(porch: State<'_, Porch>, camera: CameraKey) -> Result<(), Failure> {
    porch.companion.undo_edit(camera).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn resolve_conflict(
    porch: State<'_, Porch>,
    camera: CameraKey,
    choice: ConflictChoice,
) -> Result<(), Failure> {
    porch.companion.resolve_conflict(camera, choice).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn decide_held(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    choice: HeldChoice,
) -> Result<(), Failure> {
    porch.companion.decide_held(connection, choice).await
}
