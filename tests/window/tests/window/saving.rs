//! Saving to a file, through the desktop's own dialog.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::Household;
use porchlight_window_tests::steps::Owner;

const SAVE_KEY: &str = "Save to a file";
const SAVE_LIST: &str = "Save the camera list";
/// A folder in which nobody can make a file, whoever runs the tests.
const NOBODYS: &str = "/proc/porchlight.txt";

#[tokio::test]
async fn the_recovery_key_is_saved_for_its_owner_only_and_cancelling_loses_nothing() -> Result<()> {
    let household = Household::open(0).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    let shown = owner.prepares_an_account(&household.url()).await?;

    page.click("button", SAVE_KEY).await?;
    hands.cancels_saving()?;
    ensure!(owner.reads_the_recovery_key().await? == shown);
    page.click("button", SAVE_KEY).await?;
    hands.saves_as(Path::new(NOBODYS))?;
    page.reads("The file couldn’t be saved there.").await?;
    ensure!(owner.reads_the_recovery_key().await? == shown);

    let file = home.everything().join("my key.txt");
    page.click("button", SAVE_KEY).await?;
    hands.saves_as(&file)?;
    page.reads("Saved.").await?;
    is_private(&file)?;
    let saved = std::fs::read_to_string(&file)?;
    let mut lines = saved.lines();
    ensure!(lines.next() == Some("Porchlight recovery key"), "{saved}");
    ensure!(
        lines.any(|line| line == shown.join("-")),
        "the key is not on a line of its own"
    );
    page.click("button", "I’ve saved it").await?;
    page.find("heading", "Check your copy").await?;
    Ok(())
}

#[tokio::test]
async fn the_camera_list_is_saved_when_the_account_is_gone() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Garage", "Shed, \"left\"").await?;
    owner.sees_everything_sent().await?;
    owner.plays("The account is deleted").await?;

    page.click("button", SAVE_LIST).await?;
    hands.cancels_saving()?;
    let file = home.everything().join("cameras.csv");
    page.click("button", SAVE_LIST).await?;
    hands.saves_as(&file)?;
    page.reads("Saved.").await?;
    is_private(&file)?;
    let list = std::fs::read_to_string(&file)?;
    let mut lines = list.lines();
    ensure!(lines.next() == Some("name,room,network,model,firmware,id"));
    ensure!(lines.count() == 5, "{list}");
    for camera in ["Front door,", "\"Shed, \"\"left\"\"\",", "Nursery,"] {
        ensure!(list.lines().any(|line| line.starts_with(camera)), "{list}");
    }
    page.click("button", "Close").await?;
    owner.sees_cameras().await
}

fn is_private(file: &Path) -> Result<()> {
    let mode = std::fs::metadata(file)?.permissions().mode() & 0o777;
    ensure!(mode == 0o600, "{} has mode {mode:o}", file.display());
    Ok(())
}
