//! Forgetting what has had its time: one table says what, and when. Those who read look for it, through all rows if need be; it is
//! taken away by key and in portions, between which others write.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::password_recovery::OPEN_FOR;
use sqlx::{AssertSqlSafe, Row};

use super::two_factor::TOLD_FOR;
use super::{Store, StoreError};
use crate::email_change::UNDO_FOR;
use crate::integrations::{CODES_KEPT, SPENT_KEPT, UNLINKED_KEPT};
use crate::pairings::KEPT_AFTER_EXPIRY;
use crate::sessions::{ABSOLUTE_LIFE, IDLE_LIFE, KEPT_AFTER_END};
use crate::two_factor::one_time_code::STEP;
use crate::two_factor::second_factor::CHALLENGE_VALID_FOR;

/// Rows that are taken away at once.
const PORTION: usize = 500;

/// Rows of one table that are over.
pub(super) struct Over {
    pub(super) table: &'static str,
    /// SQL about a row; `$1` is the time `after` seconds ago.
    when: &'static str,
    after: i64,
}

/// In this order: a computer that has no session any more reads nothing.
pub(super) const OVER: [Over; 21] = [
    over("pairings", "expires_at <= $1", KEPT_AFTER_EXPIRY),
    over("invitations", "expires_at <= $1", 0),
    over("enrolments", "expires_at <= $1", 0),
    over("password_recoveries", "available_at <= $1", OPEN_FOR),
    over("email_changes", "changed_at <= $1", UNDO_FOR),
    over("challenges", "proved_at <= $1", CHALLENGE_VALID_FOR),
    over("told_steps", "(step + 2) * 30 <= $1", TOLD_FOR as i64),
    over("sessions", "ended_at <= $1", KEPT_AFTER_END),
    over(
        "sessions",
        "created_at <= $1",
        KEPT_AFTER_END + ABSOLUTE_LIFE,
    ),
    over("sessions", "last_used_at <= $1", KEPT_AFTER_END + IDLE_LIFE),
    over(
        "sessions",
        "EXISTS (SELECT 1 FROM resets r WHERE r.id > epoch AND r.at <= $1)
         OR EXISTS (SELECT 1 FROM partial_resets p WHERE p.id = partial_reset AND p.at <= $1)",
        KEPT_AFTER_END,
    ),
    over("events", "at <= $1", KEPT_AFTER_END),
    over("profile_writes", "at <= $1", KEPT_AFTER_END),
    over(
        "readers",
        "NOT EXISTS (SELECT 1 FROM sessions s
             WHERE s.account_id = readers.account_id AND s.thumbprint = readers.thumbprint)",
        0,
    ),
    over("farewells", "kept_until <= $1", 0),
    over("link_requests", "expires_at < $1", CODES_KEPT),
    over("login_hints", "expires_at < $1", CODES_KEPT),
    over("access_tokens", "expires_at <= $1", 0),
    // A spent one tells nothing any more; the newest but one may be a repeat.
    over(
        "refresh_tokens",
        "issued_at < $1 AND generation < (SELECT g.newest - 1 FROM grants g WHERE g.id = grant_id)",
        SPENT_KEPT,
    ),
    over("used_proofs", "expires_at < $1", 0),
    // Nobody links it again.
    over(
        "integrations",
        "unlinked_at < $1 AND untold = 0",
        UNLINKED_KEPT,
    ),
];

// The length of a step stands in the table.
const _: () = assert!(STEP == 30);

const fn over(table: &'static str, when: &'static str, after: i64) -> Over {
    Over { table, when, after }
}

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn forget_what_is_over(&self, now: UnixSeconds) -> Result<(), StoreError> {
        for over in &OVER {
            self.forget(over, now - over.after).await?;
        }
        Ok(())
    }

    async fn forget(&self, over: &Over, before: UnixSeconds) -> Result<(), StoreError> {
        let key = self.key_of(over.table).await?;
        let find = over.find(&key);
        loop {
            let rows = sqlx::query(AssertSqlSafe(find.as_str()))
                .bind(before)
                .fetch_all(&self.read)
                .await?;
            let keys = rows.iter().map(|row| row.try_get(0));
            let keys: Vec<String> = keys.collect::<Result<_, _>>()?;
            if keys.is_empty() {
                return Ok(());
            }
            let gone = sqlx::query(AssertSqlSafe(over.take_away(&key, &keys)))
                .bind(before)
                .execute(self.writer())
                .await?;
            if keys.len() < PORTION || gone.rows_affected() == 0 {
                return Ok(());
            }
        }
    }

    /// The columns of its primary key.
    pub(super) async fn key_of(&self, table: &str) -> Result<Vec<String>, StoreError> {
        let key = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
        let columns = sqlx::query_scalar(key).bind(table);
        Ok(columns.fetch_all(&self.read).await?)
    }
}

impl Over {
    /// Keys, each as SQL that means the same value.
    fn find(&self, key: &[String]) -> String {
        let Self { table, when, .. } = self;
        let quoted: Vec<_> = key.iter().map(|name| format!("quote({name})")).collect();
        let quoted = quoted.join(" || ',' || ");
        format!("SELECT {quoted} FROM {table} WHERE {when} LIMIT {PORTION}")
    }

    /// Whether a row is over is asked once more: it may have been used meanwhile.
    pub(super) fn take_away(&self, key: &[String], keys: &[String]) -> String {
        let Self { table, when, .. } = self;
        let (key, keys) = (key.join(", "), keys.join("), ("));
        format!("DELETE FROM {table} WHERE ({key}) IN (VALUES ({keys})) AND ({when})")
    }
}
