//! The owner's side of integrations: what is linked, what asks to be, and what it may see.

use async_trait::async_trait;
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::integrations::{
    Client, ClientId, Integration, IntegrationId, IntegrationService, Integrations, LinkRequest,
    LinkRequestId, NotLinked, ReleasedCamera, Unlinked,
};
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::time::Timestamp;
use porchlight_protocol::integration as wire;
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::requests::Request;
use super::signed_word::{plain_name, texts};
use super::told::unlink_cause;
use crate::inside::page_from;

#[async_trait]
impl IntegrationService for Porchlight {
    async fn integrations(&self, grant: &Grant) -> Result<Integrations, ServiceError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::GET, path::INTEGRATIONS).of_session(&session);
        let told: wire::Integrations = self.requests.ask(&request).await?;
        Ok(Integrations {
            integrations: told.integrations.into_iter().map(integration).collect(),
            requests: told.requests.into_iter().map(link_request).collect(),
            clients: told.clients.into_iter().map(client).collect(),
        })
    }

    async fn start(&self, grant: &Grant, client: &ClientId) -> Result<String, ServiceError> {
        let session = Session::open(grant)?;
        let body = wire::StartLinking {
            client: client.0.clone(),
        };
        let request = Request::new(Method::POST, path::INTEGRATIONS_START)
            .of_session(&session)
            .json(&body);
        let started: wire::LinkingStarted = self.requests.ask(&request).await?;
        page_from(&started.url, &self.requests.url()?).ok_or(ServiceError::Garbled)
    }

    async fn approve(
        &self,
        grant: &Grant,
        request: &LinkRequestId,
        number: u8,
        cameras: &[ReleasedCamera],
    ) -> Result<(), NotLinked> {
        let session = Session::open(grant)?;
        let body = wire::Approval {
            number,
            cameras: released(cameras)?,
        };
        let Some(path) = at(path::LINK_REQUEST_APPROVE, &request.0) else {
            return Err(NotLinked::Over);
        };
        let request = Request::new(Method::POST, path)
            .of_session(&session)
            .json(&body);
        // A page that says 200 to everything has linked nothing.
        let linked = self.requests.ask::<wire::IntegrationRecord>(&request).await;
        match linked.map_err(NotLinked::from) {
            Ok(_) => Ok(()),
            // So long over that the service has forgotten it.
            Err(NotLinked::Service(ServiceError::NotFound)) => Err(NotLinked::Over),
            Err(why) => Err(why),
        }
    }

    async fn refuse(&self, grant: &Grant, request: &LinkRequestId) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let Some(path) = at(path::LINK_REQUEST, &request.0) else {
            return Ok(());
        };
        let request = Request::new(Method::DELETE, path).of_session(&session);
        match self
            .requests
            .have_done(&request)
            .await
            .map_err(NotLinked::from)
        {
            // Over is what was wanted.
            Ok(()) | Err(NotLinked::Over | NotLinked::Service(ServiceError::NotFound)) => Ok(()),
            Err(NotLinked::Service(error)) => Err(error),
            Err(NotLinked::WrongNumber { .. }) => Err(ServiceError::Garbled),
        }
    }

    async fn release(
        &self,
        grant: &Grant,
        integration: &IntegrationId,
        cameras: &[ReleasedCamera],
    ) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let body = wire::Release {
            cameras: released(cameras)?,
        };
        let path = at(path::INTEGRATION_CAMERAS, &integration.0).ok_or(ServiceError::NotFound)?;
        let request = Request::new(Method::PUT, path)
            .of_session(&session)
            .json(&body);
        self.requests.send(&request).await?;
        Ok(())
    }

    async fn unlink(&self, grant: &Grant, integration: &IntegrationId) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let path = at(path::INTEGRATION, &integration.0).ok_or(ServiceError::NotFound)?;
        let request = Request::new(Method::DELETE, path).of_session(&session);
        Ok(self.requests.have_done(&request).await?)
    }
}

/// `None` for what is no identifier of this service.
fn at(path: &str, id: &str) -> Option<String> {
    let id: Uuid = id.parse().ok()?;
    Some(path.replace("{id}", &id.to_string()))
}

fn released(cameras: &[ReleasedCamera]) -> Result<Vec<wire::ReleasedCamera>, ServiceError> {
    let one = |ReleasedCamera { camera, name }: &ReleasedCamera| {
        Ok(wire::ReleasedCamera {
            camera: camera.0.parse().map_err(|_| ServiceError::NotFound)?,
            name: name.clone(),
        })
    };
    cameras.iter().map(one).collect()
}

fn client(told: wire::ClientRecord) -> Client {
    Client {
        id: ClientId(told.id),
        name: plain_name(&told.name),
        starts_here: told.starts_here,
    }
}

fn integration(told: wire::IntegrationRecord) -> Integration {
    let camera = |wire::ReleasedCamera { camera, name }| ReleasedCamera {
        camera: CameraId(camera.to_string()),
        name: name.as_deref().map(plain_name),
    };
    Integration {
        id: IntegrationId(told.id.to_string()),
        client: client(told.client),
        linked_at: Timestamp::from_seconds(told.linked_at),
        last_used: told.last_used_at.map(Timestamp::from_seconds),
        cameras: told.cameras.into_iter().map(camera).collect(),
        unlinked: told.unlinked.map(|unlinked| Unlinked {
            at: Timestamp::from_seconds(unlinked.at),
            cause: unlink_cause(unlinked.cause),
            message: texts(&unlinked.reason_user),
        }),
    }
}

fn link_request(told: wire::LinkRequest) -> LinkRequest {
    LinkRequest {
        id: LinkRequestId(told.id.to_string()),
        client: client(told.client),
        numbers: told.numbers,
        requested_at: Timestamp::from_seconds(told.requested_at),
        expires_at: Timestamp::from_seconds(told.expires_at),
        begun_here: told.begun_here,
    }
}
