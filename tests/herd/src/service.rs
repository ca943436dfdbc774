//! The real service program, and what it costs: processor time and memory of its process.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// `porchlight-service serve` on a free port, on files of its own. Ends when dropped.
pub struct Program {
    process: Child,
    pub url: String,
}

impl Program {
    pub async fn start(binary: &Path, folder: &Path) -> Result<Self> {
        let mut process = command(binary, "serve", folder)
            .args(["--listen", "127.0.0.1:0"])
            // Who measures is its proxy, too, and names the places that requests come from.
            .args(["--trusted-proxy", "127.0.0.1"])
            // All of its owners live here.
            .args(["--max-registrations-per-hour", "100000"])
            .env("PORCHLIGHT_LOG", "warn")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} does not start", binary.display()))?;
        let stdout = process.stdout.take().context("it has no output")?;
        let line = BufReader::new(stdout).lines().next_line().await?;
        let said: serde_json::Value = serde_json::from_str(&line.context("it said nothing")?)?;
        let url = said["url"].as_str().context("it said no address")?.into();
        Ok(Self { process, url })
    }

    /// Asks over a line of its own for what is not there: answered without a look at keys or records, as whoever comes when the
    /// service is full.
    pub async fn asks_in_vain(&self) -> Result<()> {
        let address = self.url.trim_start_matches("http://").trim_end_matches('/');
        let mut line = TcpStream::connect(address).await?;
        let request =
            format!("GET /nothing HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        line.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        line.read_to_string(&mut answer).await?;
        ensure!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
        Ok(())
    }

    /// Time on a processor of all its threads, in seconds.
    pub fn processor_time(&self) -> Result<f64> {
        let pid = self.process.id().context("it has ended")?;
        let mut nanoseconds = 0.0;
        for thread in std::fs::read_dir(format!("/proc/{pid}/task"))? {
            let said = std::fs::read_to_string(thread?.path().join("schedstat"))?;
            let on_processor = said.split_whitespace().next().context("no schedstat")?;
            nanoseconds += on_processor.parse::<f64>()?;
        }
        Ok(nanoseconds / 1e9)
    }

    /// Resident memory, in MiB.
    pub fn memory(&self) -> Result<f64> {
        let pid = self.process.id().context("it has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let kib = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .context("no VmRSS")?;
        Ok(kib.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }
}

/// `reset-sessions`, in a process of its own, as the people who run a service would.
pub async fn reset_everybody(binary: &Path, folder: &Path) -> Result<()> {
    let done = command(binary, "reset-sessions", folder)
        .args(["--reason", "A copy of the database lay open."])
        .stdout(Stdio::null())
        .status()
        .await?;
    ensure!(done.success(), "reset-sessions: {done}");
    Ok(())
}

/// `register-client`, of one that keeps no secret.
pub async fn register_client(binary: &Path, folder: &Path, id: &str, back: &str) -> Result<()> {
    let done = command(binary, "register-client", folder)
        .args([
            "--id",
            id,
            "--name",
            "Alexa",
            "--redirect-uri",
            back,
            "--public",
        ])
        .stdout(Stdio::null())
        .status()
        .await?;
    ensure!(done.success(), "register-client: {done}");
    Ok(())
}

fn command(binary: &Path, what: &str, folder: &Path) -> Command {
    let mut command = Command::new(binary);
    command
        .arg(what)
        .arg("--database")
        .arg(format!("sqlite:{}", folder.join("home.sqlite").display()))
        .arg("--secrets")
        .arg(folder.join("secrets"));
    command
}
