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
    /// Services of before they said so took everybody.
    #[serde(default)]
    pub registration: Registration,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Nobody.
    Closed,
    /// Whoever brings a code that the people who run it gave them.
    Invitation,
    #[default]
    Open,
}

/// `GET /v1/health`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    pub status: HealthStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    Fail,
    Pass,
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
    /// `GET` tells by which words the key that signs events came to be in force.
    pub const EVENT_KEYS: &str = "/v1/service/event-keys";
    pub const REGISTRATION_START: &str = "/v1/registration/start";
    pub const REGISTRATION_FINISH: &str = "/v1/registration/finish";
    pub const SIGN_IN_START: &str = "/v1/sign-in/start";
    pub const SIGN_IN_FINISH: &str = "/v1/sign-in/finish";
    pub const SIGN_IN_SECOND_FACTOR: &str = "/v1/sign-in/second-factor";
    /// `DELETE` ends the session of the token that is sent.
    pub const SESSION: &str = "/v1/session";
    /// `PUT` says what the computer of the session is called.
    pub const SESSION_COMPUTER: &str = "/v1/session/computer";
    pub const SESSION_PROOF_START: &str = "/v1/session/proof/start";
    pub const SESSION_PROOF_FINISH: &str = "/v1/session/proof/finish";
    /// `GET` lists those of the account, `DELETE` ends all but the one of the token that is sent.
    pub const SESSIONS: &str = "/v1/sessions";
    /// `DELETE` ends a session of the same account.
    pub const SESSION_BY_ID: &str = "/v1/sessions/{id}";
    pub const CAMERAS: &str = "/v1/cameras";
    /// `DELETE` takes a camera out of the account.
    pub const CAMERA: &str = "/v1/cameras/{id}";
    /// `PUT` with `If-Match` and `Idempotency-Key`.
    pub const CAMERA_PROFILE: &str = "/v1/cameras/{id}/profile";
    /// `POST` starts one.
    pub const PAIRINGS: &str = "/v1/pairings";
    /// `GET` and `DELETE`.
    pub const PAIRING: &str = "/v1/pairings/{id}";
    /// `POST` by a camera.
    pub const PAIRING_CLAIM: &str = "/v1/pairings/claim";
    /// `GET` and `PUT`.
    pub const RECOVERY_KEY: &str = "/v1/recovery-key";
    pub const RECOVERY_KEY_START: &str = "/v1/recovery-key/start";
    pub const RECOVERY_KEY_FINISH: &str = "/v1/recovery-key/finish";
    pub const EVENTS_POLL: &str = "/v1/events/poll";
    /// Server-sent events: `wake` when there is something to poll.
    pub const EVENTS_WAKE: &str = "/v1/events/wake";
    pub const PASSWORD_START: &str = "/v1/password/start";
    pub const PASSWORD_FINISH: &str = "/v1/password/finish";
    /// `DELETE` stops a new password that is being made with the recovery key.
    pub const PASSWORD_RECOVERY: &str = "/v1/password-recovery";
    pub const PASSWORD_RECOVERY_START: &str = "/v1/password-recovery/start";
    pub const PASSWORD_RECOVERY_PROVE: &str = "/v1/password-recovery/prove";
    pub const PASSWORD_RECOVERY_CHOOSE: &str = "/v1/password-recovery/choose";
    pub const PASSWORD_RECOVERY_FINISH: &str = "/v1/password-recovery/finish";
    pub const TWO_FACTOR: &str = "/v1/two-factor";
    pub const TWO_FACTOR_CHALLENGE: &str = "/v1/two-factor/challenge";
    pub const TWO_FACTOR_ENROLMENT: &str = "/v1/two-factor/enrolment";
    pub const TWO_FACTOR_ENROLMENT_CHECK: &str = "/v1/two-factor/enrolment/check";
    pub const TWO_FACTOR_ENROLMENT_CONFIRM: &str = "/v1/two-factor/enrolment/confirm";
    pub const TWO_FACTOR_OFF: &str = "/v1/two-factor/off";
    pub const TWO_FACTOR_RECOVERY_CODES: &str = "/v1/two-factor/recovery-codes";
    pub const TWO_FACTOR_RECOVERY_CODES_CONFIRM: &str = "/v1/two-factor/recovery-codes/confirm";
    pub const TWO_FACTOR_RECOVERY_CODES_REHEARSAL: &str = "/v1/two-factor/recovery-codes/rehearsal";
    pub const INTEGRATIONS: &str = "/v1/integrations";
    /// `POST` says where linking begins.
    pub const INTEGRATIONS_START: &str = "/v1/integrations/start";
    /// `DELETE` unlinks.
    pub const INTEGRATION: &str = "/v1/integrations/{id}";
    /// `PUT`
    pub const INTEGRATION_CAMERAS: &str = "/v1/integrations/{id}/cameras";
    /// `DELETE` refuses it.
    pub const LINK_REQUEST: &str = "/v1/integrations/requests/{id}";
    /// `POST`
    pub const LINK_REQUEST_APPROVE: &str = "/v1/integrations/requests/{id}/approve";
    /// `GET` by a linked client.
    pub const CLIENT_CAMERAS: &str = "/v1/integration/cameras";
    /// A page for people.
    pub const OAUTH_AUTHORIZE: &str = "/oauth/authorize";
    /// Its page with the number.
    pub const OAUTH_AUTHORIZE_WAITING: &str = "/oauth/authorize/waiting";
    pub const OAUTH_TOKEN: &str = "/oauth/token";
    pub const OAUTH_REVOKE: &str = "/oauth/revoke";
    pub const OAUTH_INTROSPECT: &str = "/oauth/introspect";
    /// RFC 8414.
    pub const OAUTH_METADATA: &str = "/.well-known/oauth-authorization-server";
    /// For a service under a path.
    pub const OAUTH_METADATA_BY_PATH: &str = "/.well-known/oauth-authorization-server/{path}";
    /// `GET` tells everything that is kept about the account; `DELETE` removes the account.
    pub const ACCOUNT: &str = "/v1/account";
    /// `PUT`
    pub const ACCOUNT_EMAIL: &str = "/v1/account/email";
    pub const ACCOUNT_EMAIL_UNDO: &str = "/v1/account/email/undo";
    /// Whether the service can do its work: for those who run it, and their load balancers.
    pub const HEALTH: &str = "/v1/health";
    pub const OPENAPI: &str = "/openapi.json";
}
