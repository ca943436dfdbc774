//! Clients that the people who run the service have registered.

use porchlight_protocol::UnixSeconds;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Store, StoreError};

#[derive(Clone, PartialEq, Eq)]
pub struct ClientRow {
    pub id: String,
    pub name: String,
    /// `None`: a public client.
    pub secret_hash: Option<Vec<u8>>,
    /// Compared letter for letter.
    pub redirect_uris: Vec<String>,
    pub initiate_login_uri: Option<String>,
}

impl std::fmt::Debug for ClientRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

macro_rules! clients {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, secret_hash, redirect_uris, initiate_login_uri FROM clients
             WHERE removed_at IS NULL ",
            $rest
        )
    };
}

impl Store {
    /// Without those that were removed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn client(&self, id: &str) -> Result<Option<ClientRow>, StoreError> {
        let row = sqlx::query(clients!("AND id = $1"))
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(client).transpose()
    }

    /// By name, without those that were removed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn clients(&self) -> Result<Vec<ClientRow>, StoreError> {
        let rows = sqlx::query(clients!("ORDER BY name, id"))
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(client).collect()
    }
}

/// Over one that has the identifier already, and one that was removed.
pub(crate) async fn put(tx: &mut SqliteConnection, client: &ClientRow) -> Result<(), StoreError> {
    let uris =
        serde_json::to_string(&client.redirect_uris).map_err(|_| StoreError::Damaged("client"))?;
    sqlx::query(
        "INSERT INTO clients (id, name, secret_hash, redirect_uris, initiate_login_uri)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET name = $2, secret_hash = $3, redirect_uris = $4,
             initiate_login_uri = $5, removed_at = NULL",
    )
    .bind(&client.id)
    .bind(&client.name)
    .bind(&client.secret_hash)
    .bind(uris)
    .bind(&client.initiate_login_uri)
    .execute(tx)
    .await?;
    Ok(())
}

/// `false` when there is none.
pub(crate) async fn remove(
    tx: &mut SqliteConnection,
    id: &str,
    now: UnixSeconds,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE clients SET removed_at = $2, secret_hash = NULL, redirect_uris = '[]',
             initiate_login_uri = NULL
         WHERE id = $1 AND removed_at IS NULL",
    )
    .bind(id)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

fn client(row: &SqliteRow) -> Result<ClientRow, StoreError> {
    let uris: String = row.try_get("redirect_uris")?;
    Ok(ClientRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        secret_hash: row.try_get("secret_hash")?,
        redirect_uris: serde_json::from_str(&uris).map_err(|_| StoreError::Damaged("client"))?,
        initiate_login_uri: row.try_get("initiate_login_uri")?,
    })
}
