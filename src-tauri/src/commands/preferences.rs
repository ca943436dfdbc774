//! Settings, and what the window asks about the program itself.

use std::path::Path;

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::clipboard::{Clipboard, ClipboardUnavailable};
use porchlight_core::view::Preferences;
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State, Wry};

use crate::clipboard::DesktopClipboard;
use crate::compose::Porch;
use crate::opening::{self, NotOpened};
use crate::start_at_login::StartAtLogin;

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppInfo {
    pub version: String,
    /// A development build keeps its own data and keychain entries.
    pub development: bool,
    /// The demo home and its menu are part of this build.
    pub demo_menu: bool,
    /// As a report of a fault names it: "linux, x86_64".
    pub system: String,
    /// `None`: it is not offered on this system.
    pub starts_at_login: Option<bool>,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn app_info(start: State<'_, StartAtLogin>) -> Result<AppInfo, Failure> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        development: cfg!(debug_assertions),
        demo_menu: true,
        system: format!("{}, {}", std::env::consts::OS, std::env::consts::ARCH),
        starts_at_login: start.is_on(),
    })
}

/// Whether the session starts Porchlight, from the next login on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_start_at_login(
    on: bool,
    start: State<'_, StartAtLogin>,
) -> Result<(), Failure> {
    start.set(on).map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "starting at login could not be changed");
        FailureCode::FileNotSaved.into()
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
    show_folder(&app, &porch.places.data)
}

/// The same, of the logs: they identify nobody.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_logs_folder(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
) -> Result<(), Failure> {
    show_folder(&app, &porch.places.logs)
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

fn show_folder(app: &AppHandle<Wry>, folder: &Path) -> Result<(), Failure> {
    if opening::folder(app, folder) {
        Ok(())
    } else {
        Err(FailureCode::NoFileManager.into())
    }
}
