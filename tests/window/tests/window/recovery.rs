//! Rehearsing coming back, while nothing is lost.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use crate::accessible::look;

async fn tries(page: &Page, field: &str, card: &str, typed: &str) -> Result<()> {
    page.fill(field, typed).await?;
    page.click("button", &format!("Try it: {card}")).await
}

#[tokio::test]
async fn a_newcomer_rehearses_in_the_demo_home_and_it_is_ticked_off() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.goes_to(ENGLISH.security).await?;
    page.reads("Test what would let you in").await?;
    owner.rehearses().await?;
    page.reads("Nothing lets you in any more: no code, no key")
        .await?;

    tries(
        page,
        "Recovery code",
        "A recovery code",
        "AAAA-BBBB-CCCC-DDDD",
    )
    .await?;
    page.reads("Two-factor is off, so there are no codes")
        .await?;
    tries(page, ENGLISH.password, "Your password", "not the password").await?;
    page.reads("This isn’t your password.").await?;
    let password = owner.demo_password().await?;
    tries(page, ENGLISH.password, "Your password", &password).await?;
    page.reads("This is your password.").await?;
    // As it stands on the screen.
    let key = "dem0 h0me k3y0 f0rt ry1n g0vt c0m1 ngbk";
    tries(
        page,
        "Recovery key",
        "The recovery key",
        &key.to_uppercase(),
    )
    .await?;
    page.reads("This is your recovery key. With your password it lets you in")
        .await?;
    page.reads("If you forget your password, it lets you set a new one, after a day.")
        .await?;
    page.reads("Last tested on").await?;
    ensure!(page.value("Recovery key").await?.is_empty());
    ensure!(page.value(ENGLISH.password).await?.is_empty());
    program.close().await?;

    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.sees_cameras().await?;
    owner.goes_to(ENGLISH.security).await?;
    program.page.reads("You tested them on").await
}

#[tokio::test]
async fn codes_and_key_on_paper_are_tried_out_and_nothing_is_used_up() -> Result<()> {
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    let codes = household.turn_two_factor_on().await?;
    owner.rehearses().await?;
    tries(page, ENGLISH.password, "Your password", PASSWORD).await?;
    page.reads("This is your password.").await?;
    for code in &codes[..2] {
        tries(page, "Recovery code", "A recovery code", code).await?;
        page.reads("It hasn’t been used up: you have 10 left.")
            .await?;
    }
    tries(
        page,
        "Recovery code",
        "A recovery code",
        "AAAA-BBBB-CCCC-DDDD",
    )
    .await?;
    page.reads("This isn’t one of your codes").await?;
    tries(page, "Recovery key", "The recovery key", &codes[0]).await?;
    page.reads("This isn’t this account’s recovery key.")
        .await?;
    let key = household.recovery_key();
    tries(page, "Recovery key", "The recovery key", key).await?;
    page.reads("This is your recovery key.").await?;
    page.reads("it lets you set a new one, together with a code or a recovery code.")
        .await?;
    page.reads("Last tested on").await
}

#[tokio::test]
async fn rehearsing_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.rehearses().await?;
    look(page, "Rehearsing coming back").await?;
    tries(page, ENGLISH.password, "Your password", "not the password").await?;
    page.reads("This isn’t your password.").await?;
    let key = "DEM0-H0ME-K3Y0-F0RT-RY1N-G0VT-C0M1-NGBK";
    tries(page, "Recovery key", "The recovery key", key).await?;
    page.reads("This is your recovery key.").await?;
    look(page, "A rehearsal with a wrong and a right answer").await
}
