//! One task per active connection: lists the cameras, waits for events, comes back after trouble.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, oneshot};
use tokio::task::AbortHandle;

use super::requests::{Reply, Report, Stored};
use super::state::{Connection, State};
use crate::backoff::Backoff;
use crate::cameras::{Camera, ListOrder, ListOrders};
use crate::error::{Failure, FailureCode};
use crate::ports::clock::Clock;
use crate::ports::grant::Grant;
use crate::ports::provider::{EventBatch, Provider, ServiceError, SessionId};
use crate::view::two_factor::SignInStep;
use crate::view::{ConnectionId, ReachView};

/// Services without events are asked this often.
pub(super) const WITHOUT_EVENTS: Duration = Duration::from_secs(60);

/// Ends its task when dropped.
pub(super) struct Listener {
    task: AbortHandle,
    /// Ends a pause.
    at_once: Arc<Notify>,
}

impl Listener {
    /// Does not wait for the end of a pause.
    pub(super) fn at_once(&self) {
        self.at_once.notify_waiters();
    }
}

/// `run` is told when a pause is to end at once.
pub(super) fn watched_by<F>(run: impl FnOnce(Arc<Notify>) -> F) -> Listener
where
    F: Future<Output = ()> + Send + 'static,
{
    let at_once = Arc::new(Notify::new());
    let task = tokio::spawn(run(Arc::clone(&at_once))).abort_handle();
    Listener { task, at_once }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Listening<R> {
    connection: ConnectionId,
    provider: Arc<dyn Provider>,
    grant: Arc<Grant>,
    clock: Arc<dyn Clock>,
    at_once: Arc<Notify>,
    orders: ListOrders,
    /// What this computer is called, if the service has still to be told.
    unsaid: Option<String>,
    report: R,
}

impl<R: Fn(Report) + Send + Sync> Listening<R> {
    async fn run(mut self) {
        let mut backoff = Backoff::default();
        // Stored, and not yet told to the service.
        let mut acknowledge = Vec::new();
        loop {
            let asked = self.orders.now();
            let listed = listed(&*self.provider, &self.grant).await;
            let trouble = listed.as_ref().err().cloned();
            let (connection, session) = (self.connection, self.grant.session().clone());
            (self.report)(Report::Listed {
                connection,
                session,
                asked,
                result: listed,
                reply: None,
            });
            match trouble {
                Some(error) => self.pause(backoff.after(retry_after(&error))).await,
                None if self.provider.alerts().is_none() => {
                    self.say_name().await;
                    self.pause(WITHOUT_EVENTS).await;
                }
                None => {
                    self.say_name().await;
                    if !self.events(&mut backoff, &mut acknowledge).await {
                        return;
                    }
                }
            }
        }
    }

    /// Tried again after the next list, if need be: nothing else waits for it.
    async fn say_name(&mut self) {
        if let (Some(name), Some(account)) = (&self.unsaid, self.provider.account()) {
            match account.name_computer(&self.grant, name).await {
                Ok(()) => self.unsaid = None,
                Err(error) => tracing::info!(%error, "a service was not told this computer's name"),
            }
        }
    }

    /// Until the list is out of date or the service out of reach. `false`: nobody listens any more.
    async fn events(&mut self, backoff: &mut Backoff, acknowledge: &mut Vec<String>) -> bool {
        while let Some(alerts) = self.provider.alerts() {
            let result = alerts.next(&self.grant, acknowledge).await;
            let failed = result.as_ref().err().map(retry_after);
            let (stored, done) = oneshot::channel();
            (self.report)(Report::Events {
                connection: self.connection,
                session: self.grant.session().clone(),
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

/// # Errors
/// As the service says; [`ServiceError::NotFound`] where no service lists any.
pub(super) async fn listed(
    provider: &dyn Provider,
    grant: &Grant,
) -> Result<Vec<Camera>, ServiceError> {
    match provider.cameras() {
        Some(cameras) => cameras.list(grant).await,
        None => Err(ServiceError::NotFound),
    }
}

impl State {
    /// Starts (or starts again) listening at a connection.
    pub(super) fn listen(&mut self, id: ConnectionId) {
        let (clock, report) = (Arc::clone(&self.parts.clock), self.reporter());
        let name = self.parts.computer_name.clone();
        let orders = self.list_orders.clone();
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some((provider, grant)) = connection.line() else {
            return;
        };
        let unsaid = (!connection.computer_named).then_some(name);
        connection.listener = Some(watched_by(|at_once| {
            let listening = Listening {
                connection: id,
                provider,
                grant,
                clock,
                at_once,
                orders,
                unsaid,
                report,
            };
            listening.run()
        }));
        self.send_waiting(id);
    }

    /// The owner does not want to wait for the next try.
    pub(super) fn listen_at_once(&self, id: ConnectionId) {
        if let Some(listener) = self
            .connection(id)
            .and_then(|connection| connection.listener.as_ref())
        {
            listener.at_once();
        }
    }

    /// Beside the listener.
    pub(super) fn list_again(&self, id: ConnectionId) {
        let Some((provider, grant)) = self.connection(id).and_then(Connection::line) else {
            return;
        };
        let (orders, report) = (self.list_orders.clone(), self.reporter());
        tokio::spawn(async move {
            let asked = orders.now();
            let result = listed(&*provider, &grant).await;
            report(Report::Listed {
                connection: id,
                session: grant.session().clone(),
                asked,
                result,
                reply: None,
            });
        });
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
        asked: ListOrder,
        result: Result<Vec<Camera>, ServiceError>,
        reply: Option<Reply<()>>,
    ) {
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.is_at(&session));
        let done = match result {
            Ok(cameras) if current => {
                self.reached(id);
                self.take_in_list(id, cameras, asked).await;
                self.cameras_compared(id);
                self.look_around(id).await;
                let has_events = self.connection(id).is_some_and(Connection::has_events);
                self.away.list_heard(id, has_events);
                self.setup_after_list(id).await;
                self.ask_two_factor_after_list(id, reply.is_some());
                self.ask_integrations_after_list(id, reply.is_some());
                self.let_edits_go(id).await;
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
                self.answer_sign_in(Some(reply), Ok(SignInStep::SignedIn));
            }
        }
    }

    async fn take_in_list(&mut self, id: ConnectionId, mut cameras: Vec<Camera>, asked: ListOrder) {
        if let Some(connection) = self.connection(id) {
            cameras = connection.removals.without_removed(cameras);
        }
        let before: Vec<_> = self.registry.of(id).cloned().collect();
        if self.registry.replace(id, cameras, asked) {
            self.compare_cameras(id, &before).await;
            self.keep_absences(id, &before).await;
            if self.keep_cameras(id).await.is_err() {
                tracing::warn!("cameras could not be kept as last seen");
            }
            self.plan_without_gone(id, &before).await;
        }
        self.removals_after_list(id).await;
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
                self.bell.more_to_come(id, batch.more);
                for jti in batch.refused {
                    self.event_refused(id, &jti).await;
                }
                // Nothing: perhaps the answer to a question of before this computer slept.
                let told = !batch.events.is_empty() && !batch.more;
                for event in batch.events {
                    self.event(id, event, &mut done).await;
                }
                if told {
                    self.away.events_heard(id, done.list);
                }
                self.look_around(id).await;
            }
            Err(error) => {
                self.bell.more_to_come(id, false);
                self.service_failed(id, &session, &error).await;
            }
        }
        // The listener may have been stopped by what it brought.
        drop(stored.send(done));
    }
}

impl Connection {
    fn has_events(&self) -> bool {
        let provider = self.provider.as_ref();
        provider.is_some_and(|provider| provider.alerts().is_some())
    }

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
