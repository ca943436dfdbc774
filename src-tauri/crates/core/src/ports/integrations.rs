//! What an account is linked to: voice assistants and automations, each let at some cameras by the owner.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::time::Timestamp;

#[async_trait]
pub trait IntegrationService: Send + Sync {
    /// What is linked, what was, what asks to be, and what could be.
    async fn integrations(&self, grant: &Grant) -> Result<Integrations, ServiceError>;

    /// Where to send the browser so that linking begins; no address has to be typed on the page.
    async fn start(&self, grant: &Grant, client: &ClientId) -> Result<String, ServiceError>;

    /// The owner chose the number that the browser page shows.
    async fn approve(
        &self,
        grant: &Grant,
        request: &LinkRequestId,
        number: u8,
        cameras: &[ReleasedCamera],
    ) -> Result<(), NotLinked>;

    /// Succeeds as well when the request is over.
    async fn refuse(&self, grant: &Grant, request: &LinkRequestId) -> Result<(), ServiceError>;

    /// What a linked client may see from now on.
    async fn release(
        &self,
        grant: &Grant,
        integration: &IntegrationId,
        cameras: &[ReleasedCamera],
    ) -> Result<(), ServiceError>;

    /// Its tokens no longer work from the next request on. Succeeds as well when it is unlinked already.
    async fn unlink(&self, grant: &Grant, integration: &IntegrationId) -> Result<(), ServiceError>;
}

/// Why an approval came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLinked {
    /// Approved, refused, or too old.
    #[error("the request to link is over")]
    Over,
    /// With none left the request is over.
    #[error("the browser page shows another number")]
    WrongNumber { tries_left: u32 },
    #[error(transparent)]
    Service(#[from] ServiceError),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct IntegrationId(pub String);

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct LinkRequestId(pub String);

/// As the service has registered it: `alexa`, `google-assistant`, `ifttt`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct ClientId(pub String);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Integrations {
    /// Newest first, with those that were unlinked.
    pub integrations: Vec<Integration>,
    /// Oldest first.
    pub requests: Vec<LinkRequest>,
    pub clients: Vec<Client>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    pub id: ClientId,
    pub name: String,
    /// Linking can begin here; if not, it begins in the client's own app.
    pub starts_here: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    pub id: IntegrationId,
    pub client: Client,
    pub linked_at: Timestamp,
    /// To the hour.
    pub last_used: Option<Timestamp>,
    /// What was released last, when it is unlinked.
    pub cameras: Vec<ReleasedCamera>,
    pub unlinked: Option<Unlinked>,
}

/// A camera that an integration may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReleasedCamera {
    pub camera: CameraId,
    /// What it is told that the camera is called; `None`: the model and a number.
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlinked {
    pub at: Timestamp,
    pub cause: UnlinkCause,
    /// The service's own words after an incident, by language tag.
    pub message: BTreeMap<String, String>,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UnlinkCause {
    /// It gave its access back.
    Client,
    /// By the people who run the service, after an incident.
    Incident,
    Owner,
    /// A token of it was used twice: somebody has a copy.
    TokenReused,
}

/// A browser page shows one of three numbers; the owner chooses the one it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    pub id: LinkRequestId,
    pub client: Client,
    pub numbers: Vec<u8>,
    pub requested_at: Timestamp,
    pub expires_at: Timestamp,
    /// A computer of the owner began it.
    pub begun_here: bool,
}
