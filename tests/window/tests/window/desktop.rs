//! What the program is outside its window: the lamp in the tray, notifications, closing.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_simulators::notifications::Notifications;
use porchlight_simulators::tray_host::TrayHost;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{self, DEMO_EMAIL, ENGLISH, ITALIAN, Owner};

/// Nobody listens to notifications here, as on many small desktops.
#[tokio::test]
async fn the_tray_says_how_things_are_opens_the_hidden_window_and_quits() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let tray = TrayHost::start(home.desktop.bus_address()).await?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    tray.says("Not connected").await?;
    shows(&tray, "tray-off.png").await?;
    owner.signs_in_to_the_demo_home().await?;
    // The garage of the demo home is.
    let lit = tray.says("1 camera is offline").await?;
    shows(&tray, "tray-on.png").await?;
    ensure!(lit.labels() == ["1 camera is offline", "Open Porchlight", "Quit"]);

    hands.closes_the_window()?;
    is_hidden(page).await?;
    owner
        .plays_behind_a_hidden_window("reset_everybody")
        .await?;
    tray.says("Something needs your attention").await?;
    shows(&tray, "tray-needs-you.png").await?;
    tray.choose("Open Porchlight").await?;
    is_shown(page).await?;
    page.find("dialog", ENGLISH.reset_title).await?;
    let pid = program.pid()?;
    tray.choose("Quit").await?;
    program.ended(pid)?;
    is_closed(&home)
}

#[tokio::test]
async fn when_the_tray_goes_a_hidden_window_comes_back() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let tray = TrayHost::start(home.desktop.bus_address()).await?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    tray.says("Not connected").await?;
    hands.closes_the_window()?;
    is_hidden(&program.page).await?;
    drop(tray);
    is_shown(&program.page).await
}

#[tokio::test]
async fn without_a_tray_closing_the_window_quits_and_an_owner_is_told_so_once() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let pid = program.pid()?;
    Owner::english(&program.page).arrives_at_sign_in().await?;
    hands.closes_the_window()?;
    hands.answers("^Closing Porchlight$", "Escape")?;
    is_shown(&program.page).await?;
    hands.closes_the_window()?;
    program.ended(pid)?;
    is_closed(&home)
}

#[tokio::test]
async fn what_the_session_starts_stays_in_the_tray_and_without_one_it_is_there() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let tray = TrayHost::start(home.desktop.bus_address()).await?;
    let program = home.open_with(&["--demo", "--in-tray"]).await?;
    tray.says("Not connected").await?;
    is_hidden(&program.page).await?;
    tray.choose("Open Porchlight").await?;
    is_shown(&program.page).await?;
    program.close().await?;
    drop(tray);

    let program = home.open_with(&["--demo", "--in-tray"]).await?;
    is_shown(&program.page).await
}

#[tokio::test]
async fn a_reset_behind_a_hidden_window_is_told_in_the_owners_language_and_a_click_shows_it()
-> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let bus = home.desktop.bus_address();
    let tray = TrayHost::start(bus).await?;
    let notifications = Notifications::start(bus).await?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::italian(&program.page));
    steps::dress(page, "it", "light").await?;
    owner.signs_in_to_the_demo_home().await?;
    let password = owner.demo_password().await?;
    tray.says("1 telecamera è offline").await?;
    hands.closes_the_window()?;
    is_hidden(page).await?;

    owner
        .plays_behind_a_hidden_window("reset_everybody")
        .await?;
    let shown = notifications.wait().await?;
    ensure!(shown.len() == 1, "{shown:?}");
    ensure!(shown[0].title == "La tua sessione è stata chiusa");
    ensure!(shown[0].body.contains("Non è andato perso nulla."));
    for private in [DEMO_EMAIL, &password, "Garage", "Porch Network"] {
        ensure!(!format!("{shown:?}").contains(private), "{shown:?}");
    }
    notifications.click(&shown[0]).await?;
    is_shown(page).await?;
    page.find("dialog", ITALIAN.reset_title).await?;
    Ok(())
}

#[tokio::test]
async fn an_owner_who_looks_at_the_window_gets_no_notification() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let bus = home.desktop.bus_address();
    let tray = TrayHost::start(bus).await?;
    let notifications = Notifications::start(bus).await?;
    let hands = Hands::on(&home)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    page.until("document.hasFocus()").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    owner.signs_in_again().await?;
    // Because of the alert, which is still unread.
    let calls = tray.says("Something needs your attention").await?;
    ensure!(
        calls.labels()[1] == "1 unread alert",
        "{:?}",
        calls.labels()
    );
    hands.sees_the_window(r"^\(1\) Porchlight$")?;

    hands.closes_the_window()?;
    is_hidden(page).await?;
    owner
        .plays_behind_a_hidden_window("reset_everybody")
        .await?;
    let shown = notifications.wait().await?;
    ensure!(shown.len() == 1, "told while it was looked at: {shown:?}");
    Ok(())
}

/// What was written lies in the databases themselves: they were closed, not left open by a program that fell.
fn is_closed(home: &Home) -> Result<()> {
    let mut databases = 0;
    for folder in ["data/vault", "data/demo"] {
        for entry in std::fs::read_dir(home.data().join(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            ensure!(!name.ends_with("-wal"), "{folder}/{name} is left");
            databases += usize::from(name.ends_with(".db") || name.ends_with(".sqlite"));
        }
    }
    ensure!(databases == 2, "{databases} databases");
    Ok(())
}

async fn is_hidden(page: &Page) -> Result<()> {
    page.until("document.visibilityState === 'hidden'").await
}

async fn is_shown(page: &Page) -> Result<()> {
    page.until("document.visibilityState === 'visible'").await
}

/// Waits until the icon in the tray has the pixels of this one of ours.
async fn shows(tray: &TrayHost, icon: &str) -> Result<()> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../icons");
    let ours = pixels(&ours.join(icon))?;
    tray.wears(|shown| pixels(shown).is_ok_and(|shown| shown == ours))
        .await
        .with_context(|| icon.to_owned())
}

fn pixels(file: &Path) -> Result<Vec<u8>> {
    let mut png = png::Decoder::new(BufReader::new(File::open(file)?)).read_info()?;
    let mut pixels = vec![0; png.output_buffer_size().context("too large a picture")?];
    png.next_frame(&mut pixels)?;
    Ok(pixels)
}
