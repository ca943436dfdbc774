//! The recovery key as the service knows it: the vault key wrapped under it, and the public half that checks its answers.

use porchlight_protocol::UnixSeconds;
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::{Store, StoreError, enrolments, password_recovery, passwords, two_factor, uuid};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryKeyRow {
    pub wrapped_vault_key: Vec<u8>,
    /// `None`: of before recovery keys could sign in.
    pub public_key: Option<Vec<u8>>,
}

/// Tells one set of password, recovery key and authenticator from the next: SHA-256 of what they are checked with.
pub type WaysIn = [u8; 32];

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn recovery_key(&self, account: Uuid) -> Result<RecoveryKeyRow, StoreError> {
        let mut connection = self.read.acquire().await?;
        of(&mut connection, account).await
    }

    /// Account and public half, where there are both.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn recovery_key_at(
        &self,
        email_index: &[u8; 32],
    ) -> Result<Option<(Uuid, Vec<u8>)>, StoreError> {
        let row = sqlx::query(
            "SELECT id, recovery_public_key FROM accounts
             WHERE email_index = $1 AND recovery_public_key IS NOT NULL",
        )
        .bind(email_index.as_slice())
        .fetch_optional(&self.read)
        .await?;
        row.map(|row| {
            let id = uuid(row.try_get("id")?, "account")?;
            Ok((id, row.try_get("recovery_public_key")?))
        })
        .transpose()
    }
}

pub(crate) async fn of(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<RecoveryKeyRow, StoreError> {
    find(tx, account)
        .await?
        .ok_or(StoreError::Unavailable(sqlx::Error::RowNotFound))
}

/// `None`: there is no such account any more.
pub(crate) async fn find(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Option<RecoveryKeyRow>, StoreError> {
    let row = sqlx::query(
        "SELECT recovery_wrapped_vault_key, recovery_public_key FROM accounts WHERE id = $1",
    )
    .bind(account.as_bytes().as_slice())
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        Ok(RecoveryKeyRow {
            wrapped_vault_key: row.try_get("recovery_wrapped_vault_key")?,
            public_key: row.try_get("recovery_public_key")?,
        })
    })
    .transpose()
}

/// Changes with each change of one of them.
pub(crate) async fn ways_in(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<WaysIn, StoreError> {
    let password = passwords::in_force(tx, account).await?;
    let key = of(tx, account).await?;
    let since = two_factor::of(tx, account).await?.map(|row| row.since);
    let mut mark = Sha256::new();
    mark.update(password);
    mark.update(Sha256::digest(key.wrapped_vault_key));
    // Its length tells none from one.
    mark.update(Sha256::digest(key.public_key.unwrap_or_default()));
    mark.update(since.unwrap_or_default().to_be_bytes());
    Ok(mark.finalize().into())
}

/// What the old one was good for ends with it: challenges that it could have answered, enrolments that it has allowed, a new password
/// that it was to lead to.
pub(crate) async fn replace(
    tx: &mut SqliteConnection,
    account: Uuid,
    new: &RecoveryKeyRow,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE accounts SET recovery_wrapped_vault_key = $2, recovery_public_key = $3 WHERE id = $1",
    )
    .bind(account.as_bytes().as_slice())
    .bind(&new.wrapped_vault_key)
    .bind(&new.public_key)
    .execute(&mut *tx)
    .await?;
    password_recovery::end(tx, account).await?;
    enrolments::drop_challenges(tx, account).await?;
    enrolments::end(tx, account).await
}

pub(crate) async fn public_key(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT recovery_public_key FROM accounts WHERE id = $1")
            .bind(account.as_bytes().as_slice())
            .fetch_one(tx)
            .await?,
    )
}

/// Where there is none.
pub(crate) async fn set_public_key(
    tx: &mut SqliteConnection,
    account: Uuid,
    key: &[u8],
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE accounts SET recovery_public_key = $2 WHERE id = $1 AND recovery_public_key IS NULL",
    )
    .bind(account.as_bytes().as_slice())
    .bind(key)
    .execute(tx)
    .await?;
    Ok(())
}

/// What a session's next change may be allowed with; in the place of one that it had.
pub(crate) async fn challenge(
    tx: &mut SqliteConnection,
    id: Uuid,
    session: &crate::sessions::Session,
    now: UnixSeconds,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM challenges WHERE session_id = $1")
        .bind(session.id.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "INSERT INTO challenges (id, account_id, thumbprint, proved_at, session_id) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id.as_bytes().as_slice())
    .bind(session.account.as_bytes().as_slice())
    .bind(&session.thumbprint)
    .bind(now)
    .bind(session.id.as_bytes().as_slice())
    .execute(tx)
    .await?;
    Ok(())
}

/// Used up. `false` when it was before, is too old, or another session's.
pub(crate) async fn use_challenge(
    tx: &mut SqliteConnection,
    id: Uuid,
    session: Uuid,
    after: UnixSeconds,
) -> Result<bool, StoreError> {
    let gone =
        sqlx::query("DELETE FROM challenges WHERE id = $1 AND session_id = $2 AND proved_at > $3")
            .bind(id.as_bytes().as_slice())
            .bind(session.as_bytes().as_slice())
            .bind(after)
            .execute(tx)
            .await?
            .rows_affected();
    Ok(gone == 1)
}
