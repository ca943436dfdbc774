//! What must not be found anywhere, and what must be found in the keychain.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{DEMO_EMAIL, ENGLISH, Owner};

#[tokio::test]
async fn after_a_day_of_use_nothing_readable_lies_on_the_disk() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Garage", "Bicycle shed").await?;
    owner.sees_everything_sent().await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    owner.signs_in_again().await?;
    program.kill()?;
    nothing_is_for_others(&home.data())?;
    nothing_is_readable(&home)
}

/// By mode, in a folder that others may enter. What the web engine and the window's size lie in is closed to them as a whole.
fn nothing_is_for_others(dir: &Path) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let mode = std::fs::metadata(&path)?.permissions().mode();
        ensure!(mode & 0o077 == 0, "{}: {mode:o}", path.display());
        if path.is_dir() && !path.ends_with("cache") && !path.ends_with("config") {
            nothing_is_for_others(&path)?;
        }
    }
    Ok(())
}

/// Where the system lets every crash leave a core dump (core(5)), in a folder that is searched too.
#[tokio::test]
async fn a_crash_leaves_nothing_readable_and_no_memory_on_the_disk() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let dumps = tempfile::tempdir_in(home.everything())?;
    let mut generous = home.command("prlimit");
    generous.current_dir(&dumps).args(["--core=unlimited"]);
    let program = home.open_through(generous).await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Garage", "Bicycle shed").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    owner.starts_signing_in_again().await?;
    for pid in program.all_pids()? {
        let limits = std::fs::read_to_string(format!("/proc/{pid}/limits"))?;
        let core = limits
            .lines()
            .find_map(|line| line.strip_prefix("Max core file size"))
            .context("no limit")?;
        // 1 also keeps it from a program that takes core dumps, which 0 does not.
        let held = core.split_whitespace().take(2).all(|limit| limit == "1");
        ensure!(held, "process {pid}: {core}");
    }
    program.signal("ABRT")?;
    let left: Vec<_> = std::fs::read_dir(&dumps)?.collect();
    ensure!(left.is_empty(), "a crash left {left:?}");
    nothing_is_readable(&home)
}

fn nothing_is_readable(home: &Home) -> Result<()> {
    let words = [DEMO_EMAIL, "Bicycle shed", "Back garden", "Porch Network"];
    let found = canary::search(home.everything(), &words)?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    // The demo home keeps its own, beside the keys of its service, and nobody else does.
    let file = home.data().join("data/demo/password");
    let found = canary::search(home.everything(), &[&std::fs::read_to_string(&file)?])?;
    let elsewhere = found.iter().any(|found| found.file != file);
    ensure!(
        !found.is_empty() && !elsewhere,
        "readable on disk: {found:#?}"
    );
    Ok(())
}

#[tokio::test]
async fn the_keychain_of_the_desktop_holds_our_entries() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    Owner::english(&program.page)
        .signs_in_to_the_demo_home()
        .await?;
    let found = home.keychain_entries()?;
    ensure!(
        found == 2,
        "a database key and one connection expected, {found} found"
    );
    Ok(())
}

#[tokio::test]
async fn the_page_is_given_no_token_and_no_way_out() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    let snapshot = program
        .page
        .run("return window.__TAURI_INTERNALS__.invoke('snapshot').then(s => JSON.stringify(s))")
        .await?
        .to_string();
    for word in [
        "token",
        "secret",
        "vault_key",
        "device_key",
        &owner.demo_password().await?,
        "/tmp/",
    ] {
        ensure!(!snapshot.contains(word), "the snapshot holds {word:?}");
    }
    let outside = program
        .page
        .run("return fetch('http://127.0.0.1:9/').then(() => 'fetched', e => e.name)")
        .await?;
    ensure!(
        outside == serde_json::json!("TypeError"),
        "the page reached the network: {outside}"
    );
    program
        .page
        .run("window.location.href = 'https://example.org/'; return true")
        .await?;
    owner.sees_cameras().await
}
