//! Integrations: voice assistants and automations that the owner has let at some cameras (OAuth 2.0, RFC 6749).
//!
//! The client's side is plain OAuth, at `/oauth/…`. This is the owner's side: what is linked, what asks to be linked, and
//! which cameras go out under which names. The names that are released are typed by the owner's computer; the service keeps
//! them sealed under a key outside its database.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;

/// `GET /v1/integrations`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Integrations {
    /// Linked ones, and those that were unlinked and can be linked again. Newest first.
    pub integrations: Vec<IntegrationRecord>,
    /// Browser pages that show a number now, oldest first.
    pub requests: Vec<LinkRequest>,
    /// What this service can be linked to.
    pub clients: Vec<ClientRecord>,
}

/// A client that the people who run the service have registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientRecord {
    /// `client_id`, e.g. `alexa`, `google-assistant`, `ifttt`.
    pub id: String,
    /// `client_name`, e.g. `Alexa`.
    pub name: String,
    /// Where linking begins, when the client has such a page (`initiate_login_uri`, OpenID Connect Core §4).
    pub starts_here: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IntegrationRecord {
    pub id: Uuid,
    pub client: ClientRecord,
    pub linked_at: UnixSeconds,
    /// To the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<UnixSeconds>,
    /// As released; what was released last, when it is unlinked.
    pub cameras: Vec<ReleasedCamera>,
    /// `None` while it is linked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlinked: Option<Unlinked>,
}

/// A camera that an integration may see, and what it is told that the camera is called.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleasedCamera {
    pub camera: Uuid,
    /// 1 to 64 characters. `None`: it is told the model and a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl std::fmt::Debug for ReleasedCamera {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReleasedCamera")
            .field("camera", &self.camera)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unlinked {
    pub at: UnixSeconds,
    pub cause: UnlinkCause,
    /// With `incident`: what the people who run the service want owners to know, by BCP 47 language tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reason_user: BTreeMap<String, String>,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UnlinkCause {
    /// The client gave its token back (RFC 7009).
    Client,
    /// The people who run the service unlinked it after an incident.
    Incident,
    Owner,
    /// A refresh token was used a second time (RFC 9700 §4.14.2): somebody has a copy.
    TokenReused,
}

/// A browser page shows one of three numbers; the owner chooses the one it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkRequest {
    pub id: Uuid,
    pub client: ClientRecord,
    /// Three different ones from 10 to 99, one of them right.
    pub numbers: Vec<u8>,
    pub requested_at: UnixSeconds,
    pub expires_at: UnixSeconds,
    /// The owner's own computer began it (`POST /v1/integrations/start`).
    pub begun_here: bool,
}

/// `POST /v1/integrations/requests/{id}/approve`; 200 with the [`IntegrationRecord`], or `wrong-number` with `tries_left`:
/// the third wrong one ends the request. `DELETE /v1/integrations/requests/{id}` refuses it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approval {
    pub number: u8,
    /// At least one.
    pub cameras: Vec<ReleasedCamera>,
}

/// `PUT /v1/integrations/{id}/cameras`: what it may see from now on. `DELETE /v1/integrations/{id}` unlinks it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Release {
    /// At least one.
    pub cameras: Vec<ReleasedCamera>,
}

/// `POST /v1/integrations/start`: where to send the browser so that the client begins to link, with a `login_hint` that
/// names this account once, for ten minutes: no address has to be typed on the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartLinking {
    /// `client_id`.
    pub client: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkingStarted {
    /// https, or http on loopback.
    pub url: String,
}

impl std::fmt::Debug for LinkingStarted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkingStarted").finish_non_exhaustive()
    }
}

/// What a linked client is told: `GET /v1/integration/cameras` with its bearer token (RFC 6750).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientCamera {
    /// Of this integration only: two clients cannot compare notes.
    pub id: Uuid,
    pub name: String,
    pub model: String,
    pub online: bool,
}
