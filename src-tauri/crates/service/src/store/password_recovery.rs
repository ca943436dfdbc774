//! New passwords that are being made with the recovery key: at most one per account.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::password_recovery::OPEN_FOR;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding, term};
use super::recovery_key::WaysIn;
use super::{StoreError, recovery_key};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "password_recoveries",
    about: About::Account(AccountRows {
        of: "account_id = $1",
        group: Group::Account,
        purpose: Purpose::PasswordRecovery,
        kept: Kept::AfterItsEnd {
            seconds: term(OPEN_FOR),
        },
        columns: &[
            ("account_id", Form::Identifier),
            ("activated_at", Form::Time),
            ("available_at", Form::Time),
            ("replaces", Form::Hashed),
        ],
    }),
}];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRecovery {
    pub available_at: UnixSeconds,
    /// Tells it from one that was begun later.
    pub activated_at: UnixSeconds,
    pub replaces: WaysIn,
}

/// `None`: there is none, its time is over, or password, recovery key or two-factor have changed since.
pub(crate) async fn under_way(
    tx: &mut SqliteConnection,
    account: Uuid,
    now: UnixSeconds,
) -> Result<Option<PasswordRecovery>, StoreError> {
    let row = sqlx::query(
        "SELECT activated_at, available_at, replaces FROM password_recoveries
         WHERE account_id = $1 AND available_at > $2",
    )
    .bind(account.as_bytes().as_slice())
    .bind(now - OPEN_FOR)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let replaces: Vec<u8> = row.try_get("replaces")?;
    let replaces: WaysIn = replaces
        .try_into()
        .map_err(|_| StoreError::Damaged("password recovery"))?;
    let recovery = PasswordRecovery {
        activated_at: row.try_get("activated_at")?,
        available_at: row.try_get("available_at")?,
        replaces,
    };
    Ok((recovery_key::ways_in(tx, account).await? == replaces).then_some(recovery))
}

/// In the place of one that is over.
pub(crate) async fn begin(
    tx: &mut SqliteConnection,
    account: Uuid,
    recovery: &PasswordRecovery,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT OR REPLACE INTO password_recoveries (account_id, activated_at, available_at, replaces)
         VALUES ($1, $2, $3, $4)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(recovery.activated_at)
    .bind(recovery.available_at)
    .bind(recovery.replaces.as_slice())
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut SqliteConnection, account: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM password_recoveries WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}
