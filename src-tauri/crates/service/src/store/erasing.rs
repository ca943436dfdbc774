//! Taking an account away: its rows by index, the search after it on a connection that nobody else waits for, and what they leave in
//! the file's gaps and in the log.

use std::time::Duration;

use porchlight_protocol::your_data::{Form, HeldTable, HeldValue, SearchedTable};
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};
use tokio::sync::MutexGuard;
use uuid::Uuid;

use super::holdings::{about_accounts, grows};
use super::{Store, StoreError};

/// Files up to this size (bytes) are written anew: writers wait for some tenths of a second. Larger ones would keep them waiting.
const SMALL_FILE: i64 = 16 * 1024 * 1024;
/// So long at most somebody who reads is waited for, and writers with them, before the log is emptied another time.
const READERS_PATIENCE: Duration = Duration::from_millis(200);
/// Shorter values (bytes) are no record of one account.
const SHORTEST_TRACE: usize = 16;

/// Values by which the rows about one account can be told: identifiers and hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Hexadecimal.
    bytes: Vec<String>,
    texts: Vec<String>,
}

/// Nobody else deletes an account, and the file is not written anew, until it is dropped.
pub(crate) struct Alone<'a> {
    _lock: MutexGuard<'a, ()>,
}

pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

pub(super) struct Column {
    pub(super) name: String,
    /// Of the STRICT table.
    kind: String,
    /// An index begins with it.
    pub(super) indexed: bool,
}

impl Store {
    /// One at a time, in the order in which they come.
    pub(crate) async fn alone(&self) -> Alone<'_> {
        Alone {
            _lock: self.erasing.lock().await,
        }
    }

    /// In how many rows of each table one of the values lies, without asking whom the row is about: in tables that grow with the
    /// number of accounts by every column that has an index, in others by all columns, and there the account may also be
    /// named in the middle of a text.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn search(
        &self,
        account: Uuid,
        traces: &Traces,
    ) -> Result<Vec<SearchedTable>, StoreError> {
        let json = |values: &[String]| {
            serde_json::to_string(values).map_err(|_| StoreError::Damaged("list of values"))
        };
        let (bytes, texts) = (json(&traces.bytes)?, json(&traces.texts)?);
        let mut own = self.connection().await?;
        let mut tx = own.begin().await?;
        let mut found = Vec::new();
        for table in tables(&mut tx).await? {
            let left: u32 = sqlx::query_scalar(AssertSqlSafe(table.search()))
                .bind(&bytes)
                .bind(&texts)
                .bind(account.to_string())
                .fetch_one(&mut *tx)
                .await?;
            found.push(SearchedTable {
                table: table.name,
                removed: 0,
                left,
            });
        }
        tx.commit().await?;
        own.close().await?;
        Ok(found)
    }

    /// After accounts were deleted, or cameras removed: nothing of them stays in the file's gaps. Nothing is done where nobody was, or where the file is
    /// so large that overwriting has to do.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn close_gaps(&self) -> Result<(), StoreError> {
        let _alone = self.alone().await;
        let mut own = self.connection().await?;
        let gaps: Option<bool> = sqlx::query_scalar("SELECT has_gaps FROM about")
            .fetch_optional(&mut own)
            .await?;
        if gaps == Some(true) {
            if is_small(&mut own).await? {
                sqlx::query("VACUUM").execute(&mut own).await?;
            }
            sqlx::query("UPDATE about SET has_gaps = 0")
                .execute(&mut own)
                .await?;
        }
        own.close().await?;
        Ok(())
    }

    /// Whether [`Store::close_gaps`] will write the file anew.
    pub(crate) async fn will_be_written_anew(&self) -> Result<bool, StoreError> {
        is_small(&mut *self.read.acquire().await?).await
    }

    /// Brings everything into the one file: what was written over, or taken away, is not in the write-ahead log either. Where somebody
    /// reads for long it is left for the next time.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn empty_log(&self) -> Result<(), StoreError> {
        let mut own = self.connection_with_patience(READERS_PATIENCE).await?;
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&mut own)
            .await?;
        let kept_from: bool = row.try_get(0)?;
        if kept_from {
            tracing::debug!("somebody reads: the log is emptied later");
        }
        own.close().await?;
        Ok(())
    }
}

/// Takes every row about the account away; how many there were of each table.
pub(crate) async fn remove(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<Vec<(&'static str, u32)>, StoreError> {
    let mut removed = Vec::new();
    let tables: Vec<_> = about_accounts().collect();
    for (table, rows) in tables.into_iter().rev() {
        let sql = format!("DELETE FROM {table} WHERE {}", rows.of);
        let gone = sqlx::query(AssertSqlSafe(sql))
            .bind(account.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?
            .rows_affected();
        removed.push((table, u32::try_from(gone).unwrap_or(u32::MAX)));
    }
    leaves_gaps(tx).await?;
    Ok(removed)
}

/// Something that its owner wanted gone was taken away: the file is to be written anew.
pub(super) async fn leaves_gaps(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE about SET has_gaps = 1")
        .execute(tx)
        .await?;
    Ok(())
}

impl Traces {
    pub fn of(tables: &[HeldTable]) -> Self {
        let mut traces = Self::default();
        for table in tables {
            for (at, column) in table.columns.iter().enumerate() {
                if is_trace(column.form) {
                    let values = table.rows.iter().filter_map(|row| row.get(at));
                    values.for_each(|value| traces.add(value));
                }
            }
        }
        for all in [&mut traces.bytes, &mut traces.texts] {
            all.sort();
            all.dedup();
        }
        traces
    }

    pub fn len(&self) -> usize {
        self.bytes.len() + self.texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn add(&mut self, value: &HeldValue) {
        match value {
            HeldValue::Bytes { bytes, .. } if bytes.0.len() >= SHORTEST_TRACE => {
                self.bytes
                    .push(bytes.0.iter().map(|byte| format!("{byte:02X}")).collect());
                // The same as it would stand in a text.
                if let Ok(id) = Uuid::from_slice(&bytes.0) {
                    self.texts.push(id.to_string());
                }
            }
            HeldValue::Text(text) if text.len() >= SHORTEST_TRACE => self.texts.push(text.clone()),
            HeldValue::Bytes { .. }
            | HeldValue::Text(_)
            | HeldValue::Number(_)
            | HeldValue::Nothing => {}
        }
    }
}

/// A public key, or its thumbprint, names a computer, which may be signed in to another account as well. What is sealed lies in rows
/// that have an identifier.
fn is_trace(form: Form) -> bool {
    match form {
        Form::Identifier | Form::Hashed => true,
        Form::SealedByOwner
        | Form::SealedByService
        | Form::PasswordRecord
        | Form::PublicKey
        | Form::Time
        | Form::Number
        | Form::Text
        | Form::Other => false,
    }
}

impl Table {
    /// `$1`: bytes, `$2`: texts, both as JSON; `$3`: the account, as it stands in texts.
    pub(super) fn search(&self) -> String {
        let any: Vec<_> = if grows(&self.name) {
            let indexed = self.columns.iter().filter(|column| column.indexed);
            indexed.filter_map(Column::is_one_of).collect()
        } else {
            self.columns.iter().map(Column::holds_one_of).collect()
        };
        let any = if any.is_empty() {
            "FALSE".to_owned()
        } else {
            any.join(" OR ")
        };
        format!(
            "WITH bytes (value) AS MATERIALIZED (SELECT unhex(value) FROM json_each($1)),
                  texts (value) AS MATERIALIZED (SELECT value FROM json_each($2)),
                  account (named) AS (SELECT $3)
             SELECT COUNT(*) FROM \"{}\" WHERE {any}",
            self.name
        )
    }
}

impl Column {
    fn is_one_of(&self) -> Option<String> {
        let values = match self.kind.as_str() {
            "BLOB" => "bytes",
            "TEXT" => "texts",
            _ => return None,
        };
        Some(format!("\"{}\" IN (SELECT value FROM {values})", self.name))
    }

    fn holds_one_of(&self) -> String {
        let name = &self.name;
        format!(
            "\"{name}\" IN (SELECT value FROM bytes) OR \"{name}\" IN (SELECT value FROM texts)
             OR instr(\"{name}\", (SELECT named FROM account))"
        )
    }
}

async fn is_small(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let size: i64 = sqlx::query_scalar(
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    )
    .fetch_one(connection)
    .await?;
    Ok(size <= SMALL_FILE)
}

/// All tables, with their columns; those of SQLite itself and of the migrations too.
pub(super) async fn tables(connection: &mut SqliteConnection) -> Result<Vec<Table>, StoreError> {
    let rows = sqlx::query(
        "SELECT t.name AS table_name, c.name AS column_name, c.type AS kind,
                EXISTS (SELECT 1 FROM pragma_index_list(t.name) l, pragma_index_info(l.name) i
                        WHERE i.seqno = 0 AND i.name = c.name) AS indexed
         FROM pragma_table_list() t, pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, c.cid",
    )
    .fetch_all(connection)
    .await?;
    let mut all: Vec<Table> = Vec::new();
    for row in rows {
        let name: String = row.try_get("table_name")?;
        let column = Column {
            name: row.try_get("column_name")?,
            kind: row.try_get("kind")?,
            indexed: row.try_get("indexed")?,
        };
        match all.last_mut() {
            Some(last) if last.name == name => last.columns.push(column),
            Some(_) | None => all.push(Table {
                name,
                columns: vec![column],
            }),
        }
    }
    Ok(all)
}
