//! The real keychain of a private desktop: a D-Bus of its own and a GNOME Keyring in every state that owners meet.
//!
//! Each test starts the desktop and runs its scenario in a process of its own, whose environment leads there.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use porchlight_core::ports::secret_vault::{SecretVault, VaultError};
use porchlight_core::ports::vault_door::{ProtectionKey, VaultDoor};
use porchlight_core::secret::SecretBytes;
use porchlight_core::view::{ProtectionKind, ProtectionNotice, ProtectionTrouble};
use porchlight_simulators::canary;
use porchlight_simulators::desktop::{Keychain as Desktop, PrivateDesktop, Program};
use porchlight_vault::keychain::{DATABASE_KEY, Keychain, KeychainVault};
use porchlight_vault::protection::{self, Found};

use crate::door::{is_lived_in, live_in, names, passphrase};
use crate::own_process::{Next, run, step};
use crate::prompter;
use crate::samples::{EMAIL, NETWORK, NICKNAME, NOW, TOKEN, config, connection_id, door, slot};
use crate::secret_vault::keeps_the_contract;

pub(crate) const NAMESPACE: &str = "eu.porchlight.test";
/// Where a scenario puts its data folder.
const HOME: &str = "PORCHLIGHT_TEST_HOME";
/// Only ends a test that would hang; nothing is measured by it.
const PATIENT: Duration = Duration::from_secs(60);
/// For a keychain that never answers.
pub(crate) const IMPATIENT: Duration = Duration::from_millis(500);

pub(crate) fn patient() -> KeychainVault {
    Keychain::new(PATIENT).entries(NAMESPACE)
}

pub(crate) fn home() -> PathBuf {
    PathBuf::from(std::env::var_os(HOME).expect("run by its parent test"))
}

pub(crate) fn secret(text: &str) -> SecretBytes {
    SecretBytes::new(text.into())
}

pub(crate) async fn read(
    vault: &KeychainVault,
    number: u128,
) -> Result<Option<String>, VaultError> {
    let read = vault.read(slot(number)).await?;
    Ok(read.map(|secret| String::from_utf8(secret.expose().to_vec()).unwrap()))
}

fn act_out(scenario: &str, keychain: Desktop) {
    act_out_with(
        Program::GnomeKeyring,
        &format!("keychain::{scenario}"),
        keychain,
    );
}

/// Does what a scenario asks of the desktop, whose keychain `program` keeps.
pub(crate) fn act_out_with(program: Program, scenario: &str, keychain: Desktop) {
    let folder = tempfile::tempdir().unwrap();
    let desktop = folder.path().join("desktop");
    let mut desktop = match PrivateDesktop::start_with(&desktop, program, keychain) {
        // Ubuntu 22.04 has versions of before they kept a Secret Service as Porchlight uses it.
        Err(error) if error.kind() == ErrorKind::Unsupported => return,
        desktop => desktop.unwrap(),
    };
    let mut variables = desktop.environment();
    let data = folder.path().join("data");
    variables.push((HOME.to_owned(), data.display().to_string()));
    run(scenario, variables, |what| {
        match what.split_once(' ').unwrap_or((what, "")) {
            ("lock", _) => desktop.start_keychain(Desktop::Locked).unwrap(),
            ("start" | "unlock" | "restart", _) => {
                desktop.start_keychain(Desktop::Unlocked).unwrap();
            }
            ("stop", _) => desktop.stop_keychain(),
            ("empty", service) => {
                let mut clear = desktop.command("secret-tool");
                clear.args(["clear", "service", service]);
                assert!(clear.status().unwrap().success());
            }
            ("find", pairs) => assert!(found(&desktop, pairs).contains("label = Porchlight")),
            ("find-none", pairs) => assert_eq!(found(&desktop, pairs), ""),
            ("read-everything", _) => {
                let words = [EMAIL, NICKNAME, NETWORK, TOKEN];
                assert_eq!(canary::search(folder.path(), &words).unwrap(), []);
            }
            (other, _) => panic!("unknown step {other}"),
        }
        Next::GoOn
    });
}

/// What the owner's own tool says about entries with these attributes.
fn found(desktop: &PrivateDesktop, pairs: &str) -> String {
    let mut search = desktop.command("secret-tool");
    search.args(["search", "--all"]).args(pairs.split(' '));
    String::from_utf8(search.output().unwrap().stdout).unwrap()
}

#[test]
fn a_healthy_keychain_keeps_the_contract() {
    act_out("healthy", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn healthy() {
    to_the_end(async {
        let vault = patient();
        keeps_the_contract(&vault).await;
        // Another program's run finds it again, and so do the owner's own tools.
        vault.write(slot(7), &secret(TOKEN)).await.unwrap();
        assert_eq!(read(&patient(), 7).await, Ok(Some(TOKEN.to_owned())));
        step(&format!(
            "find service {NAMESPACE} username {}",
            connection_id(7).0
        ));
        step("restart");
        assert_eq!(read(&vault, 7).await, Ok(Some(TOKEN.to_owned())));
        step("read-everything");
    })
    .await
}

#[test]
fn an_entry_that_somebody_else_filled_is_no_secret_of_ours() {
    act_out("foreign", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn foreign() {
    to_the_end(async {
        let user = connection_id(1).0.to_string();
        keyring::Entry::new(NAMESPACE, &user)
            .unwrap()
            .set_password("not base64!")
            .unwrap();
        let vault = patient();
        assert_eq!(read(&vault, 1).await, Ok(None));
        vault.write(slot(1), &secret("ours")).await.unwrap();
        assert_eq!(read(&vault, 1).await, Ok(Some("ours".to_owned())));
    })
    .await
}

#[test]
fn namespaces_do_not_touch_each_other() {
    act_out("namespaces", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn namespaces() {
    to_the_end(async {
        let keychain = Keychain::new(PATIENT);
        let installed = keychain.entries("eu.porchlight");
        let development = keychain.entries("eu.porchlight.dev");
        installed
            .write(slot(1), &secret("installed"))
            .await
            .unwrap();
        assert_eq!(read(&development, 1).await, Ok(None));
        development
            .write(slot(1), &secret("development"))
            .await
            .unwrap();
        assert_eq!(read(&installed, 1).await, Ok(Some("installed".to_owned())));
        development.delete_all().await.unwrap();
        assert_eq!(read(&development, 1).await, Ok(None));
        assert_eq!(read(&installed, 1).await, Ok(Some("installed".to_owned())));
    })
    .await
}

#[test]
fn a_keychain_that_starts_later_is_found() {
    act_out("late", Desktop::Absent);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn late() {
    to_the_end(async {
        let vault = patient();
        assert_eq!(read(&vault, 1).await, Err(VaultError::Absent));
        assert_eq!(
            vault.write(slot(1), &secret("x")).await,
            Err(VaultError::Absent)
        );
        let opened = door(&home()).open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::KeychainAbsent));
        assert_eq!(
            names(&home()),
            [""; 0],
            "nothing is written unprotected instead"
        );
        step("start");
        vault.write(slot(1), &secret("kept")).await.unwrap();
        step("stop");
        assert_eq!(read(&vault, 1).await, Err(VaultError::Absent));
        step("start");
        assert_eq!(read(&vault, 1).await, Ok(Some("kept".to_owned())));
    })
    .await
}

#[test]
fn a_locked_keychain_whose_prompt_nobody_answers_is_locked_and_nothing_hangs() {
    act_out("locked", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn locked() {
    to_the_end(async {
        patient()
            .write(slot(1), &secret("behind the lock"))
            .await
            .unwrap();
        let _prompter = prompter::start(prompter::Answer::Silence);
        step("lock");
        let vault = Keychain::new(IMPATIENT).entries(NAMESPACE);
        assert_eq!(read(&vault, 1).await, Err(VaultError::Locked));
        assert_eq!(read(&vault, 1).await, Err(VaultError::Locked));
        assert_eq!(
            vault.write(slot(1), &secret("x")).await,
            Err(VaultError::Locked)
        );
        let mut config = config(&home());
        config.keychain_limit = IMPATIENT;
        let opened = porchlight_vault::Door::new(config)
            .open(ProtectionKey::Keychain)
            .await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::KeychainLocked));
        // The owner unlocks it elsewhere. What was refused did not happen meanwhile.
        step("unlock");
        assert_eq!(
            read(&vault, 1).await,
            Ok(Some("behind the lock".to_owned()))
        );
    })
    .await
}

#[test]
fn closing_the_prompt_of_a_locked_keychain_denies() {
    act_out("dismissed", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn dismissed() {
    to_the_end(async {
        patient()
            .write(slot(1), &secret("behind the lock"))
            .await
            .unwrap();
        let _prompter = prompter::start(prompter::Answer::Dismissal);
        step("lock");
        let vault = patient();
        assert_eq!(read(&vault, 1).await, Err(VaultError::Denied));
        let opened = door(&home()).open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::KeychainDenied));
    })
    .await
}

#[test]
fn the_keychain_opens_what_it_closed() {
    act_out("home_in_keychain", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn home_in_keychain() {
    to_the_end(async {
        let first = door(&home());
        assert_eq!(first.chosen().await, None);
        let vault = first.open(ProtectionKey::Keychain).await.unwrap();
        assert_eq!((vault.kind, vault.notice), (ProtectionKind::Keychain, None));
        live_in(&vault).await;
        step("read-everything");
        drop((vault, first));
        step("restart");
        let second = door(&home());
        assert_eq!(second.chosen().await, Some(ProtectionKind::Keychain));
        is_lived_in(&second.open(ProtectionKey::Keychain).await.unwrap()).await;
        // A passphrase does not take over what the keychain protects.
        let taken = second.open(passphrase()).await;
        assert_eq!(taken.err(), Some(ProtectionTrouble::KeychainKeyMissing));
        is_lived_in(&second.open(ProtectionKey::Keychain).await.unwrap()).await;
    })
    .await
}

#[test]
fn two_data_folders_share_no_key() {
    act_out("two_homes", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn two_homes() {
    to_the_end(async {
        let (here, there) = (home().join("here"), home().join("there"));
        live_in(&door(&here).open(ProtectionKey::Keychain).await.unwrap()).await;
        let other = door(&there);
        live_in(&other.open(ProtectionKey::Keychain).await.unwrap()).await;
        assert_ne!(service(&here), service(&there));
        other.destroy().await.unwrap();
        is_lived_in(&door(&here).open(ProtectionKey::Keychain).await.unwrap()).await;
    })
    .await
}

#[test]
fn an_emptied_keychain_is_noticed_and_nothing_is_written_over() {
    act_out("emptied", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn emptied() {
    to_the_end(async {
        let door = door(&home());
        live_in(&door.open(ProtectionKey::Keychain).await.unwrap()).await;
        let key = patient_entries()
            .read_entry(DATABASE_KEY)
            .await
            .unwrap()
            .unwrap();
        step(&format!("empty {}", service(&home())));
        let missing = Some(ProtectionTrouble::KeychainKeyMissing);
        assert_eq!(door.open(ProtectionKey::Keychain).await.err(), missing);
        let before = std::fs::read(home().join("porchlight.db")).unwrap();
        assert_eq!(door.open(ProtectionKey::Keychain).await.err(), missing);
        assert!(
            patient_entries()
                .read_entry(DATABASE_KEY)
                .await
                .unwrap()
                .is_none()
        );
        // Another key in its place is not taken for damage.
        patient_entries()
            .write_entry(DATABASE_KEY, &SecretBytes::new(vec![9; 32]))
            .await
            .unwrap();
        assert_eq!(door.open(ProtectionKey::Keychain).await.err(), missing);
        assert_eq!(std::fs::read(home().join("porchlight.db")).unwrap(), before);
        // The owner brings the key back: everything is there.
        patient_entries()
            .write_entry(DATABASE_KEY, &key)
            .await
            .unwrap();
        let vault = door.open(ProtectionKey::Keychain).await.unwrap();
        assert_eq!(vault.store.load().await.unwrap().edits.len(), 1);
        // Or starts afresh: the old key stays where it is.
        let old = service(&home());
        door.set_aside().await.unwrap();
        let vault = door.open(ProtectionKey::Keychain).await.unwrap();
        assert!(vault.store.load().await.unwrap().connections.is_empty());
        assert_ne!(service(&home()), old);
        step(&format!("find service {old} username {DATABASE_KEY}"));
    })
    .await
}

#[test]
fn a_damaged_database_is_told_from_a_wrong_key() {
    act_out("damaged", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn damaged() {
    to_the_end(async {
        live_in(&door(&home()).open(ProtectionKey::Keychain).await.unwrap()).await;
        door(&home()).open(ProtectionKey::Keychain).await.unwrap();
        until_let_go(&home()).await;
        std::fs::write(home().join("porchlight.db"), [0x55; 8192]).unwrap();
        for journal in ["porchlight.db-wal", "porchlight.db-shm"] {
            let _ = std::fs::remove_file(home().join(journal));
        }
        let vault = door(&home()).open(ProtectionKey::Keychain).await.unwrap();
        assert_eq!(
            vault.notice,
            Some(ProtectionNotice::DamagedSetAside { at: NOW })
        );
        // The sign-in is in the keychain and outlives the database.
        let secret = vault.secrets.read(slot(1)).await.unwrap().unwrap();
        assert_eq!(secret.expose(), TOKEN.as_bytes());
        drop(vault);
        until_let_go(&home()).await;
        for name in names(&home()) {
            if ["porchlight.db", "porchlight.db-wal", "porchlight.db-shm"].contains(&&*name) {
                std::fs::write(home().join(name), "").unwrap();
            }
        }
        let vault = door(&home()).open(ProtectionKey::Keychain).await.unwrap();
        assert_eq!(vault.notice, Some(ProtectionNotice::DataLost { at: NOW }));
        let secret = vault.secrets.read(slot(1)).await.unwrap().unwrap();
        assert_eq!(secret.expose(), TOKEN.as_bytes());
        let vault = door(&home()).open(ProtectionKey::Keychain).await.unwrap();
        assert_eq!(vault.notice, None);
    })
    .await
}

#[test]
fn destroying_leaves_nothing_in_the_keychain_or_the_folder() {
    act_out("destroyed", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn destroyed() {
    to_the_end(async {
        let door = door(&home());
        live_in(&door.open(ProtectionKey::Keychain).await.unwrap()).await;
        let old = service(&home());
        door.set_aside().await.unwrap();
        live_in(&door.open(ProtectionKey::Keychain).await.unwrap()).await;
        let new = service(&home());
        let theirs = Keychain::new(PATIENT).entries("somebody.else");
        theirs.write(slot(1), &secret("theirs")).await.unwrap();
        // Without its keychain nothing is destroyed by halves.
        step("stop");
        assert_eq!(door.destroy().await, Err(ProtectionTrouble::KeychainAbsent));
        assert!(names(&home()).contains(&"porchlight.db".to_owned()));
        step("start");
        door.destroy().await.unwrap();
        assert_eq!(names(&home()), [""; 0]);
        step(&format!("find-none service {old}"));
        step(&format!("find-none service {new}"));
        assert_eq!(read(&theirs, 1).await, Ok(Some("theirs".to_owned())));
    })
    .await
}

/// The process must not end in the middle of closing a file: the cipher's library is being taken down then.
pub(crate) async fn to_the_end(play: impl Future<Output = ()>) {
    play.await;
    until_let_go(&home()).await;
}

/// A dropped store closes its file on a thread of its own; until then the file must not be cut under its memory map.
async fn until_let_go(home: &std::path::Path) {
    let held = || {
        let open = std::fs::read_dir("/proc/self/fd").unwrap().flatten();
        open.filter_map(|file| std::fs::read_link(file.path()).ok())
            .any(|file| file.starts_with(home))
    };
    while held() {
        tokio::task::yield_now().await;
    }
}

pub(crate) fn patient_entries() -> KeychainVault {
    Keychain::new(PATIENT).entries(service(&home()))
}

/// What the entries of a data folder are filed under.
pub(crate) fn service(home: &std::path::Path) -> String {
    let Found::Readable(protection) = protection::read(home).unwrap() else {
        panic!("no protection file in {}", home.display());
    };
    format!("{NAMESPACE}.{}", protection.home)
}
