//! The port `Desktop` over Tauri: changes to the window, notifications, the tray, links.

use std::sync::{Arc, Mutex, PoisonError};

use porchlight_core::ports::desktop::{Desktop, Notice};
use porchlight_core::view::tray::TrayView;
use porchlight_core::view::{Language, Section, ViewChange};
use tauri::{AppHandle, Manager, Url, Wry};
use tauri_plugin_notification::NotificationExt;
use tauri_plugin_opener::OpenerExt;
use tauri_specta::Event;
use tokio::sync::Notify;

use crate::ipc::ViewChanged;
use crate::{tray, window, words};

pub(crate) struct TauriDesktop {
    app: AppHandle<Wry>,
    language: Mutex<Language>,
    protection_changed: Arc<Notify>,
}

impl TauriDesktop {
    pub(crate) fn new(
        app: AppHandle<Wry>,
        language: Language,
        protection_changed: Arc<Notify>,
    ) -> Self {
        Self {
            app,
            language: Mutex::new(language),
            protection_changed,
        }
    }

    fn speak(&self, language: Language) {
        let mut current = self.language.lock().unwrap_or_else(PoisonError::into_inner);
        if *current != language {
            *current = language;
            tray::show(&self.app, None, Some(language));
        }
    }
}

impl Desktop for TauriDesktop {
    fn publish(&self, change: ViewChange) {
        if let Section::Preferences { preferences } = &change.section {
            self.speak(words::language(preferences));
        }
        if let Section::Protection { .. } = &change.section {
            self.protection_changed.notify_waiters();
        }
        if ViewChanged(change)
            .emit_to(&self.app, window::MAIN)
            .is_err()
        {
            tracing::warn!("a change did not reach the window");
        }
    }

    fn notify(&self, notice: Notice) {
        let language = *self.language.lock().unwrap_or_else(PoisonError::into_inner);
        let app = self.app.clone();
        // Asking a window about itself waits for the main thread, so do it there.
        let asked = self.app.run_on_main_thread(move || {
            if app
                .get_webview_window(window::MAIN)
                .is_some_and(|main| window::is_looked_at(&main))
            {
                return;
            }
            let (title, body) = words::notice(&notice, language);
            if app
                .notification()
                .builder()
                .title(title)
                .body(body)
                .show()
                .is_err()
            {
                tracing::warn!("a notification could not be shown");
            }
        });
        if asked.is_err() {
            tracing::warn!("a notification came while closing");
        }
    }

    fn show_tray(&self, view: TrayView) {
        tray::show(&self.app, Some(view), None);
    }

    fn open_link(&self, https: &str) {
        let opened = may_open(https)
            .is_some_and(|url| self.app.opener().open_url(url, None::<&str>).is_ok());
        if !opened {
            tracing::warn!("a link was not opened");
        }
    }
}

/// The allow-list for links: https, to a host, without credentials. Written anew by the parser, so that
/// nothing reaches the opener that a parser has not understood.
fn may_open(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let plain = url.scheme() == "https"
        && url.host().is_some()
        && url.username().is_empty()
        && url.password().is_none();
    plain.then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_links_leave() {
        assert_eq!(
            may_open("https://cams.example/advisory").as_deref(),
            Some("https://cams.example/advisory")
        );
        for refused in [
            "http://cams.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "smb://host/share",
            "https://owner:password@cams.example/",
            "https://",
            "-h",
            "",
        ] {
            assert_eq!(may_open(refused), None, "{refused}");
        }
    }
}
