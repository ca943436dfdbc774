//! The inbox in the window: something comes, is counted, looked for, opened, and read.

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::program::binary;
use porchlight_window_tests::steps::{ENGLISH, Owner};

const SIGN_IN: &str = "Someone signed in to your account";

#[tokio::test]
async fn an_alert_is_counted_found_opened_and_read_and_marking_all_can_be_taken_back() -> Result<()>
{
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    hands.sees_the_window("^Porchlight$")?;
    for _ in 0..2 {
        owner.plays(ENGLISH.sign_in_elsewhere).await?;
        owner.closes_short_messages().await?;
    }
    page.find("button", "Alerts 2 unread").await?;
    hands.sees_the_window(r"^\(2\) Porchlight$")?;

    owner.goes_to(ENGLISH.alerts).await?;
    page.find("heading", SIGN_IN).await?;
    page.find("heading", "Today").await?;
    page.reads("Warning").await?;
    // Not the room of the same name.
    page.run("document.querySelector('[aria-label=\"About\"] button:nth-of-type(2)').click(); return true")
        .await?;
    page.find("heading", "No alerts about cameras").await?;
    page.click("button", "Show all alerts").await?;
    page.find("heading", SIGN_IN).await?;

    page.click("button", "Details: ").await?;
    page.reads("Name unknown").await?;
    page.find("button", "Alerts 1 unread").await?;
    page.click("button", ENGLISH.mark_all_read).await?;
    hands.sees_the_window("^Porchlight$")?;
    page.click("button", "Undo").await?;
    page.find("button", "Alerts 1 unread").await?;
    page.click("button", "Review computers: ").await?;
    page.find("heading", "Everything that can reach Demo home")
        .await?;
    Ok(())
}

#[tokio::test]
async fn an_owner_who_starts_the_program_again_sees_in_its_title_what_is_unread() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.plays(ENGLISH.sign_in_elsewhere).await?;
    hands.sees_the_window(r"^\(1\) Porchlight$")?;
    program.close().await?;
    let program = home.open().await?;
    program.page.find("button", "Alerts 1 unread").await?;
    hands.sees_the_window(r"^\(1\) Porchlight$")
}

#[tokio::test]
async fn an_alert_that_was_wrong_is_struck_through_with_what_is_right_beside_it() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.plays(ENGLISH.sign_in_elsewhere).await?;
    owner.goes_to(ENGLISH.alerts).await?;
    page.find("heading", SIGN_IN).await?;

    let accounts = tool(&home, &["list-accounts"])?;
    let account = word_of(accounts.lines().nth(1))?;
    let events = tool(&home, &["list-events", "--account", &account])?;
    // The newest: the owner's own sign-in is one as well.
    let told = events
        .lines()
        .rfind(|line| line.ends_with("session-established"));
    let wrong = word_of(told)?;
    tool(
        &home,
        &[
            "correct-event",
            &wrong,
            "--correction",
            "That was our own test.",
        ],
    )?;
    page.reads("That was our own test.").await?;
    page.until("document.querySelector('main li.corrected h3 s, main li.corrected s') !== null")
        .await?;
    page.find("heading", SIGN_IN).await?;
    Ok(())
}

/// What the people who run the demo home's service could do, while it runs.
fn tool(home: &Home, arguments: &[&str]) -> Result<String> {
    let demo = home.data().join("data/demo");
    let output = home
        .command(binary("porchlight-service")?.to_str().context("a path")?)
        .args(arguments)
        .args([
            "--database",
            &format!("sqlite:{}", demo.join("home.sqlite").display()),
        ])
        .arg("--secrets")
        .arg(demo.join("secrets"))
        .output()?;
    ensure!(output.status.success(), "{output:?}");
    Ok(String::from_utf8(output.stdout)?)
}

fn word_of(line: Option<&str>) -> Result<String> {
    let word = line.and_then(|line| line.split(' ').next());
    Ok(word.context("nothing is listed")?.to_owned())
}
