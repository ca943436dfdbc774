//! Settings, and what the window asks about the program itself.

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::clipboard::{Clipboard, ClipboardUnavailable};
use porchlight_core::view::Preferences;
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State, Wry};

use crate::clipboard::DesktopClipboard;
use crate::compose::Porch;
use crate::opening::{self, NotOpened};

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppInfo {
    pub version: String,
    /// A development build keeps its own data and keychain entries.
    pub development: bool,
    /// The demo home and its menu are part of this build.
    pub demo_menu: bool,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn app_info() -> Result<AppInfo, Failure> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        development: cfg!(debug_assertions),
        demo_menu: true,
    })
}

pass_on! {
    set_preferences(preferences: Preferences) -> ();
}

/// Opens the folder in the desktop's file browser; its path does not cross.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_data_folder(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
) -> Result<(), Failure> {
    if opening::folder(&app, &porch.places.data) {
        Ok(())
    } else {
        Err(FailureCode::NoFileManager.into())
    }
}

/// Onto the clipboard, what no program of this computer opened last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_address(
    not_opened: State<'_, NotOpened>,
    clipboard: State<'_, DesktopClipboard>,
) -> Result<(), Failure> {
    let address = not_opened.address().ok_or(FailureCode::NotThere)?;
    let put = clipboard.put(&address).await;
    put.map_err(|ClipboardUnavailable| FailureCode::ClipboardUnavailable.into())
}
