//! Cameras with their sealed profiles; a write counts only on the revision that the writer saw.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding, term};
use super::{NewEvent, Store, StoreError, erasing, events, room, uuid};
use crate::quotas::CAMERAS;
use crate::sessions::KEPT_AFTER_END;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

pub(super) const HELD: &[Holding] = &[
    Holding {
        table: "cameras",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Cameras,
            purpose: Purpose::Cameras,
            kept: Kept::WithAccount,
            columns: &[
                ("id", Form::Identifier),
                ("account_id", Form::Identifier),
                ("sealed_profile", Form::SealedByOwner),
                ("model", Form::Text),
                ("firmware", Form::Text),
                ("firmware_available", Form::Text),
                ("online", Form::Number),
                ("last_seen", Form::Time),
                ("signal_dbm", Form::Number),
                ("position", Form::Number),
                ("revision", Form::Number),
                ("thumbprint", Form::PublicKey),
            ],
        }),
    },
    Holding {
        table: "profile_writes",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Cameras,
            purpose: Purpose::Repeats,
            kept: Kept::For {
                seconds: term(KEPT_AFTER_END),
            },
            columns: &[
                ("account_id", Form::Identifier),
                ("key_hash", Form::Hashed),
                ("request_hash", Form::Hashed),
                ("revision", Form::Number),
                ("at", Form::Time),
            ],
        }),
    },
];

/// Cameras of a list that are read at once.
const IN_ONE_PART: u32 = 32;

/// A new sealed profile for a camera.
#[derive(Clone, Debug)]
pub struct ProfileChange {
    pub account: Uuid,
    pub camera: Uuid,
    /// `None` writes over whatever is there.
    pub seen_revision: Option<u64>,
    pub sealed_profile: Vec<u8>,
    pub idempotency: Option<Once>,
    pub now: UnixSeconds,
}

/// What a write is recognised by that comes a second time.
#[derive(Clone, Debug)]
pub struct Once {
    /// Keyed, of what the client calls it.
    pub key_hash: [u8; 32],
    /// Of the whole request.
    pub request_hash: [u8; 32],
}

/// What became of a [`ProfileChange`].
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Done(CameraRecord),
    /// It was done before, under the same key; nothing happened now.
    DoneBefore(CameraRecord),
    Conflict(CameraRecord),
    /// The key was used for another request.
    KeyReused,
    NotFound,
}

/// What a camera reports of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CameraState {
    pub online: bool,
    pub last_seen: UnixSeconds,
    pub signal_dbm: Option<i16>,
}

impl Store {
    /// In the order in which they were set up.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn cameras(&self, account: Uuid) -> Result<Vec<CameraRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, model, firmware, firmware_available, online, last_seen, signal_dbm,
                    sealed_profile, revision
             FROM cameras WHERE account_id = $1 ORDER BY position",
        )
        .bind(account.as_bytes().as_slice())
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(camera).collect()
    }

    /// The same in parts: some, from `after` on, and the place of the last one where there may be more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn some_cameras(
        &self,
        account: Uuid,
        after: i64,
    ) -> Result<(Vec<CameraRecord>, Option<i64>), StoreError> {
        let rows = sqlx::query(
            "SELECT id, model, firmware, firmware_available, online, last_seen, signal_dbm,
                    sealed_profile, revision, position
             FROM cameras WHERE account_id = $1 AND position > $2 ORDER BY position LIMIT $3",
        )
        .bind(account.as_bytes().as_slice())
        .bind(after)
        .bind(IN_ONE_PART)
        .fetch_all(&self.read)
        .await?;
        let last = rows.last().filter(|_| rows.len() >= IN_ONE_PART as usize);
        let last = last.map(|row| row.try_get("position")).transpose()?;
        let cameras = rows.iter().map(camera).collect::<Result<_, _>>()?;
        Ok((cameras, last))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn has_camera(&self, account: Uuid, camera: Uuid) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM cameras WHERE id = $1 AND account_id = $2)",
        )
        .bind(camera.as_bytes().as_slice())
        .bind(account.as_bytes().as_slice())
        .fetch_one(&self.read)
        .await?)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn add_camera(&self, account: Uuid, camera: &CameraRecord) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        insert(&mut tx, account, camera).await?;
        Ok(tx.commit().await?)
    }

    /// The profile, the memory of the key, and the event for the other computers: all or nothing.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn write_profile(
        &self,
        change: &ProfileChange,
        event: &NewEvent,
    ) -> Result<Written, StoreError> {
        let mut tx = self.begin().await?;
        let before = match &change.idempotency {
            Some(once) => done_before(&mut tx, change.account, once).await?,
            None => Before::Never,
        };
        if before == Before::OtherRequest {
            return Ok(Written::KeyReused);
        }
        let Some(mut record) = find(&mut tx, change.account, change.camera).await? else {
            return Ok(Written::NotFound);
        };
        if let Before::SameRequest { revision } = before {
            // The same request holds the same profile.
            record.revision = revision;
            record.sealed_profile.0.clone_from(&change.sealed_profile);
            return Ok(Written::DoneBefore(record));
        }
        if change
            .seen_revision
            .is_some_and(|seen| seen != record.revision)
        {
            return Ok(Written::Conflict(record));
        }
        record.revision += 1;
        record.sealed_profile.0.clone_from(&change.sealed_profile);
        sqlx::query(
            "UPDATE cameras SET sealed_profile = $1, revision = revision + 1 WHERE id = $2",
        )
        .bind(&change.sealed_profile)
        .bind(change.camera.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?;
        if let Some(once) = &change.idempotency {
            remember(&mut tx, change, once, record.revision).await?;
            room::for_profile_write(&mut tx, change.account, &once.key_hash).await?;
        }
        events::insert(&mut tx, event).await?;
        tx.commit().await?;
        Ok(Written::Done(record))
    }

    /// Keys of writes that an earlier version kept as they came: with their hashes in their place, the same write is recognised as
    /// before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn hash_keys_of_writes(
        &self,
        hash: impl Fn(Uuid, &[u8]) -> [u8; 32],
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let plain: Option<bool> = sqlx::query_scalar("SELECT has_plain_keys FROM about")
            .fetch_optional(&mut *tx)
            .await?;
        if plain != Some(true) {
            return Ok(());
        }
        let mut last = Vec::new();
        while let Some(account) = next_writer(&mut tx, &last).await? {
            let id = uuid(&account, "write")?;
            let keys: Vec<Vec<u8>> =
                sqlx::query_scalar("SELECT key_hash FROM profile_writes WHERE account_id = $1")
                    .bind(&account)
                    .fetch_all(&mut *tx)
                    .await?;
            for key in keys {
                sqlx::query(
                    "UPDATE profile_writes SET key_hash = $3 WHERE account_id = $1 AND key_hash = $2",
                )
                .bind(&account)
                .bind(&key)
                .bind(hash(id, &key).as_slice())
                .execute(&mut *tx)
                .await?;
            }
            last = account;
        }
        sqlx::query("UPDATE about SET has_plain_keys = 0")
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// `false` when the account has no such camera.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn set_camera_state(
        &self,
        account: Uuid,
        camera: Uuid,
        state: &CameraState,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let changed = sqlx::query(
            "UPDATE cameras SET online = $1, last_seen = $2, signal_dbm = $3
             WHERE id = $4 AND account_id = $5",
        )
        .bind(state.online)
        .bind(state.last_seen)
        .bind(state.signal_dbm)
        .bind(camera.as_bytes().as_slice())
        .bind(account.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if changed == 0 {
            return Ok(false);
        }
        events::insert(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }
}

pub(super) async fn insert(
    tx: &mut SqliteConnection,
    account: Uuid,
    camera: &CameraRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO cameras (id, account_id, position, model, firmware, firmware_available, online,
                              last_seen, signal_dbm, sealed_profile, revision)
         VALUES ($1, $2, (SELECT COALESCE(MAX(position), 0) + 1 FROM cameras WHERE account_id = $2),
                 $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(camera.id.as_bytes().as_slice())
    .bind(account.as_bytes().as_slice())
    .bind(&camera.model)
    .bind(&camera.firmware)
    .bind(&camera.firmware_available)
    .bind(camera.online)
    .bind(camera.last_seen)
    .bind(camera.signal_dbm)
    .bind(&camera.sealed_profile.0)
    .bind(i64::try_from(camera.revision).unwrap_or(i64::MAX))
    .execute(&mut *tx)
    .await?;
    room::events_give_way(tx, account).await
}

/// With the pairings that were for it. `false` when the account has no such camera.
pub(crate) async fn remove(
    tx: &mut SqliteConnection,
    account: Uuid,
    camera: Uuid,
) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM cameras WHERE id = $1 AND account_id = $2")
        .bind(camera.as_bytes().as_slice())
        .bind(account.as_bytes().as_slice())
        .execute(&mut *tx)
        .await?
        .rows_affected();
    if gone == 0 {
        return Ok(false);
    }
    erasing::leaves_gaps(tx).await?;
    Ok(true)
}

/// For one that was not there before.
pub(super) async fn has_room(tx: &mut SqliteConnection, account: Uuid) -> Result<bool, StoreError> {
    let there: u32 = sqlx::query_scalar("SELECT COUNT(*) FROM cameras WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .fetch_one(tx)
        .await?;
    Ok(there < CAMERAS)
}

/// The camera that a key is bound to, and its account.
pub(super) async fn of_key(
    tx: &mut SqliteConnection,
    thumbprint: &str,
) -> Result<Option<(Uuid, Uuid)>, StoreError> {
    let row = sqlx::query("SELECT account_id, id FROM cameras WHERE thumbprint = $1")
        .bind(thumbprint)
        .fetch_optional(tx)
        .await?;
    row.map(|row| {
        Ok((
            uuid(row.try_get("account_id")?, "camera")?,
            uuid(row.try_get("id")?, "camera")?,
        ))
    })
    .transpose()
}

/// It is there with this key, and is what it says of itself; its name stays.
pub(super) async fn comes(
    tx: &mut SqliteConnection,
    camera: Uuid,
    thumbprint: &str,
    says: &CameraRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE cameras SET thumbprint = $1, model = $2, firmware = $3, online = $4, last_seen = $5,
                signal_dbm = $6,
                firmware_available = CASE WHEN firmware = $3 THEN firmware_available END
         WHERE id = $7",
    )
    .bind(thumbprint)
    .bind(&says.model)
    .bind(&says.firmware)
    .bind(says.online)
    .bind(says.last_seen)
    .bind(says.signal_dbm)
    .bind(camera.as_bytes().as_slice())
    .execute(tx)
    .await?;
    Ok(())
}

async fn find(
    tx: &mut SqliteConnection,
    account: Uuid,
    id: Uuid,
) -> Result<Option<CameraRecord>, StoreError> {
    let row = sqlx::query(
        "SELECT id, model, firmware, firmware_available, online, last_seen, signal_dbm,
                sealed_profile, revision
         FROM cameras WHERE id = $1 AND account_id = $2",
    )
    .bind(id.as_bytes().as_slice())
    .bind(account.as_bytes().as_slice())
    .fetch_optional(tx)
    .await?;
    row.as_ref().map(camera).transpose()
}

/// The account after `last` that has written.
async fn next_writer(
    tx: &mut SqliteConnection,
    last: &[u8],
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT MIN(account_id) FROM profile_writes WHERE account_id > $1")
            .bind(last)
            .fetch_one(tx)
            .await?,
    )
}

/// What came under an idempotency key before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Never,
    OtherRequest,
    /// It made this revision.
    SameRequest {
        revision: u64,
    },
}

async fn done_before(
    tx: &mut SqliteConnection,
    account: Uuid,
    once: &Once,
) -> Result<Before, StoreError> {
    let row = sqlx::query(
        "SELECT request_hash, revision FROM profile_writes
         WHERE account_id = $1 AND key_hash = $2",
    )
    .bind(account.as_bytes().as_slice())
    .bind(once.key_hash.as_slice())
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else {
        return Ok(Before::Never);
    };
    if row.try_get::<&[u8], _>("request_hash")? != once.request_hash {
        return Ok(Before::OtherRequest);
    }
    Ok(Before::SameRequest {
        revision: revision(&row)?,
    })
}

async fn remember(
    tx: &mut SqliteConnection,
    change: &ProfileChange,
    once: &Once,
    revision: u64,
) -> Result<(), StoreError> {
    let revision = i64::try_from(revision).map_err(|_| StoreError::Damaged("revision"))?;
    sqlx::query(
        "INSERT INTO profile_writes (account_id, key_hash, request_hash, revision, at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(change.account.as_bytes().as_slice())
    .bind(once.key_hash.as_slice())
    .bind(once.request_hash.as_slice())
    .bind(revision)
    .bind(change.now)
    .execute(tx)
    .await?;
    Ok(())
}

fn revision(row: &SqliteRow) -> Result<u64, StoreError> {
    u64::try_from(row.try_get::<i64, _>("revision")?).map_err(|_| StoreError::Damaged("revision"))
}

fn camera(row: &SqliteRow) -> Result<CameraRecord, StoreError> {
    Ok(CameraRecord {
        id: uuid(row.try_get("id")?, "camera")?,
        model: row.try_get("model")?,
        firmware: row.try_get("firmware")?,
        firmware_available: row.try_get("firmware_available")?,
        online: row.try_get("online")?,
        last_seen: row.try_get("last_seen")?,
        signal_dbm: row.try_get("signal_dbm")?,
        sealed_profile: row.try_get::<Vec<u8>, _>("sealed_profile")?.into(),
        revision: revision(row)?,
    })
}
