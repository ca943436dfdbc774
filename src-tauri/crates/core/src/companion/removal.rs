//! A camera leaves the account: at the service first, and here when the service has done it. Nothing is kept for later: whoever is
//! out of reach is told so.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::handle::{Answer, CompanionHandle};
use super::listening::listed;
use super::requests::{Reply, Report, Request};
use super::state::{Connection, State};
use crate::cameras::{Camera, CameraId, ListOrder};
use crate::error::{Failure, FailureCode};
use crate::ports::camera_removal::RemovalError;
use crate::ports::grant::Grant;
use crate::ports::provider::{Provider, ServiceError, SessionId};
use crate::view::{CameraKey, ConnectionId};

/// Of one connection, in this run.
#[derive(Default)]
pub(super) struct Removals {
    /// That one of these is gone is no news.
    asked: HashMap<CameraId, Asked>,
    /// A list that was under way may still have them.
    done: HashSet<CameraId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The service has not answered yet.
    UnderWay,
    /// Nobody knows what became of it; the next list tells.
    Unclear,
}

/// What came of it.
pub(super) struct Answered {
    session: SessionId,
    camera: CameraKey,
    result: Result<(), RemovalError>,
    /// Asked for where the answer was lost.
    listed: Option<(ListOrder, Result<Vec<Camera>, ServiceError>)>,
    reply: Reply<()>,
}

impl CompanionHandle {
    /// The camera is gone from the account, and from the list, when this returns. It cannot be undone.
    ///
    /// # Errors
    /// [`FailureCode::CameraRemovalUnclear`] when nobody knows whether the service did it. After any other failure nothing has changed.
    pub async fn remove_camera(&self, camera: CameraKey) -> Answer<()> {
        self.ask(|reply| Request::RemoveCamera { camera, reply })
            .await
    }
}

impl State {
    pub(super) fn remove_camera(&mut self, camera: CameraKey, reply: Reply<()>) {
        if self.is_per_camera(camera.connection) {
            return self.forget_camera(camera, reply);
        }
        let (provider, grant) = match self.removal_line(&camera) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        if let Some(connection) = self.connection_mut(camera.connection) {
            let asked = &mut connection.removals.asked;
            asked.insert(camera.camera.clone(), Asked::UnderWay);
        }
        let (orders, report) = (self.list_orders.clone(), self.reporter());
        tokio::spawn(async move {
            let result = match provider.camera_removal() {
                Some(service) => service.remove_camera(&grant, &camera.camera).await,
                None => Err(ServiceError::NotFound.into()),
            };
            let told = match result {
                Err(RemovalError::Unclear) => {
                    let asked = orders.now();
                    Some((asked, listed(&*provider, &grant).await))
                }
                Ok(()) | Err(RemovalError::Service(_)) => None,
            };
            report(Report::Removal(Box::new(Answered {
                session: grant.session().clone(),
                camera,
                result,
                listed: told,
                reply,
            })));
        });
    }

    fn removal_line(&self, camera: &CameraKey) -> Result<(Arc<dyn Provider>, Arc<Grant>), Failure> {
        let id = camera.connection;
        self.registry.get(camera).ok_or(FailureCode::NotThere)?;
        let line = self.line_or_why(id)?;
        let (provider, _) = &line;
        provider.camera_removal().ok_or(FailureCode::NotThere)?;
        // The owner would wait for an answer that says nothing; and the service may be back.
        if let Some(trouble) = self.connection(id).and_then(Connection::trouble) {
            self.listen_at_once(id);
            return Err(trouble);
        }
        Ok(line)
    }

    pub(super) async fn removal_answered(&mut self, answered: Answered) {
        let Answered {
            session,
            camera,
            result,
            listed,
            reply,
        } = answered;
        let id = camera.connection;
        if let Some((asked, listed)) = listed {
            self.listed(id, session.clone(), asked, listed, None).await;
        }
        let done = match result {
            Ok(()) => {
                self.camera_is_removed(&camera).await;
                Ok(())
            }
            // The list tells.
            Err(RemovalError::Unclear) if self.registry.get(&camera).is_none() => {
                self.camera_is_removed(&camera).await;
                Ok(())
            }
            Err(RemovalError::Unclear) => {
                self.removal_is_unclear(&camera);
                Err(FailureCode::CameraRemovalUnclear.into())
            }
            Err(RemovalError::Service(error)) => {
                if let Some(connection) = self.connection_mut(id) {
                    connection.removals.asked.remove(&camera.camera);
                }
                if let ServiceError::SessionEnded { .. } | ServiceError::NotRecognised = &error {
                    self.service_failed(id, &session, &error).await;
                }
                Err(Failure::from(&error))
            }
        };
        self.answer(reply, done);
    }

    /// Whoever is signed in by now: an identifier is one camera's only.
    pub(super) async fn camera_is_removed(&mut self, camera: &CameraKey) {
        if let Some(connection) = self.connection_mut(camera.connection) {
            connection.removals.asked.remove(&camera.camera);
            connection.removals.done.insert(camera.camera.clone());
        }
        let edits = self.outbox.erase_camera(camera);
        let mut kept = self.impose_on_outbox(edits).await;
        kept = kept.and(self.drop_private_names_of(camera).await);
        if self.registry.remove(camera) {
            kept = kept.and(self.keep_cameras(camera.connection).await);
        }
        if kept.is_err() {
            tracing::warn!("a camera was removed, and that could not be kept");
        }
        self.plan_without(camera).await;
        self.ask_integrations(camera.connection);
    }

    pub(super) async fn removals_after_list(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        for camera in connection.removals.list_tells() {
            let camera = CameraKey {
                connection: id,
                camera,
            };
            if self.registry.get(&camera).is_none() {
                self.camera_is_removed(&camera).await;
            }
        }
    }

    /// A list of after the question says what became of it.
    fn removal_is_unclear(&mut self, camera: &CameraKey) {
        if let Some(connection) = self.connection_mut(camera.connection) {
            let asked = &mut connection.removals.asked;
            asked.insert(camera.camera.clone(), Asked::Unclear);
        }
    }
}

impl Removals {
    pub(super) fn is_asked(&self, camera: &CameraId) -> bool {
        self.asked.contains_key(camera)
    }

    /// Without those that the service has said are gone.
    pub(super) fn without_removed(&self, mut listed: Vec<Camera>) -> Vec<Camera> {
        listed.retain(|camera| !self.done.contains(&camera.id));
        listed
    }

    /// What was unclear is clear now: still there, or gone.
    fn list_tells(&mut self) -> Vec<CameraId> {
        let unclear = |_: &CameraId, asked: &mut Asked| *asked == Asked::Unclear;
        let told = self.asked.extract_if(unclear);
        told.map(|(camera, _)| camera).collect()
    }
}
