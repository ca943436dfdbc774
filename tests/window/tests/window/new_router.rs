//! All cameras to another network, one after the other, with their names.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::setting_up::{NEW_ROUTER, NEW_ROUTER_PASSWORD};
use porchlight_window_tests::steps::Owner;

const CAMERAS: [&str; 5] = [
    "Front door",
    "Back garden",
    "Living room",
    "Garage",
    "Nursery",
];

#[tokio::test]
async fn every_camera_follows_to_a_new_router_and_keeps_its_name_and_room() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.begins_a_move(NEW_ROUTER, NEW_ROUTER_PASSWORD).await?;
    for (number, camera) in (1..).zip(CAMERAS) {
        owner.shows_the_code_for(camera).await?;
        owner.holds_a_demo_camera_up().await?;
        if number < CAMERAS.len() {
            program.page.reads(&format!("{number} of 5 moved")).await?;
        }
    }
    program.page.reads("All cameras moved").await?;
    program.page.click("button", "Done").await?;
    for camera in CAMERAS {
        owner.sees_camera(camera).await?;
    }
    owner.sees_everything_sent().await?;
    let networks = program
        .page
        .run(
            "return window.__TAURI_INTERNALS__.invoke('snapshot')\
             .then(home => home.cameras.map(camera => camera.network + '/' + camera.room).join())",
        )
        .await?;
    let networks = networks.to_string();
    ensure!(networks.matches("New Router/").count() == 5, "{networks}");
    ensure!(networks.contains("New Router/Porch"), "{networks}");
    Ok(())
}

#[tokio::test]
async fn who_has_followed_is_known_after_a_restart() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.begins_a_move(NEW_ROUTER, NEW_ROUTER_PASSWORD).await?;
    owner.shows_the_code_for("Nursery").await?;
    owner.holds_a_demo_camera_up().await?;
    program.page.reads("1 of 5 moved").await?;
    program.page.click("button", "Skip Garage").await?;
    program.page.reads("Skipped").await?;
    program.page.click("button", "Pause").await?;
    program.page.reads("1 of 5 moved").await?;
    program.close().await?;

    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.sees_cameras().await?;
    program.page.reads("1 of 5 moved").await?;
    program.page.click("button", "Continue").await?;
    program.page.reads("Skipped").await
}
