//! Connections, in the order in which the owner added them.

use porchlight_core::ports::local_store::{StoreError, StoredConnection};
use porchlight_core::ports::place::{Place, ProviderId};
use porchlight_core::view::ConnectionId;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _, SqlitePool};
use uuid::Uuid;

use super::format::{self, Kept};
use super::trouble::store_error;

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<StoredConnection>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, provider, address, name, email, session, known_computers, rehearsed, guide, history, aftermath, put_aside, key_heard,
                recovery_waits, email_changes
         FROM connections ORDER BY rowid",
    )
    .fetch_all(pool)
    .await
    .map_err(|error| store_error(&error))?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredConnection {
                id: connection_id(&row.id)?,
                place: Place {
                    provider: ProviderId(row.provider),
                    address: row.address,
                },
                name: row.name,
                email: row.email,
                session: format::read(&row.session)?,
                known_computers: read(row.known_computers.as_deref())?,
                rehearsed: read(row.rehearsed.as_deref())?,
                guide: read(row.guide.as_deref())?,
                history: read(row.history.as_deref())?,
                aftermath: read(row.aftermath.as_deref())?,
                put_aside: read(row.put_aside.as_deref())?.unwrap_or_default(),
                key_heard: read(row.key_heard.as_deref())?,
                recovery_waits: read(row.recovery_waits.as_deref())?,
                email_changes: read(row.email_changes.as_deref())?.unwrap_or_default(),
            })
        })
        .collect()
}

struct Row {
    id: String,
    provider: String,
    address: Option<String>,
    name: String,
    email: String,
    session: String,
    known_computers: Option<String>,
    rehearsed: Option<String>,
    guide: Option<String>,
    history: Option<String>,
    aftermath: Option<String>,
    put_aside: Option<String>,
    key_heard: Option<String>,
    recovery_waits: Option<String>,
    email_changes: Option<String>,
}

impl FromRow<'_, SqliteRow> for Row {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            provider: row.try_get("provider")?,
            address: row.try_get("address")?,
            name: row.try_get("name")?,
            email: row.try_get("email")?,
            session: row.try_get("session")?,
            known_computers: row.try_get("known_computers")?,
            rehearsed: row.try_get("rehearsed")?,
            guide: row.try_get("guide")?,
            history: row.try_get("history")?,
            aftermath: row.try_get("aftermath")?,
            put_aside: row.try_get("put_aside")?,
            key_heard: row.try_get("key_heard")?,
            recovery_waits: row.try_get("recovery_waits")?,
            email_changes: row.try_get("email_changes")?,
        })
    }
}

fn read<T: Kept>(json: Option<&str>) -> Result<Option<T>, StoreError> {
    json.map(format::read).transpose()
}

fn written(value: Option<&impl Kept>) -> Result<Option<String>, StoreError> {
    value.map(format::written).transpose()
}

pub(super) async fn put(
    pool: &SqlitePool,
    connection: &StoredConnection,
) -> Result<(), StoreError> {
    let session = format::written(&connection.session)?;
    let known = written(connection.known_computers.as_ref())?;
    let rehearsed = written(connection.rehearsed.as_ref())?;
    let aftermath = written(connection.aftermath.as_ref())?;
    let guide = written(connection.guide.as_ref())?;
    let history = written(connection.history.as_ref())?;
    let aside = Some(&connection.put_aside).filter(|aside| !aside.is_empty());
    let aside = written(aside)?;
    let key_heard = written(connection.key_heard.as_ref())?;
    let recovery_waits = written(connection.recovery_waits.as_ref())?;
    let changes = Some(&connection.email_changes).filter(|changes| !changes.is_empty());
    let changes = written(changes)?;
    sqlx::query(
        "INSERT INTO connections (id, provider, address, name, email, session, known_computers, rehearsed, guide, history, aftermath, put_aside, key_heard,
                                  recovery_waits, email_changes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (id) DO UPDATE SET
             provider = excluded.provider, address = excluded.address, name = excluded.name, email = excluded.email, session = excluded.session,
             known_computers = excluded.known_computers, rehearsed = excluded.rehearsed,
             guide = excluded.guide, history = excluded.history,
             aftermath = excluded.aftermath, put_aside = excluded.put_aside, key_heard = excluded.key_heard,
             recovery_waits = excluded.recovery_waits, email_changes = excluded.email_changes",
    )
    .bind(connection.id.0.to_string())
    .bind(&connection.place.provider.0)
    .bind(&connection.place.address)
    .bind(&connection.name)
    .bind(&connection.email)
    .bind(session)
    .bind(known)
    .bind(rehearsed)
    .bind(guide)
    .bind(history)
    .bind(aftermath)
    .bind(aside)
    .bind(key_heard)
    .bind(recovery_waits)
    .bind(changes)
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(())
}

/// With all that belongs to it, or nothing at all.
pub(super) async fn remove(pool: &SqlitePool, connection: ConnectionId) -> Result<(), StoreError> {
    let id = connection.0.to_string();
    let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
    for statement in [
        // Its own, and those that `SecretSlot::entry` puts below it.
        "DELETE FROM secrets WHERE entry = $1 OR substr(entry, 1, 37) = $1 || '.'",
        "DELETE FROM edits WHERE connection = $1",
        "DELETE FROM private_names WHERE connection = $1",
        "DELETE FROM alerts WHERE connection = $1",
        "DELETE FROM exposures WHERE connection = $1",
        "DELETE FROM corrections WHERE connection = $1",
        "DELETE FROM absences WHERE connection = $1",
        "DELETE FROM cameras WHERE connection = $1",
        "DELETE FROM connections WHERE id = $1",
    ] {
        sqlx::query(statement)
            .bind(&id)
            .execute(&mut *transaction)
            .await
            .map_err(|error| store_error(&error))?;
    }
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))
}

pub(super) fn connection_id(text: &str) -> Result<ConnectionId, StoreError> {
    Uuid::parse_str(text)
        .map(ConnectionId)
        .map_err(|_| StoreError::Damaged)
}
