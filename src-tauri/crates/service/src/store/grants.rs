//! What codes gave: a line of refresh tokens, and short-lived access tokens, all by keyed hashes.

use porchlight_protocol::UnixSeconds;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::{Store, StoreError, room, uuid};

/// A token of a grant that is in force, of a client that is registered.
#[derive(Clone, Debug)]
pub struct TokenRow {
    pub grant: Uuid,
    pub integration: Uuid,
    pub account: Uuid,
    pub client: String,
    pub generation: i64,
    /// Of the grant: generation that was issued last.
    pub newest: i64,
    /// Of the grant: newest generation that the client has shown to hold.
    pub received: i64,
    /// When it first showed that.
    pub received_at: Option<UnixSeconds>,
    /// `None`: a refresh token.
    pub expires_at: Option<UnixSeconds>,
    /// Of the integration.
    pub last_used_at: Option<UnixSeconds>,
    pub sealed_release: Vec<u8>,
}

/// An access token that is to be issued.
pub(crate) struct NewAccessToken {
    pub(crate) index: [u8; 32],
    /// What it was made of, beside its refresh token.
    pub(crate) salt: [u8; 16],
    pub(crate) expires_at: UnixSeconds,
}

macro_rules! tokens {
    ($expires_at:literal, $table:literal) => {
        concat!(
            "SELECT t.grant_id, t.generation, ",
            $expires_at,
            " AS expires_at, g.newest, g.received, g.received_at, i.id, i.account_id, i.client_id, i.last_used_at,
                    i.sealed_release
             FROM ",
            $table,
            " t JOIN grants g ON g.id = t.grant_id
                JOIN integrations i ON i.id = g.integration_id AND i.unlinked_at IS NULL
                JOIN clients c ON c.id = i.client_id AND c.removed_at IS NULL
             WHERE t.token_index = $1"
        )
    };
}

const ACCESS: &str = tokens!("t.expires_at", "access_tokens");
const REFRESH: &str = tokens!("NULL", "refresh_tokens");

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn access_token(&self, index: &[u8; 32]) -> Result<Option<TokenRow>, StoreError> {
        let row = sqlx::query(ACCESS)
            .bind(index.as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(token).transpose()
    }

    /// The client has what was issued with this generation: the one before is spent soon.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn generation_received(
        &self,
        grant: Uuid,
        generation: i64,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE grants SET received = $2, received_at = $3 WHERE id = $1 AND received < $2",
        )
        .bind(grant.as_bytes().as_slice())
        .bind(generation)
        .bind(now)
        .execute(self.writer())
        .await?;
        Ok(())
    }
}

pub(crate) async fn access_token(
    tx: &mut SqliteConnection,
    index: &[u8; 32],
) -> Result<Option<TokenRow>, StoreError> {
    let row = sqlx::query(ACCESS)
        .bind(index.as_slice())
        .fetch_optional(tx)
        .await?;
    row.as_ref().map(token).transpose()
}

pub(crate) async fn refresh_token(
    tx: &mut SqliteConnection,
    index: &[u8; 32],
) -> Result<Option<TokenRow>, StoreError> {
    let row = sqlx::query(REFRESH)
        .bind(index.as_slice())
        .fetch_optional(tx)
        .await?;
    row.as_ref().map(token).transpose()
}

/// A new grant, in the place of what the integration had.
pub(crate) async fn begin(
    tx: &mut SqliteConnection,
    grant: Uuid,
    integration: Uuid,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM grants WHERE integration_id = $1")
        .bind(integration.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?;
    sqlx::query("INSERT INTO grants (id, integration_id) VALUES ($1, $2)")
        .bind(grant.as_bytes().as_slice())
        .bind(integration.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

/// Everything that is left of what an integration held.
pub(crate) async fn end_of(tx: &mut SqliteConnection, integration: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM grants WHERE integration_id = $1")
        .bind(integration.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

/// The access token that a generation has now: its salt, and when it ends.
pub(crate) async fn issued(
    tx: &mut SqliteConnection,
    grant: Uuid,
    generation: i64,
    now: UnixSeconds,
) -> Result<Option<(Vec<u8>, UnixSeconds)>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT salt, expires_at FROM access_tokens
         WHERE grant_id = $1 AND generation = $2 AND expires_at > $3 AND salt IS NOT NULL
         ORDER BY expires_at DESC LIMIT 1",
    )
    .bind(grant.as_bytes().as_slice())
    .bind(generation)
    .bind(now)
    .fetch_optional(tx)
    .await?)
}

/// Tokens of a generation. The refresh token may be there: the same successor is issued until it was used.
pub(crate) async fn issue(
    tx: &mut SqliteConnection,
    grant: Uuid,
    generation: i64,
    access: &NewAccessToken,
    refresh: &[u8; 32],
    now: UnixSeconds,
) -> Result<(), StoreError> {
    let id = grant.as_bytes().as_slice();
    // Only those of the generation before may be on their way still.
    sqlx::query(
        "DELETE FROM access_tokens WHERE grant_id = $1 AND (generation < $2 - 1 OR expires_at <= $3)",
    )
    .bind(id)
    .bind(generation)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO access_tokens (token_index, grant_id, generation, expires_at, salt)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(access.index.as_slice())
    .bind(id)
    .bind(generation)
    .bind(access.expires_at)
    .bind(access.salt.as_slice())
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO refresh_tokens (token_index, grant_id, generation, issued_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(refresh.as_slice())
    .bind(id)
    .bind(generation)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE grants SET newest = $2, received = MAX(received, $2 - 1) WHERE id = $1")
        .bind(grant.as_bytes().as_slice())
        .bind(generation)
        .execute(&mut *tx)
        .await?;
    room::for_tokens(tx, grant, (&access.index, generation)).await
}

pub(crate) async fn remove_access_token(
    tx: &mut SqliteConnection,
    index: &[u8; 32],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM access_tokens WHERE token_index = $1")
        .bind(index.as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

fn token(row: &sqlx::sqlite::SqliteRow) -> Result<TokenRow, StoreError> {
    Ok(TokenRow {
        grant: uuid(row.try_get("grant_id")?, "token")?,
        integration: uuid(row.try_get("id")?, "token")?,
        account: uuid(row.try_get("account_id")?, "token")?,
        client: row.try_get("client_id")?,
        generation: row.try_get("generation")?,
        newest: row.try_get("newest")?,
        received: row.try_get("received")?,
        received_at: row.try_get("received_at")?,
        expires_at: row.try_get("expires_at")?,
        last_used_at: row.try_get("last_used_at")?,
        sealed_release: row.try_get("sealed_release")?,
    })
}
