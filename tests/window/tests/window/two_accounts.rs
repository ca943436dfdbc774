//! Two accounts at one service, of which one is signed out: whatever an owner reads says which, and the other is used as ever.

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{ENGLISH, Owner};

const OTHER: &str = "bela@porch.example";
const NEW_PASSWORD: &str = "nine geese over the mill pond";

/// As the window calls them.
const ADAS: &str = "Bench house · ada@porch.example";
const BELAS: &str = "Bench house · bela@porch.example";

#[tokio::test]
async fn of_two_accounts_at_one_service_only_the_one_that_ended_asks_to_sign_in() -> Result<()> {
    let household = Household::open(2).await?;
    household.add_account(OTHER, &["Barn", "Stable"]).await?;
    let home = Home::with_screen(Keychain::Unlocked, 800, 600)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    page.client().set_window_rect(0, 0, 800, 600).await?;
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    adds_the_other_account(&owner).await?;
    owner.sees_camera("Barn").await?;
    owner.sees_camera("Camera 1").await?;

    // The password of one of them is changed elsewhere.
    household.changes_the_password(OTHER, NEW_PASSWORD).await?;
    page.find("dialog", "Your password was changed").await?;
    let layer = text_of(page, "[role=dialog]").await?;
    ensure!(layer.contains(BELAS), "{layer}");
    ensure!(!layer.contains(EMAIL), "{layer}");
    page.click("button", "Later").await?;
    page.gone("dialog", "").await?;
    for place in ["Status", "Notices"] {
        let said = text_of(page, &format!("[aria-label={place}]")).await?;
        ensure!(
            said.contains(&format!("You’re signed out of {BELAS}.")),
            "{said}"
        );
        ensure!(!said.contains(EMAIL), "{said}");
    }

    // The other one is used as ever.
    owner.renames("Camera 1", "Front door").await?;
    owner.sees_everything_sent().await?;
    let names = household.names(EMAIL, PASSWORD).await?;
    ensure!(names.contains(&"Front door".to_owned()), "{names:?}");
    is_signed_in_with_one_of_them(&owner).await?;
    owner.goes_to(ENGLISH.alerts).await?;
    is_alerted_of(page, "Your password was changed", BELAS).await?;
    is_alerted_of(page, "Someone signed in to your account", ADAS).await?;
    owner.goes_to(ENGLISH.security).await?;

    // And both are, after one more sign-in.
    page.click("button", &format!("Sign in: {BELAS}")).await?;
    page.fill(&format!("Password for {OTHER}"), NEW_PASSWORD)
        .await?;
    page.click("button", ENGLISH.sign_in_again).await?;
    page.gone("dialog", "").await?;
    owner.goes_to(ENGLISH.cameras).await?;
    owner.sees_camera("Front door").await?;
    owner.renames("Barn", "Hay loft").await?;
    owner.sees_everything_sent().await?;
    let names = household.names(OTHER, NEW_PASSWORD).await?;
    ensure!(names.contains(&"Hay loft".to_owned()), "{names:?}");
    ensure!(!page.text().await?.contains("signed out"));
    Ok(())
}

async fn adds_the_other_account(owner: &Owner) -> Result<()> {
    let page = &owner.page;
    owner.goes_to(ENGLISH.settings).await?;
    page.click("button", "Add another account: Bench house")
        .await?;
    page.find("heading", "Sign in to Bench house · another account")
        .await?;
    page.fill(ENGLISH.email, OTHER).await?;
    page.fill(ENGLISH.password, PASSWORD).await?;
    page.click("button", ENGLISH.sign_in).await?;
    owner.sees_cameras().await
}

async fn is_signed_in_with_one_of_them(owner: &Owner) -> Result<()> {
    let page = &owner.page;
    owner.goes_to(ENGLISH.settings).await?;
    page.reads(&format!("Signed in as {EMAIL}")).await?;
    page.reads(&format!("Signed out. Last used: {OTHER}"))
        .await?;
    page.find("button", &format!("Sign out of {ADAS}")).await?;
    page.find("button", &format!("Sign in to {BELAS}")).await?;
    Ok(())
}

/// A line of the inbox says what happened, and at which account.
async fn is_alerted_of(page: &Page, title: &str, account: &str) -> Result<()> {
    page.until(&format!(
        "[...document.querySelectorAll('main li')].some((line) =>\
           line.innerText.includes(`{title}`) && line.innerText.includes(`{account}`))"
    ))
    .await
}

async fn text_of(page: &Page, selector: &str) -> Result<String> {
    let text = page
        .run(&format!(
            "return document.querySelector(`{selector}`).innerText"
        ))
        .await?;
    Ok(text.as_str().context("it has words")?.to_owned())
}
