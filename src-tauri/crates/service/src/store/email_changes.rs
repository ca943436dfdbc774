//! Changes of an account's address, for a day each: nobody else gets the address before, and it can be put back.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::endings::reason_text;
use super::holdings::{About, AccountRows, Holding, term};
use super::{Ended, StoreError, uuid};
use crate::email_change::UNDO_FOR;

pub(super) const HELD: &[Holding] = &[Holding {
    table: "email_changes",
    about: About::Account(AccountRows {
        of: "account_id = $1",
        group: Group::Account,
        purpose: Purpose::EmailChanges,
        kept: Kept::For {
            seconds: term(UNDO_FOR),
        },
        columns: &[
            ("seq", Form::Number),
            ("id", Form::Identifier),
            ("account_id", Form::Identifier),
            ("email_index", Form::Hashed),
            ("session_id", Form::Identifier),
            ("changed_at", Form::Time),
            ("undone_by", Form::Identifier),
        ],
    }),
}];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailChangeRow {
    seq: i64,
    pub(crate) id: Uuid,
    pub(crate) changed_at: UnixSeconds,
    /// The session that put the address before back.
    pub(crate) undone_by: Option<Uuid>,
}

/// A change that is to be made.
pub(crate) struct NewEmailChange {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) session: Uuid,
    pub(crate) email_index: [u8; 32],
    pub(crate) now: UnixSeconds,
}

pub(crate) async fn email_index(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Vec<u8>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT email_index FROM accounts WHERE id = $1")
            .bind(account.as_bytes().as_slice())
            .fetch_one(tx)
            .await?,
    )
}

/// Neither another account's, nor one that another account could still put back.
pub(crate) async fn is_free_for(
    tx: &mut SqliteConnection,
    account: Uuid,
    email_index: &[u8; 32],
    now: UnixSeconds,
) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT NOT EXISTS (SELECT 1 FROM accounts WHERE email_index = $1 AND id <> $2)
            AND NOT EXISTS (SELECT 1 FROM email_changes
                            WHERE email_index = $1 AND account_id <> $2 AND changed_at > $3)",
    )
    .bind(email_index.as_slice())
    .bind(account.as_bytes().as_slice())
    .bind(now - UNDO_FOR)
    .fetch_one(tx)
    .await?)
}

/// Those of the last day, the newest first.
pub(crate) async fn of(
    tx: &mut SqliteConnection,
    account: Uuid,
    now: UnixSeconds,
) -> Result<Vec<EmailChangeRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, id, changed_at, undone_by FROM email_changes
         WHERE account_id = $1 AND changed_at > $2 ORDER BY seq DESC",
    )
    .bind(account.as_bytes().as_slice())
    .bind(now - UNDO_FOR)
    .fetch_all(tx)
    .await?;
    rows.iter().map(change).collect()
}

/// Proofs of the password are used up by it, those of other sessions too: of two changes at once one is made.
pub(crate) async fn make(
    tx: &mut SqliteConnection,
    change: &NewEmailChange,
) -> Result<(), StoreError> {
    let account = change.account.as_bytes().as_slice();
    sqlx::query(
        "INSERT INTO email_changes (id, account_id, email_index, session_id, changed_at)
         SELECT $1, id, email_index, $2, $3 FROM accounts WHERE id = $4",
    )
    .bind(change.id.as_bytes().as_slice())
    .bind(change.session.as_bytes().as_slice())
    .bind(change.now)
    .bind(account)
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE accounts SET email_index = $2 WHERE id = $1")
        .bind(account)
        .bind(change.email_index.as_slice())
        .execute(&mut *tx)
        .await?;
    sqlx::query("UPDATE sessions SET proved_at = NULL WHERE account_id = $1")
        .bind(account)
        .execute(tx)
        .await?;
    Ok(())
}

/// The address before it is the account's again; it is undone, with all that came after it. So are the sessions that made one of
/// them, or began since: all but the one that does it.
pub(crate) async fn undo(
    tx: &mut SqliteConnection,
    (account, by): (Uuid, Uuid),
    undone: &EmailChangeRow,
    ended: &Ended,
) -> Result<(), StoreError> {
    let (account, by) = (account.as_bytes().as_slice(), by.as_bytes().as_slice());
    sqlx::query(
        "UPDATE accounts SET email_index = (SELECT c.email_index FROM email_changes c WHERE c.seq = $2)
         WHERE id = $1",
    )
    .bind(account)
    .bind(undone.seq)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE sessions SET ended_at = $1, end_reason = $2, end_by = $3,
                end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions WHERE end_seq IS NOT NULL)
         WHERE account_id = $4 AND id <> $5 AND ended_at IS NULL
           AND (created_at > $6 OR id IN (SELECT c.session_id FROM email_changes c
                                          WHERE c.account_id = $4 AND c.seq >= $7 AND c.undone_by IS NULL))",
    )
    .bind(ended.at)
    .bind(reason_text(ended.reason))
    .bind(&ended.by_sealed)
    .bind(account)
    .bind(by)
    .bind(undone.changed_at)
    .bind(undone.seq)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE email_changes SET email_index = NULL, undone_by = $3
         WHERE account_id = $1 AND seq >= $2 AND undone_by IS NULL",
    )
    .bind(account)
    .bind(undone.seq)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}

fn change(row: &SqliteRow) -> Result<EmailChangeRow, StoreError> {
    let undone_by: Option<Vec<u8>> = row.try_get("undone_by")?;
    let session = |id: Vec<u8>| uuid(&id, "change of an address");
    Ok(EmailChangeRow {
        seq: row.try_get("seq")?,
        id: uuid(row.try_get("id")?, "change of an address")?,
        changed_at: row.try_get("changed_at")?,
        undone_by: undone_by.map(session).transpose()?,
    })
}
