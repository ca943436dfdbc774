//! The one task that owns all state. Everybody else asks it through a [`CompanionHandle`].
//!
//! Requests of the owner and reports of network tasks come in by one channel, one at a time. The task itself waits for
//! the local database only (an answer means "durable"); services and the keychain are asked by tasks of their own.
//! After each message it publishes what changed, and then answers.

mod backoff;
mod connections;
mod handle;
mod listening;
mod names;
mod new_account;
mod notices;
mod protection;
mod requests;
mod secrets;
mod sending;
mod sessions;
mod sign_in;
mod state;
mod views;

use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::sync::mpsc;

pub use handle::{Answer, CompanionHandle};
use requests::{Message, Report, Request};
use state::State;

use crate::ports::clock::Clock;
use crate::ports::desktop::Desktop;
use crate::ports::provider::Providers;
use crate::ports::vault_door::{ProtectionKey, VaultDoor};

/// What the outside provides.
pub struct CompanionParts {
    pub clock: Arc<dyn Clock>,
    pub door: Arc<dyn VaultDoor>,
    pub providers: Arc<dyn Providers>,
    pub desktop: Arc<dyn Desktop>,
    /// How services and other computers of the owner name this one.
    pub computer_name: String,
    /// Opens the vault this way at the start; `None`: as the owner chose, with the keychain if nothing was chosen yet.
    pub open_with: Option<ProtectionKey>,
}

/// Starts the task.
pub struct Companion;

impl Companion {
    /// Opens the vault by itself. Must be called within a tokio runtime.
    pub fn start(mut parts: CompanionParts) -> CompanionHandle {
        let (messages, mut inbox) = mpsc::unbounded_channel();
        let handle = CompanionHandle::new(messages.clone());
        let open_with = parts.open_with.take();
        let mut state = State::new(parts, messages);
        tokio::spawn(async move {
            state.open_vault(open_with, None);
            state.publish();
            while let Some(message) = inbox.recv().await {
                let flow = state.handle(message).await;
                state.publish();
                for answer in state.answers.drain(..) {
                    answer();
                }
                if flow.is_break() {
                    break;
                }
            }
        });
        handle
    }
}

impl State {
    async fn handle(&mut self, message: Message) -> ControlFlow<()> {
        match message {
            Message::Request(Request::Close { reply }) => {
                self.close().await;
                self.answer(reply, Ok(()));
                return ControlFlow::Break(());
            }
            Message::Request(request) => self.request(request).await,
            Message::Report(report) => self.report(report).await,
        }
        ControlFlow::Continue(())
    }

    async fn request(&mut self, request: Request) {
        use Request as R;
        match request {
            R::Snapshot { reply } => {
                let snapshot = self.snapshot();
                self.answer(reply, Ok(snapshot));
            }
            R::Protect { key, reply } => self.protect(key, reply),
            R::SetDataAside { reply } => self.set_data_aside(reply),
            R::DismissNotice { reply } => self.dismiss_notice(reply),
            R::EraseEverything { reply } => self.erase_everything(reply),
            R::OpenDemoHome { reply } => self.open_demo_home(reply),
            R::ConnectService { address, reply } => self.connect_service(&address, reply),
            R::ForgetConnection { connection, reply } => {
                self.forget_connection(connection, reply).await
            }
            R::Refresh { connection, reply } => self.refresh(connection, reply),
            R::SignIn {
                connection,
                email,
                password,
                reply,
            } => {
                self.sign_in(connection, &email, password, reply).await;
            }
            R::CancelSignIn { connection, reply } => self.cancel_sign_in(connection, reply).await,
            R::SignOut { connection, reply } => self.sign_out(connection, reply).await,
            R::PostponePrompt { connection, reply } => {
                self.fold_prompt(connection, true, reply).await
            }
            R::ShowPrompt { connection, reply } => self.fold_prompt(connection, false, reply).await,
            R::OpenAdvisory { connection, reply } => self.open_advisory(connection, reply),
            R::PrepareAccount {
                connection,
                email,
                password,
                reply,
            } => {
                self.prepare_account(connection, &email, password, reply);
            }
            R::RevealRecoveryKey { connection, reply } => {
                self.reveal_recovery_key(connection, reply)
            }
            R::ConfirmRecoveryKey {
                connection,
                group,
                typed,
                reply,
            } => {
                self.confirm_recovery_key(connection, group, &typed, reply);
            }
            R::CancelAccount { connection, reply } => self.cancel_account(connection, reply),
            R::RenameCamera {
                camera,
                nickname,
                reply,
            } => {
                self.rename_camera(camera, nickname, reply).await;
            }
            R::SetRoom {
                camera,
                room,
                reply,
            } => self.set_room(camera, room, reply).await,
            R::UndoEdit { camera, reply } => self.undo_edit(&camera, reply).await,
            R::ResolveConflict {
                camera,
                choice,
                reply,
            } => {
                self.resolve_conflict(&camera, choice, reply).await;
            }
            R::DecideHeld {
                connection,
                choice,
                reply,
            } => {
                self.decide_held(connection, choice, reply).await;
            }
            R::Alerts {
                before,
                limit,
                reply,
            } => self.alerts(before, limit, reply),
            R::MarkAlertsRead { reply } => self.mark_alerts_read(reply).await,
            R::SetPreferences { preferences, reply } => {
                self.set_preferences(preferences, reply).await
            }
            R::Close { reply } => self.answer(reply, Ok(())),
        }
    }

    async fn report(&mut self, report: Report) {
        use Report as R;
        match report {
            R::Opened {
                attempt,
                result,
                reply,
            } => self.opened(attempt, result, reply).await,
            R::PassphraseWanted { attempt } => self.passphrase_wanted(attempt),
            R::Erased {
                result,
                kind,
                reply,
            } => self.erased(result, kind, reply),
            R::ServiceChecked {
                place,
                result,
                reply,
            } => {
                self.service_checked(place, result, reply).await;
            }
            R::SecretRead {
                connection,
                session,
                result,
            } => {
                self.secret_read(connection, session, result);
            }
            R::SecretWritten {
                connection,
                attempt,
                result,
            } => {
                self.secret_written(connection, attempt, result).await;
            }
            R::SignInAnswered {
                connection,
                attempt,
                result,
            } => {
                self.sign_in_answered(connection, attempt, result).await;
            }
            R::AccountPrepared {
                connection,
                attempt,
                result,
                reply,
            } => {
                self.account_prepared(connection, attempt, result, reply);
            }
            R::AccountCreated {
                connection,
                attempt,
                result,
                reply,
            } => {
                self.account_created(connection, attempt, result, reply)
                    .await;
            }
            R::Listed {
                connection,
                session,
                result,
                reply,
            } => {
                self.listed(connection, session, result, reply).await;
            }
            R::Events {
                connection,
                session,
                result,
                stored,
            } => {
                self.events(connection, session, result, stored).await;
            }
            R::Written {
                connection,
                session,
                edit,
                result,
            } => {
                self.written(connection, session, edit, *result).await;
            }
            R::SendAgain { connection } => self.send_again(connection),
        }
    }

    /// Everything is durable already; the keychain is asked to the end.
    async fn close(&mut self) {
        self.connections.clear();
        if let Some(home) = self.home.take() {
            home.secrets.finish().await;
        }
    }
}
