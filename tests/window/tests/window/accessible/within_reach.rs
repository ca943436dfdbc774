//! What setting up by cable and over a camera's own network looks like, step by step.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::improv::ImprovCamera;
use porchlight_simulators::thingino::Portal;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::setting_up::NETWORK_PASSWORD;
use porchlight_window_tests::steps::{self, Owner};
use porchlight_window_tests::within_reach::{self, WIFI};

use super::look;

#[tokio::test]
async fn every_step_of_a_camera_within_reach_is_accessible() -> Result<()> {
    let camera = ImprovCamera::plug_in(within_reach::habits(NETWORK_PASSWORD))?;
    let portal = Portal::open(within_reach::firmware()).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home
        .open_with(&[
            "--demo",
            "--serial-port",
            camera.port(),
            "--camera-page",
            &portal.url(),
        ])
        .await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    by_cable(page, &owner, camera.port()).await?;
    on_its_own_network(page, &owner).await
}

async fn by_cable(page: &Page, owner: &Owner, port: &str) -> Result<()> {
    let words = owner.reach_words();
    owner.has_a_camera_on_a_cable(port).await?;
    look(page, "Which port").await?;
    owner.talks_to_it().await?;
    page.find("radio", WIFI).await?;
    look(page, "What the camera hears").await?;
    owner
        .tells_it_the_network(WIFI, "lamp-by-the-floor")
        .await?;
    look(page, "Before the camera joins").await?;
    owner.lets_it_join().await?;
    page.find("heading", "That didn’t work").await?;
    look(page, "The camera couldn’t join").await?;
    page.click("button", "Try again").await?;
    page.find("heading", words.there).await?;
    page.click("button", "Choose from the networks the camera can see")
        .await?;
    owner.tells_it_the_network(WIFI, NETWORK_PASSWORD).await?;
    owner.lets_it_join().await?;
    page.find("heading", "It’s on Veranda").await?;
    look(page, "The camera has joined").await?;
    owner.goes_on_from_there().await
}

async fn on_its_own_network(page: &Page, owner: &Owner) -> Result<()> {
    owner.has_a_camera_with_its_own_network().await?;
    look(page, "Joining the camera’s network").await?;
    owner.looks_for_it().await?;
    owner.tells_it_the_network(WIFI, NETWORK_PASSWORD).await?;
    owner.lets_it_join().await?;
    page.reads("At least 8 characters.").await?;
    look(page, "A password for the camera is missing").await?;
    let words = owner.reach_words();
    page.fill(words.camera_password, "four lamps on two porches")
        .await?;
    owner.lets_it_join().await?;
    page.find("heading", "Settings sent; the camera is restarting")
        .await?;
    look(page, "Settings sent; the camera is restarting").await
}
