//! A private desktop and a data folder for one test: screen, session bus, keychain. Nothing outside is touched.

use std::path::{Path, PathBuf};

use anyhow::Result;
use porchlight_simulators::desktop::{Keychain, PrivateDesktop};
use tempfile::TempDir;

use crate::display::Display;
use crate::program::Program;

/// Dropped in this order: screen, session, folders.
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
        Ok(Self {
            display,
            desktop,
            folder,
            variables: Vec::new(),
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

    /// Everything that anything in this home wrote.
    pub fn everything(&self) -> &Path {
        self.folder.path()
    }

    /// Opens the program on this home's data, in the demo home.
    pub async fn open(&self) -> Result<Program> {
        self.open_with(&["--demo"]).await
    }

    pub async fn open_with(&self, args: &[&str]) -> Result<Program> {
        Program::start(|program| self.command(program), &self.args(args)).await
    }

    pub fn args(&self, more: &[&str]) -> Vec<String> {
        let mut args = vec!["--data-dir".to_owned(), self.data().display().to_string()];
        args.extend(more.iter().map(|&arg| arg.to_owned()));
        args
    }

    /// A program on this home's screen and session.
    pub fn command(&self, program: &str) -> std::process::Command {
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
