//! axe finds nothing to complain about, on every screen, in both themes.

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

async fn look(page: &Page, screen: &str, theme: &str) -> Result<()> {
    let axe = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../ui/node_modules/axe-core/axe.min.js"
    );
    let axe = std::fs::read_to_string(axe).context("axe-core is not installed: run `make test`")?;
    let violations = page.accessibility_violations(&axe).await?;
    ensure!(
        violations.is_empty(),
        "{screen}, {theme}:\n{}",
        violations.join("\n")
    );
    Ok(())
}

async fn every_screen(theme: &str) -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", theme).await?;
    page.find("heading", ENGLISH.welcome).await?;
    look(page, "Welcome", theme).await?;
    owner.arrives_at_sign_in().await?;
    look(page, "Sign in", theme).await?;
    owner.signs_in_to_the_demo_home().await?;
    look(page, "Cameras", theme).await?;
    owner.goes_to(ENGLISH.alerts).await?;
    look(page, "Alerts", theme).await?;
    owner.goes_to(ENGLISH.settings).await?;
    look(page, "Settings", theme).await?;
    owner.goes_to(ENGLISH.cameras).await?;
    owner.starts_renaming("Garage", "Bicycl").await?;
    look(page, "Cameras while renaming", theme).await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    look(page, "The re-login layer", theme).await
}

#[tokio::test]
async fn every_screen_is_accessible_in_light() -> Result<()> {
    every_screen("light").await
}

#[tokio::test]
async fn every_screen_is_accessible_in_dark() -> Result<()> {
    every_screen("dark").await
}

#[tokio::test]
async fn the_screen_without_a_keychain_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Absent)?;
    let program = home.open_with(&[]).await?;
    program
        .page
        .find("heading", "No keychain is running")
        .await?;
    look(&program.page, "No keychain", "light").await
}
