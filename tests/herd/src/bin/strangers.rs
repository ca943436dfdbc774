//! `make bench`, its third part: how long an owner on a known computer takes to sign in while strangers attack the real service
//! program, each attack larger than every limit, beside a sign-in in peace. Prints a table and leaves it in
//! `target/bench/strangers.md`.
#![allow(clippy::print_stdout, reason = "a program that talks to a terminal")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use porchlight_herd::attacks::{Target, query};
use porchlight_herd::owners::{Known, Owner};
use porchlight_herd::service::{Program, register_client, reset_everybody};
use tokio::task::JoinSet;

/// Sign-ins of which the median and the longest are told.
const SIGN_INS: usize = 9;
/// Lines on which strangers try at the same time.
const LINES: usize = 32;
const CLIENT: &str = "alexa";
const BACK: &str = "https://alexa.example/back";

#[tokio::main]
async fn main() -> Result<()> {
    // A part of everything, for a first look.
    let part: usize = match std::env::args().nth(1) {
        Some(part) => part.parse()?,
        None => 1,
    };
    let folder = tempfile::tempdir()?;
    let binary = std::env::current_exe()?.with_file_name("porchlight-service");
    ensure!(binary.is_file(), "porchlight-service is not built");
    let program = Program::start(&binary, folder.path()).await?;
    register_client(&binary, folder.path(), CLIENT, BACK).await?;
    let mut owner = Owner::moves_in(&program.url, 1).await?;
    let target = Arc::new(Target::at(&program.url));
    let mut table = Table::new();

    table.row("in peace", &signs_in(&mut owner).await?)?;
    let mut silent = Vec::new();
    for _ in 0..1_100 / part {
        silent.push(target.silent().await?);
    }
    table.row("1,100 silent sockets", &signs_in(&mut owner).await?)?;
    drop(silent);
    for count in [200, 2_300] {
        let mut slow = Vec::new();
        for _ in 0..count / part {
            slow.push(target.slow_body().await?);
        }
        table.row(
            &format!("{count} slow bodies"),
            &signs_in(&mut owner).await?,
        )?;
    }
    let email = owner.email().to_owned();
    let attack = trying(&target, 20_000 / part, move |_, _| email.clone());
    let during = signs_in(&mut owner).await?;
    ended(attack).await?;
    table.row(
        "20,000 tries at the owner's own address, meanwhile",
        &during,
    )?;
    reset_everybody(&binary, folder.path()).await?;
    table.row(
        "the same, after everybody was reset",
        &signs_in(&mut owner).await?,
    )?;
    let attack = trying(&target, 600_000 / part, |line, number| {
        format!("{line}.{number}@porch.example")
    });
    let during = signs_in(&mut owner).await?;
    ended(attack).await?;
    table.row("600,000 tried addresses, meanwhile", &during)?;
    table.row(
        "600,000 tried addresses, afterwards",
        &signs_in(&mut owner).await?,
    )?;
    let attack = asking(&target, 10_000 / part);
    let during = signs_in(&mut owner).await?;
    ended(attack).await?;
    table.row("10,000 link requests, meanwhile", &during)?;
    let begun = Instant::now();
    target
        .ask_owners(&query(CLIENT, BACK), 1, |_| "owner1@porch.example".into())
        .await?;
    table.row(
        "10,000 link requests, then the owner types the address",
        &[begun.elapsed().as_secs_f64()],
    )?;

    println!("{}", table.text);
    let file = folder_of_results()?.join("strangers.md");
    std::fs::write(file, table.text)?;
    Ok(())
}

/// Seconds, one sign-in after the other, in order of length.
async fn signs_in(owner: &mut Owner) -> Result<Vec<f64>> {
    let mut took = Vec::new();
    for _ in 0..SIGN_INS {
        let begun = Instant::now();
        ensure!(matches!(owner.says_the_password().await?, Known::In));
        took.push(begun.elapsed().as_secs_f64());
    }
    took.sort_by(f64::total_cmp);
    Ok(took)
}

fn trying(
    target: &Arc<Target>,
    tries: usize,
    email: impl Fn(usize, usize) -> String + Send + Clone + 'static,
) -> JoinSet<Result<()>> {
    let mut lines = JoinSet::new();
    for line in 0..LINES {
        let (target, email) = (Arc::clone(target), email.clone());
        lines.spawn(async move {
            target
                .tries(tries / LINES, move |number| email(line, number))
                .await
        });
    }
    lines
}

fn asking(target: &Arc<Target>, times: usize) -> JoinSet<Result<()>> {
    let mut lines = JoinSet::new();
    for line in 0..LINES {
        let target = Arc::clone(target);
        lines.spawn(async move {
            let email = |number| format!("{line}.{number}@porch.example");
            target
                .ask_owners(&query(CLIENT, BACK), times / LINES, email)
                .await
        });
    }
    lines
}

async fn ended(mut lines: JoinSet<Result<()>>) -> Result<()> {
    while let Some(line) = lines.join_next().await {
        line??;
    }
    Ok(())
}

struct Table {
    text: String,
}

impl Table {
    fn new() -> Self {
        Self {
            text: "| Strangers | an owner signs in, in seconds: median | longest |\n| --- | ---: | ---: |\n".into(),
        }
    }

    fn row(&mut self, what: &str, took: &[f64]) -> Result<()> {
        let median = took.get(took.len() / 2).context("none")?;
        let longest = took.last().context("none")?;
        writeln!(self.text, "| {what} | {median:.2} | {longest:.2} |")?;
        Ok(())
    }
}

fn folder_of_results() -> Result<PathBuf> {
    let target = std::env::current_exe()?;
    let target = target
        .parent()
        .and_then(Path::parent)
        .context("a target folder")?;
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
