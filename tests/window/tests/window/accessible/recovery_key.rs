//! The recovery key: as it stands, seen by somebody, and another one in its place.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use super::look;

#[tokio::test]
async fn a_recovery_key_is_replaced() -> Result<()> {
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    owner.looks_at_the_recovery_key().await?;
    look(page, "The recovery key").await?;
    owner.says_that_somebody_has_seen_it().await?;
    look(page, "A recovery key that somebody has seen").await?;
    owner.goes_to(ENGLISH.security).await?;
    look(page, "Security with a recovery key to replace").await?;
    owner.looks_at_the_recovery_key().await?;
    owner.wants_another_key().await?;
    look(page, "The password before a new recovery key").await?;
    page.click("button", "Back").await?;
    let new = owner.makes_another_key(PASSWORD).await?;
    look(page, "A new recovery key").await?;
    page.click("button", "Cancel").await?;
    page.find("alertdialog", "").await?;
    look(page, "The question before a new key is given up").await?;
    owner.answers("Continue").await?;
    let asked = owner.is_asked_for_a_group().await?;
    let field = format!("Group {asked}");
    page.fill(&field, "0000").await?;
    page.click("button", "Use the new key").await?;
    page.reads("That isn’t the group we asked for.").await?;
    look(page, "A group that is wrong").await?;
    page.fill(&field, &new[asked - 1]).await?;
    page.click("button", "Use the new key").await?;
    page.find("heading", "The old recovery key no longer works")
        .await?;
    look(page, "A recovery key was replaced").await
}
