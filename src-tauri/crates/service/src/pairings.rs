//! Bringing a camera to an account by a token that serves once.
//!
//! Whose camera it is is decided by the camera's own key:
//!
//! - The first claim binds a key to a camera. A camera that claims again with its key, under a later token of the
//!   same account, is the same camera: it keeps its identifier and its sealed profile.
//! - A token for a camera that follows to another network is the owner's word for that camera. It binds the key that
//!   claims, in the place of one that was bound before (a camera makes a new key when it is reset), unless the key
//!   belongs to another camera: the owner holds the wrong one.
//! - A key that belongs to a camera of another account is refused: a camera changes hands by a reset, which makes a
//!   new key.
//!
//! A refused claim leaves the token as it was.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::pairing::{ClaimRequest, PairingStarted, PairingStatus};
use porchlight_protocol::plain::is_plain_line;
use porchlight_protocol::problem::ProblemType;
use rand::RngCore;
use rand::rngs::OsRng;
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::{Session, Shown};
use crate::store::{Claim, Claimed, NewPairing, Pairing, StoreError};

/// Seconds that a token is good for.
pub const VALID_FOR: i64 = 600;
/// After this a camera whose answer was lost has asked again, or never will.
pub const KEPT_AFTER_EXPIRY: i64 = 24 * 3600;
/// Characters of a model or firmware name.
const LONGEST_NAME: usize = 64;

impl Service {
    /// # Errors
    /// `not-found` when the account has no camera `follows`; `account-full`; `too-many-tries` when too many are open
    pub async fn start_pairing(
        &self,
        session: &Session,
        follows: Option<Uuid>,
    ) -> Result<PairingStarted, Refusal> {
        let now = self.now();
        let mut token = [0; 32];
        OsRng.fill_bytes(&mut token);
        let token = Bytes::encode(&token);
        let pairing = NewPairing {
            id: Uuid::new_v4(),
            account: session.account,
            token_index: self.inner.secrets.pairing_index(&token),
            follows,
            expires_at: now + VALID_FOR,
        };
        let store = &self.inner.store;
        if let Some(camera) = follows
            && !store.has_camera(session.account, camera).await?
        {
            return Err(ProblemType::NotFound.into());
        }
        match store.add_pairing(&pairing, now).await? {
            Pairing::Waits => Ok(PairingStarted {
                id: pairing.id,
                token,
                expires_at: pairing.expires_at,
            }),
            Pairing::TooMany { room_at } => Err(Refusal::TooManyTries {
                retry_after: u32::try_from((room_at - now).max(1)).unwrap_or(u32::MAX),
            }),
            Pairing::AccountFull => Err(ProblemType::AccountFull.into()),
        }
    }

    /// # Errors
    /// `not-found`, also for one that was cancelled
    pub async fn pairing(&self, session: &Session, id: Uuid) -> Result<PairingStatus, Refusal> {
        let row = self.inner.store.pairing(session.account, id).await?;
        let row = row.ok_or(ProblemType::NotFound)?;
        Ok(match row.camera {
            Some(camera) => PairingStatus::Claimed { camera },
            None if expired(row.expires_at, self.now()) => PairingStatus::Expired,
            None => PairingStatus::Waiting {
                expires_at: row.expires_at,
            },
        })
    }

    /// The token no longer works afterwards. A camera that has come stays.
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn cancel_pairing(&self, session: &Session, id: Uuid) -> Result<(), Refusal> {
        Ok(self.inner.store.remove_pairing(session.account, id).await?)
    }

    /// A camera shows the token and its key. Trying again with the same key answers the same camera.
    ///
    /// # Errors
    /// `pairing-unknown`, `pairing-expired`, `pairing-claimed`, `camera-bound`, `account-full`, `invalid-request`,
    /// `invalid-credential`, `clock-skew`
    pub async fn claim_pairing(
        &self,
        shown: Shown<'_>,
        camera: ClaimRequest,
    ) -> Result<Uuid, Refusal> {
        let sound = plain(&camera.model)
            && plain(&camera.firmware)
            && (-127..=0).contains(&camera.signal_dbm);
        if !sound {
            return Err(ProblemType::InvalidRequest.into());
        }
        let (now, store) = (self.now(), &self.inner.store);
        let proof = self.proof(shown, Some(shown.token))?;
        let index = self.inner.secrets.pairing_index(shown.token);
        let pairing = store.pairing_of(&index).await?;
        let pairing = pairing.ok_or(ProblemType::PairingUnknown)?;
        // Only proofs for real tokens are remembered, so that strangers cannot fill the memory.
        self.use_once(&self.inner.proofs, &proof)?;
        let claim = Claim {
            token_index: index,
            thumbprint: proof.thumbprint,
            // Its identifier counts only when it is new.
            camera: CameraRecord {
                id: Uuid::new_v4(),
                model: camera.model,
                firmware: camera.firmware,
                firmware_available: None,
                online: true,
                last_seen: now,
                signal_dbm: Some(camera.signal_dbm),
                sealed_profile: Bytes::default(),
                revision: 0,
            },
            now,
        };
        let account = pairing.account;
        let news = |camera| {
            [
                self.cameras_changed(account, vec![camera], None),
                self.pairing_claimed(account, pairing.id, camera),
            ]
        };
        match store.claim_pairing(&claim, news).await? {
            Claimed::Done(camera) => {
                self.inner.wakes.written();
                Ok(camera)
            }
            Claimed::DoneBefore(camera) => Ok(camera),
            Claimed::ByAnother => Err(ProblemType::PairingClaimed.into()),
            Claimed::TooLate => Err(ProblemType::PairingExpired.into()),
            Claimed::KeyOfAnother => Err(ProblemType::CameraBound.into()),
            Claimed::AccountFull => Err(ProblemType::AccountFull.into()),
            // Cancelled a moment ago.
            Claimed::Unknown => Err(ProblemType::PairingUnknown.into()),
        }
    }

    /// The camera that the owner means a token for. For the demo home, where one hand holds code and camera.
    pub(crate) async fn follows(&self, token: &str) -> Result<Option<Uuid>, StoreError> {
        let index = self.inner.secrets.pairing_index(token);
        let pairing = self.inner.store.pairing_of(&index).await?;
        Ok(pairing.and_then(|pairing| pairing.follows))
    }
}

/// A token is good up to this second, and not in it.
pub(crate) fn expired(expires_at: UnixSeconds, now: UnixSeconds) -> bool {
    expires_at <= now
}

fn plain(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count()) && is_plain_line(name)
}
