//! Bringing cameras to the account by a single-use token.

use async_trait::async_trait;
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{
    Pairing, PairingId, PairingService, PairingState, ServiceError,
};
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_protocol::pairing::{PairingStartRequest, PairingStarted, PairingStatus};
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::requests::Request;

#[async_trait]
impl PairingService for Porchlight {
    async fn begin_pairing(
        &self,
        grant: &Grant,
        follows: Option<&CameraId>,
    ) -> Result<Pairing, ServiceError> {
        let session = Session::open(grant)?;
        let follows = follows
            .map(|camera| camera.0.parse::<Uuid>())
            .transpose()
            .map_err(|_| ServiceError::NotFound)?;
        let address = self.requests.address()?;
        let request = Request::new(Method::POST, path::PAIRINGS)
            .of_session(&session)
            .json(&PairingStartRequest { follows });
        let started: PairingStarted = self.requests.ask(&request).await?;
        Ok(Pairing {
            id: PairingId(started.id.to_string()),
            token: Password::new(started.token),
            address,
            expires_at: Timestamp::from_seconds(started.expires_at),
        })
    }

    async fn pairing(&self, grant: &Grant, id: &PairingId) -> Result<PairingState, ServiceError> {
        let session = Session::open(grant)?;
        let Some(path) = path_of(id) else {
            return Ok(PairingState::Over);
        };
        let request = Request::new(Method::GET, path).of_session(&session);
        match self
            .requests
            .ask(&request)
            .await
            .map_err(ServiceError::from)
        {
            Ok(PairingStatus::Claimed { camera }) => Ok(PairingState::Claimed {
                camera: CameraId(camera.to_string()),
            }),
            Ok(PairingStatus::Waiting { .. }) => Ok(PairingState::Waiting),
            Ok(PairingStatus::Expired) | Err(ServiceError::NotFound) => Ok(PairingState::Over),
            Err(error) => Err(error),
        }
    }

    async fn cancel_pairing(&self, grant: &Grant, id: &PairingId) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let Some(path) = path_of(id) else {
            return Ok(());
        };
        let request = Request::new(Method::DELETE, path).of_session(&session);
        self.requests.send(&request).await?;
        Ok(())
    }
}

/// `None`: not a name that this service gives.
fn path_of(id: &PairingId) -> Option<String> {
    let id: Uuid = id.0.parse().ok()?;
    Some(path::PAIRING.replace("{id}", &id.to_string()))
}
