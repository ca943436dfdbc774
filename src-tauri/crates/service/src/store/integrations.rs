//! What accounts are linked to, and what they were.

use std::collections::BTreeSet;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::integration::{ClientRecord, UnlinkCause};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::{Store, StoreError, room, uuid};
use crate::quotas::INTEGRATIONS;

#[derive(Clone, Debug)]
pub struct IntegrationRow {
    pub id: Uuid,
    pub account: Uuid,
    pub client: ClientRecord,
    pub linked_at: UnixSeconds,
    pub last_used_at: Option<UnixSeconds>,
    pub sealed_release: Vec<u8>,
    pub unlinked: Option<UnlinkedRow>,
}

#[derive(Clone, Debug)]
pub struct UnlinkedRow {
    pub at: UnixSeconds,
    pub cause: UnlinkCause,
    /// JSON: language tag → text.
    pub reason: String,
}

macro_rules! integrations {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.account_id, i.client_id, i.linked_at, i.last_used_at, i.sealed_release,
                    i.unlinked_at, i.unlink_cause, i.unlink_reason, c.name,
                    c.initiate_login_uri IS NOT NULL AS starts_here
             FROM integrations i JOIN clients c ON c.id = i.client_id ",
            $rest
        )
    };
}

impl Store {
    /// Newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn integrations(&self, account: Uuid) -> Result<Vec<IntegrationRow>, StoreError> {
        let rows = sqlx::query(integrations!(
            "WHERE i.account_id = $1 ORDER BY i.linked_at DESC, i.id"
        ))
        .bind(account.as_bytes().as_slice())
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(integration).collect()
    }

    /// To the hour, and at most once in an hour.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn integration_used(&self, id: Uuid, hour: UnixSeconds) -> Result<(), StoreError> {
        sqlx::query("UPDATE integrations SET last_used_at = $2 WHERE id = $1")
            .bind(id.as_bytes().as_slice())
            .bind(hour)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// How many are linked: to a client or to all, of some accounts or of everybody.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_linked(
        &self,
        client: Option<&str>,
        accounts: Option<&BTreeSet<Uuid>>,
    ) -> Result<u64, StoreError> {
        let everybody = [None];
        let some: Vec<Option<Vec<u8>>> = match accounts {
            None => everybody.into(),
            Some(accounts) => accounts
                .iter()
                .map(|id| Some(id.as_bytes().to_vec()))
                .collect(),
        };
        let mut linked: u64 = 0;
        for account in some {
            let those: u32 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM integrations WHERE unlinked_at IS NULL
                     AND ($1 IS NULL OR client_id = $1) AND ($2 IS NULL OR account_id = $2)",
            )
            .bind(client)
            .bind(account)
            .fetch_one(&self.read)
            .await?;
            linked += u64::from(those);
        }
        Ok(linked)
    }
}

/// All that an account has, or had.
pub(crate) async fn all_of(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Vec<IntegrationRow>, StoreError> {
    let rows = sqlx::query(integrations!("WHERE i.account_id = $1"))
        .bind(account.as_bytes().as_slice())
        .fetch_all(tx)
        .await?;
    rows.iter().map(integration).collect()
}

pub(crate) async fn of_account(
    tx: &mut SqliteConnection,
    account: Uuid,
    id: Uuid,
) -> Result<Option<IntegrationRow>, StoreError> {
    let row = sqlx::query(integrations!("WHERE i.id = $1 AND i.account_id = $2"))
        .bind(id.as_bytes().as_slice())
        .bind(account.as_bytes().as_slice())
        .fetch_optional(tx)
        .await?;
    row.as_ref().map(integration).transpose()
}

pub(crate) async fn of_grant(
    tx: &mut SqliteConnection,
    grant: Uuid,
) -> Result<Option<IntegrationRow>, StoreError> {
    let row = sqlx::query(integrations!(
        "JOIN grants g ON g.integration_id = i.id WHERE g.id = $1"
    ))
    .bind(grant.as_bytes().as_slice())
    .fetch_optional(tx)
    .await?;
    row.as_ref().map(integration).transpose()
}

/// The one that the account has, or had, with the client.
pub(crate) async fn with_client(
    tx: &mut SqliteConnection,
    account: Uuid,
    client: &str,
) -> Result<Option<IntegrationRow>, StoreError> {
    let row = sqlx::query(integrations!(
        "WHERE i.account_id = $1 AND i.client_id = $2"
    ))
    .bind(account.as_bytes().as_slice())
    .bind(client)
    .fetch_optional(tx)
    .await?;
    row.as_ref().map(integration).transpose()
}

/// For one with another client.
pub(crate) async fn has_room(tx: &mut SqliteConnection, account: Uuid) -> Result<bool, StoreError> {
    let there: u32 = sqlx::query_scalar("SELECT COUNT(*) FROM integrations WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .fetch_one(tx)
        .await?;
    Ok(there < INTEGRATIONS)
}

/// Linked from now on, whatever it was before.
pub(crate) async fn link(
    tx: &mut SqliteConnection,
    row: &IntegrationRow,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO integrations (id, account_id, client_id, linked_at, sealed_release)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET linked_at = $4, sealed_release = $5, last_used_at = NULL,
             unlinked_at = NULL, unlink_cause = NULL, unlink_reason = NULL, untold = 0",
    )
    .bind(row.id.as_bytes().as_slice())
    .bind(row.account.as_bytes().as_slice())
    .bind(&row.client.id)
    .bind(row.linked_at)
    .bind(&row.sealed_release)
    .execute(&mut *tx)
    .await?;
    room::events_give_way(tx, row.account).await
}

pub(crate) async fn release(
    tx: &mut SqliteConnection,
    id: Uuid,
    sealed: &[u8],
) -> Result<(), StoreError> {
    sqlx::query("UPDATE integrations SET sealed_release = $2 WHERE id = $1")
        .bind(id.as_bytes().as_slice())
        .bind(sealed)
        .execute(tx)
        .await?;
    Ok(())
}

/// One: its tokens and whatever was about to give it some are gone with it. `false` when it was unlinked before.
pub(crate) async fn unlink(
    tx: &mut SqliteConnection,
    id: Uuid,
    unlinked: &UnlinkedRow,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE integrations SET unlinked_at = $2, unlink_cause = $3, unlink_reason = $4
         WHERE id = $1 AND unlinked_at IS NULL",
    )
    .bind(id.as_bytes().as_slice())
    .bind(unlinked.at)
    .bind(cause_text(unlinked.cause))
    .bind(&unlinked.reason)
    .execute(&mut *tx)
    .await?;
    for part in [
        "DELETE FROM grants WHERE integration_id = $1",
        "UPDATE link_requests SET state = 'over' WHERE integration_id = $1 AND grant_id IS NULL",
    ] {
        sqlx::query(part)
            .bind(id.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
    }
    Ok(done.rows_affected() > 0)
}

/// Many: of a client or of all, of an account or of all. How many; their owners have no events yet.
pub(crate) async fn unlink_many(
    tx: &mut SqliteConnection,
    client: Option<&str>,
    account: Option<Uuid>,
    unlinked: &UnlinkedRow,
) -> Result<u64, StoreError> {
    let account = account.map(|id| id.as_bytes().to_vec());
    let done = sqlx::query(
        "UPDATE integrations SET unlinked_at = $3, unlink_cause = $4, unlink_reason = $5, untold = 1
         WHERE unlinked_at IS NULL AND ($1 IS NULL OR client_id = $1)
           AND ($2 IS NULL OR account_id = $2)",
    )
    .bind(client)
    .bind(&account)
    .bind(unlinked.at)
    .bind(cause_text(unlinked.cause))
    .bind(&unlinked.reason)
    .execute(&mut *tx)
    .await?;
    for part in [
        "DELETE FROM grants WHERE integration_id IN
             (SELECT id FROM integrations WHERE unlinked_at IS NOT NULL
                 AND ($1 IS NULL OR client_id = $1) AND ($2 IS NULL OR account_id = $2))",
        "UPDATE link_requests SET state = 'over'
         WHERE grant_id IS NULL AND ($1 IS NULL OR client_id = $1)
           AND ($2 IS NULL OR account_id = $2)",
        "DELETE FROM login_hints WHERE ($1 IS NULL OR client_id = $1)
             AND ($2 IS NULL OR account_id = $2)",
    ] {
        sqlx::query(part)
            .bind(client)
            .bind(&account)
            .execute(&mut *tx)
            .await?;
    }
    Ok(done.rows_affected())
}

/// Unlinked with many others, and their owners have no event yet.
pub(crate) async fn untold(
    tx: &mut SqliteConnection,
    most: u32,
) -> Result<Vec<IntegrationRow>, StoreError> {
    let rows = sqlx::query(integrations!("WHERE i.untold = 1 LIMIT $1"))
        .bind(most)
        .fetch_all(tx)
        .await?;
    rows.iter().map(integration).collect()
}

pub(crate) async fn told(tx: &mut SqliteConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("UPDATE integrations SET untold = 0 WHERE id = $1")
        .bind(id.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

fn integration(row: &SqliteRow) -> Result<IntegrationRow, StoreError> {
    let at: Option<UnixSeconds> = row.try_get("unlinked_at")?;
    let unlinked = at
        .map(|at| {
            Ok::<_, StoreError>(UnlinkedRow {
                at,
                cause: cause_from(row.try_get("unlink_cause")?)?,
                reason: row.try_get("unlink_reason")?,
            })
        })
        .transpose()?;
    Ok(IntegrationRow {
        id: uuid(row.try_get("id")?, "integration")?,
        account: uuid(row.try_get("account_id")?, "integration")?,
        client: ClientRecord {
            id: row.try_get("client_id")?,
            name: row.try_get("name")?,
            starts_here: row.try_get("starts_here")?,
        },
        linked_at: row.try_get("linked_at")?,
        last_used_at: row.try_get("last_used_at")?,
        sealed_release: row.try_get("sealed_release")?,
        unlinked,
    })
}

/// The same words as on the wire.
fn cause_text(cause: UnlinkCause) -> Option<String> {
    serde_json::to_value(cause)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

fn cause_from(text: String) -> Result<UnlinkCause, StoreError> {
    serde_json::from_value(text.into()).map_err(|_| StoreError::Damaged("unlink cause"))
}
