//! Announcements of exposures, one row per revision.

use porchlight_core::ports::local_store::{StoreError, StoredExposure};
use sqlx::SqlitePool;

use super::format;
use super::trouble::store_error;

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<StoredExposure>, StoreError> {
    let rows: Vec<String> = sqlx::query_scalar("SELECT told FROM exposures ORDER BY rowid")
        .fetch_all(pool)
        .await
        .map_err(|error| store_error(&error))?;
    rows.iter().map(|told| format::read(told)).collect()
}

pub(super) async fn put(pool: &SqlitePool, told: &StoredExposure) -> Result<(), StoreError> {
    let json = format::written(told)?;
    sqlx::query(
        "INSERT INTO exposures (connection, exposure, revision, told) VALUES ($1, $2, $3, $4)
         ON CONFLICT (connection, exposure, revision) DO NOTHING",
    )
    .bind(told.connection.0.to_string())
    .bind(&told.exposure.exposure)
    .bind(told.exposure.revision)
    .bind(json)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}
