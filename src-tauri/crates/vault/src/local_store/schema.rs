//! Which version the database has, how it gets to the newest, and how it is emptied.

use porchlight_core::ports::local_store::StoreError;
use sqlx::SqlitePool;

use super::trouble::store_error;

/// Applied in order; a database's `user_version` is the number of those that it has seen. Append only.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_home.sql"),
    include_str!("../migrations/0002_plans.sql"),
    include_str!("../migrations/0003_known_computers.sql"),
    include_str!("../migrations/0004_rehearsed.sql"),
    include_str!("../migrations/0005_inbox.sql"),
    include_str!("../migrations/0006_incidents.sql"),
    include_str!("../migrations/0007_put_aside.sql"),
    include_str!("../migrations/0008_recovery_key.sql"),
    include_str!("../migrations/0009_password_recovery.sql"),
    include_str!("../migrations/0010_email_changes.sql"),
    include_str!("../migrations/0011_bell.sql"),
    include_str!("../migrations/0012_absences.sql"),
    include_str!("../migrations/0013_private_names.sql"),
    include_str!("../migrations/0014_places.sql"),
    include_str!("../migrations/0015_no_sign_in.sql"),
];

/// Reads the first page, and with it finds a wrong key and a file that is not a database. `true`: there is no table yet.
pub(super) async fn refuse_newer(pool: &SqlitePool) -> Result<bool, StoreError> {
    let version = version(pool).await?;
    if version > MIGRATIONS.len() {
        return Err(StoreError::NewerVersion);
    }
    Ok(version == 0)
}

/// Walks the trees of all tables. SQLCipher proves each page on the way (HMAC-SHA512), so one flipped bit is found here
/// and not in the middle of the owner's work.
pub(super) async fn check_every_page(pool: &SqlitePool) -> Result<(), StoreError> {
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}

/// All of a migration or none of it.
pub(super) async fn migrate(pool: &SqlitePool) -> Result<(), StoreError> {
    let seen = version(pool).await?;
    for (number, migration) in (1_i64..).zip(MIGRATIONS).skip(seen) {
        let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
        sqlx::raw_sql(*migration)
            .execute(&mut *transaction)
            .await
            .map_err(|error| store_error(&error))?;
        // A pragma takes no parameters; the number is ours.
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "PRAGMA user_version = {number}"
        )))
        .execute(&mut *transaction)
        .await
        .map_err(|error| store_error(&error))?;
        transaction
            .commit()
            .await
            .map_err(|error| store_error(&error))?;
    }
    Ok(())
}

/// Every row goes, and what they lay on: deleted pages would stay in the file, encrypted, until used again.
pub(super) async fn erase(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
    for statement in [
        "DELETE FROM secrets",
        "DELETE FROM edits",
        "DELETE FROM alerts",
        "DELETE FROM corrections",
        "DELETE FROM absences",
        "DELETE FROM cameras",
        "DELETE FROM exposures",
        "DELETE FROM connections",
        "DELETE FROM bell",
        "DELETE FROM breach_watch",
        "DELETE FROM plans",
        "DELETE FROM private_names",
        "DELETE FROM preferences",
    ] {
        sqlx::query(statement)
            .execute(&mut *transaction)
            .await
            .map_err(|error| store_error(&error))?;
    }
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))?;
    // The rows are gone already; giving back the space may fail on a full disk and matters to nobody then.
    for statement in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        if let Err(error) = sqlx::query(statement).execute(pool).await {
            tracing::debug!(%error, statement, "space not given back");
        }
    }
    Ok(())
}

async fn version(pool: &SqlitePool) -> Result<usize, StoreError> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))?;
    usize::try_from(version).map_err(|_| StoreError::Damaged)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what goes wrong here fails the test"
)]
mod tests;
