//! A place that cameras come from. Absent ability = `None`: the window is driven by what a connection can do,
//! never by its name.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::alerts::{Exposure, TwoFactorChange};
use crate::cameras::{Camera, CameraId, Profile};
use crate::ports::access::{Access, CameraAccess};
use crate::ports::account_data::AccountDataService;
use crate::ports::camera_removal::CameraRemovalService;
use crate::ports::camera_wifi::CameraWifi;
use crate::ports::devices::DeviceService;
use crate::ports::discovery::CameraDiscovery;
use crate::ports::email::{EmailChangeId, EmailService, EmailUndo};
use crate::ports::grant::Grant;
use crate::ports::integrations::{IntegrationId, IntegrationService, UnlinkCause};
use crate::ports::password::PasswordService;
use crate::ports::password_recovery::PasswordRecoveryService;
use crate::ports::place::{Place, ProviderId};
use crate::ports::recovery::RecoveryService;
use crate::ports::secret_vault::VaultError;
use crate::ports::sign_in::{SignInForm, SignInRequest};
use crate::ports::snapshots::SnapshotService;
use crate::ports::two_factor::{Challenge, TwoFactorService};
use crate::secret::{Password, SecretBytes};
use crate::session::EndReason;
use crate::time::Timestamp;

/// The providers that there are.
pub trait Providers: Send + Sync {
    /// Who speaks at an address that an owner types.
    fn at_addresses(&self) -> ProviderId;
    /// Who speaks in the demo home.
    fn in_demo_home(&self) -> ProviderId;
    /// Those that an owner chooses by name, since each is found in one place only. Alphabetical.
    fn by_name(&self) -> Vec<ProviderId>;
    /// Makes one for a connection: two connections share none, so what one account does holds up no other.
    ///
    /// # Errors
    /// [`ServiceError::AddressNotAllowed`] when the address is no https address and not loopback,
    /// [`ServiceError::ProviderUnknown`].
    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError>;
}

/// What it does not say it can do, it cannot: nobody offers it, and the window follows.
pub trait Provider: Send + Sync {
    fn profile(&self) -> ProviderProfile;
    fn access(&self) -> Access<'_>;

    fn account(&self) -> Option<&dyn AccountService> {
        match self.access() {
            Access::Account { account, .. } => Some(account),
            Access::PerCamera(_) => None,
        }
    }

    /// Of the account.
    fn cameras(&self) -> Option<&dyn CameraService> {
        match self.access() {
            Access::Account { cameras, .. } => Some(cameras),
            Access::PerCamera(_) => None,
        }
    }

    fn camera_access(&self) -> Option<&dyn CameraAccess> {
        match self.access() {
            Access::Account { .. } => None,
            Access::PerCamera(cameras) => Some(cameras),
        }
    }

    fn account_data(&self) -> Option<&dyn AccountDataService> {
        None
    }

    fn camera_removal(&self) -> Option<&dyn CameraRemovalService> {
        None
    }

    fn alerts(&self) -> Option<&dyn AlertService> {
        None
    }

    fn devices(&self) -> Option<&dyn DeviceService> {
        None
    }

    fn discovery(&self) -> Option<&dyn CameraDiscovery> {
        None
    }

    fn email(&self) -> Option<&dyn EmailService> {
        None
    }

    fn integrations(&self) -> Option<&dyn IntegrationService> {
        None
    }

    fn pairing(&self) -> Option<&dyn PairingService> {
        None
    }

    fn password(&self) -> Option<&dyn PasswordService> {
        None
    }

    fn password_recovery(&self) -> Option<&dyn PasswordRecoveryService> {
        None
    }

    fn recovery(&self) -> Option<&dyn RecoveryService> {
        None
    }

    fn snapshots(&self) -> Option<&dyn SnapshotService> {
        None
    }

    fn two_factor(&self) -> Option<&dyn TwoFactorService> {
        None
    }

    fn wifi(&self) -> Option<&dyn CameraWifi> {
        None
    }
}

/// What a connection can do, beyond the services it offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderProfile {
    /// Nothing there is real: no camera, no stranger, and no password that must not be known.
    pub demo: bool,
    /// New accounts can be made from here.
    pub creates_accounts: bool,
    pub discloses: Disclosure,
    /// By what this computer believes that a session is over.
    pub end_evidence: EndEvidence,
    pub naming: Naming,
    /// Of the account; where there is none, of each camera.
    pub sign_in: SignInForm,
}

/// What people who run the service could read, as it is built. What the window claims follows it. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Disclosure {
    /// Of cameras, rooms and networks.
    pub names: bool,
    /// It comes to them at a sign-in, whatever they do with it.
    pub password: bool,
}

impl Disclosure {
    pub const EVERYTHING: Self = Self {
        names: true,
        password: true,
    };
    pub const NOTHING: Self = Self {
        names: false,
        password: false,
    };
}

/// Who keeps what an owner calls a camera, and its room. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Nobody but this computer.
    Private,
    /// The service, without revisions: of two writes the later one counts, and what came of one is read back from the list.
    ReadBack,
    /// The service, with a revision for each write: one that rests on an older revision is a conflict.
    Versioned,
}

/// By what a computer believes that a session is over. Whatever else a service answers is trouble, and ends nothing. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndEvidence {
    /// The service takes neither the token nor the one that renews it, and does not say why.
    RefreshRefused,
    /// The service's own word, signed (RFC 8417), with the reason.
    SignedToken,
}

/// Signing in and out.
#[async_trait]
pub trait AccountService: Send + Sync {
    /// What the service calls itself; also tells whether it is there.
    async fn name(&self) -> Result<String, ServiceError>;

    /// Who may make an account there.
    async fn registration(&self) -> Result<Registration, ServiceError>;

    /// Makes keys and everything that needs the password; nothing exists until [`PreparedAccount::create`].
    async fn prepare_account(
        &self,
        email: &str,
        password: &Password,
        invitation: Option<&Password>,
    ) -> Result<Box<dyn PreparedAccount>, ServiceError>;

    /// What is left of a credential when its session is over: the key by which the service knows this computer again. It opens
    /// nothing by itself. What is left already stays as it is; `None`: nothing is.
    fn device_key(&self, credential: &Credential) -> Option<SecretBytes>;

    /// An identity of this computer, for a service that wants to see the same one as long as the owner has the account here. It is
    /// made before the first sign-in, is kept in an entry of its own, and outlives every session; it opens nothing by itself.
    fn new_device(&self) -> Option<SecretBytes> {
        None
    }

    /// The service is told what this computer is called; a sign-in does not fail for that.
    async fn sign_in(&self, request: &SignInRequest<'_>) -> Result<RightPassword, ServiceError>;

    /// Ends the session at the service.
    async fn sign_out(&self, grant: &Grant) -> Result<(), ServiceError>;

    /// Says what this computer is called now: at each start, and when it failed at sign-in.
    async fn name_computer(&self, grant: &Grant, computer: &str) -> Result<(), ServiceError>;
}

/// Who may make an account. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    Closed,
    /// Whoever has a code of the people who run the service.
    Invitation,
    Open,
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

/// How far a right password brings its owner.
#[derive(Debug)]
pub enum RightPassword {
    SignedIn(SignedIn),
    /// Two-factor is on.
    SecondFactorWanted(Box<dyn Challenge>),
}

#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account at the service; the outbox is bound to it.
    pub account: String,
    pub service_name: String,
    pub credential: Credential,
    /// The service was told what this computer is called.
    pub computer_named: bool,
    /// When two-factor is on.
    pub recovery_codes_left: Option<u32>,
}

impl SignedIn {
    /// For who acts with it and keeps it nowhere.
    pub fn grant(&self) -> Grant {
        self.credential.clone().into()
    }
}

/// What a sign-in brings: kept in the keychain, opaque to everybody but the provider, which acts with it as a [`Grant`].
#[derive(Clone, Debug)]
pub struct Credential {
    /// Names the session without giving it away; a late refusal names the session it was sent with.
    pub session: SessionId,
    pub secret: SecretBytes,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct SessionId(pub String);

#[async_trait]
pub trait CameraService: Send + Sync {
    async fn list(&self, grant: &Grant) -> Result<Vec<Camera>, ServiceError>;

    async fn write_profile(
        &self,
        grant: &Grant,
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

/// Bringing a camera to the account: a single-use token goes to the camera inside the code that it scans, the camera
/// claims it with a key of its own, and the account is told.
#[async_trait]
pub trait PairingService: Send + Sync {
    /// With `follows`, a camera that is in the account already comes to another network and stays the same camera.
    async fn begin_pairing(
        &self,
        grant: &Grant,
        follows: Option<&CameraId>,
    ) -> Result<Pairing, ServiceError>;

    /// What became of it.
    async fn pairing(&self, grant: &Grant, id: &PairingId) -> Result<PairingState, ServiceError>;

    /// Its token no longer works afterwards. Succeeds as well when it is over already.
    async fn cancel_pairing(&self, grant: &Grant, id: &PairingId) -> Result<(), ServiceError>;
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PairingId(pub String);

#[derive(Clone, Debug)]
pub struct Pairing {
    pub id: PairingId,
    /// Goes into the code, and nowhere else.
    pub token: Password,
    /// Where the camera claims it.
    pub address: String,
    pub expires_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PairingState {
    Waiting,
    Claimed {
        camera: CameraId,
    },
    /// Too late, cancelled, or never known.
    Over,
}

/// Security events of the service.
#[async_trait]
pub trait AlertService: Send + Sync {
    /// Waits for the next events, at most about half a minute; an empty batch means: nothing yet, ask again.
    /// `ack` names events that are stored durably. Signatures, issuer, audience, size and date are checked here.
    async fn next(&self, grant: &Grant, ack: &[String]) -> Result<EventBatch, ServiceError>;
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventBatch {
    pub events: Vec<ServiceEvent>,
    /// Tokens that were not signed by the service's pinned key, are not for this account, or make no sense.
    pub refused: Vec<String>,
    /// The service has more to tell than fits.
    pub more: bool,
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
    /// An earlier event was wrong; it may come later than this.
    Corrected {
        /// Its [`ServiceEvent::id`].
        event: String,
        /// What is right, by language tag.
        message: BTreeMap<String, String>,
    },
    /// The account has the address of before that change again.
    EmailChangeUndone {
        change: EmailChangeId,
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
    /// The account is found by another address.
    EmailChanged {
        undo: EmailUndo,
        /// `None`: the computer that did it did not say it.
        email: Option<String>,
        by: Option<String>,
    },
    Exposed {
        exposure: Exposure,
        /// An https page with more; the exposure says only that there is one.
        advisory: Option<String>,
    },
    IntegrationLinked {
        integration: IntegrationId,
        client: String,
        /// The computer that approved it, if it said its name.
        by: Option<String>,
    },
    IntegrationUnlinked {
        integration: IntegrationId,
        client: String,
        cause: UnlinkCause,
        /// The service's own words after an incident, by language tag.
        message: BTreeMap<String, String>,
        by: Option<String>,
    },
    /// A browser page shows a number and waits for the owner.
    LinkRequested,
    /// A camera has come: it is in the account now.
    PairingClaimed {
        pairing: PairingId,
        camera: CameraId,
    },
    PasswordChanged {
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
    /// Somebody makes a new password with the recovery key.
    RecoveryActivated {
        available_at: Timestamp,
    },
    RecoveryStopped {
        by: Option<String>,
    },
    SessionEstablished {
        session: SessionId,
        place: Option<String>,
    },
    SessionRevoked {
        session: SessionId,
        end: SessionEnd,
    },
    /// So many wrong codes that none is looked at any more.
    SecondFactorLocked,
    TwoFactorChanged {
        change: TwoFactorChange,
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
}

/// The service's own, verified word that a session is over.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl SessionEnd {
    /// Of a service that does not say why: found out when it was asked for something.
    pub fn not_stated(at: Timestamp) -> Self {
        Self {
            reason: EndReason::NotStated,
            at,
            message: BTreeMap::new(),
            advisory: None,
            by: None,
        }
    }
}

/// Why a service did not do as asked. Alphabetical. Only `SessionEnded` may end a session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    #[error("the address has an account already")]
    AccountExists,
    /// The service keeps no more cameras, or integrations, for one account.
    #[error("the account has as much as the service keeps for one")]
    AccountFull,
    #[error("only https addresses, or http on this computer")]
    AddressNotAllowed,
    #[error("the service's certificate is not valid now")]
    CertificateExpired,
    #[error("the service's certificate is not trusted")]
    CertificateUntrusted,
    #[error("this computer's clock is {seconds} seconds off")]
    ClockOff { seconds: i64 },
    #[error("it is no e-mail address")]
    EmailInvalid,
    /// It can do nothing at the moment, however few ask.
    #[error("the service has a fault of its own")]
    Faulty,
    /// Everybody comes at once: there is a turn for this one, in so many seconds.
    #[error("the service has no room now")]
    Full { retry_after: u32 },
    #[error("the answer makes no sense")]
    Garbled,
    #[error("the invitation is not good")]
    InvitationInvalid,
    #[error("accounts are made by invitation")]
    InvitationNeeded,
    /// The service says so itself. Only a fresh sign-in pins the new one.
    #[error("the service's key was lost, and another one signs now")]
    KeyLost,
    /// Nobody says why. Only a fresh sign-in pins the new one.
    #[error("the service signs with a key that the pinned one does not vouch for")]
    KeyUnvouched,
    #[error("the service is not addressed like this")]
    Misdirected,
    /// The service gave what this computer cannot keep.
    #[error(transparent)]
    Keychain(#[from] VaultError),
    #[error("it is not there")]
    NotFound,
    #[error("the service does not know this session")]
    NotRecognised,
    #[error("the service is busy")]
    Overloaded { retry_after: u32 },
    #[error("the service refused the request")]
    Refused,
    #[error("the service takes no new accounts")]
    RegistrationClosed,
    #[error("the service ended the session")]
    SessionEnded { session: SessionId, end: SessionEnd },
    #[error("the service did not answer in time")]
    TimedOut,
    #[error("too many accounts from here")]
    TooManyRegistrations { retry_after: u32 },
    #[error("too many tries")]
    TooManyTries { retry_after: u32 },
    /// Another version of this program made the connection.
    #[error("no provider has this name")]
    ProviderUnknown,
    #[error("the service cannot be reached")]
    Unreachable,
    #[error("address or password is wrong")]
    WrongCredentials,
}
