//! Alerts by page, newest first, so that a hundred thousand cost no more than fifty.

use porchlight_core::alerts::Alert;
use porchlight_core::ports::local_store::{AlertCursor, StoreError};
use porchlight_core::time::Timestamp;
use sqlx::SqlitePool;

use super::connections::connection_id;
use super::trouble::{store_error, unreadable};

pub(super) async fn put(pool: &SqlitePool, alert: &Alert) -> Result<bool, StoreError> {
    let kind = serde_json::to_string(&alert.kind).map_err(|error| unreadable(&error))?;
    let done = sqlx::query(
        "INSERT INTO alerts (id, connection, at, read, kind) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(&alert.id)
    .bind(alert.connection.0.to_string())
    .bind(alert.at.0)
    .bind(alert.read)
    .bind(kind)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn page(
    pool: &SqlitePool,
    before: Option<&AlertCursor>,
    limit: u32,
) -> Result<Vec<Alert>, StoreError> {
    type Row = (String, String, i64, bool, String);
    let query = match before {
        None => sqlx::query_as::<_, Row>(
            "SELECT id, connection, at, read, kind FROM alerts ORDER BY at DESC, id DESC LIMIT $1",
        )
        .bind(limit),
        Some(cursor) => sqlx::query_as::<_, Row>(
            "SELECT id, connection, at, read, kind FROM alerts WHERE (at, id) < ($2, $3)
             ORDER BY at DESC, id DESC LIMIT $1",
        )
        .bind(limit)
        .bind(cursor.at.0)
        .bind(&cursor.id),
    };
    let rows = query
        .fetch_all(pool)
        .await
        .map_err(|error| store_error(&error))?;
    rows.into_iter()
        .map(|(id, connection, at, read, kind)| {
            Ok(Alert {
                id,
                connection: connection_id(&connection)?,
                at: Timestamp(at),
                kind: serde_json::from_str(&kind).map_err(|error| unreadable(&error))?,
                read,
            })
        })
        .collect()
}

pub(super) async fn unread(pool: &SqlitePool) -> Result<u32, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM alerts WHERE read = 0")
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

pub(super) async fn mark_read(pool: &SqlitePool) -> Result<(), StoreError> {
    sqlx::query("UPDATE alerts SET read = 1 WHERE read = 0")
        .execute(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(())
}
