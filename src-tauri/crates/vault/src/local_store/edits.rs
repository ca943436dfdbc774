//! The outbox, in the order in which the edits were first put.

use porchlight_core::outbox::PendingEdit;
use porchlight_core::ports::local_store::StoreError;
use sqlx::SqlitePool;
use uuid::Uuid;

use super::format;
use super::trouble::store_error;

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<PendingEdit>, StoreError> {
    let rows: Vec<String> = sqlx::query_scalar("SELECT edit FROM edits ORDER BY rowid")
        .fetch_all(pool)
        .await
        .map_err(|error| store_error(&error))?;
    rows.iter().map(|edit| format::read(edit)).collect()
}

pub(super) async fn put(pool: &SqlitePool, edit: &PendingEdit) -> Result<(), StoreError> {
    let json = format::written(edit)?;
    sqlx::query(
        "INSERT INTO edits (id, connection, edit) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET connection = excluded.connection, edit = excluded.edit",
    )
    .bind(edit.id.to_string())
    .bind(edit.connection.0.to_string())
    .bind(json)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}

pub(super) async fn remove(pool: &SqlitePool, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM edits WHERE id = $1")
        .bind(id.to_string())
        .execute(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(())
}
