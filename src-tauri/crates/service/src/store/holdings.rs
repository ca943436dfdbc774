//! What the database holds about an account: said by each table, read by this, told page by page (`telling`), and taken away (`erasing`).
//!
//! Every table is declared beside the statements that use it, as [`About::Account`] or [`About::Nobody`]; a test compares the
//! declarations with the database, table by table and column by column.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::your_data::{
    Form, Group, HeldColumn, HeldTable, HeldValue, Kept, Purpose,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection, TypeInfo, ValueRef};
use uuid::Uuid;

use super::{
    StoreError, accounts, cameras, email_changes, endings, enrolments, events, farewells,
    incidents_held, integrations_held, invitations, keys, pairings, password_recovery, sessions,
    sqlite, two_factor, used_proofs,
};

/// A table is listed after those that its condition or its foreign keys look at.
const ALL: &[&[Holding]] = &[
    accounts::HELD,
    email_changes::HELD,
    sessions::HELD,
    cameras::HELD,
    pairings::HELD,
    events::HELD,
    two_factor::HELD,
    enrolments::HELD,
    password_recovery::HELD,
    integrations_held::HELD,
    incidents_held::HELD,
    invitations::HELD,
    endings::HELD,
    farewells::HELD,
    keys::HELD,
    sqlite::HELD,
    used_proofs::HELD,
];

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
    /// The same, of a table that grows with the number of accounts all the same.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "said to readers, and asked for by the test")
    )]
    NobodyOfMany(&'static str),
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

/// Every row about the account, as it lies there, at one moment.
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

pub(super) fn about_accounts() -> impl Iterator<Item = (&'static str, &'static AccountRows)> {
    ALL.iter()
        .copied()
        .flatten()
        .filter_map(|holding| match &holding.about {
            About::Account(rows) => Some((holding.table, rows)),
            About::Nobody(_) | About::NobodyOfMany(_) => None,
        })
}

/// Whether there are more rows of it where there are more accounts.
pub(super) fn grows(table: &str) -> bool {
    let mut all = ALL.iter().copied().flatten();
    all.any(|holding| holding.table == table && !matches!(holding.about, About::Nobody(_)))
}

pub(super) fn columns_of(rows: &AccountRows) -> Vec<HeldColumn> {
    rows.columns
        .iter()
        .map(|(name, form)| HeldColumn {
            name: (*name).into(),
            form: *form,
        })
        .collect()
}

pub(super) fn values(row: &SqliteRow) -> Result<Vec<HeldValue>, StoreError> {
    (0..row.len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            if raw.is_null() {
                return Ok(HeldValue::Nothing);
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;
    use crate::quotas::PARTS;
    use crate::store::erasing::tables;
    use crate::store::{DatabaseUrl, Store};

    /// Written by SQLite and by the migrations, not by us.
    const NOT_OURS: [&str; 3] = ["_sqlx_migrations", "sqlite_schema", "sqlite_sequence"];

    #[tokio::test]
    async fn every_table_says_whether_it_is_about_an_account_and_every_column_in_what_form() {
        let dir = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
        let store = Store::open(&url).await.unwrap();
        let mut connection = store.read.acquire().await.unwrap();
        let mut there = tables(&mut connection).await.unwrap();
        there.retain(|table| !NOT_OURS.contains(&table.name.as_str()));
        let declared: Vec<_> = ALL.iter().copied().flatten().collect();
        assert_eq!(declared.len(), there.len(), "no table is declared twice");
        for table in there {
            let (table, columns) = (table.name, table.columns);
            let mut columns: Vec<_> = columns.into_iter().map(|column| column.name).collect();
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
                About::Nobody(why) | About::NobodyOfMany(why) => {
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

    #[test]
    fn every_table_about_an_account_has_its_part_of_what_an_account_may_hold() {
        let mut about: Vec<_> = about_accounts().map(|(table, _)| table).collect();
        let mut parts: Vec<_> = PARTS.iter().map(|(table, _, _)| *table).collect();
        about.sort_unstable();
        parts.sort_unstable();
        assert_eq!(about, parts);
    }
}
