//! Names that stay on this computer, in the order in which they were first given.

use porchlight_core::ports::local_store::StoreError;
use porchlight_core::private_names::PrivateName;
use porchlight_core::view::CameraKey;
use sqlx::SqlitePool;

use super::format;
use super::trouble::store_error;

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<PrivateName>, StoreError> {
    let rows: Vec<String> = sqlx::query_scalar("SELECT name FROM private_names ORDER BY rowid")
        .fetch_all(pool)
        .await
        .map_err(|error| store_error(&error))?;
    rows.iter().map(|name| format::read(name)).collect()
}

pub(super) async fn put(pool: &SqlitePool, name: &PrivateName) -> Result<(), StoreError> {
    let json = format::written(name)?;
    sqlx::query(
        "INSERT INTO private_names (connection, account, camera, name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (connection, account, camera) DO UPDATE SET name = excluded.name",
    )
    .bind(name.connection.0.to_string())
    .bind(&name.account)
    .bind(&name.camera.0)
    .bind(json)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}

pub(super) async fn remove(
    pool: &SqlitePool,
    camera: &CameraKey,
    account: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM private_names WHERE connection = $1 AND account = $2 AND camera = $3")
        .bind(camera.connection.0.to_string())
        .bind(account)
        .bind(&camera.camera.0)
        .execute(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(())
}
