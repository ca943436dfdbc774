//! When nothing was heard of a camera.

use porchlight_core::ports::local_store::StoreError;
use porchlight_core::time::Timestamp;
use porchlight_core::view::{Absence, CameraKey};
use sqlx::SqlitePool;

use super::trouble::store_error;

/// Of one camera.
const MOST: i64 = 20;

pub(super) async fn put(
    pool: &SqlitePool,
    camera: &CameraKey,
    absence: &Absence,
) -> Result<(), StoreError> {
    let connection = camera.connection.0.to_string();
    let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
    sqlx::query(
        "INSERT INTO absences (connection, camera, since, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (connection, camera, since) DO UPDATE SET until = excluded.until",
    )
    .bind(&connection)
    .bind(&camera.camera.0)
    .bind(absence.since.0)
    .bind(absence.until.map(|until| until.0))
    .execute(&mut *transaction)
    .await
    .map_err(|error| store_error(&error))?;
    sqlx::query(
        "DELETE FROM absences WHERE connection = $1 AND camera = $2 AND since NOT IN
         (SELECT since FROM absences WHERE connection = $1 AND camera = $2 ORDER BY since DESC LIMIT $3)",
    )
    .bind(&connection)
    .bind(&camera.camera.0)
    .bind(MOST)
    .execute(&mut *transaction)
    .await
    .map_err(|error| store_error(&error))?;
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))
}

pub(super) async fn of(pool: &SqlitePool, camera: &CameraKey) -> Result<Vec<Absence>, StoreError> {
    let rows: Vec<(i64, Option<i64>)> = sqlx::query_as(
        "SELECT since, until FROM absences WHERE connection = $1 AND camera = $2 ORDER BY since DESC",
    )
    .bind(camera.connection.0.to_string())
    .bind(&camera.camera.0)
    .fetch_all(pool)
    .await
    .map_err(|error| store_error(&error))?;
    let absences = rows.into_iter().map(|(since, until)| Absence {
        since: Timestamp(since),
        until: until.map(Timestamp),
    });
    Ok(absences.collect())
}
