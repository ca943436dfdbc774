//! The program, as a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{DrillFailed, During};

/// The program and the folder in which the drill takes place.
#[derive(Debug)]
pub(super) struct Program {
    file: PathBuf,
    pub(super) dir: PathBuf,
}

/// Killed when it is dropped.
#[derive(Debug)]
pub(super) struct Serving {
    child: Child,
    pub(super) url: String,
}

impl Program {
    pub(super) fn new(file: PathBuf, dir: &Path) -> Result<Self, DrillFailed> {
        let dir = dir.canonicalize().during("finding the folder")?;
        Ok(Self { file, dir })
    }

    /// The database of a service, in a folder of its own.
    pub(super) fn database(&self, service: &str) -> PathBuf {
        self.dir.join(service).join("home.sqlite")
    }

    /// Serves with the keys in `<service>-keys`; everything that it says goes to a log, at the highest level.
    pub(super) async fn serve(&self, service: &str, log: &str) -> Result<Serving, DrillFailed> {
        let log =
            File::create(self.dir.join(format!("{service}-{log}.log"))).during("making a log")?;
        let mut command = self.command(service, &["serve", "--listen", "127.0.0.1:0"])?;
        command.stdout(Stdio::piped()).stderr(log);
        let serving = tokio::task::spawn_blocking(move || Serving::started(command)).await;
        serving.during("starting the service")?
    }

    /// A command of the program; what it says.
    pub(super) async fn run(&self, service: &str, arguments: &[&str]) -> Result<(), DrillFailed> {
        let step = arguments.first().copied().unwrap_or_default().to_owned();
        let mut command = self.command(service, arguments)?;
        let output = tokio::task::spawn_blocking(move || command.output())
            .await
            .during(&step)?
            .during(&step)?;
        std::fs::write(
            self.dir.join(format!("{service}-{step}.out")),
            &output.stdout,
        )
        .during(&step)?;
        std::fs::write(
            self.dir.join(format!("{service}-{step}.err")),
            &output.stderr,
        )
        .during(&step)?;
        if output.status.success() {
            Ok(())
        } else {
            Err(DrillFailed::new(
                step,
                String::from_utf8_lossy(&output.stderr),
            ))
        }
    }

    /// In a folder of its own, where a core would be written, which nothing outside keeps it from. None of our own keys are in
    /// its environment.
    fn command(&self, service: &str, arguments: &[&str]) -> Result<Command, DrillFailed> {
        let folder = self.dir.join(service);
        std::fs::create_dir_all(&folder).during("making a folder")?;
        let mut command = with_cores(&self.file);
        command
            .args(arguments)
            .arg(format!(
                "--database=sqlite:{}",
                self.database(service).display()
            ))
            .arg(format!(
                "--secrets={}",
                self.dir.join(format!("{service}-keys")).display()
            ))
            .current_dir(folder)
            .env_clear()
            .env("PORCHLIGHT_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .stdin(Stdio::null());
        Ok(command)
    }
}

#[cfg(unix)]
fn with_cores(file: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    // As far as the limits allow it; then it is for the service itself to write none.
    let script = "ulimit -c unlimited 2>/dev/null; exec \"$0\" \"$@\"";
    command.args(["-c", script]).arg(file);
    command
}

#[cfg(not(unix))]
fn with_cores(file: &Path) -> Command {
    Command::new(file)
}

impl Serving {
    fn started(mut command: Command) -> Result<Self, DrillFailed> {
        let step = "starting the service";
        let mut child = command.spawn().during(step)?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.as_mut() {
            BufReader::new(stdout).read_line(&mut line).during(step)?;
        }
        let ready: Option<serde_json::Value> = serde_json::from_str(&line).ok();
        let url = ready.and_then(|ready| Some(ready.get("url")?.as_str()?.to_owned()));
        match url {
            Some(url) => Ok(Self {
                child,
                url: url.trim_end_matches('/').into(),
            }),
            None => {
                child.wait().during(step)?;
                Err(DrillFailed::new(step, "it ended, see its log"))
            }
        }
    }

    /// As a fault in the program would end it: with a core, if there is one to be had.
    pub(super) async fn abort(self) -> Result<(), DrillFailed> {
        self.would_leave_no_core()?;
        self.ended_by("ABRT").await
    }

    /// As those who run it end it.
    pub(super) async fn stop(self) -> Result<(), DrillFailed> {
        self.ended_by("TERM").await
    }

    /// Wherever this computer would put one.
    #[cfg(target_os = "linux")]
    fn would_leave_no_core(&self) -> Result<(), DrillFailed> {
        let step = "seeing whether a crash would leave a core";
        let limits = format!("/proc/{}/limits", self.child.id());
        let limits = std::fs::read_to_string(limits).during(step)?;
        let line = limits
            .lines()
            .find_map(|line| line.strip_prefix("Max core file size"));
        match line.and_then(|line| line.split_whitespace().next()) {
            Some("0" | "1") => Ok(()),
            other => Err(DrillFailed::new(step, format!("the limit is {other:?}"))),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn would_leave_no_core(&self) -> Result<(), DrillFailed> {
        Ok(())
    }

    #[cfg(unix)]
    async fn ended_by(mut self, signal: &'static str) -> Result<(), DrillFailed> {
        let ended = tokio::task::spawn_blocking(move || {
            let told = Command::new("kill")
                .arg(format!("-{signal}"))
                .arg(self.child.id().to_string())
                .status()?;
            self.child.wait()?;
            std::io::Result::Ok(told.success())
        });
        match ended.await.during("ending the service")? {
            Ok(true) => Ok(()),
            Ok(false) => Err(DrillFailed::new(
                "ending the service",
                "it was gone already",
            )),
            Err(cause) => Err(DrillFailed::new("ending the service", cause.to_string())),
        }
    }

    #[cfg(not(unix))]
    async fn ended_by(mut self, _: &'static str) -> Result<(), DrillFailed> {
        self.child.kill().during("ending the service")?;
        self.child.wait().during("ending the service").map(drop)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
