//! `make bench`: start, memory and reset-to-prompt, as ratios to an empty window of the same workspace, on the same machine in
//! the same run; searching among thousands of cameras; and an inbox of many alerts. Prints a table and leaves it in `target/bench/table.md`. A miss is shown, not hidden.
#![allow(clippy::print_stdout, reason = "a program that talks to a terminal")]

mod alerts;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use porchlight_simulators::desktop::Keychain;
use porchlight_window_tests::home::Home;
use porchlight_window_tests::household::{EMAIL, Household, PASSWORD};
use porchlight_window_tests::page::Page;
use porchlight_window_tests::program::{Program, binary};

const CAMERAS: usize = 20;
const STARTS: usize = 12;
const RESETS: usize = 40;
const MANY_CAMERAS: usize = 5000;
/// Typed and taken back, one key at a time.
const SEARCHES: [&str; 8] = [
    "camera 1", "49", "porch 77", "era 5", "porch", "cam 2", "nothing", "4999",
];
/// Long enough for start-up work to be over; the same for both windows.
const IDLE: Duration = Duration::from_secs(8);

#[tokio::main]
async fn main() -> Result<()> {
    let household = Household::open_unheard(CAMERAS).await?;
    let home = Home::new(Keychain::Unlocked)?;
    sign_in_for_good(&home, &household).await?;

    let (mut app, mut empty) = (Vec::new(), Vec::new());
    // Alternating, so that whatever else the machine does falls on both alike. The first of each warms caches up.
    for round in 0..=STARTS {
        let empty_start = start_of_empty(&home).await?;
        let app_start = start_of_app(&home).await?;
        if round > 0 {
            empty.push(empty_start);
            app.push(app_start);
        }
    }
    let (app_memory, empty_memory) = memory(&home).await?;
    let mut resets = resets(&home, &household).await?;
    let mut keystrokes = keystrokes().await?;
    let [mut few, mut many] = alerts::inboxes().await?;

    let (app, empty) = (median(&mut app), median(&mut empty));
    let (prompt, prompt_p99) = (median(&mut resets), p99(&mut resets));
    let (stroke, stroke_p99) = (median(&mut keystrokes), p99(&mut keystrokes));
    let mut table = String::new();
    writeln!(
        table,
        "| what | Porchlight | empty window | ratio | to reach |\n| --- | --- | --- | --- | --- |"
    )?;
    writeln!(
        table,
        "| start to usable camera list, median of {STARTS} | {app:.0} ms | {empty:.0} ms | {:.2} | 1.15 |",
        app / empty
    )?;
    writeln!(
        table,
        "| memory idle with {CAMERAS} cameras, PSS of all processes | {app_memory:.0} MiB | {empty_memory:.0} MiB | {:.2} | 1.15 |",
        app_memory / empty_memory
    )?;
    for (what, median, p99, to_reach) in [
        (
            format!("reset at the service to prompt painted, {RESETS} times"),
            prompt,
            prompt_p99,
            100,
        ),
        (
            format!("keystroke in search to painted, {MANY_CAMERAS} cameras"),
            stroke,
            stroke_p99,
            50,
        ),
    ] {
        writeln!(
            table,
            "| {what}: median, 99th percentile | {median:.0} ms, {p99:.0} ms | | | {to_reach} ms |"
        )?;
    }
    for (alerts, inbox) in [(alerts::FEW, &mut few), (alerts::MANY, &mut many)] {
        writeln!(
            table,
            "| \"Alerts\" to its first page painted, {alerts} alerts: median, 99th percentile | {:.0} ms, {:.0} ms | | | 50 ms |",
            median(&mut inbox.opened),
            p99(&mut inbox.opened)
        )?;
        writeln!(
            table,
            "| memory with {alerts} alerts | {:.0} MiB | | | the same with few and with many |",
            inbox.memory
        )?;
    }
    println!("{table}");
    let folder = PathBuf::from("target/bench");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("table.md"), table)?;
    Ok(())
}

/// Once, so that later starts find a session.
async fn sign_in_for_good(home: &Home, household: &Household) -> Result<()> {
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.until("window.__TAURI_INTERNALS__").await?;
    page.until("document.querySelector('h1')").await?;
    let connection = invoke(
        page,
        "connect_service",
        &format!("{{ address: '{}' }}", household.url()),
    )
    .await?;
    sign_in(page, connection.as_str().context("no connection")?).await?;
    page.until("performance.getEntriesByName('porchlight:cameras').length")
        .await?;
    program.close().await
}

async fn sign_in(page: &Page, connection: &str) -> Result<()> {
    invoke(
        page,
        "sign_in",
        &format!("{{ connection: '{connection}', email: '{EMAIL}', password: '{PASSWORD}' }}"),
    )
    .await?;
    Ok(())
}

async fn invoke(page: &Page, command: &str, arguments: &str) -> Result<serde_json::Value> {
    page.run(&format!(
        "return window.__TAURI_INTERNALS__.invoke('{command}', {arguments})\
         .then(v => v === null ? true : v, e => {{ throw new Error(JSON.stringify(e)) }})"
    ))
    .await
}

/// From the process's start to the camera list painted, in milliseconds.
async fn start_of_app(home: &Home) -> Result<f64> {
    let program = home.open_with(&[]).await?;
    program
        .page
        .until("performance.getEntriesByName('porchlight:cameras').length")
        .await?;
    let painted = moment(
        &program.page,
        "performance.getEntriesByName('porchlight:cameras')[0].startTime",
    )
    .await?;
    let started = program.started_at()?;
    program.close().await?;
    Ok(painted - started)
}

/// From the process's start to the first contentful paint, in milliseconds.
async fn start_of_empty(home: &Home) -> Result<f64> {
    let program = open_empty(home).await?;
    let paint = "performance.getEntriesByName('first-contentful-paint')";
    program.page.until(&format!("{paint}.length")).await?;
    let painted = moment(&program.page, &format!("{paint}[0].startTime")).await?;
    let started = program.started_at()?;
    program.close().await?;
    Ok(painted - started)
}

async fn open_empty(home: &Home) -> Result<Program> {
    let binary = binary("examples/empty_window")?;
    home.open_binary(&binary, &[]).await
}

/// A time of the page's clock as milliseconds since 1970.
async fn moment(page: &Page, expression: &str) -> Result<f64> {
    let value = page
        .run(&format!("return performance.timeOrigin + {expression}"))
        .await?;
    value.as_f64().context("no such moment")
}

async fn memory(home: &Home) -> Result<(f64, f64)> {
    let empty = open_empty(home).await?;
    tokio::time::sleep(IDLE).await;
    let empty_memory = empty.proportional_set_size()?;
    empty.close().await?;
    let app = home.open_with(&[]).await?;
    app.page
        .until("performance.getEntriesByName('porchlight:cameras').length")
        .await?;
    tokio::time::sleep(IDLE).await;
    let app_memory = app.proportional_set_size()?;
    app.close().await?;
    Ok((app_memory, empty_memory))
}

/// From the write at the service to the prompt painted, in milliseconds.
async fn resets(home: &Home, household: &Household) -> Result<Vec<f64>> {
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.until("performance.getEntriesByName('porchlight:cameras').length")
        .await?;
    let snapshot = invoke(page, "snapshot", "{}").await?;
    let connection = snapshot["connections"][0]["id"]
        .as_str()
        .context("no connection")?
        .to_owned();
    let mut taken = Vec::new();
    for _ in 0..RESETS {
        page.run("performance.clearMarks('porchlight:prompt'); return true")
            .await?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1000.0;
        household.reset_everybody().await?;
        page.until("performance.getEntriesByName('porchlight:prompt').length")
            .await?;
        let painted = moment(
            page,
            "performance.getEntriesByName('porchlight:prompt')[0].startTime",
        )
        .await?;
        taken.push(painted - now);
        sign_in(page, &connection).await?;
        page.until("!document.querySelector('[role=dialog]')")
            .await?;
    }
    ensure!(taken.len() == RESETS, "not every reset reached the window");
    Ok(taken)
}

/// From a key's arrival in the page to the end of the frame that shows what it found, in milliseconds.
async fn keystrokes() -> Result<Vec<f64>> {
    const BACKSPACE: &str = "\u{E003}";
    let household = Household::open_in_memory(MANY_CAMERAS).await?;
    let home = Home::new(Keychain::Unlocked)?;
    sign_in_for_good(&home, &household).await?;
    let program = home.open_with(&[]).await?;
    let page = &program.page;
    page.until("performance.getEntriesByName('porchlight:cameras').length")
        .await?;
    page.settle().await?;
    page.run(
        "window.strokes = [];\
         document.querySelector('[role=searchbox]').addEventListener('keydown', () => {\
           const pressed = performance.now();\
           requestAnimationFrame(() => setTimeout(() => strokes.push(performance.now() - pressed)));\
         }, true);\
         return true",
    )
    .await?;
    let field = page.client().find(Locator::Css("[role=searchbox]")).await?;
    let mut typed = 0;
    for search in SEARCHES {
        let keys = search.chars().map(String::from);
        let back = search.chars().map(|_| BACKSPACE.to_owned());
        for key in keys.chain(back) {
            field.send_keys(&key).await?;
            typed += 1;
            page.until(&format!("strokes.length === {typed}")).await?;
        }
    }
    let strokes = page.run("return strokes").await?;
    program.close().await?;
    Ok(serde_json::from_value(strokes)?)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn p99(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * 99).div_ceil(100) - 1]
}
