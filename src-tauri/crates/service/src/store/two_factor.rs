//! Two-factor sign-in: the sealed secret, the newest step, wrong codes in a row, and hashes of recovery codes.
//!
//! Most functions are parts of a transaction: what a code is good for and that it is used up is written together, or
//! not at all.

use porchlight_protocol::UnixSeconds;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding};
use super::{Store, StoreError};
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

/// Seconds after its step in which a code could still have been accepted.
pub(super) const TOLD_FOR: u32 = 60;

pub(super) const HELD: &[Holding] = &[
    Holding {
        table: "two_factor",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::TwoFactor,
            purpose: Purpose::TwoFactor,
            kept: Kept::WhileTwoFactorIsOn,
            columns: &[
                ("account_id", Form::Identifier),
                ("sealed_secret", Form::SealedByService),
                ("since", Form::Time),
                ("last_step", Form::Number),
                ("failures", Form::Number),
                ("open_at", Form::Time),
            ],
        }),
    },
    Holding {
        table: "recovery_codes",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::TwoFactor,
            purpose: Purpose::RecoveryCodes,
            kept: Kept::WhileTwoFactorIsOn,
            columns: &[
                ("account_id", Form::Identifier),
                ("code_hash", Form::Hashed),
            ],
        }),
    },
    Holding {
        table: "told_steps",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::TwoFactor,
            purpose: Purpose::TwoFactor,
            kept: Kept::AfterItsEnd { seconds: TOLD_FOR },
            columns: &[("account_id", Form::Identifier), ("step", Form::Number)],
        }),
    },
];

#[derive(Clone, Debug)]
pub struct TwoFactorRow {
    pub sealed_secret: Vec<u8>,
    pub since: UnixSeconds,
    pub failures: i64,
    pub open_at: UnixSeconds,
}

/// What is in force once an enrolment is confirmed.
#[derive(Clone, Debug)]
pub struct NewTwoFactor {
    pub account: Uuid,
    pub sealed_secret: Vec<u8>,
    pub code_hashes: Vec<[u8; 32]>,
    pub since: UnixSeconds,
    /// Of the code that confirmed it: used.
    pub step: i64,
}

impl Store {
    /// Since when it is on, and how many recovery codes are left.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn two_factor_since(
        &self,
        account: Uuid,
    ) -> Result<Option<(UnixSeconds, u32)>, StoreError> {
        let row = sqlx::query(
            "SELECT since, (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = $1) AS codes
             FROM two_factor WHERE account_id = $1",
        )
        .bind(account.as_bytes().as_slice())
        .fetch_optional(&self.read)
        .await?;
        row.map(|row| Ok((row.try_get("since")?, row.try_get("codes")?)))
            .transpose()
    }
}

pub(crate) async fn of(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Option<TwoFactorRow>, StoreError> {
    let row = sqlx::query(
        "SELECT sealed_secret, since, failures, open_at FROM two_factor WHERE account_id = $1",
    )
    .bind(account.as_bytes().as_slice())
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        Ok(TwoFactorRow {
            sealed_secret: row.try_get("sealed_secret")?,
            since: row.try_get("since")?,
            failures: row.try_get("failures")?,
            open_at: row.try_get("open_at")?,
        })
    })
    .transpose()
}

/// In the place of what there was.
pub(crate) async fn turn_on(
    tx: &mut SqliteConnection,
    new: &NewTwoFactor,
) -> Result<(), StoreError> {
    turn_off(tx, new.account).await?;
    sqlx::query(
        "INSERT INTO two_factor (account_id, sealed_secret, since, last_step) VALUES ($1, $2, $3, $4)",
    )
    .bind(new.account.as_bytes().as_slice())
    .bind(&new.sealed_secret)
    .bind(new.since)
    .bind(new.step)
    .execute(&mut *tx)
    .await?;
    add_recovery_codes(tx, new.account, &new.code_hashes).await
}

/// Recovery codes and told steps go with it.
pub(crate) async fn turn_off(tx: &mut SqliteConnection, account: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM two_factor WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

/// Each step is accepted once, and none before one that was; `false` then. Wrong codes before it are forgotten.
pub(crate) async fn accept_step(
    tx: &mut SqliteConnection,
    account: Uuid,
    step: i64,
) -> Result<bool, StoreError> {
    let changed = sqlx::query(
        "UPDATE two_factor SET last_step = $2, failures = 0, open_at = 0
         WHERE account_id = $1 AND last_step < $2
           AND NOT EXISTS (SELECT 1 FROM told_steps t WHERE t.account_id = $1 AND t.step = $2)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(step)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    sqlx::query("DELETE FROM told_steps WHERE account_id = $1 AND step <= (SELECT last_step FROM two_factor WHERE account_id = $1)")
        .bind(account.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(changed == 1)
}

/// A code of this step was shown too early. It will not be accepted when its time comes.
pub(crate) async fn tell_step(
    tx: &mut SqliteConnection,
    account: Uuid,
    step: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO told_steps (account_id, step) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(account.as_bytes().as_slice())
        .bind(step)
        .execute(tx)
        .await?;
    Ok(())
}

/// One more wrong code; none is looked at before `open_at`.
pub(crate) async fn count_failure(
    tx: &mut SqliteConnection,
    account: Uuid,
    open_at: UnixSeconds,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE two_factor SET failures = failures + 1, open_at = $2 WHERE account_id = $1",
    )
    .bind(account.as_bytes().as_slice())
    .bind(open_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// The hashes of those that are not used up.
pub(crate) async fn recovery_codes(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Vec<Vec<u8>>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT code_hash FROM recovery_codes WHERE account_id = $1")
            .bind(account.as_bytes().as_slice())
            .fetch_all(tx)
            .await?,
    )
}

/// `false` when it was used before. Wrong codes before it are forgotten.
pub(crate) async fn use_recovery_code(
    tx: &mut SqliteConnection,
    account: Uuid,
    hash: &[u8],
) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1 AND code_hash = $2")
        .bind(account.as_bytes().as_slice())
        .bind(hash)
        .execute(&mut *tx)
        .await?
        .rows_affected();
    if gone != 1 {
        return Ok(false);
    }
    forget_failures(tx, account).await?;
    Ok(true)
}

/// Whoever failed was not the owner, or has found the way in.
pub(crate) async fn forget_failures(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE two_factor SET failures = 0, open_at = 0 WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn replace_recovery_codes(
    tx: &mut SqliteConnection,
    account: Uuid,
    hashes: &[[u8; 32]],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?;
    add_recovery_codes(tx, account, hashes).await
}

async fn add_recovery_codes(
    tx: &mut SqliteConnection,
    account: Uuid,
    hashes: &[[u8; 32]],
) -> Result<(), StoreError> {
    for hash in hashes {
        sqlx::query("INSERT INTO recovery_codes (account_id, code_hash) VALUES ($1, $2)")
            .bind(account.as_bytes().as_slice())
            .bind(hash.as_slice())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
