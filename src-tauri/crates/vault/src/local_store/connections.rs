//! Connections, in the order in which the owner added them.

use porchlight_core::ports::local_store::{StoreError, StoredConnection};
use porchlight_core::view::ConnectionId;
use sqlx::SqlitePool;
use uuid::Uuid;

use super::trouble::{store_error, unreadable};

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<StoredConnection>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> =
        sqlx::query_as("SELECT id, place, name, email, session FROM connections ORDER BY rowid")
            .fetch_all(pool)
            .await
            .map_err(|error| store_error(&error))?;
    rows.into_iter()
        .map(|(id, place, name, email, session)| {
            Ok(StoredConnection {
                id: connection_id(&id)?,
                place: serde_json::from_str(&place).map_err(|error| unreadable(&error))?,
                name,
                email,
                session: serde_json::from_str(&session).map_err(|error| unreadable(&error))?,
            })
        })
        .collect()
}

pub(super) async fn put(
    pool: &SqlitePool,
    connection: &StoredConnection,
) -> Result<(), StoreError> {
    let place = serde_json::to_string(&connection.place).map_err(|error| unreadable(&error))?;
    let session = serde_json::to_string(&connection.session).map_err(|error| unreadable(&error))?;
    sqlx::query(
        "INSERT INTO connections (id, place, name, email, session) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET
             place = excluded.place, name = excluded.name, email = excluded.email, session = excluded.session",
    )
    .bind(connection.id.0.to_string())
    .bind(place)
    .bind(&connection.name)
    .bind(&connection.email)
    .bind(session)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}

/// With all that belongs to it, or nothing at all.
pub(super) async fn remove(pool: &SqlitePool, connection: ConnectionId) -> Result<(), StoreError> {
    let id = connection.0.to_string();
    let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
    for statement in [
        "DELETE FROM secrets WHERE connection = $1",
        "DELETE FROM edits WHERE connection = $1",
        "DELETE FROM alerts WHERE connection = $1",
        "DELETE FROM cameras WHERE connection = $1",
        "DELETE FROM connections WHERE id = $1",
    ] {
        sqlx::query(statement)
            .bind(&id)
            .execute(&mut *transaction)
            .await
            .map_err(|error| store_error(&error))?;
    }
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))
}

pub(super) fn connection_id(text: &str) -> Result<ConnectionId, StoreError> {
    Uuid::parse_str(text)
        .map(ConnectionId)
        .map_err(|_| StoreError::Damaged)
}
