//! The service ends sessions: the layer says who and why, and nothing is lost.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{ENGLISH, Owner};

#[tokio::test]
async fn a_reset_while_a_name_is_half_typed_leaves_it_in_the_field() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.starts_renaming("Garage", "Bicycl").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    page.reads("ended every session on").await?;
    page.reads("“Bicycl” is safe").await?;
    owner.signs_in_again().await?;
    ensure!(page.value(&owner.nickname_field("Garage")).await? == "Bicycl");
    Ok(())
}

#[tokio::test]
async fn later_folds_the_question_away_and_it_can_be_asked_for_again() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.click("button", "Later").await?;
    page.gone("dialog", ENGLISH.reset_title).await?;
    page.reads("You’re signed out of").await?;
    owner.sees_camera("Front door").await
}

#[tokio::test]
async fn a_reset_survives_a_restart_and_the_layer_is_there_again() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    program.page.find("dialog", ENGLISH.reset_title).await?;
    program.kill()?;
    let program = home.open().await?;
    program.page.find("dialog", ENGLISH.reset_title).await?;
    Owner::english(&program.page).signs_in_again().await
}
