//! How what is on this computer is protected.

use porchlight_core::error::Failure;
use porchlight_core::secret::Password;
use tauri::State;

use crate::compose::Porch;
use crate::typed::Typed;

pass_on! {
    protect_with_keychain() -> ();
    protect_with_passphrase(passphrase: Typed<Password>) -> ();
    protect_this_run_only() -> ();
    set_data_aside() -> ();
    dismiss_notice() -> ();
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn erase_everything(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.erase_everything().await?;
    porch.demo.erase().await
}
