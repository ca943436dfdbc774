//! Everything that is held about an account, page by page. Between two pages nothing is held: neither a connection, for which others
//! would wait, nor what was read before.

use futures_util::TryStreamExt as _;
use porchlight_protocol::your_data::{HeldTable, HeldValue};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{AccountRows, about_accounts, columns_of, values};
use super::{Store, StoreError};

/// Rows of one page, and the bytes after which it is full.
const LONGEST_PAGE: u32 = 256;
const FULL_PAGE: usize = 16 * 1024;

/// How far one has come.
pub(crate) struct Telling {
    account: Uuid,
    /// Still to come, the next one last.
    pub(super) tables: Vec<Told>,
    /// Of the last row that was told of the next table.
    after: Option<Vec<HeldValue>>,
}

pub(super) struct Told {
    table: &'static str,
    rows: &'static AccountRows,
    /// Columns by which the rows of an account can be told from each other.
    key: Vec<String>,
}

/// Some rows of one table.
pub(crate) struct Page {
    pub(crate) table: HeldTable,
    pub(crate) begins: bool,
    pub(crate) ends: bool,
}

impl Store {
    pub(crate) async fn tell(&self, account: Uuid) -> Result<Telling, StoreError> {
        let mut connection = self.read.acquire().await?;
        let mut tables = Vec::new();
        for (table, rows) in about_accounts() {
            let key = key_of(&mut connection, table).await?;
            tables.push(Told { table, rows, key });
        }
        tables.reverse();
        Ok(Telling {
            account,
            tables,
            after: None,
        })
    }

    /// `None` at the end. A row that is there all the time is told once.
    pub(crate) async fn next_page(
        &self,
        telling: &mut Telling,
    ) -> Result<Option<Page>, StoreError> {
        let Some(told) = telling.tables.last() else {
            return Ok(None);
        };
        let begins = telling.after.is_none();
        let mut connection = self.read.acquire().await?;
        let (rows, ends) = page(&mut connection, telling.account, told, &telling.after).await?;
        let table = HeldTable {
            table: told.table.into(),
            group: told.rows.group,
            purpose: told.rows.purpose,
            kept: told.rows.kept,
            columns: columns_of(told.rows),
            rows,
        };
        telling.after = table.rows.last().map(|row| told.key_in(row));
        if ends {
            telling.tables.pop();
            telling.after = None;
        }
        Ok(Some(Page {
            table,
            begins,
            ends,
        }))
    }
}

impl Told {
    pub(super) fn sql(&self, goes_on: bool) -> String {
        let columns: Vec<_> = self.rows.columns.iter().map(|(name, _)| *name).collect();
        let (columns, key) = (columns.join(", "), self.key.join(", "));
        let (table, of) = (self.table, self.rows.of);
        if key.is_empty() {
            return format!("SELECT {columns} FROM {table} WHERE {of}");
        }
        let after: Vec<_> = (2..)
            .take(self.key.len())
            .map(|n| format!("${n}"))
            .collect();
        let rest = match after.join(", ") {
            after if goes_on => format!("AND ({key}) > ({after})"),
            _ => String::new(),
        };
        format!(
            "SELECT {columns} FROM {table} WHERE {of} {rest} ORDER BY {key} LIMIT {LONGEST_PAGE}"
        )
    }

    fn key_in(&self, row: &[HeldValue]) -> Vec<HeldValue> {
        let names = self.rows.columns.iter().map(|(name, _)| *name);
        let named: Vec<_> = names.zip(row).collect();
        self.key
            .iter()
            .filter_map(|key| named.iter().find(|(name, _)| name == key))
            .map(|(_, value)| (*value).clone())
            .collect()
    }
}

/// Its rows, and whether they are the last ones.
async fn page(
    connection: &mut SqliteConnection,
    account: Uuid,
    told: &Told,
    after: &Option<Vec<HeldValue>>,
) -> Result<(Vec<Vec<HeldValue>>, bool), StoreError> {
    let mut query =
        sqlx::query(AssertSqlSafe(told.sql(after.is_some()))).bind(account.as_bytes().to_vec());
    for value in after.iter().flatten() {
        query = match value.clone() {
            HeldValue::Number(number) => query.bind(number),
            HeldValue::Text(text) => query.bind(text),
            HeldValue::Bytes { bytes, .. } => query.bind(bytes.0),
            HeldValue::Nothing => query.bind(None::<i64>),
        };
    }
    let mut coming = query.fetch(connection);
    let (mut rows, mut length) = (Vec::new(), 0);
    while let Some(row) = coming.try_next().await? {
        let row = values(&row)?;
        length += row.iter().map(length_of).sum::<usize>();
        rows.push(row);
        if length >= FULL_PAGE {
            return Ok((rows, false));
        }
    }
    let full = rows.len() >= LONGEST_PAGE as usize && !told.key.is_empty();
    Ok((rows, !full))
}

fn length_of(value: &HeldValue) -> usize {
    match value {
        HeldValue::Bytes { bytes, .. } => bytes.0.len(),
        HeldValue::Text(text) => text.len(),
        HeldValue::Number(_) | HeldValue::Nothing => 8,
    }
}

/// The primary key, but for the account, which is the same in all of them; in the order of the owner's list where there is one.
async fn key_of(connection: &mut SqliteConnection, table: &str) -> Result<Vec<String>, StoreError> {
    let rows: Vec<SqliteRow> = sqlx::query(
        "SELECT name FROM pragma_table_info($1)
         WHERE pk > 0 AND name <> 'account_id' OR name = 'position' ORDER BY name <> 'position', pk",
    )
    .bind(table)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(row.try_get("name")?)).collect()
}
