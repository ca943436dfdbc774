//! Cameras that come to the service on demand.

use async_trait::async_trait;

use super::{FakeService, camera, lock};
use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::{
    Pairing, PairingId, PairingService, PairingState, ServiceError, ServiceEventKind,
};
use crate::secret::Password;
use crate::time::Timestamp;

/// With the camera that follows.
pub(super) type Pairings = Vec<(PairingId, Option<CameraId>, PairingState)>;

impl FakeService {
    /// A camera has scanned the newest code: it is in the account, under its own name or as the one that follows.
    /// `announced`: the service sends word of it.
    pub fn camera_claims(&self, new: &str, announced: bool) -> CameraId {
        let (pairing, id) = self.change(|inner| {
            let (pairing, follows, state) = match inner.pairings.last_mut() {
                Some(newest) => newest,
                None => return (PairingId(String::new()), CameraId(new.to_owned())),
            };
            let id = follows.clone().unwrap_or_else(|| CameraId(new.to_owned()));
            *state = PairingState::Claimed { camera: id.clone() };
            let pairing = pairing.clone();
            if follows.is_none() {
                let mut unnamed = camera(new, "");
                unnamed.revision = 0;
                inner.cameras.push(unnamed);
            }
            (pairing, id)
        });
        if announced {
            let event = ServiceEventKind::PairingClaimed {
                pairing,
                camera: id.clone(),
            };
            self.send_event(&format!("claim-of-{new}"), event);
        }
        id
    }

    /// Those whose token is still good.
    pub fn open_pairings(&self) -> usize {
        let inner = lock(&self.0.inner);
        let open = |(.., state): &&(PairingId, Option<CameraId>, PairingState)| {
            *state == PairingState::Waiting
        };
        inner.pairings.iter().filter(open).count()
    }

    /// Ten minutes have passed.
    pub fn pairings_expire(&self) {
        self.change(|inner| {
            for (.., state) in &mut inner.pairings {
                *state = PairingState::Over;
            }
        });
    }
}

#[async_trait]
impl PairingService for FakeService {
    async fn begin_pairing(
        &self,
        grant: &Grant,
        follows: Option<&CameraId>,
    ) -> Result<Pairing, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        Ok(self.change(|inner| {
            let id = PairingId(format!("pairing-{}", inner.pairings.len() + 1));
            inner
                .pairings
                .push((id.clone(), follows.cloned(), PairingState::Waiting));
            Pairing {
                token: Password::new(format!("token-of-{}", id.0)),
                id,
                address: "https://porch.example".into(),
                expires_at: Timestamp(i64::MAX),
            }
        }))
    }

    async fn pairing(&self, grant: &Grant, id: &PairingId) -> Result<PairingState, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        let inner = lock(&self.0.inner);
        let known = inner.pairings.iter().find(|(known, ..)| known == id);
        Ok(known.map_or(PairingState::Over, |(.., state)| state.clone()))
    }

    async fn cancel_pairing(&self, grant: &Grant, id: &PairingId) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            for (known, _, state) in &mut inner.pairings {
                if known == id && *state == PairingState::Waiting {
                    *state = PairingState::Over;
                }
            }
        });
        Ok(())
    }
}
