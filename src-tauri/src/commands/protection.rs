//! How what is on this computer is protected.

use porchlight_core::error::Failure;
use porchlight_core::secret::Password;
use tauri::State;

use crate::compose::Porch;

#[tauri::command]
#[specta::specta]
pub(crate) async fn protect_with_keychain(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.protect_with_keychain().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn protect_with_passphrase(
    porch: State<'_, Porch>,
    passphrase: Password,
) -> Result<(), Failure> {
    porch.companion.protect_with_passphrase(passphrase).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn protect_this_run_only(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.protect_this_run_only().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_data_aside(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.set_data_aside().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_notice(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.dismiss_notice().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn erase_everything(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.erase_everything().await?;
    porch.demo.erase().await
}
