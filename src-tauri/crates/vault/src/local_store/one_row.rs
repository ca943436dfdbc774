//! Tables of one row, which holds JSON: what the owner prefers, what is under way, and what was rung.

use porchlight_core::ports::local_store::StoreError;
use sqlx::{AssertSqlSafe, SqlitePool};

use super::format::{self, Kept};
use super::trouble::store_error;

/// Table and column have one name.
#[derive(Clone, Copy, Debug)]
pub(super) enum OneRow {
    Bell,
    BreachWatch,
    Plans,
    Preferences,
}

impl OneRow {
    fn name(self) -> &'static str {
        match self {
            Self::Bell => "bell",
            Self::BreachWatch => "breach_watch",
            Self::Plans => "plans",
            Self::Preferences => "preferences",
        }
    }
}

pub(super) async fn read<T: Default + Kept>(
    pool: &SqlitePool,
    table: OneRow,
) -> Result<T, StoreError> {
    let name = table.name();
    let row: Option<String> =
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT {name} FROM {name}")))
            .fetch_optional(pool)
            .await
            .map_err(|error| store_error(&error))?;
    match row {
        None => Ok(T::default()),
        Some(json) => format::read(&json),
    }
}

pub(super) async fn put(
    pool: &SqlitePool,
    table: OneRow,
    value: &impl Kept,
) -> Result<(), StoreError> {
    let name = table.name();
    let json = format::written(value)?;
    sqlx::query(AssertSqlSafe(format!(
        "INSERT INTO {name} (one, {name}) VALUES (1, $1)
         ON CONFLICT (one) DO UPDATE SET {name} = excluded.{name}"
    )))
    .bind(json)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}
