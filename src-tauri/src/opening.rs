//! What Porchlight opens with another program of this computer: pages in the browser, a folder. Where there is none for it, the owner hears
//! so and can copy the address; it does not cross to the window.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_opener::OpenerExt;

/// The address that nothing opened last.
#[derive(Default)]
pub(crate) struct NotOpened(Mutex<Option<String>>);

impl NotOpened {
    pub(crate) fn address(&self) -> Option<String> {
        self.lock().clone()
    }

    /// What was tried last counts.
    fn note(&self, address: &str, opened: bool) {
        *self.lock() = (!opened).then(|| address.to_owned());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `false`: no browser took it.
pub(crate) fn page(app: &AppHandle<Wry>, url: &str) -> bool {
    let opened = if has_program_for(url) {
        app.opener().open_url(url, None::<&str>).is_ok()
    } else {
        last_try(url)
    };
    finish(app, url, opened)
}

/// `false`: nothing shows folders.
pub(crate) fn folder(app: &AppHandle<Wry>, folder: &Path) -> bool {
    let path = folder.to_string_lossy();
    let opened = if shows_folders() {
        app.opener().open_path(&*path, None::<&str>).is_ok()
    } else {
        last_try(&path)
    };
    finish(app, &path, opened)
}

fn finish(app: &AppHandle<Wry>, address: &str, opened: bool) -> bool {
    if !opened {
        tracing::warn!("no program of this computer opened what was to be opened");
    }
    app.state::<NotOpened>().note(address, opened);
    opened
}

#[cfg(target_os = "linux")]
fn has_program_for(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or_default();
    gtk::gio::AppInfo::default_for_uri_scheme(scheme).is_some()
}

#[cfg(target_os = "linux")]
fn shows_folders() -> bool {
    gtk::gio::AppInfo::default_for_type("inode/directory", false).is_some()
}

/// A browser that the desktop does not know of may be found all the same. If there is none, that shows only when `xdg-open` has
/// looked for all that it knows.
#[cfg(target_os = "linux")]
fn last_try(address: &str) -> bool {
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(3);
    open::that_detached_with_timeout(address, PATIENCE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn has_program_for(_: &str) -> bool {
    true
}

#[cfg(not(target_os = "linux"))]
fn shows_folders() -> bool {
    true
}

#[cfg(not(target_os = "linux"))]
fn last_try(_: &str) -> bool {
    false
}
