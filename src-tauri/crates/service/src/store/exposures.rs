//! Announcements of exposures: a row for everybody, and who has heard it.

use porchlight_protocol::UnixSeconds;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::{Store, StoreError, uuid};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExposure {
    pub exposure: Uuid,
    pub revision: u32,
    pub at: UnixSeconds,
    /// Accounts that were made before are concerned; `None`: all.
    pub made_before: Option<UnixSeconds>,
    pub sealed: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExposureRow {
    pub seq: i64,
    pub row: NewExposure,
}

impl Store {
    /// All revisions of all announcements, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn exposures(&self) -> Result<Vec<ExposureRow>, StoreError> {
        let rows = sqlx::query("SELECT * FROM exposures ORDER BY seq")
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(exposure_row).collect()
    }

    /// What concerns the account and this computer has not acknowledged, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn unheard_exposures(
        &self,
        account: Uuid,
        thumbprint: &str,
    ) -> Result<Vec<ExposureRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT x.* FROM exposures x
             JOIN accounts a ON a.id = $1 AND (x.made_before IS NULL OR a.created_at < x.made_before)
             JOIN readers r ON r.account_id = $1 AND r.thumbprint = $2
             WHERE NOT EXISTS (SELECT 1 FROM exposures_heard h
                               WHERE h.account_id = $1 AND h.thumbprint = $2 AND h.seq = x.seq)
             ORDER BY x.seq",
        )
        .bind(account.as_bytes().as_slice())
        .bind(thumbprint)
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(exposure_row).collect()
    }

    /// Never to be sent to this computer again.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn exposures_heard(
        &self,
        account: Uuid,
        thumbprint: &str,
        seqs: &[i64],
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for seq in seqs {
            sqlx::query(
                "INSERT INTO exposures_heard (account_id, thumbprint, seq)
                 SELECT account_id, thumbprint, $3 FROM readers WHERE account_id = $1 AND thumbprint = $2
                 ON CONFLICT DO NOTHING",
            )
            .bind(account.as_bytes().as_slice())
            .bind(thumbprint)
            .bind(seq)
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// How many accounts were made before; `None`: all.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn accounts_made_before(
        &self,
        moment: Option<UnixSeconds>,
    ) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts WHERE created_at < $1")
            .bind(moment.unwrap_or(UnixSeconds::MAX))
            .fetch_one(&self.read)
            .await?;
        Ok(count.unsigned_abs())
    }
}

/// The newest revision of an announcement.
pub(crate) async fn newest(
    tx: &mut SqliteConnection,
    exposure: Uuid,
) -> Result<Option<ExposureRow>, StoreError> {
    let row =
        sqlx::query("SELECT * FROM exposures WHERE exposure = $1 ORDER BY revision DESC LIMIT 1")
            .bind(exposure.as_bytes().as_slice())
            .fetch_optional(tx)
            .await?;
    row.as_ref().map(exposure_row).transpose()
}

/// Accounts that are made later than this are not told of earlier revisions.
pub(crate) async fn insert(tx: &mut SqliteConnection, new: &NewExposure) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE exposures SET made_before = $1 WHERE exposure = $2 AND made_before IS NULL",
    )
    .bind(new.at)
    .bind(new.exposure.as_bytes().as_slice())
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO exposures (exposure, revision, at, made_before, sealed) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(new.exposure.as_bytes().as_slice())
    .bind(new.revision)
    .bind(new.at)
    .bind(new.made_before)
    .bind(&new.sealed)
    .execute(tx)
    .await?;
    Ok(())
}

fn exposure_row(row: &SqliteRow) -> Result<ExposureRow, StoreError> {
    Ok(ExposureRow {
        seq: row.try_get("seq")?,
        row: NewExposure {
            exposure: uuid(row.try_get("exposure")?, "exposure")?,
            revision: row.try_get("revision")?,
            at: row.try_get("at")?,
            made_before: row.try_get("made_before")?,
            sealed: row.try_get("sealed")?,
        },
    })
}
