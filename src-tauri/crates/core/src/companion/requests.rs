//! What reaches the companion's task: requests of the owner, and reports of its own network tasks.

use std::sync::Arc;

use tokio::sync::oneshot;
use uuid::Uuid;

use crate::alerts::Alert;
use crate::cameras::{Camera, Nickname};
use crate::error::Failure;
use crate::ports::local_store::Place;
use crate::ports::provider::{
    EventBatch, PreparedAccount, ServiceError, SessionId, SignedIn, WriteError,
};
use crate::ports::secret_vault::VaultError;
use crate::ports::vault_door::{OpenVault, ProtectionKey};
use crate::secret::{Password, SecretBytes};
use crate::view::{
    AlertCursorRequest, CameraKey, ConflictChoice, ConnectionId, HeldChoice, Preferences,
    ProtectionKind, ProtectionTrouble, Snapshot,
};

/// A reply that is dropped reads as "not now".
pub(super) type Reply<T> = oneshot::Sender<Result<T, Failure>>;

pub(super) enum Message {
    Request(Request),
    Report(Report),
}

/// One per method of the handle, in its order.
pub(super) enum Request {
    Snapshot {
        reply: Reply<Snapshot>,
    },
    Protect {
        key: ProtectionKey,
        reply: Reply<()>,
    },
    SetDataAside {
        reply: Reply<()>,
    },
    DismissNotice {
        reply: Reply<()>,
    },
    EraseEverything {
        reply: Reply<()>,
    },
    OpenDemoHome {
        reply: Reply<ConnectionId>,
    },
    ConnectService {
        address: String,
        reply: Reply<ConnectionId>,
    },
    ForgetConnection {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    Refresh {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    SignIn {
        connection: ConnectionId,
        email: String,
        password: Password,
        reply: Reply<()>,
    },
    CancelSignIn {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    SignOut {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    PostponePrompt {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    ShowPrompt {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    OpenAdvisory {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    PrepareAccount {
        connection: ConnectionId,
        email: String,
        password: Password,
        reply: Reply<()>,
    },
    RevealRecoveryKey {
        connection: ConnectionId,
        reply: Reply<Vec<String>>,
    },
    ConfirmRecoveryKey {
        connection: ConnectionId,
        group: u32,
        typed: String,
        reply: Reply<()>,
    },
    CancelAccount {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    RenameCamera {
        camera: CameraKey,
        nickname: Nickname,
        reply: Reply<()>,
    },
    SetRoom {
        camera: CameraKey,
        room: Option<Nickname>,
        reply: Reply<()>,
    },
    UndoEdit {
        camera: CameraKey,
        reply: Reply<()>,
    },
    ResolveConflict {
        camera: CameraKey,
        choice: ConflictChoice,
        reply: Reply<()>,
    },
    DecideHeld {
        connection: ConnectionId,
        choice: HeldChoice,
        reply: Reply<()>,
    },
    Alerts {
        before: Option<AlertCursorRequest>,
        limit: u32,
        reply: Reply<Vec<Alert>>,
    },
    MarkAlertsRead {
        reply: Reply<()>,
    },
    SetPreferences {
        preferences: Preferences,
        reply: Reply<()>,
    },
    Close {
        reply: Reply<()>,
    },
}

/// What tasks come back with. Each names what it was sent with, so that a late one can be told from a current one.
pub(super) enum Report {
    /// The vault answered.
    Opened {
        attempt: u64,
        result: Result<OpenVault, ProtectionTrouble>,
        reply: Option<Reply<()>>,
    },
    /// A passphrase protects the data; it must be typed first.
    PassphraseWanted {
        attempt: u64,
    },
    Erased {
        result: Result<(), ProtectionTrouble>,
        kind: Option<ProtectionKind>,
        reply: Reply<()>,
    },
    ServiceChecked {
        place: Place,
        result: Result<String, ServiceError>,
        reply: Reply<ConnectionId>,
    },
    SecretRead {
        connection: ConnectionId,
        session: SessionId,
        result: Result<Option<SecretBytes>, VaultError>,
    },
    SecretWritten {
        connection: ConnectionId,
        attempt: u64,
        result: Result<(), VaultError>,
    },
    SignInAnswered {
        connection: ConnectionId,
        attempt: u64,
        result: Result<SignedIn, ServiceError>,
    },
    AccountPrepared {
        connection: ConnectionId,
        attempt: u64,
        result: Result<Arc<dyn PreparedAccount>, ServiceError>,
        reply: Reply<()>,
    },
    AccountCreated {
        connection: ConnectionId,
        attempt: u64,
        result: Result<(), ServiceError>,
        reply: Reply<()>,
    },
    Listed {
        connection: ConnectionId,
        session: SessionId,
        result: Result<Vec<Camera>, ServiceError>,
        reply: Option<Reply<()>>,
    },
    /// `stored` is answered with the events that are durable now.
    Events {
        connection: ConnectionId,
        session: SessionId,
        result: Result<EventBatch, ServiceError>,
        stored: oneshot::Sender<Stored>,
    },
    Written {
        connection: ConnectionId,
        session: SessionId,
        edit: Uuid,
        result: Box<Result<Camera, WriteError>>,
    },
    SendAgain {
        connection: ConnectionId,
    },
}

/// What the listener does after a batch.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// Durable, so the service may forget them.
    pub acknowledge: Vec<String>,
    /// The list of cameras is out of date.
    pub list: bool,
    /// Something could not be kept; the service will send it again, and need not do so at once.
    pub pause: bool,
}
