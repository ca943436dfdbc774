//! The owner's telephone: what an authenticator app shows for a secret, computed by oathtool(1), which has nothing to do
//! with our service.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};

/// Seconds that a code is shown for (RFC 6238 §4.1).
const STEP: u64 = 30;

/// Shows each code once, as the service accepts each once. Where two are wanted within 30 seconds, the second is the one
/// of the next step, which the service accepts a step early: so nobody has to wait, whenever a test begins.
pub struct Authenticator {
    /// Base32 (RFC 4648 §6).
    key: String,
    last_step: u64,
}

impl Authenticator {
    /// From what the square on the screen says.
    pub fn scans(address: &str) -> Result<Self> {
        let (_, query) = address
            .strip_prefix("otpauth://totp/")
            .and_then(|rest| rest.split_once('?'))
            .context("not an address for an authenticator")?;
        let key = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("secret="))
            .context("there is no secret in it")?;
        Ok(Self::has(key))
    }

    /// Typed by hand.
    pub fn has(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            last_step: 0,
        }
    }

    /// The code to type now.
    pub fn shows(&mut self) -> Result<String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / STEP;
        let step = now.max(self.last_step + 1);
        ensure!(step <= now + 1, "a third code within a step: none is right");
        self.last_step = step;
        self.code_of(step)
    }

    fn code_of(&self, step: u64) -> Result<String> {
        let now = format!("--now=@{}", step * STEP);
        let mut tool = Command::new("oathtool")
            // The key comes in where no list of processes shows it.
            .args(["--totp", "--base32", &now, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("oathtool does not start: is it installed?")?;
        let mut stdin = tool.stdin.take().context("oathtool takes no key")?;
        stdin.write_all(self.key.as_bytes())?;
        drop(stdin);
        let output = tool.wait_with_output()?;
        ensure!(output.status.success(), "oathtool: {}", output.status);
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}
