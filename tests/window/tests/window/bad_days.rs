//! No keychain, a locked one, no network, a second start.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::program::binary;
use porchlight_window_tests::steps::{ENGLISH, Owner};

#[tokio::test]
async fn without_a_keychain_the_owner_chooses_and_a_later_one_is_found() -> Result<()> {
    let mut home = Home::new(Keychain::Absent)?;
    let program = home.open_with(&[]).await?;
    program
        .page
        .find("heading", "No keychain is running")
        .await?;
    program.page.find("button", "Just this once").await?;
    home.desktop.start_keychain(Keychain::Unlocked)?;
    program.page.click("button", "Try again").await?;
    program.page.find("heading", ENGLISH.welcome).await?;
    Ok(())
}

#[tokio::test]
async fn this_run_only_works_and_leaves_nothing_readable() -> Result<()> {
    let home = Home::new(Keychain::Absent)?;
    let program = home.open_with(&[]).await?;
    program.page.click("button", "Just this once").await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Garage", "Bicycles").await?;
    program.close().await?;
    let program = home.open_with(&[]).await?;
    program
        .page
        .find("heading", "No keychain is running")
        .await?;
    Ok(())
}

#[tokio::test]
async fn while_the_network_fails_nobody_is_signed_out_and_names_wait() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.plays("The network fails").await?;
    owner.renames("Garage", "Bicycles").await?;
    page.reads("1 change waiting").await?;
    page.find("button", "Try now").await?;
    owner.plays("The network works again").await?;
    page.click("button", "Refresh").await?;
    owner.sees_everything_sent().await?;
    ensure!(!page.shows("button", ENGLISH.sign_in_again).await?);
    Ok(())
}

#[tokio::test]
async fn a_second_start_ends_and_the_first_window_stays() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    let second = home
        .command(binary("porchlight")?.to_string_lossy().as_ref())
        .args(home.args(&["--demo"]))
        .status()?;
    ensure!(second.success(), "the second start ended with {second}");
    owner.sees_cameras().await
}
