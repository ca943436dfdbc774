//! What can befall the files between two starts. Nothing is lost silently, nothing newer is touched.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use porchlight_core::ports::vault_door::{ProtectionKey, VaultDoor};
use porchlight_core::view::{ProtectionNotice, ProtectionTrouble};
use porchlight_vault::cipher::DatabaseKey;
use porchlight_vault::protection::{self, Found, ProtectedBy, Protection};
use porchlight_vault::{Door, DoorConfig};

use crate::door::{PASSPHRASE, is_lived_in, live_in, names, passphrase};
use crate::samples::{NOW, config, connection_id, door, edit};
use crate::store::raw;

const DATABASE: &str = "porchlight.db";
const JOURNAL: &str = "porchlight.db-wal";
const SET_ASIDE: &str = "porchlight.db.damaged-20191226T183000Z";

/// A home that was lived in and left in good order: everything is in the database, nothing in its journal.
async fn a_home() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let door = door(dir.path());
    live_in(&door.open(passphrase()).await.unwrap()).await;
    // Another opening closes this one.
    door.open(passphrase()).await.unwrap();
    door.set_aside().await.unwrap();
    for name in [DATABASE, protection::FILE_NAME] {
        let aside = dir
            .path()
            .join(format!("{name}.set-aside-20191226T183000Z"));
        std::fs::rename(aside, dir.path().join(name)).unwrap();
    }
    assert_eq!(names(dir.path()), [DATABASE, protection::FILE_NAME]);
    dir
}

async fn is_set_aside_and_started_afresh(dir: &Path) {
    let damaged = std::fs::read(dir.join(DATABASE)).unwrap();
    let vault = door(dir).open(passphrase()).await.unwrap();
    assert_eq!(
        vault.notice,
        Some(ProtectionNotice::DamagedSetAside { at: NOW })
    );
    assert!(vault.store.load().await.unwrap().connections.is_empty());
    assert_eq!(std::fs::read(dir.join(SET_ASIDE)).unwrap(), damaged);
    live_in(&vault).await;
    let vault = door(dir).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    is_lived_in(&vault).await;
}

fn overwrite(file: &Path, at: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

fn database_key(dir: &Path) -> DatabaseKey {
    let Found::Readable(Protection {
        by: ProtectedBy::Passphrase { wrapped },
        ..
    }) = protection::read(dir).unwrap()
    else {
        panic!("not protected by a passphrase");
    };
    wrapped
        .unwrap(&porchlight_core::secret::Password::new(PASSPHRASE))
        .unwrap()
}

#[tokio::test]
async fn a_truncated_database_is_set_aside() {
    for length in [1, 100, 4096, 6000, 8192] {
        let dir = a_home().await;
        let file = OpenOptions::new()
            .write(true)
            .open(dir.path().join(DATABASE))
            .unwrap();
        file.set_len(length).unwrap();
        is_set_aside_and_started_afresh(dir.path()).await;
    }
}

#[tokio::test]
async fn a_garbled_first_page_is_set_aside() {
    let dir = a_home().await;
    overwrite(&dir.path().join(DATABASE), 0, &[0x55; 64]);
    is_set_aside_and_started_afresh(dir.path()).await;
}

#[tokio::test]
async fn one_flipped_bit_anywhere_is_found_at_the_start() {
    let dir = a_home().await;
    let path = dir.path().join(DATABASE);
    let length = std::fs::metadata(&path).unwrap().len();
    let byte = std::fs::read(&path).unwrap()[usize::try_from(length).unwrap() - 2000];
    overwrite(&path, length - 2000, &[byte ^ 1]);
    is_set_aside_and_started_afresh(dir.path()).await;
}

#[tokio::test]
async fn a_file_of_somebody_else_is_set_aside() {
    let dir = a_home().await;
    std::fs::write(dir.path().join(DATABASE), "Dear diary,\n".repeat(1000)).unwrap();
    is_set_aside_and_started_afresh(dir.path()).await;
}

#[tokio::test]
async fn a_row_that_makes_no_sense_is_damage() {
    let dir = a_home().await;
    let file = raw(&dir.path().join(DATABASE), &database_key(dir.path())).await;
    sqlx::raw_sql("UPDATE edits SET edit = '{'")
        .execute(&file)
        .await
        .unwrap();
    file.close().await;
    is_set_aside_and_started_afresh(dir.path()).await;
}

#[tokio::test]
async fn a_garbled_journal_does_not_harm_what_was_written_before() {
    let dir = a_home().await;
    std::fs::write(dir.path().join("porchlight.db-wal"), [0x55; 9000]).unwrap();
    let vault = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    is_lived_in(&vault).await;
}

#[tokio::test]
async fn a_database_that_was_emptied_or_deleted_is_said_to_be_lost_once() {
    for (remains, journal) in [
        (Some(""), None),
        (None, None),
        (Some(""), Some([0x55; 9000])),
        (None, Some([0x55; 9000])),
    ] {
        let dir = a_home().await;
        match remains {
            Some(text) => std::fs::write(dir.path().join(DATABASE), text).unwrap(),
            None => std::fs::remove_file(dir.path().join(DATABASE)).unwrap(),
        }
        if let Some(journal) = journal {
            std::fs::write(dir.path().join("porchlight.db-wal"), journal).unwrap();
        }
        let vault = door(dir.path()).open(passphrase()).await.unwrap();
        assert_eq!(vault.notice, Some(ProtectionNotice::DataLost { at: NOW }));
        assert!(vault.store.load().await.unwrap().connections.is_empty());
        if let Some(journal) = journal {
            let aside = dir.path().join(format!("{SET_ASIDE}-wal"));
            assert_eq!(std::fs::read(aside).unwrap(), journal);
        }
        live_in(&vault).await;
        let vault = door(dir.path()).open(passphrase()).await.unwrap();
        assert_eq!(vault.notice, None);
        is_lived_in(&vault).await;
    }
}

/// What somebody brings back who kept only the file whose name ends in `.db`.
fn keep_only_the_database(of: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in [DATABASE, protection::FILE_NAME] {
        std::fs::copy(of.join(name), dir.path().join(name)).unwrap();
    }
    dir
}

#[tokio::test]
async fn an_owner_who_kept_only_the_database_of_a_first_session_is_told_that_the_data_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let living = door(dir.path());
    live_in(&living.open(passphrase()).await.unwrap()).await;
    // As when the power goes: the file was not closed.
    let kept = keep_only_the_database(dir.path());
    let vault = door(kept.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, Some(ProtectionNotice::DataLost { at: NOW }));
    live_in(&vault).await;
    // Told once.
    let vault = door(kept.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    is_lived_in(&vault).await;
}

#[tokio::test]
async fn an_owner_who_kept_only_the_database_of_a_later_session_is_told_that_the_latest_is_missing()
{
    let dir = a_home().await;
    let living = door(dir.path());
    let vault = living.open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    vault
        .store
        .put_edit(&edit(2, connection_id(1)))
        .await
        .unwrap();
    let kept = keep_only_the_database(dir.path());
    let vault = door(kept.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, Some(ProtectionNotice::LatestLost { at: NOW }));
    is_lived_in(&vault).await;
    // With its journal, or closed in good order, nothing is missing.
    let whole = keep_only_the_database(dir.path());
    std::fs::copy(
        dir.path().join("porchlight.db-wal"),
        whole.path().join("porchlight.db-wal"),
    )
    .unwrap();
    for dir in [whole.path(), kept.path()] {
        let vault = door(dir).open(passphrase()).await.unwrap();
        assert_eq!(vault.notice, None);
    }
    living.close().await;
    let closed = keep_only_the_database(dir.path());
    let vault = door(closed.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    assert_eq!(vault.store.load().await.unwrap().edits.len(), 2);
}

/// As versions before the journal was looked for left it.
#[tokio::test]
async fn a_database_that_was_begun_and_has_no_table_is_lost() {
    let dir = a_home().await;
    let key = database_key(dir.path());
    std::fs::remove_file(dir.path().join(DATABASE)).unwrap();
    let file = raw(&dir.path().join(DATABASE), &key).await;
    sqlx::raw_sql("PRAGMA journal_mode = WAL; PRAGMA user_version = 0")
        .execute(&file)
        .await
        .unwrap();
    file.close().await;
    assert!(std::fs::metadata(dir.path().join(DATABASE)).unwrap().len() > 0);
    let vault = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, Some(ProtectionNotice::DataLost { at: NOW }));
}

#[tokio::test]
async fn an_empty_database_beside_a_garbled_protection_file_is_lost_as_well() {
    let dir = a_home().await;
    std::fs::write(dir.path().join(DATABASE), "").unwrap();
    std::fs::write(protection::path(dir.path()), "garbled").unwrap();
    let vault = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, Some(ProtectionNotice::DataLost { at: NOW }));
}

#[tokio::test]
async fn a_first_start_that_was_cut_short_is_no_loss() {
    let dir = tempfile::tempdir().unwrap();
    let full = DoorConfig {
        max_database_pages: Some(1),
        ..config(dir.path())
    };
    let opened = Door::new(full).open(passphrase()).await;
    assert_eq!(opened.err(), Some(ProtectionTrouble::DiskFull));
    // What a crash leaves before the first page.
    std::fs::write(dir.path().join(DATABASE), "").unwrap();
    let vault = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, None);
    live_in(&vault).await;
    // From here on it would be one.
    for name in names(dir.path()) {
        if name.starts_with(DATABASE) {
            std::fs::remove_file(dir.path().join(name)).unwrap();
        }
    }
    let vault = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(vault.notice, Some(ProtectionNotice::DataLost { at: NOW }));
}

#[tokio::test]
async fn an_older_program_touches_nothing_and_the_newer_one_goes_on() {
    let dir = a_home().await;
    let path = dir.path().join(DATABASE);
    let known = shift_version(dir.path(), 1).await;
    let before = std::fs::read(&path).unwrap();
    for _ in 0..2 {
        let opened = door(dir.path()).open(passphrase()).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::NewerVersion));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(names(dir.path()), [DATABASE, protection::FILE_NAME]);
    }
    assert_eq!(shift_version(dir.path(), -1).await, known + 1);
    let opened = door(dir.path()).open(passphrase()).await.unwrap();
    assert_eq!(opened.notice, None);
    is_lived_in(&opened).await;
}

/// Killed as it stood, the newer program left what it wrote last in the journal.
#[tokio::test]
async fn an_older_program_loses_nothing_of_the_newer_ones_journal() {
    let dir = a_home().await;
    let copy = a_home().await;
    shift_version(dir.path(), 1).await;
    let file = raw(&dir.path().join(DATABASE), &database_key(dir.path())).await;
    sqlx::raw_sql("INSERT INTO corrections VALUES ('last', 'c', 'e', 1, '{}')")
        .execute(&file)
        .await
        .unwrap();
    for name in [DATABASE, JOURNAL, protection::FILE_NAME] {
        std::fs::copy(dir.path().join(name), copy.path().join(name)).unwrap();
    }
    file.close().await;
    let opened = door(copy.path()).open(passphrase()).await;
    assert_eq!(opened.err(), Some(ProtectionTrouble::NewerVersion));
    shift_version(copy.path(), -1).await;
    let opened = door(copy.path()).open(passphrase()).await.unwrap();
    assert_eq!(opened.notice, None);
    is_lived_in(&opened).await;
    drop(opened);
    let file = raw(&copy.path().join(DATABASE), &database_key(copy.path())).await;
    let last: String = sqlx::query_scalar("SELECT id FROM corrections")
        .fetch_one(&file)
        .await
        .unwrap();
    assert_eq!(last, "last");
}

/// As if the program knew one version more, or one less. Which it was before.
async fn shift_version(dir: &Path, by: i64) -> i64 {
    let file = raw(&dir.join(DATABASE), &database_key(dir)).await;
    let known: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&file)
        .await
        .unwrap();
    let shifted = format!("PRAGMA user_version = {}", known + by);
    sqlx::raw_sql(sqlx::AssertSqlSafe(shifted))
        .execute(&file)
        .await
        .unwrap();
    file.close().await;
    known
}

#[tokio::test]
async fn a_newer_protection_file_is_not_touched() {
    let dir = a_home().await;
    let newer = r#"{"version":2}"#;
    std::fs::write(protection::path(dir.path()), newer).unwrap();
    let opened = door(dir.path()).open(passphrase()).await;
    assert_eq!(opened.err(), Some(ProtectionTrouble::NewerVersion));
    assert_eq!(
        std::fs::read_to_string(protection::path(dir.path())).unwrap(),
        newer
    );
}

#[tokio::test]
async fn a_protection_file_whose_values_are_garbled_is_damaged() {
    let check = r#"{"version":1,"home":"00112233445566ff","by":{"kind":"keychain","check":"gN"}}"#;
    let dir = a_home().await;
    let path = protection::path(dir.path());
    let wrapped = std::fs::read_to_string(&path).unwrap();
    let garbled = wrapped.replace(r#""nonce": ""#, r#""nonce": "\u0000"#);
    assert_ne!(garbled, wrapped);
    for (text, key) in [(check, ProtectionKey::Keychain), (&*garbled, passphrase())] {
        std::fs::write(&path, text).unwrap();
        let opened = door(dir.path()).open(key).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::ProtectionUnreadable));
    }
}

#[tokio::test]
async fn an_owner_whose_protection_file_is_damaged_is_told_so_and_the_data_stays() {
    for remains in [None, Some("garbled")] {
        let dir = a_home().await;
        match remains {
            None => std::fs::remove_file(protection::path(dir.path())).unwrap(),
            Some(text) => std::fs::write(protection::path(dir.path()), text).unwrap(),
        }
        let before = std::fs::read(dir.path().join(DATABASE)).unwrap();
        let opened = door(dir.path()).open(passphrase()).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::ProtectionUnreadable));
        let by_keychain = door(dir.path()).open(ProtectionKey::Keychain).await;
        assert_eq!(
            by_keychain.err(),
            Some(ProtectionTrouble::ProtectionUnreadable)
        );
        assert_eq!(std::fs::read(dir.path().join(DATABASE)).unwrap(), before);
        door(dir.path()).set_aside().await.unwrap();
        live_in(&door(dir.path()).open(passphrase()).await.unwrap()).await;
    }
}
