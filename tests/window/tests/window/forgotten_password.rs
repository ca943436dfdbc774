//! A forgotten password: the owner comes back by the recovery key, and somebody else with that key is stopped.

use anyhow::{Result, ensure};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::forgotten_password::DEMO_KEY as KEY;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::linking::DesktopBrowser;
use porchlight_window_tests::steps::{DEMO_EMAIL, ENGLISH, Owner};

use crate::two_factor::signs_out;

const NEW: &str = "nine geese over the mill pond";
const NEWER: &str = "seven coots on the weir";
const ALARM: &str = "Someone is setting a new password with your recovery key";

#[tokio::test]
async fn an_owner_comes_back_with_recovery_key_and_code_and_everything_is_there() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    owner.links_alexa(&mut browser, &["Front door"]).await?;
    let (mut phone, codes) = owner.turns_two_factor_on().await?;

    // Signed out, with a change that waits.
    owner.goes_to(ENGLISH.cameras).await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    page.click("button", "Later").await?;
    page.gone("dialog", "").await?;
    owner.renames("Garage", "Bicycles").await?;
    page.reads(ENGLISH.waiting).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.find("dialog", ENGLISH.reset_title).await?;

    owner.has_forgotten_the_password().await?;
    owner.shows_the_recovery_key("k7qm 2xht").await?;
    page.reads("This isn’t this account’s recovery key.")
        .await?;
    owner.shows_the_recovery_key(KEY).await?;
    page.find("heading", "One more step").await?;
    owner.types_a_code("000000").await?;
    page.reads("That code isn’t right.").await?;
    owner.types_a_code(&phone.shows()?).await?;
    page.find("heading", "Choose your new password").await?;
    owner.types_the_new_password(NEW).await?;
    owner.uses_it().await?;
    page.gone("dialog", "").await?;

    page.reads("Your password was changed.").await?;
    owner.sees_camera("Bicycles").await?;
    owner.sees_camera("Front door").await?;
    owner.sees_everything_sent().await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says("Alexa now sees: Front door<"), "{}", shown.html);

    page.click("button", "Make a new recovery key").await?;
    page.find("heading", "Recovery key for Demo home").await?;
    page.reads("It was used on").await?;
    owner.wants_another_key().await?;
    page.fill(ENGLISH.password_for, NEW).await?;
    owner.types_a_recovery_code(&codes[0]).await?;
    page.click("button", "Continue").await?;
    let new_key = owner.reads_the_new_key().await?;
    let asked = owner.is_asked_for_a_group().await?;
    page.fill(&format!("Group {asked}"), &new_key[asked - 1])
        .await?;
    page.click("button", "Use the new key").await?;
    page.find("heading", "The old recovery key no longer works")
        .await?;
    page.does_not_know(NEW).await?;

    // With the old password nobody comes in, with the old key nobody comes back.
    let old = owner.demo_password().await?;
    signs_out(&owner, "Demo home").await?;
    page.fill(ENGLISH.email, DEMO_EMAIL).await?;
    page.fill(ENGLISH.password, &old).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.reads("The e-mail address or the password isn’t right.")
        .await?;
    owner.has_forgotten_the_password().await?;
    owner.shows_the_recovery_key(KEY).await?;
    page.reads("This isn’t this account’s recovery key.")
        .await?;
    let key = new_key.join("-");
    owner.shows_the_recovery_key(&key).await?;
    owner.gives_a_recovery_code(&codes[1]).await?;
    owner.types_the_new_password(NEWER).await?;
    owner.uses_it().await?;
    owner.sees_camera("Bicycles").await?;
    program.close().await?;
    let secrets = [NEW, NEWER, &key, &new_key.concat()];
    let found = canary::search(home.everything(), &secrets)?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn somebody_else_with_the_recovery_key_is_stopped_from_the_alert_and_the_key_is_worth_nothing()
-> Result<()> {
    let household = Household::open(1).await?;
    let (study, attic) = (
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
    );
    let at_study = study.open_with(&[]).await?;
    let (page, owner) = (&at_study.page, Owner::english(&at_study.page));
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;

    let at_attic = attic.open_with(&[]).await?;
    let (elsewhere, thief) = (&at_attic.page, Owner::english(&at_attic.page));
    let key = household.recovery_key();
    thief
        .begins_with_the_recovery_key_at(&household.url(), EMAIL, key)
        .await?;
    elsewhere.reads("Come back on").await?;

    owner.goes_to(ENGLISH.alerts).await?;
    page.find("heading", ALARM).await?;
    page.reads("It can take effect from").await?;
    page.click("button", "Stop it").await?;
    page.reads("Stopped. Whoever it was has your recovery key: make a new one.")
        .await?;
    page.click("button", "Make a new recovery key").await?;
    page.find("heading", "Recovery key for Bench house").await?;
    let new = owner.makes_another_key(PASSWORD).await?;
    let asked = owner.is_asked_for_a_group().await?;
    page.fill(&format!("Group {asked}"), &new[asked - 1])
        .await?;
    page.click("button", "Use the new key").await?;
    page.find("heading", "The old recovery key no longer works")
        .await?;

    // Killed and started again, the other computer remembers when to come back, and the key opens nothing there.
    at_attic.kill()?;
    let at_attic = attic.open_with(&[]).await?;
    let (elsewhere, thief) = (&at_attic.page, Owner::english(&at_attic.page));
    elsewhere.click("button", "Sign in to Bench house").await?;
    elsewhere
        .reads("You can choose a new password from")
        .await?;
    elsewhere.click("button", "Read more").await?;
    elsewhere.click("button", "Cancel the reset").await?;
    elsewhere.fill(ENGLISH.email, EMAIL).await?;
    thief.has_forgotten_the_password().await?;
    thief.shows_the_recovery_key(key).await?;
    elsewhere
        .reads("This isn’t this account’s recovery key.")
        .await?;
    at_attic.kill()?;
    let found = canary::search(attic.everything(), &[key, &key.replace('-', "")])?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    // The owner never noticed more than an alert.
    owner.goes_to(ENGLISH.cameras).await?;
    owner.sees_camera("Camera 1").await
}
