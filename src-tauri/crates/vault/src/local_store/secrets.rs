//! Secrets inside the encrypted database, for where a passphrase takes the keychain's place.

use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::secret_vault::SecretSlot;
use porchlight_core::secret::SecretBytes;
use sqlx::SqlitePool;

use super::trouble::store_error;

pub(super) async fn read(
    pool: &SqlitePool,
    slot: SecretSlot,
) -> Result<Option<SecretBytes>, StoreError> {
    let row: Option<Vec<u8>> = sqlx::query_scalar("SELECT secret FROM secrets WHERE entry = $1")
        .bind(slot.entry())
        .fetch_optional(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(row.map(SecretBytes::new))
}

pub(super) async fn write(
    pool: &SqlitePool,
    slot: SecretSlot,
    secret: &SecretBytes,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO secrets (entry, secret) VALUES ($1, $2)
         ON CONFLICT (entry) DO UPDATE SET secret = excluded.secret",
    )
    .bind(slot.entry())
    .bind(secret.expose())
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}

pub(super) async fn delete(pool: &SqlitePool, slot: SecretSlot) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM secrets WHERE entry = $1")
        .bind(slot.entry())
        .execute(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(())
}
