//! The one window: where it may go (nowhere), and what closing it means.

use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use std::path::PathBuf;

use porchlight_core::view::TextSize;
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons};

use crate::places::Places;
use crate::tray;
use crate::words::words;

pub(crate) const MAIN: &str = "main";

/// Made hidden and shown when size and place of last time are restored, so that it does not jump. `in_tray`: not shown, until the
/// tray says that there is none.
pub(crate) fn open<R: Runtime>(
    app: &AppHandle<R>,
    places: &Places,
    in_tray: bool,
) -> tauri::Result<()> {
    let dev_server = tauri::is_dev()
        .then(|| app.config().build.dev_url.clone())
        .flatten();
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title(title(tray::unread(app)))
        .inner_size(1100.0, 720.0)
        .min_inner_size(480.0, 480.0)
        .visible(false)
        .data_directory(places.web.clone())
        .disable_drag_drop_handler()
        .on_navigation(move |url| is_ours(url, dev_server.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let closing = window.clone();
    let told = places.closing_told.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            if tray::is_there(closing.app_handle()) {
                if closing.hide().is_ok() {
                    api.prevent_close();
                }
            } else if !told.exists() {
                api.prevent_close();
                say_what_closing_means(&closing, told.clone());
            }
        }
    });
    // It may have been counted while the window was being made.
    show_unread(app, tray::unread(app));
    if in_tray {
        return Ok(());
    }
    window.show()
}

/// Once: without a tray the program ends with its window.
fn say_what_closing_means<R: Runtime>(window: &WebviewWindow<R>, told: PathBuf) {
    let app = window.app_handle().clone();
    let words = words(tray::language(&app));
    let quit = words.quit.clone();
    app.clone()
        .dialog()
        .message(&words.closing_body)
        .title(&words.closing_title)
        .parent(window)
        .buttons(MessageDialogButtons::OkCancelCustom(
            quit,
            words.closing_stay.clone(),
        ))
        .show(move |quits| {
            if std::fs::write(&told, "").is_err() {
                tracing::warn!("what closing means will be said again");
            }
            if quits {
                app.exit(0);
            }
        });
}

/// How large everything in it is.
pub(crate) fn show_text_size<R: Runtime>(app: &AppHandle<R>, size: TextSize) {
    if let Some(window) = app.get_webview_window(MAIN)
        && window.set_zoom(size.factor()).is_err()
    {
        tracing::warn!("the text could not be made larger or smaller");
    }
}

/// A window that nobody could reach any more.
pub(crate) fn show_if_hidden<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN)
        && !window.is_visible().unwrap_or(false)
    {
        bring_to_front(app);
    }
}

/// For a second start, the tray, and a notification that was clicked.
pub(crate) fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let shown = window
            .show()
            .and_then(|()| window.unminimize())
            .and_then(|()| window.set_focus());
        if shown.is_err() {
            tracing::warn!("the window could not be shown");
        }
    }
}

/// How many alerts are unread, where the desktop lists its windows.
pub(crate) fn show_unread<R: Runtime>(app: &AppHandle<R>, unread: u32) {
    if let Some(window) = app.get_webview_window(MAIN)
        && window.set_title(&title(unread)).is_err()
    {
        tracing::warn!("the title of the window could not be changed");
    }
}

fn title(unread: u32) -> String {
    match unread {
        0 => "Porchlight".to_owned(),
        _ => format!("({unread}) Porchlight"),
    }
}

/// Whether the owner looks at it, so that a notification would only be in the way.
pub(crate) fn is_looked_at<R: Runtime>(window: &WebviewWindow<R>) -> bool {
    window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false)
}

/// The page comes from the program itself. Links leave through the opener, by command.
fn is_ours(url: &Url, dev_server: Option<&Url>) -> bool {
    let bundled = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows has no custom schemes.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    bundled || dev_server.is_some_and(|server| server.origin() == url.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_counts_what_is_unread() {
        assert_eq!(title(0), "Porchlight");
        assert_eq!(title(3), "(3) Porchlight");
    }

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        for (address, ours) in [
            ("tauri://localhost/index.html", true),
            ("tauri://elsewhere/index.html", false),
            ("https://porchlight.example/", false),
            ("http://localhost:5173/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(
                is_ours(&Url::parse(address).unwrap(), None),
                ours,
                "{address}"
            );
        }
    }
}
