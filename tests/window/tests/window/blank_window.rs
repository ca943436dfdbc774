//! A window that stays blank, or a program that dies before anybody can do anything in it. No driver: it sets variables of its own, and its
//! screenshots hang where pictures go through memory of the processor.

use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::hands::Hands;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::program::{binary, environment_below};

const DISABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
const ENGINE: &str = "WebKitWebProcess";
const PATIENCE: Duration = Duration::from_secs(60);

/// Dies when dropped, as if its window had taken it along.
struct Started(Child);

impl Started {
    fn on(home: &Home) -> Result<Self> {
        let program = binary("porchlight")?;
        let child = home
            .command(&program.display().to_string())
            .args(home.args(&[]))
            .env_remove(DISABLE)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self(child))
    }

    /// Whether the engine of this start was told to let the graphics card be.
    fn lets_the_graphics_card_be(&self) -> Result<bool> {
        let told = until(|| environment_below(self.0.id(), ENGINE))?;
        Ok(told.contains(&format!("{DISABLE}=1")))
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn last_start(home: &Home) -> PathBuf {
    home.data().join("state/last-start")
}

fn until_last_start_says(home: &Home, word: &str) -> Result<()> {
    until(|| {
        let said = std::fs::read_to_string(last_start(home)).unwrap_or_default();
        Ok((said == word).then_some(()))
    })
}

fn until<T>(look: impl Fn() -> Result<Option<T>>) -> Result<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        ensure!(Instant::now() < end, "it does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn an_owner_whose_program_dies_before_any_input_gets_a_window_another_way() -> Result<()> {
    // With NVIDIA's driver it is so from the start.
    let nvidia = std::path::Path::new("/proc/driver/nvidia/version").exists();
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let first = Started::on(&home)?;
    ensure!(first.lets_the_graphics_card_be()? == nvidia);
    until_last_start_says(&home, "begun")?;
    drop(first);
    let second = Started::on(&home)?;
    ensure!(second.lets_the_graphics_card_be()?);
    hands.clicks_into_the_window()?;
    until_last_start_says(&home, "worked without dmabuf")?;
    drop(second);
    ensure!(Started::on(&home)?.lets_the_graphics_card_be()?);
    Ok(())
}

#[test]
fn an_owner_who_used_the_window_keeps_the_graphics_card_after_a_crash() -> Result<()> {
    if std::path::Path::new("/proc/driver/nvidia/version").exists() {
        return Ok(());
    }
    let home = Home::new(Keychain::Unlocked)?;
    let hands = Hands::on(&home)?;
    let first = Started::on(&home)?;
    hands.clicks_into_the_window()?;
    until_last_start_says(&home, "worked")?;
    drop(first);
    ensure!(!Started::on(&home)?.lets_the_graphics_card_be()?);
    Ok(())
}
