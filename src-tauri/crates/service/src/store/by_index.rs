//! What one account asks for reads its own rows and nobody else's, however many accounts there are: SQLite is asked how it would go
//! about it.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

use porchlight_protocol::UnixSeconds;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

use super::erasing::{Traces, tables};
use super::forgetting::OVER;
use super::holdings::{about_accounts, grows};
use super::{DatabaseUrl, Store};

/// Rows of these are never taken away where there are many accounts.
const STAY: [&str; 3] = ["clients", "exposures", "partial_resets"];

const NOW: UnixSeconds = 1_800_000_000;

async fn store() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
    let store = Store::open(&url).await.unwrap();
    (dir, store)
}

/// The tables that grow with the number of accounts and that it would read from one end to the other.
async fn read_through(connection: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let plan = format!("EXPLAIN QUERY PLAN {sql}");
    let steps = sqlx::query(AssertSqlSafe(plan)).fetch_all(connection).await;
    let steps = steps.unwrap();
    let details = steps.iter().map(|step| step.get::<String, _>("detail"));
    let scanned = details.filter_map(|detail| {
        let rest = detail.strip_prefix("SCAN ")?;
        let table = rest.split(' ').next()?;
        grows(table).then(|| format!("{table}: {detail}, by {sql}"))
    });
    scanned.collect()
}

#[tokio::test]
async fn deleting_searching_and_telling_read_no_table_of_everybody() {
    let (_dir, store) = store().await;
    let mut connection = store.read.acquire().await.unwrap();
    let mut all = Vec::new();
    for (table, rows) in about_accounts() {
        all.push(format!("DELETE FROM {table} WHERE {}", rows.of));
        all.push(format!("SELECT * FROM {table} WHERE {}", rows.of));
    }
    for table in tables(&mut connection).await.unwrap() {
        all.push(table.search());
    }
    for told in store.tell(Uuid::nil()).await.unwrap().tables {
        all.extend([told.sql(false), told.sql(true)]);
    }
    assert!(all.len() > 80, "{}", all.len());
    for sql in all {
        let read = read_through(&mut connection, &sql).await;
        assert!(read.is_empty(), "{read:?}");
    }
    let everybody = "SELECT * FROM sessions";
    let read = read_through(&mut connection, everybody).await;
    assert_eq!(read.len(), 1, "or this test would see nothing");
}

/// SQLite looks for them itself, and does not say so in a plan.
#[tokio::test]
async fn what_goes_with_a_row_is_found_by_an_index() {
    let (_dir, store) = store().await;
    let mut connection = store.read.acquire().await.unwrap();
    let mut seen = 0;
    for table in tables(&mut connection).await.unwrap() {
        let keys = sqlx::query(
            "SELECT \"from\", \"table\" FROM pragma_foreign_key_list($1) WHERE seq = 0",
        )
        .bind(&table.name)
        .fetch_all(&mut *connection)
        .await
        .unwrap();
        for key in keys {
            let (from, parent): (String, String) = (key.get(0), key.get(1));
            if STAY.contains(&parent.as_str()) {
                continue;
            }
            seen += 1;
            let column = table.columns.iter().find(|column| column.name == from);
            assert!(column.unwrap().indexed, "{}.{from}", table.name);
        }
    }
    assert!(seen > 20, "{seen}");
}

#[tokio::test]
async fn the_search_after_a_deletion_takes_no_connection_that_readers_wait_for() {
    let (_dir, store) = store().await;
    let mut readers = Vec::new();
    while let Some(connection) = store.read.try_acquire() {
        readers.push(connection);
    }
    // All of them were made at the start or are made when they are wanted.
    while readers.len() < 4 {
        readers.push(store.read.acquire().await.unwrap());
    }
    let _writer = store.writer().acquire().await.unwrap();
    let found = store.search(Uuid::nil(), &Traces::default()).await.unwrap();
    assert!(found.iter().all(|table| table.left == 0));
    store.empty_log().await.unwrap();
}

#[tokio::test]
async fn what_is_over_is_taken_away_by_its_key() {
    let (_dir, store) = store().await;
    let mut connection = store.read.acquire().await.unwrap();
    for over in &OVER {
        let key = store.key_of(over.table).await.unwrap();
        let nothing = vec!["NULL"; key.len()].join(", ");
        let sql = over.take_away(&key, &[nothing]);
        let read = read_through(&mut connection, &sql).await;
        assert!(read.is_empty(), "{read:?}");
    }
}

#[tokio::test]
async fn whoever_writes_does_not_wait_while_nothing_is_over() {
    let (_dir, store) = store().await;
    let _writer = store.writer().acquire().await.unwrap();
    store.forget_what_is_over(NOW).await.unwrap();
}

#[tokio::test]
async fn all_that_is_over_goes_and_nothing_else() {
    const OVER: u32 = 1_201;
    let (_dir, store) = store().await;
    for (expires_at, how_many) in [(NOW, OVER), (NOW + 1, 3)] {
        sqlx::query(
            "INSERT INTO invitations (code_index, expires_at)
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
             SELECT randomblob(32), $1 FROM n",
        )
        .bind(expires_at)
        .bind(how_many)
        .execute(store.writer())
        .await
        .unwrap();
    }
    store.forget_what_is_over(NOW).await.unwrap();
    let left: Vec<i64> = sqlx::query_scalar("SELECT expires_at FROM invitations")
        .fetch_all(&store.read)
        .await
        .unwrap();
    assert_eq!(left, [NOW + 1; 3]);
}
