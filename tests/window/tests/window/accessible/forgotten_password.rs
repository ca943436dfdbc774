//! A forgotten password: from the sign-in to the new one, over a reset, and what the owner's other computers say.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use super::look;

const NEW: &str = "nine geese over the mill pond";

#[tokio::test]
async fn a_day_passes_and_it_is_stopped() -> Result<()> {
    let household = Household::open(1).await?;
    let (study, kitchen, attic) = (
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
    );
    let at_study = study.open_with(&[]).await?;
    let at_kitchen = kitchen.open_with(&[]).await?;
    let (page, owner) = (&at_study.page, Owner::english(&at_study.page));
    let cook = Owner::english(&at_kitchen.page);
    for owner in [&owner, &cook] {
        steps::dress(&owner.page, "en", "light").await?;
        owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    }

    let at_attic = attic.open_with(&[]).await?;
    let (elsewhere, other) = (&at_attic.page, Owner::english(&at_attic.page));
    steps::dress(elsewhere, "en", "light").await?;
    other.arrives_at_the_sign_in_of(&household.url()).await?;
    elsewhere.fill(ENGLISH.email, EMAIL).await?;
    other.has_forgotten_the_password().await?;
    elsewhere
        .click("button", "I don’t have my recovery key")
        .await?;
    elsewhere
        .reads("Then nobody can set a new password")
        .await?;
    look(elsewhere, "The recovery key for a forgotten password").await?;
    other.shows_the_recovery_key("k7qm").await?;
    elsewhere
        .reads("This isn’t this account’s recovery key.")
        .await?;
    look(elsewhere, "A recovery key that is wrong").await?;
    other
        .shows_the_recovery_key(household.recovery_key())
        .await?;
    elsewhere
        .find("heading", "You now have to wait a day")
        .await?;
    look(elsewhere, "A day has to pass").await?;
    elsewhere.click("button", "Back").await?;
    elsewhere
        .reads("You can choose a new password from")
        .await?;
    look(elsewhere, "The sign-in while a day passes").await?;

    owner.goes_to(ENGLISH.alerts).await?;
    page.find("button", "Stop it").await?;
    look(page, "An alert with something to stop").await?;
    page.click("button", "Stop it").await?;
    page.reads("Stopped.").await?;
    look(page, "One of your computers stopped it").await?;
    cook.goes_to(ENGLISH.alerts).await?;
    let told = &cook.page;
    told.find("heading", "A password reset was stopped").await?;
    told.find("button", "Review the recovery key").await?;
    look(told, "It was stopped from another computer").await
}

#[tokio::test]
async fn a_new_password_is_chosen_over_a_reset() -> Result<()> {
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    let codes = household.turn_two_factor_on().await?;
    household.reset_everybody().await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    look(page, "The re-login layer with a way for who has forgotten").await?;
    owner.has_forgotten_the_password().await?;
    look(page, "The recovery key in the layer").await?;
    owner
        .shows_the_recovery_key(household.recovery_key())
        .await?;
    page.find("heading", "One more step").await?;
    look(page, "A code after the recovery key").await?;
    owner.gives_a_recovery_code(&codes[0]).await?;
    owner.types_the_new_password("iloveyou").await?;
    page.reads("This is one of the first passwords").await?;
    look(page, "A new password that is refused").await?;
    owner.types_the_new_password(NEW).await?;
    page.reads("Strong.").await?;
    look(page, "A new password that is good").await?;
    owner.uses_it().await?;
    page.gone("dialog", "").await?;
    page.reads("Your password was changed.").await?;
    look(page, "After a new password").await
}
