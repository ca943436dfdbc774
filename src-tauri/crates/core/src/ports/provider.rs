//! A place that cameras come from. Absent ability = `None`: the window is driven by what a connection can do,
//! never by its name.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::cameras::{Camera, CameraId, Profile};
use crate::ports::local_store::Place;
use crate::secret::{Password, SecretBytes};
use crate::session::EndReason;
use crate::time::Timestamp;

/// Makes the provider of a connection.
pub trait Providers: Send + Sync {
    /// # Errors
    /// [`ServiceError::AddressNotAllowed`] when the address is no https address and not loopback.
    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError>;
}

pub trait Provider: Send + Sync {
    fn profile(&self) -> ProviderProfile;
    fn account(&self) -> Option<&dyn AccountService>;
    fn cameras(&self) -> &dyn CameraService;
    fn alerts(&self) -> Option<&dyn AlertService>;
}

/// What a connection can do, beyond the services it offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderProfile {
    /// New accounts can be made from here.
    pub creates_accounts: bool,
    /// Nicknames are kept by the service; if not, they are private to this computer.
    pub keeps_nicknames: bool,
}

/// Signing in and out.
#[async_trait]
pub trait AccountService: Send + Sync {
    /// What the service calls itself; also tells whether it is there.
    async fn name(&self) -> Result<String, ServiceError>;

    /// Makes keys and everything that needs the password; nothing exists until [`PreparedAccount::create`].
    async fn prepare_account(
        &self,
        email: &str,
        password: &Password,
    ) -> Result<Box<dyn PreparedAccount>, ServiceError>;

    /// `previous` is the credential of the same connection, if any, so that the device key stays the same.
    async fn sign_in(
        &self,
        email: &str,
        password: &Password,
        computer: &str,
        previous: Option<&Credential>,
    ) -> Result<SignedIn, ServiceError>;

    /// Ends the session at the service.
    async fn sign_out(&self, credential: &Credential) -> Result<(), ServiceError>;
}

/// An account that is not yet: its recovery key can be shown, and must be confirmed.
#[async_trait]
pub trait PreparedAccount: Send + Sync {
    /// To be shown once: groups of letters and digits.
    fn recovery_key(&self) -> Vec<String>;
    /// Whether `typed` is group number `index`, however it was typed.
    fn confirms(&self, index: usize, typed: &str) -> bool;
    async fn create(&self) -> Result<(), ServiceError>;
}

#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account at the service; the outbox is bound to it.
    pub account: String,
    pub service_name: String,
    pub credential: Credential,
}

/// What a provider needs to act for the owner: kept in the keychain, opaque to everybody else.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Names the session without giving it away; a late refusal names the session it was sent with.
    pub session: SessionId,
    pub secret: SecretBytes,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub String);

#[async_trait]
pub trait CameraService: Send + Sync {
    async fn list(&self, credential: &Credential) -> Result<Vec<Camera>, ServiceError>;

    async fn write_profile(
        &self,
        credential: &Credential,
        write: &ProfileWrite,
    ) -> Result<Camera, WriteError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileWrite {
    pub camera: CameraId,
    pub profile: Profile,
    /// The revision that the owner saw while editing.
    pub base_revision: u64,
    /// The same for each try of the same edit.
    pub idempotency_key: uuid::Uuid,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum WriteError {
    /// Somebody changed the profile since `base_revision`.
    #[error("the profile was changed meanwhile")]
    Conflict(Box<Camera>),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// Security events of the service.
#[async_trait]
pub trait AlertService: Send + Sync {
    /// Waits for the next events, at most about half a minute; an empty batch means: nothing yet, ask again.
    /// `ack` names events that are stored durably. Signatures, issuer and audience are checked here.
    async fn next(
        &self,
        credential: &Credential,
        ack: &[String],
    ) -> Result<EventBatch, ServiceError>;
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventBatch {
    pub events: Vec<ServiceEvent>,
    /// Tokens that were not signed by the service's pinned key, or are not for this account.
    pub refused: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ServiceEvent {
    /// `jti`
    pub id: String,
    pub at: Timestamp,
    pub kind: ServiceEventKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ServiceEventKind {
    CamerasChanged,
    SessionEstablished {
        session: SessionId,
        place: Option<String>,
    },
    SessionRevoked {
        session: SessionId,
        end: SessionEnd,
    },
}

/// The service's own, verified word that a session is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnd {
    pub reason: EndReason,
    pub at: Timestamp,
    /// What the service wants owners to know, by language tag.
    pub message: BTreeMap<String, String>,
    /// https only.
    pub advisory: Option<String>,
    /// The computer that ended it.
    pub by: Option<String>,
}

/// Why a service did not do as asked. Alphabetical. Only `SessionEnded` may end a session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    #[error("the address has an account already")]
    AccountExists,
    #[error("only https addresses, or http on this computer")]
    AddressNotAllowed,
    #[error("the service's certificate is not valid now")]
    CertificateExpired,
    #[error("the service's certificate is not trusted")]
    CertificateUntrusted,
    #[error("this computer's clock is {seconds} seconds off")]
    ClockOff { seconds: i64 },
    #[error("the answer makes no sense")]
    Garbled,
    #[error("it is not there")]
    NotFound,
    #[error("the service does not know this session")]
    NotRecognised,
    #[error("the service is busy")]
    Overloaded { retry_after: u32 },
    #[error("the service refused the request")]
    Refused,
    #[error("the service ended the session")]
    SessionEnded { session: SessionId, end: SessionEnd },
    #[error("the service did not answer in time")]
    TimedOut,
    #[error("too many tries")]
    TooManyTries { retry_after: u32 },
    #[error("the service cannot be reached")]
    Unreachable,
    #[error("address or password is wrong")]
    WrongCredentials,
}
