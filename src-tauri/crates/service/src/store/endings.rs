//! The ends of sessions: one, those of an account, or all of them by a reset.

use std::collections::BTreeSet;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::event::EndReason;
use sqlx::{QueryBuilder, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, Holding};
use super::{Store, StoreError, uuid};
use crate::incidents::Whose;

pub(super) const HELD: &[Holding] = &[Holding {
    table: "resets",
    about: About::Nobody("a reset ends everybody's sessions and says the same to all"),
}];

/// Ended for itself, not by a reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub at: UnixSeconds,
    pub reason: EndReason,
    pub by_sealed: Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetRow {
    /// Groups everything that belongs to the incident (`txn` of RFC 8417).
    pub incident: String,
    pub at: UnixSeconds,
    /// JSON: language tag → text.
    pub reason: String,
    pub advisory: Option<String>,
}

impl Store {
    /// By its owner: the token is forgotten, the identifier is not, so that no sign-in is finished twice.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn sign_out(&self, id: Uuid, now: UnixSeconds) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "UPDATE sessions SET token_index = NULL, ended_at = COALESCE(ended_at, $1),
                    end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions WHERE end_seq IS NOT NULL)
             WHERE id = $2",
        )
        .bind(now)
        .bind(id.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// By the service. `false` when it was over already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn end_session(&self, id: Uuid, ended: &Ended) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let changed = sqlx::query(
            "UPDATE sessions SET ended_at = $1, end_reason = $2, end_by = $3,
                    end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions WHERE end_seq IS NOT NULL)
             WHERE id = $4 AND ended_at IS NULL",
        )
        .bind(ended.at)
        .bind(reason_text(ended.reason))
        .bind(&ended.by_sealed)
        .bind(id.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?
        .rows_affected();
        tx.commit().await?;
        Ok(changed > 0)
    }

    /// How many sessions that nobody ended there are of these.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_sessions(&self, whose: &Whose) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM sessions
             WHERE ended_at IS NULL AND epoch >= (SELECT COALESCE(MAX(id), 0) FROM resets)
               AND ($1 IS NULL OR account_id IN (SELECT unhex(value) FROM json_each($1)))
               AND ($2 IS NULL OR created_at < $2)",
        )
        .bind(whose.accounts.as_ref().map(json_of))
        .bind(whose.signed_in_before)
        .fetch_one(&self.read)
        .await?;
        Ok(count.unsigned_abs())
    }

    /// The first that there is not.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn unknown_account(
        &self,
        accounts: &BTreeSet<Uuid>,
    ) -> Result<Option<Uuid>, StoreError> {
        let unknown: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT unhex(value) FROM json_each($1)
             WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE id = unhex(value)) LIMIT 1",
        )
        .bind(json_of(accounts))
        .fetch_optional(&self.read)
        .await?;
        unknown.map(|id| uuid(&id, "account")).transpose()
    }
}

/// Ends every session that there is, with one row.
pub(crate) async fn add_reset(
    tx: &mut SqliteConnection,
    reset: &ResetRow,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO resets (incident, at, reason, advisory) VALUES ($1, $2, $3, $4)")
        .bind(&reset.incident)
        .bind(reset.at)
        .bind(&reset.reason)
        .bind(&reset.advisory)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends the sessions of some; how many there were.
pub(crate) async fn add_partial_reset(
    tx: &mut SqliteConnection,
    reset: &ResetRow,
    whose: &Whose,
) -> Result<u64, StoreError> {
    let id = sqlx::query(
        "INSERT INTO partial_resets (incident, at, reason, advisory) VALUES ($1, $2, $3, $4)",
    )
    .bind(&reset.incident)
    .bind(reset.at)
    .bind(&reset.reason)
    .bind(&reset.advisory)
    .execute(&mut *tx)
    .await?
    .last_insert_rowid();
    let ended = sqlx::query(
        "UPDATE sessions SET ended_at = $1, end_reason = $2, partial_reset = $3,
                end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions WHERE end_seq IS NOT NULL)
         WHERE ended_at IS NULL AND epoch >= (SELECT COALESCE(MAX(id), 0) FROM resets)
           AND ($4 IS NULL OR account_id IN (SELECT unhex(value) FROM json_each($4)))
           AND ($5 IS NULL OR created_at < $5)",
    )
    .bind(reset.at)
    .bind(reason_text(EndReason::GlobalReset))
    .bind(id)
    .bind(whose.accounts.as_ref().map(json_of))
    .bind(whose.signed_in_before)
    .execute(tx)
    .await?;
    Ok(ended.rows_affected())
}

/// One parameter for any number of accounts.
fn json_of(accounts: &BTreeSet<Uuid>) -> String {
    let hex: Vec<String> = accounts.iter().map(|id| id.simple().to_string()).collect();
    serde_json::Value::from(hex).to_string()
}

/// All sessions of an account but one.
pub(crate) async fn end_others(
    tx: &mut SqliteConnection,
    account: Uuid,
    stay: &[Uuid],
    ended: &Ended,
) -> Result<(), StoreError> {
    let mut end = QueryBuilder::new("UPDATE sessions SET ended_at = ");
    end.push_bind(ended.at)
        .push(", end_reason = ")
        .push_bind(reason_text(ended.reason))
        .push(", end_by = ")
        .push_bind(&ended.by_sealed)
        .push(
            ", end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions WHERE end_seq IS NOT NULL)
             WHERE ended_at IS NULL AND account_id = ",
        )
        .push_bind(account.as_bytes().as_slice());
    for id in stay {
        end.push(" AND id <> ").push_bind(id.as_bytes().as_slice());
    }
    end.build().execute(tx).await?;
    Ok(())
}

/// The same words as on the wire.
pub(super) fn reason_text(reason: EndReason) -> Option<String> {
    serde_json::to_value(reason)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

pub(super) fn reason_from(text: String) -> Result<EndReason, StoreError> {
    serde_json::from_value(text.into()).map_err(|_| StoreError::Damaged("end reason"))
}
