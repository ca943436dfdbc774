//! What the database holds about an account: said by each table, shown by this, and taken away by it.
//!
//! Every table is declared beside the statements that use it, as [`About::Account`] or [`About::Nobody`]; a test compares the
//! declarations with the database, table by table and column by column.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::your_data::{
    Form, Group, HeldColumn, HeldTable, HeldValue, Kept, Purpose, SearchedTable,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection, TypeInfo, ValueRef};
use uuid::Uuid;

use super::{
    Store, StoreError, accounts, cameras, endings, enrolments, events, farewells, incidents_held,
    integrations_held, keys, pairings, sessions, sqlite, two_factor,
};

/// A table is listed after those that its condition or its foreign keys look at.
const ALL: &[&[Holding]] = &[
    accounts::HELD,
    sessions::HELD,
    cameras::HELD,
    pairings::HELD,
    events::HELD,
    two_factor::HELD,
    enrolments::HELD,
    integrations_held::HELD,
    incidents_held::HELD,
    endings::HELD,
    farewells::HELD,
    keys::HELD,
    sqlite::HELD,
];

/// Files up to this size (bytes) are written anew when an account goes; larger ones would keep everybody else waiting.
const SMALL_FILE: i64 = 128 * 1024 * 1024;
/// Shorter values (bytes) are no record of one account.
const SHORTEST_TRACE: usize = 16;

/// A term of ours, in seconds, as it travels.
pub(super) const fn term(seconds: i64) -> u32 {
    assert!(0 <= seconds && seconds <= u32::MAX as i64);
    seconds as u32
}

/// One table.
pub(crate) struct Holding {
    pub(crate) table: &'static str,
    pub(crate) about: About,
}

pub(crate) enum About {
    Account(AccountRows),
    /// No row of it is about an account; the reason is for those who read the declaration, and must be a good one.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "said to readers, and asked for by the test")
    )]
    Nobody(&'static str),
}

pub(crate) struct AccountRows {
    /// SQL: which rows are about the account `$1`.
    pub(crate) of: &'static str,
    pub(crate) group: Group,
    pub(crate) purpose: Purpose,
    pub(crate) kept: Kept,
    /// All of them, in any order.
    pub(crate) columns: &'static [(&'static str, Form)],
}

/// Values by which the rows about one account can be told: identifiers, hashes, whatever was sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Hexadecimal.
    bytes: Vec<String>,
    texts: Vec<String>,
}

impl Store {
    /// Every row about the account, as it lies there, at one moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn held_about(&self, account: Uuid) -> Result<Vec<HeldTable>, StoreError> {
        let mut tx = self.read.begin().await?;
        held(&mut tx, account).await
    }

    /// In how many rows of each table one of the values lies, or the account is named in the middle of a text, without asking
    /// whom the row is about.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn search(
        &self,
        account: Uuid,
        traces: &Traces,
    ) -> Result<Vec<SearchedTable>, StoreError> {
        let json = |values: &[String]| {
            serde_json::to_string(values).map_err(|_| StoreError::Damaged("list of values"))
        };
        let (bytes, texts) = (json(&traces.bytes)?, json(&traces.texts)?);
        let mut tx = self.read.begin().await?;
        let mut found = Vec::new();
        for (table, columns) in tables(&mut tx).await? {
            let any = columns
                .iter()
                .map(|column| {
                    format!(
                        "\"{column}\" IN (SELECT unhex(value) FROM json_each($1))
                         OR \"{column}\" IN (SELECT value FROM json_each($2))
                         OR instr(\"{column}\", $3)"
                    )
                })
                .collect::<Vec<_>>()
                .join(" OR ");
            let sql = format!("SELECT COUNT(*) FROM \"{table}\" WHERE {any}");
            let left: u32 = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(&bytes)
                .bind(&texts)
                .bind(account.to_string())
                .fetch_one(&mut *tx)
                .await?;
            found.push(SearchedTable {
                table,
                removed: 0,
                left,
            });
        }
        Ok(found)
    }

    /// After rows were taken away: nothing of them stays in the file's gaps or in the write-ahead log. `false`: the file is so
    /// large that only its pages were overwritten, and it was not written anew.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn leave_no_gaps(&self) -> Result<bool, StoreError> {
        let mut writer = self.writer().acquire().await?;
        let size: i64 = sqlx::query_scalar(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        )
        .fetch_one(&mut *writer)
        .await?;
        let small = size <= SMALL_FILE;
        if small {
            sqlx::query("VACUUM").execute(&mut *writer).await?;
        }
        drop(writer);
        self.empty_log().await?;
        Ok(small)
    }
}

pub(crate) async fn held(
    connection: &mut SqliteConnection,
    account: Uuid,
) -> Result<Vec<HeldTable>, StoreError> {
    let mut all = Vec::new();
    for (table, rows) in about_accounts() {
        let columns: Vec<_> = rows.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!(
            "SELECT {} FROM {table} WHERE {}",
            columns.join(", "),
            rows.of
        );
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(account.as_bytes().as_slice())
            .fetch_all(&mut *connection)
            .await?;
        all.push(HeldTable {
            table: table.into(),
            group: rows.group,
            purpose: rows.purpose,
            kept: rows.kept,
            columns: columns_of(rows),
            rows: found.iter().map(values).collect::<Result<_, _>>()?,
        });
    }
    Ok(all)
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
    Ok(removed)
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
            | HeldValue::Nothing(()) => {}
        }
    }
}

/// A public key, or its thumbprint, names a computer, which may be signed in to another account as well.
fn is_trace(form: Form) -> bool {
    !form.is_readable() && form != Form::PublicKey
}

fn about_accounts() -> impl Iterator<Item = (&'static str, &'static AccountRows)> {
    ALL.iter()
        .copied()
        .flatten()
        .filter_map(|holding| match &holding.about {
            About::Account(rows) => Some((holding.table, rows)),
            About::Nobody(_) => None,
        })
}

fn columns_of(rows: &AccountRows) -> Vec<HeldColumn> {
    rows.columns
        .iter()
        .map(|(name, form)| HeldColumn {
            name: (*name).into(),
            form: *form,
        })
        .collect()
}

fn values(row: &SqliteRow) -> Result<Vec<HeldValue>, StoreError> {
    (0..row.len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            if raw.is_null() {
                return Ok(HeldValue::Nothing(()));
            }
            let kind = raw.type_info();
            Ok(match kind.name() {
                "INTEGER" => HeldValue::Number(row.try_get(at)?),
                "TEXT" => HeldValue::Text(row.try_get(at)?),
                _ => {
                    let bytes: Vec<u8> = row.try_get(at)?;
                    HeldValue::Bytes {
                        length: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
                        bytes: Bytes(bytes),
                    }
                }
            })
        })
        .collect()
}

/// All tables, with their columns; those of SQLite itself and of the migrations too.
async fn tables(
    connection: &mut SqliteConnection,
) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    let rows = sqlx::query(
        "SELECT t.name AS table_name, c.name AS column_name
         FROM pragma_table_list() t, pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, c.cid",
    )
    .fetch_all(connection)
    .await?;
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let (table, column): (String, String) =
            (row.try_get("table_name")?, row.try_get("column_name")?);
        match all.last_mut() {
            Some((last, columns)) if *last == table => columns.push(column),
            Some(_) | None => all.push((table, vec![column])),
        }
    }
    Ok(all)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;
    use crate::store::DatabaseUrl;

    /// Written by SQLite and by the migrations, not by us.
    const NOT_OURS: [&str; 3] = ["_sqlx_migrations", "sqlite_schema", "sqlite_sequence"];

    #[tokio::test]
    async fn every_table_says_whether_it_is_about_an_account_and_every_column_in_what_form() {
        let dir = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
        let store = Store::open(&url).await.unwrap();
        let mut connection = store.read.acquire().await.unwrap();
        let mut there = tables(&mut connection).await.unwrap();
        there.retain(|(table, _)| !NOT_OURS.contains(&table.as_str()));
        let declared: Vec<_> = ALL.iter().copied().flatten().collect();
        assert_eq!(declared.len(), there.len(), "no table is declared twice");
        for (table, mut columns) in there {
            let of_it = declared.iter().find(|holding| holding.table == table);
            let holding = of_it.unwrap_or_else(|| {
                unreachable!("{table} is not declared: is it about an account?")
            });
            match &holding.about {
                About::Account(rows) => {
                    let mut said: Vec<_> = rows.columns.iter().map(|(name, _)| *name).collect();
                    said.sort_unstable();
                    columns.sort();
                    assert_eq!(said, columns, "{table}");
                }
                About::Nobody(why) => {
                    assert!(why.len() > 20, "{table}: say why");
                    let id = columns.iter().find(|column| column.contains("account"));
                    assert_eq!(id, None, "{table} is about accounts after all");
                }
            }
        }
    }

    #[test]
    fn what_the_service_seals_about_an_account_is_sealed_anew_when_its_key_is_rotated() {
        let anew = |table, column| {
            let mut all = crate::store::sealed::SEALED.iter();
            all.any(|sealed| (sealed.table, sealed.column) == (table, column))
        };
        for holding in ALL.iter().copied().flatten() {
            let About::Account(rows) = &holding.about else {
                continue;
            };
            for (column, form) in rows.columns {
                let sealed = *form == Form::SealedByService;
                assert_eq!(sealed, anew(holding.table, column), "{column}");
            }
        }
        assert!(anew("exposures", "sealed"), "about nobody, and sealed");
    }
}
