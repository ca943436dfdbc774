//! The day of a leak in the window: signed out, told why, led back; and the public list of breaches.

use anyhow::Result;
use porchlight_simulators::breach_catalogue::KnownBreaches;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use crate::accessible::look;

const NEW: &str = "nine geese over the mill pond";

/// From the alert to the notice.
async fn reads_the_notice(page: &Page, owner: &Owner) -> Result<()> {
    owner.goes_to(ENGLISH.alerts).await?;
    page.click("button", ENGLISH.for_you).await?;
    page.find("heading", "Demo home exposed account data")
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_day_of_the_leak_is_played() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.plays("The day of the leak").await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    owner.signs_in_again().await?;
    page.reads("Change the password").await?;
    page.reads("1 of").await?;
    look(page, "Cameras with the way back").await?;

    reads_the_notice(page, &owner).await?;
    page.reads("26 December 2019").await?;
    page.reads("2,400,000 accounts").await?;
    page.reads("None of your data can be read.").await?;
    page.reads("Your 5 camera names were encrypted: nothing readable is in the copy.")
        .await?;
    page.reads("Passwords are never stored there").await?;
    look(page, "The notice of an exposure").await?;
    owner.plays("The service corrects itself").await?;
    page.reads("reported → not affected").await?;
    page.reads("There were no Wi-Fi names in it.").await?;
    look(page, "A notice that was corrected").await?;

    owner.goes_to(ENGLISH.security).await?;
    page.find("heading", "Get back to normal at Demo home")
        .await?;
    look(page, "Security with the way back").await?;
    page.click("button", "Change it: Change the password")
        .await?;
    page.fill("New password", NEW).await?;
    page.fill("Repeat the new password", NEW).await?;
    page.fill("Current password", &owner.demo_password().await?)
        .await?;
    page.click("button", "Change password").await?;
    page.reads("Your password was changed.").await?;
    program.close().await?;

    // It is known the next time as well, and two-factor is next.
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.sees_cameras().await?;
    page.reads("Turn on two-factor").await?;
    page.click("button", "Remind me tomorrow").await?;
    page.reads("You’ll be reminded tomorrow.").await?;
    page.click("button", "Undo").await?;
    page.reads("2 of").await?;
    owner.goes_to(ENGLISH.security).await?;
    page.click("button", "Don’t ask again").await?;
    page.reads("Hidden.").await?;
    look(page, "A way back that was put away").await
}

#[tokio::test]
async fn the_list_of_breaches_is_asked_when_the_owner_says_so_and_an_entry_is_an_alert()
-> Result<()> {
    let list = KnownBreaches::start().await?;
    list.list(
        "Wyze",
        "wyze.com",
        "2019-12-04",
        &["Email addresses", "Bone density"],
    );
    let mut home = Home::new(Keychain::Unlocked)?;
    home.set("PORCHLIGHT_BREACH_CATALOGUE", &list.url());
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.goes_to(ENGLISH.settings).await?;
    page.reads("Nothing about you is sent").await?;
    page.click("checkbox", "Check once a day").await?;
    page.reads("Choose at least one brand.").await?;
    page.click("checkbox", "Wyze").await?;
    page.reads("Last checked on").await?;
    look(page, "Settings with the list of breaches").await?;
    owner.goes_to(ENGLISH.alerts).await?;
    page.reads("was listed before you started watching").await?;
    page.reads("Bone density").await?;
    look(page, "Alerts with a listed breach").await?;
    list.break_down(true);
    owner.goes_to(ENGLISH.settings).await?;
    page.click("button", "Check now").await?;
    page.reads("The list couldn’t be reached").await
}
