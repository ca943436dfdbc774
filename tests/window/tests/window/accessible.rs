//! axe finds nothing to complain about, on every screen, in both themes and both languages.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::Household;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

mod authenticators;
mod bad_days;
mod email;
mod forgotten_password;
mod inbox;
mod integrations;
mod password;
mod recovery_key;
mod two_factor;
mod within_reach;
mod your_data;

/// In both themes and both languages; English in the light one, as before, is what the owner goes on in. Before the data on
/// this computer is open, the program keeps neither: the desktop's stay.
pub(crate) async fn look(page: &Page, screen: &str) -> Result<()> {
    if !keeps_preferences(page).await? {
        return look_at_the_page(page, screen).await;
    }
    for (theme, language) in [
        ("dark", "en"),
        ("dark", "it"),
        ("light", "it"),
        ("light", "en"),
    ] {
        wear(page, theme, language).await?;
        look_at_the_page(page, &format!("{screen}, {theme}, {language}")).await?;
    }
    Ok(())
}

async fn keeps_preferences(page: &Page) -> Result<bool> {
    let state =
        "window.__TAURI_INTERNALS__.invoke('snapshot').then((home) => home.protection.state)";
    Ok(page.run(&format!("return {state}")).await? == serde_json::json!("ready"))
}

/// Changes theme and language, and nothing else.
async fn wear(page: &Page, theme: &str, language: &str) -> Result<()> {
    page.run(&format!(
        "const {{ invoke }} = window.__TAURI_INTERNALS__;\
         return invoke('snapshot').then(({{ preferences }}) =>\
           invoke('set_preferences', {{ preferences: {{ ...preferences, language: '{language}', theme: '{theme}' }} }}))\
           .then(() => true)"
    ))
    .await?;
    page.until(&format!(
        "document.documentElement.lang === '{language}' && document.documentElement.dataset.theme === '{theme}'"
    ))
    .await
}

async fn look_at_the_page(page: &Page, what: &str) -> Result<()> {
    let axe = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../ui/node_modules/axe-core/axe.min.js"
    );
    let axe = std::fs::read_to_string(axe).context("axe-core is not installed: run `make test`")?;
    let violations = page.accessibility_violations(&axe).await?;
    ensure!(violations.is_empty(), "{what}:\n{}", violations.join("\n"));
    Ok(())
}

#[tokio::test]
async fn every_screen_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    page.find("heading", ENGLISH.welcome).await?;
    look(page, "Welcome").await?;
    page.click("button", "Create an account").await?;
    page.find("heading", "Which service?").await?;
    look(page, "Which service").await?;
    page.click("button", "Back").await?;
    owner.arrives_at_sign_in().await?;
    look(page, "Sign in").await?;
    owner.signs_in_to_the_demo_home().await?;
    look(page, "Cameras").await?;
    page.click("button", "List").await?;
    look(page, "Cameras as a list").await?;
    page.click("button", "Grid").await?;
    page.click("button", "Open Garage").await?;
    page.find("button", "All cameras").await?;
    look(page, "Camera").await?;
    page.click("button", "Change the room").await?;
    look(page, "Camera while its room changes").await?;
    owner.goes_to(ENGLISH.security).await?;
    look(page, "Security").await?;
    owner.looks_at_computers().await?;
    page.click("button", "It’s only me").await?;
    page.reads("Last reviewed on").await?;
    owner.plays("Sign in from another city").await?;
    page.find("button", "That wasn’t me").await?;
    look(page, "Computers, one of them new").await?;
    page.click("button", "That wasn’t me").await?;
    page.find("alertdialog", "").await?;
    look(page, "The question before a computer is signed out").await?;
    owner.answers("Sign out").await?;
    page.reads("is signed out.").await?;
    look(page, "A computer was signed out").await?;
    owner.goes_to(ENGLISH.settings).await?;
    look(page, "Settings").await?;
    for question in [
        "Erase everything",
        "Reset the demo home",
        "Sign out of Demo home",
    ] {
        page.click("button", question).await?;
        page.find("alertdialog", "").await?;
        look(page, &format!("The question before “{question}”")).await?;
        page.click("button", "Cancel").await?;
        page.gone("alertdialog", "").await?;
    }
    owner.goes_to(ENGLISH.cameras).await?;
    page.click("button", ENGLISH.demo).await?;
    page.find("menuitem", ENGLISH.reset_everybody).await?;
    look(page, "The demo menu").await?;
    page.client()
        .active_element()
        .await?
        .send_keys(&char::from(Key::Escape).to_string())
        .await?;
    page.gone("menuitem", ENGLISH.reset_everybody).await?;
    owner.renames("Nursery", "Study").await?;
    page.reads("“Nursery” is now “Study”.").await?;
    look(page, "A message after renaming").await?;
    owner.starts_renaming("Garage", "Bicycl").await?;
    look(page, "Cameras while renaming").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    look(page, "The re-login layer").await?;
    page.click("button", "Later").await?;
    page.gone("dialog", ENGLISH.reset_title).await?;
    look(page, "Cameras while signed out").await?;
    owner.goes_to(ENGLISH.alerts).await?;
    page.find("heading", ENGLISH.reset_title).await?;
    look(page, "Alerts").await
}

#[tokio::test]
async fn making_an_account_is_accessible() -> Result<()> {
    let household = Household::open(0).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    steps::dress(page, "en", "light").await?;
    page.click("button", "Create an account").await?;
    page.fill("Service address", &household.url()).await?;
    page.click("button", "Continue").await?;
    page.find("heading", "Create an account at").await?;
    look(page, "Create an account").await?;
    page.fill(ENGLISH.email, "grace@porch.example").await?;
    page.fill(ENGLISH.password, "four lamps on two porches")
        .await?;
    page.fill("Repeat the password", "four lamps on two porches")
        .await?;
    page.click("button", "Continue").await?;
    page.find("heading", "Your recovery key").await?;
    look(page, "The recovery key").await?;
    page.click("button", "I’ve saved it").await?;
    page.find("heading", "Check your copy").await?;
    look(page, "Typing a group back").await
}

async fn without_a_keychain(theme: &str) -> Result<()> {
    let mut home = Home::new(Keychain::Absent)?;
    if theme == "dark" {
        home.set("GTK_THEME", "Adwaita:dark");
    }
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.find("heading", "No keychain is running").await?;
    look(page, "No keychain").await?;
    page.click("button", "Use a passphrase instead").await?;
    page.find("heading", "Choose a passphrase").await?;
    look(page, "Choose a passphrase").await?;
    page.fill("Passphrase", "a lamp, a porch, a key").await?;
    page.fill("Repeat the passphrase", "a lamp, a porch, a key")
        .await?;
    page.click("button", "Lock with this passphrase").await?;
    page.find("heading", ENGLISH.welcome).await?;
    program.close().await?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.find("heading", "Enter your passphrase").await?;
    look(page, "Passphrase wanted").await?;
    page.fill("Passphrase", "a lamp, a porch, a key").await?;
    page.click("button", "Unlock").await?;
    page.find("heading", ENGLISH.welcome).await?;
    Ok(())
}

#[tokio::test]
async fn the_way_without_a_keychain_is_accessible_in_light() -> Result<()> {
    without_a_keychain("light").await
}

#[tokio::test]
async fn the_way_without_a_keychain_is_accessible_in_dark() -> Result<()> {
    without_a_keychain("dark").await
}
