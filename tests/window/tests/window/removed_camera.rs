//! A camera that was thrown away leaves the list and the account.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{ENGLISH, Owner};

/// Every seventh one is offline.
const OFFLINE: &str = "Camera 7";

#[tokio::test]
async fn an_owner_removes_an_offline_camera_and_hears_no_more_of_it() -> Result<()> {
    let household = Household::open(7).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    opens(&owner, OFFLINE).await?;
    page.find("heading", "Offline, last seen").await?;
    page.click("button", "Remove this camera").await?;
    page.find("alertdialog", "Remove Camera 7 from Bench house?")
        .await?;
    page.reads("It stays on your Wi-Fi until you reset it")
        .await?;
    owner.answers("Keep").await?;
    ensure!(household.cameras().await? == 7);
    page.click("button", "Remove this camera").await?;
    owner.answers("Remove").await?;
    page.reads("Camera 7 was removed.").await?;
    page.until("document.activeElement === find('heading', 'Cameras')")
        .await?;
    owner.sees_camera("Camera 6").await?;
    ensure!(!page.shows("button", &format!("Open {OFFLINE}")).await?);
    ensure!(household.cameras().await? == 6);
    hears_nothing(&owner).await?;
    program.close().await?;

    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.sees_camera("Camera 6").await?;
    // As the service says now.
    page.reads("All 6 cameras are online.").await?;
    ensure!(!page.shows("button", &format!("Open {OFFLINE}")).await?);
    hears_nothing(&owner).await
}

async fn opens(owner: &Owner, camera: &str) -> Result<()> {
    owner.sees_camera(camera).await?;
    owner.page.click("button", &format!("Open {camera}")).await
}

async fn hears_nothing(owner: &Owner) -> Result<()> {
    owner.goes_to(ENGLISH.alerts).await?;
    owner.page.find("heading", "No alerts").await?;
    owner.goes_to(ENGLISH.cameras).await
}
