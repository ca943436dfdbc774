//! How what is on this computer is protected.

use porchlight_core::error::Failure;
use porchlight_core::password::{SuggestedPassphrase, suggest};
use porchlight_core::secret::Password;
use porchlight_core::view::Language;
use porchlight_core::view::password::PasswordAdvice;
use tauri::State;

use crate::compose::Porch;
use crate::typed::Typed;

pass_on! {
    advise_passphrase(passphrase: Typed<Password>) -> PasswordAdvice;
    protect_with_keychain() -> ();
    protect_with_passphrase(passphrase: Typed<Password>) -> ();
    protect_this_run_only() -> ();
    set_data_aside() -> ();
    dismiss_notice() -> ();
}

/// Reveals: a passphrase that chance has made now, and that is nobody's yet. Nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_passphrase(language: Language) -> Result<SuggestedPassphrase, Failure> {
    Ok(suggest(language))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn erase_everything(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.erase_everything().await?;
    porch.demo.erase().await
}
