//! What there is to do for security, and who is signed in to an account.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{ENGLISH, Owner};

#[tokio::test]
async fn one_computer_signs_the_other_out_and_the_other_says_which_one_did_it() -> Result<()> {
    let household = Household::open(1).await?;
    let (study, kitchen) = (
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
    );
    let (study, kitchen) = (study.open_with(&[]).await?, kitchen.open_with(&[]).await?);
    for program in [&study, &kitchen] {
        Owner::english(&program.page)
            .signs_in_at(&household.url(), EMAIL, PASSWORD)
            .await?;
    }
    // Both are windows of the same machine, so both bear its name.
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname")?;
    let name = name.trim();

    let owner = Owner::english(&kitchen.page);
    owner.looks_at_computers().await?;
    kitchen.page.reads("This computer").await?;
    kitchen
        .page
        .click("button", &format!("Sign out {name}"))
        .await?;
    owner.answers("Sign out").await?;
    kitchen
        .page
        .reads(&format!("{name} is signed out."))
        .await?;
    kitchen
        .page
        .reads("Only this computer is signed in.")
        .await?;

    let page = &study.page;
    page.find("dialog", "You signed this computer out").await?;
    page.reads(&format!("from {name}, at Bench house")).await
}

#[tokio::test]
async fn a_stranger_is_found_signed_out_and_the_list_ticked_off() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_computers().await?;
    page.click("button", "It’s only me").await?;
    page.reads("Last reviewed on").await?;

    owner.plays("Sign in from another city").await?;
    page.click("button", "That wasn’t me: Hotel lobby computer")
        .await?;
    owner.answers("Sign out").await?;
    page.reads("Hotel lobby computer is signed out.").await?;
    page.gone("button", "That wasn’t me: Hotel lobby computer")
        .await?;
    page.click("button", "It’s only me").await?;
    page.reads("Last reviewed on").await?;
    program.close().await?;

    // It is known the next time as well.
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.sees_cameras().await?;
    owner.goes_to(ENGLISH.security).await?;
    program.page.reads("Last reviewed on").await
}

#[tokio::test]
async fn after_a_reset_of_everybody_it_is_time_to_look_again() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_computers().await?;
    page.click("button", "It’s only me").await?;
    page.reads("Last reviewed on").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    owner.signs_in_again().await?;
    page.reads("Only this computer is signed in.").await?;
    ensure!(page.shows("button", "It’s only me").await?);
    owner.goes_to(ENGLISH.security).await?;
    page.reads("Check the list: do you know them all?").await
}
