//! Which keys the service was last used with.

use sqlx::{Row, SqliteConnection};

use super::holdings::{About, Holding};
use super::{Store, StoreError};
use crate::secrets::{KnownKey, KnownKeys};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "keys",
    about: About::Nobody("one row for each key of the service"),
}];

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn known_keys(&self) -> Result<KnownKeys, StoreError> {
        let begun: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM about)")
            .fetch_one(&self.read)
            .await?;
        let rows = sqlx::query("SELECT name, mark, rotations FROM keys")
            .fetch_all(&self.read)
            .await?;
        let mut known = KnownKeys {
            begun,
            needed: self.needed_keys().await?,
            ..KnownKeys::default()
        };
        for row in rows {
            let key = KnownKey {
                mark: row.try_get("mark")?,
                rotations: row.try_get("rotations")?,
            };
            known.rotating.insert(row.try_get("name")?, key);
        }
        Ok(known)
    }

    /// Of those that came after the first version: a database of before they were written down may need them already.
    async fn needed_keys(&self) -> Result<Vec<&'static str>, StoreError> {
        let mut needed = Vec::new();
        for (name, holds) in [
            ("audit-key", "SELECT EXISTS (SELECT 1 FROM audit)"),
            ("totp-key", "SELECT EXISTS (SELECT 1 FROM two_factor)"),
        ] {
            if sqlx::query_scalar(holds).fetch_one(&self.read).await? {
                needed.push(name);
            }
        }
        Ok(needed)
    }
}

pub(crate) async fn known(
    tx: &mut SqliteConnection,
    name: &str,
) -> Result<Option<KnownKey>, StoreError> {
    let row = sqlx::query("SELECT mark, rotations FROM keys WHERE name = $1")
        .bind(name)
        .fetch_optional(tx)
        .await?;
    row.map(|row| {
        Ok(KnownKey {
            mark: row.try_get("mark")?,
            rotations: row.try_get("rotations")?,
        })
    })
    .transpose()
}

pub(crate) async fn put(
    tx: &mut SqliteConnection,
    name: &str,
    key: &KnownKey,
) -> Result<(), StoreError> {
    sqlx::query("INSERT OR REPLACE INTO keys (name, mark, rotations) VALUES ($1, $2, $3)")
        .bind(name)
        .bind(&key.mark)
        .bind(key.rotations)
        .execute(tx)
        .await?;
    Ok(())
}
