//! What a window (or a test) may ask of the companion. One method per command; see `requests.rs` for the other side.

use tokio::sync::{mpsc, oneshot};

use super::requests::{Message, Reply, Request};
use crate::alerts::Alert;
use crate::cameras::Nickname;
use crate::error::{Failure, FailureCode};
use crate::ports::vault_door::ProtectionKey;
use crate::secret::Password;
use crate::view::{
    AlertCursorRequest, CameraKey, ConflictChoice, ConnectionId, HeldChoice, Preferences, Snapshot,
};

/// Asks the one task that owns all state. Cheap to clone.
#[derive(Clone)]
pub struct CompanionHandle {
    messages: mpsc::UnboundedSender<Message>,
}

/// What a request comes back with.
pub type Answer<T> = Result<T, Failure>;

impl CompanionHandle {
    pub(super) fn new(messages: mpsc::UnboundedSender<Message>) -> Self {
        Self { messages }
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

    /// Adds (or returns) a connection after checking that the service is there.
    pub async fn connect_service(&self, address: String) -> Answer<ConnectionId> {
        self.ask(|reply| Request::ConnectService { address, reply })
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

    /// Returns when the session is active and its cameras were asked for.
    pub async fn sign_in(
        &self,
        connection: ConnectionId,
        email: String,
        password: Password,
    ) -> Answer<()> {
        self.ask(|reply| Request::SignIn {
            connection,
            email,
            password,
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

    // --- making an account ---

    /// Makes keys; the account does not exist before the recovery key is confirmed.
    pub async fn prepare_account(
        &self,
        connection: ConnectionId,
        email: String,
        password: Password,
    ) -> Answer<()> {
        self.ask(|reply| Request::PrepareAccount {
            connection,
            email,
            password,
            reply,
        })
        .await
    }

    /// The groups of the recovery key of the account being made.
    pub async fn reveal_recovery_key(&self, connection: ConnectionId) -> Answer<Vec<String>> {
        self.ask(|reply| Request::RevealRecoveryKey { connection, reply })
            .await
    }

    /// The same groups, for the file that the owner saves.
    pub async fn recovery_key_groups(&self, connection: ConnectionId) -> Answer<Vec<String>> {
        self.reveal_recovery_key(connection).await
    }

    /// `group` counts from 0. Creates the account and signs in.
    pub async fn confirm_recovery_key(
        &self,
        connection: ConnectionId,
        group: u32,
        typed: String,
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

    /// Durable when it returns, shown at once, sent as soon as the service can be reached.
    pub async fn rename_camera(&self, camera: CameraKey, nickname: String) -> Answer<()> {
        let nickname = Nickname::parse(&nickname)?;
        self.ask(|reply| Request::RenameCamera {
            camera,
            nickname,
            reply,
        })
        .await
    }

    /// Empty text is no room.
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

    // --- alerts and preferences ---

    /// Newest first, older than `before`; at most 200 at a time.
    pub async fn alerts(
        &self,
        before: Option<AlertCursorRequest>,
        limit: u32,
    ) -> Answer<Vec<Alert>> {
        self.ask(|reply| Request::Alerts {
            before,
            limit,
            reply,
        })
        .await
    }

    pub async fn mark_alerts_read(&self) -> Answer<()> {
        self.ask(|reply| Request::MarkAlertsRead { reply }).await
    }

    pub async fn set_preferences(&self, preferences: Preferences) -> Answer<()> {
        self.ask(|reply| Request::SetPreferences { preferences, reply })
            .await
    }

    /// Ends the task; what it keeps is durable already. Later requests fail with [`FailureCode::NotNow`].
    pub async fn close(&self) -> Answer<()> {
        self.ask(|reply| Request::Close { reply }).await
    }

    async fn ask<T>(&self, request: impl FnOnce(Reply<T>) -> Request) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        let gone = |()| Failure::new(FailureCode::NotNow);
        self.messages
            .send(Message::Request(request(reply)))
            .map_err(|_| gone(()))?;
        answer.await.map_err(|_| gone(()))?
    }
}
