//! The camera list and the owner's edits.

use porchlight_core::view::{CameraKey, ConflictChoice, ConnectionId, HeldChoice, Snapshot};

pass_on! {
    snapshot() -> Snapshot;
    refresh(connection: ConnectionId) -> ();
    rename_camera(camera: CameraKey, nickname: String) -> ();
    set_room(camera: CameraKey, room: Option<String>) -> ();
    undo_edit(camera: CameraKey) -> ();
    resolve_conflict(camera: CameraKey, choice: ConflictChoice) -> ();
    decide_held(connection: ConnectionId, choice: HeldChoice) -> ();
}
