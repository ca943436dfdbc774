//! A camera from its box to a name in the list, and what must not be left of its way.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::network_manager::{AccessPoint, NetworkManager};
use porchlight_window_tests::home::Home;
use porchlight_window_tests::program::Program;
use porchlight_window_tests::setting_up::{ENGLISH, NETWORK, NETWORK_PASSWORD};
use porchlight_window_tests::steps::Owner;

#[tokio::test]
async fn a_newcomer_sets_up_a_camera_and_its_password_is_found_nowhere_afterwards() -> Result<()> {
    let (home, program, owner) = signed_in().await?;
    owner.begins_a_set_up().await?;
    owner.chooses_network(NETWORK, NETWORK_PASSWORD).await?;
    owner.shows_the_code().await?;

    // What is on the screen is what a camera would read.
    let picture = home.everything().join("code.png");
    program.page.picture(&picture).await?;
    let code = read_code(&picture)?;
    std::fs::remove_file(&picture)?;
    ensure!(code.starts_with("PORCHLIGHT:1;"), "not our code");
    for part in [NETWORK, NETWORK_PASSWORD] {
        let part = URL_SAFE_NO_PAD.encode(part);
        ensure!(code.contains(&format!(":{part};")), "the code lacks a part");
    }

    owner.holds_a_demo_camera_up().await?;
    owner.names_the_new_camera("Side gate", "Garden").await?;
    program.page.reads("Side gate is in your list.").await?;
    owner.sees_everything_sent().await?;

    program.page.does_not_know(NETWORK_PASSWORD).await?;
    ensure!(
        remembered(&home)? == 0,
        "nobody asked for the password to be kept"
    );
    program.kill()?;
    let found = canary::search(home.everything(), &[NETWORK_PASSWORD, "Side gate"])?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn a_wrong_wifi_password_makes_the_camera_blink_red_and_can_be_mended() -> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    owner.begins_a_set_up().await?;
    owner.chooses_network(NETWORK, "a wrong password").await?;
    owner.shows_the_code().await?;
    owner.holds_a_demo_camera_up().await?;
    program
        .page
        .reads("blinks red: the network rejected it")
        .await?;
    program.page.click("button", "Hide now").await?;
    program
        .page
        .click("button", "Choose another network")
        .await?;
    owner.chooses_network(NETWORK, NETWORK_PASSWORD).await?;
    owner.shows_the_code().await?;
    owner.holds_a_demo_camera_up().await?;
    owner.names_the_new_camera("Side gate", "Garden").await
}

#[tokio::test]
async fn a_network_on_five_gigahertz_is_warned_about_and_the_camera_does_not_hear_it() -> Result<()>
{
    let (_home, program, owner) = signed_in().await?;
    owner.begins_a_set_up().await?;
    owner
        .chooses_network("Porch Network 5G", NETWORK_PASSWORD)
        .await?;
    program.page.reads("only seen on 5 or 6 GHz").await?;
    owner.shows_the_code().await?;
    owner.holds_a_demo_camera_up().await?;
    program.page.reads("It only works on 2.4 GHz").await
}

#[tokio::test]
async fn the_computers_own_password_goes_along_unseen_and_is_kept_only_when_ticked() -> Result<()> {
    let (home, program, owner) = signed_in().await?;
    owner.begins_a_set_up().await?;
    let page = &program.page;
    page.click("radio", NETWORK).await?;
    page.click("button", "Use this computer’s saved password")
        .await?;
    page.click("checkbox", "Save it for other cameras").await?;
    page.click("button", ENGLISH.go_on).await?;
    owner.shows_the_code().await?;
    owner.holds_a_demo_camera_up().await?;
    owner.names_the_new_camera("Side gate", "Garden").await?;
    page.does_not_know(NETWORK_PASSWORD).await?;
    ensure!(
        remembered(&home)? == 1,
        "the password is not in the keychain"
    );
    // The next camera needs no typing.
    owner.begins_a_set_up().await?;
    page.reads("The saved password will be used").await?;
    page.click("button", ENGLISH.go_on).await?;
    owner.shows_the_code().await
}

#[tokio::test]
async fn a_set_up_waits_where_it_was_left_also_after_kill_9() -> Result<()> {
    let (home, program, owner) = signed_in().await?;
    owner.begins_a_set_up().await?;
    owner.chooses_network(NETWORK, NETWORK_PASSWORD).await?;
    program.page.find("heading", ENGLISH.the_code).await?;
    owner.goes_to("Cameras").await?;
    program.page.reads("You’re setting up a camera.").await?;
    program.kill()?;

    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.sees_cameras().await?;
    program.page.reads("You’re setting up a camera.").await?;
    program.page.click("button", ENGLISH.go_on).await?;
    owner.chooses_network(NETWORK, NETWORK_PASSWORD).await?;
    owner.shows_the_code().await?;
    owner.holds_a_demo_camera_up().await?;
    owner.names_the_new_camera("Side gate", "Garden").await
}

#[tokio::test]
async fn the_code_hides_when_the_owner_looks_elsewhere() -> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    owner.begins_a_set_up().await?;
    owner.chooses_network(NETWORK, NETWORK_PASSWORD).await?;
    owner.shows_the_code().await?;
    program
        .page
        .run("window.dispatchEvent(new Event('blur')); return true")
        .await?;
    program.page.gone("dialog", "").await?;
    let left = program
        .page
        .run("return document.documentElement.outerHTML.includes('data:image/svg')")
        .await?;
    ensure!(
        left == serde_json::json!(false),
        "the drawing is still in the page"
    );
    program.page.reads("The code is hidden.").await
}

#[tokio::test]
async fn a_camera_without_a_service_uses_what_this_computer_hears() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let manager = NetworkManager::start(home.desktop.bus_address()).await?;
    let radio = manager.add_radio("wlan0").await?;
    let heard = AccessPoint {
        name: "Street Café".as_bytes(),
        mhz: 2437,
        strength: 70,
        flags: 0x1,
        wpa: 0,
        // PSK with CCMP.
        rsn: 0x188,
    };
    manager.hear(&radio, heard).await?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    program.page.click("button", ENGLISH.set_up).await?;
    program.page.click("button", "Scans Wi-Fi QR codes").await?;
    owner
        .chooses_network("Street Café", "password for a café")
        .await?;
    program.page.reads("It contains a character").await?;
    owner
        .chooses_network("Street Café", "password for a cafe")
        .await?;
    owner.shows_the_code().await?;
    let picture = home.everything().join("code.png");
    program.page.picture(&picture).await?;
    ensure!(read_code(&picture)? == "WIFI:T:WPA;S:Street Café;P:password for a cafe;;");
    program.page.click("button", "Hide now").await?;
    program
        .page
        .click("button", "The camera says it’s connected")
        .await?;
    program.page.find("heading", "It’s on Street Café").await?;
    program.page.click("button", "Done").await?;
    owner.sees_cameras().await
}

#[tokio::test]
async fn without_wifi_on_this_computer_the_name_is_typed() -> Result<()> {
    let (_home, program, owner) = signed_in().await?;
    program.page.click("button", ENGLISH.set_up).await?;
    program.page.click("button", "Scans Wi-Fi QR codes").await?;
    program
        .page
        .reads(
            "network service (NetworkManager on Linux, WLAN AutoConfig on Windows) isn’t running",
        )
        .await?;
    program.page.fill("Network name", "Veranda").await?;
    program
        .page
        .fill("Wi-Fi password of Veranda", NETWORK_PASSWORD)
        .await?;
    program.page.click("button", ENGLISH.go_on).await?;
    owner.shows_the_code().await
}

#[tokio::test]
async fn a_code_that_is_for_something_else_is_explained() -> Result<()> {
    let (_home, program, _owner) = signed_in().await?;
    let page = &program.page;
    page.click("button", ENGLISH.set_up).await?;
    page.click("button", "My camera has a different code")
        .await?;
    for (pasted, title) in [
        ("MT:Y.K9042C00KA0648G00", "A Matter code"),
        (
            "DPP:K:MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADURzxmttZoIRIPWGoQMV00XHWCAQIhXruVWOz0NjlkIA=;;",
            "A Wi-Fi Easy Connect code",
        ),
        ("hello", "Porchlight doesn’t recognise this code"),
    ] {
        page.fill("What the code says", pasted).await?;
        page.click("button", "What is this?").await?;
        page.reads(title).await?;
    }
    Ok(())
}

/// In the demo home.
async fn signed_in() -> Result<(Home, Program, Owner)> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    Ok((home, program, owner))
}

/// Entries of remembered networks in the keychain, beside the database's key and the one connection.
fn remembered(home: &Home) -> Result<usize> {
    Ok(home.keychain_entries()?.saturating_sub(2))
}

/// By a decoder that has nothing to do with whoever drew it.
pub(crate) fn read_code(picture: &Path) -> Result<String> {
    let mut decoder = png::Decoder::new(BufReader::new(File::open(picture)?));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("too large a picture")?];
    let info = reader.next_frame(&mut pixels)?;
    let (width, samples) = (info.width as usize, info.color_type.samples());
    let grey = |x: usize, y: usize| pixels[(y * width + x) * samples];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, info.height as usize, grey);
    let grids = image.detect_grids();
    let grid = grids.first().context("no code in the picture")?;
    Ok(grid.decode()?.1)
}
