//! Security events waiting for the computers of an account, sealed, each until it is acknowledged.

use porchlight_protocol::UnixSeconds;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding, term};
use super::{Store, StoreError, room, uuid};
use crate::sessions::KEPT_AFTER_END;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

pub(super) const HELD: &[Holding] = &[
    Holding {
        table: "events",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Events,
            purpose: Purpose::Events,
            kept: Kept::For {
                seconds: term(KEPT_AFTER_END),
            },
            columns: &[
                ("jti", Form::Identifier),
                ("account_id", Form::Identifier),
                ("sealed_claims", Form::SealedByService),
                ("about_thumbprint", Form::PublicKey),
                ("at", Form::Time),
                ("seq", Form::Number),
                ("hint", Form::Number),
            ],
        }),
    },
    Holding {
        table: "readers",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Events,
            purpose: Purpose::Reading,
            kept: Kept::WithItsComputer,
            columns: &[
                ("account_id", Form::Identifier),
                ("thumbprint", Form::PublicKey),
                ("read_to", Form::Number),
            ],
        }),
    },
    Holding {
        table: "acknowledged",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Events,
            purpose: Purpose::Reading,
            kept: Kept::WithItsComputer,
            columns: &[
                ("account_id", Form::Identifier),
                ("thumbprint", Form::PublicKey),
                ("seq", Form::Number),
            ],
        }),
    },
];

#[derive(Clone, Debug)]
pub struct NewEvent {
    pub account: Uuid,
    pub jti: String,
    pub at: UnixSeconds,
    /// The computer that caused it need not be told.
    pub about_thumbprint: Option<String>,
    /// It says only that something is to be asked for again: a later one says the same.
    pub hint: bool,
    pub sealed_claims: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct StoredEvent {
    pub account: Uuid,
    pub jti: String,
    pub about_thumbprint: Option<String>,
    pub sealed_claims: Vec<u8>,
}

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn add_event(&self, event: &NewEvent) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        insert(&mut tx, event).await?;
        Ok(tx.commit().await?)
    }

    /// What this computer has not acknowledged, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn pending_events(
        &self,
        account: Uuid,
        thumbprint: &str,
        limit: u32,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = sqlx::query(
            "SELECT e.account_id, e.jti, e.about_thumbprint, e.sealed_claims FROM events e
             JOIN readers r ON r.account_id = e.account_id AND r.thumbprint = $2
             WHERE e.account_id = $1 AND e.seq > r.read_to
               AND (e.about_thumbprint IS NULL OR e.about_thumbprint <> $2)
               AND NOT EXISTS (SELECT 1 FROM acknowledged a
                               WHERE a.account_id = $1 AND a.thumbprint = $2 AND a.seq = e.seq)
             ORDER BY e.seq LIMIT $3",
        )
        .bind(account.as_bytes().as_slice())
        .bind(thumbprint)
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(stored).collect()
    }

    /// Of whatever account.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn event(&self, jti: &str) -> Result<Option<StoredEvent>, StoreError> {
        let row = sqlx::query(
            "SELECT account_id, jti, about_thumbprint, sealed_claims FROM events WHERE jti = $1",
        )
        .bind(jti)
        .fetch_optional(&self.read)
        .await?;
        row.as_ref().map(stored).transpose()
    }

    /// All that are kept of an account, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn events_of(&self, account: Uuid) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = sqlx::query(
            "SELECT account_id, jti, about_thumbprint, sealed_claims FROM events
             WHERE account_id = $1 ORDER BY seq",
        )
        .bind(account.as_bytes().as_slice())
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(stored).collect()
    }

    /// Never to be sent to this computer again. Unknown names are passed over (RFC 8936 §2.4).
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn acknowledge_events(
        &self,
        account: Uuid,
        thumbprint: &str,
        jtis: &[&str],
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for jti in jtis {
            sqlx::query(
                "INSERT INTO acknowledged (account_id, thumbprint, seq)
                 SELECT r.account_id, r.thumbprint, e.seq FROM events e
                 JOIN readers r ON r.account_id = e.account_id AND r.thumbprint = $2
                 WHERE e.account_id = $1 AND e.jti = $3 AND e.seq > r.read_to
                 ON CONFLICT DO NOTHING",
            )
            .bind(account.as_bytes().as_slice())
            .bind(thumbprint)
            .bind(*jti)
            .execute(&mut *tx)
            .await?;
        }
        advance(&mut tx, account, thumbprint).await?;
        room::for_acknowledgements(&mut tx, account, thumbprint).await?;
        Ok(tx.commit().await?)
    }
}

/// Up to the first event that is still open, one number says it all.
async fn advance(
    tx: &mut SqliteConnection,
    account: Uuid,
    thumbprint: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE readers SET read_to = MAX(read_to, COALESCE(
             (SELECT MIN(e.seq) - 1 FROM events e
              WHERE e.account_id = $1 AND e.seq > read_to
                AND (e.about_thumbprint IS NULL OR e.about_thumbprint <> $2)
                AND NOT EXISTS (SELECT 1 FROM acknowledged a
                                WHERE a.account_id = $1 AND a.thumbprint = $2 AND a.seq = e.seq)),
             (SELECT MAX(e.seq) FROM events e WHERE e.account_id = $1), read_to))
         WHERE account_id = $1 AND thumbprint = $2",
    )
    .bind(account.as_bytes().as_slice())
    .bind(thumbprint)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "DELETE FROM acknowledged WHERE account_id = $1 AND thumbprint = $2 AND seq <=
             (SELECT read_to FROM readers WHERE account_id = $1 AND thumbprint = $2)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(thumbprint)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// A computer that is new to the account starts reading here; one that was there before goes on. While a new password is being made
/// with the recovery key it starts at the warning: it can stop that as well.
pub(super) async fn start_reading(
    tx: &mut SqliteConnection,
    account: Uuid,
    thumbprint: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO readers (account_id, thumbprint, read_to)
         VALUES ($1, $2, COALESCE(
             (SELECT MIN(e.seq) - 1 FROM password_recoveries r JOIN events e ON e.account_id = r.account_id
              WHERE r.account_id = $1 AND e.at >= r.activated_at),
             (SELECT MAX(seq) FROM events),
             0)) ON CONFLICT DO NOTHING",
    )
    .bind(account.as_bytes().as_slice())
    .bind(thumbprint)
    .execute(tx)
    .await?;
    Ok(())
}

fn stored(row: &SqliteRow) -> Result<StoredEvent, StoreError> {
    Ok(StoredEvent {
        account: uuid(row.try_get("account_id")?, "event")?,
        jti: row.try_get("jti")?,
        about_thumbprint: row.try_get("about_thumbprint")?,
        sealed_claims: row.try_get("sealed_claims")?,
    })
}

pub(crate) async fn insert(tx: &mut SqliteConnection, event: &NewEvent) -> Result<(), StoreError> {
    room::for_event(tx, event.account).await?;
    sqlx::query(
        "INSERT INTO events (account_id, jti, at, about_thumbprint, hint, sealed_claims)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(event.account.as_bytes().as_slice())
    .bind(&event.jti)
    .bind(event.at)
    .bind(&event.about_thumbprint)
    .bind(event.hint)
    .bind(&event.sealed_claims)
    .execute(tx)
    .await?;
    Ok(())
}
