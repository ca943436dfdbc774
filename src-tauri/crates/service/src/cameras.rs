//! Cameras: the list, taking one out of it, and writing a sealed profile so that nobody's change is lost or done twice.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::problem::ProblemType;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::quotas::LONGEST_PROFILE;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{CameraState, Once, ProfileChange, StoreError, Written, cameras, events};

const LONGEST_KEY: usize = 128;

impl Service {
    /// # Errors
    /// [`StoreError`]
    pub async fn cameras(&self, account: Uuid) -> Result<Vec<CameraRecord>, StoreError> {
        self.inner.store.cameras(account).await
    }

    /// # Errors
    /// `conflict`, `not-found`, `invalid-request`
    pub async fn write_profile(
        &self,
        session: &Session,
        camera: Uuid,
        seen_revision: u64,
        idempotency_key: &str,
        sealed_profile: Bytes,
    ) -> Result<CameraRecord, Refusal> {
        let sound = (1..=LONGEST_PROFILE).contains(&sealed_profile.0.len())
            && (1..=LONGEST_KEY).contains(&idempotency_key.len());
        if !sound {
            return Err(ProblemType::InvalidRequest.into());
        }
        let request_hash = Sha256::new()
            .chain_update(camera.as_bytes())
            .chain_update(seen_revision.to_be_bytes())
            .chain_update(&sealed_profile.0)
            .finalize()
            .into();
        let now = self.now();
        let change = ProfileChange {
            account: session.account,
            camera,
            seen_revision: Some(seen_revision),
            sealed_profile: sealed_profile.0,
            idempotency: Some(Once {
                key_hash: self
                    .inner
                    .secrets
                    .write_key_hash(session.account, idempotency_key.as_bytes()),
                request_hash,
            }),
            now,
        };
        // The computer that writes it knows.
        let event = self.cameras_changed(
            session.account,
            vec![camera],
            Some(session.thumbprint.clone()),
        );
        match self.inner.store.write_profile(&change, &event).await? {
            Written::Done(record) => {
                self.inner.wakes.written();
                Ok(record)
            }
            Written::DoneBefore(record) => Ok(record),
            Written::Conflict(current) => Err(Refusal::Conflict {
                current: Box::new(current),
            }),
            Written::KeyReused => Err(ProblemType::InvalidRequest.into()),
            Written::NotFound => Err(ProblemType::NotFound.into()),
        }
    }

    /// The camera's key is bound to nothing afterwards, and pairings for the camera are gone: whoever sets it up again, here or at
    /// another account, has a new camera.
    ///
    /// # Errors
    /// `not-found`, also for one that was removed before
    pub async fn remove_camera(&self, session: &Session, camera: Uuid) -> Result<(), Refusal> {
        // The computer that removes it knows.
        let event = self.cameras_changed(
            session.account,
            vec![camera],
            Some(session.thumbprint.clone()),
        );
        let mut tx = self.inner.store.begin().await?;
        if !cameras::remove(&mut tx, session.account, camera).await? {
            return Err(ProblemType::NotFound.into());
        }
        self.release_no_more(&mut tx, session.account, camera)
            .await?;
        events::insert(&mut tx, &event).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn add_camera(&self, account: Uuid, camera: &CameraRecord) -> Result<(), StoreError> {
        self.inner.store.add_camera(account, camera).await?;
        self.announce_cameras_changed(account, vec![camera.id])
            .await
    }

    /// What a camera reports of itself. `false` when the account has no such camera.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn set_camera_state(
        &self,
        account: Uuid,
        camera: Uuid,
        state: &CameraState,
    ) -> Result<bool, StoreError> {
        let event = self.cameras_changed(account, vec![camera], None);
        let changed = self
            .inner
            .store
            .set_camera_state(account, camera, state, &event)
            .await?;
        self.inner.wakes.written();
        Ok(changed)
    }

    /// Another computer of the owner writes a profile, whatever its revision.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn rename_elsewhere(
        &self,
        account: Uuid,
        camera: Uuid,
        sealed_profile: Bytes,
    ) -> Result<Option<CameraRecord>, StoreError> {
        let change = ProfileChange {
            account,
            camera,
            seen_revision: None,
            sealed_profile: sealed_profile.0,
            idempotency: None,
            now: self.now(),
        };
        let event = self.cameras_changed(account, vec![camera], None);
        let written = self.inner.store.write_profile(&change, &event).await?;
        self.inner.wakes.written();
        Ok(match written {
            Written::Done(record) | Written::DoneBefore(record) => Some(record),
            Written::Conflict(_) | Written::KeyReused | Written::NotFound => None,
        })
    }
}

impl CameraState {
    /// Seen just now.
    pub fn online(now: UnixSeconds, signal_dbm: i16) -> Self {
        Self {
            online: true,
            last_seen: now,
            signal_dbm: Some(signal_dbm),
        }
    }

    /// Not seen since.
    pub fn offline(since: UnixSeconds) -> Self {
        Self {
            online: false,
            last_seen: since,
            signal_dbm: None,
        }
    }
}
