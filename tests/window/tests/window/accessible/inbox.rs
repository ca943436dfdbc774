//! The inbox: full, opened, narrowed, empty; and what the desktop is rung for.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use super::look;

#[tokio::test]
async fn the_inbox_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.goes_to(ENGLISH.alerts).await?;
    page.find("heading", "No alerts").await?;
    look(page, "An empty inbox").await?;
    owner.plays(ENGLISH.sign_in_elsewhere).await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    owner.signs_in_again().await?;
    page.find("heading", ENGLISH.reset_title).await?;
    look(page, "An unread inbox").await?;
    page.click("button", "Details: ").await?;
    page.find("button", "Alerts 1 unread").await?;
    look(page, "Details of an alert").await?;
    page.click("button", "Important").await?;
    page.until("document.querySelectorAll('main [aria-pressed=true]').length === 1")
        .await?;
    look(page, "An inbox that is narrowed").await?;
    owner.goes_to(ENGLISH.settings).await?;
    page.click("checkbox", "Quiet hours").await?;
    page.reads("Urgent alerts always come through").await?;
    look(page, "Quiet hours").await
}
