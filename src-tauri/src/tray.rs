//! The lamp in the tray. Where the desktop has no tray the program works without, and closing the window quits.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use porchlight_core::view::Language;
use porchlight_core::view::status::{Headline, Lamp};
use porchlight_core::view::tray::TrayView;
use tauri::image::Image;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder};
use tauri::tray::{MouseButton, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Runtime, include_image};

use crate::window;
use crate::words::{self, cameras_offline, words};

const ID: &str = "porchlight";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Managed by the app.
pub(crate) struct Tray {
    there: AtomicBool,
    shown: Mutex<(TrayView, Language)>,
}

/// What the tray shows.
#[derive(Debug, PartialEq, Eq)]
struct Appearance {
    lamp: Lamp,
    tooltip: String,
    /// First line of the menu, not to be clicked.
    status: String,
    /// The line under it, if something is unread.
    unread: Option<String>,
    open: &'static str,
    quit: &'static str,
}

fn appearance(view: TrayView, language: Language) -> Appearance {
    let words = words(language);
    let status = match view.headline {
        Headline::AllIsWell => words.all_is_well.clone(),
        Headline::Asking => words.asking.clone(),
        Headline::CamerasOffline { count } => cameras_offline(count, language),
        Headline::NeedsYou => words.needs_you.clone(),
        Headline::NoCameras => words.no_cameras.clone(),
        Headline::NotConnected => words.not_connected.clone(),
        Headline::PartlyConnected => words.partly_connected.clone(),
    };
    let unread = words::unread(view.unread, language);
    let tooltip = match &unread {
        Some(unread) => format!("{}: {status}, {unread}", words.app_name),
        None => format!("{}: {status}", words.app_name),
    };
    Appearance {
        lamp: view.lamp,
        tooltip,
        status,
        unread,
        open: &words.open,
        quit: &words.quit,
    }
}

impl Tray {
    pub(crate) fn new(language: Language) -> Self {
        let dark = TrayView {
            lamp: Lamp::Off,
            headline: Headline::NotConnected,
            unread: 0,
        };
        Self {
            there: AtomicBool::new(false),
            shown: Mutex::new((dark, language)),
        }
    }

    fn shown(&self) -> (TrayView, Language) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn is_there<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.try_state::<Tray>()
        .is_some_and(|tray| tray.there.load(Ordering::Relaxed))
}

/// How many alerts are unread, as far as it was said.
pub(crate) fn unread<R: Runtime>(app: &AppHandle<R>) -> u32 {
    app.state::<Tray>().shown().0.unread
}

/// What it speaks.
pub(crate) fn language<R: Runtime>(app: &AppHandle<R>) -> Language {
    app.state::<Tray>().shown().1
}

/// Remembers what to show, and shows it if there is a tray.
pub(crate) fn show<R: Runtime>(
    app: &AppHandle<R>,
    view: Option<TrayView>,
    language: Option<Language>,
) {
    let state = app.state::<Tray>();
    {
        let mut shown = state.shown.lock().unwrap_or_else(PoisonError::into_inner);
        *shown = (view.unwrap_or(shown.0), language.unwrap_or(shown.1));
    }
    if !is_there(app) {
        return;
    }
    if let Err(error) = refresh(app) {
        tracing::warn!(%error, "the tray could not be changed");
    }
}

fn refresh<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let Some(icon) = app.tray_by_id(ID) else {
        return Ok(());
    };
    let (view, language) = app.state::<Tray>().shown();
    let now = appearance(view, language);
    icon.set_icon(Some(picture(now.lamp)))?;
    icon.set_tooltip(Some(&now.tooltip))?;
    icon.set_menu(Some(menu(app, &now)?))
}

fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    if app.tray_by_id(ID).is_some() {
        return refresh(app);
    }
    let (view, language) = app.state::<Tray>().shown();
    let now = appearance(view, language);
    TrayIconBuilder::with_id(ID)
        .icon(picture(now.lamp))
        .tooltip(&now.tooltip)
        .menu(&menu(app, &now)?)
        .on_menu_event(|app, event| match event.id().as_ref() {
            OPEN => window::bring_to_front(app),
            QUIT => app.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::DoubleClick {
                button: MouseButton::Left,
                ..
            } = event
            {
                window::bring_to_front(icon.app_handle());
            }
        })
        .build(app)
        .map(drop)
}

fn menu<R: Runtime>(app: &AppHandle<R>, now: &Appearance) -> tauri::Result<Menu<R>> {
    let mut menu = MenuBuilder::new(app).item(
        &MenuItemBuilder::new(&now.status)
            .enabled(false)
            .build(app)?,
    );
    if let Some(unread) = &now.unread {
        menu = menu.item(&MenuItemBuilder::new(unread).enabled(false).build(app)?);
    }
    menu.separator()
        .item(&MenuItemBuilder::with_id(OPEN, now.open).build(app)?)
        .item(&MenuItemBuilder::with_id(QUIT, now.quit).build(app)?)
        .build()
}

fn picture(lamp: Lamp) -> Image<'static> {
    match lamp {
        Lamp::On => include_image!("../icons/tray-on.png"),
        Lamp::NeedsYou => include_image!("../icons/tray-needs-you.png"),
        Lamp::Off => include_image!("../icons/tray-off.png"),
    }
}

fn appear<R: Runtime>(app: &AppHandle<R>) {
    match build(app) {
        Ok(()) => app.state::<Tray>().there.store(true, Ordering::Relaxed),
        Err(error) => tracing::warn!(%error, "no tray"),
    }
}

/// Windows and macOS always have a tray.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch<R: Runtime>(app: &AppHandle<R>) {
    appear(app);
}

/// Desktops that have a tray own this name on the session bus; it may come and go while the program runs.
#[cfg(target_os = "linux")]
pub(crate) fn watch<R: Runtime>(app: &AppHandle<R>) {
    use gtk::gio;

    if !indicator_library_is_there() {
        return window::show_if_hidden(app);
    }
    let (comes, goes) = (app.clone(), app.clone());
    gio::bus_watch_name(
        gio::BusType::Session,
        "org.kde.StatusNotifierWatcher",
        gio::BusNameWatcherFlags::NONE,
        move |_, _, _| appear(&comes),
        move |_, _| {
            // Also said at the start, where there is none.
            goes.state::<Tray>().there.store(false, Ordering::Relaxed);
            window::show_if_hidden(&goes);
        },
    );
}

/// It is loaded when the first icon is made, and its absence would end the program.
#[cfg(target_os = "linux")]
fn indicator_library_is_there() -> bool {
    const FOLDERS: [&str; 5] = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib"];
    const NAMES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];
    let multiarch = format!("{}-linux-gnu", std::env::consts::ARCH);
    FOLDERS.iter().any(|folder| {
        let folder = std::path::Path::new(folder);
        NAMES
            .iter()
            .any(|name| folder.join(name).exists() || folder.join(&multiarch).join(name).exists())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lamp: Lamp, headline: Headline, unread: u32, language: Language) -> Appearance {
        let view = TrayView {
            lamp,
            headline,
            unread,
        };
        appearance(view, language)
    }

    #[test]
    fn the_lamp_never_speaks_by_colour_alone() {
        let well = of(Lamp::On, Headline::AllIsWell, 0, Language::En);
        assert_eq!(well.tooltip, "Porchlight: All is well");
        let dark = of(Lamp::Off, Headline::NotConnected, 0, Language::It);
        assert_eq!(dark.status, "Non connesso");
        let pictures =
            [Lamp::On, Lamp::NeedsYou, Lamp::Off].map(|lamp| picture(lamp).rgba().to_vec());
        assert!(
            pictures[0] != pictures[1] && pictures[1] != pictures[2] && pictures[0] != pictures[2]
        );
    }

    #[test]
    fn an_owner_whose_camera_is_offline_does_not_read_in_the_tray_that_all_is_well() {
        let status =
            |count, language| of(Lamp::On, Headline::CamerasOffline { count }, 0, language).status;
        assert_eq!(status(1, Language::En), "1 camera is offline");
        assert_eq!(status(2, Language::It), "2 telecamere sono offline");
    }

    #[test]
    fn the_tray_says_how_much_is_unread() {
        let of = |unread| of(Lamp::NeedsYou, Headline::NeedsYou, unread, Language::En);
        assert_eq!(
            of(3).tooltip,
            "Porchlight: Something needs your attention, 3 unread alerts"
        );
        assert_eq!(of(1).unread.as_deref(), Some("1 unread alert"));
        assert_eq!(of(0).unread, None);
    }

    #[test]
    fn the_tray_speaks_the_owners_language() {
        let quit = |language| of(Lamp::On, Headline::AllIsWell, 0, language).quit;
        assert_eq!((quit(Language::En), quit(Language::It)), ("Quit", "Esci"));
    }
}
