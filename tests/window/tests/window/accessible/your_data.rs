//! What a service holds about its owner, and the account that is gone.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{self, Owner};

use super::look;

#[tokio::test]
async fn the_account_is_looked_at_and_deleted() -> Result<()> {
    let home = Home::with_screen(Keychain::Unlocked, 800, 600)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    page.client().set_window_rect(0, 0, 800, 600).await?;
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_their_data().await?;
    look(page, "Your data").await?;
    page.run("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
        .await?;
    look(page, "Your data, all of it").await?;
    owner.deletes_the_account("not my password").await?;
    page.reads("This isn’t your password.").await?;
    look(page, "Deleting the account").await?;
    page.fill("Your password", &owner.demo_password().await?)
        .await?;
    page.click("button", "Delete everything").await?;
    page.find("heading", "Your account at Demo home was deleted")
        .await?;
    look(page, "The account is deleted").await
}
