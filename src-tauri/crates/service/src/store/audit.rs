//! The audit record: entries are added, never changed.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Store, StoreError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// From 1, without gaps.
    pub seq: i64,
    /// JSON.
    pub entry: String,
    pub mac: Vec<u8>,
}

impl Store {
    /// Oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn audit(&self) -> Result<Vec<AuditRow>, StoreError> {
        let rows = sqlx::query("SELECT seq, entry, mac FROM audit ORDER BY seq")
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(audit_row).collect()
    }
}

pub(crate) async fn newest(tx: &mut SqliteConnection) -> Result<Option<AuditRow>, StoreError> {
    let row = sqlx::query("SELECT seq, entry, mac FROM audit ORDER BY seq DESC LIMIT 1")
        .fetch_optional(tx)
        .await?;
    row.as_ref().map(audit_row).transpose()
}

pub(crate) async fn append(tx: &mut SqliteConnection, row: &AuditRow) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO audit (seq, entry, mac) VALUES ($1, $2, $3)")
        .bind(row.seq)
        .bind(&row.entry)
        .bind(&row.mac)
        .execute(tx)
        .await?;
    Ok(())
}

fn audit_row(row: &SqliteRow) -> Result<AuditRow, StoreError> {
    Ok(AuditRow {
        seq: row.try_get("seq")?,
        entry: row.try_get("entry")?,
        mac: row.try_get("mac")?,
    })
}
