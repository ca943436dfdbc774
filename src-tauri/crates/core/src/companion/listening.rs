//! One task per active connection: lists the cameras, waits for events, comes back after trouble.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, oneshot};
use tokio::task::AbortHandle;

use super::backoff::Backoff;
use super::requests::{Reply, Report, Stored};
use super::state::{Connection, State};
use crate::alerts::{Alert, AlertKind};
use crate::cameras::Camera;
use crate::error::{Failure, FailureCode};
use crate::ports::clock::Clock;
use crate::ports::desktop::Notice;
use crate::ports::provider::{
    Credential, EventBatch, Provider, ServiceError, ServiceEvent, ServiceEventKind, SessionId,
};
use crate::session::SessionEvent;
use crate::view::{ConnectionId, ReachView};

/// Services without events are asked this often.
const WITHOUT_EVENTS: Duration = Duration::from_secs(60);
/// What a forger may put into an alert's identity.
const LONGEST_JTI: usize = 80;

/// Ends its task when dropped.
pub(super) struct Listener {
    task: AbortHandle,
    /// Ends a pause.
    at_once: Arc<Notify>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Listening<R> {
    connection: ConnectionId,
    provider: Arc<dyn Provider>,
    credential: Arc<Credential>,
    clock: Arc<dyn Clock>,
    at_once: Arc<Notify>,
    report: R,
}

impl<R: Fn(Report) + Send + Sync> Listening<R> {
    async fn run(self) {
        let mut backoff = Backoff::default();
        // Stored, and not yet told to the service.
        let mut acknowledge = Vec::new();
        loop {
            let listed = self.provider.cameras().list(&self.credential).await;
            let trouble = listed.as_ref().err().cloned();
            let (connection, session) = (self.connection, self.credential.session.clone());
            (self.report)(Report::Listed {
                connection,
                session,
                result: listed,
                reply: None,
            });
            match trouble {
                Some(error) => self.pause(backoff.after(retry_after(&error))).await,
                None if self.provider.alerts().is_none() => self.pause(WITHOUT_EVENTS).await,
                None => {
                    if !self.events(&mut backoff, &mut acknowledge).await {
                        return;
                    }
                }
            }
        }
    }

    /// Until the list is out of date or the service out of reach. `false`: nobody listens any more.
    async fn events(&self, backoff: &mut Backoff, acknowledge: &mut Vec<String>) -> bool {
        while let Some(alerts) = self.provider.alerts() {
            let result = alerts.next(&self.credential, acknowledge).await;
            let failed = result.as_ref().err().map(retry_after);
            let (stored, done) = oneshot::channel();
            (self.report)(Report::Events {
                connection: self.connection,
                session: self.credential.session.clone(),
                result,
                stored,
            });
            let Ok(stored) = done.await else { return false };
            if let Some(retry_after) = failed {
                self.pause(backoff.after(retry_after)).await;
                return true;
            }
            acknowledge.clone_from(&stored.acknowledge);
            if stored.pause {
                self.pause(backoff.after(None)).await;
            } else {
                *backoff = Backoff::default();
            }
            if stored.list {
                return true;
            }
        }
        true
    }

    async fn pause(&self, duration: Duration) {
        tokio::select! {
            () = self.clock.sleep(duration) => {}
            () = self.at_once.notified() => {}
        }
    }
}

impl State {
    /// Starts (or starts again) listening at a connection.
    pub(super) fn listen(&mut self, id: ConnectionId) {
        let (clock, report) = (Arc::clone(&self.parts.clock), self.reporter());
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some((provider, credential)) = connection.line() else {
            return;
        };
        let at_once = Arc::new(Notify::new());
        let listening = Listening {
            connection: id,
            provider,
            credential,
            clock,
            at_once: Arc::clone(&at_once),
            report,
        };
        let task = tokio::spawn(listening.run()).abort_handle();
        connection.listener = Some(Listener { task, at_once });
        self.send_waiting(id);
    }

    /// The owner does not want to wait for the next try.
    pub(super) fn listen_at_once(&self, id: ConnectionId) {
        if let Some(listener) = self
            .connection(id)
            .and_then(|connection| connection.listener.as_ref())
        {
            listener.at_once.notify_waiters();
        }
    }

    pub(super) fn connect_unless_connected(&mut self, id: ConnectionId) {
        if self
            .connection(id)
            .is_some_and(|connection| connection.listener.is_none())
        {
            self.connect(id);
        }
    }

    pub(super) async fn listed(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        result: Result<Vec<Camera>, ServiceError>,
        reply: Option<Reply<()>>,
    ) {
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.is_at(&session));
        let done = match result {
            Ok(cameras) if current => {
                self.reached(id);
                if self.registry.replace(id, cameras) && self.keep_cameras(id).await.is_err() {
                    tracing::warn!("cameras could not be kept as last seen");
                }
                self.send_waiting(id);
                Ok(())
            }
            // Of a session that is over meanwhile.
            Ok(_) => Err(FailureCode::NotNow.into()),
            Err(error) => {
                self.service_failed(id, &session, &error).await;
                Err(Failure::from(&error))
            }
        };
        if let Some(reply) = reply {
            self.answer(reply, done);
        }
        // The session is active, whether or not its cameras could be listed at once.
        if current && let Some(connection) = self.connection_mut(id) {
            for reply in std::mem::take(&mut connection.until_listed) {
                self.answer(reply, Ok(()));
            }
        }
    }

    /// Stores what events say before they are acknowledged.
    pub(super) async fn events(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        result: Result<EventBatch, ServiceError>,
        stored: oneshot::Sender<Stored>,
    ) {
        if !self
            .connection(id)
            .is_some_and(|connection| connection.is_at(&session))
        {
            return;
        }
        let mut done = Stored::default();
        match result {
            Ok(batch) => {
                self.reached(id);
                // A service that sends nothing but forgeries is not asked again at once.
                done.pause = batch.events.is_empty() && !batch.refused.is_empty();
                for jti in batch.refused {
                    self.event_refused(id, &jti).await;
                }
                for event in batch.events {
                    self.event(id, event, &mut done).await;
                }
            }
            Err(error) => self.service_failed(id, &session, &error).await,
        }
        // The listener may have been stopped by what it brought.
        drop(stored.send(done));
    }

    async fn event(&mut self, id: ConnectionId, event: ServiceEvent, done: &mut Stored) {
        let own = |connection: &Connection, session| connection.own_sessions.contains(session);
        match event.kind {
            ServiceEventKind::CamerasChanged => done.list = true,
            ServiceEventKind::SessionEstablished { session, .. }
                if self
                    .connection(id)
                    .is_some_and(|connection| own(connection, &session)) => {}
            ServiceEventKind::SessionEstablished { place, .. } => {
                let alert = Alert {
                    id: format!("{}:{}", id.0, event.id),
                    connection: id,
                    at: event.at,
                    kind: AlertKind::NewSignIn {
                        place: place.clone(),
                    },
                    read: false,
                };
                match self.keep_alert(&alert).await {
                    Ok(true) => self.parts.desktop.notify(Notice::NewSignIn { place }),
                    // A replay.
                    Ok(false) => {}
                    Err(_) => {
                        done.pause = true;
                        return;
                    }
                }
            }
            // As good as a 401's word; about another session it changes nothing.
            ServiceEventKind::SessionRevoked { session, end } => {
                self.session_event_or_warn(id, SessionEvent::Ended { session, end })
                    .await;
            }
        }
        done.acknowledge.push(event.id);
    }

    /// Something that the service's key did not sign: an alert, and nothing else. Its identity has a place of its own,
    /// so that a forger cannot use up the identity of a real event.
    async fn event_refused(&mut self, id: ConnectionId, jti: &str) {
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

impl Connection {
    /// Why the service cannot be used now.
    pub(super) fn trouble(&self) -> Option<Failure> {
        match &self.reach {
            ReachView::Trouble { failure, .. } => Some(failure.clone()),
            ReachView::Unknown | ReachView::Online => None,
        }
    }
}

pub(super) fn retry_after(error: &ServiceError) -> Option<u32> {
    Failure::from(error).retry_after
}
