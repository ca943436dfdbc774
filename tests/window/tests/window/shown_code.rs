//! A code that is shown as a picture instead of typed: through the file field, dropped, pasted.

use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::Locator;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::setting_up::ENGLISH;
use porchlight_window_tests::steps::Owner;
use qrcode::{Color, QrCode};

use crate::accessible::look;

const MATTER: &str = "MT:Y.K9042C00KA0648G00";
const EASY_CONNECT: &str =
    "DPP:K:MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADURzxmttZoIRIPWGoQMV00XHWCAQIhXruVWOz0NjlkIA=;;";
/// Of a photo, in pixels: more than crosses to the program.
const PHOTO: (u32, u32) = (5200, 3900);

#[tokio::test]
async fn a_picture_of_a_code_is_explained_however_it_is_shown() -> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let owner = Owner::english(&program.page);
    owner.signs_in_to_the_demo_home().await?;
    let page = &program.page;
    page.click("button", ENGLISH.set_up).await?;
    page.click("button", "My camera has a different code")
        .await?;

    let folder = home.everything();
    let photo = folder.join("photo.png");
    write_png(&photo, PHOTO, &[(MATTER, 3100, 2100, 14)])?;
    let card = folder.join("card.png");
    write_png(&card, (420, 420), &[(EASY_CONNECT, 40, 40, 6)])?;
    let shelf = folder.join("shelf.png");
    let both = [(MATTER, 60, 60, 6), (EASY_CONNECT, 400, 60, 6)];
    write_png(&shelf, (900, 500), &both)?;
    let wall = folder.join("wall.png");
    write_png(&wall, PHOTO, &[])?;
    let manual = folder.join("manual.png");
    std::fs::write(&manual, "%PDF-1.7, whatever it is called")?;

    choose(page, &photo).await?;
    page.reads("A Matter code").await?;
    hand_over(
        page,
        &card,
        "new DragEvent('drop', { dataTransfer: data, ...way })",
    )
    .await?;
    page.reads("A Wi-Fi Easy Connect code").await?;
    hand_over(
        page,
        &photo,
        "new ClipboardEvent('paste', { clipboardData: data, ...way })",
    )
    .await?;
    page.reads("A Matter code").await?;

    choose(page, &shelf).await?;
    page.reads("There’s more than one code in this picture.")
        .await?;
    choose(page, &wall).await?;
    page.reads("No code could be read in this picture.").await?;
    choose(page, &manual).await?;
    page.reads("This picture can’t be opened.").await?;
    let trap = folder.join("trap.png");
    write_corners(&trap, 800)?;
    choose(page, &trap).await?;
    page.click("button", "Stop").await?;
    page.reads("The search was stopped before it finished")
        .await?;
    let poster = folder.join("poster.png");
    save(
        &poster,
        (10_000, 10_000),
        png::BitDepth::One,
        &vec![0xff; 1250 * 10_000],
    )?;
    choose(page, &poster).await?;
    page.reads("This picture is too large.").await?;
    // Nothing of all that stands in the way of the next.
    choose(page, &card).await?;
    page.reads("A Wi-Fi Easy Connect code").await?;
    look(page, "A code that was shown").await
}

/// As the desktop's own dialog does.
pub(crate) async fn choose(page: &Page, file: &Path) -> Result<()> {
    page.until("!document.querySelector('input[type=file]').disabled")
        .await?;
    let field = page.client().find(Locator::Css("input[type=file]")).await?;
    let path = file.to_str().context("a path that can be typed")?;
    Ok(field.send_keys(path).await?)
}

/// To the field "What the code says", as what `event` (JavaScript) carries.
pub(crate) async fn hand_over(page: &Page, file: &Path, event: &str) -> Result<()> {
    let picture = STANDARD.encode(std::fs::read(file)?);
    page.run(&format!(
        "const bytes = Uint8Array.from(atob('{picture}'), c => c.charCodeAt(0));\
         const data = new DataTransfer();\
         data.items.add(new File([bytes], 'code.png', {{ type: 'image/png' }}));\
         const way = {{ bubbles: true, cancelable: true }};\
         find('textbox', 'What the code says').dispatchEvent({event});\
         return true"
    ))
    .await?;
    Ok(())
}

/// Codes at (left, top) with so many pixels for each module, on white.
pub(crate) fn write_png(
    file: &Path,
    size: (u32, u32),
    codes: &[(&str, usize, usize, usize)],
) -> Result<()> {
    let width = usize::try_from(size.0)?;
    let mut grey = vec![255; width * usize::try_from(size.1)?];
    for (says, left, top, module) in codes {
        let code = QrCode::new(says)?;
        let side = code.width();
        let colors = code.to_colors();
        for y in 0..side * module {
            for x in 0..side * module {
                if colors[y / module * side + x / module] == Color::Dark {
                    grey[(top + y) * width + left + x] = 0;
                }
            }
        }
    }
    save(file, size, png::BitDepth::Eight, &grey)
}

/// A square full of the corners of codes, each of which could belong to any other: to try them all would take hours.
fn write_corners(file: &Path, side: u32) -> Result<()> {
    const PITCH: u32 = 9;
    let ring = |at: u32| (at % PITCH).abs_diff(3);
    let grey: Vec<u8> = (0..side * side)
        .map(|at| match ring(at % side).max(ring(at / side)) {
            0 | 1 | 3 => 0,
            _ => 255,
        })
        .collect();
    save(file, (side, side), png::BitDepth::Eight, &grey)
}

fn save(file: &Path, (width, height): (u32, u32), depth: png::BitDepth, grey: &[u8]) -> Result<()> {
    let mut encoder = png::Encoder::new(std::fs::File::create(file)?, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(depth);
    encoder.write_header()?.write_image_data(grey)?;
    Ok(())
}
