//! The program under a WebDriver: start, kill, start again.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::listening;
use crate::page::Page;

/// A started program with its window. Dropping it ends both.
pub struct Program {
    driver: Child,
    pub page: Page,
    _overseer: Overseer,
}

/// How long a window may take to come. A safety net, not a measure.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest that one window is open in a test. A safety net: a web engine that hangs answers no WebDriver command, ever.
const LONGEST: Duration = Duration::from_secs(600);

/// Ends a driver and its window that are still there after [`LONGEST`], so that whoever waits for its answer is told. Dismissed when dropped.
struct Overseer(#[expect(dead_code, reason = "dropping it is the message")] Sender<()>);

impl Overseer {
    fn of(driver: u32) -> Self {
        let (dismiss, dismissed) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            if dismissed.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout) {
                let windows = children(driver).unwrap_or_default();
                for pid in windows.into_iter().chain([driver]) {
                    let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
                }
            }
        });
        Self(dismiss)
    }
}

impl Program {
    /// Starts `binary` in the environment of its WebDriver.
    pub async fn start(
        mut driver: Command,
        binary: &std::path::Path,
        args: &[String],
    ) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = driver
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .spawn()
            .context("WebKitWebDriver does not start: is webkit2gtk-driver installed?")?;
        let mut started = Started(Some(driver));
        wait_for_port(port).await?;
        let capabilities =
            json!({ "webkitgtk:browserOptions": { "binary": binary, "args": args } });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().cloned().unwrap_or_default());
        let address = format!("http://127.0.0.1:{port}");
        // The driver itself waits for ever for a window that does not come.
        let client = tokio::time::timeout(PATIENCE, builder.connect(&address))
            .await
            .with_context(|| {
                let there = what_runs_below(started.0.as_ref().map_or(0, Child::id));
                format!(
                    "{} opened no window in time; running: {there}",
                    binary.display()
                )
            })?
            .with_context(|| format!("{} opened no window", binary.display()))?;
        let driver = started.0.take().context("the driver is gone")?;
        let overseer = Overseer::of(driver.id());
        Ok(Self {
            driver,
            page: Page::new(client),
            _overseer: overseer,
        })
    }

    /// The process of the program itself.
    pub fn pid(&self) -> Result<u32> {
        children(self.driver.id())?
            .into_iter()
            .find(|pid| {
                comm(*pid).is_some_and(|name| {
                    name.starts_with("porchlight") || name.starts_with("empty_window")
                })
            })
            .context("the program is not running")
    }

    /// The program and everything that it started (the web engine's processes).
    pub fn all_pids(&self) -> Result<Vec<u32>> {
        let mut pids = vec![self.pid()?];
        let mut next = 0;
        while next < pids.len() {
            pids.extend(children(pids[next])?);
            next += 1;
        }
        Ok(pids)
    }

    /// The TCP ports at which the program itself waits for connections; the driver has its web engine wait at one more.
    pub fn listens_on(&self) -> Result<Vec<u16>> {
        let pid = self.pid()?;
        let environment = std::fs::read(format!("/proc/{pid}/environ"))?;
        let for_driver = environment
            .split(|byte| *byte == 0)
            .find_map(|variable| variable.strip_prefix(b"WEBKIT_INSPECTOR_SERVER="))
            .and_then(|address| str::from_utf8(address).ok()?.rsplit_once(':'))
            .context("the driver named no port")?;
        let for_driver: u16 = for_driver.1.parse()?;
        let mut ports = listening::ports(pid)?;
        ports.retain(|port| *port != for_driver);
        Ok(ports)
    }

    /// Waits until it waits for connections no longer.
    pub async fn stops_listening(&self) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            let ports = self.listens_on()?;
            if ports.is_empty() {
                return Ok(());
            }
            ensure!(Instant::now() < end, "still listens on {ports:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// When the process started, as milliseconds since 1970; to 10 ms, the grain of the kernel's clock ticks.
    pub fn started_at(&self) -> Result<f64> {
        let ticks: f64 = after_comm(self.pid()?)
            .and_then(|stat| stat.split_whitespace().nth(19)?.parse().ok())
            .context("no start time")?;
        let uptime: f64 = std::fs::read_to_string("/proc/uptime")?
            .split_whitespace()
            .next()
            .context("no uptime")?
            .parse()?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
        const TICKS_PER_SECOND: f64 = 100.0;
        Ok((now - uptime + ticks / TICKS_PER_SECOND) * 1000.0)
    }

    /// Memory of the program and the web engine, shared pages counted by share, in MiB.
    pub fn proportional_set_size(&self) -> Result<f64> {
        let mut kib = 0.0;
        for pid in self.all_pids()? {
            let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
            let pss = rollup
                .lines()
                .find_map(|line| line.strip_prefix("Pss:"))
                .context("no Pss")?;
            kib += pss.trim().trim_end_matches("kB").trim().parse::<f64>()?;
        }
        Ok(kib / 1024.0)
    }

    /// kill -9: no goodbye, no flushing.
    pub fn kill(self) -> Result<()> {
        self.signal("KILL")
    }

    /// Ends it with a signal (`ABRT`, `TERM`), and waits until it is gone.
    pub fn signal(self, name: &str) -> Result<()> {
        let pid = self.pid()?;
        let sent = Command::new("kill")
            .args(["-s", name, &pid.to_string()])
            .status()?;
        ensure!(sent.success(), "SIG{name} was not sent");
        wait_until_gone(pid)
        // Dropping self ends the driver, which has nothing left to drive.
    }

    /// Closes the session, and the window with it, and waits for the program's end.
    pub async fn close(self) -> Result<()> {
        let pid = self.pid()?;
        self.page.client().clone().close().await?;
        wait_until_gone(pid)
    }

    /// Waits until the process `pid` of it has ended by itself.
    pub fn ended(self, pid: u32) -> Result<()> {
        wait_until_gone(pid)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let pid = self.pid().ok();
        if let Some(pid) = pid {
            let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A driver that has no window yet; ended if it never gets one.
struct Started(Option<Child>);

impl Drop for Started {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// What a process that `pid` started, or one of those started, has in its environment; `None` while there is none of that name.
pub fn environment_below(pid: u32, name: &str) -> Result<Option<Vec<String>>> {
    let mut below = children(pid)?;
    let mut next = 0;
    while next < below.len() {
        below.extend(children(below[next])?);
        next += 1;
    }
    let named = below
        .into_iter()
        .find(|pid| comm(*pid).is_some_and(|comm| name.starts_with(&comm)));
    let Some(pid) = named else { return Ok(None) };
    let environment = std::fs::read(format!("/proc/{pid}/environ"))?;
    let variables = environment.split(|byte| *byte == 0);
    Ok(Some(
        variables
            .map(|variable| String::from_utf8_lossy(variable).into_owned())
            .collect(),
    ))
}

/// A program of this workspace, built beside the one that is running now.
pub fn binary(name: &str) -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let profile = here
        .ancestors()
        .find(|folder| folder.join("build").is_dir() && folder.join("deps").is_dir())
        .context("not started from a target folder")?;
    let path = profile.join(name);
    ensure!(
        path.is_file(),
        "{name} is not built: run `cargo build --workspace --bins`"
    );
    Ok(path)
}

async fn wait_for_port(port: u16) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        ensure!(Instant::now() < end, "WebKitWebDriver does not listen");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

fn wait_until_gone(pid: u32) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(20);
    while is_there(pid) {
        ensure!(Instant::now() < end, "the program does not end");
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// For people who look into a failure: names and states of the processes that `pid` started.
fn what_runs_below(pid: u32) -> String {
    let below = children(pid).unwrap_or_default();
    let said = below
        .iter()
        .flat_map(|pid| [*pid].into_iter().chain(children(*pid).unwrap_or_default()));
    said.filter_map(|pid| Some(format!("{} {}", comm(pid)?, state(pid)?)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Also when its first thread is dead and others are still dying: until the last one is gone it holds what it had open, such
/// as its name on the bus.
fn is_there(pid: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    threads > 1 || state(pid).is_some_and(|state| state != 'Z')
}

fn children(pid: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").context("no /proc: these tests run on Linux")? {
        let Some(candidate) = entry?
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        if parent(candidate) == Some(pid) {
            found.push(candidate);
        }
    }
    Ok(found)
}

fn parent(pid: u32) -> Option<u32> {
    after_comm(pid)?.split_whitespace().nth(1)?.parse().ok()
}

fn state(pid: u32) -> Option<char> {
    after_comm(pid)?.split_whitespace().next()?.chars().next()
}

fn after_comm(pid: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    Some(stat.rsplit_once(')')?.1.to_owned())
}

fn comm(pid: u32) -> Option<String> {
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    Some(name.trim().to_owned())
}
