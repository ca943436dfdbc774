//! Choosing a password: nothing typed, refused, leaked, changed.

use anyhow::Result;
use porchlight_simulators::breach_list::LeakedPasswords;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use super::look;

#[tokio::test]
async fn a_password_is_changed() -> Result<()> {
    const LEAKED: &str = "eleven herons by the weir";
    const NEW: &str = "nine geese over the mill pond";
    let household = Household::open(1).await?;
    let leaked = LeakedPasswords::start(&[(LEAKED, 37)]).await?;
    let mut home = Home::new(Keychain::Unlocked)?;
    home.set("PORCHLIGHT_BREACH_LIST", &leaked.url());
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    owner.goes_to(ENGLISH.security).await?;
    page.click("button", "Change: Password at Bench house")
        .await?;
    page.find("textbox", "New password").await?;
    look(page, "Password").await?;
    page.fill("New password", "iloveyou").await?;
    page.reads("This is one of the first passwords").await?;
    look(page, "A password that is refused").await?;
    page.fill("New password", "1987-06-11x").await?;
    page.reads("Dates are easy to guess.").await?;
    look(page, "A password that is weak").await?;
    page.fill("New password", LEAKED).await?;
    page.fill("Repeat the new password", NEW).await?;
    page.reads("This password has appeared 37 times").await?;
    look(page, "A password that has leaked").await?;
    page.fill("New password", NEW).await?;
    page.fill("Current password", "not my password").await?;
    page.reads("It isn’t in any list of leaked passwords")
        .await?;
    page.click("button", "Change password").await?;
    page.reads("This isn’t your current password.").await?;
    look(page, "The current password is wrong").await?;
    page.fill("Current password", PASSWORD).await?;
    page.click("button", "Change password").await?;
    page.reads("Your password was changed.").await?;
    look(page, "A password was changed").await
}
