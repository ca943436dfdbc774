//! Pairings: a keyed hash of the token, and what became of it. Claiming is one transaction.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding, term};
use super::{NewEvent, Store, StoreError, cameras, events, room, uuid};
use crate::pairings::KEPT_AFTER_EXPIRY;
use crate::pairings::expired;
use crate::quotas::OPEN_PAIRINGS;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "pairings",
    about: About::Account(AccountRows {
        of: "account_id = $1",
        group: Group::Cameras,
        purpose: Purpose::Pairings,
        kept: Kept::AfterItsEnd {
            seconds: term(KEPT_AFTER_EXPIRY),
        },
        columns: &[
            ("id", Form::Identifier),
            ("account_id", Form::Identifier),
            ("token_index", Form::Hashed),
            ("follows", Form::Identifier),
            ("camera_id", Form::Identifier),
            ("thumbprint", Form::PublicKey),
            ("expires_at", Form::Time),
        ],
    }),
}];

#[derive(Clone, Debug)]
pub struct NewPairing {
    pub id: Uuid,
    pub account: Uuid,
    pub token_index: [u8; 32],
    /// A camera of the account.
    pub follows: Option<Uuid>,
    pub expires_at: UnixSeconds,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairingRow {
    pub id: Uuid,
    pub account: Uuid,
    pub follows: Option<Uuid>,
    pub expires_at: UnixSeconds,
    /// Once it is claimed.
    pub camera: Option<Uuid>,
    pub thumbprint: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Claim {
    pub token_index: [u8; 32],
    /// Of the camera's key.
    pub thumbprint: String,
    /// What the camera says of itself; where it is one that is known, identifier and profile stay as they are.
    pub camera: CameraRecord,
    pub now: UnixSeconds,
}

/// What became of a [`Claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    Done(Uuid),
    /// With the same key; nothing happened now.
    DoneBefore(Uuid),
    ByAnother,
    TooLate,
    /// The key belongs to a camera of another account, or to another one than the one that should follow.
    KeyOfAnother,
    Unknown,
    AccountFull,
}

/// What became of a [`NewPairing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    Waits,
    TooMany {
        /// There is room again.
        room_at: UnixSeconds,
    },
    /// The account has as many cameras as it may.
    AccountFull,
}

const BY_TOKEN: &str = "SELECT id, account_id, follows, expires_at, camera_id, thumbprint
                        FROM pairings WHERE token_index = $1";

impl Store {
    /// # Errors
    /// [`StoreError`]
    pub async fn add_pairing(
        &self,
        pairing: &NewPairing,
        now: UnixSeconds,
    ) -> Result<Pairing, StoreError> {
        let mut tx = self.begin().await?;
        if pairing.follows.is_none() && !cameras::has_room(&mut tx, pairing.account).await? {
            return Ok(Pairing::AccountFull);
        }
        let row = sqlx::query(
            "SELECT COUNT(*) AS open, MIN(expires_at) AS room_at FROM pairings
             WHERE account_id = $1 AND camera_id IS NULL AND expires_at > $2",
        )
        .bind(pairing.account.as_bytes().as_slice())
        .bind(now)
        .fetch_one(&mut *tx)
        .await?;
        if row.try_get::<u32, _>("open")? >= OPEN_PAIRINGS {
            return Ok(Pairing::TooMany {
                room_at: row.try_get("room_at")?,
            });
        }
        sqlx::query(
            "INSERT INTO pairings (id, account_id, token_index, follows, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(pairing.id.as_bytes().as_slice())
        .bind(pairing.account.as_bytes().as_slice())
        .bind(pairing.token_index.as_slice())
        .bind(pairing.follows.map(|id| id.as_bytes().to_vec()))
        .bind(pairing.expires_at)
        .execute(&mut *tx)
        .await?;
        room::for_pairing(&mut tx, pairing.account, now).await?;
        tx.commit().await?;
        Ok(Pairing::Waits)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn pairing(&self, account: Uuid, id: Uuid) -> Result<Option<PairingRow>, StoreError> {
        let row = sqlx::query(
            "SELECT id, account_id, follows, expires_at, camera_id, thumbprint
             FROM pairings WHERE id = $1 AND account_id = $2",
        )
        .bind(id.as_bytes().as_slice())
        .bind(account.as_bytes().as_slice())
        .fetch_optional(&self.read)
        .await?;
        row.as_ref().map(pairing).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn pairing_of(
        &self,
        token_index: &[u8; 32],
    ) -> Result<Option<PairingRow>, StoreError> {
        let row = sqlx::query(BY_TOKEN)
            .bind(token_index.as_slice())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(pairing).transpose()
    }

    /// Unless it is claimed: then a camera may still ask for its answer again.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn remove_pairing(&self, account: Uuid, id: Uuid) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("DELETE FROM pairings WHERE id = $1 AND account_id = $2 AND camera_id IS NULL")
            .bind(id.as_bytes().as_slice())
            .bind(account.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// The camera, the token's end, and the events for the owner's computers: all or nothing.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn claim_pairing(
        &self,
        claim: &Claim,
        news: impl FnOnce(Uuid) -> [NewEvent; 2],
    ) -> Result<Claimed, StoreError> {
        let mut tx = self.begin().await?;
        let row = sqlx::query(BY_TOKEN)
            .bind(claim.token_index.as_slice())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = row else {
            return Ok(Claimed::Unknown);
        };
        let pairing = pairing(&row)?;
        if let Some(camera) = pairing.camera {
            let same = pairing.thumbprint.as_ref() == Some(&claim.thumbprint);
            return Ok(if same {
                Claimed::DoneBefore(camera)
            } else {
                Claimed::ByAnother
            });
        }
        if expired(pairing.expires_at, claim.now) {
            return Ok(Claimed::TooLate);
        }
        let camera = match take_in(&mut tx, &pairing, claim).await? {
            Ok(camera) => camera,
            Err(refused) => return Ok(refused),
        };
        sqlx::query("UPDATE pairings SET camera_id = $1, thumbprint = $2 WHERE id = $3")
            .bind(camera.as_bytes().as_slice())
            .bind(&claim.thumbprint)
            .bind(pairing.id.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
        for event in news(camera) {
            events::insert(&mut tx, &event).await?;
        }
        tx.commit().await?;
        Ok(Claimed::Done(camera))
    }
}

/// The camera of this key, this pairing and this account, or why it is not taken in.
async fn take_in(
    tx: &mut SqliteConnection,
    pairing: &PairingRow,
    claim: &Claim,
) -> Result<Result<Uuid, Claimed>, StoreError> {
    let of_key = cameras::of_key(tx, &claim.thumbprint).await?;
    let known = match (of_key, pairing.follows) {
        (Some((account, _)), _) if account != pairing.account => {
            return Ok(Err(Claimed::KeyOfAnother));
        }
        (Some((_, camera)), Some(follows)) if camera != follows => {
            return Ok(Err(Claimed::KeyOfAnother));
        }
        (Some((_, camera)), _) => Some(camera),
        (None, follows) => follows,
    };
    let camera = match known {
        Some(camera) => camera,
        None if !cameras::has_room(tx, pairing.account).await? => {
            return Ok(Err(Claimed::AccountFull));
        }
        None => {
            cameras::insert(tx, pairing.account, &claim.camera).await?;
            claim.camera.id
        }
    };
    cameras::comes(tx, camera, &claim.thumbprint, &claim.camera).await?;
    Ok(Ok(camera))
}

fn pairing(row: &SqliteRow) -> Result<PairingRow, StoreError> {
    let camera = |column| {
        row.try_get::<Option<Vec<u8>>, _>(column)?
            .map(|id| uuid(&id, "pairing"))
            .transpose()
    };
    Ok(PairingRow {
        id: uuid(row.try_get("id")?, "pairing")?,
        account: uuid(row.try_get("account_id")?, "pairing")?,
        follows: camera("follows")?,
        expires_at: row.try_get("expires_at")?,
        camera: camera("camera_id")?,
        thumbprint: row.try_get("thumbprint")?,
    })
}
