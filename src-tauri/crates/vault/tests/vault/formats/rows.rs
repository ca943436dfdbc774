//! What the newest schema holds, as its first program wrote it: `rows-v14.sql` and `one-row-v14.txt` are the truth, and the types of the
//! program follow them.

use std::path::Path;

use porchlight_core::alerts::{AlertFilter, KeptAlert};
use porchlight_core::ports::local_store::{LocalStore, StoredHome};
use porchlight_vault::local_store::EncryptedStore;
use sqlx::{AssertSqlSafe, SqlitePool};

use super::every::{self, OneRow};
use crate::samples::connection_id;
use crate::store::{key, open, raw};

const ROWS: &str = include_str!("rows-v14.sql");
const ONE_ROWS: &str = include_str!("one-row-v14.txt");

/// With the columns that are kept of it.
const TABLES: [(&str, &str); 8] = [
    ("absences", "connection, camera, since, until"),
    (
        "alerts",
        r#"id, connection, at, read, kind, severity, "group", event, marked"#,
    ),
    ("cameras", "connection, camera, seen"),
    (
        "connections",
        "id, name, email, session, known_computers, rehearsed, aftermath, guide, history, put_aside, key_heard, recovery_waits, \
         email_changes, provider, address",
    ),
    ("corrections", "id, connection, event, at, message"),
    ("edits", "id, connection, edit"),
    ("exposures", "connection, exposure, revision, told"),
    ("private_names", "connection, account, camera, name"),
];

#[tokio::test]
async fn whatever_this_version_keeps_is_read_as_it_was_meant() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    holding(&path, ROWS).await;
    let store = open(&path).await.unwrap();
    let connection = connection_id(1);
    let cameras = every::cameras().into_iter();
    let expected = StoredHome {
        connections: every::connections(),
        cameras: cameras.map(|camera| (connection, camera)).collect(),
        edits: every::edits(),
        exposures: every::exposures(),
        private_names: every::private_names(),
        ..StoredHome::default()
    };
    assert_eq!(store.load().await.unwrap(), expected);
    let (camera, absences) = every::absence();
    assert_eq!(store.absences(&camera).await.unwrap(), absences);
    let all = AlertFilter::default();
    let alerts = store.alerts(&all, None, 100).await.unwrap();
    assert_eq!(alerts, kept_alerts());
}

#[tokio::test]
async fn whatever_this_version_keeps_is_written_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (kept, written) = (dir.path().join("kept.db"), dir.path().join("written.db"));
    holding(&kept, ROWS).await;
    let store = open(&written).await.unwrap();
    put_everything(&store).await;
    store.close().await;
    assert_eq!(rows(&written).await, rows(&kept).await);
}

#[tokio::test]
async fn tables_of_one_row_are_read_and_written_as_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let lines: Vec<_> = ONE_ROWS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap())
        .collect();
    let rows = every::one_rows();
    assert_eq!(lines.len(), rows.len());
    for ((table, json), row) in lines.into_iter().zip(rows) {
        holding(
            &path,
            &format!("INSERT OR REPLACE INTO {table} VALUES (1, '{json}')"),
        )
        .await;
        let store = open(&path).await.unwrap();
        let home = store.load().await.unwrap();
        let read = match &row {
            OneRow::Bell(_) => OneRow::Bell(home.bell),
            OneRow::BreachWatch(_) => OneRow::BreachWatch(home.breach_watch),
            OneRow::Plans(_) => OneRow::Plans(home.plans),
            OneRow::Preferences(_) => OneRow::Preferences(home.preferences),
        };
        assert_eq!(read, row);
        match &row {
            OneRow::Bell(bell) => store.put_bell(bell).await,
            OneRow::BreachWatch(watch) => store.put_breach_watch(watch).await,
            OneRow::Plans(plans) => store.put_plans(plans).await,
            OneRow::Preferences(preferences) => store.put_preferences(preferences).await,
        }
        .unwrap();
        store.close().await;
        let file = raw(&path, &key()).await;
        assert_eq!(lines_of(&file, table, table).await, [format!("'{json}'")]);
        file.close().await;
    }
}

pub(super) fn kept_alerts() -> Vec<KeptAlert> {
    let mut corrections: Vec<_> = every::corrections()
        .into_iter()
        .map(|told| told.correction)
        .collect();
    every::alerts()
        .into_iter()
        .map(|alert| KeptAlert {
            alert,
            corrections: std::mem::take(&mut corrections),
        })
        .collect()
}

/// A database of this version, with these rows.
pub(super) async fn holding(path: &Path, rows: &str) {
    open(path).await.unwrap().close().await;
    let file = raw(path, &key()).await;
    let rows = AssertSqlSafe(rows.to_owned());
    sqlx::raw_sql(rows).execute(&file).await.unwrap();
    file.close().await;
}

async fn put_everything(store: &EncryptedStore) {
    for connection in every::connections() {
        store.put_connection(&connection).await.unwrap();
    }
    let cameras = every::cameras();
    store.put_cameras(connection_id(1), &cameras).await.unwrap();
    let (camera, absences) = every::absence();
    for absence in absences.iter().rev() {
        store.put_absence(&camera, absence).await.unwrap();
    }
    for edit in every::edits() {
        store.put_edit(&edit).await.unwrap();
    }
    for name in every::private_names() {
        store.put_private_name(&name).await.unwrap();
    }
    // What is said about an alert later makes it unread.
    for correction in every::corrections() {
        store.put_correction(&correction).await.unwrap();
    }
    for alert in every::alerts().iter().rev() {
        store.put_alert(alert).await.unwrap();
    }
    for exposure in every::exposures() {
        store.put_exposure(&exposure).await.unwrap();
    }
}

/// Line by line, as SQL would write them.
async fn rows(path: &Path) -> Vec<String> {
    let file = raw(path, &key()).await;
    let mut rows = Vec::new();
    for (table, columns) in TABLES {
        let lines = lines_of(&file, table, columns).await;
        rows.extend(lines.into_iter().map(|line| format!("{table}: {line}")));
    }
    file.close().await;
    rows
}

async fn lines_of(file: &SqlitePool, table: &str, columns: &str) -> Vec<String> {
    let quoted: Vec<_> = columns
        .split(", ")
        .map(|column| format!("quote({column})"))
        .collect();
    let quoted = quoted.join(" || ', ' || ");
    let sql = format!("SELECT {quoted} FROM {table} ORDER BY rowid");
    sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_all(file)
        .await
        .unwrap()
}
