//! What is new since one looked last: who has to be woken.

use sqlx::Row;
use uuid::Uuid;

use super::sqlite::Watching;
use super::{StoreError, uuid};

/// More sessions than end between two looks.
const RECENT_ENDS: i64 = 100;

/// How far one has looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub events: i64,
    pub ends: i64,
    pub exposures: i64,
    pub keys: i64,
    pub resets: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// There was a reset: it concerns everybody.
    pub everybody: bool,
    /// Something was announced to everybody.
    pub announced: bool,
    pub accounts: Vec<Uuid>,
}

impl Watching {
    /// # Errors
    /// [`StoreError`]
    pub async fn marks(&mut self) -> Result<Marks, StoreError> {
        let row = sqlx::query(
            "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) AS events,
                    (SELECT COALESCE(MAX(end_seq), 0) FROM sessions WHERE end_seq IS NOT NULL) AS ends,
                    (SELECT COALESCE(MAX(seq), 0) FROM exposures) AS exposures,
                    (SELECT COALESCE(SUM(rotations), 0) FROM keys) AS keys,
                    (SELECT COALESCE(MAX(id), 0) FROM resets) AS resets",
        )
        .fetch_one(&mut self.0)
        .await?;
        Ok(Marks {
            events: row.try_get("events")?,
            ends: row.try_get("ends")?,
            exposures: row.try_get("exposures")?,
            keys: row.try_get("keys")?,
            resets: row.try_get("resets")?,
        })
    }

    /// What happened after `before` and up to `now`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn changes(&mut self, before: Marks, now: Marks) -> Result<Changes, StoreError> {
        // The newest end was forgotten: which of those that are there came meanwhile cannot be told.
        let ends = if now.ends < before.ends {
            now.ends - RECENT_ENDS
        } else {
            before.ends
        };
        let accounts: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT account_id FROM events WHERE seq > $1 AND seq <= $2
             UNION SELECT account_id FROM sessions WHERE end_seq > $3 AND end_seq <= $4",
        )
        .bind(before.events)
        .bind(now.events)
        .bind(ends)
        .bind(now.ends)
        .fetch_all(&mut self.0)
        .await?;
        Ok(Changes {
            everybody: now.resets > before.resets,
            announced: now.exposures > before.exposures,
            accounts: accounts
                .iter()
                .map(|id| uuid(id, "account"))
                .collect::<Result<_, _>>()?,
        })
    }
}
