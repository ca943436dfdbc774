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
    /// Compared letter for letter, but for the port where it is of this computer and the client public.
    pub redirect_uris: Vec<String>,
    pub initiate_login_uri: Option<String>,
    /// It may ask without PKCE.
    pub without_pkce: bool,
    /// What it calls what it asks for, beside our own name of it.
    pub scopes: Vec<String>,
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
            "SELECT id, name, secret_hash, redirect_uris, initiate_login_uri, without_pkce, scopes
             FROM clients WHERE removed_at IS NULL ",
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
    let json =
        |list: &[String]| serde_json::to_string(list).map_err(|_| StoreError::Damaged("client"));
    sqlx::query(
        "INSERT INTO clients (id, name, secret_hash, redirect_uris, initiate_login_uri, without_pkce,
                              scopes)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET name = $2, secret_hash = $3, redirect_uris = $4,
             initiate_login_uri = $5, without_pkce = $6, scopes = $7, removed_at = NULL",
    )
    .bind(&client.id)
    .bind(&client.name)
    .bind(&client.secret_hash)
    .bind(json(&client.redirect_uris)?)
    .bind(&client.initiate_login_uri)
    .bind(client.without_pkce)
    .bind(json(&client.scopes)?)
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
             initiate_login_uri = NULL, without_pkce = 0, scopes = '[]'
         WHERE id = $1 AND removed_at IS NULL",
    )
    .bind(id)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

fn client(row: &SqliteRow) -> Result<ClientRow, StoreError> {
    let list = |column| -> Result<Vec<String>, StoreError> {
        serde_json::from_str(row.try_get(column)?).map_err(|_| StoreError::Damaged("client"))
    };
    Ok(ClientRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        secret_hash: row.try_get("secret_hash")?,
        redirect_uris: list("redirect_uris")?,
        initiate_login_uri: row.try_get("initiate_login_uri")?,
        without_pkce: row.try_get("without_pkce")?,
        scopes: list("scopes")?,
    })
}
