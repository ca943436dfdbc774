//! The demo home, and its menu: what services do, on demand.

use porchlight_core::error::Failure;
use porchlight_core::session::EndReason;
use porchlight_core::view::ConnectionId;
use serde::Deserialize;
use specta::Type;
use tauri::State;

use crate::compose::Porch;

#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DemoAction {
    CameraComesBack,
    CameraGoesOffline,
    EndSession { reason: EndReason },
    NetworkFails,
    NetworkWorks,
    RenameElsewhere,
    ResetEverybody,
    SignInFromAnotherCity,
    StartAfresh,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_demo_home(porch: State<'_, Porch>) -> Result<ConnectionId, Failure> {
    porch.demo.open().await?;
    porch.companion.open_demo_home().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn demo_action(
    porch: State<'_, Porch>,
    action: DemoAction,
) -> Result<(), Failure> {
    let demo = &porch.demo;
    match action {
        DemoAction::CameraComesBack => demo.camera_comes_back().await,
        DemoAction::CameraGoesOffline => demo.camera_goes_offline().await,
        DemoAction::EndSession { reason } => demo.end_session(reason).await,
        DemoAction::NetworkFails => demo.network_fails(true).await,
        DemoAction::NetworkWorks => demo.network_fails(false).await,
        DemoAction::RenameElsewhere => demo.rename_elsewhere().await,
        DemoAction::ResetEverybody => demo.reset_everybody().await,
        DemoAction::SignInFromAnotherCity => demo.sign_in_from_another_city().await,
        DemoAction::StartAfresh => {
            demo.start_afresh().await?;
            // Its sessions are gone with everything else: begin again at the door.
            let connection = porch.companion.open_demo_home().await?;
            porch.companion.sign_out(connection).await
        }
    }
}
