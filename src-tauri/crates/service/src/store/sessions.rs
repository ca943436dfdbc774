//! Sessions and the resets that end them all.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::event::EndReason;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::{NewEvent, Store, StoreError, events, uuid};

#[derive(Clone, Debug)]
pub struct NewSession {
    pub id: Uuid,
    pub account: Uuid,
    pub token_index: [u8; 32],
    pub thumbprint: String,
    pub sealed_computer_name: Vec<u8>,
    pub now: UnixSeconds,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub id: Uuid,
    pub account: Uuid,
    pub thumbprint: String,
    pub created_at: UnixSeconds,
    pub last_used_at: UnixSeconds,
    pub signed_out: bool,
    pub ended: Option<Ended>,
    /// The first reset after it began.
    pub reset: Option<ResetRow>,
}

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

const BY_TOKEN: &str = "
    SELECT s.id, s.account_id, s.thumbprint, s.created_at, s.last_used_at, s.token_index IS NULL AS signed_out,
           s.ended_at, s.end_reason, s.end_by, r.incident, r.at, r.reason, r.advisory
    FROM sessions s LEFT JOIN resets r ON r.id = (SELECT MIN(id) FROM resets WHERE id > s.epoch)
    WHERE s.token_index = $1";

const BY_ID: &str = "
    SELECT s.id, s.account_id, s.thumbprint, s.created_at, s.last_used_at, s.token_index IS NULL AS signed_out,
           s.ended_at, s.end_reason, s.end_by, r.incident, r.at, r.reason, r.advisory
    FROM sessions s LEFT JOIN resets r ON r.id = (SELECT MIN(id) FROM resets WHERE id > s.epoch)
    WHERE s.id = $1";

impl Store {
    /// Session, place to read events from, and the event for the other computers: all or nothing.
    /// `false` when there was a session with this identifier before: the sign-in was finished twice.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn begin_session(
        &self,
        session: &NewSession,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let added = sqlx::query(
            "INSERT INTO sessions (id, account_id, token_index, thumbprint, sealed_computer_name, epoch,
                                   created_at, last_used_at)
             VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(id), 0) FROM resets), $6, $6)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(session.id.as_bytes().as_slice())
        .bind(session.account.as_bytes().as_slice())
        .bind(session.token_index.as_slice())
        .bind(&session.thumbprint)
        .bind(&session.sealed_computer_name)
        .bind(session.now)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if added == 0 {
            return Ok(false);
        }
        events::start_reading(&mut tx, session.account, &session.thumbprint).await?;
        events::insert(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn session_of(
        &self,
        token_index: &[u8; 32],
    ) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query(BY_TOKEN)
            .bind(token_index.as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(session).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn session(&self, id: Uuid) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query(BY_ID)
            .bind(id.as_bytes().as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(session).transpose()
    }

    /// Sessions that nobody ended, expired or not; of one account or of all.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn live_sessions(&self, account: Option<Uuid>) -> Result<Vec<Uuid>, StoreError> {
        let ids: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT id FROM sessions
             WHERE ended_at IS NULL AND epoch >= (SELECT COALESCE(MAX(id), 0) FROM resets)
               AND ($1 IS NULL OR account_id = $1)
             ORDER BY created_at, id",
        )
        .bind(account.map(|id| id.as_bytes().to_vec()))
        .fetch_all(&self.read)
        .await?;
        ids.iter().map(|id| uuid(id, "session")).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn session_used(&self, id: Uuid, now: UnixSeconds) -> Result<(), StoreError> {
        sqlx::query("UPDATE sessions SET last_used_at = MAX(last_used_at, $1) WHERE id = $2")
            .bind(now)
            .bind(id.as_bytes().as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// By its owner: the token is forgotten, the identifier is not, so that no sign-in is finished twice.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn sign_out(&self, id: Uuid, now: UnixSeconds) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE sessions SET token_index = NULL, ended_at = COALESCE(ended_at, $1),
                    end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions)
             WHERE id = $2",
        )
        .bind(now)
        .bind(id.as_bytes().as_slice())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// By the service. `false` when it was over already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn end_session(&self, id: Uuid, ended: &Ended) -> Result<bool, StoreError> {
        let changed = sqlx::query(
            "UPDATE sessions SET ended_at = $1, end_reason = $2, end_by = $3,
                    end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions)
             WHERE id = $4 AND ended_at IS NULL",
        )
        .bind(ended.at)
        .bind(reason_text(ended.reason))
        .bind(&ended.by_sealed)
        .bind(id.as_bytes().as_slice())
        .execute(self.writer())
        .await?
        .rows_affected();
        Ok(changed > 0)
    }

    /// Ends every session that there is, with one row.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_reset(&self, reset: &ResetRow) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO resets (incident, at, reason, advisory) VALUES ($1, $2, $3, $4)")
            .bind(&reset.incident)
            .bind(reset.at)
            .bind(&reset.reason)
            .bind(&reset.advisory)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Forgets what nobody can ask about any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn forget_before(
        &self,
        ended: UnixSeconds,
        created: UnixSeconds,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("DELETE FROM sessions WHERE ended_at < $1 OR created_at < $2")
            .bind(ended)
            .bind(created)
            .execute(&mut *tx)
            .await?;
        for statement in [
            "DELETE FROM events WHERE at < $1",
            "DELETE FROM profile_writes WHERE at < $1",
        ] {
            sqlx::query(statement).bind(ended).execute(&mut *tx).await?;
        }
        sqlx::query(
            "DELETE FROM readers WHERE NOT EXISTS (SELECT 1 FROM sessions s
                 WHERE s.account_id = readers.account_id AND s.thumbprint = readers.thumbprint)",
        )
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }
}

fn session(row: &SqliteRow) -> Result<SessionRow, StoreError> {
    let reason: Option<String> = row.try_get("end_reason")?;
    let ended = match (row.try_get("ended_at")?, reason) {
        (Some(at), Some(reason)) => Some(Ended {
            at,
            reason: reason_from(reason)?,
            by_sealed: row.try_get("end_by")?,
        }),
        (Some(_), None) | (None, _) => None,
    };
    let incident: Option<String> = row.try_get("incident")?;
    let reset = incident
        .map(|incident| {
            Ok::<_, StoreError>(ResetRow {
                incident,
                at: row.try_get("at")?,
                reason: row.try_get("reason")?,
                advisory: row.try_get("advisory")?,
            })
        })
        .transpose()?;
    Ok(SessionRow {
        id: uuid(row.try_get("id")?, "session")?,
        account: uuid(row.try_get("account_id")?, "session")?,
        thumbprint: row.try_get("thumbprint")?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
        signed_out: row.try_get("signed_out")?,
        ended,
        reset,
    })
}

/// The same words as on the wire.
fn reason_text(reason: EndReason) -> Option<String> {
    serde_json::to_value(reason)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

fn reason_from(text: String) -> Result<EndReason, StoreError> {
    serde_json::from_value(text.into()).map_err(|_| StoreError::Damaged("end reason"))
}
