//! `make bench`, its second half: what a mass return costs the real service program, and how 2.4 million owners come back.
//! Prints a table and leaves it in `target/bench/herd.md`. Each line says whether it was measured or worked out.
#![allow(clippy::print_stdout, reason = "a program that talks to a terminal")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use argon2::{Algorithm, Argon2, Params, Version};
use porchlight_core::ports::grant::Grant;
use porchlight_herd::owners::{Known, Owner, client};
use porchlight_herd::returning::{Costs, Returned, Town, come_back};
use porchlight_herd::service::{Program, reset_everybody};
use porchlight_service::{Config, DatabaseUrl, Incident, Limits, Service};
use tokio::task::JoinSet;

/// Real accounts, with the real client and its slow hash.
const SAMPLE: usize = 120;
const LOOKS: usize = 5;
const EVERYBODY: u32 = 2_400_000;
/// As many as fit into the open files that a process may have here: each takes two while it is told.
const LISTENERS: usize = 8_000;
/// ASVS 5.0 appendix C: 19 MiB, two passes.
const SERVER_SIDE: (u32, u32, u32) = (19 * 1024, 2, 1);
const HASHES: u32 = 40;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let binary = std::env::current_exe()?.with_file_name("porchlight-service");
    ensure!(binary.is_file(), "porchlight-service is not built");
    let program = Program::start(&binary, folder.path()).await?;

    let mut owners = move_in(&program.url).await?;
    next_time_step().await;
    let (costs, refused) = measured(&program, &binary, folder.path(), &mut owners).await?;
    let server_side = server_side_hash()?;
    let reset = one_write(folder.path()).await?;
    next_time_step().await;
    sign_in(&mut owners).await?;
    let (told, memory) = listeners(&program, &binary, folder.path(), &owners).await?;

    let town = Town {
        owners: EVERYBODY,
        within: 60.0,
        with_factor: 1.0,
        cores: 2,
        limits: Limits::default(),
        costs,
        seed: 2019,
    };
    let began = Instant::now();
    let returned = come_back(&town);
    let took = began.elapsed().as_secs_f64();
    let table = table(
        &costs,
        refused,
        server_side,
        reset,
        (told, memory),
        &returned,
        took,
    )?;
    println!("{table}");
    let file = target()?.join("bench/herd.md");
    std::fs::create_dir_all(file.parent().context("a folder")?)?;
    std::fs::write(file, table)?;
    Ok(())
}

async fn move_in(url: &str) -> Result<Vec<Owner>> {
    let mut owners = Vec::new();
    for number in 0..SAMPLE {
        let mut owner = Owner::moves_in(url, number).await?;
        owner.turns_two_factor_on().await?;
        owners.push(owner);
    }
    Ok(owners)
}

/// Seconds of processor time of the service program, by request, less what it needs when nobody asks for anything: while it is
/// being measured it waits for the slow hashes of its clients. And those of refusing a token that a reset ended.
async fn measured(
    program: &Program,
    binary: &std::path::Path,
    folder: &std::path::Path,
    owners: &mut [Owner],
) -> Result<(Costs, f64)> {
    reset_everybody(binary, folder).await?;
    let idle = idle(program).await?;
    let refused = time(program, idle, owners.len() * LOOKS, async {
        for owner in &*owners {
            for _ in 0..LOOKS {
                owner.is_told_of_the_end().await?;
            }
        }
        Ok(())
    })
    .await?;
    let away = time(program, idle, owners.len() * LOOKS, async {
        for _ in 0..owners.len() * LOOKS {
            program.asks_in_vain().await?;
        }
        Ok(())
    })
    .await?;
    let mut half = Vec::new();
    let password = time(program, idle, owners.len(), async {
        for owner in &mut *owners {
            match owner.says_the_password().await? {
                Known::WantsCode(asked) => half.push(asked),
                Known::In => anyhow::bail!("two-factor is off"),
            }
        }
        Ok(())
    })
    .await?;
    let factor = time(program, idle, owners.len(), async {
        for (owner, asked) in owners.iter_mut().zip(half) {
            owner.says_the_code(asked).await?;
        }
        Ok(())
    })
    .await?;
    let look = time(program, idle, owners.len() * LOOKS, async {
        for owner in &*owners {
            for _ in 0..LOOKS {
                owner.looks_at_the_cameras().await?;
            }
        }
        Ok(())
    })
    .await?;
    println!(
        "in ms: password {:.2}, code {:.2}, list {:.2}, refusal {:.2}, in vain {:.2}; idle {:.2} a second",
        password * 1e3,
        factor * 1e3,
        look * 1e3,
        refused * 1e3,
        away * 1e3,
        idle * 1e3
    );
    let costs = Costs {
        // One call of the client; which half costs what makes no difference to the whole.
        start: password / 2.0,
        finish: password / 2.0,
        factor,
        look,
        refusal: away,
    };
    Ok((costs, refused))
}

/// Processor time in each second in which nobody asks for anything.
async fn idle(program: &Program) -> Result<f64> {
    let (before, began) = (program.processor_time()?, Instant::now());
    tokio::time::sleep(Duration::from_secs(10)).await;
    Ok((program.processor_time()? - before) / began.elapsed().as_secs_f64())
}

async fn time(
    program: &Program,
    idle: f64,
    times: usize,
    what: impl Future<Output = Result<()>>,
) -> Result<f64> {
    let (before, began) = (program.processor_time()?, Instant::now());
    what.await?;
    let used = program.processor_time()? - before - idle * began.elapsed().as_secs_f64();
    Ok(used / times as f64)
}

fn server_side_hash() -> Result<f64> {
    let (memory, passes, lanes) = SERVER_SIDE;
    let params = Params::new(memory, passes, lanes, None).map_err(|e| anyhow::anyhow!("{e}"))?;
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let began = Instant::now();
    for _ in 0..HASHES {
        let mut out = [0; 32];
        hash.hash_password_into(b"correct horse", b"sixteen of these", &mut out)
            .map_err(|e| anyhow::anyhow!("{e}"))?;
    }
    Ok(began.elapsed().as_secs_f64() / f64::from(HASHES))
}

/// How long the write takes that ends every session, in seconds.
async fn one_write(folder: &std::path::Path) -> Result<f64> {
    let database = DatabaseUrl::sqlite(folder.join("home.sqlite"));
    let service = Service::open(Config::new(database, folder.join("secrets"), "")).await?;
    let reason = [("en".to_owned(), "A copy lay open.".to_owned())];
    let incident = Incident::new(reason, None)?;
    let began = Instant::now();
    service.reset_everybody(&incident).await?;
    let took = began.elapsed().as_secs_f64();
    service.store().close().await;
    Ok(took)
}

/// A code serves once (RFC 6238 §5.2): what comes after one has to wait for the next.
async fn next_time_step() {
    tokio::time::sleep(Duration::from_secs(31)).await;
}

async fn sign_in(owners: &mut [Owner]) -> Result<()> {
    for owner in owners {
        if let Known::WantsCode(asked) = owner.says_the_password().await? {
            owner.says_the_code(asked).await?;
        }
    }
    Ok(())
}

/// How long until the last of [`LISTENERS`] computers knows of a reset, in seconds; and memory of the service for each,
/// in KiB.
async fn listeners(
    program: &Program,
    binary: &std::path::Path,
    folder: &std::path::Path,
    owners: &[Owner],
) -> Result<(f64, f64)> {
    let before = program.memory()?;
    let mut listening = JoinSet::new();
    for number in 0..LISTENERS {
        let grant: Arc<Grant> = owners[number % owners.len()]
            .grant
            .clone()
            .context("signed out")?;
        let provider = client(&program.url)?;
        listening.spawn(async move {
            let events = provider.alerts().context("no events here")?;
            // Quiet polls end after half a minute; whoever is told of the end gets an error.
            let mut acknowledged = Vec::new();
            while let Ok(batch) = events.next(&grant, &acknowledged).await {
                acknowledged = batch.events.into_iter().map(|event| event.id).collect();
            }
            Ok::<_, anyhow::Error>(Instant::now())
        });
        if number % 200 == 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(8)).await;
    let each = (program.memory()? - before) * 1024.0 / LISTENERS as f64;
    reset_everybody(binary, folder).await?;
    let began = Instant::now();
    let mut last = began;
    while let Some(told) = listening.join_next().await {
        last = last.max(told??);
    }
    Ok((last.duration_since(began).as_secs_f64(), each))
}

fn table(
    costs: &Costs,
    refused: f64,
    server_side: f64,
    reset: f64,
    (told, each): (f64, f64),
    returned: &Returned,
    took: f64,
) -> Result<String> {
    let whole = costs.start + costs.finish + costs.factor + costs.look;
    let mut table = String::new();
    writeln!(
        table,
        "| what | how | result | to reach |\n| --- | --- | --- | --- |"
    )?;
    writeln!(
        table,
        "| full return with second factor, writes and the camera list | measured: {SAMPLE} real accounts, real client, processor time of the service program | {:.2} ms, {:.0} per second and core | |",
        whole * 1e3,
        1.0 / whole
    )?;
    writeln!(
        table,
        "| the same with a password hash at the service (argon2id, 19 MiB, t=2) | hash measured, added | {:.1} ms, ratio {:.1} | 20 |",
        (whole + server_side) * 1e3,
        (whole + server_side) / whole
    )?;
    writeln!(
        table,
        "| a token that a reset ended: refused with the signed reason | measured, {} requests | {:.2} ms | the cheapest path |",
        SAMPLE * LOOKS,
        refused * 1e3
    )?;
    writeln!(
        table,
        "| somebody who comes when it is full, and is sent away | measured on {} requests for what is not there, each over a line of its own | {:.2} ms | |",
        SAMPLE * LOOKS,
        costs.refusal * 1e3
    )?;
    writeln!(
        table,
        "| ending the sessions of everybody: one write | measured | {:.1} ms | 10 ms |",
        reset * 1e3
    )?;
    writeln!(
        table,
        "| a reset reaches the last of {LISTENERS} listening computers | measured; each has asked and read the signed reason | {told:.1} s | 5 s for 50,000 |"
    )?;
    writeln!(
        table,
        "| memory of the service for a listening computer | measured; 50,000 worked out | {each:.1} KiB, {:.2} GiB for 50,000 | 0.5 GiB |",
        each * 50_000.0 / 1024.0 / 1024.0
    )?;
    writeln!(
        table,
        "| {EVERYBODY} owners come back within a minute to two cores | simulated in {took:.0} s with the costs above; admission, Retry-After and jitter are the product's code | {} inside: half after {:.0} min, 99 % after {:.0} min, all after {:.0} min; {} sent away, {} times at most; nobody lost | none lost |",
        returned.inside,
        returned.half_inside_after / 60.0,
        returned.almost_all_inside_after / 60.0,
        returned.all_inside_after / 60.0,
        returned.sent_away,
        returned.most_tries_of_one,
    )?;
    Ok(table)
}

fn target() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let target = here.ancestors().nth(2).context("not in a target folder")?;
    Ok(target.to_owned())
}
