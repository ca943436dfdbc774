//! What happens to sessions, and what follows from it.

use std::sync::Arc;

use super::account_events::{is_incident, signed_out_id};
use super::recovery_key::NewKeys;
use super::requests::Reply;
use super::state::{Connection, State};
use super::two_factor::TwoFactor;
use crate::alerts::{Alert, AlertKind};
use crate::error::{Failure, FailureCode, in_browser};
use crate::ports::provider::{Credential, ServiceError, SessionId};
use crate::ports::secret_vault::VaultError;
use crate::secret::SecretBytes;
use crate::session::{Effect, Session, SessionEvent, transition};
use crate::view::{ConnectionId, ReachView};

impl State {
    /// Moves the session and does what follows.
    ///
    /// # Errors
    /// Something could not be kept. The session has moved all the same.
    pub(super) async fn session_event(
        &mut self,
        id: ConnectionId,
        event: SessionEvent,
    ) -> Result<(), Failure> {
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        let (after, effects) = transition(&connection.kept.session, event);
        let before = std::mem::replace(&mut connection.kept.session, after);
        let now = connection.kept.session.clone();
        if before.active() != now.active() {
            // What was told, and what was half finished, belonged to that session.
            connection.two_factor = TwoFactor::default();
            connection.new_keys = NewKeys::default();
            connection.linking.session_moved(&now);
        }
        let mut kept = Ok(());
        // Edits first: a crash in between must not let one out that should wait.
        let (edits, others): (Vec<_>, Vec<_>) =
            effects.into_iter().partition(Effect::is_about_edits);
        for effect in edits {
            kept = kept.and(self.do_to_edits(id, effect).await);
        }
        // The owner need not wait for the disk to learn this: after a crash the service says it again.
        if others.contains(&Effect::Prompt) {
            self.publish();
        }
        if before.to_keep() != now.to_keep() {
            kept = kept.and(self.keep(id).await);
        }
        for effect in others {
            kept = kept.and(self.perform(id, effect).await);
        }
        if before.account() != now.account() {
            self.registry.touch_all(id);
        }
        kept
    }

    pub(super) async fn session_event_or_warn(&mut self, id: ConnectionId, event: SessionEvent) {
        if let Err(failure) = self.session_event(id, event).await {
            tracing::warn!(code = ?failure.code, "a session moved and could not be kept");
        }
    }

    async fn do_to_edits(&mut self, id: ConnectionId, effect: Effect) -> Result<(), Failure> {
        let change = match effect {
            Effect::HoldOutbox => self.outbox.hold(id),
            Effect::Quarantine { account } => self.outbox.quarantine(id, &account),
            Effect::EraseOutbox { account } => self.outbox.erase(id, &account),
            Effect::AbandonSignIn
            | Effect::Connect
            | Effect::DeleteCredential { .. }
            | Effect::EndAtService { .. }
            | Effect::ForgetCameras
            | Effect::KeepDeviceKeyOnly { .. }
            | Effect::Prompt => return Ok(()),
        };
        self.impose_on_outbox(change).await
    }

    async fn perform(&mut self, id: ConnectionId, effect: Effect) -> Result<(), Failure> {
        match effect {
            Effect::AbandonSignIn => self.abandon_sign_in(id),
            Effect::EndAtService { session } => {
                let line = self.connection(id).and_then(|connection| {
                    let provider = connection.provider.clone()?;
                    let grant = connection.grant.clone()?;
                    (*grant.session() == session).then_some((provider, grant))
                });
                if let Some((provider, grant)) = line {
                    self.farewells.say(provider, grant);
                }
            }
            Effect::DeleteCredential { .. } => self.drop_credential(id),
            Effect::KeepDeviceKeyOnly { session } => self.keep_device_key_only(id, session),
            Effect::ForgetCameras => {
                self.registry.forget(id);
                self.drop_plans_of(id).await;
                return self.keep_cameras(id).await;
            }
            Effect::Prompt => self.prompt(id).await,
            Effect::Connect => self.connect(id),
            Effect::EraseOutbox { .. } | Effect::HoldOutbox | Effect::Quarantine { .. } => {}
        }
        Ok(())
    }

    /// Listens with the token at hand, or fetches it from the keychain.
    pub(super) fn connect(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection(id) else {
            return;
        };
        if connection.kept.session == Session::NotNeeded {
            return self.watch_cameras(id);
        }
        if connection.line().is_some() {
            return self.listen(id);
        }
        if let (Some(session), Some(home)) = (connection.kept.session.active(), &self.home)
            && connection.grant.is_none()
        {
            home.secrets.read(id, session.clone());
        }
    }

    /// A keychain that is locked or empty signs nobody out: the session is as good as before, this computer just
    /// cannot use it now. Locked, denied, absent: said as such. No entry: as when the service does not recognise
    /// the session, since the remedy is the same: the owner signs in again, in place.
    pub(super) fn secret_read(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        result: Result<Option<SecretBytes>, VaultError>,
    ) {
        let Some(connection) = self
            .connection_mut(id)
            .filter(|connection| connection.is_at(&session))
        else {
            return;
        };
        if connection.grant.is_some() {
            return;
        }
        match result {
            Ok(Some(secret)) => {
                let credential = Credential { session, secret };
                let home = self.home.as_ref();
                let grant = home.map(|home| Arc::new(home.secrets.grant(id, credential)));
                if let Some(connection) = self.connection_mut(id) {
                    connection.hold(grant);
                }
                self.connect(id);
            }
            Ok(None) => self.in_trouble(id, FailureCode::NotRecognised.into()),
            Err(error) => self.in_trouble(id, Failure::from(&error)),
        }
    }

    /// A request failed. Only the service's verified word moves a session, and only the one that it names.
    pub(super) async fn service_failed(
        &mut self,
        id: ConnectionId,
        sent_with: &SessionId,
        error: &ServiceError,
    ) {
        let leaving = |connection: &Connection| connection.leaving;
        if self.connection(id).is_some_and(leaving) {
            return;
        }
        if let ServiceError::SessionEnded { session, end } = error {
            let event = SessionEvent::Ended {
                session: session.clone(),
                end: end.clone(),
            };
            return self.session_event_or_warn(id, event).await;
        }
        self.session_event_or_warn(id, SessionEvent::ReachFailed)
            .await;
        if self
            .connection(id)
            .is_some_and(|connection| connection.is_at(sent_with))
        {
            self.in_trouble(id, Failure::from(error));
        }
    }

    pub(super) fn in_trouble(&mut self, id: ConnectionId, failure: Failure) {
        let now = self.parts.clock.now();
        if let Some(connection) = self.connection_mut(id) {
            let since = match connection.reach {
                ReachView::Trouble { since, .. } => since,
                ReachView::Unknown | ReachView::Online => now,
            };
            connection.reach = ReachView::Trouble { since, failure };
        }
    }

    /// The service answered. After trouble, what was refused is tried again.
    pub(super) fn reached(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let was = std::mem::replace(&mut connection.reach, ReachView::Online);
        if was != ReachView::Online {
            connection.send_failures = 0;
            self.back_within_reach(id, &was);
            self.outbox.unpark();
            self.send_waiting(id);
        }
    }

    pub(super) fn drop_credential(&mut self, id: ConnectionId) {
        self.forget_credential(id);
        if let Some(home) = &self.home {
            home.secrets.delete(id);
        }
    }

    fn keep_device_key_only(&mut self, id: ConnectionId, session: SessionId) {
        self.forget_credential(id);
        let provider = self
            .connection(id)
            .and_then(|connection| connection.provider.clone());
        if let Some(home) = &self.home {
            match provider {
                Some(provider) => home.secrets.keep_device_key_only(id, session, provider),
                // Nobody is there who could take it apart.
                None => home.secrets.delete(id),
            }
        }
    }

    fn forget_credential(&mut self, id: ConnectionId) {
        let Some(at) = self
            .connections
            .iter()
            .position(|connection| connection.kept.id == id)
        else {
            return;
        };
        self.abandon_sign_in(id);
        let mut connection = self.connections.remove(at);
        self.let_go(&mut connection, FailureCode::SessionEnded);
        connection.hold(None);
        connection.reach = ReachView::Unknown;
        self.connections.insert(at, connection);
    }

    /// Stops what runs for a session. Requests that are under way carry their own copy of the token and report late.
    pub(super) fn let_go(&mut self, connection: &mut Connection, why: FailureCode) {
        connection.listener = None;
        for reply in connection.until_listed.drain(..) {
            self.answer_sign_in(Some(reply), Err(why.into()));
        }
        if let Some(attempt) = connection.attempt.take() {
            self.answer_sign_in(attempt.reply, Err(why.into()));
        }
    }

    async fn prompt(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection(id) else {
            return;
        };
        let Some(reset) = connection.kept.session.reset() else {
            return;
        };
        let end = (reset.end.reason, reset.end.at);
        let alert = Alert {
            id: signed_out_id(id, &reset.session),
            connection: id,
            at: reset.end.at,
            kind: AlertKind::SignedOut {
                reason: reset.end.reason,
            },
            read: false,
        };
        self.ring_for(alert.clone());
        // The layer shows it even if it cannot be stored.
        drop(self.keep_alert(&alert).await);
        self.guide_after_reset(id).await;
        let (reason, at) = end;
        if is_incident(reason) && self.incident_happened(id, at).await.is_err() {
            tracing::warn!("an incident could not be noted");
        }
    }

    pub(super) async fn sign_out(&mut self, id: ConnectionId, reply: Reply<()>) {
        if self.connection(id).is_none() {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        }
        if self.is_per_camera(id) {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        let kept = self.session_event(id, SessionEvent::OwnerSignsOut).await;
        self.answer(reply, kept);
    }

    pub(super) async fn fold_prompt(
        &mut self,
        id: ConnectionId,
        postponed: bool,
        reply: Reply<()>,
    ) {
        if self.connection(id).is_none() {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        }
        let event = if postponed {
            SessionEvent::PromptPostponed
        } else {
            SessionEvent::PromptShown
        };
        let kept = self.session_event(id, event).await;
        self.answer(reply, kept);
    }

    pub(super) fn open_advisory(&mut self, id: ConnectionId, reply: Reply<()>) {
        let link = self
            .connection(id)
            .and_then(|connection| connection.kept.session.reset())
            .and_then(|reset| reset.end.advisory.as_deref())
            .filter(|link| link.starts_with("https://"));
        let found = match link {
            Some(link) => in_browser(self.parts.desktop.open_link(link)),
            None => Err(FailureCode::NotThere.into()),
        };
        self.answer(reply, found);
    }
}
