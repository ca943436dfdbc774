//! Opening, leaving and finding again, under a passphrase or for this run only. The keychain has its own desktop: `keychain.rs`.

use std::path::Path;
use std::sync::Arc;

use porchlight_core::ports::local_store::LocalStore;
use porchlight_core::ports::vault_door::{OpenVault, ProtectionKey, VaultDoor};
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_core::view::{ProtectionKind, ProtectionTrouble};
use porchlight_simulators::canary;

use crate::samples::{
    EMAIL, NETWORK, NICKNAME, TOKEN, camera, config, connection, connection_id, door, edit, slot,
};

pub(crate) const PASSPHRASE: &str = "the porch light is on";

pub(crate) fn passphrase() -> ProtectionKey {
    ProtectionKey::Passphrase(Password::new(PASSPHRASE))
}

/// Fills a home with everything that must not be readable on disk.
pub(crate) async fn live_in(vault: &OpenVault) {
    let id = connection_id(1);
    vault.store.put_connection(&connection(1)).await.unwrap();
    vault
        .store
        .put_cameras(id, &[camera("porch"), camera("attic")])
        .await
        .unwrap();
    vault.store.put_edit(&edit(1, id)).await.unwrap();
    vault
        .secrets
        .write(slot(1), &SecretBytes::new(TOKEN.into()))
        .await
        .unwrap();
}

pub(crate) async fn is_lived_in(vault: &OpenVault) {
    let home = vault.store.load().await.unwrap();
    assert_eq!(home.connections, [connection(1)]);
    assert_eq!(home.cameras.len(), 2);
    assert_eq!(home.edits, [edit(1, connection_id(1))]);
    let secret = vault.secrets.read(slot(1)).await.unwrap().unwrap();
    assert_eq!(secret.expose(), TOKEN.as_bytes());
}

pub(crate) fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_passphrase_opens_what_it_closed() {
    let dir = tempfile::tempdir().unwrap();
    let first = door(dir.path());
    assert_eq!(first.chosen().await, None);
    let vault = first.open(passphrase()).await.unwrap();
    assert_eq!(
        (vault.kind, vault.notice),
        (ProtectionKind::Passphrase, None)
    );
    live_in(&vault).await;
    // The program ends without saying so.
    drop((vault, first));

    let second = door(dir.path());
    assert_eq!(second.chosen().await, Some(ProtectionKind::Passphrase));
    let wrong = second.open(ProtectionKey::Passphrase(Password::new(
        "the porch light is off",
    )));
    assert_eq!(wrong.await.err(), Some(ProtectionTrouble::PassphraseWrong));
    is_lived_in(&second.open(passphrase()).await.unwrap()).await;
}

#[tokio::test]
async fn opening_twice_goes_on_with_the_same_home() {
    let dir = tempfile::tempdir().unwrap();
    let door = door(dir.path());
    live_in(&door.open(passphrase()).await.unwrap()).await;
    is_lived_in(&door.open(passphrase()).await.unwrap()).await;
}

#[tokio::test]
async fn this_run_only_leaves_nothing_on_disk_and_nothing_for_the_next_run() {
    let dir = tempfile::tempdir().unwrap();
    let first = door(dir.path());
    let vault = first.open(ProtectionKey::ThisRunOnly).await.unwrap();
    assert_eq!(vault.kind, ProtectionKind::ThisRunOnly);
    live_in(&vault).await;
    is_lived_in(&vault).await;
    assert_eq!(names(dir.path()), [""; 0]);
    assert_eq!(first.chosen().await, None);
    let next = door(dir.path())
        .open(ProtectionKey::ThisRunOnly)
        .await
        .unwrap();
    assert!(next.store.load().await.unwrap().connections.is_empty());
    assert!(next.secrets.read(slot(1)).await.unwrap().is_none());
}

#[tokio::test]
async fn this_run_only_does_not_touch_what_a_passphrase_protects() {
    let dir = tempfile::tempdir().unwrap();
    let door = door(dir.path());
    live_in(&door.open(passphrase()).await.unwrap()).await;
    let vault = door.open(ProtectionKey::ThisRunOnly).await.unwrap();
    vault.store.erase().await.unwrap();
    assert_eq!(door.chosen().await, Some(ProtectionKind::Passphrase));
    is_lived_in(&door.open(passphrase()).await.unwrap()).await;
}

#[tokio::test]
async fn nothing_of_the_owner_can_be_read_in_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let door = door(dir.path());
    let vault = door.open(passphrase()).await.unwrap();
    live_in(&vault).await;
    // While it runs: the journal holds all of it.
    for file in ["porchlight.db-wal", "porchlight.db-shm"] {
        assert!(
            std::fs::metadata(dir.path().join(file)).unwrap().len() > 0,
            "{file}"
        );
    }
    let words = [
        EMAIL,
        NICKNAME,
        NETWORK,
        TOKEN,
        PASSPHRASE,
        "Lantern 2",
        "cameras-1.example",
        "session-1",
    ];
    assert_eq!(canary::search(dir.path(), &words).unwrap(), []);
    // The table names of a plain SQLite file neither.
    assert_eq!(
        canary::search(dir.path(), &["SQLite format", "connections"]).unwrap(),
        []
    );
    drop(vault);
    door.set_aside().await.unwrap();
    assert_eq!(canary::search(dir.path(), &words).unwrap(), []);
}

#[cfg(unix)]
#[tokio::test]
async fn folder_and_files_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("new").join("home");
    let vault = door(&dir).open(passphrase()).await.unwrap();
    live_in(&vault).await;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let files = names(&dir);
    assert_eq!(
        files,
        [
            "porchlight.db",
            "porchlight.db-shm",
            "porchlight.db-wal",
            "protection.json"
        ]
    );
    for file in files {
        assert_eq!(mode(&dir.join(&file)), 0o600, "{file}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_said_to_be_so() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("a file");
    std::fs::write(&file, "in the way").unwrap();
    let opened = door(&file.join("home")).open(passphrase()).await;
    assert_eq!(opened.err(), Some(ProtectionTrouble::StorageUnavailable));
    assert_eq!(std::fs::read(&file).unwrap(), b"in the way");
}

#[tokio::test]
async fn a_full_disk_at_the_first_start_is_said_to_be_full() {
    let dir = tempfile::tempdir().unwrap();
    let mut config = config(dir.path());
    config.max_database_pages = Some(3);
    let opened = porchlight_vault::Door::new(config).open(passphrase()).await;
    assert_eq!(opened.err(), Some(ProtectionTrouble::DiskFull));
    // Room again, same passphrase.
    let vault = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    live_in(&vault).await;
}

#[tokio::test]
async fn what_is_set_aside_is_kept_with_its_date_and_opens_again_under_its_old_name() {
    let dir = tempfile::tempdir().unwrap();
    let first = door(dir.path());
    live_in(&first.open(passphrase()).await.unwrap()).await;
    first.set_aside().await.unwrap();
    assert_eq!(first.chosen().await, None);
    let aside = [
        "porchlight.db.set-aside-20191226T183000Z",
        "protection.json.set-aside-20191226T183000Z",
    ];
    assert_eq!(names(dir.path()), aside);
    let other = ProtectionKey::Passphrase(Password::new("another one"));
    let fresh = first.open(other).await.unwrap();
    assert!(fresh.store.load().await.unwrap().connections.is_empty());

    let restored = tempfile::tempdir().unwrap();
    for (name, old) in aside.iter().zip(["porchlight.db", "protection.json"]) {
        std::fs::copy(dir.path().join(name), restored.path().join(old)).unwrap();
    }
    is_lived_in(&door(restored.path()).open(passphrase()).await.unwrap()).await;
}

#[tokio::test]
async fn setting_aside_twice_in_one_second_keeps_both() {
    let dir = tempfile::tempdir().unwrap();
    let door = door(dir.path());
    for _ in 0..2 {
        live_in(&door.open(passphrase()).await.unwrap()).await;
        door.set_aside().await.unwrap();
    }
    assert_eq!(names(dir.path()).len(), 4);
}

#[tokio::test]
async fn destroying_leaves_no_file_of_ours_and_every_file_of_others() {
    let dir = tempfile::tempdir().unwrap();
    let door = door(dir.path());
    live_in(&door.open(passphrase()).await.unwrap()).await;
    door.set_aside().await.unwrap();
    let vault = door.open(passphrase()).await.unwrap();
    live_in(&vault).await;
    std::fs::write(dir.path().join("window.json"), "theirs").unwrap();
    door.destroy().await.unwrap();
    assert_eq!(names(dir.path()), ["window.json"]);
    assert_eq!(door.chosen().await, None);
    // A store that somebody still holds refuses, and makes nothing anew.
    assert!(
        vault
            .store
            .put_edit(&edit(1, connection_id(1)))
            .await
            .is_err()
    );
    assert_eq!(names(dir.path()), ["window.json"]);
}

#[tokio::test]
async fn destroying_or_setting_aside_nothing_succeeds() {
    let parent = tempfile::tempdir().unwrap();
    for dir in [parent.path().to_owned(), parent.path().join("never made")] {
        door(&dir).set_aside().await.unwrap();
        door(&dir).destroy().await.unwrap();
    }
}

#[tokio::test]
async fn two_openings_at_once_do_not_meet() {
    let dir = tempfile::tempdir().unwrap();
    let door = Arc::new(door(dir.path()));
    let (one, two) = tokio::join!(door.open(passphrase()), door.open(passphrase()));
    let (one, two) = (one.unwrap(), two.unwrap());
    // The later one counts; the earlier store says that it is closed.
    let working = [
        one.store.load().await.is_ok(),
        two.store.load().await.is_ok(),
    ];
    assert_eq!(working.into_iter().filter(|works| *works).count(), 1);
}

/// Not a test of the door: what it hands out may be shared between tasks.
#[test]
fn an_open_vault_is_shared_between_tasks() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<OpenVault>();
    shared::<Arc<dyn LocalStore>>();
}
