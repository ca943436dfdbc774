//! Builds the window (`ui/dist`) and declares the commands that it may be granted.

use std::path::Path;
use std::process::Command;
use std::time::UNIX_EPOCH;

const COMMANDS: &[&str] = include!("src/commands/names.rs");

fn main() {
    build_ui();
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        stop(&format!("{error:#}"));
    }
    make_old(&Path::new(env!("CARGO_MANIFEST_DIR")).join("permissions"));
}

/// Cargo would take what was written just now for an edit, run this again the next time, and build everything after it anew.
fn make_old(generated: &Path) {
    let Ok(entries) = std::fs::read_dir(generated) else {
        return;
    };
    for entry in entries.flatten() {
        make_old(&entry.path());
        // Where it cannot be done, the next build takes longer.
        let _ = std::fs::File::open(entry.path()).and_then(|it| it.set_modified(UNIX_EPOCH));
    }
    let _ = std::fs::File::open(generated).and_then(|it| it.set_modified(UNIX_EPOCH));
}

/// So that plain `cargo build` works from a clean checkout. Skipped with `SKIP_UI_BUILD=1`, where the Tauri
/// command line has built it already.
fn build_ui() {
    println!("cargo:rerun-if-env-changed=SKIP_UI_BUILD");
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
    for input in [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
        "svelte.config.js",
    ] {
        let input = ui.join(input);
        // A path that is not there would count as changed each time.
        if input.exists() {
            println!("cargo:rerun-if-changed={}", input.display());
        }
    }
    if std::env::var_os("SKIP_UI_BUILD").is_some() {
        return;
    }
    if !ui.join("node_modules").exists() {
        npm(&ui, &["ci", "--no-audit", "--no-fund"]);
    }
    npm(&ui, &["run", "build"]);
}

fn npm(ui: &Path, arguments: &[&str]) {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let what = format!("npm {}", arguments.join(" "));
    match Command::new(program)
        .args(arguments)
        .current_dir(ui)
        .output()
    {
        Ok(output) if output.status.success() => {}
        Ok(output) => stop(&format!(
            "`{what}` failed in ui/:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )),
        Err(_) => stop(
            "npm is missing. Install Node.js 20.19 or newer from https://nodejs.org, and build again.",
        ),
    }
}

/// Ends the build with a sentence instead of a backtrace.
fn stop(why: &str) -> ! {
    println!(
        "cargo::error={}",
        why.trim_end().replace('\n', "\ncargo::error=")
    );
    std::process::exit(1);
}
