//! Setting a camera up, and moving all of them to another network.

use porchlight_core::error::Failure;
use porchlight_core::secret::Password;
use porchlight_core::view::setup::{MovePurpose, NearbyView, NetworkChoice, SerialPortView};
use porchlight_core::view::{CameraKey, ConnectionId};
use porchlight_core::wifi::explain::{self, CodeExplanation};
use porchlight_core::wifi::setup::SetupMethod;

use crate::picture::{self, GreyPicture};
use crate::typed::Typed;

pass_on! {
    nearby_networks(connection: Option<ConnectionId>) -> NearbyView;
    begin_setup(method: SetupMethod, connection: Option<ConnectionId>) -> ();
    choose_network(choice: Typed<NetworkChoice>) -> ();
    /// Reveals: the code that a camera scans, with the network's password in it.
    setup_code(mark: Option<String>) -> String;
    serial_ports() -> Vec<SerialPortView>;
    reach_camera(port: Option<String>) -> ();
    camera_networks() -> NearbyView;
    join_camera(name: Option<String>, password: Typed<Option<Password>>) -> ();
    camera_is_online() -> ();
    try_setup_again() -> ();
    back_in_setup() -> ();
    finish_setup(nickname: String, room: Option<String>) -> ();
    cancel_setup() -> ();
    forget_wifi_passwords() -> u32;
    open_camera_page() -> ();
    begin_move(connection: ConnectionId, purpose: MovePurpose, choice: Typed<NetworkChoice>) -> ();
    move_camera(camera: CameraKey) -> ();
    skip_move(camera: CameraKey, skip: bool) -> ();
    end_move() -> ();
}

/// What a code that the owner pasted is. Nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_code(pasted: Typed<Password>) -> Result<CodeExplanation, Failure> {
    Ok(explain::explain(pasted.0.expose()))
}

/// What the code in a picture that the owner showed is. Nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_picture(
    picture: Typed<GreyPicture>,
) -> Result<CodeExplanation, Failure> {
    let code = picture::read_code(picture.0).await?;
    // A code of octets that are no text is none that we know.
    Ok(std::str::from_utf8(&code).map_or(CodeExplanation::Unknown, explain::explain))
}
