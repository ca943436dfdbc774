//! What reaches the companion's task: requests of the owner, and reports of its own network tasks.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::oneshot;
use uuid::Uuid;

use super::authenticators::{AuthenticatorRequest, Done};
use super::camera_access::{CameraAsk, CameraReport};
use super::computers::Errand;
use super::discovery::DiscoveryReport;
use super::email;
use super::incidents::IncidentAsk;
use super::integrations::{self, Order};
use super::notices::AlertMark;
use super::password;
use super::password_recovery;
use super::pictures;
use super::recovery_key;
use super::rehearsal::{Trial, Tried};
use super::removal;
use super::setup::Purpose;
use super::sign_in::Typed;
use super::two_factor::{Answered, Ask};
use super::your_data;
use crate::alerts::{AlertFilter, AlertView};
use crate::authenticator::AuthenticatorId;
use crate::cameras::{Camera, ListOrder, Nickname};
use crate::error::Failure;
use crate::password::PasswordAdvice;
use crate::ports::breach_catalogue::CatalogueAnswer;
use crate::ports::breach_list::NoAnswer;
use crate::ports::devices::SignedInComputer;
use crate::ports::integrations::LinkRequestId;
use crate::ports::nearby_networks::NearbyTrouble;
use crate::ports::place::{Place, ProviderId};
use crate::ports::provider::{
    EventBatch, Pairing, PairingId, PairingState, PreparedAccount, Provider, Registration,
    RightPassword, ServiceError, SessionId, SignedIn, WriteError,
};
use crate::ports::secret_vault::VaultError;
use crate::ports::snapshots::Picture;
use crate::ports::two_factor::{CodeSent, NotFinished, SentBy, TwoFactorError};
use crate::ports::unjoined_camera::{CameraTrouble, Joined, UnjoinedCamera};
use crate::ports::vault_door::{OpenVault, ProtectionKey};
use crate::secret::{Password, SecretBytes};
use crate::time::Timestamp;
use crate::view::checkup::ComputerView;
use crate::view::setup::{MovePurpose, NearbyView, NetworkChoice, SerialPortView};
use crate::view::two_factor::SignInStep;
use crate::view::{
    Absence, AlertCursorRequest, CameraKey, ConflictChoice, ConnectionId, HeldChoice, Preferences,
    ProtectionKind, ProtectionTrouble, Snapshot,
};
use crate::wifi::setup::SetupMethod;
use crate::wifi::{ChosenNetwork, NearbyNetwork, Ssid, WifiSecret};

/// A reply that is dropped reads as "not now".
pub(super) type Reply<T> = oneshot::Sender<Result<T, Failure>>;

pub(super) enum Message {
    Request(Request),
    Report(Report),
}

/// One per method of the handle (those about computers share one, and so do those about two-factor, about authenticators, about
/// incidents, rehearsals, and marks on alerts), in its order.
pub(super) enum Request {
    Snapshot {
        reply: Reply<Snapshot>,
    },
    AdvisePassphrase {
        passphrase: Password,
        reply: Reply<PasswordAdvice>,
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
    AddPlace {
        provider: ProviderId,
        reply: Reply<ConnectionId>,
    },
    OpenDemoHome {
        reply: Reply<ConnectionId>,
    },
    ConnectService {
        address: String,
        reply: Reply<ConnectionId>,
    },
    AddAccount {
        connection: ConnectionId,
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
        typed: Typed,
        reply: Reply<SignInStep>,
    },
    SignInToCamera {
        connection: ConnectionId,
        ask: CameraAsk,
        reply: Reply<CameraKey>,
    },
    FindCameras {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    StopFinding {
        forget: bool,
        reply: Reply<()>,
    },
    SendFactorCode {
        connection: ConnectionId,
        way: SentBy,
        reply: Reply<()>,
    },
    OpenSignInHelp {
        connection: ConnectionId,
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
    Computers {
        connection: ConnectionId,
        errand: Errand,
        reply: Reply<Vec<ComputerView>>,
    },
    Integrations {
        connection: ConnectionId,
        order: Order,
    },
    LookUpBreaches {
        reply: Reply<()>,
    },
    Password {
        connection: ConnectionId,
        ask: password::Ask,
    },
    PasswordRecovery {
        connection: ConnectionId,
        ask: password_recovery::Ask,
    },
    TwoFactor {
        connection: ConnectionId,
        ask: Ask,
    },
    YourData {
        connection: ConnectionId,
        ask: your_data::Ask,
    },
    Authenticators(AuthenticatorRequest),
    Incident {
        connection: ConnectionId,
        ask: IncidentAsk,
    },
    Email {
        connection: ConnectionId,
        ask: email::Ask,
    },
    RecoveryKey {
        connection: ConnectionId,
        ask: recovery_key::Ask,
    },
    Rehearse {
        connection: ConnectionId,
        trial: Trial,
    },
    Registration {
        connection: ConnectionId,
        reply: Reply<Registration>,
    },
    PrepareAccount {
        connection: ConnectionId,
        email: String,
        password: Password,
        invitation: Option<Password>,
        reply: Reply<()>,
    },
    RevealRecoveryKey {
        connection: ConnectionId,
        reply: Reply<Vec<String>>,
    },
    ConfirmRecoveryKey {
        connection: ConnectionId,
        group: u32,
        typed: Password,
        reply: Reply<()>,
    },
    CancelAccount {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    RenameCamera {
        camera: CameraKey,
        /// `None`: as its service calls it.
        nickname: Option<Nickname>,
        reply: Reply<()>,
    },
    SendPrivateNames {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    KeepNamesPrivate {
        connection: ConnectionId,
        reply: Reply<()>,
    },
    SetRoom {
        camera: CameraKey,
        room: Option<Nickname>,
        reply: Reply<()>,
    },
    RemoveCamera {
        camera: CameraKey,
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
    NearbyNetworks {
        connection: Option<ConnectionId>,
        reply: Reply<NearbyView>,
    },
    BeginSetup {
        method: SetupMethod,
        connection: Option<ConnectionId>,
        reply: Reply<()>,
    },
    ChooseNetwork {
        choice: NetworkChoice,
        reply: Reply<()>,
    },
    SetupCode {
        mark: Option<String>,
        reply: Reply<String>,
    },
    SerialPorts {
        reply: Reply<Vec<SerialPortView>>,
    },
    ReachCamera {
        port: Option<String>,
        reply: Reply<()>,
    },
    CameraNetworks {
        reply: Reply<NearbyView>,
    },
    JoinCamera {
        name: Option<Nickname>,
        password: Option<Password>,
        reply: Reply<()>,
    },
    CameraIsOnline {
        reply: Reply<()>,
    },
    TrySetupAgain {
        reply: Reply<()>,
    },
    BackInSetup {
        reply: Reply<()>,
    },
    FinishSetup {
        nickname: Nickname,
        room: Option<Nickname>,
        reply: Reply<()>,
    },
    CancelSetup {
        reply: Reply<()>,
    },
    ForgetWifiPasswords {
        reply: Reply<u32>,
    },
    OpenCameraPage {
        reply: Reply<()>,
    },
    BeginMove {
        connection: ConnectionId,
        purpose: MovePurpose,
        choice: NetworkChoice,
        reply: Reply<()>,
    },
    MoveCamera {
        camera: CameraKey,
        reply: Reply<()>,
    },
    SkipMove {
        camera: CameraKey,
        skip: bool,
        reply: Reply<()>,
    },
    EndMove {
        reply: Reply<()>,
    },
    Picture {
        camera: CameraKey,
        reply: Reply<Picture>,
    },
    CameraAbsences {
        camera: CameraKey,
        reply: Reply<Vec<Absence>>,
    },
    Alerts {
        filter: AlertFilter,
        before: Option<AlertCursorRequest>,
        limit: u32,
        reply: Reply<Vec<AlertView>>,
    },
    MarkAlerts {
        mark: AlertMark,
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
        result: Result<(String, Arc<dyn Provider>), ServiceError>,
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
    FactorCodeSent {
        connection: ConnectionId,
        attempt: u64,
        result: Result<CodeSent, TwoFactorError>,
        reply: Reply<()>,
    },
    /// The service has no room: when it is asked again, or that it is being asked.
    SignInQueued {
        connection: ConnectionId,
        attempt: u64,
        at: Option<Timestamp>,
    },
    SignInAnswered {
        connection: ConnectionId,
        attempt: u64,
        result: Result<RightPassword, ServiceError>,
    },
    SecondFactorAnswered {
        connection: ConnectionId,
        attempt: u64,
        result: Result<SignedIn, NotFinished>,
    },
    SecondFactorLapsed {
        connection: ConnectionId,
        attempt: u64,
    },
    TwoFactorAnswered(Box<Answered>),
    TwoFactorChangeLapsed {
        connection: ConnectionId,
        change: u64,
    },
    Email(Box<email::Answered>),
    RecoveryKey(Box<recovery_key::Answered>),
    RecoveryKeyLapsed {
        connection: ConnectionId,
        number: u64,
    },
    AccountPrepared {
        connection: ConnectionId,
        attempt: u64,
        result: Result<Arc<dyn PreparedAccount>, Failure>,
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
        asked: ListOrder,
        result: Result<Vec<Camera>, ServiceError>,
        reply: Option<Reply<()>>,
    },
    NetworkTold {
        camera: CameraKey,
        number: u64,
        result: Result<(), Failure>,
    },
    Discovery {
        number: u64,
        report: DiscoveryReport,
    },
    Picture(Box<pictures::Taken>),
    /// Of a camera with a sign-in of its own.
    Camera {
        connection: ConnectionId,
        report: Box<CameraReport>,
    },
    ComputersListed {
        connection: ConnectionId,
        session: SessionId,
        errand: Errand,
        result: Result<Vec<SignedInComputer>, ServiceError>,
        reply: Reply<Vec<ComputerView>>,
    },
    /// The keychain has answered.
    Authenticators {
        request: AuthenticatorRequest,
        result: Result<Done, Failure>,
    },
    /// It cannot be brought back any more.
    AuthenticatorRemoved {
        id: AuthenticatorId,
    },
    BreachLookDue,
    BreachesListed {
        look: u64,
        domains: BTreeSet<String>,
        result: Result<CatalogueAnswer, NoAnswer>,
    },
    /// A guide that was put off comes back.
    GuideDue,
    /// Who has not caught up until now has nothing to tell.
    PatienceOver {
        round: u64,
    },
    Rehearsed {
        connection: ConnectionId,
        session: SessionId,
        tried: Tried,
    },
    Integrations {
        connection: ConnectionId,
        answered: Box<integrations::Answered>,
    },
    LinkRequestLapsed {
        connection: ConnectionId,
        request: LinkRequestId,
    },
    Password {
        connection: ConnectionId,
        found: password::Found,
    },
    PasswordRecovery(Box<password_recovery::Answered>),
    PasswordRecoveryLapsed {
        connection: ConnectionId,
        number: u64,
    },
    YourData {
        connection: ConnectionId,
        session: SessionId,
        found: your_data::Found,
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
    Removal(Box<removal::Answered>),
    SendAgain {
        connection: ConnectionId,
    },
    /// A sum of alerts, or the end of quiet hours.
    BellDue,
    /// With the names whose passwords are remembered.
    Nearby {
        result: Result<(Vec<NearbyNetwork>, Vec<Ssid>), NearbyTrouble>,
        reply: Reply<NearbyView>,
    },
    NetworkChosen {
        purpose: Purpose,
        network: ChosenNetwork,
        remember: bool,
        secret: Result<WifiSecret, Failure>,
        reply: Reply<()>,
    },
    PairingBegun {
        connection: ConnectionId,
        session: SessionId,
        attempt: u64,
        result: Result<Pairing, ServiceError>,
        reply: Reply<()>,
    },
    PairingAnswered {
        connection: ConnectionId,
        pairing: PairingId,
        state: PairingState,
    },
    PairingExpired {
        pairing: PairingId,
    },
    CameraReached {
        attempt: u64,
        result: Result<Arc<dyn UnjoinedCamera>, CameraTrouble>,
        reply: Reply<()>,
    },
    CameraJoined {
        attempt: u64,
        result: Result<Joined, CameraTrouble>,
        camera: Arc<dyn UnjoinedCamera>,
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
