//! The process dies in the middle of a migration: all of it is there, or none of it, and the next start goes on.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use porchlight_core::alerts::{AlertFilter, KeptAlert};
use porchlight_core::ports::local_store::{LocalStore, StoredHome};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};

use super::super::{DatabaseFile, EncryptedStore, one_connection};
use super::*;
use crate::cipher::DatabaseKey;

const DATABASE: &str = "PORCHLIGHT_TEST_DATABASE";
const STEPS: &str = "PORCHLIGHT_TEST_STEPS";

const OF_VERSION_1: &str = include_str!("../../../tests/vault/formats/rows-v1.sql");
const OF_VERSION_12: &str = include_str!("../../../tests/vault/formats/rows-v12.sql");

#[tokio::test]
async fn wherever_a_migration_is_killed_the_next_start_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let tables_of = tables_of_each_version(dir.path()).await;
    for (version, rows, deaths) in [(1, OF_VERSION_1, 75), (12, OF_VERSION_12, 15)] {
        let home = dir.path().join(format!("{version}.db"));
        of_version(version, rows, &home).await;
        let whole = copied(&home, "whole.db");
        let all_steps = steps_to_migrate(&whole).await;
        let expected = everything(&whole).await;
        let mut found = Vec::new();
        for death in 0..deaths {
            let path = copied(&home, &format!("{version}-{death}.db"));
            // From the very first step to the very last.
            dies_after(1 + (all_steps - 1) * death / (deaths - 1), &path);
            let (left, tables) = as_left(&path).await;
            assert_eq!(tables, tables_of[left], "version {left}");
            assert_eq!(everything(&path).await, expected, "killed at {left}");
            found.push(left);
        }
        found.dedup();
        let every_version: Vec<_> = (version..=MIGRATIONS.len()).collect();
        assert_eq!(found, every_version, "more deaths reach each migration");
    }
}

#[tokio::test]
#[ignore = "run by its parent, and dies"]
async fn migrates_until_it_dies() {
    let path = PathBuf::from(std::env::var_os(DATABASE).expect("run by its parent test"));
    let steps: u64 = std::env::var(STEPS).unwrap().parse().unwrap();
    let pool = encrypted(&path).await;
    let mut taken = 0;
    at_each_step(&pool, move || {
        taken += 1;
        if taken == steps {
            std::process::abort();
        }
    })
    .await;
    migrate(&pool).await.unwrap();
}

fn dies_after(steps: u64, path: &Path) {
    let ended = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "local_store::schema::tests::migrates_until_it_dies",
        ])
        .args(["--ignored", "--nocapture"])
        .env(DATABASE, path)
        .env(STEPS, steps.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let failed = Some(101);
    assert!(
        !ended.success() && ended.code() != failed,
        "after {steps} steps: {ended}"
    );
}

/// Of SQLite's machine.
async fn steps_to_migrate(path: &Path) -> u64 {
    let pool = encrypted(path).await;
    let steps = Arc::new(AtomicU64::new(0));
    let taken = Arc::clone(&steps);
    at_each_step(&pool, move || {
        taken.fetch_add(1, Ordering::Relaxed);
    })
    .await;
    migrate(&pool).await.unwrap();
    pool.close().await;
    steps.load(Ordering::Relaxed)
}

async fn at_each_step(pool: &SqlitePool, mut act: impl FnMut() + Send + 'static) {
    let mut connection = pool.acquire().await.unwrap();
    let mut connection = connection.lock_handle().await.unwrap();
    connection.set_progress_handler(1, move || {
        act();
        true
    });
}

type Tables = Vec<(String, Option<String>)>;

async fn tables_of_each_version(dir: &Path) -> Vec<Tables> {
    let path = dir.join("growing.db");
    let pool = encrypted(&path).await;
    let mut of_each = vec![tables(&pool).await];
    for migration in MIGRATIONS {
        sqlx::raw_sql(*migration).execute(&pool).await.unwrap();
        of_each.push(tables(&pool).await);
    }
    of_each
}

/// The version that the database says it has, and what is in it.
async fn as_left(path: &Path) -> (usize, Tables) {
    let pool = encrypted(path).await;
    let left = (version(&pool).await.unwrap(), tables(&pool).await);
    pool.close().await;
    left
}

async fn tables(pool: &SqlitePool) -> Tables {
    sqlx::query_as("SELECT name, sql FROM sqlite_schema ORDER BY name")
        .fetch_all(pool)
        .await
        .unwrap()
}

fn copied(home: &Path, name: &str) -> PathBuf {
    let copy = home.with_file_name(name);
    std::fs::copy(home, &copy).unwrap();
    copy
}

/// As the next start finds it.
async fn everything(path: &Path) -> (StoredHome, Vec<KeptAlert>) {
    let file = DatabaseFile {
        path,
        key: &key(),
        max_pages: None,
    };
    let store = EncryptedStore::open(file).await.unwrap();
    let home = store.load().await.unwrap();
    let all = AlertFilter::default();
    let alerts = store.alerts(&all, None, 100).await.unwrap();
    store.close().await;
    (home, alerts)
}

/// As the program of that version left it.
async fn of_version(version: usize, rows: &str, path: &Path) {
    let pool = encrypted(path).await;
    for migration in &MIGRATIONS[..version] {
        sqlx::raw_sql(*migration).execute(&pool).await.unwrap();
    }
    let rows = format!("{rows}; PRAGMA user_version = {version}");
    sqlx::raw_sql(AssertSqlSafe(rows))
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
}

async fn encrypted(path: &Path) -> SqlitePool {
    let key = format!("\"x'{}'\"", hex::encode(key().expose()));
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .pragma("key", key)
        .journal_mode(SqliteJournalMode::Wal);
    one_connection().connect_with(options).await.unwrap()
}

fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}
