//! The e-mail address: as it stands, another one asked for, changed here, and changed by somebody else.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{self, Owner};

use super::look;

#[tokio::test]
async fn an_address_is_changed() -> Result<()> {
    let household = Household::open(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_at(&household.url(), EMAIL, PASSWORD).await?;
    owner.looks_at_the_address().await?;
    look(page, "The e-mail address").await?;
    owner.wants_another_address().await?;
    owner.types_the_address("ada@", PASSWORD).await?;
    owner.uses_the_address().await?;
    page.reads("This isn’t an e-mail address.").await?;
    look(page, "An address that is none").await?;
    owner
        .types_the_address("ada@elsewhere.example", PASSWORD)
        .await?;
    owner.uses_the_address().await?;
    owner.signs_in_with("ada@elsewhere.example").await?;
    look(page, "An address was changed").await?;
    owner.looks_at_the_address().await?;
    look(page, "A change that can be undone").await?;
    owner.puts_the_old_address_back().await?;
    look(page, "An address was put back").await?;

    household.changes_the_address("eve@example.org").await?;
    page.find("button", "It wasn’t me").await?;
    look(page, "An address that somebody else has changed").await
}
