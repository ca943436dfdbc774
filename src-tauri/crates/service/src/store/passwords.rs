//! Which password an account has, and putting another in its place.

use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::{Store, StoreError, enrolments, password_recovery};

/// Tells one password of an account from the next, the same password chosen again too: SHA-256 of its OPAQUE record.
pub type PasswordMark = [u8; 32];

pub(crate) fn mark(opaque_record: &[u8]) -> PasswordMark {
    Sha256::digest(opaque_record).into()
}

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn password_of(&self, account: Uuid) -> Result<PasswordMark, StoreError> {
        let mut connection = self.read.acquire().await?;
        in_force(&mut connection, account).await
    }
}

pub(crate) async fn in_force(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<PasswordMark, StoreError> {
    let record: Vec<u8> = sqlx::query_scalar("SELECT opaque_record FROM accounts WHERE id = $1")
        .bind(account.as_bytes().as_slice())
        .fetch_one(tx)
        .await?;
    Ok(mark(&record))
}

pub(super) async fn is_in_force(
    tx: &mut SqliteConnection,
    account: Uuid,
    mark: &[u8],
) -> Result<bool, StoreError> {
    Ok(in_force(tx, account).await?.as_slice() == mark)
}

/// What the old password was good for ends with it: proofs, sign-ins that wait for their second factor, enrolments that
/// wait for their first code. So does a new one that was being made in its place.
pub(crate) async fn change(
    tx: &mut SqliteConnection,
    account: Uuid,
    opaque_record: &[u8],
    wrapped_vault_key: &[u8],
) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET opaque_record = $2, wrapped_vault_key = $3 WHERE id = $1")
        .bind(account.as_bytes().as_slice())
        .bind(opaque_record)
        .bind(wrapped_vault_key)
        .execute(&mut *tx)
        .await?;
    sqlx::query("UPDATE sessions SET proved_at = NULL WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?;
    password_recovery::end(tx, account).await?;
    enrolments::drop_challenges(tx, account).await?;
    enrolments::end(tx, account).await
}
