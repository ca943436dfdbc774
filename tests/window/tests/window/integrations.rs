//! A voice assistant of the demo home is let at cameras, taken away, and comes back after an incident.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::notifications::Notifications;
use porchlight_simulators::tray_host::TrayHost;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::linking::{DesktopBrowser, no_browser};
use porchlight_window_tests::steps::{ENGLISH, Owner};

const BOTH: &[&str] = &["Front door", "Garage"];
const SEES_BOTH: &str = "Alexa now sees: Front door, Garage";

#[tokio::test]
async fn alexa_sees_what_was_ticked_and_is_refused_after_unlinking() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    page.find("heading", "Nothing is linked").await?;
    owner.links_alexa(&mut browser, BOTH).await?;
    page.reads("Alexa is linked and sees 2 cameras.").await?;
    page.find("button", "Unlink Alexa").await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says(SEES_BOTH), "{}", shown.html);

    page.click("button", "Change what Alexa sees").await?;
    page.find("dialog", "What Alexa sees").await?;
    owner.ticks(&["Garage"]).await?;
    page.click("button", "Save").await?;
    page.reads("Alexa sees 1 camera .").await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says("Alexa now sees: Front door<"), "{}", shown.html);

    page.click("button", "Unlink Alexa").await?;
    owner.answers("Unlink").await?;
    page.reads("Alexa is unlinked. It no longer sees anything.")
        .await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says("Alexa no longer has access"), "{}", shown.html);
    Ok(())
}

#[tokio::test]
async fn an_owner_without_a_browser_is_told_so_and_copies_the_address() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    no_browser(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    page.click("button", "Link Alexa").await?;
    page.reads("No browser on this computer opened the page.")
        .await?;
    page.click("button", "Copy the address").await?;
    page.reads("Copied.").await
}

#[tokio::test]
async fn after_an_incident_alexa_is_back_in_two_clicks() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    owner.links_alexa(&mut browser, BOTH).await?;
    ensure!(browser.looks_again().await?.says(SEES_BOTH));
    owner.plays(owner.link_words().unlinks_everything).await?;
    page.reads("Demo home unlinked it after an incident.")
        .await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says("Alexa no longer has access"), "{}", shown.html);
    owner.goes_to(ENGLISH.security).await?;
    page.reads("1 was unlinked to be safe.").await?;
    owner.opens_line(owner.link_words().look).await?;
    page.find("button", owner.link_words().link_alexa_again)
        .await?;

    page.run("window.clicks = 0; addEventListener('click', (e) => { if (e.isTrusted) window.clicks += 1 }, true); return true")
        .await?;
    page.click("button", owner.link_words().link_alexa_again)
        .await?;
    let number = browser.shows_a_number().await?;
    owner.chooses(number).await?;
    page.gone("dialog", "").await?;
    page.find("button", "Unlink Alexa").await?;
    let clicks = page.run("return window.clicks").await?;
    ensure!(clicks == serde_json::json!(2), "it took {clicks} clicks");
    let shown = browser.looks_again().await?;
    ensure!(shown.says(SEES_BOTH), "{}", shown.html);
    owner.goes_to(ENGLISH.security).await?;
    page.reads("1 is linked, and nothing is waiting for you.")
        .await
}

#[tokio::test]
async fn a_reset_in_the_middle_of_linking_loses_nothing_that_was_ticked() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    let number = owner.begins_to_link_alexa(&mut browser).await?;
    owner.ticks(BOTH).await?;
    // Nobody reaches the demo menu under a layer.
    owner
        .plays_behind_a_hidden_window("reset_everybody")
        .await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    owner.starts_signing_in_again().await?;
    page.click("button", ENGLISH.sign_in_again).await?;
    page.find("dialog", owner.link_words().alexa_asks).await?;
    owner.chooses(number).await?;
    page.reads("Alexa is linked and sees 2 cameras.").await?;
    let shown = browser.looks_again().await?;
    ensure!(shown.says(SEES_BOTH), "{}", shown.html);
    Ok(())
}

#[tokio::test]
async fn a_number_that_the_page_does_not_show_links_nothing() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.looks_at_linked_services().await?;
    let number = owner.begins_to_link_alexa(&mut browser).await?;
    owner.ticks(&["Front door"]).await?;
    let offered = page
        .run("return [...document.querySelectorAll('.numbers button')].map(e => Number(tidy(e.textContent)))")
        .await?;
    let offered: Vec<u8> = serde_json::from_value(offered)?;
    let wrong = offered.iter().find(|other| **other != number);
    let wrong = *wrong.ok_or_else(|| anyhow::anyhow!("{offered:?}"))?;
    owner.chooses(wrong).await?;
    page.reads("You have 2 tries left.").await?;
    owner.chooses(wrong).await?;
    page.reads("You have one try left.").await?;
    owner.chooses(wrong).await?;
    page.find("dialog", "Alexa wasn’t linked").await?;
    page.click("button", "Close").await?;
    page.gone("dialog", "").await?;
    let shown = browser.looks_again().await?;
    ensure!(!shown.says("now sees"), "{}", shown.html);
    page.find("heading", "Nothing is linked").await?;
    Ok(())
}

#[tokio::test]
async fn behind_a_hidden_window_the_lamp_and_a_notification_call_the_owner() -> Result<()> {
    let mut home = Home::new(Keychain::Unlocked)?;
    let mut browser = DesktopBrowser::of(&mut home)?;
    let bus = home.desktop.bus_address();
    let tray = TrayHost::start(bus).await?;
    let notifications = Notifications::start(bus).await?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    tray.says("1 camera is offline").await?;
    hands.closes_the_window()?;
    page.until("document.visibilityState === 'hidden'").await?;

    page.run(
        "const { invoke } = window.__TAURI_INTERNALS__;\
         return invoke('snapshot').then((home) =>\
           invoke('start_linking', { connection: home.connections[0].id, client: 'alexa' })).then(() => true)",
    )
    .await?;
    browser.shows_a_number().await?;
    let shown = notifications.wait().await?;
    ensure!(shown.len() == 1, "{shown:?}");
    ensure!(shown[0].title == "Alexa wants to see cameras", "{shown:?}");
    tray.says("Something needs your attention").await?;
    notifications.click(&shown[0]).await?;
    page.find("dialog", owner.link_words().alexa_asks).await?;
    Ok(())
}
