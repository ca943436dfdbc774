//! What somebody finds who gets at the memory of the program, long after the owner typed a secret. It is typed by keyboard: a WebDriver
//! would hand the program the whole text, in a message that no owner sends.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use porchlight_simulators::canary::{Canary, Hit};
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::improv::ImprovCamera;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::memory;
use porchlight_window_tests::program::Program;
use porchlight_window_tests::second_factor;
use porchlight_window_tests::setting_up;
use porchlight_window_tests::steps::{DEMO_EMAIL, Owner};
use porchlight_window_tests::within_reach::{self, WIFI, habits};

const WIFI_PASSWORD: &str = "nine-lanterns-up-the-lane";

/// The e-mail address is typed the same way and stays, so that the search is known to find what there is.
#[tokio::test]
async fn after_a_sign_in_neither_password_nor_recovery_code_is_left_in_memory() -> Result<()> {
    let household = Household::open(1).await?;
    let recovery_codes = household.turn_two_factor_on().await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (owner, hands) = (Owner::english(&program.page), Hands::on(&home)?);
    let (page, words) = (&program.page, second_factor::ENGLISH);
    signs_in(&owner, &hands, &household).await?;
    page.find("textbox", words.code).await?;
    page.click("button", words.use_recovery_code).await?;
    hands
        .types(page, words.recovery_code, &recovery_codes[1])
        .await?;
    page.click("button", owner.words.sign_in).await?;
    owner.sees_cameras().await?;
    only_the_first_is_left(&program, &[EMAIL, PASSWORD, &recovery_codes[1]])
}

#[tokio::test]
async fn after_a_change_of_the_password_neither_is_left_in_memory() -> Result<()> {
    const NEXT: &str = "umbrella gravel seventeen";
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (owner, hands) = (Owner::english(&program.page), Hands::on(&home)?);
    let page = &program.page;
    signs_in(&owner, &hands, &household).await?;
    owner.sees_cameras().await?;
    owner.goes_to(owner.words.security).await?;
    page.click("button", "Change: Password at Bench house")
        .await?;
    hands.types(page, "Current password", PASSWORD).await?;
    hands.types(page, "New password", NEXT).await?;
    hands.types(page, "Repeat the new password", NEXT).await?;
    page.click("button", "Change password").await?;
    page.reads("Your password was changed.").await?;
    only_the_first_is_left(&program, &[EMAIL, PASSWORD, NEXT])
}

#[tokio::test]
async fn after_a_set_up_by_cable_a_remembered_wifi_password_is_in_the_keychain_and_not_in_memory()
-> Result<()> {
    let camera = ImprovCamera::plug_in(habits(WIFI_PASSWORD))?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home
        .open_with(&["--demo", "--serial-port", camera.port()])
        .await?;
    let (owner, hands) = (Owner::english(&program.page), Hands::on(&home)?);
    let (page, words) = (&program.page, within_reach::ENGLISH);
    owner.signs_in_to_the_demo_home().await?;
    owner.has_a_camera_on_a_cable(camera.port()).await?;
    owner.talks_to_it().await?;
    page.click("radio", WIFI).await?;
    let field = format!("{} {WIFI}", setting_up::ENGLISH.wifi_password);
    hands.types(page, &field, WIFI_PASSWORD).await?;
    page.click("checkbox", "Save it for other cameras").await?;
    page.click("button", words.use_network).await?;
    page.find("button", words.join).await?;
    hands.types(page, words.camera_name, "front-door").await?;
    owner.lets_it_join().await?;
    page.find("heading", "It’s on Veranda").await?;
    let told = camera.told();
    ensure!(
        told.iter()
            .any(|(_, said)| said.ends_with(WIFI_PASSWORD.as_bytes())),
        "the camera was told"
    );
    only_the_first_is_left(&program, &[WIFI, WIFI_PASSWORD])
}

#[tokio::test]
async fn after_a_code_was_shown_the_wifi_password_is_not_left_in_memory() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (owner, hands) = (Owner::english(&program.page), Hands::on(&home)?);
    let (page, words) = (&program.page, setting_up::ENGLISH);
    owner.signs_in_to_the_demo_home().await?;
    page.click("button", words.set_up).await?;
    page.click("button", "Scans Wi-Fi QR codes").await?;
    hands.types(page, "Network name", WIFI).await?;
    let field = format!("{} {WIFI}", words.wifi_password);
    hands.types(page, &field, WIFI_PASSWORD).await?;
    page.click("button", words.go_on).await?;
    owner.shows_the_code().await?;
    page.click("button", "Hide now").await?;
    page.click("button", "The camera says it’s connected")
        .await?;
    page.find("heading", "It’s on Veranda").await?;
    only_the_first_is_left(&program, &[WIFI, WIFI_PASSWORD])?;
    page.click("button", "Done").await
}

#[tokio::test]
async fn after_unlocking_the_passphrase_is_not_left_in_memory() -> Result<()> {
    const PASSPHRASE: &str = "a ladder, a lamp, a late bus";
    let home = Home::new(Keychain::Absent)?;
    let program = home.open().await?;
    let (owner, hands) = (Owner::english(&program.page), Hands::on(&home)?);
    let page = &program.page;
    page.click("button", "Use a passphrase instead").await?;
    // The owner wants to read what is typed.
    page.click("button", "Show password").await?;
    hands.types(page, "Passphrase", PASSPHRASE).await?;
    hands
        .types(page, "Repeat the passphrase", PASSPHRASE)
        .await?;
    page.click("button", "Lock with this passphrase").await?;
    owner.signs_in_to_the_demo_home().await?;
    only_the_first_is_left(&program, &[DEMO_EMAIL, PASSPHRASE])
}

/// As the 32 octets that they are it lies there as long as the database is open; nobody needs it spelt out.
#[tokio::test]
async fn the_key_of_the_database_is_spelt_out_nowhere_in_memory() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Garage", "Bicycle shed").await?;
    let key = STANDARD.decode(home.keychain_entry("database-key")?)?;
    ensure!(key.len() == 32, "it is a key");
    let hits = memory::search(program.pid()?, &[Canary::bytes("key", key)])?;
    let forms: Vec<_> = hits.iter().map(|hit| hit.form.as_str()).collect();
    ensure!(forms == ["bytes"], "the key lies in memory as {forms:?}");
    Ok(())
}

/// As far as the password.
async fn signs_in(owner: &Owner, hands: &Hands<'_>, household: &Household) -> Result<()> {
    let page = &owner.page;
    page.click("button", "Porchlight account").await?;
    page.fill("Service address", &household.url()).await?;
    page.click("button", "Continue").await?;
    page.find("heading", "Sign in to").await?;
    hands.types(page, owner.words.email, EMAIL).await?;
    hands.types(page, owner.words.password, PASSWORD).await?;
    page.click("button", owner.words.sign_in).await
}

fn only_the_first_is_left(program: &Program, typed: &[&str]) -> Result<()> {
    let canaries: Vec<_> = typed.iter().map(|&word| Canary::text(word)).collect();
    let hits = memory::search(program.pid()?, &canaries)?;
    let (control, left): (BTreeSet<Hit>, BTreeSet<Hit>) =
        hits.into_iter().partition(|hit| hit.canary == typed[0]);
    ensure!(!control.is_empty(), "the search finds nothing at all");
    ensure!(left.is_empty(), "left in memory: {left:#?}");
    Ok(())
}
