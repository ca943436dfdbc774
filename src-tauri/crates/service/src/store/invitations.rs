//! Invitations: codes with which an account may be made. Whom they were given to is not known.

use porchlight_protocol::UnixSeconds;
use sqlx::SqliteConnection;

use super::holdings::{About, Holding};
use super::{Store, StoreError, Tx};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "invitations",
    about: About::Nobody(
        "hashes of codes that nobody has used yet; the account that is made with one does not keep which",
    ),
}];

impl Store {
    /// Whether one is good now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn is_invitation(
        &self,
        code_index: &[u8; 32],
        now: UnixSeconds,
    ) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM invitations WHERE code_index = $1 AND expires_at > $2)",
        )
        .bind(code_index.as_slice())
        .bind(now)
        .fetch_one(&self.read)
        .await?)
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    code_index: &[u8; 32],
    expires_at: UnixSeconds,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO invitations (code_index, expires_at) VALUES ($1, $2)")
        .bind(code_index.as_slice())
        .bind(expires_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Serves once: `false` when it did already, or its time is over.
pub(super) async fn spend(
    tx: &mut SqliteConnection,
    code_index: &[u8; 32],
    now: UnixSeconds,
) -> Result<bool, StoreError> {
    let spent = sqlx::query("DELETE FROM invitations WHERE code_index = $1 AND expires_at > $2")
        .bind(code_index.as_slice())
        .bind(now)
        .execute(tx)
        .await?;
    Ok(spent.rows_affected() == 1)
}
