//! The last words to computers of accounts that are gone: see the migration, and `crate::farewells`.

use porchlight_protocol::UnixSeconds;
use sqlx::SqliteConnection;

use super::holdings::{About, Holding};
use super::{Store, StoreError};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "farewells",
    about: About::NobodyOfMany(
        "a keyed hash that is used for nothing else, and bytes that only a token opens that the service does not have",
    ),
}];

#[derive(Clone, Debug)]
pub(crate) struct Farewell {
    pub(crate) mark: [u8; 32],
    pub(crate) sealed_word: Vec<u8>,
    pub(crate) kept_until: UnixSeconds,
}

impl Store {
    pub(crate) async fn farewell(&self, mark: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT sealed_word FROM farewells WHERE mark = $1")
                .bind(mark.as_slice())
                .fetch_optional(&self.read)
                .await?,
        )
    }
}

pub(crate) async fn insert(
    tx: &mut SqliteConnection,
    farewell: &Farewell,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO farewells (mark, sealed_word, kept_until) VALUES ($1, $2, $3)")
        .bind(farewell.mark.as_slice())
        .bind(&farewell.sealed_word)
        .bind(farewell.kept_until)
        .execute(tx)
        .await?;
    Ok(())
}
