//! Another e-mail address for an account: at this computer, at the owner's other one, and taken back from there.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{ENGLISH, Owner};

use crate::two_factor::signs_out;

const NEW: &str = "ada@elsewhere.example";
const FIELD: &str = "New e-mail address";

#[tokio::test]
async fn an_owner_changes_the_address_and_signs_in_with_it_and_not_with_the_old_one() -> Result<()>
{
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    owner.looks_at_the_address().await?;
    page.reads(&format!(
        "You sign in with {EMAIL}. It’s only used as a sign-in name"
    ))
    .await?;
    owner.wants_another_address().await?;
    owner.types_the_address("ada@", PASSWORD).await?;
    owner.uses_the_address().await?;
    page.reads("This isn’t an e-mail address.").await?;
    owner.types_the_address(NEW, "not my password").await?;
    owner.uses_the_address().await?;
    page.reads("The password isn’t right.").await?;
    ensure!(page.value(FIELD).await? == NEW, "nothing typed is lost");
    owner.types_the_address(NEW, PASSWORD).await?;
    owner.uses_the_address().await?;
    owner.signs_in_with(NEW).await?;
    owner.sees_the_address_in_settings(NEW).await?;

    // Killed and started again, it is the same one.
    program.kill()?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.sees_cameras().await?;
    signs_out(&owner, "Bench house").await?;
    ensure!(page.value(ENGLISH.email).await? == NEW);
    page.fill(ENGLISH.email, EMAIL).await?;
    page.fill(ENGLISH.password, PASSWORD).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.reads("The e-mail address or the password isn’t right.")
        .await?;
    page.fill(ENGLISH.email, NEW).await?;
    page.fill(ENGLISH.password, PASSWORD).await?;
    page.click("button", ENGLISH.sign_in).await?;
    owner.sees_cameras().await
}

#[tokio::test]
async fn somebody_elses_change_is_told_and_put_back_with_one_click() -> Result<()> {
    let household = Household::open(1).await?;
    let (study, attic) = (
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
    );
    let at_study = study.open_with(&[]).await?;
    let at_attic = attic.open_with(&[]).await?;
    for program in [&at_study, &at_attic] {
        Owner::english(&program.page)
            .signs_in_at(&household.url(), EMAIL, PASSWORD)
            .await?;
    }
    let thief = Owner::english(&at_attic.page);
    thief.looks_at_the_address().await?;
    thief.wants_another_address().await?;
    thief.types_the_address("eve@example.org", PASSWORD).await?;
    thief.uses_the_address().await?;
    thief.signs_in_with("eve@example.org").await?;

    let (page, owner) = (&at_study.page, Owner::english(&at_study.page));
    owner.goes_to(ENGLISH.alerts).await?;
    page.reads("you now sign in with eve@example.org").await?;
    page.click(
        "button",
        "Review the address: Your e-mail address was changed",
    )
    .await?;
    page.reads(&format!("it’s now eve@example.org, and was {EMAIL}"))
        .await?;
    let one_click = format!("It wasn’t me: restore the old one: {EMAIL}");
    page.click("button", &one_click).await?;
    page.reads(&format!("You sign in with {EMAIL} again."))
        .await?;
    page.reads("could get in again.").await?;
    page.click("button", "Make sure only you can get in")
        .await?;
    page.find("heading", "Only you at Bench house").await?;

    let page = &at_attic.page;
    page.find("dialog", "You signed this computer out").await?;
    // Its prompt still has the address that no longer counts.
    page.fill(ENGLISH.password_for, PASSWORD).await?;
    page.click("button", "Sign in again").await?;
    page.click("button", "My e-mail address has changed")
        .await?;
    page.fill(ENGLISH.email, EMAIL).await?;
    page.fill(ENGLISH.password, PASSWORD).await?;
    page.click("button", "Sign in again").await?;
    page.gone("dialog", "").await
}
