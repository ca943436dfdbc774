//! What two-factor looks like: on its way, on, off again, and asked for at the porch and in the layer.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::authenticator::Authenticator;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::second_factor::ENGLISH as FACTOR;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use super::look;

#[tokio::test]
async fn two_factor_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_two_factor().await?;
    look(page, "Two-factor is off").await?;
    owner.begins_two_factor().await?;
    page.click("button", "Can’t scan it?").await?;
    look(page, "The square").await?;
    page.fill(FACTOR.code_of_the_new, "12345a").await?;
    page.reads("only have digits").await?;
    look(page, "A code with a letter").await?;
    page.click("button", "Cancel").await?;
    page.find("alertdialog", "").await?;
    look(page, "The question before stopping").await?;
    owner.answers("Continue").await?;
    let mut phone = Authenticator::has(&owner.reads_the_key().await?);
    let codes = owner.types_the_first_code(&mut phone).await?;
    look(page, "Recovery codes").await?;
    owner.keeps_the_codes().await?;
    page.fill(FACTOR.recovery_code, "0000-0000-0000-0000")
        .await?;
    page.click("button", FACTOR.turn_on).await?;
    page.reads("This recovery code isn’t right.").await?;
    look(page, "Typing one back").await?;
    page.fill(FACTOR.recovery_code, &codes[9]).await?;
    page.click("button", FACTOR.turn_on).await?;
    page.find("heading", FACTOR.is_on).await?;
    look(page, "Two-factor was turned on").await?;
    page.click("button", "View two-factor").await?;
    page.reads("10 recovery codes left").await?;
    look(page, "Two-factor is on").await?;
    page.click("button", "Turn off").await?;
    page.find("textbox", FACTOR.code).await?;
    look(page, "Before it is turned off").await?;
    owner.goes_to(ENGLISH.settings).await?;
    look(page, "Settings while it is on").await?;

    owner.plays(ENGLISH.reset_everybody).await?;
    owner.is_asked_for_a_code_again().await?;
    owner.types_a_code("000000").await?;
    page.reads("That code isn’t right.").await?;
    look(page, "A code in the re-login layer").await?;
    owner.types_a_recovery_code(&codes[0]).await?;
    look(page, "A recovery code in the layer").await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.gone("dialog", "").await?;
    page.find("button", "Set up a new phone").await?;
    look(page, "After a recovery code").await?;
    owner.goes_to(ENGLISH.alerts).await?;
    look(page, "Alerts about two-factor").await
}
