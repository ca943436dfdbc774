//! What nobody can open any more when a key is lost goes with it.

use sqlx::SqliteConnection;

use super::{Store, StoreError};

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn count_events(&self) -> Result<u64, StoreError> {
        self.count("SELECT COUNT(*) FROM events").await
    }

    /// Revisions of announcements.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_announcements(&self) -> Result<u64, StoreError> {
        self.count("SELECT COUNT(*) FROM exposures").await
    }

    async fn count(&self, sql: &'static str) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&self.read).await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

/// Under the sealing key. An integration without what was released reads as one that sees nothing.
pub(crate) async fn forget_sealed(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM events",
        "DELETE FROM exposures",
        "DELETE FROM link_requests",
        "UPDATE integrations SET sealed_release = x''",
    ] {
        sqlx::query(sql).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Half finished, under the two-factor key.
pub(crate) async fn forget_enrolments(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM enrolments")
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// The secrets that the database belongs to have changed.
pub(crate) async fn belong_to(
    tx: &mut SqliteConnection,
    mark: &[u8; 32],
) -> Result<(), StoreError> {
    sqlx::query("UPDATE about SET belongs_to = $1")
        .bind(mark.as_slice())
        .execute(tx)
        .await?;
    Ok(())
}
