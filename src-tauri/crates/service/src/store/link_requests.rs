//! Browser pages that wait for an owner, and the codes that they bring to clients.

use porchlight_protocol::UnixSeconds;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::{Store, StoreError, room, uuid};

#[derive(Clone, Debug)]
pub struct LinkRequestRow {
    pub id: Uuid,
    pub client: String,
    /// `None`: nobody has the address that was typed.
    pub account: Option<Uuid>,
    /// `None`: a computer of the owner began it.
    pub address_index: Option<Vec<u8>>,
    pub browser_index: Vec<u8>,
    pub sealed_request: Vec<u8>,
    pub requested_at: UnixSeconds,
    pub expires_at: UnixSeconds,
    pub tries: u32,
    pub state: LinkState,
    /// Once it is approved.
    pub integration: Option<Uuid>,
    pub code_expires_at: Option<UnixSeconds>,
    /// What its code gave.
    pub grant: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    Open,
    Approved,
    /// Refused, replaced, or ended by wrong numbers or an incident.
    Over,
}

macro_rules! requests {
    ($rest:literal) => {
        concat!(
            "SELECT id, client_id, account_id, address_index, browser_index, sealed_request,
                    requested_at, expires_at, tries, state, integration_id, code_expires_at, grant_id
             FROM link_requests ",
            $rest
        )
    };
}

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn add_login_hint(
        &self,
        index: &[u8; 32],
        account: Uuid,
        client: &str,
        expires_at: UnixSeconds,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO login_hints (hint_index, account_id, client_id, expires_at)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(index.as_slice())
        .bind(account.as_bytes().as_slice())
        .bind(client)
        .bind(expires_at)
        .execute(&mut *tx)
        .await?;
        room::for_login_hint(&mut tx, account, index).await?;
        Ok(tx.commit().await?)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn link_request(&self, id: Uuid) -> Result<Option<LinkRequestRow>, StoreError> {
        let row = sqlx::query(requests!("WHERE id = $1"))
            .bind(id.as_bytes().as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(request).transpose()
    }

    /// Those of an account that wait, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_link_requests(
        &self,
        account: Uuid,
        now: UnixSeconds,
    ) -> Result<Vec<LinkRequestRow>, StoreError> {
        let rows = sqlx::query(requests!(
            "WHERE account_id = $1 AND state = 'open' AND expires_at > $2 ORDER BY requested_at, id"
        ))
        .bind(account.as_bytes().as_slice())
        .bind(now)
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(request).collect()
    }
}

/// The account that a hint names to this client. It names nobody afterwards.
pub(crate) async fn spend_hint(
    tx: &mut SqliteConnection,
    index: &[u8; 32],
    client: &str,
    now: UnixSeconds,
) -> Result<Option<Uuid>, StoreError> {
    let account: Option<Vec<u8>> = sqlx::query_scalar(
        "DELETE FROM login_hints WHERE hint_index = $1 AND client_id = $2 AND expires_at > $3
         RETURNING account_id",
    )
    .bind(index.as_slice())
    .bind(client)
    .bind(now)
    .fetch_optional(tx)
    .await?;
    account.map(|id| uuid(&id, "login hint")).transpose()
}

/// In the place of an earlier one of the same client and address, or of the same client and owner's own computers.
/// Where `most` wait of those whose address was typed, the oldest ends: all look alike to who made it.
pub(crate) async fn insert(
    tx: &mut SqliteConnection,
    row: &LinkRequestRow,
    most: u32,
) -> Result<(), StoreError> {
    // What expired without an approval has nothing to say any more.
    sqlx::query("DELETE FROM link_requests WHERE expires_at < $1 - 600 AND integration_id IS NULL")
        .bind(row.requested_at)
        .execute(&mut *tx)
        .await?;
    let account = row.account.map(|id| id.as_bytes().to_vec());
    sqlx::query(
        "UPDATE link_requests SET state = 'over' WHERE state = 'open' AND client_id = $1
             AND (address_index = $2 OR ($2 IS NULL AND address_index IS NULL AND account_id = $3))",
    )
    .bind(&row.client)
    .bind(&row.address_index)
    .bind(&account)
    .execute(&mut *tx)
    .await?;
    if row.address_index.is_some() {
        sqlx::query(
            "UPDATE link_requests SET state = 'over' WHERE id IN (
                 SELECT id FROM link_requests WHERE state = 'open' AND address_index IS NOT NULL
                 ORDER BY requested_at DESC LIMIT -1 OFFSET $1)",
        )
        .bind(most.saturating_sub(1))
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query(
        "INSERT INTO link_requests (id, client_id, account_id, address_index, browser_index,
             sealed_request, requested_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(row.id.as_bytes().as_slice())
    .bind(&row.client)
    .bind(account)
    .bind(&row.address_index)
    .bind(&row.browser_index)
    .bind(&row.sealed_request)
    .bind(row.requested_at)
    .bind(row.expires_at)
    .execute(&mut *tx)
    .await?;
    if let Some(account) = row.account {
        room::for_link_request(tx, account, row.id).await?;
    }
    Ok(())
}

pub(crate) async fn of_account(
    tx: &mut SqliteConnection,
    account: Uuid,
    id: Uuid,
) -> Result<Option<LinkRequestRow>, StoreError> {
    let row = sqlx::query(requests!("WHERE id = $1 AND account_id = $2"))
        .bind(id.as_bytes().as_slice())
        .bind(account.as_bytes().as_slice())
        .fetch_optional(tx)
        .await?;
    row.as_ref().map(request).transpose()
}

pub(crate) async fn of_code(
    tx: &mut SqliteConnection,
    code_index: &[u8; 32],
) -> Result<Option<LinkRequestRow>, StoreError> {
    let row = sqlx::query(requests!("WHERE code_index = $1"))
        .bind(code_index.as_slice())
        .fetch_optional(tx)
        .await?;
    row.as_ref().map(request).transpose()
}

pub(crate) async fn end(tx: &mut SqliteConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("UPDATE link_requests SET state = 'over' WHERE id = $1 AND state = 'open'")
        .bind(id.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn wrong_number(tx: &mut SqliteConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("UPDATE link_requests SET tries = tries + 1 WHERE id = $1")
        .bind(id.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn approve(
    tx: &mut SqliteConnection,
    id: Uuid,
    integration: Uuid,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE link_requests SET state = 'approved', integration_id = $2 WHERE id = $1")
        .bind(id.as_bytes().as_slice())
        .bind(integration.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

/// Another code in the place of one that the browser may not have got. `false` when one was used, or it is over.
pub(crate) async fn set_code(
    tx: &mut SqliteConnection,
    id: Uuid,
    code_index: &[u8; 32],
    expires_at: UnixSeconds,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE link_requests SET code_index = $2, code_expires_at = $3
         WHERE id = $1 AND state = 'approved' AND grant_id IS NULL",
    )
    .bind(id.as_bytes().as_slice())
    .bind(code_index.as_slice())
    .bind(expires_at)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The code is used up.
pub(crate) async fn redeemed(
    tx: &mut SqliteConnection,
    id: Uuid,
    grant: Uuid,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE link_requests SET grant_id = $2 WHERE id = $1")
        .bind(id.as_bytes().as_slice())
        .bind(grant.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

fn request(row: &SqliteRow) -> Result<LinkRequestRow, StoreError> {
    let id = |column| {
        row.try_get::<Option<Vec<u8>>, _>(column)?
            .map(|id| uuid(&id, "request to link"))
            .transpose()
    };
    Ok(LinkRequestRow {
        id: uuid(row.try_get("id")?, "request to link")?,
        client: row.try_get("client_id")?,
        account: id("account_id")?,
        address_index: row.try_get("address_index")?,
        browser_index: row.try_get("browser_index")?,
        sealed_request: row.try_get("sealed_request")?,
        requested_at: row.try_get("requested_at")?,
        expires_at: row.try_get("expires_at")?,
        tries: row.try_get("tries")?,
        state: match row.try_get("state")? {
            "open" => LinkState::Open,
            "approved" => LinkState::Approved,
            "over" => LinkState::Over,
            _ => return Err(StoreError::Damaged("request to link")),
        },
        integration: id("integration_id")?,
        code_expires_at: row.try_get("code_expires_at")?,
        grant: id("grant_id")?,
    })
}
