//! What lies in the database sealed under a key that can be rotated: read in portions, and written back sealed anew.

use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use super::{Store, StoreError, uuid};
use crate::secrets::RotatingKey;
use crate::{incidents, integrations};

/// Rows in one transaction.
const AT_ONCE: u32 = 500;

/// A test compares these with what the tables declare as sealed by the service.
pub(crate) const SEALED: [SealedColumn; 6] = [
    SealedColumn {
        key: RotatingKey::Sealing,
        table: "events",
        column: "sealed_claims",
        id: "seq",
        more: "jti",
        place: |row| Ok(row.try_get::<String, _>("jti")?.into_bytes()),
    },
    SealedColumn {
        key: RotatingKey::Sealing,
        table: "exposures",
        column: "sealed",
        id: "seq",
        more: "exposure, revision",
        place: |row| {
            let exposure = uuid(row.try_get("exposure")?, "exposure")?;
            Ok(incidents::exposures::place(
                exposure,
                row.try_get("revision")?,
            ))
        },
    },
    SealedColumn {
        key: RotatingKey::Sealing,
        table: "integrations",
        column: "sealed_release",
        id: "id",
        more: "id",
        place: |row| Ok(integrations::release_place(id(row)?)),
    },
    SealedColumn {
        key: RotatingKey::Sealing,
        table: "link_requests",
        column: "sealed_request",
        id: "id",
        more: "id",
        place: |row| Ok(integrations::request_place(id(row)?)),
    },
    SealedColumn {
        key: RotatingKey::Totp,
        table: "enrolments",
        column: "sealed_secret",
        id: "account_id",
        more: "account_id",
        place: account,
    },
    SealedColumn {
        key: RotatingKey::Totp,
        table: "two_factor",
        column: "sealed_secret",
        id: "account_id",
        more: "account_id",
        place: account,
    },
];

pub(crate) struct SealedColumn {
    pub(crate) key: RotatingKey,
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    /// By which rows are put in order and found again.
    id: &'static str,
    /// What the place is made of.
    more: &'static str,
    /// What else has to be right for it to be opened.
    place: fn(&SqliteRow) -> Result<Vec<u8>, StoreError>,
}

#[derive(Clone, Debug)]
pub(crate) enum RowId {
    Bytes(Vec<u8>),
    Number(i64),
}

pub(crate) struct SealedRow {
    pub(crate) id: RowId,
    pub(crate) place: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
}

impl SealedColumn {
    /// Before all rows.
    pub(crate) fn beginning(&self) -> RowId {
        match self.id {
            "seq" => RowId::Number(i64::MIN),
            _ => RowId::Bytes(Vec::new()),
        }
    }
}

impl Store {
    /// The next rows that do not begin with `name`; none: there are no more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn sealed_otherwise(
        &self,
        of: &SealedColumn,
        name: &[u8],
        after: &RowId,
    ) -> Result<Vec<SealedRow>, StoreError> {
        let SealedColumn {
            table,
            column,
            id,
            more,
            ..
        } = of;
        let sql = format!(
            "SELECT {more}, {id} AS row_id, {column} AS row_sealed FROM {table}
             WHERE {id} > $1 AND {column} IS NOT NULL AND substr({column}, 1, {}) <> $2
             ORDER BY {id} LIMIT {AT_ONCE}",
            name.len()
        );
        let query = sqlx::query(AssertSqlSafe(sql));
        let query = match after {
            RowId::Bytes(bytes) => query.bind(bytes.clone()),
            RowId::Number(number) => query.bind(*number),
        };
        let rows = query.bind(name.to_vec()).fetch_all(&self.read).await?;
        rows.iter()
            .map(|row| {
                Ok(SealedRow {
                    id: match after {
                        RowId::Bytes(_) => RowId::Bytes(row.try_get("row_id")?),
                        RowId::Number(_) => RowId::Number(row.try_get("row_id")?),
                    },
                    place: (of.place)(row)?,
                    sealed: row.try_get("row_sealed")?,
                })
            })
            .collect()
    }

    /// Those that nobody has changed meanwhile: what is written newly is sealed under the key in force anyway.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn seal_anew(
        &self,
        of: &SealedColumn,
        rows: &[(SealedRow, Vec<u8>)],
    ) -> Result<(), StoreError> {
        let SealedColumn {
            table, column, id, ..
        } = of;
        let sql = format!("UPDATE {table} SET {column} = $1 WHERE {id} = $2 AND {column} = $3");
        let mut tx = self.begin().await?;
        for (row, anew) in rows {
            let query = sqlx::query(AssertSqlSafe(sql.clone())).bind(anew);
            let query = match &row.id {
                RowId::Bytes(bytes) => query.bind(bytes.clone()),
                RowId::Number(number) => query.bind(*number),
            };
            query.bind(&row.sealed).execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn id(row: &SqliteRow) -> Result<uuid::Uuid, StoreError> {
    uuid(row.try_get("id")?, "identifier")
}

fn account(row: &SqliteRow) -> Result<Vec<u8>, StoreError> {
    Ok(row.try_get("account_id")?)
}
