//! What stays where it is on the screen while something else happens.

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::Owner;

/// Of each camera, seen from the first one: bars above the list come and go.
const PLACES: &str = "\
    const boxes = [...document.querySelectorAll('[data-camera]')].map((card) => card.getBoundingClientRect());\
    return boxes.map(({ left, top, height }) => [left, top - boxes[0].top, height]);";

#[tokio::test]
async fn an_owner_who_renames_a_camera_sees_no_other_one_move() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    let mut name = "Front door";
    for layout in ["Grid", "List"] {
        page.click("button", layout).await?;
        let before = page.run(PLACES).await?;
        let stays = |now, what| {
            ensure!(before == now, "{layout}, {what}: {before} and {now}");
            Ok(())
        };
        owner.plays("The network fails").await?;
        owner.starts_renaming(name, layout).await?;
        stays(page.run(PLACES).await?, "the field is open")?;
        page.click("button", "Save the name").await?;
        page.reads("1 change waiting").await?;
        stays(page.run(PLACES).await?, "the change waits")?;
        owner.plays("Rename a camera elsewhere").await?;
        owner.plays("The network works again").await?;
        page.reads("Also renamed on another computer").await?;
        stays(page.run(PLACES).await?, "two names to choose from")?;
        page.click("button", "Keep “").await?;
        owner.sees_everything_sent().await?;
        name = layout;
    }
    Ok(())
}
