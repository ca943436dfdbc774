//! What the service's signed events say, stored before they are acknowledged.

use super::email::HeardElsewhere;
use super::requests::Stored;
use super::state::{Connection, State};
use crate::alerts::rules::{self, Aftermath};
use crate::alerts::{Alert, AlertKind, Correction};
use crate::error::{Failure, FailureCode};
use crate::ports::integrations::UnlinkCause;
use crate::ports::local_store::StoredCorrection;
use crate::ports::provider::{ServiceEvent, ServiceEventKind, SessionEnd, SessionId};
use crate::session::{EndReason, SessionEvent};
use crate::time::Timestamp;
use crate::view::ConnectionId;

/// What a forger may put into an alert's identity.
const LONGEST_JTI: usize = 80;

/// Which event, and when it happened.
struct EventMark {
    id: String,
    at: Timestamp,
}

impl State {
    pub(super) async fn event(&mut self, id: ConnectionId, event: ServiceEvent, done: &mut Stored) {
        let mark = EventMark {
            id: event.id,
            at: event.at,
        };
        match self.take_in(id, &mark, event.kind, done).await {
            Ok(()) => done.acknowledge.push(mark.id),
            // The service will send it again, and need not do so at once.
            Err(_) => done.pause = true,
        }
    }

    async fn take_in(
        &mut self,
        id: ConnectionId,
        mark: &EventMark,
        kind: ServiceEventKind,
        done: &mut Stored,
    ) -> Result<(), Failure> {
        match kind {
            ServiceEventKind::CamerasChanged => done.list = true,
            ServiceEventKind::LinkRequested => self.ask_integrations(id),
            ServiceEventKind::Corrected { event, message } => {
                let at = mark.at;
                self.correct(StoredCorrection {
                    id: name_of(id, &mark.id),
                    connection: id,
                    event: name_of(id, &event),
                    correction: Correction { at, message },
                })
                .await?;
            }
            ServiceEventKind::EmailChangeUndone { change, by } => {
                self.put_email_back(id, &change).await?;
                let kind = AlertKind::EmailChangeUndone { by };
                self.account_event(id, &mark.id, mark.at, kind).await?;
            }
            ServiceEventKind::EmailChanged { undo, email, by } => {
                let kind = AlertKind::EmailChanged {
                    email: email.clone(),
                    by: by.clone(),
                };
                let heard = HeardElsewhere { undo, email, by };
                self.email_changed_elsewhere(id, heard, mark.at).await?;
                self.account_event(id, &mark.id, mark.at, kind).await?;
            }
            ServiceEventKind::Exposed { exposure, advisory } => {
                let happened = !exposure.withdrawn;
                if !self
                    .exposed(id, &mark.id, mark.at, exposure, advisory)
                    .await
                {
                    return Err(FailureCode::StorageUnavailable.into());
                }
                if happened {
                    self.incident_happened(id, mark.at).await?;
                }
            }
            ServiceEventKind::IntegrationLinked { client, by, .. } => {
                self.guide_after_linking(id, &client).await;
                self.ask_integrations(id);
                let kind = AlertKind::IntegrationLinked { client, by };
                self.account_event(id, &mark.id, mark.at, kind).await?;
            }
            ServiceEventKind::IntegrationUnlinked {
                client,
                cause,
                message,
                by,
                ..
            } => {
                if cause == UnlinkCause::Incident {
                    self.guide_after_unlinking(id, &client, mark.at).await;
                }
                self.ask_integrations(id);
                let kind = AlertKind::IntegrationUnlinked {
                    client,
                    cause,
                    message,
                    by,
                };
                self.account_event(id, &mark.id, mark.at, kind).await?;
            }
            // Whether it is news, the list tells.
            ServiceEventKind::PairingClaimed { pairing, camera } => {
                self.pairing_claimed(id, &pairing, camera).await;
                done.list = true;
            }
            ServiceEventKind::PasswordChanged { by } => {
                self.note_password_changed(id, mark.at).await;
                let kind = AlertKind::PasswordChanged { by };
                self.sign_in_changed(id, mark, kind).await?;
            }
            ServiceEventKind::RecoveryActivated { available_at } => {
                let kind = AlertKind::RecoveryActivated { available_at };
                self.account_event(id, &mark.id, mark.at, kind).await?;
            }
            ServiceEventKind::RecoveryStopped { by } => {
                let kind = AlertKind::RecoveryStopped { by };
                self.account_event(id, &mark.id, mark.at, kind).await?;
            }
            ServiceEventKind::SecondFactorLocked => {
                let kind = AlertKind::SecondFactorLocked;
                self.sign_in_changed(id, mark, kind).await?;
            }
            ServiceEventKind::TwoFactorChanged { change, by } => {
                self.recovery_key_event(id, change, mark.at).await?;
                let kind = AlertKind::TwoFactorChanged { change, by };
                self.sign_in_changed(id, mark, kind).await?;
            }
            ServiceEventKind::SessionEstablished { session, place } => {
                self.signed_in_elsewhere(id, mark, &session, place).await?;
            }
            ServiceEventKind::SessionRevoked { session, end } => {
                self.session_revoked(id, mark, session, end).await?;
            }
        }
        Ok(())
    }

    /// An event about the account.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn account_event(
        &mut self,
        id: ConnectionId,
        event: &str,
        at: Timestamp,
        kind: AlertKind,
    ) -> Result<(), Failure> {
        let alert = Alert {
            id: name_of(id, event),
            connection: id,
            at,
            kind,
            read: false,
        };
        self.raise_event(event, alert).await.map(drop)
    }

    /// One about how the owner signs in: what is known of that is asked for again.
    async fn sign_in_changed(
        &mut self,
        id: ConnectionId,
        mark: &EventMark,
        kind: AlertKind,
    ) -> Result<(), Failure> {
        self.account_event(id, &mark.id, mark.at, kind).await?;
        self.ask_two_factor(id);
        Ok(())
    }

    async fn signed_in_elsewhere(
        &mut self,
        id: ConnectionId,
        mark: &EventMark,
        session: &SessionId,
        place: Option<String>,
    ) -> Result<(), Failure> {
        let own = |connection: &Connection| connection.own_sessions.contains(session);
        if self.connection(id).is_some_and(own) {
            return Ok(());
        }
        let alert = Alert {
            id: rules::sign_in_id(id, &session.0),
            connection: id,
            at: mark.at,
            kind: AlertKind::NewSignIn {
                place,
                computer: None,
            },
            read: false,
        };
        if self.raise_event(&mark.id, alert).await?
            && self.computer_seen(id, session).await.is_err()
        {
            tracing::warn!("a new computer could not be noted");
        }
        Ok(())
    }

    /// As good as a 401's word; about another session it changes nothing.
    async fn session_revoked(
        &mut self,
        id: ConnectionId,
        mark: &EventMark,
        session: SessionId,
        end: SessionEnd,
    ) -> Result<(), Failure> {
        let alert = signed_out_id(id, &session);
        self.session_event_or_warn(id, SessionEvent::Ended { session, end })
            .await;
        let event = name_of(id, &mark.id);
        // The session has moved, stored or not: what may be lost is that a correction finds it.
        if let Ok(store) = self.store()
            && store.name_event(&alert, &event).await.is_err()
        {
            tracing::warn!("the end of a session could not be named");
        }
        Ok(())
    }

    /// Whether it was news.
    async fn raise_event(&mut self, event: &str, alert: Alert) -> Result<bool, Failure> {
        let (store, event) = (self.store()?, name_of(alert.connection, event));
        let failed = |error| Failure::from(&error);
        let new = self.keep_alert(&alert).await?;
        if alert.id != event {
            store.name_event(&alert.id, &event).await.map_err(failed)?;
        }
        // What was taken back before it came alarms nobody.
        if new && !store.is_corrected(&event).await.map_err(failed)? {
            self.ring_for(alert);
        }
        Ok(new)
    }

    /// Something happened at the service after which two-factor should be on.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn incident_happened(
        &mut self,
        id: ConnectionId,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        let after = Aftermath::after(connection.kept.aftermath, at);
        if connection.kept.aftermath.replace(after) == Some(after) {
            return Ok(());
        }
        self.keep(id).await
    }

    /// Something that the service's key did not sign, or that makes no sense: an alert, and nothing else. Its identity has a
    /// place of its own, so that a forger cannot use up the identity of a real event.
    pub(super) async fn event_refused(&mut self, id: ConnectionId, jti: &str) {
        let jti: String = jti.chars().take(LONGEST_JTI).collect();
        let alert = Alert {
            id: format!("{}:refused:{jti}", id.0),
            connection: id,
            at: self.parts.clock.now(),
            kind: AlertKind::EventRefused,
            read: false,
        };
        drop(self.keep_alert(&alert).await);
    }
}

pub(super) fn signed_out_id(connection: ConnectionId, session: &SessionId) -> String {
    format!("{}:signed-out:{}", connection.0, session.0)
}

/// After which the owner had better turn two-factor on.
pub(super) fn is_incident(reason: EndReason) -> bool {
    match reason {
        EndReason::GlobalReset | EndReason::SuspectedTheft => true,
        EndReason::AccountDeleted
        | EndReason::AccountDisabled
        | EndReason::Expired
        | EndReason::NotStated
        | EndReason::PasswordChanged
        | EndReason::RevokedElsewhere
        | EndReason::TooManyComputers
        | EndReason::TwoFactorChanged => false,
    }
}

/// Connections do not speak for each other.
fn name_of(connection: ConnectionId, event: &str) -> String {
    format!("{}:{event}", connection.0)
}
