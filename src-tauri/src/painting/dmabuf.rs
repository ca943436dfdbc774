//! Pictures from the engine to the screen through memory of the graphics card (DMA-BUF), or not. With NVIDIA's driver and on some Wayland
//! desktops the window stays blank that way, or the program dies before anybody can do anything in it
//! (<https://bugs.webkit.org/show_bug.cgi?id=262607>, <https://github.com/tauri-apps/tauri/issues/9394>).
//!
//! What came of the last start is one word in a file. An owner's own choice stays, and nothing is written then.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use gtk::glib::Propagation;
use gtk::prelude::WidgetExt;
use tauri::{AppHandle, Manager, Wry};

use crate::window;

/// WebKitGTK: pictures go through memory of the processor. `0` is the owner's way to say that they shall not.
const DISABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
const NVIDIA: &str = "/proc/driver/nvidia/version";

/// A start that nobody has done anything in yet; if the last one says so, it died.
const BEGUN: &str = "begun";
/// Somebody did something, and pictures went through the graphics card.
const WORKED: &str = "worked";
/// The same, with what disables that.
const WORKED_WITHOUT: &str = "worked without dmabuf";

/// Of this run, from its start to its first input.
#[derive(Debug)]
pub(crate) struct Start {
    file: PathBuf,
    without: bool,
    before: Option<String>,
    undecided: Mutex<bool>,
}

/// To be called before the first thread is started. `None`: the owner has chosen.
pub(crate) fn choose(file: &Path) -> Option<Start> {
    if std::env::var_os(DISABLE).is_some() {
        return None;
    }
    let start = Start::after(
        fs::read_to_string(file).ok(),
        Path::new(NVIDIA).exists(),
        file,
    );
    if start.without {
        super::set_variable(DISABLE);
    }
    Some(start)
}

impl Start {
    fn after(before: Option<String>, nvidia: bool, file: &Path) -> Self {
        let without = nvidia || matches!(before.as_deref(), Some(BEGUN | WORKED_WITHOUT));
        Self {
            file: file.to_owned(),
            without,
            before,
            undecided: Mutex::new(false),
        }
    }

    /// The window is being made.
    pub(crate) fn begin(&self) {
        *self.lock() = true;
        self.write(BEGUN);
        tracing::info!(without_dmabuf = self.without, "the window is being made");
    }

    /// It can be seen and used: whoever did something saw it.
    pub(crate) fn has_input(&self) {
        if std::mem::take(&mut *self.lock()) {
            self.write(if self.without { WORKED_WITHOUT } else { WORKED });
        }
    }

    /// In good order: it did not die. Whether it works is as little known as before.
    pub(crate) fn end(&self) {
        if !std::mem::take(&mut *self.lock()) {
            return;
        }
        match &self.before {
            Some(before) => self.write(before),
            None => {
                let _ = fs::remove_file(&self.file);
            }
        }
    }

    fn write(&self, word: &str) {
        if fs::write(&self.file, word).is_err() {
            tracing::warn!("it could not be noted how the start went");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, bool> {
        self.undecided
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears of keys and buttons in what shows the page of this window.
pub(crate) fn watch(app: &AppHandle<Wry>) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(window::MAIN) else {
        return Ok(());
    };
    let app = app.clone();
    window.with_webview(move |page| {
        let page = page.inner();
        let pressed = app.clone();
        page.connect_button_press_event(move |_, _| {
            pressed.state::<Start>().has_input();
            Propagation::Proceed
        });
        page.connect_key_press_event(move |_, _| {
            app.state::<Start>().has_input();
            Propagation::Proceed
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("last-start");
        (folder, file)
    }

    /// The next start, on a computer with or without NVIDIA's driver.
    fn next(file: &Path, nvidia: bool) -> Start {
        let start = Start::after(fs::read_to_string(file).ok(), nvidia, file);
        start.begin();
        start
    }

    #[test]
    fn an_owner_with_nvidias_driver_gets_pictures_another_way() {
        let (_folder, file) = place();
        assert!(next(&file, true).without);
    }

    #[test]
    fn an_owner_whose_first_start_dies_gets_pictures_another_way_from_the_second_on() {
        let (_folder, file) = place();
        assert!(!next(&file, false).without);
        // It died: nothing was noted any more.
        let second = next(&file, false);
        assert!(second.without);
        second.has_input();
        let third = next(&file, false);
        assert!(third.without);
        third.end();
        assert!(next(&file, false).without);
    }

    #[test]
    fn an_owner_who_can_use_the_window_keeps_the_graphics_card() {
        let (_folder, file) = place();
        let first = next(&file, false);
        first.has_input();
        first.end();
        let second = next(&file, false);
        assert!(!second.without);
        // Nothing was done in it, and it was closed in good order.
        second.end();
        assert_eq!(fs::read_to_string(&file).unwrap(), WORKED);
        assert!(!next(&file, false).without);
    }

    #[test]
    fn a_first_start_that_was_only_closed_leaves_nothing() {
        let (_folder, file) = place();
        next(&file, false).end();
        assert!(!file.exists());
    }
}
