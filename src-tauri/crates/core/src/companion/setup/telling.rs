//! Cameras that are told their network by this computer, where nobody has to show them a code: told, waited for, and read back.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;

use super::super::requests::{Reply, Report};
use super::super::state::State;
use super::moving::Destination;
use crate::error::{Failure, FailureCode};
use crate::ports::clock::Clock;
use crate::ports::grant::Grant;
use crate::ports::provider::{Provider, ServiceError};
use crate::view::setup::ToldView;
use crate::view::{CameraKey, ConnectionId};

/// A camera that leaves one network takes its time to come up on the other.
const PAUSE: Duration = Duration::from_secs(5);
/// In all, two minutes.
const MOST_LOOKS: u32 = 24;
/// Some say that they are on the new network before they have tried it.
const ENOUGH: u32 = 2;

/// The one that is being told, or that was told last.
pub(super) struct Telling {
    number: u64,
    pub(super) camera: CameraKey,
    pub(super) state: ToldView,
    task: AbortHandle,
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Telling {
    pub(super) fn is_under_way(&self) -> bool {
        self.state == ToldView::UnderWay
    }
}

impl State {
    /// The cameras of the connection can be told their network.
    pub(in crate::companion) fn tells_networks(&self, id: ConnectionId) -> bool {
        let provider = self.connection(id).and_then(|one| one.provider.as_ref());
        provider.is_some_and(|provider| provider.wifi().is_some())
    }

    /// Answered when the camera is being told: what becomes of it is shown.
    pub(super) fn tell_camera(&mut self, key: &CameraKey, reply: Reply<()>) {
        let begun = self.begin_to_tell(key);
        self.answer(reply, begun);
    }

    fn begin_to_tell(&mut self, key: &CameraKey) -> Result<(), Failure> {
        let (provider, grant) = self.line_to_camera(key)?;
        let to = self.destination_of(key)?;
        let (number, clock, report) = (
            self.next_attempt(),
            Arc::clone(&self.parts.clock),
            self.reporter(),
        );
        let camera = key.clone();
        let task = tokio::spawn(async move {
            let result = tell(&*provider, &grant, &camera, &to, &*clock).await;
            report(Report::NetworkTold {
                camera,
                number,
                result,
            });
        });
        self.tells_now(Telling {
            number,
            camera: key.clone(),
            state: ToldView::UnderWay,
            task: task.abort_handle(),
        });
        Ok(())
    }

    pub(in crate::companion) async fn network_told(
        &mut self,
        camera: CameraKey,
        number: u64,
        result: Result<(), Failure>,
    ) {
        let network = self.network_of_move();
        let Some(telling) = self.telling_mut().filter(|one| one.number == number) else {
            return;
        };
        match result {
            Ok(()) => {
                self.nobody_is_told();
                self.camera_followed(camera, network).await;
            }
            Err(failure) => telling.state = ToldView::Failed { failure },
        }
    }
}

/// # Errors
/// What the owner can do about it.
async fn tell(
    provider: &dyn Provider,
    grant: &Grant,
    camera: &CameraKey,
    to: &Destination,
    clock: &dyn Clock,
) -> Result<(), Failure> {
    let wifi = provider.wifi().ok_or(FailureCode::NotThere)?;
    let told = wifi.set_network(grant, &camera.camera, &to.network, &to.secret);
    match told.await {
        // Perhaps it left before it could answer.
        Ok(()) | Err(ServiceError::TimedOut | ServiceError::Unreachable) => {}
        Err(ServiceError::Refused) => return Err(FailureCode::CameraCannotJoin.into()),
        Err(error) => return Err(Failure::from(&error)),
    }
    let (mut there, mut elsewhere) = (0, false);
    for _ in 0..MOST_LOOKS {
        clock.sleep(PAUSE).await;
        match wifi.network(grant, &camera.camera).await {
            Ok(Some(on)) if on == to.network.ssid => there += 1,
            Ok(_) => (there, elsewhere) = (0, true),
            Err(_) => (there, elsewhere) = (0, false),
        }
        if there >= ENOUGH {
            return Ok(());
        }
    }
    // It came back to its old network, or nobody has heard of it.
    Err(if elsewhere {
        FailureCode::CameraCannotJoin.into()
    } else {
        FailureCode::CameraNotHeard.into()
    })
}
