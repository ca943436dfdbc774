//! The port `Desktop` over Tauri: changes to the window, notifications, the tray, links.

use std::sync::Arc;

use porchlight_core::ports::desktop::{Desktop, Notice};
use porchlight_core::secret::Password;
use porchlight_core::view::tray::TrayView;
use porchlight_core::view::{Language, Section, ViewChange};
use porchlight_core::wifi::CameraPage;
use porchlight_providers::inside::leads_outside;
use tauri::{AppHandle, Manager, Url, Wry};
use tauri_plugin_notification::NotificationExt;
use tauri_specta::Event;
use tokio::sync::{Notify, watch};
use url::Host;

use crate::demo_home::DemoIs;
use crate::ipc::ViewChanged;
use crate::{authenticator, opening, tray, window, words};

pub(crate) struct TauriDesktop {
    app: AppHandle<Wry>,
    language: watch::Sender<Language>,
    protection_changed: Arc<Notify>,
    demo: watch::Sender<DemoIs>,
}

impl TauriDesktop {
    pub(crate) fn new(
        app: AppHandle<Wry>,
        language: watch::Sender<Language>,
        protection_changed: Arc<Notify>,
        demo: watch::Sender<DemoIs>,
    ) -> Self {
        Self {
            app,
            language,
            protection_changed,
            demo,
        }
    }

    fn speak(&self, language: Language) {
        if self.language.send_replace(language) != language {
            tray::show(&self.app, None, Some(language));
        }
    }
}

impl Desktop for TauriDesktop {
    fn publish(&self, change: ViewChange) {
        if let Section::Preferences { preferences } = &change.section {
            self.speak(words::language(preferences));
            window::show_text_size(&self.app, preferences.text_size);
        }
        if let Section::Connections { connections } = &change.section {
            self.demo.send_replace(DemoIs::of(connections));
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
        let language = *self.language.borrow();
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
            let body = as_plain_text(body);
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
        window::show_unread(&self.app, view.unread);
    }

    fn open_link(&self, https: &str) -> bool {
        may_open(https).is_some_and(|url| opening::page(&self.app, &url))
    }

    fn open_authenticator(&self, address: &Password) -> bool {
        authenticator::open(&self.app, address.expose())
    }

    fn open_linking_page(&self, address: &str) -> bool {
        may_link(address).is_some_and(|url| opening::page(&self.app, &url))
    }

    fn open_camera_page(&self, page: &CameraPage) -> bool {
        opening::page(&self.app, page.as_str())
    }
}

/// Where linking begins: https, or a service of this computer (the demo home) by http. Whether it may lead there is for who knows the
/// service (`porchlight_providers::inside`).
fn may_link(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    let safe = url.scheme() == "https" || (here && url.scheme() == "http");
    let plain = url.username().is_empty() && url.password().is_none();
    (safe && plain).then(|| url.to_string())
}

/// A click on a notification shows the window.
pub(crate) fn open_on_click(app: &AppHandle<Wry>) {
    const CLICK: &str = "tap";
    let opens = app.clone();
    let listening = app.notification().on_action(move |action| {
        if action.action_id() == CLICK {
            window::bring_to_front(&opens);
        }
    });
    if listening.is_err() {
        tracing::warn!("clicks on notifications are not heard");
    }
}

/// Desktops of Linux read a little markup in the body (Desktop Notifications Specification, "Markup"), and the name of a
/// service is whatever the service says: it must not become a link.
fn as_plain_text(body: String) -> String {
    if cfg!(target_os = "linux") {
        body.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    } else {
        body
    }
}

/// The allow-list for links: https, to a host of the Internet, without credentials. Written anew by the parser, so that
/// nothing reaches the opener that a parser has not understood.
fn may_open(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    leads_outside(&url).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_name_of_a_service_becomes_no_link_in_a_notification() {
        let body = as_plain_text("<a href=\"https://x.example\">Porch</a> & sons".into());
        assert_eq!(
            body,
            "&lt;a href=\"https://x.example\"&gt;Porch&lt;/a&gt; &amp; sons"
        );
    }

    #[test]
    fn linking_begins_at_https_or_on_this_computer() {
        for allowed in ["https://alexa.example/link", "http://127.0.0.1:8080/link"] {
            assert_eq!(may_link(allowed).as_deref(), Some(allowed));
        }
        for refused in [
            "http://alexa.example/link",
            "http://owner:password@127.0.0.1/",
            "file:///etc/passwd",
        ] {
            assert_eq!(may_link(refused), None, "{refused}");
        }
    }

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
            "https://127.0.0.1:8443/",
            "https://192.168.1.1/",
            "https://",
            "-h",
            "",
        ] {
            assert_eq!(may_open(refused), None, "{refused}");
        }
    }
}
