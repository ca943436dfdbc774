//! Pairings: a keyed hash of the token, and what became of it. Claiming is one transaction.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding, term};
use super::{NewEvent, Store, StoreError, cameras, events, uuid};
use crate::pairings::KEPT_AFTER_EXPIRY;
use crate::pairings::expired;
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
}

const BY_TOKEN: &str = "SELECT id, account_id, follows, expires_at, camera_id, thumbprint
                        FROM pairings WHERE token_index = $1";

impl Store {
    /// `None` when it is added; otherwise `most` are open, and there is room again at that time.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_pairing(
        &self,
        pairing: &NewPairing,
        most: u32,
        now: UnixSeconds,
    ) -> Result<Option<UnixSeconds>, StoreError> {
        let mut tx = self.begin().await?;
        let row = sqlx::query(
            "SELECT COUNT(*) AS open, MIN(expires_at) AS room_at FROM pairings
             WHERE account_id = $1 AND camera_id IS NULL AND expires_at > $2",
        )
        .bind(pairing.account.as_bytes().as_slice())
        .bind(now)
        .fetch_one(&mut *tx)
        .await?;
        if row.try_get::<i64, _>("open")? >= i64::from(most) {
            return Ok(Some(row.try_get("room_at")?));
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
        tx.commit().await?;
        Ok(None)
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
        sqlx::query("DELETE FROM pairings WHERE id = $1 AND account_id = $2 AND camera_id IS NULL")
            .bind(id.as_bytes().as_slice())
            .bind(account.as_bytes().as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
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
        let Some(camera) = take_in(&mut tx, &pairing, claim).await? else {
            return Ok(Claimed::KeyOfAnother);
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

    /// # Errors
    /// [`StoreError`]
    pub async fn forget_pairings(&self, expired_before: UnixSeconds) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM pairings WHERE expires_at <= $1")
            .bind(expired_before)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

/// The camera of this key, this pairing and this account. `None` when the key is another camera's.
async fn take_in(
    tx: &mut SqliteConnection,
    pairing: &PairingRow,
    claim: &Claim,
) -> Result<Option<Uuid>, StoreError> {
    let of_key = cameras::of_key(tx, &claim.thumbprint).await?;
    let known = match (of_key, pairing.follows) {
        (Some((account, _)), _) if account != pairing.account => return Ok(None),
        (Some((_, camera)), Some(follows)) if camera != follows => return Ok(None),
        (Some((_, camera)), _) => Some(camera),
        (None, follows) => follows,
    };
    let camera = match known {
        Some(camera) => camera,
        None => {
            cameras::insert(tx, pairing.account, &claim.camera).await?;
            claim.camera.id
        }
    };
    cameras::comes(tx, camera, &claim.thumbprint, &claim.camera).await?;
    Ok(Some(camera))
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
