//! What a window (or a test) may ask of the companion. One method per command; see `requests.rs` for the other side.

use tokio::sync::{mpsc, oneshot};

use super::computers::Errand;
use super::farewells::Farewells;
use super::requests::{Message, Reply, Request};
use super::sign_in::Typed;
use crate::cameras::Nickname;
use crate::error::{Failure, FailureCode};
use crate::ports::place::ProviderId;
use crate::ports::provider::{Registration, SessionId};
use crate::ports::sign_in::SignInInput;
use crate::ports::two_factor::SentBy;
use crate::ports::vault_door::ProtectionKey;
use crate::secret::Password;
use crate::view::checkup::ComputerView;
use crate::view::setup::{MovePurpose, NearbyView, NetworkChoice, SerialPortView};
use crate::view::two_factor::SignInStep;
use crate::view::{
    Absence, CameraKey, ConflictChoice, ConnectionId, HeldChoice, Preferences, Snapshot,
};
use crate::wifi::setup::SetupMethod;

/// Asks the one task that owns all state. Cheap to clone.
#[derive(Clone)]
pub struct CompanionHandle {
    messages: mpsc::UnboundedSender<Message>,
    farewells: Farewells,
}

/// What a request comes back with.
pub type Answer<T> = Result<T, Failure>;

impl CompanionHandle {
    pub(super) fn new(messages: mpsc::UnboundedSender<Message>, farewells: Farewells) -> Self {
        Self {
            messages,
            farewells,
        }
    }

    /// Everything a window shows at its start.
    pub async fn snapshot(&self) -> Answer<Snapshot> {
        self.ask(|reply| Request::Snapshot { reply }).await
    }

    // --- how the data on this computer is protected ---

    /// Opens with the keychain, or tries again.
    pub async fn protect_with_keychain(&self) -> Answer<()> {
        self.ask(|reply| Request::Protect {
            key: ProtectionKey::Keychain,
            reply,
        })
        .await
    }

    /// Chooses a passphrase the first time, unlocks with it later.
    pub async fn protect_with_passphrase(&self, passphrase: Password) -> Answer<()> {
        self.ask(|reply| Request::Protect {
            key: ProtectionKey::Passphrase(passphrase),
            reply,
        })
        .await
    }

    /// Nothing is kept when the program ends.
    pub async fn protect_this_run_only(&self) -> Answer<()> {
        self.ask(|reply| Request::Protect {
            key: ProtectionKey::ThisRunOnly,
            reply,
        })
        .await
    }

    /// Keeps data that cannot be opened, dated and still encrypted, and starts afresh.
    pub async fn set_data_aside(&self) -> Answer<()> {
        self.ask(|reply| Request::SetDataAside { reply }).await
    }

    /// The owner has read what happened while opening.
    pub async fn dismiss_notice(&self) -> Answer<()> {
        self.ask(|reply| Request::DismissNotice { reply }).await
    }

    /// Signs out everywhere as far as services can be reached, destroys everything on this computer, starts afresh.
    pub async fn erase_everything(&self) -> Answer<()> {
        self.ask(|reply| Request::EraseEverything { reply }).await
    }

    // --- connections ---

    pub async fn open_demo_home(&self) -> Answer<ConnectionId> {
        self.ask(|reply| Request::OpenDemoHome { reply }).await
    }

    /// Adds (or returns) the place that a provider is found at, after checking that it is there; see
    /// [`crate::ports::provider::Providers::by_name`].
    ///
    /// # Errors
    /// [`FailureCode::ProviderUnknown`]; as the place says.
    pub async fn add_place(&self, provider: ProviderId) -> Answer<ConnectionId> {
        self.ask(|reply| Request::AddPlace { provider, reply })
            .await
    }

    /// Adds (or returns) a connection after checking that the service is there.
    pub async fn connect_service(&self, address: String) -> Answer<ConnectionId> {
        self.ask(|reply| Request::ConnectService { address, reply })
            .await
    }

    /// Another connection at the place of this one, for an account beside its own. Where one is there already that nobody has
    /// signed in to yet, that one.
    pub async fn add_account(&self, connection: ConnectionId) -> Answer<ConnectionId> {
        self.ask(|reply| Request::AddAccount { connection, reply })
            .await
    }

    /// For a connection that is signed out and has no edits left.
    pub async fn forget_connection(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::ForgetConnection { connection, reply })
            .await
    }

    /// Lists the cameras and sends what waits, now.
    pub async fn refresh(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::Refresh { connection, reply })
            .await
    }

    // --- signing in and out ---

    /// Returns when the session is active and its cameras were asked for, or when a second factor is wanted.
    pub async fn sign_in(
        &self,
        connection: ConnectionId,
        email: String,
        password: Password,
    ) -> Answer<SignInStep> {
        self.sign_in_with(connection, email, password, Vec::new())
            .await
    }

    /// Where the service asks for more than a name and a password.
    pub async fn sign_in_with(
        &self,
        connection: ConnectionId,
        account: String,
        password: Password,
        more: Vec<SignInInput>,
    ) -> Answer<SignInStep> {
        let typed = Typed {
            account,
            password,
            more,
        };
        self.ask(|reply| Request::SignIn {
            connection,
            typed,
            reply,
        })
        .await
    }

    /// Opens the page that says where the owner finds what a sign-in asks for.
    pub async fn open_sign_in_help(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::OpenSignInHelp { connection, reply })
            .await
    }

    /// Half way through a sign-in: has a code sent, for the first time or once more.
    pub async fn send_factor_code(&self, connection: ConnectionId, way: SentBy) -> Answer<()> {
        self.ask(|reply| Request::SendFactorCode {
            connection,
            way,
            reply,
        })
        .await
    }

    /// Back to where it came from. The answer that may still arrive is signed out again.
    pub async fn cancel_sign_in(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::CancelSignIn { connection, reply })
            .await
    }

    /// Clears this computer even when the service cannot be reached.
    pub async fn sign_out(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::SignOut { connection, reply })
            .await
    }

    /// Waits until services have heard of the sign-outs so far, or could not be reached.
    pub async fn services_told(&self) {
        self.farewells.said().await;
    }

    /// "Later": folds the prompt away.
    pub async fn postpone_prompt(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::PostponePrompt { connection, reply })
            .await
    }

    pub async fn show_prompt(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::ShowPrompt { connection, reply })
            .await
    }

    /// Opens the service's page about the incident; the link itself never crosses.
    pub async fn open_advisory(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::OpenAdvisory { connection, reply })
            .await
    }

    /// All computers that are signed in to the account of a connection, oldest first.
    pub async fn computers(&self, connection: ConnectionId) -> Answer<Vec<ComputerView>> {
        self.about_computers(connection, Errand::Look).await
    }

    /// Ends the session of another computer, which is told that this one did it. Returns those that are left.
    pub async fn sign_out_computer(
        &self,
        connection: ConnectionId,
        computer: SessionId,
    ) -> Answer<Vec<ComputerView>> {
        self.about_computers(connection, Errand::SignOut(computer))
            .await
    }

    /// The same for all but this one, in one go: all of them or none.
    pub async fn sign_out_other_computers(
        &self,
        connection: ConnectionId,
    ) -> Answer<Vec<ComputerView>> {
        self.about_computers(connection, Errand::SignOutOthers)
            .await
    }

    /// The owner says that those they were `shown` are theirs. Returns those that are signed in now: if there is one more,
    /// nothing is noted, and the owner has to look again.
    pub async fn know_computers(
        &self,
        connection: ConnectionId,
        shown: Vec<SessionId>,
    ) -> Answer<Vec<ComputerView>> {
        self.about_computers(connection, Errand::Know { shown })
            .await
    }

    async fn about_computers(
        &self,
        connection: ConnectionId,
        errand: Errand,
    ) -> Answer<Vec<ComputerView>> {
        self.ask(|reply| Request::Computers {
            connection,
            errand,
            reply,
        })
        .await
    }

    // --- making an account ---

    /// Who may make an account there; asked of the service.
    pub async fn registration(&self, connection: ConnectionId) -> Answer<Registration> {
        self.ask(|reply| Request::Registration { connection, reply })
            .await
    }

    /// Makes keys; the account does not exist before the recovery key is confirmed.
    pub async fn prepare_account(
        &self,
        connection: ConnectionId,
        email: String,
        password: Password,
        invitation: Option<Password>,
    ) -> Answer<()> {
        self.ask(|reply| Request::PrepareAccount {
            connection,
            email,
            password,
            invitation,
            reply,
        })
        .await
    }

    /// The groups of the recovery key of the account being made, or of the one that is to take the place of another.
    pub async fn reveal_recovery_key(&self, connection: ConnectionId) -> Answer<Vec<String>> {
        self.ask(|reply| Request::RevealRecoveryKey { connection, reply })
            .await
    }

    /// The same groups, for the file that the owner saves.
    pub async fn recovery_key_groups(&self, connection: ConnectionId) -> Answer<Vec<String>> {
        self.reveal_recovery_key(connection).await
    }

    /// `group` counts from 0. Creates the account and signs in, or puts the new key in the place of the old one.
    ///
    /// # Errors
    /// [`FailureCode::RecoveryKeyMismatch`]; [`FailureCode::RecoveryKeyUnclear`] when nobody knows whether the service did it: the
    /// same group once more tells.
    pub async fn confirm_recovery_key(
        &self,
        connection: ConnectionId,
        group: u32,
        typed: Password,
    ) -> Answer<()> {
        self.ask(|reply| Request::ConfirmRecoveryKey {
            connection,
            group,
            typed,
            reply,
        })
        .await
    }

    pub async fn cancel_account(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::CancelAccount { connection, reply })
            .await
    }

    // --- cameras ---

    /// Durable when it returns, shown at once, sent as soon as the service can be reached. Where the service keeps no names it stays
    /// on this computer, and empty text is the service's own name again.
    pub async fn rename_camera(&self, camera: CameraKey, nickname: String) -> Answer<()> {
        let nickname = Nickname::parse_room(Some(&nickname))?;
        self.ask(|reply| Request::RenameCamera {
            camera,
            nickname,
            reply,
        })
        .await
    }

    /// Empty text is no room, or the one that the service says where it keeps none.
    pub async fn set_room(&self, camera: CameraKey, room: Option<String>) -> Answer<()> {
        let room = Nickname::parse_room(room.as_deref())?;
        self.ask(|reply| Request::SetRoom {
            camera,
            room,
            reply,
        })
        .await
    }

    /// Drops an edit that is not on its way yet.
    pub async fn undo_edit(&self, camera: CameraKey) -> Answer<()> {
        self.ask(|reply| Request::UndoEdit { camera, reply }).await
    }

    pub async fn resolve_conflict(&self, camera: CameraKey, choice: ConflictChoice) -> Answer<()> {
        self.ask(|reply| Request::ResolveConflict {
            camera,
            choice,
            reply,
        })
        .await
    }

    pub async fn decide_held(&self, connection: ConnectionId, choice: HeldChoice) -> Answer<()> {
        self.ask(|reply| Request::DecideHeld {
            connection,
            choice,
            reply,
        })
        .await
    }

    // --- setting cameras up, and moving them to another network ---

    /// What can be heard around this computer. For the demo home: in its own neighbourhood. Takes some seconds.
    pub async fn nearby_networks(&self, connection: Option<ConnectionId>) -> Answer<NearbyView> {
        self.ask(|reply| Request::NearbyNetworks { connection, reply })
            .await
    }

    /// A new camera. What was being set up before is dropped.
    pub async fn begin_setup(
        &self,
        method: SetupMethod,
        connection: Option<ConnectionId>,
    ) -> Answer<()> {
        self.ask(|reply| Request::BeginSetup {
            method,
            connection,
            reply,
        })
        .await
    }

    /// For the camera that is being set up; goes on to the next step.
    pub async fn choose_network(&self, choice: NetworkChoice) -> Answer<()> {
        self.ask(|reply| Request::ChooseNetwork { choice, reply })
            .await
    }

    /// The code of the camera that is being set up, as SVG: it holds the network's password. Shown while the owner looks at it.
    /// `mark`: what is printed on the camera, for a family whose code says it.
    pub async fn setup_code(&self, mark: Option<String>) -> Answer<String> {
        self.ask(|reply| Request::SetupCode { mark, reply }).await
    }

    /// Where a camera may be plugged in.
    pub async fn serial_ports(&self) -> Answer<Vec<SerialPortView>> {
        self.ask(|reply| Request::SerialPorts { reply }).await
    }

    /// Looks for the camera: on a port, or (`None`) on the camera's own network.
    pub async fn reach_camera(&self, port: Option<String>) -> Answer<()> {
        self.ask(|reply| Request::ReachCamera { port, reply }).await
    }

    /// What the camera that was reached can hear.
    pub async fn camera_networks(&self) -> Answer<NearbyView> {
        self.ask(|reply| Request::CameraNetworks { reply }).await
    }

    /// Tells the camera that was reached. `password`: the administrator's, for a camera that wants one.
    pub async fn join_camera(
        &self,
        name: Option<String>,
        password: Option<Password>,
    ) -> Answer<()> {
        let name = Nickname::parse_room(name.as_deref())?;
        self.ask(|reply| Request::JoinCamera {
            name,
            password,
            reply,
        })
        .await
    }

    /// The owner's word, for a code whose camera cannot be followed.
    pub async fn camera_is_online(&self) -> Answer<()> {
        self.ask(|reply| Request::CameraIsOnline { reply }).await
    }

    /// From where it failed, or with a new code for an old one.
    pub async fn try_setup_again(&self) -> Answer<()> {
        self.ask(|reply| Request::TrySetupAgain { reply }).await
    }

    /// One step back; nothing that was chosen is lost.
    pub async fn back_in_setup(&self) -> Answer<()> {
        self.ask(|reply| Request::BackInSetup { reply }).await
    }

    /// Names the camera that came online. Durable when it returns.
    pub async fn finish_setup(&self, nickname: String, room: Option<String>) -> Answer<()> {
        let nickname = Nickname::parse(&nickname)?;
        let room = Nickname::parse_room(room.as_deref())?;
        self.ask(|reply| Request::FinishSetup {
            nickname,
            room,
            reply,
        })
        .await
    }

    /// Nothing is left of it; a code that was shown no longer works.
    pub async fn cancel_setup(&self) -> Answer<()> {
        self.ask(|reply| Request::CancelSetup { reply }).await
    }

    /// Removes every remembered password of a network from the keychain. How many there were.
    pub async fn forget_wifi_passwords(&self) -> Answer<u32> {
        self.ask(|reply| Request::ForgetWifiPasswords { reply })
            .await
    }

    /// Opens the page of the camera that was set up.
    pub async fn open_camera_page(&self) -> Answer<()> {
        self.ask(|reply| Request::OpenCameraPage { reply }).await
    }

    /// Cameras of a connection to another network, or to the new password of theirs, one after the other. The same again goes
    /// on where it was.
    pub async fn begin_move(
        &self,
        connection: ConnectionId,
        purpose: MovePurpose,
        choice: NetworkChoice,
    ) -> Answer<()> {
        self.ask(|reply| Request::BeginMove {
            connection,
            purpose,
            choice,
            reply,
        })
        .await
    }

    /// When nothing was heard of a camera, the newest first. Empty for one that is not there.
    pub async fn camera_absences(&self, camera: CameraKey) -> Answer<Vec<Absence>> {
        self.ask(|reply| Request::CameraAbsences { camera, reply })
            .await
    }

    /// The next one: its code can be shown.
    pub async fn move_camera(&self, camera: CameraKey) -> Answer<()> {
        self.ask(|reply| Request::MoveCamera { camera, reply })
            .await
    }

    /// Leaves a camera where it is, or takes it in again.
    pub async fn skip_move(&self, camera: CameraKey, skip: bool) -> Answer<()> {
        self.ask(|reply| Request::SkipMove {
            camera,
            skip,
            reply,
        })
        .await
    }

    /// Done, or enough for now. Cameras that have followed stay where they are.
    pub async fn end_move(&self) -> Answer<()> {
        self.ask(|reply| Request::EndMove { reply }).await
    }

    // --- preferences ---

    pub async fn set_preferences(&self, preferences: Preferences) -> Answer<()> {
        self.ask(|reply| Request::SetPreferences { preferences, reply })
            .await
    }

    /// Ends the task; what it keeps is durable already. Later requests fail with [`FailureCode::NotNow`].
    pub async fn close(&self) -> Answer<()> {
        self.ask(|reply| Request::Close { reply }).await
    }

    pub(super) async fn ask<T>(&self, request: impl FnOnce(Reply<T>) -> Request) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        let gone = |()| Failure::new(FailureCode::NotNow);
        self.messages
            .send(Message::Request(request(reply)))
            .map_err(|_| gone(()))?;
        answer.await.map_err(|_| gone(()))?
    }
}
