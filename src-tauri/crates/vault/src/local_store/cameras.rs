//! Cameras as last seen, in the order in which their service lists them.

use porchlight_core::cameras::Camera;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::view::ConnectionId;
use sqlx::SqlitePool;

use super::connections::connection_id;
use super::trouble::{store_error, unreadable};

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<(ConnectionId, Camera)>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT connection, seen FROM cameras ORDER BY rowid")
            .fetch_all(pool)
            .await
            .map_err(|error| store_error(&error))?;
    rows.into_iter()
        .map(|(connection, seen)| {
            let camera = serde_json::from_str(&seen).map_err(|error| unreadable(&error))?;
            Ok((connection_id(&connection)?, camera))
        })
        .collect()
}

pub(super) async fn put(
    pool: &SqlitePool,
    connection: ConnectionId,
    cameras: &[Camera],
) -> Result<(), StoreError> {
    let connection = connection.0.to_string();
    let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
    sqlx::query("DELETE FROM cameras WHERE connection = $1")
        .bind(&connection)
        .execute(&mut *transaction)
        .await
        .map_err(|error| store_error(&error))?;
    for camera in cameras {
        let seen = serde_json::to_string(camera).map_err(|error| unreadable(&error))?;
        // A service that lists a camera twice means the later one.
        sqlx::query(
            "INSERT OR REPLACE INTO cameras (connection, camera, seen) VALUES ($1, $2, $3)",
        )
        .bind(&connection)
        .bind(&camera.id.0)
        .bind(seen)
        .execute(&mut *transaction)
        .await
        .map_err(|error| store_error(&error))?;
    }
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))
}
