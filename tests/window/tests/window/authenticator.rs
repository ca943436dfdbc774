//! Codes for accounts elsewhere, in the real window: pasted, shown as a picture, compared with another maker's, removed.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use porchlight_simulators::canary;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::codes::{ENGLISH, KEY, LINK, OTHER_LINK, ShownCode};
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::Owner;

use crate::shown_code::{choose, write_png};

/// At that second since 1970.
fn by_oathtool(key: &str, digits: u8, period: u32, at: i64) -> Result<String> {
    let output = Command::new("oathtool")
        .args(["--totp", "--base32", "--digits", &digits.to_string()])
        .args(["--time-step-size", &format!("{period}s")])
        .args(["--now", &format!("@{at}"), key])
        .output()
        .context("oathtool is installed by ./.ci/install")?;
    ensure!(output.status.success(), "{output:?}");
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn is_right(shown: &ShownCode) -> Result<()> {
    let other = by_oathtool(KEY, 6, 30, shown.until - 1)?;
    ensure!(shown.code == other, "{} is shown for {other}", shown.code);
    Ok(())
}

fn now() -> Result<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_secs())?)
}

#[tokio::test]
async fn a_pasted_link_makes_the_codes_that_oathtool_makes() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.opens_the_codes().await?;
    page.find("heading", "No accounts yet").await?;

    owner.pastes("482 913").await?;
    page.reads("This is a code, not the key that generates codes.")
        .await?;
    page.fill(ENGLISH.field, LINK).await?;
    page.click("button", ENGLISH.go_on).await?;
    is_right(&owner.tries_the_code().await?)?;
    owner.keeps_the_account().await?;
    is_right(&owner.shows_the_code_of("Wyze · ada@porch.example").await?)?;

    // Another program would find it on the clipboard; here the field does, which knows that it is no key.
    let before = now()?;
    page.click("button", "Copy: Wyze · ada@porch.example")
        .await?;
    page.reads("Copied.").await?;
    let after = now()?;
    page.click("button", ENGLISH.add).await?;
    let paste = format!("{}v", char::from(Key::Control));
    page.type_into(ENGLISH.field, &paste).await?;
    let field = page.find("textbox", ENGLISH.field).await?;
    let pasted = field.prop("value").await?.unwrap_or_default();
    let right = [
        by_oathtool(KEY, 6, 30, before)?,
        by_oathtool(KEY, 6, 30, after)?,
    ];
    ensure!(
        right.contains(&pasted),
        "{pasted:?} was pasted, of {right:?}"
    );
    page.click("button", "Cancel").await?;
    page.find("button", "Show: Wyze · ada@porch.example")
        .await?;

    // Two entries of the home, and one for all accounts.
    ensure!(home.keychain_entries()? == 3);
    program.close().await?;
    let secret = "PorchCanarySecret01!";
    let found = canary::search(home.everything(), &[KEY, secret])?;
    ensure!(found.is_empty(), "readable on disk: {found:#?}");

    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.sees_cameras().await?;
    owner.opens_the_codes().await?;
    is_right(&owner.shows_the_code_of("Wyze · ada@porch.example").await?)
}

#[tokio::test]
async fn a_picture_brings_an_account_in_and_a_question_comes_before_it_goes() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.opens_the_codes().await?;
    page.click("button", ENGLISH.add).await?;

    let folder = home.everything();
    let wall = folder.join("wall.png");
    write_png(&wall, (400, 300), &[])?;
    choose(page, &wall).await?;
    page.reads("No code could be read in this picture.").await?;
    let two = folder.join("two.png");
    write_png(
        &two,
        (900, 400),
        &[(LINK, 40, 40, 5), (OTHER_LINK, 480, 40, 5)],
    )?;
    choose(page, &two).await?;
    page.reads("There’s more than one code in this picture.")
        .await?;
    let network = folder.join("network.png");
    write_png(
        &network,
        (400, 400),
        &[("WIFI:T:WPA;S:Porch;P:lamp lamp;;", 40, 40, 6)],
    )?;
    choose(page, &network).await?;
    page.reads("This is neither a secret key nor a link")
        .await?;

    let ring = folder.join("ring.png");
    write_png(&ring, (400, 400), &[(OTHER_LINK, 40, 40, 5)])?;
    choose(page, &ring).await?;
    let shown = owner.tries_the_code().await?;
    let other = by_oathtool("IFXG65DIMVZEGYLOMFZHSIZS", 8, 60, shown.until - 1)?;
    ensure!(shown.code == other, "{} is shown for {other}", shown.code);
    page.reads("8 digits, a new one every 60 seconds").await?;
    page.fill("Maker or service", "Ring at the cabin").await?;
    owner.keeps_the_account().await?;

    const REMOVE: &str = "Remove: Ring at the cabin · ada";
    page.click("button", REMOVE).await?;
    owner.answers("Cancel").await?;
    page.click("button", REMOVE).await?;
    owner.answers("Remove").await?;
    page.find("heading", "No accounts yet").await?;
    page.click("button", "Restore it").await?;
    page.click("button", REMOVE).await?;
    owner.answers("Remove").await?;
    page.find("heading", "No accounts yet").await?;
    ensure!(home.keychain_entries()? == 2);
    Ok(())
}
