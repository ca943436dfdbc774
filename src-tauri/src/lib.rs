//! The Tauri shell: translates and composes, decides nothing.
//!
//! - `args`: what can be said at the start
//! - `places`: where things lie on this computer
//! - `painting`: how the web engine paints, where there is no graphics card and where the driver of one leaves the window blank
//! - `logging`: logs that identify nobody
//! - `compose`: the only place that picks real parts; `clock` is one of them
//! - `demo_home`: the embedded account service; `neighbourhood`: the networks around it, and around this computer
//! - `ipc`, `commands`: what the window may ask for
//! - `window`, `tray`, `desktop`, `words`: what the owner sees of the desktop's; `opening`: what other programs open
//! - `typed`: what the owner types, sealed by the page
//! - `picture`: codes in pictures that the owner shows
//! - `start_at_login`: whether the session starts the program
//! - `saving`: the recovery key and camera lists, to a file

mod args;
mod authenticator;
mod clipboard;
mod clock;
mod commands;
mod compose;
mod demo_home;
mod desktop;
mod ipc;
#[cfg(test)]
mod licences;
mod logging;
mod neighbourhood;
mod opening;
mod painting;
mod picture;
mod places;
mod saving;
mod start_at_login;
mod tray;
mod typed;
mod window;
mod words;

use std::process::ExitCode;

use clap::Parser;
use tauri::plugin::TauriPlugin;
use tauri::{App, Manager, RunEvent, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::args::Args;
use crate::clipboard::DesktopClipboard;
use crate::compose::Porch;
use crate::opening::NotOpened;
use crate::places::Places;
use crate::start_at_login::StartAtLogin;
use crate::tray::Tray;
use crate::typed::TypingKey;

/// Runs the program until the owner quits.
pub fn run() -> ExitCode {
    if picture::reader::is_wanted() {
        return picture::reader::run();
    }
    painting::choose();
    let args = Args::parse();
    let Some(places) = Places::for_this_run(args.data_dir.as_deref()) else {
        return give_up(
            "There is no home folder to keep files in. Name a folder with --data-dir FOLDER.",
        );
    };
    // No thread was started so far.
    #[cfg(target_os = "linux")]
    let painting_start = painting::dmabuf::choose(&places.last_start);
    if !has_display() {
        return give_up(
            "There is no display here, and Porchlight is a window. `make run` takes a tour on a virtual one.",
        );
    }
    if let Err(folder) = places.make() {
        let folder = folder.display();
        return give_up(&format!(
            "Nothing can be written to {folder}. Name another folder with --data-dir FOLDER."
        ));
    }
    logging::start(&places.logs);
    porchlight_service::crash::leave_no_memory_behind();

    let contract = ipc::contract();
    let started = tauri::Builder::default()
        .plugin(single_instance(&places))
        .plugin(window_state(&places))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(contract.invoke_handler())
        .setup(move |app| {
            contract.mount_events(app);
            #[cfg(target_os = "linux")]
            let watched = painting_start.map(|start| {
                start.begin();
                app.manage(start)
            });
            set_up(app, &args, places)?;
            #[cfg(target_os = "linux")]
            if watched.is_some() {
                painting::dmabuf::watch(app.handle())?;
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    match started {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    #[cfg(target_os = "linux")]
                    if let Some(start) = app.try_state::<painting::dmabuf::Start>() {
                        start.end();
                    }
                    compose::close(app);
                }
            });
            ExitCode::SUCCESS
        }
        // The first instance was on its way out, and is gone now.
        Err(tauri::Error::PluginInitialization(plugin, _))
            if plugin == "single-instance" && std::env::var_os(SECOND_TRY).is_none() =>
        {
            start_again()
        }
        Err(error) => {
            tracing::error!(%error, "the window did not open");
            give_up("The window could not be opened. The log says more.")
        }
    }
}

fn set_up(app: &App<Wry>, args: &Args, places: Places) -> tauri::Result<()> {
    app.manage(Tray::new(words::desktop_language()));
    app.manage(TypingKey::generate());
    app.manage(StartAtLogin::new(args.data_dir.clone()));
    app.manage(NotOpened::default());
    app.manage(DesktopClipboard::default());
    // First, because it goes on working while the window is being made.
    app.manage(Porch::compose(app.handle(), args, places.clone()));
    if args.demo {
        compose::open_demo_home_soon(app.handle());
    }
    window::open(app.handle(), &places, args.in_tray)?;
    compose::show_text_size_soon(app.handle());
    tray::watch(app.handle());
    desktop::open_on_click(app.handle());
    Ok(())
}

/// A second start over the same data shows the first one's window.
fn single_instance(places: &Places) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!(
            "{}.{}",
            places::KEYCHAIN_NAMESPACE,
            places.fingerprint()
        ))
        .callback(|app, arguments, _| {
            window::bring_to_front(app);
            if arguments.iter().any(|argument| argument == "--demo") {
                compose::open_demo_home_soon(app);
            }
        })
        .build()
}

/// Set for the program that [`start_again`] starts, which is the last try.
const SECOND_TRY: &str = "PORCHLIGHT_SECOND_TRY";

/// In the same process where the system can do that, so that whoever waits for it does not notice.
fn start_again() -> ExitCode {
    let Ok(program) = std::env::current_exe() else {
        return ExitCode::FAILURE;
    };
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1)).env(SECOND_TRY, "1");
    #[cfg(unix)]
    let failed = std::os::unix::process::CommandExt::exec(&mut again);
    #[cfg(not(unix))]
    let Err(failed) = again.spawn() else {
        return ExitCode::SUCCESS;
    };
    tracing::error!(error = %failed, "a second try did not start");
    ExitCode::FAILURE
}

fn window_state(places: &Places) -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_filename(places.window_state.to_string_lossy())
        // Not whether it was visible: a start is for looking at.
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

#[cfg(target_os = "linux")]
fn has_display() -> bool {
    gtk::init().is_ok()
}

#[cfg(not(target_os = "linux"))]
fn has_display() -> bool {
    true
}

/// One sentence for somebody who started the program from a terminal.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn give_up(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}
