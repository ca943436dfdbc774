//! Signing in, naming cameras, coming back the next day.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::Household;
use porchlight_window_tests::steps::{self, ENGLISH, ITALIAN, Owner};

#[tokio::test]
async fn a_newcomer_walks_into_the_demo_home_and_sees_how_things_stand() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let owner = Owner::english(&program.page);
    program.page.find("heading", ENGLISH.welcome).await?;
    owner.signs_in_to_the_demo_home().await?;
    program.page.reads("One camera is offline.").await?;
    program.page.reads("4 of 5 cameras are online").await?;
    for camera in [
        "Front door",
        "Back garden",
        "Living room",
        "Garage",
        "Nursery",
    ] {
        owner.sees_camera(camera).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_is_said_and_the_address_stays() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.arrives_at_sign_in().await?;
    program.page.fill(ENGLISH.email, steps::DEMO_EMAIL).await?;
    program
        .page
        .fill(ENGLISH.password, "not-the-password")
        .await?;
    program.page.click("button", ENGLISH.sign_in).await?;
    program
        .page
        .reads("The e-mail address or the password isn’t right.")
        .await?;
    ensure!(program.page.value(ENGLISH.email).await? == steps::DEMO_EMAIL);
    owner.signs_in_to_the_demo_home().await
}

#[tokio::test]
async fn a_new_name_survives_kill_9_and_is_there_the_next_time() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    owner.plays("The network fails").await?;
    owner.renames("Garage", "Bicycles").await?;
    program.page.reads("1 change waiting").await?;
    program.kill()?;

    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.sees_camera("Bicycles").await?;
    owner.sees_everything_sent().await?;
    // Signed in on the way, without a question.
    ensure!(!program.page.shows("heading", ENGLISH.sign_in_title).await?);
    Ok(())
}

#[tokio::test]
async fn after_a_restart_no_password_is_asked_for() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    Owner::english(&program.page)
        .signs_in_to_the_demo_home()
        .await?;
    program.close().await?;
    let program = home.open().await?;
    Owner::english(&program.page)
        .sees_camera("Front door")
        .await
}

#[tokio::test]
async fn a_name_that_is_markup_emoji_or_arabic_is_shown_as_it_was_typed() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    let mut from = "Garage";
    for name in ["<img src=x onerror=1>", "باب الحديقة", "Läden & “Co”"] {
        owner.renames(from, name).await?;
        from = name;
    }
    let images = program
        .page
        .run("return document.querySelectorAll('img[src=x]').length")
        .await?;
    ensure!(images == serde_json::json!(0), "a name became markup");
    Ok(())
}

#[tokio::test]
async fn a_name_that_is_too_long_is_refused_in_words_and_stays_in_the_field() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    let long = "long ".repeat(20);
    owner.starts_renaming("Garage", &long).await?;
    let field = owner.nickname_field("Garage");
    owner.presses(&field, Key::Enter).await?;
    program
        .page
        .reads("A name can have 40 characters at most.")
        .await?;
    ensure!(program.page.value(&field).await? == long);
    owner.presses(&field, Key::Escape).await?;
    owner.sees_camera("Garage").await
}

#[tokio::test]
async fn an_owner_who_reads_italian_reads_italian() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    program.page.find("heading", ENGLISH.welcome).await?;
    let choice = program.page.find("combobox", "Language").await?;
    choice.select_by_value("it").await?;
    let owner = Owner::italian(&program.page);
    program.page.find("heading", ITALIAN.welcome).await?;
    owner.signs_in_to_the_demo_home().await?;
    owner.sees_camera(ITALIAN.front_door).await?;
    owner.goes_to(ITALIAN.settings).await?;
    program.close().await?;
    let program = home.open().await?;
    Owner::italian(&program.page).sees_cameras().await
}

#[tokio::test]
async fn an_owner_with_a_small_window_sees_the_tools_of_the_camera_list_whole() -> Result<()> {
    let home = Home::with_screen(Keychain::Unlocked, 800, 600)?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.client().set_window_rect(0, 0, 800, 600).await?;
    steps::dress(page, "it", "light").await?;
    Owner::italian(page).signs_in_to_the_demo_home().await?;
    for language in ["it", "en"] {
        steps::dress(page, language, "light").await?;
        // One row each, nothing beyond its end, and room for what stands in the field.
        let whole = "\
            const field = document.querySelector('[role=searchbox]');\
            const rows = [field.closest('.filters'), document.querySelector('h1').parentElement];\
            const oneRow = rows.every((row) => {\
              const end = row.getBoundingClientRect().right + 1;\
              const boxes = [...row.children].map((child) => child.getBoundingClientRect());\
              const middles = boxes.map((box) => box.top + box.height / 2);\
              return boxes.every((box) => box.right <= end) && Math.max(...middles) - Math.min(...middles) < 4;\
            });\
            const style = getComputedStyle(field);\
            const pen = document.createElement('canvas').getContext('2d');\
            pen.font = style.font;\
            const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);\
            return oneRow && pen.measureText(field.placeholder).width <= room";
        ensure!(page.run(whole).await? == true, "{language}");
    }
    Ok(())
}

#[tokio::test]
async fn a_new_account_is_made_with_a_recovery_key_that_was_typed_back() -> Result<()> {
    let household = Household::open(0).await?;
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    let owner = Owner::english(page);
    let groups = owner.prepares_an_account(&household.url()).await?;
    let number = owner.is_asked_for_a_group().await?;
    let field = format!("Group {number}");
    page.fill(&field, "0000").await?;
    page.click("button", "Create the account").await?;
    page.reads("That isn’t the group we asked for.").await?;
    page.fill(&field, &groups[number - 1].to_lowercase())
        .await?;
    page.click("button", "Create the account").await?;
    page.find("heading", "No cameras yet").await?;
    Ok(())
}
