//! Programs that keep a desktop's keychain (the Secret Service of freedesktop.org), each without a screen and unlocked without a person.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What keeps the keychain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Program {
    #[default]
    GnomeKeyring,
    KeePassXc,
    KWallet,
}

/// What the session's keychain is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keychain {
    /// No Secret Service, and none that the bus could start.
    Absent,
    /// GNOME Keyring only: running, and nothing was ever set up in it.
    Empty,
    /// Not KWallet: running, with its collection locked. Nobody is there to answer its prompt.
    Locked,
    Unlocked,
}

/// How long a keychain may take to start. A safety net, not a measure.
const PATIENCE: Duration = Duration::from_secs(30);

const KWALLET: &str = "org.kde.kwalletd5";
const KWALLET_PATH: &str = "/modules/kwalletd5";

const PASSWORD: &str = "private desktop";

/// A keychain that runs. Ends when dropped.
pub(crate) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `command` makes a command of the session whose home is `home`. Returns as soon as the keychain can be asked.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`]: the version that is installed is too old, or cannot be in that state without a person.
pub(crate) fn start(
    program: Program,
    keychain: Keychain,
    home: &Path,
    command: &dyn Fn(&str) -> Command,
) -> io::Result<Option<Running>> {
    if !is_recent_enough(program, command)? {
        return Err(io::ErrorKind::Unsupported.into());
    }
    match (program, keychain) {
        (_, Keychain::Absent) => Ok(None),
        (Program::GnomeKeyring, keychain) => gnome_keyring(keychain, home, command).map(Some),
        (Program::KeePassXc, Keychain::Locked | Keychain::Unlocked) => {
            keepassxc(keychain, home, command).map(Some)
        }
        (Program::KWallet, Keychain::Unlocked) => kwallet(home, command).map(Some),
        (Program::KeePassXc, Keychain::Empty)
        | (Program::KWallet, Keychain::Empty | Keychain::Locked) => {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

/// KWallet keeps a Secret Service since 5.97, and KeePassXC as later ones do since 2.7.
fn is_recent_enough(program: Program, command: &dyn Fn(&str) -> Command) -> io::Result<bool> {
    let (program, oldest) = match program {
        Program::GnomeKeyring => return Ok(true),
        Program::KeePassXc => ("keepassxc-cli", [2, 7]),
        Program::KWallet => ("kwalletd5", [5, 97]),
    };
    let said = without_a_screen(command(program))
        .arg("--version")
        .output()?;
    let said = String::from_utf8_lossy(&said.stdout);
    let version = said.split_whitespace().last().unwrap_or_default();
    let version = version.split('.').map(|number| number.parse().unwrap_or(0));
    Ok(version.take(2).ge(oldest))
}

/// As at the end of a session: KeePassXC and KWallet keep what was written last in memory for some seconds.
pub(crate) fn stop(program: Program, mut running: Running, command: &dyn Fn(&str) -> Command) {
    let asked = match program {
        Program::GnomeKeyring => return,
        Program::KeePassXc => ask_to_end(&mut running, command),
        Program::KWallet => {
            let mut close = command("gdbus");
            close.args(["call", "--session", "--dest", KWALLET]);
            close.args(["--object-path", KWALLET_PATH]);
            close.args(["--method", "org.kde.KWallet.closeAllWallets"]);
            succeeds(close, "")
        }
    };
    // Whoever reads next finds out what was not kept.
    let _ = asked;
}

/// KeePassXC does not hear of it while it saves, so it is asked until it does.
fn ask_to_end(running: &mut Running, command: &dyn Fn(&str) -> Command) -> io::Result<()> {
    const BETWEEN: Duration = Duration::from_millis(100);
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let mut end = command("kill");
        end.arg(running.0.id().to_string());
        succeeds(end, "")?;
        std::thread::park_timeout(BETWEEN);
        if running.0.try_wait()?.is_some() {
            return Ok(());
        }
    }
    Err(io::ErrorKind::TimedOut.into())
}

fn gnome_keyring(
    keychain: Keychain,
    home: &Path,
    command: &dyn Fn(&str) -> Command,
) -> io::Result<Running> {
    // A collection that nobody ever unlocked does not exist yet: make it, then come back locked.
    if keychain == Keychain::Locked && !home.join("data/keyrings/login.keyring").exists() {
        drop(gnome_keyring(Keychain::Unlocked, home, command)?);
    }
    let mut daemon = command("gnome-keyring-daemon");
    daemon.args(["--foreground", "--components=secrets"]);
    let typed = if keychain == Keychain::Unlocked {
        daemon.arg("--unlock");
        PASSWORD
    } else {
        ""
    };
    let running = run(daemon, typed)?;
    wait_for("org.freedesktop.secrets", command)?;
    Ok(running)
}

/// As after a login, where PAM hands over what unlocks the wallet (`kwallet-pam`).
fn kwallet(home: &Path, command: &dyn Fn(&str) -> Command) -> io::Result<Running> {
    const SETTINGS: &str = "[Wallet]\nFirst Use=false\nUse One Wallet=true\nDefault Wallet=kdewallet\n\
        Close When Idle=false\nPrompt on Open=false\n";
    // A new wallet is told to programs when KWallet starts for the next time.
    if !home.join("data/kwalletd/kdewallet.kwl").exists() {
        std::fs::write(home.join("config/kwalletrc"), SETTINGS)?;
        drop(unlocked_kwallet(command)?);
    }
    unlocked_kwallet(command)
}

fn unlocked_kwallet(command: &dyn Fn(&str) -> Command) -> io::Result<Running> {
    const HASH_LENGTH: usize = 56;
    let running = run(without_a_screen(command("kwalletd5")), "")?;
    wait_for("org.freedesktop.secrets", command)?;
    wait_for(KWALLET, command)?;
    // Any hash does, as long as it is always the same.
    let hash = format!("{:?}", [0x5a_u8; HASH_LENGTH]);
    let mut unlock = command("gdbus");
    unlock.args(["call", "--session", "--dest", KWALLET]);
    unlock.args(["--object-path", KWALLET_PATH]);
    unlock.args([
        "--method",
        "org.kde.KWallet.pamOpen",
        "kdewallet",
        &hash,
        "0",
    ]);
    succeeds(unlock, "")?;
    Ok(running)
}

/// A database whose root group is what other programs see. Nobody is asked whether they may.
fn keepassxc(
    keychain: Keychain,
    home: &Path,
    command: &dyn Fn(&str) -> Command,
) -> io::Result<Running> {
    // It saves when it ends, and not after every change: what comes while it saves counts as saved (2.7.4, `Database::saveAs`), and would
    // be lost unless something else came later.
    const SETTINGS: &str = "[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\nAutoSaveAfterEveryChange=false\n\
        [GUI]\nCheckForUpdates=false\n\
        [FdoSecrets]\nEnabled=true\nShowNotification=false\nConfirmAccessItem=false\nConfirmDeleteItem=false\n";
    let database = home.join("data/keychain.kdbx");
    if !database.exists() {
        let settings = home.join("config/keepassxc");
        std::fs::create_dir_all(&settings)?;
        std::fs::write(settings.join("keepassxc.ini"), SETTINGS)?;
        let plain = home.join("data/keychain.xml");
        std::fs::write(&plain, EMPTY_DATABASE)?;
        let mut import = command("keepassxc-cli");
        import.args(["import", "--quiet", "--set-password"]);
        import.arg(&plain).arg(&database);
        succeeds(import, &format!("{PASSWORD}\n{PASSWORD}\n"))?;
    }
    let mut program = without_a_screen(command("keepassxc"));
    // Where it keeps the socket by which a second start finds the first.
    program.env("TMPDIR", home.join("run"));
    program.arg(&database);
    if keychain == Keychain::Locked {
        let running = run(program, "")?;
        wait_for("org.freedesktop.secrets", command)?;
        return Ok(running);
    }
    program.arg("--pw-stdin");
    let running = run(program, &format!("{PASSWORD}\n"))?;
    wait_for("org.freedesktop.secrets", command)?;
    wait_until_unlocked(command)?;
    Ok(running)
}

/// The two hexadecimal and base64 forms are of one identifier: the group that other programs see.
const EMPTY_DATABASE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile>
  <Meta>
    <DatabaseName>Keychain</DatabaseName>
    <CustomData>
      <Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{706f7263-686c-6967-6874-2d7465737421}</Value></Item>
    </CustomData>
  </Meta>
  <Root><Group><UUID>cG9yY2hsaWdodC10ZXN0IQ==</UUID><Name>Root</Name></Group></Root>
</KeePassFile>
"#;

/// Programs made with Qt need no display then.
fn without_a_screen(mut program: Command) -> Command {
    program.env("QT_QPA_PLATFORM", "offscreen");
    program
}

fn run(mut program: Command, typed: &str) -> io::Result<Running> {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(Running)?;
    if let Some(mut stdin) = child.0.stdin.take() {
        stdin.write_all(typed.as_bytes())?;
    }
    Ok(child)
}

fn succeeds(program: Command, typed: &str) -> io::Result<()> {
    let mut running = run(program, typed)?;
    if running.0.wait()?.success() {
        Ok(())
    } else {
        Err(io::ErrorKind::Other.into())
    }
}

/// Returns as soon as the name has an owner.
fn wait_for(name: &str, command: &dyn Fn(&str) -> Command) -> io::Result<()> {
    let mut wait = command("gdbus");
    let seconds = PATIENCE.as_secs().to_string();
    wait.args(["wait", "--session", "--timeout", &seconds, name]);
    succeeds(wait, "").map_err(|_| io::ErrorKind::TimedOut.into())
}

/// The name is there before the database is open.
fn wait_until_unlocked(command: &dyn Fn(&str) -> Command) -> io::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let mut locked = command("gdbus");
        locked.args(["call", "--session", "--dest", "org.freedesktop.secrets"]);
        locked.args(["--object-path", "/org/freedesktop/secrets/aliases/default"]);
        locked.args(["--method", "org.freedesktop.DBus.Properties.Get"]);
        locked.args(["org.freedesktop.Secret.Collection", "Locked"]);
        if locked.output()?.stdout.starts_with(b"(<false>") {
            return Ok(());
        }
    }
    Err(io::ErrorKind::TimedOut.into())
}
