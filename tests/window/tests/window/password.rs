//! The owner changes the password: what is said while it is typed, what comes of it here and at the other computer.

use anyhow::{Result, ensure};
use porchlight_simulators::breach_list::LeakedPasswords;
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{ENGLISH, Owner};

const NEW: &str = "nine geese over the mill pond";
const LEAKED: &str = "eleven herons by the weir";
const CURRENT: &str = "Current password";
const NEXT: &str = "New password";
const REPEAT: &str = "Repeat the new password";

async fn opens_the_screen(owner: &Owner, service: &str) -> Result<()> {
    owner.goes_to(ENGLISH.security).await?;
    let page = &owner.page;
    page.click("button", &format!("Change: Password at {service}"))
        .await?;
    page.find("heading", &format!("Password at {service}"))
        .await?;
    Ok(())
}

async fn types(page: &Page, current: &str, next: &str) -> Result<()> {
    page.fill(CURRENT, current).await?;
    page.fill(NEXT, next).await?;
    page.fill(REPEAT, next).await
}

#[tokio::test]
async fn the_new_password_is_weighed_takes_effect_and_the_other_computer_is_told_why() -> Result<()>
{
    let household = Household::open(2).await?;
    let leaked = LeakedPasswords::start(&[(LEAKED, 37)]).await?;
    let (study, mut kitchen) = (
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
    );
    kitchen.set("PORCHLIGHT_BREACH_LIST", &leaked.url());
    let at_study = study.open_with(&[]).await?;
    let at_kitchen = kitchen.open_with(&[]).await?;
    for program in [&at_study, &at_kitchen] {
        Owner::english(&program.page)
            .signs_in_at(&household.url(), EMAIL, PASSWORD)
            .await?;
    }
    let (page, owner) = (&at_kitchen.page, Owner::english(&at_kitchen.page));
    opens_the_screen(&owner, "Bench house").await?;
    page.fill(NEXT, "Camera 1").await?;
    page.reads("People who know you would try this.").await?;
    page.fill(NEXT, "iloveyou").await?;
    page.reads("This is one of the first passwords anyone would try.")
        .await?;
    page.fill(NEXT, LEAKED).await?;
    page.fill(REPEAT, LEAKED).await?;
    page.reads("This password has appeared 37 times in data leaks")
        .await?;
    types(page, "not my password", NEW).await?;
    page.reads("Strong.").await?;
    page.reads("It isn’t in any list of leaked passwords we know of.")
        .await?;
    page.click("button", "Change password").await?;
    page.reads("This isn’t your current password. Nothing has changed.")
        .await?;
    page.fill(CURRENT, PASSWORD).await?;
    page.click("button", "Change password").await?;
    page.reads("Your password was changed.").await?;
    page.reads("Only this computer is still signed in.").await?;
    for field in [CURRENT, NEXT, REPEAT] {
        ensure!(page.value(field).await?.is_empty(), "{field} is empty");
    }
    // Five digits each, of what was typed to its end.
    for question in leaked.asked() {
        let target = question.target.strip_prefix("GET /range/");
        ensure!(
            target.is_some_and(|digits| digits.len() == 5),
            "{question:?}"
        );
    }

    let page = &at_study.page;
    page.find("dialog", "Your password was changed").await?;
    page.reads("signed out the other computers").await?;

    // Killed and started again, the computer that did it is signed in still.
    at_kitchen.kill()?;
    let at_kitchen = kitchen.open_with(&[]).await?;
    let (page, owner) = (&at_kitchen.page, Owner::english(&at_kitchen.page));
    owner.sees_camera("Camera 1").await?;
    owner.goes_to(ENGLISH.settings).await?;
    page.click("button", "Sign out of Bench house").await?;
    owner.answers("Sign out").await?;
    page.click("button", "Sign in to Bench house").await?;
    page.fill(ENGLISH.email, EMAIL).await?;
    page.fill(ENGLISH.password, PASSWORD).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.find("alert", "").await?;
    page.fill(ENGLISH.password, NEW).await?;
    page.click("button", ENGLISH.sign_in).await?;
    owner.sees_camera("Camera 1").await?;
    at_kitchen.close().await?;
    let found = canary::search(kitchen.everything(), &[PASSWORD, NEW, LEAKED])?;
    ensure!(found.is_empty(), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_reset_in_the_middle_takes_the_passwords_and_leaves_the_choice() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    opens_the_screen(&owner, "Demo home").await?;
    page.click("checkbox", "Sign out my other computers")
        .await?;
    let password = owner.demo_password().await?;
    types(page, &password, NEW).await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    owner.signs_in_again().await?;
    page.find("textbox", CURRENT).await?;
    for field in [CURRENT, NEXT, REPEAT] {
        ensure!(page.value(field).await?.is_empty(), "{field} is empty");
    }
    types(page, &password, NEW).await?;
    page.click("button", "Change password").await?;
    page.reads("All computers stay signed in.").await
}
