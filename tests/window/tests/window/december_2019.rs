//! December 2019 from end to end, as an owner of the demo home lives it: the leak, the reset, the notice, the way back. A
//! picture of each stage lies in `target/december-2019/` afterwards.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::linking::DesktopBrowser;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{ENGLISH, Owner};

const LINKED: &[&str] = &["Front door", "Garage"];
const ALEXA_SEES: &str = "Alexa now sees: Front door, Garage";
const NEW_PASSWORD: &str = "nine geese over the mill pond";

#[tokio::test]
async fn on_the_day_of_the_leak_the_owner_learns_why_and_is_back_with_everything_linked()
-> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    owner.links_alexa(&mut browser, LINKED).await?;
    ensure!(browser.looks_again().await?.says(ALEXA_SEES));
    owner.goes_to(ENGLISH.cameras).await?;
    owner.starts_renaming("Nursery", "Anna’s room").await?;

    // 26 December: everybody is signed out, in the middle of a name.
    owner
        .plays_behind_a_hidden_window("day_of_the_leak")
        .await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    page.reads("“Anna’s room” is safe.").await?;
    stage(page, "1-signed-out").await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says("Alexa no longer has access"), "{}", shown.html);
    owner.signs_in_again().await?;
    ensure!(page.value("Name of Nursery").await? == "Anna’s room");
    page.reads("1 of 5 done").await?;
    stage(page, "2-signed-in-again").await?;

    // What happened, and what it means here.
    owner.goes_to(ENGLISH.alerts).await?;
    stage(page, "3-alerts").await?;
    page.click("button", ENGLISH.for_you).await?;
    page.reads("2,400,000 accounts").await?;
    page.reads("None of your data can be read.").await?;
    stage(page, "4-notice").await?;
    owner.plays(ENGLISH.corrects_itself).await?;
    page.reads("reported → not affected").await?;
    stage(page, "5-notice-corrected").await?;

    // The way back, step by step.
    owner.goes_to(ENGLISH.security).await?;
    page.click("button", "Change it: Change the password")
        .await?;
    page.fill("New password", NEW_PASSWORD).await?;
    page.fill("Repeat the new password", NEW_PASSWORD).await?;
    page.fill("Current password", &owner.demo_password().await?)
        .await?;
    page.click("button", "Change password").await?;
    page.reads("Your password was changed.").await?;
    owner.turns_two_factor_on_with(NEW_PASSWORD).await?;
    owner.goes_to(ENGLISH.security).await?;
    page.reads("Alexa is unlinked").await?;
    stage(page, "6-way-back").await?;
    page.click("button", "Link again: Alexa").await?;
    page.click("button", owner.link_words().link_alexa_again)
        .await?;
    let number = browser.shows_a_number().await?;
    stage(page, "7-link-again").await?;
    owner.chooses(number).await?;
    page.gone("dialog", "").await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says(ALEXA_SEES), "{}", shown.html);
    owner.goes_to(ENGLISH.security).await?;
    page.click("button", "Review: Review signed-in computers")
        .await?;
    page.click("button", "It’s only me").await?;
    owner.goes_to(ENGLISH.security).await?;
    page.find("heading", "All done.").await?;
    stage(page, "8-back").await
}

async fn stage(page: &Page, name: &str) -> Result<()> {
    let here = std::env::current_exe()?;
    let target = here.ancestors().nth(3).context("not in a target folder")?;
    page.picture(&Path::new(target).join(format!("december-2019/{name}.png")))
        .await
}
