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
mod inbox;
mod integrations;
mod password;
mod two_factor;
mod within_reach;
mod your_data;

/// In Italian and then in English, which the owner goes on in.
pub(crate) async fn look(page: &Page, screen: &str, theme: &str) -> Result<()> {
    for language in ["it", "en"] {
        speaks(page, language).await?;
        look_at_the_page(page, &format!("{screen}, {theme}, {language}")).await?;
    }
    Ok(())
}

/// Changes the language and nothing else. Before the data on this computer is open, the program keeps no language: the
/// desktop's stays.
async fn speaks(page: &Page, language: &str) -> Result<()> {
    let kept = page
        .run(&format!(
            "const {{ invoke }} = window.__TAURI_INTERNALS__;\
             return invoke('snapshot').then((home) => home.protection.state !== 'ready' ? false :\
               invoke('set_preferences', {{ preferences: {{ ...home.preferences, language: '{language}' }} }})\
                 .then(() => true))"
        ))
        .await?;
    if kept == serde_json::json!(true) {
        page.until(&format!("document.documentElement.lang === '{language}'"))
            .await?;
    }
    Ok(())
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

async fn every_screen(theme: &str) -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", theme).await?;
    page.find("heading", ENGLISH.welcome).await?;
    look(page, "Welcome", theme).await?;
    page.click("button", "Create an account").await?;
    page.find("heading", "Which service?").await?;
    look(page, "Which service", theme).await?;
    page.click("button", "Back").await?;
    owner.arrives_at_sign_in().await?;
    look(page, "Sign in", theme).await?;
    owner.signs_in_to_the_demo_home().await?;
    look(page, "Cameras", theme).await?;
    page.click("button", "List").await?;
    look(page, "Cameras as a list", theme).await?;
    page.click("button", "Grid").await?;
    page.click("button", "Open Garage").await?;
    page.find("button", "All cameras").await?;
    look(page, "Camera", theme).await?;
    page.click("button", "Change the room").await?;
    look(page, "Camera while its room changes", theme).await?;
    owner.goes_to(ENGLISH.security).await?;
    look(page, "Security", theme).await?;
    owner.looks_at_computers().await?;
    page.click("button", "I have looked").await?;
    page.reads("You knew all of them on").await?;
    owner.plays("Sign in from another city").await?;
    page.find("button", "That wasn’t me").await?;
    look(page, "Computers, one of them new", theme).await?;
    page.click("button", "That wasn’t me").await?;
    page.find("alertdialog", "").await?;
    look(page, "The question before a computer is signed out", theme).await?;
    owner.answers("Sign out").await?;
    page.reads("is signed out.").await?;
    look(page, "A computer was signed out", theme).await?;
    owner.goes_to(ENGLISH.settings).await?;
    look(page, "Settings", theme).await?;
    for question in ["Erase everything", "Start afresh", "Sign out of Demo home"] {
        page.click("button", question).await?;
        page.find("alertdialog", "").await?;
        look(page, &format!("The question before “{question}”"), theme).await?;
        page.click("button", "Cancel").await?;
        page.gone("alertdialog", "").await?;
    }
    owner.goes_to(ENGLISH.cameras).await?;
    page.click("button", ENGLISH.demo).await?;
    page.find("menuitem", ENGLISH.reset_everybody).await?;
    look(page, "The demo menu", theme).await?;
    page.client()
        .active_element()
        .await?
        .send_keys(&char::from(Key::Escape).to_string())
        .await?;
    page.gone("menuitem", ENGLISH.reset_everybody).await?;
    owner.renames("Nursery", "Study").await?;
    page.reads("“Nursery” is now “Study”.").await?;
    look(page, "A message after renaming", theme).await?;
    owner.starts_renaming("Garage", "Bicycl").await?;
    look(page, "Cameras while renaming", theme).await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    look(page, "The re-login layer", theme).await?;
    page.click("button", "Later").await?;
    page.gone("dialog", ENGLISH.reset_title).await?;
    look(page, "Cameras while signed out", theme).await?;
    owner.goes_to(ENGLISH.alerts).await?;
    page.find("heading", ENGLISH.reset_title).await?;
    look(page, "Alerts", theme).await
}

async fn making_an_account(theme: &str) -> Result<()> {
    let household = Household::open(0).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    steps::dress(page, "en", theme).await?;
    page.click("button", "Create an account").await?;
    page.fill("Address of the service", &household.url())
        .await?;
    page.click("button", "Continue").await?;
    page.find("heading", "Create an account at").await?;
    look(page, "Create an account", theme).await?;
    page.fill(ENGLISH.email, "grace@porch.example").await?;
    page.fill(ENGLISH.password, "four lamps on two porches")
        .await?;
    page.fill("The same password once more", "four lamps on two porches")
        .await?;
    page.click("button", "Continue").await?;
    page.find("heading", "Your recovery key").await?;
    look(page, "The recovery key", theme).await?;
    page.click("button", "I have kept it").await?;
    page.find("heading", "One look at your copy").await?;
    look(page, "Typing a group back", theme).await
}

async fn without_a_keychain(theme: &str) -> Result<()> {
    let mut home = Home::new(Keychain::Absent)?;
    if theme == "dark" {
        home.set("GTK_THEME", "Adwaita:dark");
    }
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.find("heading", "No keychain is running").await?;
    look(page, "No keychain", theme).await?;
    page.click("button", "Use a passphrase instead").await?;
    page.find("heading", "Choose a passphrase").await?;
    look(page, "Choose a passphrase", theme).await?;
    page.fill("Passphrase", "a lamp, a porch, a key").await?;
    page.fill("The same once more", "a lamp, a porch, a key")
        .await?;
    page.click("button", "Lock with this passphrase").await?;
    page.find("heading", ENGLISH.welcome).await?;
    program.close().await?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.find("heading", "Your passphrase, please").await?;
    look(page, "Passphrase wanted", theme).await?;
    page.fill("Passphrase", "a lamp, a porch, a key").await?;
    page.click("button", "Open").await?;
    page.find("heading", ENGLISH.welcome).await?;
    Ok(())
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
async fn making_an_account_is_accessible_in_light() -> Result<()> {
    making_an_account("light").await
}

#[tokio::test]
async fn making_an_account_is_accessible_in_dark() -> Result<()> {
    making_an_account("dark").await
}

#[tokio::test]
async fn the_way_without_a_keychain_is_accessible_in_light() -> Result<()> {
    without_a_keychain("light").await
}

#[tokio::test]
async fn the_way_without_a_keychain_is_accessible_in_dark() -> Result<()> {
    without_a_keychain("dark").await
}
