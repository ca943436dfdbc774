//! A private desktop and a data folder for one test: screen, session bus, keychain. Nothing outside is touched.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use porchlight_contract::{Contract, log};
use porchlight_simulators::desktop::{Keychain, PrivateDesktop};
use tempfile::TempDir;

use crate::display::Display;
use crate::program::{Program, binary};

const DRIVER: &str = "WebKitWebDriver";

/// What programs write about themselves: as ever, and each answer of the demo's service.
const LOGGED: &str = "warn,porchlight=info,porchlight_core=info,porchlight_providers=info,porchlight_service=info,porchlight_vault=info";

/// Dropped in this order: screen, session, folders. That fails a test in which the demo's service gave an answer that openapi.json does
/// not describe: as far as the program's log tells, which is the status.
pub struct Home {
    pub display: Display,
    pub desktop: PrivateDesktop,
    folder: TempDir,
    variables: Vec<(String, String)>,
}

impl Home {
    pub fn new(keychain: Keychain) -> Result<Self> {
        Self::with_screen(keychain, 1100, 720)
    }

    /// A screen of another size than the window's own 1100 × 720.
    pub fn with_screen(keychain: Keychain, width: u32, height: u32) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("porchlight-").tempdir()?;
        let desktop = PrivateDesktop::start(&folder.path().join("desktop"), keychain)?;
        let display = Display::start(width, height)?;
        let shaders = binary("porchlight")?.with_file_name("shaders");
        Ok(Self {
            display,
            desktop,
            folder,
            variables: vec![
                ("PORCHLIGHT_LOG".into(), LOGGED.into()),
                // As on the first start, also after a program was killed: screenshots of the driver hang otherwise.
                ("WEBKIT_DISABLE_DMABUF_RENDERER".into(), "0".into()),
                // Nothing outside is asked; a test may bring a list of its own.
                ("PORCHLIGHT_BREACH_LIST".into(), "off".into()),
                // Where graphics are played by the processor: what one window has compiled for it, the next need not.
                (
                    "MESA_SHADER_CACHE_DIR".into(),
                    shaders.display().to_string(),
                ),
            ],
        })
    }

    /// Sets a variable for programs that are started from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.into(), value.into()));
    }

    /// Where `--data-dir` points to.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("porchlight")
    }

    /// How many entries the desktop's keychain holds for this home's data.
    pub fn keychain_entries(&self) -> Result<usize> {
        let found = self
            .command("secret-tool")
            .args(["search", "--all", "service", &self.keychain_service()?])
            .output()?;
        let found = String::from_utf8_lossy(&found.stdout);
        Ok(found.matches("label = Porchlight").count())
    }

    /// What one of them holds, as text.
    pub fn keychain_entry(&self, user: &str) -> Result<String> {
        let found = self
            .command("secret-tool")
            .args(["lookup", "service", &self.keychain_service()?])
            .args(["username", user])
            .output()?;
        Ok(String::from_utf8(found.stdout)?.trim().to_owned())
    }

    /// It carries the data folder's random name, which is no secret.
    fn keychain_service(&self) -> Result<String> {
        let header = std::fs::read_to_string(self.data().join("data/vault/protection.json"))?;
        let header: serde_json::Value = serde_json::from_str(&header)?;
        let folder = header["home"]
            .as_str()
            .context("the data folder has a name")?;
        Ok(format!("eu.porchlight.dev.{folder}"))
    }

    /// Everything that anything in this home wrote.
    pub fn everything(&self) -> &Path {
        self.folder.path()
    }

    /// Opens the program on this home's data, in the demo home.
    pub async fn open(&self) -> Result<Program> {
        self.open_with(&["--demo"]).await
    }

    pub async fn open_with(&self, args: &[&str]) -> Result<Program> {
        self.open_binary(&binary("porchlight")?, &self.args(args))
            .await
    }

    /// The same, started by a program that runs its last argument, as prlimit(1) does.
    pub async fn open_through(&self, mut starter: Command) -> Result<Program> {
        starter.arg(DRIVER);
        self.drive(starter, &binary("porchlight")?, &self.args(&["--demo"]))
            .await
    }

    pub async fn open_binary(&self, binary: &Path, args: &[String]) -> Result<Program> {
        self.drive(self.command(DRIVER), binary, args).await
    }

    /// What it prints goes to a file of this home.
    async fn drive(&self, mut driver: Command, binary: &Path, args: &[String]) -> Result<Program> {
        let output = self.everything().join("output.log");
        let file = File::options().create(true).append(true).open(&output)?;
        driver.stdout(file.try_clone()?).stderr(file);
        let started = Program::start(driver, binary, args).await;
        started.with_context(|| std::fs::read_to_string(output).unwrap_or_default())
    }

    /// Fails with them, if there are any.
    fn undescribed_answers(&self) -> Result<()> {
        let Ok(files) = std::fs::read_dir(self.data().join("state/logs")) else {
            // No program was started.
            return Ok(());
        };
        let contract = Contract::read(porchlight_service::description())?;
        for file in files {
            let said = std::fs::read_to_string(file?.path())?;
            for answer in log::answers(&said) {
                contract.check_logged(answer)?;
            }
        }
        Ok(())
    }

    pub fn args(&self, more: &[&str]) -> Vec<String> {
        let mut args = vec!["--data-dir".to_owned(), self.data().display().to_string()];
        args.extend(more.iter().map(|&arg| arg.to_owned()));
        args
    }

    /// A program on this home's screen and session.
    pub fn command(&self, program: &str) -> Command {
        let mut command = self.desktop.command(program);
        command
            .env("DISPLAY", &self.display.name)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "C.UTF-8")
            .env_remove("LANGUAGE")
            .env_remove("WAYLAND_DISPLAY")
            .envs(self.variables.iter().cloned());
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let broken = self.undescribed_answers();
            assert!(broken.is_ok(), "{broken:?}");
        }
    }
}
