//! Taking a camera out of the account.

use async_trait::async_trait;
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::camera_removal::{CameraRemovalService, RemovalError};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::ServiceError;
use porchlight_protocol::camera::CameraList;
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::requests::{Request, may_be_done};

#[async_trait]
impl CameraRemovalService for Porchlight {
    /// An answer that is lost is asked for again: a camera that is not there is one that was removed.
    async fn remove_camera(&self, grant: &Grant, camera: &CameraId) -> Result<(), RemovalError> {
        let session = Session::open(grant)?;
        // What is no identifier of this service is no camera there.
        let Ok(id) = camera.0.parse::<Uuid>() else {
            return Ok(());
        };
        let path = path::CAMERA.replace("{id}", &id.to_string());
        let request = Request::new(Method::DELETE, path).of_session(&session);
        for _ in 0..2 {
            let done = self.requests.have_done(&request).await;
            match done.map_err(ServiceError::from) {
                Ok(()) => return Ok(()),
                Err(ServiceError::NotFound) => return self.is_gone(&session, id).await,
                Err(error) if may_be_done(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(RemovalError::Unclear)
    }
}

impl Porchlight {
    /// A service of before cameras could be removed says the same of every request that it does not know.
    async fn is_gone(&self, session: &Session, id: Uuid) -> Result<(), RemovalError> {
        let request = Request::new(Method::GET, path::CAMERAS).of_session(session);
        let list = self.requests.ask::<CameraList>(&request).await;
        match list.map_err(ServiceError::from) {
            Ok(list) if list.cameras.iter().any(|camera| camera.id == id) => {
                Err(ServiceError::Refused.into())
            }
            Ok(_) => Ok(()),
            Err(error) if may_be_done(&error) => Err(RemovalError::Unclear),
            Err(error) => Err(error.into()),
        }
    }
}
