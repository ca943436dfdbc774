//! `make run` without a display: takes the app through its main job on a virtual one, prints each step, and leaves
//! pictures in `target/tour/`. Ends with 0 only if each step really happened.
#![allow(clippy::print_stdout, reason = "a program that talks to a terminal")]

use std::path::PathBuf;

use anyhow::{Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::page::Page;
use porchlight_window_tests::steps::{ENGLISH, Owner};

#[tokio::main]
async fn main() -> Result<()> {
    let mut tour = Tour {
        pictures: PathBuf::from("target/tour"),
        steps: 0,
    };
    if tour.pictures.exists() {
        std::fs::remove_dir_all(&tour.pictures)?;
    }
    let home = Home::new(Keychain::Unlocked)?;
    let program = home.open().await?;
    let (page, owner) = (program.page.clone(), Owner::english(&program.page));

    owner.arrives_at_sign_in().await?;
    tour.done(&page, "The app opened in the demo home").await?;

    owner.signs_in_to_the_demo_home().await?;
    page.reads("4 of 5 cameras are online").await?;
    tour.done(&page, "Signed in: five cameras, four of them online")
        .await?;

    owner.renames("Back garden", "Apple tree").await?;
    owner.sees_everything_sent().await?;
    tour.done(
        &page,
        "Renamed “Back garden” to “Apple tree”; the service has the new name",
    )
    .await?;

    owner.starts_renaming("Garage", "Bicycl").await?;
    owner.plays(ENGLISH.reset_everybody).await?;
    page.find("heading", ENGLISH.reset_title).await?;
    tour.done(
        &page,
        "The service signed everyone out; the app says who did it and why",
    )
    .await?;

    owner.signs_in_again().await?;
    let kept = page.value(&owner.nickname_field("Garage")).await?;
    ensure!(kept == "Bicycl", "the half-typed name was lost: {kept:?}");
    owner.sees_camera("Apple tree").await?;
    tour.done(
        &page,
        "Signed in again: the names are there, including the half-typed one",
    )
    .await?;

    program.close().await?;
    let program = home.open().await?;
    Owner::english(&program.page)
        .sees_camera("Apple tree")
        .await?;
    tour.done(
        &program.page,
        "Closed and reopened: no password needed, nothing lost",
    )
    .await?;

    println!(
        "All {} steps worked. Pictures: {}",
        tour.steps,
        tour.pictures.display()
    );
    Ok(())
}

struct Tour {
    pictures: PathBuf,
    steps: u32,
}

impl Tour {
    async fn done(&mut self, page: &Page, what: &str) -> Result<()> {
        self.steps += 1;
        let picture = self.pictures.join(format!("{}.png", self.steps));
        page.picture(&picture).await?;
        println!("{}. {what}  [{}]", self.steps, picture.display());
        Ok(())
    }
}
