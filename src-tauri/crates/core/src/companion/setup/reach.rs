//! A camera that this computer reaches before it is on the network: on a cable, or on a network of its own.

use std::sync::Arc;

use super::super::requests::{Reply, Report};
use super::super::state::State;
use super::{Order, Setup, Stage};
use crate::cameras::Nickname;
use crate::error::{Failure, FailureCode};
use crate::plain_text::one_line;
use crate::ports::unjoined_camera::{
    CameraReach, CameraTrouble, JoinOrder, Joined, UnjoinedCamera,
};
use crate::secret::Password;
use crate::view::setup::{NearbyView, SerialPortView};
use crate::wifi::setup::SetupMethod;

impl State {
    pub(in crate::companion) fn serial_ports(&mut self, reply: Reply<Vec<SerialPortView>>) {
        /// Characters that what is plugged in may call itself by.
        const LONGEST: usize = 64;
        let reach = Arc::clone(&self.parts.reach);
        tokio::spawn(async move {
            let ports = reach.serial_ports().await.map_err(Failure::from);
            let views = ports.map(|ports| {
                let view = |port: crate::ports::unjoined_camera::SerialPort| SerialPortView {
                    name: port.name,
                    product: port.product.map(|product| one_line(&product, LONGEST)),
                    likely: port.likely,
                };
                ports.into_iter().map(view).collect()
            });
            // Whoever asked may be gone.
            drop(reply.send(views));
        });
    }

    pub(in crate::companion) fn reach_camera(&mut self, port: Option<String>, reply: Reply<()>) {
        let next = self.next_attempt();
        let setup = self.plans.setup.as_mut();
        let Some(setup) = setup.filter(|setup| {
            matches!(
                setup.stage,
                Stage::Reach { .. } | Stage::Reached(_) | Stage::Failed { .. }
            )
        }) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        setup.attempt = next;
        // Lets go of the port.
        setup.stage = Stage::Reach { failure: None };
        let (method, attempt) = (setup.kept.method, next);
        let (reach, report) = (Arc::clone(&self.parts.reach), self.reporter());
        tokio::spawn(async move {
            let result = match (method, port) {
                (SetupMethod::UsbCable, Some(port)) => on_cable(reach.as_ref(), &port).await,
                (SetupMethod::OwnNetwork, None) => reach.over_own_network().await,
                (
                    SetupMethod::UsbCable
                    | SetupMethod::OwnNetwork
                    | SetupMethod::PorchlightCode
                    | SetupMethod::WifiCode
                    | SetupMethod::OpenIpcCode
                    | SetupMethod::ReolinkCode
                    | SetupMethod::WyzeCode
                    | SetupMethod::YiCode,
                    _,
                ) => Err(CameraTrouble::NotFound),
            };
            report(Report::CameraReached {
                attempt,
                result: result.map(Arc::from),
                reply,
            });
        });
    }

    pub(in crate::companion) fn camera_reached(
        &mut self,
        attempt: u64,
        result: Result<Arc<dyn UnjoinedCamera>, CameraTrouble>,
        reply: Reply<()>,
    ) {
        let Some(setup) = self.setup_at(attempt) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let done = match result {
            Ok(camera) => {
                setup.stage = Stage::Reached(camera);
                Ok(())
            }
            Err(trouble) => {
                let failure = Failure::from(trouble);
                setup.stage = Stage::Reach {
                    failure: Some(failure.clone()),
                };
                Err(failure)
            }
        };
        self.answer(reply, done);
    }

    /// In the camera's ears.
    pub(in crate::companion) fn camera_networks(&mut self, reply: Reply<NearbyView>) {
        let Some(Setup {
            stage: Stage::Reached(camera),
            ..
        }) = &self.plans.setup
        else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let (camera, report) = (Arc::clone(camera), self.reporter());
        let remembered = self.order_wifi(super::WifiOrder::Read);
        tokio::spawn(async move {
            match camera.networks().await {
                Ok(networks) => {
                    let known = remembered.await.unwrap_or_default();
                    report(Report::Nearby {
                        result: Ok((networks, known)),
                        reply,
                    });
                }
                // Whoever asked may be gone.
                Err(trouble) => drop(reply.send(Err(Failure::from(trouble)))),
            }
        });
    }

    pub(in crate::companion) fn join_camera(
        &mut self,
        name: Option<Nickname>,
        password: Option<Password>,
        reply: Reply<()>,
    ) {
        let (now, attempt) = (self.parts.clock.now(), self.next_attempt());
        let report = self.reporter();
        let Some(setup) = &mut self.plans.setup else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let camera = match &setup.stage {
            Stage::Reached(camera)
            | Stage::Failed {
                camera: Some(camera),
                ..
            } => Arc::clone(camera),
            Stage::Network
            | Stage::Reach { .. }
            | Stage::Code { .. }
            | Stage::Joining { .. }
            | Stage::Online { .. }
            | Stage::Failed { camera: None, .. } => {
                return self.answer(reply, Err(FailureCode::NotNow.into()));
            }
        };
        let (Some(network), Some(secret)) = (&setup.kept.network, &setup.secret) else {
            return self.answer(reply, Err(FailureCode::WifiPasswordMissing.into()));
        };
        let order = JoinOrder {
            network: network.clone(),
            secret: secret.clone(),
            name,
            password,
        };
        setup.attempt = attempt;
        let task = tokio::spawn(async move {
            let result = camera.join(&order).await;
            report(Report::CameraJoined {
                attempt,
                result,
                camera,
            });
        });
        setup.stage = Stage::Joining {
            since: now,
            _order: Order(task.abort_handle()),
        };
        self.answer(reply, Ok(()));
    }

    pub(in crate::companion) fn camera_joined(
        &mut self,
        attempt: u64,
        result: Result<Joined, CameraTrouble>,
        camera: Arc<dyn UnjoinedCamera>,
    ) {
        let Some(setup) = self.setup_at(attempt) else {
            return;
        };
        match result {
            Ok(joined) => {
                // The camera knows the password now; nobody here needs it any more.
                setup.secret = None;
                setup.stage = Stage::Online {
                    camera: None,
                    page: joined.page,
                    confirmed: joined.confirmed,
                };
            }
            Err(trouble) => {
                let still_there = trouble != CameraTrouble::Unplugged;
                setup.stage = Stage::Failed {
                    failure: Failure::from(trouble),
                    camera: still_there.then_some(camera),
                };
            }
        }
    }

    fn setup_at(&mut self, attempt: u64) -> Option<&mut Setup> {
        let setup = self.plans.setup.as_mut()?;
        (setup.attempt == attempt).then_some(setup)
    }
}

/// Only a port that was offered: the window names no other.
async fn on_cable(
    reach: &dyn CameraReach,
    port: &str,
) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
    let ports = reach.serial_ports().await?;
    if ports.iter().any(|known| known.name == port) {
        reach.over_serial(port).await
    } else {
        Err(CameraTrouble::NotFound)
    }
}
