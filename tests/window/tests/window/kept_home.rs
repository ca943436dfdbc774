//! A home of today, put aside for tests of later formats: `make keep-home`. What opens it again are the journeys
//! (`tests/journeys/tests/journeys/kept_home.rs`), on a clock that stands where it stood then.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::codes::LINK;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::linking::DesktopBrowser;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

/// An empty or missing folder, which the home is written to.
const FOLDER: &str = "PORCHLIGHT_KEEP_HOME_IN";

#[tokio::test]
#[ignore = "writes a fixture: run by `make keep-home`"]
async fn is_lived_in_and_put_aside() -> Result<()> {
    let kept = PathBuf::from(std::env::var_os(FOLDER).context("run by `make keep-home`")?);
    ensure!(!kept.exists(), "{} is there already", kept.display());
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Nursery", "Study").await?;
    owner.renames("Garage", "Bicycles").await?;
    owner.sees_everything_sent().await?;
    owner.looks_at_linked_services().await?;
    owner
        .links_alexa(&mut browser, &["Front door", "Study"])
        .await?;
    page.find("button", "Unlink Alexa").await?;
    owner.opens_the_codes().await?;
    owner.pastes(LINK).await?;
    owner.tries_the_code().await?;
    owner.keeps_the_account().await?;
    let (_, codes) = owner.turns_two_factor_on().await?;
    owner.plays(ENGLISH.sign_in_elsewhere).await?;
    // Everybody is signed out, and the way back begins.
    owner.plays("The day of the leak").await?;
    owner.is_asked_for_a_code_again().await?;
    owner.types_a_recovery_code(&codes[0]).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.gone("dialog", "").await?;
    owner.looks_at_linked_services().await?;
    page.click("button", owner.link_words().link_google).await?;
    let number = browser.shows_a_number().await?;
    page.find("dialog", "Google Assistant wants to see cameras")
        .await?;
    owner.ticks(&["Bicycles"]).await?;
    owner.chooses(number).await?;
    page.gone("dialog", "").await?;
    owner.goes_to(ENGLISH.cameras).await?;
    owner.plays("The network fails").await?;
    owner.renames("Front door", "Entrance").await?;
    page.reads("1 change waiting").await?;
    steps::dress(page, "it", "dark").await?;
    program.close().await?;

    fs::create_dir_all(&kept)?;
    copy(&home.data().join("data"), &kept.join("data"))?;
    copy(
        &home.desktop.home().join("data/keyrings"),
        &kept.join("keyrings"),
    )
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let copied = Command::new("cp").arg("-R").args([from, to]).status()?;
    ensure!(copied.success(), "{} was not copied", from.display());
    Ok(())
}
