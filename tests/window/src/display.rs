//! A virtual screen (Xvfb) that ends with its owner.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// One Xvfb on a display number of its own choice.
pub struct Display {
    process: Child,
    pub name: String,
}

impl Display {
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let mut process = Command::new("Xvfb")
            // Without a reset when its last client goes: a program that is started at that moment would find no display.
            .args(["-noreset", "-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb does not start: is it installed?")?;
        let mut number = String::new();
        let stdout = process.stdout.take().context("Xvfb has no output")?;
        // Xvfb writes its number when it is ready for clients.
        BufReader::new(stdout).read_line(&mut number)?;
        ensure!(!number.trim().is_empty(), "Xvfb ended before it was ready");
        Ok(Self {
            process,
            name: format!(":{}", number.trim()),
        })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
