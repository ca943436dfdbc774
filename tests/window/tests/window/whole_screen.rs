//! Pictures of a whole screen with a code somewhere on it, in the colours that makers use: through the real web engine, which opens and
//! unpacks them, to the real decoder.

use std::path::Path;

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::setting_up::ENGLISH;
use porchlight_window_tests::steps::Owner;
use qrcode::{Color, EcLevel, QrCode, Version};

use crate::shown_code::choose;

const MATTER: &str = "MT:Y.K9042C00KA0648G00";
const EASY_CONNECT: &str =
    "DPP:K:MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADURzxmttZoIRIPWGoQMV00XHWCAQIhXruVWOz0NjlkIA=;;";
/// Pixels: three for each of 57 modules.
const SIDE: usize = 171;

type Rgba = [u8; 4];

#[tokio::test]
async fn an_owner_shows_a_picture_of_the_whole_screen_whatever_the_colours_of_the_code()
-> Result<()> {
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (&program.page, Owner::english(&program.page));
    owner.signs_in_to_the_demo_home().await?;
    page.click("button", ENGLISH.set_up).await?;
    page.click("button", "My camera has a different code")
        .await?;
    let folder = home.everything();
    let (matter, connect) = ("A Matter code", "A Wi-Fi Easy Connect code");
    let opaque = |[red, green, blue]: [u8; 3]| [red, green, blue, 255];
    let (white, black) = (opaque([255; 3]), opaque([0; 3]));
    // One after the other says something else, so that none is taken for the one before.
    for (name, size, says, dark, light, heading) in [
        ("plain", (1920, 1080), MATTER, black, white, matter),
        ("large", (2560, 1440), EASY_CONNECT, black, white, connect),
        (
            "inverted",
            (1920, 1080),
            MATTER,
            opaque([230; 3]),
            opaque([30; 3]),
            matter,
        ),
        // As light as each other to who sees no colours.
        (
            "coloured",
            (1920, 1080),
            EASY_CONNECT,
            opaque([255, 0, 0]),
            opaque([0, 130, 0]),
            connect,
        ),
        // White modules on nothing, as for a dark theme.
        (
            "transparent",
            (1920, 1080),
            MATTER,
            [255; 4],
            [0; 4],
            matter,
        ),
    ] {
        let file = folder.join(format!("{name}.png"));
        save(&file, size, &screen(size, says, dark, light)?)?;
        choose(page, &file).await?;
        page.reads(heading).await?;
    }

    // Packed as JPEG by the engine itself, and dropped.
    let file = folder.join("packed.png");
    save(
        &file,
        (1920, 1080),
        &screen((1920, 1080), EASY_CONNECT, black, white)?,
    )?;
    let picture = STANDARD.encode(std::fs::read(&file)?);
    let dropped = page
        .run(&format!(
            "return (async () => {{\
             const image = new Image();\
             image.src = 'data:image/png;base64,{picture}';\
             await image.decode();\
             const canvas = document.createElement('canvas');\
             canvas.width = image.naturalWidth;\
             canvas.height = image.naturalHeight;\
             canvas.getContext('2d').drawImage(image, 0, 0);\
             const jpeg = await new Promise((packed) => canvas.toBlob(packed, 'image/jpeg', 0.8));\
             const data = new DataTransfer();\
             data.items.add(new File([jpeg], 'code.jpg', {{ type: 'image/jpeg' }}));\
             const way = {{ bubbles: true, cancelable: true, dataTransfer: data }};\
             find('textbox', 'What the code says').dispatchEvent(new DragEvent('drop', way));\
             return jpeg.type;\
             }})()"
        ))
        .await?;
    ensure!(dropped == "image/jpeg", "{dropped}");
    page.reads(connect).await
}

/// Lines of strokes as fine as text, in windows of several shades, and the code with a quiet zone among them.
fn screen((width, height): (u32, u32), says: &str, dark: Rgba, light: Rgba) -> Result<Vec<u8>> {
    let (width, height) = (usize::try_from(width)?, usize::try_from(height)?);
    let mut pixels = vec![[235, 236, 240, 255]; width * height];
    let mut chance = 7_u32;
    let mut below = move |bound: u32| {
        // The constants of Numerical Recipes.
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) % bound
    };
    for row in 0..height {
        for column in 0..width {
            let shade: Rgba = match column * 4 / width {
                0 => [32, 34, 40, 255],
                1 => [255, 255, 255, 255],
                2 => [40, 70, 140, 255],
                _ => [235, 236, 240, 255],
            };
            let in_letter = row % 18 < 10 && column % 8 < 6 && below(5) < 2;
            let ink = if shade[0] > 128 { 40 } else { 220 };
            let pixel = &mut pixels[row * width + column];
            *pixel = if in_letter {
                [ink, ink, ink, 255]
            } else {
                shade
            };
        }
    }
    let code = QrCode::with_version(says, Version::Normal(10), EcLevel::L)?;
    let (modules, colors) = (code.width(), code.to_colors());
    let module = SIDE / modules;
    let (left, top) = (width * 5 / 8, height / 3);
    let quiet = 4 * module;
    for y in 0..SIDE + 2 * quiet {
        for x in 0..SIDE + 2 * quiet {
            let at = |offset: usize| offset.checked_sub(quiet).map(|offset| offset / module);
            let is_dark = at(x).zip(at(y)).is_some_and(|(x, y)| {
                x < modules && y < modules && colors[y * modules + x] == Color::Dark
            });
            let pixel = &mut pixels[(top + y) * width + left + x];
            *pixel = if is_dark { dark } else { light };
        }
    }
    Ok(pixels.concat())
}

fn save(file: &Path, (width, height): (u32, u32), rgba: &[u8]) -> Result<()> {
    let mut encoder = png::Encoder::new(std::fs::File::create(file)?, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(rgba)?;
    Ok(())
}
