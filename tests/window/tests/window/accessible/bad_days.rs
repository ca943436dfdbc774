//! What the screens look like when a service ends sessions, does not answer, or has other names.

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{self, ENGLISH, Owner};

use super::look;

/// What the demo menu calls them, and what the layer says then.
const ENDINGS: [(&str, &str); 4] = [
    ("The session expires", "Sign in to continue"),
    ("The password is changed", "Your password was changed"),
    ("Two-factor is changed", "Two-factor was changed"),
    (
        "The session may have been copied",
        "Someone may have copied your session",
    ),
];
/// There is no way back from these.
const LAST_ENDINGS: [(&str, &str); 2] = [
    ("The account is disabled", "This account was disabled"),
    ("The account is deleted", "This account was deleted"),
];

#[tokio::test]
async fn every_ending_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.plays("Signed out from another computer").await?;
    page.find("dialog", "You signed this computer out").await?;
    page.click("button", "That wasn’t me").await?;
    page.find("button", "Steps").await?;
    look(page, "You signed this computer out").await?;
    owner.signs_in_again().await?;
    for (ending, title) in ENDINGS {
        owner.plays(ending).await?;
        page.find("dialog", title).await?;
        look(page, title).await?;
        owner.signs_in_again().await?;
    }
    for (ending, title) in LAST_ENDINGS {
        owner.plays(ending).await?;
        page.find("dialog", title).await?;
        page.find("button", "Save the camera list").await?;
        look(page, title).await?;
        page.click("button", "Close").await?;
        page.gone("dialog", title).await?;
        page.find("button", "Read why").await?;
        look(page, &format!("Cameras after “{title}”")).await?;
        owner.starts_the_demo_home_afresh().await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_waits_for_the_owner_is_accessible() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    steps::dress(page, "en", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.plays("The network fails").await?;
    owner.renames("Front door", "Entrance").await?;
    page.find("button", "Try now").await?;
    page.find("button", "Undo the change to Entrance").await?;
    look(
        page,
        "A service that does not answer, and a change that waits",
    )
    .await?;
    owner.plays("Rename a camera on another computer").await?;
    owner.plays("The network works again").await?;
    page.click("button", "Refresh").await?;
    page.find("button", "Keep “Entrance”").await?;
    look(page, "A name that was also changed elsewhere").await?;
    page.click("button", "Use “Front porch”").await?;
    owner.sees_camera("Front porch").await?;

    owner.plays("The network fails").await?;
    owner.renames("Garage", "Bicycles").await?;
    page.reads("1 change waiting").await?;
    owner.plays("The session may have been copied").await?;
    owner.plays("The network works again").await?;
    page.find("dialog", "Someone may have copied your session")
        .await?;
    page.reads("You decide after you sign in.").await?;
    owner.signs_in_again().await?;
    page.find("button", "Discard them").await?;
    look(page, "Changes from before the sign-out").await?;
    owner.goes_to(ENGLISH.settings).await?;
    page.find("button", "Review them first").await?;
    look(page, "The same above Settings").await
}
