//! Sessions: how they begin, what is known of them, and when they are forgotten.

use porchlight_protocol::UnixSeconds;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::endings::reason_from;
use super::holdings::{About, AccountRows, Holding, term};
use super::{
    Ended, NewEvent, ResetRow, Store, StoreError, enrolments, events, passwords, room, two_factor,
    used_proofs, uuid,
};
use crate::quotas::FAREWELLS;
use crate::sessions::KEPT_AFTER_END;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "sessions",
    about: About::Account(AccountRows {
        of: "account_id = $1",
        group: Group::Computers,
        purpose: Purpose::Sessions,
        kept: Kept::AfterItsEnd {
            seconds: term(KEPT_AFTER_END),
        },
        columns: &[
            ("id", Form::Identifier),
            ("account_id", Form::Identifier),
            ("token_index", Form::Hashed),
            ("thumbprint", Form::PublicKey),
            ("sealed_computer_name", Form::SealedByOwner),
            ("created_at", Form::Time),
            ("last_used_at", Form::Time),
            ("proved_at", Form::Time),
            ("ended_at", Form::Time),
            ("end_reason", Form::Text),
            ("end_by", Form::SealedByOwner),
            ("end_seq", Form::Number),
            ("epoch", Form::Number),
            ("partial_reset", Form::Number),
        ],
    }),
}];

#[derive(Clone, Debug)]
pub struct NewSession {
    pub id: Uuid,
    pub account: Uuid,
    pub token_index: [u8; 32],
    pub thumbprint: String,
    /// When the password was right.
    pub proved_at: UnixSeconds,
    pub now: UnixSeconds,
}

/// What became of a sign-in whose password was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It was finished before.
    Before,
    Now,
    /// The account has another password than the one that was right.
    PasswordChanged,
    SecondFactorAwaited,
}

/// A password that was right again, in a session.
#[derive(Clone, Debug)]
pub struct Proved {
    pub account: Uuid,
    pub session: Uuid,
    /// Which password that was.
    pub password: Vec<u8>,
    /// What tells this proof from others.
    pub proof: [u8; 32],
    pub valid_until: UnixSeconds,
    pub now: UnixSeconds,
}

/// What became of a [`Proved`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proving {
    Done,
    /// The same proof came before: nothing happened now.
    DoneBefore,
    /// The account has another password meanwhile: nothing happened.
    PasswordChanged,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub id: Uuid,
    pub account: Uuid,
    pub thumbprint: String,
    /// Empty until the computer has said its name.
    pub sealed_computer_name: Vec<u8>,
    pub created_at: UnixSeconds,
    pub last_used_at: UnixSeconds,
    /// When its owner last proved to know the password, if that was written down.
    pub proved_at: Option<UnixSeconds>,
    pub signed_out: bool,
    pub ended: Option<Ended>,
    /// The first reset of everybody after it began.
    pub reset: Option<ResetRow>,
    /// The reset of some that ended it.
    pub partial_reset: Option<ResetRow>,
}

/// With the first reset after it began.
macro_rules! sessions {
    ($which:literal) => {
        concat!(
            "SELECT s.id, s.account_id, s.thumbprint, s.sealed_computer_name, s.created_at, s.last_used_at, s.proved_at,
                    s.token_index IS NULL AS signed_out, s.ended_at, s.end_reason, s.end_by,
                    r.incident, r.at, r.reason, r.advisory,
                    p.incident AS p_incident, p.at AS p_at, p.reason AS p_reason, p.advisory AS p_advisory
             FROM sessions s LEFT JOIN resets r ON r.id = (SELECT MIN(id) FROM resets WHERE id > s.epoch)
                             LEFT JOIN partial_resets p ON p.id = s.partial_reset
             WHERE ",
            $which
        )
    };
}

impl Store {
    /// A session, or the wait for the second factor when the account has one.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn begin_session(
        &self,
        session: &NewSession,
        event: &NewEvent,
        password: &[u8],
    ) -> Result<Begun, StoreError> {
        let mut tx = self.begin().await?;
        if !passwords::is_in_force(&mut tx, session.account, password).await? {
            return Ok(Begun::PasswordChanged);
        }
        let awaited = two_factor::of(&mut tx, session.account).await?.is_some();
        let (first, begun) = if awaited {
            let first = enrolments::challenge(&mut tx, session).await?;
            (first, Begun::SecondFactorAwaited)
        } else {
            (begin(&mut tx, session, event).await?, Begun::Now)
        };
        tx.commit().await?;
        Ok(if first { begun } else { Begun::Before })
    }

    /// The password was right again.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn session_proved(&self, proved: &Proved) -> Result<Proving, StoreError> {
        let mut tx = self.begin().await?;
        if !passwords::is_in_force(&mut tx, proved.account, &proved.password).await? {
            return Ok(Proving::PasswordChanged);
        }
        let when = (proved.now, proved.valid_until);
        if !used_proofs::use_up(&mut tx, &proved.proof, when).await? {
            return Ok(Proving::DoneBefore);
        }
        sqlx::query("UPDATE sessions SET proved_at = $1 WHERE id = $2")
            .bind(proved.now)
            .bind(proved.session.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Proving::Done)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn session_of(
        &self,
        token_index: &[u8; 32],
    ) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query(sessions!("s.token_index = $1"))
            .bind(token_index.as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(session).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn session(&self, id: Uuid) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query(sessions!("s.id = $1"))
            .bind(id.as_bytes().as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(session).transpose()
    }

    /// Sessions of an account that nobody ended for themselves, expired or reset or not; oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn sessions_of(&self, account: Uuid) -> Result<Vec<SessionRow>, StoreError> {
        let rows = sqlx::query(sessions!(
            "s.account_id = $1 AND s.ended_at IS NULL ORDER BY s.created_at, s.id"
        ))
        .bind(account.as_bytes().as_slice())
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(session).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn name_computer(&self, id: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("UPDATE sessions SET sealed_computer_name = $1 WHERE id = $2")
            .bind(sealed)
            .bind(id.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
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
}

/// When its owner last proved to know the password, as it is in this transaction.
pub(crate) async fn proved_at(
    tx: &mut SqliteConnection,
    session: Uuid,
) -> Result<Option<UnixSeconds>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT proved_at FROM sessions WHERE id = $1")
            .bind(session.as_bytes().as_slice())
            .fetch_one(tx)
            .await?,
    )
}

pub(crate) async fn began_at(
    tx: &mut SqliteConnection,
    session: Uuid,
) -> Result<UnixSeconds, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT created_at FROM sessions WHERE id = $1")
            .bind(session.as_bytes().as_slice())
            .fetch_one(tx)
            .await?,
    )
}

/// A session whose token may still be shown; of many, those that were used last.
pub(crate) struct KnownToken {
    pub(crate) session: Uuid,
    pub(crate) token_index: Vec<u8>,
    pub(crate) thumbprint: String,
}

pub(crate) async fn tokens_of(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Vec<KnownToken>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, token_index, thumbprint FROM sessions
         WHERE account_id = $1 AND token_index IS NOT NULL ORDER BY last_used_at DESC LIMIT $2",
    )
    .bind(account.as_bytes().as_slice())
    .bind(FAREWELLS)
    .fetch_all(tx)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(KnownToken {
                session: uuid(row.try_get("id")?, "session")?,
                token_index: row.try_get("token_index")?,
                thumbprint: row.try_get("thumbprint")?,
            })
        })
        .collect()
}

/// Session, place to read events from, and the event for the other computers. `false`, and nothing is written, when there
/// was a session with this identifier before: the sign-in was finished twice.
pub(crate) async fn begin(
    tx: &mut SqliteConnection,
    session: &NewSession,
    event: &NewEvent,
) -> Result<bool, StoreError> {
    let added = sqlx::query(
        "INSERT INTO sessions (id, account_id, token_index, thumbprint, sealed_computer_name, epoch,
                               created_at, last_used_at, proved_at)
         VALUES ($1, $2, $3, $4, x'', (SELECT COALESCE(MAX(id), 0) FROM resets), $5, $5, $6)
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(session.id.as_bytes().as_slice())
    .bind(session.account.as_bytes().as_slice())
    .bind(session.token_index.as_slice())
    .bind(&session.thumbprint)
    .bind(session.now)
    .bind(session.proved_at)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if added == 0 {
        return Ok(false);
    }
    events::start_reading(tx, session.account, &session.thumbprint).await?;
    events::insert(tx, event).await?;
    room::for_session(tx, session).await?;
    Ok(true)
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
    Ok(SessionRow {
        id: uuid(row.try_get("id")?, "session")?,
        account: uuid(row.try_get("account_id")?, "session")?,
        thumbprint: row.try_get("thumbprint")?,
        sealed_computer_name: row.try_get("sealed_computer_name")?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
        proved_at: row.try_get("proved_at")?,
        signed_out: row.try_get("signed_out")?,
        ended,
        reset: reset(row, ["incident", "at", "reason", "advisory"])?,
        partial_reset: reset(row, ["p_incident", "p_at", "p_reason", "p_advisory"])?,
    })
}

fn reset(
    row: &SqliteRow,
    [incident, at, reason, advisory]: [&str; 4],
) -> Result<Option<ResetRow>, StoreError> {
    let Some(incident) = row.try_get(incident)? else {
        return Ok(None);
    };
    Ok(Some(ResetRow {
        incident,
        at: row.try_get(at)?,
        reason: row.try_get(reason)?,
        advisory: row.try_get(advisory)?,
    }))
}
