//! Sending edits. "Sent once" rests on the idempotency key that is stored with each edit: until there is an answer, the
//! same edit goes out under the same key.

use std::sync::Arc;

use uuid::Uuid;

use super::listening::retry_after;
use super::requests::Report;
use super::state::{Connection, State};
use crate::backoff::Backoff;
use crate::cameras::Camera;
use crate::outbox::Change;
use crate::ports::provider::{Naming, ProfileWrite, ServiceError, SessionId, WriteError};
use crate::view::{CameraKey, ConnectionId};

/// At once, per connection.
const MOST_ON_THEIR_WAY: usize = 8;

impl State {
    /// Sends what may be sent.
    pub(super) fn send_waiting(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection(id) else {
            return;
        };
        if connection.naming() == Some(Naming::Private) {
            return;
        }
        let (Some((provider, grant)), Some(account)) =
            (connection.line(), connection.kept.session.account())
        else {
            return;
        };
        let free = MOST_ON_THEIR_WAY.saturating_sub(self.outbox.on_their_way(id));
        for edit in self.outbox.ready(id, account).into_iter().take(free) {
            self.outbox.sending(edit.id);
            let (provider, grant) = (Arc::clone(&provider), Arc::clone(&grant));
            let report = self.reporter();
            tokio::spawn(async move {
                let write = ProfileWrite {
                    camera: edit.camera,
                    profile: edit.profile,
                    base_revision: edit.base_revision,
                    idempotency_key: edit.id,
                };
                let result = match provider.cameras() {
                    Some(cameras) => cameras.write_profile(&grant, &write).await,
                    None => Err(ServiceError::NotFound.into()),
                };
                report(Report::Written {
                    connection: id,
                    session: grant.session().clone(),
                    edit: edit.id,
                    result: Box::new(result),
                });
            });
        }
    }

    pub(super) async fn written(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        edit: Uuid,
        result: Result<Camera, WriteError>,
    ) {
        self.outbox.not_sent(edit, false);
        match result {
            Ok(camera) => {
                let change = self.outbox.confirmed(edit, &camera);
                self.settled(id, &session, edit, camera, change).await;
                let naming = self.connection(id).and_then(Connection::naming);
                if naming == Some(Naming::ReadBack) {
                    self.list_again(id);
                }
            }
            Err(WriteError::Conflict(theirs)) => {
                let change = self.outbox.contradicted(edit, &theirs);
                self.settled(id, &session, edit, *theirs, change).await;
            }
            // The camera is gone, or the service does not want this edit: another try at once would not help.
            Err(WriteError::Service(ServiceError::NotFound | ServiceError::Refused)) => {
                self.outbox.not_sent(edit, true);
            }
            Err(WriteError::Service(error)) => {
                self.service_failed(id, &session, &error).await;
                self.send_again_later(id, retry_after(&error));
            }
        }
    }

    /// The service has answered. What it has is kept before the edit is forgotten, so that no crash shows the old name.
    async fn settled(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        edit: Uuid,
        camera: Camera,
        change: Change,
    ) {
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.is_at(session));
        if current {
            self.reached(id);
        }
        let key = CameraKey {
            connection: id,
            camera: camera.id.clone(),
        };
        let mut kept = Ok(());
        if self.registry.get(&key).is_some() {
            let answered = self.list_orders.next();
            self.registry.update(id, camera, answered);
            kept = self.keep_camera(&key).await;
        }
        // In this order: a crash in between sends the edit again, and leaves no private name over what was sent.
        if kept.is_ok() {
            kept = self.private_name_is_sent(&change).await;
        }
        let kept = match kept {
            Ok(()) => self.change_outbox(change).await,
            Err(failure) => Err(failure),
        };
        match kept {
            Ok(()) => {
                if let Some(connection) = self.connection_mut(id) {
                    connection.send_failures = 0;
                }
                self.send_waiting(id);
            }
            Err(failure) => {
                tracing::warn!(code = ?failure.code, "an edit was answered and that could not be kept");
                self.outbox.not_sent(edit, true);
            }
        }
    }

    fn send_again_later(&mut self, id: ConnectionId, retry_after: Option<u32>) {
        let (clock, report) = (Arc::clone(&self.parts.clock), self.reporter());
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        if connection.sends_again || connection.line().is_none() {
            return;
        }
        let wait = Backoff::at(connection.send_failures).after(retry_after);
        connection.send_failures = connection.send_failures.saturating_add(1);
        connection.sends_again = true;
        tokio::spawn(async move {
            clock.sleep(wait).await;
            report(Report::SendAgain { connection: id });
        });
    }

    pub(super) fn send_again(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connection_mut(id) {
            connection.sends_again = false;
        }
        if self.connection(id).and_then(Connection::line).is_some() {
            self.send_waiting(id);
        }
    }
}
