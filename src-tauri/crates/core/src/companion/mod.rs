//! The one task that owns all state. Everybody else asks it through a [`CompanionHandle`].
//!
//! Requests of the owner and reports of network tasks come in by one channel, one at a time. The task itself waits for
//! the local database only (an answer means "durable"); services and the keychain are asked by tasks of their own.
//! After each message it publishes what changed, and then answers; the end of a session is published before it is stored.

mod account_events;
mod authenticators;
mod away;
mod bell;
mod camera_access;
mod checkup;
mod computers;
mod connections;
mod discovery;
mod distinction;
mod email;
mod exposures;
mod farewells;
mod guide;
mod handle;
mod incidents;
mod integrations;
mod listed_breaches;
mod listening;
mod names;
mod new_account;
mod notices;
mod password;
mod password_recovery;
mod pictures;
mod preferences;
mod private_names;
mod protection;
mod recovery_key;
mod rehearsal;
mod removal;
mod requests;
mod second_factor;
mod secrets;
mod sending;
mod sessions;
mod setup;
mod sign_in;
mod state;
mod two_factor;
mod views;
mod watching;
mod your_data;

use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::sync::mpsc;

use farewells::Farewells;
pub use handle::{Answer, CompanionHandle};
use requests::{Message, Report, Request};
use state::State;
pub use your_data::DataExport;

use crate::ports::breach_catalogue::BreachCatalogue;
use crate::ports::breach_list::BreachList;
use crate::ports::clipboard::Clipboard;
use crate::ports::clock::Clock;
use crate::ports::desktop::Desktop;
use crate::ports::nearby_networks::NearbyNetworks;
use crate::ports::provider::Providers;
use crate::ports::unjoined_camera::CameraReach;
use crate::ports::vault_door::{ProtectionKey, VaultDoor};

/// What the outside provides.
pub struct CompanionParts {
    pub clock: Arc<dyn Clock>,
    pub door: Arc<dyn VaultDoor>,
    pub providers: Arc<dyn Providers>,
    pub desktop: Arc<dyn Desktop>,
    pub clipboard: Arc<dyn Clipboard>,
    pub nearby: Arc<dyn NearbyNetworks>,
    pub reach: Arc<dyn CameraReach>,
    /// Passwords that have leaked; `None`: no list is asked.
    pub breach_list: Option<Arc<dyn BreachList>>,
    /// Breaches that are known; `None`: no list is asked, whatever the owner wants.
    pub breach_catalogue: Option<Arc<dyn BreachCatalogue>>,
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
        let farewells = Farewells::new();
        let handle = CompanionHandle::new(messages.clone(), farewells.clone());
        let open_with = parts.open_with.take();
        let mut state = State::new(parts, messages, farewells);
        tokio::spawn(async move {
            state.open_vault(open_with, None);
            state.publish();
            while let Some(message) = inbox.recv().await {
                state.notice_sleep();
                let flow = state.handle(message).await;
                state.settle_guides().await;
                state.ring().await;
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
            R::AdvisePassphrase { passphrase, reply } => self.advise_passphrase(passphrase, reply),
            R::Protect { key, reply } => self.protect(key, reply).await,
            R::SetDataAside { reply } => self.set_data_aside(reply),
            R::DismissNotice { reply } => self.dismiss_notice(reply),
            R::EraseEverything { reply } => self.erase_everything(reply),
            R::AddPlace { provider, reply } => self.add_place_by_name(&provider, reply),
            R::OpenDemoHome { reply } => self.open_demo_home(reply),
            R::ConnectService { address, reply } => self.connect_service(&address, reply),
            R::AddAccount { connection, reply } => self.add_account(connection, reply).await,
            R::ForgetConnection { connection, reply } => {
                self.forget_connection(connection, reply).await
            }
            R::Refresh { connection, reply } => self.refresh(connection, reply),
            R::SignIn {
                connection,
                typed,
                reply,
            } => self.sign_in(connection, typed, reply).await,
            R::SignInToCamera {
                connection,
                ask,
                reply,
            } => self.sign_in_to_camera(connection, ask, reply),
            R::FindCameras { connection, reply } => self.find_cameras(connection, reply),
            R::StopFinding { forget, reply } => self.stop_finding(forget, reply),
            R::SendFactorCode {
                connection,
                way,
                reply,
            } => self.send_factor_code(connection, way, reply),
            R::OpenSignInHelp { connection, reply } => self.open_sign_in_help(connection, reply),
            R::CancelSignIn { connection, reply } => self.cancel_sign_in(connection, reply).await,
            R::SignOut { connection, reply } => self.sign_out(connection, reply).await,
            R::PostponePrompt { connection, reply } => {
                self.fold_prompt(connection, true, reply).await
            }
            R::ShowPrompt { connection, reply } => self.fold_prompt(connection, false, reply).await,
            R::OpenAdvisory { connection, reply } => self.open_advisory(connection, reply),
            R::Computers {
                connection,
                errand,
                reply,
            } => self.computers(connection, errand, reply),
            R::LookUpBreaches { reply } => self.look_up_breaches(reply),
            R::Integrations { connection, order } => self.integrations(connection, order).await,
            R::Password { connection, ask } => self.about_password(connection, ask),
            R::YourData { connection, ask } => self.about_your_data(connection, ask),
            R::TwoFactor { connection, ask } => self.two_factor(connection, ask).await,
            R::Authenticators(request) => self.authenticators(request),
            R::Incident { connection, ask } => self.incident(connection, ask).await,
            R::Email { connection, ask } => self.about_email(connection, ask),
            R::PasswordRecovery { connection, ask } => {
                self.password_recovery(connection, ask).await;
            }
            R::RecoveryKey { connection, ask } => self.about_recovery_key(connection, ask).await,
            R::Rehearse { connection, trial } => self.rehearse(connection, trial),
            R::Registration { connection, reply } => self.registration(connection, reply),
            R::PrepareAccount {
                connection,
                email,
                password,
                invitation,
                reply,
            } => {
                self.prepare_account(connection, &email, password, invitation, reply);
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
            R::SendPrivateNames { connection, reply } => {
                self.send_private_names(connection, reply).await;
            }
            R::KeepNamesPrivate { connection, reply } => {
                self.keep_names_private(connection, reply).await;
            }
            R::SetRoom {
                camera,
                room,
                reply,
            } => self.set_room(camera, room, reply).await,
            R::RemoveCamera { camera, reply } => self.remove_camera(camera, reply),
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
            R::NearbyNetworks { connection, reply } => {
                self.nearby_networks(connection, reply).await
            }
            R::BeginSetup {
                method,
                connection,
                reply,
            } => self.begin_setup(method, connection, reply).await,
            R::ChooseNetwork { choice, reply } => self.choose_network(choice, reply).await,
            R::SetupCode { mark, reply } => self.setup_code(mark, reply).await,
            R::SerialPorts { reply } => self.serial_ports(reply),
            R::ReachCamera { port, reply } => self.reach_camera(port, reply),
            R::CameraNetworks { reply } => self.camera_networks(reply),
            R::JoinCamera {
                name,
                password,
                reply,
            } => self.join_camera(name, password, reply),
            R::CameraIsOnline { reply } => self.camera_is_online(reply).await,
            R::TrySetupAgain { reply } => self.try_setup_again(reply).await,
            R::BackInSetup { reply } => self.back_in_setup(reply).await,
            R::FinishSetup {
                nickname,
                room,
                reply,
            } => self.finish_setup(nickname, room, reply).await,
            R::CancelSetup { reply } => self.cancel_setup(reply).await,
            R::ForgetWifiPasswords { reply } => self.forget_wifi_passwords(reply).await,
            R::OpenCameraPage { reply } => self.open_camera_page(reply).await,
            R::BeginMove {
                connection,
                purpose,
                choice,
                reply,
            } => self.begin_move(connection, purpose, choice, reply),
            R::MoveCamera { camera, reply } => self.move_camera(camera, reply).await,
            R::SkipMove {
                camera,
                skip,
                reply,
            } => self.skip_move(camera, skip, reply).await,
            R::EndMove { reply } => self.end_move(reply).await,
            R::Picture { camera, reply } => self.picture(camera, reply),
            R::CameraAbsences { camera, reply } => self.camera_absences(&camera, reply),
            R::Alerts {
                filter,
                before,
                limit,
                reply,
            } => self.alerts(filter, before, limit, reply),
            R::MarkAlerts { mark, reply } => self.mark_alerts(mark, reply).await,
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
            R::FactorCodeSent {
                connection,
                attempt,
                result,
                reply,
            } => self.factor_code_sent(connection, attempt, result, reply),
            R::SignInQueued {
                connection,
                attempt,
                at,
            } => self.sign_in_queued(connection, attempt, at),
            R::SignInAnswered {
                connection,
                attempt,
                result,
            } => {
                self.sign_in_answered(connection, attempt, result).await;
            }
            R::SecondFactorAnswered {
                connection,
                attempt,
                result,
            } => {
                self.second_factor_answered(connection, attempt, result)
                    .await;
            }
            R::SecondFactorLapsed {
                connection,
                attempt,
            } => self.second_factor_lapsed(connection, attempt).await,
            R::TwoFactorAnswered(answered) => self.two_factor_answered(*answered).await,
            R::TwoFactorChangeLapsed { connection, change } => {
                self.drop_two_factor_change(connection, change);
            }
            R::Email(answered) => self.email_answered(*answered).await,
            R::PasswordRecovery(answered) => self.password_recovery_answered(*answered).await,
            R::PasswordRecoveryLapsed { connection, number } => {
                self.password_recovery_lapsed(connection, number);
            }
            R::RecoveryKey(answered) => self.recovery_key_answered(*answered).await,
            R::RecoveryKeyLapsed { connection, number } => {
                self.new_key_lapsed(connection, number);
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
                asked,
                result,
                reply,
            } => {
                self.listed(connection, session, asked, result, reply).await;
            }
            R::NetworkTold {
                camera,
                number,
                result,
            } => self.network_told(camera, number, result).await,
            R::Discovery { number, report } => self.discovery_report(number, report),
            R::Picture(taken) => self.picture_taken(*taken).await,
            R::Camera { connection, report } => self.camera_report(connection, *report).await,
            R::ComputersListed {
                connection,
                session,
                errand,
                result,
                reply,
            } => {
                self.computers_listed(connection, session, errand, result, reply)
                    .await;
            }
            R::Authenticators { request, result } => self.authenticators_read(request, result),
            R::AuthenticatorRemoved { id } => self.authenticator_is_gone(id),
            R::BreachLookDue => self.look_through_breaches(),
            R::BreachesListed {
                look,
                domains,
                result,
            } => self.breaches_listed(look, domains, result).await,
            R::GuideDue => {}
            R::PatienceOver { round } => self.patience_over(round),
            R::Rehearsed {
                connection,
                session,
                tried,
            } => self.rehearsed(connection, session, tried).await,
            R::Integrations {
                connection,
                answered,
            } => self.integrations_answered(connection, *answered).await,
            R::LinkRequestLapsed {
                connection,
                request,
            } => self.link_request_lapsed(connection, &request),
            R::Password { connection, found } => self.password_found(connection, found).await,
            R::YourData {
                connection,
                session,
                found,
            } => self.your_data_found(connection, session, found).await,
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
            R::Removal(answered) => self.removal_answered(*answered).await,
            R::SendAgain { connection } => self.send_again(connection),
            R::BellDue => self.bell.woken(),
            R::Nearby { result, reply } => self.heard(result, reply),
            R::NetworkChosen {
                purpose,
                network,
                remember,
                secret,
                reply,
            } => {
                self.network_chosen(purpose, network, remember, secret, reply)
                    .await;
            }
            R::PairingBegun {
                connection,
                session,
                attempt,
                result,
                reply,
            } => {
                self.pairing_begun(connection, session, attempt, result, reply)
                    .await;
            }
            R::PairingAnswered {
                connection,
                pairing,
                state,
            } => self.pairing_answered(connection, pairing, state).await,
            R::PairingExpired { pairing } => self.pairing_over(&pairing).await,
            R::CameraReached {
                attempt,
                result,
                reply,
            } => self.camera_reached(attempt, result, reply),
            R::CameraJoined {
                attempt,
                result,
                camera,
            } => self.camera_joined(attempt, result, camera),
        }
    }

    /// Everything is durable already; the keychain is asked to the end.
    async fn close(&mut self) {
        self.connections.clear();
        self.take_back_copied().await;
        if let Some(home) = self.home.take() {
            home.secrets.finish().await;
        }
        self.parts.door.close().await;
    }
}
