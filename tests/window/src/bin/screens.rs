//! `make screens`: the README's pictures, taken from the real window on a virtual display.
//! With `small` as argument: the same at 800×600, into `target/screens-small/`, for a look at tight windows.
#![allow(clippy::print_stdout, reason = "a program that talks to a terminal")]

use std::path::PathBuf;

use anyhow::Result;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::steps::{self, ENGLISH, ITALIAN, Owner, Words};

#[tokio::main]
async fn main() -> Result<()> {
    let small = std::env::args().nth(1).is_some_and(|size| size == "small");
    let (width, height, folder) = if small {
        (800, 600, "target/screens-small")
    } else {
        (1100, 720, "tests/window/pictures")
    };
    for (language, words) in [("en", &ENGLISH), ("it", &ITALIAN)] {
        for theme in ["light", "dark"] {
            let home = Home::with_screen(Keychain::Unlocked, width, height)?;
            let program = home.open_with(&[]).await?;
            if small {
                program
                    .page
                    .client()
                    .set_window_rect(0, 0, width, height)
                    .await?;
            }
            steps::dress(&program.page, language, theme).await?;
            let owner = Owner {
                page: program.page.clone(),
                words,
            };
            let suffix = format!("{theme}-{language}.png");
            take_all(&owner, words, |name| {
                PathBuf::from(format!("{folder}/{name}-{suffix}"))
            })
            .await?;
            println!("{language}, {theme}: done");
        }
    }
    Ok(())
}

async fn take_all(owner: &Owner, words: &Words, file: impl Fn(&str) -> PathBuf) -> Result<()> {
    let page = &owner.page;
    page.find("heading", words.welcome).await?;
    page.picture(&file("welcome")).await?;
    owner.arrives_at_sign_in().await?;
    page.picture(&file("sign-in")).await?;
    owner.signs_in_to_the_demo_home().await?;
    page.picture(&file("cameras")).await?;
    owner.goes_to(words.alerts).await?;
    page.picture(&file("alerts")).await?;
    owner.goes_to(words.settings).await?;
    page.picture(&file("settings")).await?;
    owner.goes_to(words.cameras).await?;
    owner.starts_renaming("Back garden", "Apple tr").await?;
    page.picture(&file("rename")).await?;
    owner.plays(words.reset_everybody).await?;
    page.find("heading", words.reset_title).await?;
    page.picture(&file("reset")).await
}
