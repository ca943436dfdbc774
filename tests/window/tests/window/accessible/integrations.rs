use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::linking::DesktopBrowser;
use porchlight_window_tests::steps::{self, Owner};

use super::look;

#[tokio::test]
async fn linked_services_are_accessible() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    page.find("heading", "Nothing is linked").await?;
    look(page, "No linked service").await?;
    let number = owner.begins_to_link_alexa(&mut browser).await?;
    look(page, "Alexa asks").await?;
    owner.ticks(&["Front door", "Garage"]).await?;
    look(page, "Alexa asks, two cameras ticked").await?;
    owner.chooses(number).await?;
    page.gone("dialog", "").await?;
    page.find("button", "Unlink Alexa").await?;
    look(page, "Alexa is linked").await?;
    page.click("button", "Change what Alexa sees").await?;
    page.find("dialog", "What Alexa sees").await?;
    look(page, "What Alexa sees").await?;
    page.click("button", "Cancel").await?;
    page.gone("dialog", "").await?;
    page.click("button", "Unlink Alexa").await?;
    page.find("alertdialog", "").await?;
    look(page, "The question before unlinking").await?;
    page.click("button", "Cancel").await?;
    page.gone("alertdialog", "").await?;
    owner.looks_at_computers().await?;
    page.find("button", "Show linked services").await?;
    look(page, "Everything that can reach the account").await?;
    page.click("button", "Show linked services").await?;
    owner.plays(owner.link_words().unlinks_everything).await?;
    page.find("button", "Leave it unlinked: Alexa").await?;
    look(page, "Unlinked by an incident").await
}
