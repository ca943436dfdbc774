//! An owner sees all that a service holds about them, takes it along, and deletes the account.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::steps::{ENGLISH, Owner};
use serde_json::Value;

const NICKNAMES: [&str; 5] = [
    "Front door",
    "Back garden",
    "Living room",
    "Garage",
    "Nursery",
];
const AS_HELD: &str = "Save exactly as stored";
const OPENED: &str = "Save with what only this computer can read";

#[tokio::test]
async fn what_the_service_holds_is_shown_sealed_and_saved_with_and_without_what_only_the_owner_reads()
-> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_their_data().await?;
    page.reads("Demo home holds").await?;
    page.reads("That’s all.").await?;
    page.click("button", "Your cameras").await?;
    page.reads("encrypted by you").await?;
    page.reads("Porch Doorbell").await?;
    let shown = page
        .run("return document.querySelector('main').textContent")
        .await?;
    let shown = shown.as_str().context("the page has text")?;
    for nickname in NICKNAMES {
        ensure!(!shown.contains(nickname), "{nickname} is readable");
    }

    let sealed = home.everything().join("sealed.json");
    page.click("button", AS_HELD).await?;
    hands.saves_as(&sealed)?;
    page.reads("Saved.").await?;
    let opened = home.everything().join("opened.json");
    page.click("button", OPENED).await?;
    hands.saves_as(&opened)?;
    page.reads("Saved.").await?;
    let mode = std::fs::metadata(&sealed)?.permissions().mode() & 0o777;
    ensure!(mode == 0o600, "mode {mode:o}");

    let text = std::fs::read_to_string(&sealed)?;
    for nickname in NICKNAMES {
        ensure!(!text.contains(nickname), "{nickname} is in the file");
    }
    let file: Value = serde_json::from_str(&text)?;
    let tables = file["keptByService"].as_array().context("tables")?;
    let cameras = tables.iter().find(|table| table["table"] == "cameras");
    let cameras = &cameras.context("cameras")?;
    ensure!(cameras["rows"].as_array().map(Vec::len) == Some(5));
    ensure!(cameras["forms"]["sealed_profile"] == "sealed_by_owner");
    ensure!(cameras["rows"][0]["sealed_profile"]["length"].as_u64() > Some(100));

    let text = std::fs::read_to_string(&opened)?;
    let file: Value = serde_json::from_str(&text)?;
    let cameras = file["readableOnlyHere"]["cameras"]
        .as_array()
        .context("opened")?;
    let names: BTreeSet<_> = cameras
        .iter()
        .filter_map(|one| one["nickname"].as_str())
        .collect();
    ensure!(names == BTreeSet::from(NICKNAMES), "{names:?}");
    let password = owner.demo_password().await?;
    for secret in [password.as_str(), "token\":", "vault_key\":"] {
        ensure!(
            !file["readableOnlyHere"].to_string().contains(secret),
            "{secret}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_deleted_account_is_searched_for_and_found_nowhere_and_the_other_computer_is_told()
-> Result<()> {
    let household = Household::open(2).await?;
    let (study, kitchen) = (
        Home::new(Keychain::Unlocked)?,
        Home::new(Keychain::Unlocked)?,
    );
    let at_study = study.open_with(&[]).await?;
    let at_kitchen = kitchen.open_with(&[]).await?;
    for program in [&at_study, &at_kitchen] {
        Owner::english(&program.page)
            .signs_in_at(&household.url(), EMAIL, PASSWORD)
            .await?;
    }
    let (page, owner) = (&at_kitchen.page, Owner::english(&at_kitchen.page));
    owner.looks_at_their_data().await?;
    owner.deletes_the_account("not my password").await?;
    page.reads("This isn’t your password. Nothing was deleted.")
        .await?;
    page.fill("Your password", PASSWORD).await?;
    page.click("button", "Delete everything").await?;
    page.find("heading", "Your account at Bench house was deleted")
        .await?;
    page.reads("It found none of them.").await?;
    let left = page
        .run("return [...document.querySelectorAll('td:last-child')].map(cell => cell.textContent).join()")
        .await?;
    let left = left.as_str().context("a table")?;
    ensure!(
        left.split(',').all(|rows| rows == "0") && left.len() > 5,
        "{left}"
    );

    let told = &at_study.page;
    told.find("dialog", "This account was deleted").await?;
    told.find("button", "Save the camera list").await?;

    page.click("button", "Done").await?;
    page.find("heading", ENGLISH.welcome).await?;
    at_kitchen.close().await?;
    ensure!(
        kitchen.keychain_entries()? == 1,
        "only the key of the database is left"
    );
    let at_kitchen = kitchen.open_with(&[]).await?;
    at_kitchen.page.find("heading", ENGLISH.welcome).await?;
    Ok(())
}

#[tokio::test]
async fn whoever_deleted_the_demo_account_finds_the_demo_home_as_on_the_first_day() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.renames("Garage", "Bicycle shed").await?;
    owner.sees_everything_sent().await?;
    owner.looks_at_their_data().await?;
    let password = owner.demo_password().await?;
    owner.deletes_the_account(&password).await?;
    page.find("heading", "Your account at Demo home was deleted")
        .await?;
    page.click("button", "Done").await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.sees_camera("Garage").await
}
