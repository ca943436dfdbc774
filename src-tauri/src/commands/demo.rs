//! The demo home, and its menu: what services do, on demand.

use porchlight_core::error::Failure;
use porchlight_core::session::EndReason;
use porchlight_core::view::ConnectionId;
use porchlight_service::demo::Look;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;
use zeroize::Zeroizing;

use crate::compose::Porch;

#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DemoAction {
    CameraComesBack,
    CameraGoesOffline,
    DayOfTheLeak,
    EndSession { reason: EndReason },
    NetworkFails,
    NetworkWorks,
    RenameElsewhere,
    ResetEverybody,
    ServiceCorrectsItself,
    SignInFromAnotherCity,
    StartAfresh,
    UnlinkEverything,
}

/// What a simulated camera made of the code on the screen: what a real one would blink or say. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DemoLook {
    /// It was not our code, or could not be read.
    CodeNotRead,
    Joined,
    /// The code was a `WIFI:` code: it is on the network, and in no account.
    JoinedWithoutAccount,
    /// No such network, as far as a camera without 5 GHz and without WPA3 can hear.
    NetworkNotFound,
    /// It is on the network, and the service does not answer there.
    ServiceNotReached,
    SignalTooWeak,
    /// The service did not accept the code: used before, too old, cancelled, or for another camera.
    TokenRefused,
    WrongPassword,
}

/// Holds a simulated camera in front of the code that is shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn demo_camera_looks(porch: State<'_, Porch>) -> Result<DemoLook, Failure> {
    let code = Zeroizing::new(porch.companion.setup_code(None).await?);
    let visit = porch.demo.visit().await?;
    visit.camera_looks(&code).await.map(DemoLook::from)
}

impl From<Look> for DemoLook {
    fn from(look: Look) -> Self {
        match look {
            Look::CodeNotRead => Self::CodeNotRead,
            // The window hears from the companion which camera it is.
            Look::Joined { .. } => Self::Joined,
            Look::JoinedWithoutAccount => Self::JoinedWithoutAccount,
            Look::NetworkNotFound => Self::NetworkNotFound,
            Look::ServiceNotReached => Self::ServiceNotReached,
            Look::SignalTooWeak => Self::SignalTooWeak,
            Look::TokenRefused => Self::TokenRefused,
            Look::WrongPassword => Self::WrongPassword,
        }
    }
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_demo_home(porch: State<'_, Porch>) -> Result<ConnectionId, Failure> {
    let visit = porch.demo.visit().await?;
    visit.furnish_if_empty().await?;
    porch.companion.open_demo_home().await
}

/// Reveals: what the demo home's account opened with on its first day, for its sign-in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_demo_password(porch: State<'_, Porch>) -> Result<String, Failure> {
    porch.demo.visit().await?.password().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn demo_action(
    porch: State<'_, Porch>,
    action: DemoAction,
) -> Result<(), Failure> {
    let demo = porch.demo.visit().await?;
    match action {
        DemoAction::CameraComesBack => demo.camera_comes_back().await,
        DemoAction::CameraGoesOffline => demo.camera_goes_offline().await,
        DemoAction::DayOfTheLeak => demo.day_of_the_leak().await,
        DemoAction::EndSession { reason } => demo.end_session(reason).await,
        DemoAction::NetworkFails => demo.network_fails(true).await,
        DemoAction::NetworkWorks => demo.network_fails(false).await,
        DemoAction::RenameElsewhere => demo.rename_elsewhere().await,
        DemoAction::ResetEverybody => demo.reset_everybody().await,
        DemoAction::ServiceCorrectsItself => demo.service_corrects_itself().await,
        DemoAction::SignInFromAnotherCity => demo.sign_in_from_another_city().await,
        DemoAction::UnlinkEverything => demo.unlink_everything().await,
        DemoAction::StartAfresh => {
            demo.start_afresh().await?;
            // Its sessions are gone with everything else: begin again at the door.
            let connection = porch.companion.open_demo_home().await?;
            porch.companion.sign_out(connection).await
        }
    }
}
