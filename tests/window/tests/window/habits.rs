//! What an owner of a desktop is used to: a click on a name, text twice as large, starting with the session.

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{ENGLISH, Owner};

#[tokio::test]
async fn an_owner_who_clicks_a_cameras_name_opens_it_and_the_pencil_renames() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    for place in ["h2", ".facts", ".state"] {
        page.settle().await?;
        page.run(&format!(
            "const card = find('button', 'Open Garage').closest('li');\
             card.scrollIntoView({{ block: 'center', behavior: 'instant' }});\
             const box = card.querySelector('{place}').getBoundingClientRect();\
             document.elementFromPoint(box.x + 6, box.y + box.height / 2).click();\
             return true"
        ))
        .await?;
        page.until("document.querySelector('h1')?.textContent.trim() === 'Garage'")
            .await
            .with_context(|| format!("a click on {place}"))?;
        ensure!(!page.shows("textbox", "Name of").await?, "{place}");
        page.click("button", "All cameras").await?;
        owner.sees_cameras().await?;
    }
    page.click("button", "Rename Garage").await?;
    page.find("textbox", "Name of Garage").await?;
    Ok(())
}

#[tokio::test]
async fn an_owner_with_text_twice_as_large_finds_every_button_at_800_by_600_also_the_next_day()
-> Result<()> {
    let home = Home::with_screen(Keychain::Unlocked, 800, 600)?;
    let program = home.open().await?;
    let page = &program.page;
    page.client().set_window_rect(0, 0, 800, 600).await?;
    let owner = Owner::english(page);
    owner.signs_in_to_the_demo_home().await?;
    let before = width(page).await?;
    page.run(
        "return window.__TAURI_INTERNALS__.invoke('set_preferences',\
         { preferences: { language: 'en', theme: 'light', textSize: 200, cameraLayout: 'list' } }).then(() => true)",
    )
    .await?;
    page.until(&format!("innerWidth <= {}", before / 2 + 1))
        .await?;
    nothing_is_cut_off(page, "cameras").await?;
    for screen in [ENGLISH.security, ENGLISH.alerts, ENGLISH.settings] {
        owner.goes_to(screen).await?;
        nothing_is_cut_off(page, screen).await?;
    }
    owner.goes_to(ENGLISH.cameras).await?;
    for (button, heading) in [
        ("Open Garage", "Garage"),
        (
            "New router, or a new Wi-Fi password?",
            "New router or new Wi-Fi password",
        ),
        ("Set up a camera", "Which camera do you have?"),
    ] {
        presses(page, button).await?;
        page.find("heading", heading).await?;
        nothing_is_cut_off(page, heading).await?;
        owner.goes_to(ENGLISH.cameras).await?;
    }
    program.close().await?;

    let program = home.open().await?;
    let page = &program.page;
    page.client().set_window_rect(0, 0, 800, 600).await?;
    Owner::english(page).sees_cameras().await?;
    page.until(&format!("innerWidth <= {}", before / 2 + 1))
        .await
        .context("as large as the day before")
}

#[tokio::test]
async fn an_owner_who_wants_it_finds_porchlight_in_what_their_session_starts() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let entry = home
        .desktop
        .home()
        .join("config/autostart/eu.porchlight.dev.desktop");
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    owner.goes_to(ENGLISH.settings).await?;
    ensure!(!entry.exists());
    let start = "Start Porchlight when you log in";
    page.click("checkbox", start).await?;
    page.until(&format!(
        "find('checkbox', '{start}').checked && !find('checkbox', '{start}').disabled"
    ))
    .await?;
    let written = std::fs::read_to_string(&entry)?;
    let command = written
        .lines()
        .find_map(|line| line.strip_prefix("Exec="))
        .context("what to start")?;
    ensure!(
        command.contains("porchlight\" --in-tray --data-dir \""),
        "{command}"
    );
    program.close().await?;

    // What stands there is a command that starts it, and the choice is known.
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.sees_cameras().await?;
    owner.goes_to(ENGLISH.settings).await?;
    page.until(&format!("find('checkbox', '{start}')?.checked"))
        .await?;
    page.click("checkbox", start).await?;
    page.until(&format!(
        "!find('checkbox', '{start}').checked && !find('checkbox', '{start}').disabled"
    ))
    .await?;
    ensure!(!entry.exists());
    Ok(())
}

async fn width(page: &Page) -> Result<u64> {
    page.run("return innerWidth")
        .await?
        .as_u64()
        .context("a window has a width")
}

/// By its handler: where the driver points to in a magnified page is the engine's secret.
async fn presses(page: &Page, button: &str) -> Result<()> {
    page.find("button", button).await?;
    page.run(&format!("find('button', `{button}`).click(); return true"))
        .await?;
    Ok(())
}

/// What is folded is looked at as well. Nothing can be scrolled sideways, and every button can be brought into the window as a whole.
async fn nothing_is_cut_off(page: &Page, screen: &str) -> Result<()> {
    page.settle().await?;
    let cut = page
        .run(
            "const cut = [];\
             document.querySelectorAll('details').forEach((one) => (one.open = true));\
             for (const box of [document.scrollingElement, document.querySelector('.content'), document.querySelector('nav')])\
               if (box && box.scrollWidth > box.clientWidth + 1) cut.push(`${box.className || box.tagName}: ${box.scrollWidth} in ${box.clientWidth}`);\
             for (const one of document.querySelectorAll('button, select, input, summary')) {\
               if (one.closest('.hidden') || one.matches('.skip')) continue;\
               one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });\
               const { left, right, top, height, width } = one.getBoundingClientRect();\
               if (width === 0 || getComputedStyle(one).visibility !== 'visible') continue;\
               if (left < -1 || right > innerWidth + 1 || top > innerHeight || top + height < 0)\
                 cut.push(`${nameOf(one) || one.className}: ${Math.round(left)}–${Math.round(right)} of ${innerWidth}`);\
             }\
             return cut",
        )
        .await?;
    ensure!(cut.as_array().is_some_and(Vec::is_empty), "{screen}: {cut}");
    Ok(())
}
