//! Cameras on a cable and on a network of their own, from the box to being online.

use anyhow::{Result, ensure};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::improv::{Habits, ImprovCamera};
use porchlight_simulators::thingino::Portal;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::linking::DesktopBrowser;
use porchlight_window_tests::program::Program;
use porchlight_window_tests::steps::Owner;
use porchlight_window_tests::within_reach::{ENGLISH, WIFI, firmware, habits};

const WIFI_PASSWORD: &str = "lamp-by-the-door";
const CAMERA_PASSWORD: &str = "four lamps on two porches";

/// PBKDF2 of [`WIFI_PASSWORD`] for [`WIFI`], computed elsewhere (IEEE 802.11-2020 annex J.4.1).
const WIFI_KEY: &str = "c10dce496c66b76e8623add062ac7c46a6e4b62ac58678a88be7a09d9efa0fb2";

#[tokio::test]
async fn a_camera_on_a_cable_is_told_the_network_and_its_page_opens() -> Result<()> {
    let camera = camera_on_a_cable()?;
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let (program, owner) = signed_in(&home, &["--serial-port", camera.port()]).await?;
    let page = &program.page;
    owner.has_a_camera_on_a_cable(camera.port()).await?;
    owner.talks_to_it().await?;
    page.reads("ESP32-S3 · ESPHome 2026.8.0").await?;
    owner.tells_it_the_network(WIFI, WIFI_PASSWORD).await?;
    page.fill(ENGLISH.camera_name, "front-door").await?;
    owner.lets_it_join().await?;
    page.find("heading", "It’s on Veranda").await?;

    let told = camera.told();
    ensure!(told.contains(&(6, b"front-door".to_vec())), "its name");
    let settings = [
        &[WIFI.len() as u8],
        WIFI.as_bytes(),
        &[WIFI_PASSWORD.len() as u8],
        WIFI_PASSWORD.as_bytes(),
    ];
    ensure!(told.contains(&(1, settings.concat())), "its network");
    page.does_not_know(WIFI_PASSWORD).await?;
    page.click("button", "Open its page").await?;
    ensure!(browser.is_sent().await? == "http://192.168.7.20/");
    owner.goes_on_from_there().await?;
    program.kill()?;
    let found = canary::search(home.everything(), &[WIFI_PASSWORD])?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_by_cable_is_mended_without_plugging_it_in_again() -> Result<()> {
    let camera = camera_on_a_cable()?;
    let home = Home::new(Keychain::Unlocked)?;
    let (program, owner) = signed_in(&home, &["--serial-port", camera.port()]).await?;
    let page = &program.page;
    owner.has_a_camera_on_a_cable(camera.port()).await?;
    owner.talks_to_it().await?;
    owner
        .tells_it_the_network(WIFI, "lamp-by-the-floor")
        .await?;
    owner.lets_it_join().await?;
    page.find("heading", "That didn’t work").await?;
    page.reads("The camera couldn’t join the network. Check the password.")
        .await?;
    page.click("button", "Try again").await?;
    page.find("heading", ENGLISH.there).await?;
    page.click("button", "Choose from the networks the camera can see")
        .await?;
    owner.tells_it_the_network(WIFI, WIFI_PASSWORD).await?;
    owner.lets_it_join().await?;
    page.find("heading", "It’s on Veranda").await?;
    Ok(())
}

#[tokio::test]
async fn a_cable_that_comes_off_halfway_loses_nothing_that_was_chosen() -> Result<()> {
    const WIFI_SETTINGS: u8 = 1;
    let camera = ImprovCamera::plug_in(Habits {
        unplugged_at: Some(WIFI_SETTINGS),
        ..habits(WIFI_PASSWORD)
    })?;
    let home = Home::new(Keychain::Unlocked)?;
    let (program, owner) = signed_in(&home, &["--serial-port", camera.port()]).await?;
    let page = &program.page;
    owner.has_a_camera_on_a_cable(camera.port()).await?;
    owner.talks_to_it().await?;
    owner.tells_it_the_network(WIFI, WIFI_PASSWORD).await?;
    page.fill(ENGLISH.camera_name, "front-door").await?;
    owner.lets_it_join().await?;
    page.reads("The cable was pulled out.").await?;
    page.reads(WIFI).await?;
    page.click("button", "Try again").await?;
    page.find("heading", ENGLISH.cable_title).await?;
    page.reads(WIFI).await
}

#[tokio::test]
async fn on_an_open_network_of_its_own_a_camera_is_told_neither_password() -> Result<()> {
    let portal = Portal::open(firmware()).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let (program, owner) = signed_in(&home, &["--camera-page", &portal.url()]).await?;
    let page = &program.page;
    owner.has_a_camera_with_its_own_network().await?;
    owner.looks_for_it().await?;
    page.reads("wyze_cam3_t31x_gc2053_atbm6031").await?;
    owner.tells_it_the_network(WIFI, WIFI_PASSWORD).await?;
    owner.lets_it_join().await?;
    page.reads("At least 8 characters.").await?;
    page.fill(ENGLISH.camera_password, CAMERA_PASSWORD).await?;
    owner.lets_it_join().await?;
    page.find("heading", "Settings sent; the camera is restarting")
        .await?;

    let saved = portal.saved().concat();
    ensure!(
        saved.contains(&format!("wlan_psk={WIFI_KEY}&rootpass_hash=%246%24")),
        "the key of the network and a hash"
    );
    for secret in [WIFI_PASSWORD, "four+lamps", "four%20lamps"] {
        ensure!(!saved.contains(secret), "a password crossed the network");
    }
    for secret in [WIFI_PASSWORD, CAMERA_PASSWORD] {
        page.does_not_know(secret).await?;
    }
    owner.goes_on_from_there().await?;
    program.kill()?;
    let found = canary::search(home.everything(), &[WIFI_PASSWORD, CAMERA_PASSWORD])?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn whoever_has_not_joined_the_cameras_network_is_told_what_to_look_at() -> Result<()> {
    let portal = Portal::open(firmware()).await?;
    let address = portal.url();
    portal.close().await;
    let home = Home::new(Keychain::Unlocked)?;
    let (program, owner) = signed_in(&home, &["--camera-page", &address]).await?;
    owner.has_a_camera_with_its_own_network().await?;
    program.page.click("button", ENGLISH.look).await?;
    program.page.reads("No camera found there.").await?;
    program.page.find("button", ENGLISH.look).await?;
    Ok(())
}

/// In the demo home.
async fn signed_in(home: &Home, args: &[&str]) -> Result<(Program, Owner)> {
    let program = home.open_with(&[&["--demo"], args].concat()).await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    Ok((program, owner))
}

fn camera_on_a_cable() -> std::io::Result<ImprovCamera> {
    ImprovCamera::plug_in(habits(WIFI_PASSWORD))
}
