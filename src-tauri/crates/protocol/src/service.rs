//! What a service says about itself, and where its resources are.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::jws::PublicKey;

/// `GET /v1/service`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceDocument {
    /// Made once, when the service's secrets are made. `iss` of its events is [`ServiceDocument::issuer`].
    pub service_id: Uuid,
    /// What the people who run it call it.
    pub name: String,
    /// Ed25519 keys that sign its events, newest first.
    pub event_keys: Vec<PublicKey>,
    /// The service's clock when it answered.
    pub now: UnixSeconds,
}

impl ServiceDocument {
    pub fn issuer(&self) -> String {
        issuer(self.service_id)
    }
}

/// `iss` of security events and `urn` of the service.
pub fn issuer(service_id: Uuid) -> String {
    format!("urn:uuid:{service_id}")
}

/// Paths below the service's address.
pub mod path {
    pub const SERVICE: &str = "/v1/service";
    pub const REGISTRATION_START: &str = "/v1/registration/start";
    pub const REGISTRATION_FINISH: &str = "/v1/registration/finish";
    pub const SIGN_IN_START: &str = "/v1/sign-in/start";
    pub const SIGN_IN_FINISH: &str = "/v1/sign-in/finish";
    /// `DELETE` ends the session of the token that is sent.
    pub const SESSION: &str = "/v1/session";
    pub const CAMERAS: &str = "/v1/cameras";
    /// `PUT` with `If-Match` and `Idempotency-Key`.
    pub const CAMERA_PROFILE: &str = "/v1/cameras/{id}/profile";
    pub const EVENTS_POLL: &str = "/v1/events/poll";
    /// Server-sent events: `wake` when there is something to poll.
    pub const EVENTS_WAKE: &str = "/v1/events/wake";
    pub const OPENAPI: &str = "/openapi.json";
}
