//! Accounts: a keyed hash of the address, the OPAQUE record, and the vault key as only owners can unwrap it.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding};
use super::{Store, StoreError, cameras, invitations, uuid};
use crate::email_change::UNDO_FOR;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "accounts",
    about: About::Account(AccountRows {
        of: "id = $1",
        group: Group::Account,
        purpose: Purpose::Account,
        kept: Kept::WithAccount,
        columns: &[
            ("id", Form::Identifier),
            ("email_index", Form::Hashed),
            ("opaque_record", Form::PasswordRecord),
            ("wrapped_vault_key", Form::SealedByOwner),
            ("recovery_wrapped_vault_key", Form::SealedByOwner),
            ("recovery_public_key", Form::PublicKey),
            ("created_at", Form::Time),
        ],
    }),
}];

#[derive(Clone, Debug)]
pub struct NewAccount {
    pub id: Uuid,
    pub email_index: [u8; 32],
    pub opaque_record: Vec<u8>,
    pub wrapped_vault_key: Vec<u8>,
    pub recovery_wrapped_vault_key: Vec<u8>,
    /// Of the Ed25519 key pair that is derived from the recovery key.
    pub recovery_public_key: Vec<u8>,
    pub created_at: UnixSeconds,
}

/// What became of an account that was to be made by invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The address has an account already; the invitation is still good.
    Known,
    /// The invitation was used meanwhile, or its time is over.
    NotInvited,
    Now,
}

/// What `list-accounts` shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSummary {
    pub id: Uuid,
    pub cameras: i64,
    pub live_sessions: i64,
}

impl Store {
    /// All of it or nothing. `false` when the address has an account already, or had one until a day ago.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_account(
        &self,
        account: &NewAccount,
        its_cameras: &[CameraRecord],
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let added = insert(&mut tx, account).await?;
        if added == 0 {
            return Ok(false);
        }
        for camera in its_cameras {
            cameras::insert(&mut tx, account.id, camera).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// The same with an invitation (its index), which is spent in the same step.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_invited(
        &self,
        account: &NewAccount,
        invitation: &[u8; 32],
    ) -> Result<Added, StoreError> {
        let mut tx = self.begin().await?;
        if insert(&mut tx, account).await? == 0 {
            return Ok(Added::Known);
        }
        if !invitations::spend(&mut tx, invitation, account.created_at).await? {
            return Ok(Added::NotInvited);
        }
        tx.commit().await?;
        Ok(Added::Now)
    }

    /// The account of an address, and its OPAQUE record. Where there is none, the row of another one is read in its place, so that it
    /// takes as long.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn account_at(
        &self,
        email_index: &[u8; 32],
    ) -> Result<Option<(Uuid, Vec<u8>)>, StoreError> {
        let row = sqlx::query(
            "SELECT id, opaque_record, email_index = $1 AS found FROM accounts
             WHERE id = COALESCE((SELECT id FROM accounts WHERE email_index = $1),
                                 (SELECT id FROM accounts LIMIT 1))",
        )
        .bind(email_index.as_slice())
        .fetch_optional(&self.read)
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let read = (
            uuid(row.try_get("id")?, "account")?,
            row.try_get("opaque_record")?,
        );
        Ok(row.try_get::<bool, _>("found")?.then_some(read))
    }

    /// Whether a session of the account at an address was begun with this device key, as far back as sessions are remembered; one
    /// that its owner has ended from elsewhere does not count.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn knows_device(
        &self,
        email_index: &[u8; 32],
        thumbprint: &str,
    ) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM accounts a JOIN sessions s ON s.account_id = a.id
                 WHERE a.email_index = $1 AND s.thumbprint = $2
                   AND COALESCE(s.end_reason, '') NOT IN ('revoked_elsewhere', 'suspected_theft'))",
        )
        .bind(email_index.as_slice())
        .bind(thumbprint)
        .fetch_one(&self.read)
        .await?)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn opaque_record_of(&self, account: Uuid) -> Result<Vec<u8>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT opaque_record FROM accounts WHERE id = $1")
                .bind(account.as_bytes().as_slice())
                .fetch_one(&self.read)
                .await?,
        )
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn wrapped_vault_key(&self, account: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT wrapped_vault_key FROM accounts WHERE id = $1")
                .bind(account.as_bytes().as_slice())
                .fetch_optional(&self.read)
                .await?,
        )
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn accounts(&self) -> Result<Vec<AccountSummary>, StoreError> {
        let rows = sqlx::query(
            "SELECT a.id,
                    (SELECT COUNT(*) FROM cameras c WHERE c.account_id = a.id) AS cameras,
                    (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.id AND s.ended_at IS NULL
                        AND s.epoch >= (SELECT COALESCE(MAX(id), 0) FROM resets)) AS live
             FROM accounts a ORDER BY a.created_at, a.id",
        )
        .fetch_all(&self.read)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(AccountSummary {
                    id: uuid(row.try_get("id")?, "account")?,
                    cameras: row.try_get("cameras")?,
                    live_sessions: row.try_get("live")?,
                })
            })
            .collect()
    }

    /// For the demo, whose owner was there before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn account_made_at(
        &self,
        account: Uuid,
        moment: UnixSeconds,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE accounts SET created_at = $1 WHERE id = $2 AND created_at <> $1")
            .bind(moment)
            .bind(account.as_bytes().as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Removes every account and all that hangs on it, and puts one in their place, in one step.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn replace_everything(
        &self,
        account: &NewAccount,
        its_cameras: &[CameraRecord],
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        // Sessions, cameras, events and readers go with their account; resets with their sessions.
        for all in ["DELETE FROM accounts", "DELETE FROM exposures"] {
            sqlx::query(all).execute(&mut *tx).await?;
        }
        insert(&mut tx, account).await?;
        for camera in its_cameras {
            cameras::insert(&mut tx, account.id, camera).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Neither where the address has an account, nor where an account could still put it back.
async fn insert(tx: &mut SqliteConnection, account: &NewAccount) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "INSERT INTO accounts (id, email_index, opaque_record, wrapped_vault_key,
                               recovery_wrapped_vault_key, recovery_public_key, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE NOT EXISTS (SELECT 1 FROM email_changes WHERE email_index = $2 AND changed_at > $8)
         ON CONFLICT DO NOTHING",
    )
    .bind(account.id.as_bytes().as_slice())
    .bind(account.email_index.as_slice())
    .bind(&account.opaque_record)
    .bind(&account.wrapped_vault_key)
    .bind(&account.recovery_wrapped_vault_key)
    .bind(&account.recovery_public_key)
    .bind(account.created_at)
    .bind(account.created_at - UNDO_FOR)
    .execute(tx)
    .await?;
    Ok(done.rows_affected())
}
