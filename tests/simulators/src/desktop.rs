//! A private desktop session without a screen: its own D-Bus and its own keychain, in folders of its own.
//! Nothing of it touches the desktop of whoever runs the tests. Ends when dropped.

use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bus::PrivateBus;
use crate::keychain::{self, Running};

pub use crate::keychain::{Keychain, Program};

pub struct PrivateDesktop {
    home: PathBuf,
    bus: PrivateBus,
    program: Program,
    keychain: Option<Running>,
}

impl PrivateDesktop {
    /// `home` will hold everything that programs of this session write outside their own data folder.
    pub fn start(home: &Path, keychain: Keychain) -> io::Result<Self> {
        Self::start_with(home, Program::GnomeKeyring, keychain)
    }

    /// The same, with a keychain kept by `program`.
    pub fn start_with(home: &Path, program: Program, keychain: Keychain) -> io::Result<Self> {
        for folder in ["run", "data/keyrings", "config", "cache", "state"] {
            std::fs::create_dir_all(home.join(folder))?;
        }
        std::fs::set_permissions(home.join("run"), std::fs::Permissions::from_mode(0o700))?;
        let bus = PrivateBus::start(home)?;
        let mut desktop = Self {
            home: home.to_owned(),
            bus,
            program,
            keychain: None,
        };
        desktop.start_keychain(keychain)?;
        Ok(desktop)
    }

    /// Starts a keychain where there was none, or replaces the one that runs.
    pub fn start_keychain(&mut self, keychain: Keychain) -> io::Result<()> {
        self.stop_keychain();
        let command = |program: &str| self.command(program);
        self.keychain = keychain::start(self.program, keychain, &self.home, &command)?;
        Ok(())
    }

    pub fn stop_keychain(&mut self) {
        if let Some(running) = self.keychain.take() {
            keychain::stop(self.program, running, &|program| self.command(program));
        }
    }

    /// A program in this session.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment());
        command
    }

    /// The variables that make a program part of this session.
    pub fn environment(&self) -> Vec<(String, String)> {
        let mut variables = folders(&self.home);
        // What the program asks of the system goes nowhere else either.
        for bus in ["DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"] {
            variables.push((bus.into(), self.bus.address().to_owned()));
        }
        variables
    }

    pub fn bus_address(&self) -> &str {
        self.bus.address()
    }

    pub fn home(&self) -> &Path {
        &self.home
    }
}

impl Drop for PrivateDesktop {
    fn drop(&mut self) {
        self.stop_keychain();
    }
}

fn folders(home: &Path) -> Vec<(String, String)> {
    let below = |folder: &str| home.join(folder).display().to_string();
    vec![
        ("HOME".into(), home.display().to_string()),
        ("XDG_RUNTIME_DIR".into(), below("run")),
        ("XDG_DATA_HOME".into(), below("data")),
        ("XDG_CONFIG_HOME".into(), below("config")),
        ("XDG_CACHE_HOME".into(), below("cache")),
        ("XDG_STATE_HOME".into(), below("state")),
    ]
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::Stdio;

    use super::*;

    fn keeps_a_secret(desktop: &PrivateDesktop) -> bool {
        let stored = desktop
            .command("secret-tool")
            .args(["store", "--label=test", "place", "porch"])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .and_then(|mut child| {
                child
                    .stdin
                    .take()
                    .ok_or(io::ErrorKind::BrokenPipe)?
                    .write_all(b"lamp")?;
                child.wait()
            });
        stored.is_ok_and(|status| status.success()) && {
            let found = desktop
                .command("secret-tool")
                .args(["lookup", "place", "porch"])
                .output();
            found.is_ok_and(|output| output.stdout == b"lamp")
        }
    }

    #[test]
    fn a_keychain_can_be_absent_and_come_later() {
        let home = std::env::temp_dir().join(format!("porchlight-desktop-{}", std::process::id()));
        let mut desktop = PrivateDesktop::start(&home, Keychain::Absent).expect("a session bus");
        assert!(!keeps_a_secret(&desktop));
        desktop
            .start_keychain(Keychain::Unlocked)
            .expect("a keychain");
        assert!(keeps_a_secret(&desktop));
        desktop
            .start_keychain(Keychain::Locked)
            .expect("a locked keychain");
        let locked = desktop
            .command("gdbus")
            .args([
                "call",
                "--session",
                "--dest",
                "org.freedesktop.secrets",
                "--object-path",
            ])
            .args(["/org/freedesktop/secrets/collection/login", "--method"])
            .args([
                "org.freedesktop.DBus.Properties.Get",
                "org.freedesktop.Secret.Collection",
                "Locked",
            ])
            .output()
            .expect("an answer");
        assert!(
            String::from_utf8_lossy(&locked.stdout).contains("true"),
            "{locked:?}"
        );
        drop(desktop);
        std::fs::remove_dir_all(home).expect("nothing holds the folder");
    }
}
