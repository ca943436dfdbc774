//! Cameras as last seen, in the order in which their service lists them.

use porchlight_core::cameras::Camera;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::view::ConnectionId;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteExecutor;

use super::connections::connection_id;
use super::format;
use super::trouble::store_error;

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<(ConnectionId, Camera)>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT connection, seen FROM cameras ORDER BY rowid")
            .fetch_all(pool)
            .await
            .map_err(|error| store_error(&error))?;
    rows.into_iter()
        .map(|(connection, seen)| Ok((connection_id(&connection)?, format::read(&seen)?)))
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
        // A service that lists a camera twice means the later one.
        write(&mut *transaction, &connection, camera).await?;
    }
    sqlx::query(
        "DELETE FROM absences WHERE connection = $1
         AND camera NOT IN (SELECT camera FROM cameras WHERE connection = $1)",
    )
    .bind(&connection)
    .execute(&mut *transaction)
    .await
    .map_err(|error| store_error(&error))?;
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))
}

pub(super) async fn put_one(
    pool: &SqlitePool,
    connection: ConnectionId,
    camera: &Camera,
) -> Result<(), StoreError> {
    write(pool, &connection.0.to_string(), camera).await
}

/// A camera that is there already keeps its row, and with it its place.
async fn write(
    executor: impl SqliteExecutor<'_>,
    connection: &str,
    camera: &Camera,
) -> Result<(), StoreError> {
    let seen = format::written(camera)?;
    sqlx::query(
        "INSERT INTO cameras (connection, camera, seen) VALUES ($1, $2, $3)
         ON CONFLICT (connection, camera) DO UPDATE SET seen = excluded.seen",
    )
    .bind(connection)
    .bind(&camera.id.0)
    .bind(seen)
    .execute(executor)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}
