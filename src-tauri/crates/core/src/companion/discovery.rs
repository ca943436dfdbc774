//! Looking around for cameras that can be added: one look at a time, shown while it goes on, and ended when the owner says so.

use tokio::task::AbortHandle;

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Report, Request};
use super::state::State;
use crate::error::{Failure, FailureCode};
use crate::ports::discovery::FoundCamera;
use crate::ports::provider::ServiceError;
use crate::view::discovery::{DiscoveryView, FoundCameraView, LookState};
use crate::view::{CameraKey, ConnectionId};

/// More than a home has, and more than a window can show: whoever answers beyond that wants something else.
const MOST: usize = 500;

/// The one that is under way, or that was last.
pub(super) struct Discovery {
    number: u64,
    connection: ConnectionId,
    /// In the order in which they answered.
    found: Vec<FoundCamera>,
    state: LookState,
    task: AbortHandle,
}

/// What comes of it.
pub(super) enum DiscoveryReport {
    Found(FoundCamera),
    Over(Result<(), ServiceError>),
}

impl CompanionHandle {
    /// Looks around at a place whose cameras are added one by one. What is found is published as it answers; one look takes the place
    /// of the one before.
    ///
    /// # Errors
    /// [`FailureCode::NotThere`] where nobody can look around.
    pub async fn find_cameras(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::FindCameras { connection, reply })
            .await
    }

    /// What was found stays to be seen; `forget`: nobody looks at it any more.
    pub async fn stop_finding(&self, forget: bool) -> Answer<()> {
        self.ask(|reply| Request::StopFinding { forget, reply })
            .await
    }
}

impl Drop for Discovery {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl State {
    pub(super) fn find_cameras(&mut self, id: ConnectionId, reply: Reply<()>) {
        let begun = self.look_for_cameras(id);
        self.answer(reply, begun);
    }

    fn look_for_cameras(&mut self, id: ConnectionId) -> Result<(), Failure> {
        self.find_provider(id)?;
        let provider = self.connection(id).and_then(|one| one.provider.clone());
        let provider = provider.filter(|provider| provider.discovery().is_some());
        let provider = provider.ok_or(FailureCode::NotThere)?;
        let (number, report) = (self.next_attempt(), self.reporter());
        let task = tokio::spawn(async move {
            let found = |camera| {
                report(Report::Discovery {
                    number,
                    report: DiscoveryReport::Found(camera),
                });
            };
            let result = match provider.discovery() {
                Some(discovery) => discovery.discover(&found).await,
                None => Err(ServiceError::NotFound),
            };
            report(Report::Discovery {
                number,
                report: DiscoveryReport::Over(result),
            });
        });
        self.discovery = Some(Discovery {
            number,
            connection: id,
            found: Vec::new(),
            state: LookState::Looking,
            task: task.abort_handle(),
        });
        Ok(())
    }

    pub(super) fn discovery_report(&mut self, number: u64, report: DiscoveryReport) {
        let current = self.discovery.as_mut().filter(|one| one.number == number);
        let Some(discovery) = current.filter(|one| one.state == LookState::Looking) else {
            return;
        };
        match report {
            DiscoveryReport::Found(camera) => discovery.hear(camera),
            DiscoveryReport::Over(Ok(())) => discovery.state = LookState::Done,
            DiscoveryReport::Over(Err(error)) => {
                discovery.state = LookState::Failed {
                    failure: Failure::from(&error),
                };
            }
        }
    }

    pub(super) fn stop_finding(&mut self, forget: bool, reply: Reply<()>) {
        if forget {
            self.discovery = None;
        } else if let Some(discovery) = &mut self.discovery
            && discovery.state == LookState::Looking
        {
            discovery.task.abort();
            discovery.state = LookState::Stopped;
        }
        self.answer(reply, Ok(()));
    }

    pub(super) fn discovery_view(&self) -> Option<DiscoveryView> {
        let discovery = self.discovery.as_ref()?;
        let connection = discovery.connection;
        let view = |camera: &FoundCamera| FoundCameraView {
            id: camera.id.clone(),
            address: camera.address.clone(),
            name: camera.name.clone(),
            maker: camera.maker.clone(),
            model: camera.model.clone(),
            added: {
                let camera = camera.id.clone();
                let key = CameraKey { connection, camera };
                self.registry.get(&key).is_some()
            },
        };
        Some(DiscoveryView {
            connection,
            found: discovery.found.iter().map(view).collect(),
            state: discovery.state.clone(),
        })
    }
}

impl Discovery {
    pub(super) fn is_at(&self, connection: ConnectionId) -> bool {
        self.connection == connection
    }

    fn hear(&mut self, camera: FoundCamera) {
        let mut known = self.found.iter_mut();
        if let Some(known) = known.find(|known| known.id == camera.id) {
            *known = camera;
        } else if self.found.len() < MOST {
            self.found.push(camera);
        }
    }
}
