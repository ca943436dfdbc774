//! The room of the codes for other accounts.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::codes::{ENGLISH, LINK};
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{self, Owner};

use super::look;

#[tokio::test]
async fn codes_for_other_accounts_are_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.opens_the_codes().await?;
    page.find("heading", "No accounts yet").await?;
    look(page, "No account for codes").await?;
    owner.pastes("a1b2c-3d4e5").await?;
    page.reads("This looks like a recovery code.").await?;
    look(page, "No key for codes").await?;
    page.fill(ENGLISH.field, LINK).await?;
    page.click("button", ENGLISH.go_on).await?;
    owner.tries_the_code().await?;
    look(page, "A code is tried").await?;
    owner.keeps_the_account().await?;
    owner.shows_the_code_of("Wyze").await?;
    look(page, "A code is shown").await?;
    page.click("button", "Remove: Wyze").await?;
    page.find("alertdialog", "").await?;
    look(page, "The question before an account is removed").await?;
    owner.answers("Remove").await?;
    page.find("button", "Restore it").await?;
    look(page, "An account was removed").await
}
