//! Another recovery key in the place of one that somebody has seen.

use anyhow::{Result, ensure};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{ENGLISH, NEW_PASSWORD, Owner};

use crate::two_factor::signs_out;

/// To the second step of signing in.
async fn comes_to_the_second_step(owner: &Owner) -> Result<()> {
    let page = &owner.page;
    signs_out(owner, "Bench house").await?;
    page.fill(ENGLISH.password, NEW_PASSWORD).await?;
    page.click("button", ENGLISH.sign_in).await?;
    page.find("heading", "One more step").await?;
    page.click("button", "Use the recovery key").await
}

async fn gives(page: &Page, key: &[String]) -> Result<()> {
    page.fill("Recovery key", &key.join(" ")).await?;
    page.click("button", ENGLISH.sign_in).await
}

#[tokio::test]
async fn an_owner_makes_a_new_recovery_key_saves_it_and_comes_in_with_it_and_not_with_the_old_one()
-> Result<()> {
    let household = Household::open(0).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    let old = owner.prepares_an_account(&household.url()).await?;
    let asked = owner.is_asked_for_a_group().await?;
    page.fill(&format!("Group {asked}"), &old[asked - 1])
        .await?;
    page.click("button", "Create the account").await?;
    page.find("heading", "No cameras yet").await?;
    let (mut phone, _) = owner.turns_two_factor_on_with(NEW_PASSWORD).await?;

    owner.looks_at_the_recovery_key().await?;
    owner.says_that_somebody_has_seen_it().await?;
    owner.goes_to(ENGLISH.security).await?;
    page.reads("Someone has seen it. Make a new one.").await?;
    owner.looks_at_the_recovery_key().await?;
    owner.wants_another_key().await?;
    page.fill(ENGLISH.password_for, NEW_PASSWORD).await?;
    owner.types_a_code(&phone.shows()?).await?;
    page.click("button", "Continue").await?;
    let new = owner.reads_the_new_key().await?;
    ensure!(new != old);
    page.reads("Until the last step the old key works").await?;
    let file = home.everything().join("new key.txt");
    page.click("button", "Save to a file").await?;
    hands.saves_as(&file)?;
    page.reads("Saved.").await?;
    let saved = std::fs::read_to_string(&file)?;
    ensure!(saved.starts_with("Porchlight recovery key\n"));
    ensure!(saved.lines().any(|line| line == new.join("-")));

    let asked = owner.is_asked_for_a_group().await?;
    let field = format!("Group {asked}");
    page.fill(&field, &old[asked - 1]).await?;
    page.click("button", "Use the new key").await?;
    page.reads("That isn’t the group we asked for.").await?;
    page.fill(&field, &new[asked - 1]).await?;
    page.click("button", "Use the new key").await?;
    page.find("heading", "The old recovery key no longer works")
        .await?;
    for secret in [new.concat(), new.join("-"), new.join(" ")] {
        page.does_not_know(&secret).await?;
    }
    owner.goes_to(ENGLISH.security).await?;
    ensure!(!page.text().await?.contains("Someone has seen it."));

    comes_to_the_second_step(&owner).await?;
    gives(page, &old).await?;
    page.reads("This isn’t this account’s recovery key.")
        .await?;
    gives(page, &new).await?;
    page.find("heading", "No cameras yet").await?;
    page.reads("You signed in with your recovery key.").await?;
    owner.goes_to(ENGLISH.security).await?;
    page.reads("You’ve used it. If someone may have seen it, make a new one.")
        .await
}

#[tokio::test]
async fn killed_while_a_new_key_is_shown_the_old_one_works_and_nothing_of_the_new_one_is_left()
-> Result<()> {
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    owner.looks_at_the_recovery_key().await?;
    let new = owner.makes_another_key(PASSWORD).await?;
    program.kill()?;

    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.sees_cameras().await?;
    owner.looks_at_the_recovery_key().await?;
    page.reads("As far as we know, nobody else has seen it.")
        .await?;
    owner.rehearses().await?;
    page.fill("Recovery key", &new.join("-")).await?;
    page.click("button", "Try it: The recovery key").await?;
    page.reads("This isn’t this account’s recovery key.")
        .await?;
    page.fill("Recovery key", household.recovery_key()).await?;
    page.click("button", "Try it: The recovery key").await?;
    page.reads("This is your recovery key.").await?;
    program.kill()?;
    let found = canary::search(home.everything(), &[&new.concat(), &new.join("-")])?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");
    Ok(())
}
