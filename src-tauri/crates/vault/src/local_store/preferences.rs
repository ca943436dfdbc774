//! What the owner prefers: one row.

use porchlight_core::ports::local_store::StoreError;
use porchlight_core::view::Preferences;
use sqlx::SqlitePool;

use super::trouble::{store_error, unreadable};

pub(super) async fn read(pool: &SqlitePool) -> Result<Preferences, StoreError> {
    let row: Option<String> = sqlx::query_scalar("SELECT preferences FROM preferences")
        .fetch_optional(pool)
        .await
        .map_err(|error| store_error(&error))?;
    match row {
        None => Ok(Preferences::default()),
        Some(json) => serde_json::from_str(&json).map_err(|error| unreadable(&error)),
    }
}

pub(super) async fn put(pool: &SqlitePool, preferences: &Preferences) -> Result<(), StoreError> {
    let json = serde_json::to_string(preferences).map_err(|error| unreadable(&error))?;
    sqlx::query(
        "INSERT INTO preferences (one, preferences) VALUES (1, $1)
         ON CONFLICT (one) DO UPDATE SET preferences = excluded.preferences",
    )
    .bind(json)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}
