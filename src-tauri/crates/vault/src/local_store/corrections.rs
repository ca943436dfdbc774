//! What was said about alerts later. All of it stays.

use std::collections::HashMap;

use porchlight_core::alerts::Correction;
use porchlight_core::ports::local_store::{StoreError, StoredCorrection};
use porchlight_core::time::Timestamp;
use sqlx::{QueryBuilder, SqlitePool};

use super::format;
use super::trouble::store_error;

/// A correction of a correction is one of what that corrected, whichever of the two came first.
pub(super) async fn put(
    pool: &SqlitePool,
    correction: &StoredCorrection,
) -> Result<bool, StoreError> {
    let failed = |error| store_error(&error);
    let message = format::written(&correction.correction.message)?;
    let mut transaction = pool.begin().await.map_err(failed)?;
    let corrected: Option<String> =
        sqlx::query_scalar("SELECT event FROM corrections WHERE id = $1")
            .bind(&correction.event)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(failed)?;
    let event = corrected.unwrap_or_else(|| correction.event.clone());
    let new = sqlx::query(
        "INSERT INTO corrections (id, connection, event, at, message) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(&correction.id)
    .bind(correction.connection.0.to_string())
    .bind(&event)
    .bind(correction.correction.at.0)
    .bind(message)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    if new.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("UPDATE corrections SET event = $2 WHERE event = $1")
        .bind(&correction.id)
        .bind(&event)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    let corrected = sqlx::query(
        "UPDATE alerts SET read = 0, marked = 0 WHERE event = $1 OR (id = $1 AND event IS NULL)",
    )
    .bind(&event)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(corrected.rows_affected() > 0)
}

pub(super) async fn are_there(pool: &SqlitePool, event: &str) -> Result<bool, StoreError> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM corrections WHERE event = $1)")
        .bind(event)
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))
}

/// By event, oldest first.
pub(super) async fn of(
    pool: &SqlitePool,
    events: &[&str],
) -> Result<HashMap<String, Vec<Correction>>, StoreError> {
    let mut found: HashMap<String, Vec<Correction>> = HashMap::new();
    if events.is_empty() {
        return Ok(found);
    }
    let mut query =
        QueryBuilder::new("SELECT event, at, message FROM corrections WHERE event IN (");
    let mut list = query.separated(", ");
    for event in events {
        list.push_bind(*event);
    }
    query.push(") ORDER BY event, at, id");
    let rows: Vec<(String, i64, String)> = query
        .build_query_as()
        .fetch_all(pool)
        .await
        .map_err(|error| store_error(&error))?;
    for (event, at, message) in rows {
        let message = format::read(&message)?;
        let at = Timestamp(at);
        found
            .entry(event)
            .or_default()
            .push(Correction { at, message });
    }
    Ok(found)
}
