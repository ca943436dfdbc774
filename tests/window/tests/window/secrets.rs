//! What must not be found anywhere, and what must be found in the keychain.

use anyhow::{Context, Result, ensure};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{DEMO_EMAIL, DEMO_PASSWORD, ENGLISH, Owner};

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
    let words = [
        DEMO_EMAIL,
        DEMO_PASSWORD,
        "Bicycle shed",
        "Back garden",
        "Porch Network",
    ];
    let found = canary::search(home.everything(), &words)?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn the_keychain_of_the_desktop_holds_our_entries() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    Owner::english(&program.page)
        .signs_in_to_the_demo_home()
        .await?;
    // The entries of this data folder carry its random name, which is no secret.
    let header = std::fs::read_to_string(home.data().join("data/vault/protection.json"))?;
    let header: serde_json::Value = serde_json::from_str(&header)?;
    let folder = header["home"]
        .as_str()
        .context("the data folder has a name")?;
    let entries = home
        .command("secret-tool")
        .args([
            "search",
            "--all",
            "service",
            &format!("eu.porchlight.dev.{folder}"),
        ])
        .output()?;
    let found = String::from_utf8_lossy(&entries.stdout)
        .matches("label = Porchlight")
        .count();
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
        DEMO_PASSWORD,
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
