//! What a full inbox costs: until its first page is painted, and in memory.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::Household;
use porchlight_window_tests::program::binary;

use super::{IDLE, sign_in_for_good};

pub(super) const FEW: u32 = 100;
pub(super) const MANY: u32 = 100_000;
const LOOKS: usize = 40;
/// Of the build that `make bench` makes.
const NAMESPACE: &str = "eu.porchlight";

pub(super) struct Inbox {
    /// From the click on "Alerts" to the end of the frame that shows the first page, in milliseconds.
    pub(super) opened: Vec<f64>,
    /// Of all processes with the inbox open, in MiB.
    pub(super) memory: f64,
}

/// The same home with [`FEW`] and then with [`MANY`] alerts in its encrypted database.
pub(super) async fn inboxes() -> Result<[Inbox; 2]> {
    let household = Household::open_unheard(1).await?;
    let home = Home::new(Keychain::Unlocked)?;
    sign_in_for_good(&home, &household).await?;
    fill(&home, 0, FEW).await?;
    let few = look(&home).await?;
    fill(&home, FEW, MANY).await?;
    Ok([few, look(&home).await?])
}

async fn fill(home: &Home, from: u32, to: u32) -> Result<()> {
    let program = binary("examples/fill_inbox")?;
    let mut command = home.command(&program.display().to_string());
    command
        .arg(home.data().join("data/vault"))
        .args([NAMESPACE, &from.to_string(), &to.to_string()])
        .stdin(Stdio::null());
    let filled = tokio::task::spawn_blocking(move || command.output()).await??;
    ensure!(
        filled.status.success(),
        "{}",
        String::from_utf8_lossy(&filled.stderr)
    );
    Ok(())
}

async fn look(home: &Home) -> Result<Inbox> {
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.until("performance.getEntriesByName('porchlight:cameras').length")
        .await?;
    page.settle().await?;
    let mut opened = Vec::new();
    for _ in 0..LOOKS {
        let took = page
            .run(
                "return new Promise((done) => {\
                   const began = performance.now();\
                   document.querySelector('nav button[title=Alerts]').click();\
                   const look = () =>\
                     document.querySelector('[id^=alert-]')\
                       ? setTimeout(() => done(performance.now() - began))\
                       : requestAnimationFrame(look);\
                   requestAnimationFrame(look);\
                 })",
            )
            .await?;
        opened.push(took.as_f64().context("no time")?);
        page.run("document.querySelector('nav button[title=Cameras]').click(); return true")
            .await?;
        page.until("!document.querySelector('[id^=alert-]')")
            .await?;
    }
    page.run("document.querySelector('nav button[title=Alerts]').click(); return true")
        .await?;
    tokio::time::sleep(IDLE).await;
    let memory = program.proportional_set_size()?;
    program.close().await?;
    Ok(Inbox { opened, memory })
}
