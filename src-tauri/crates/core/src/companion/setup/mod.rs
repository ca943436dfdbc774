//! One camera on its way from its box to the list.
//!
//! - here: where it stands, beginning, going back, giving up, naming
//! - `network`: which network, and the ways to its password
//! - `code`: our own code (a pairing at the service, followed until the camera is there), and those of other families
//! - `reach`: a camera on a cable, or on a network of its own
//! - `moving`: all cameras of a connection to another network
//! - `remembered`: passwords that the owner wants kept for other cameras
//!
//! What is kept survives a restart ([`StoredPlans`]); the password of the network is not: it is dropped as soon as
//! the camera is there, or with the set-up.

mod code;
mod moving;
mod network;
mod reach;
mod remembered;
mod telling;

use std::sync::Arc;

use tokio::task::AbortHandle;

pub(super) use moving::Moving;
pub(super) use network::Purpose;
pub(super) use remembered::{Remembered, WifiOrder};

use super::requests::Reply;
use super::state::{Connection, State};
use crate::cameras::{Camera, CameraId, Nickname};
use crate::error::{Failure, FailureCode, in_browser};
use crate::plain_text::one_line;
use crate::ports::provider::Pairing;
use crate::ports::unjoined_camera::UnjoinedCamera;
use crate::time::Timestamp;
use crate::view::setup::{ReachedCamera, SetupNetworkView, SetupStep, SetupView};
use crate::view::{CameraKey, ConnectionId};
use crate::wifi::plans::{StoredPlans, StoredSetup};
use crate::wifi::setup::SetupMethod;
use crate::wifi::warnings::warnings;
use crate::wifi::{CameraPage, ChosenNetwork, NearbyNetwork, WifiSecret};

/// What the owner is about to do with cameras and networks.
#[derive(Default)]
pub(super) struct Plans {
    pub setup: Option<Setup>,
    pub moving: Option<Moving>,
    /// What the last look around heard, so that a choice can name one of it.
    pub heard: Vec<NearbyNetwork>,
}

impl Plans {
    /// Whether this computer is setting the camera up, as far as can be told: nobody has said yet which one comes.
    pub(super) fn brings(&self, connection: ConnectionId, camera: &CameraId) -> bool {
        let here = self.setup.as_ref();
        here.filter(|setup| setup.connection() == Some(connection))
            .is_some_and(|setup| match &setup.kept.arrived {
                Some(arrived) => arrived == camera,
                None => setup.kept.pairing.is_some(),
            })
    }

    /// Whether this computer is taking the cameras to another network.
    pub(super) fn moves(&self, connection: ConnectionId) -> bool {
        let moving = self.moving.as_ref();
        moving.is_some_and(|moving| moving.is_of(connection))
    }
}

pub(super) struct Setup {
    /// Answers to an earlier one come too late.
    attempt: u64,
    kept: StoredSetup,
    secret: Option<WifiSecret>,
    stage: Stage,
}

enum Stage {
    Network,
    Reach {
        failure: Option<Failure>,
    },
    Reached(Arc<dyn UnjoinedCamera>),
    Code {
        since: Timestamp,
        /// With its token; `None` for a family without.
        pairing: Option<Pairing>,
    },
    Joining {
        since: Timestamp,
        /// Held for its end: giving up lets go of the camera.
        _order: Order,
    },
    Online {
        camera: Option<CameraKey>,
        page: Option<CameraPage>,
        confirmed: bool,
    },
    Failed {
        failure: Failure,
        /// Still within reach.
        camera: Option<Arc<dyn UnjoinedCamera>>,
    },
}

impl Setup {
    fn new(attempt: u64, kept: StoredSetup) -> Self {
        Self {
            attempt,
            stage: Stage::first(kept.method),
            kept,
            secret: None,
        }
    }

    fn connection(&self) -> Option<ConnectionId> {
        self.kept
            .account
            .as_ref()
            .map(|(connection, _)| *connection)
    }

    fn fail(&mut self, failure: Failure) {
        let camera = match &self.stage {
            Stage::Reached(camera) => Some(Arc::clone(camera)),
            Stage::Failed { camera, .. } => camera.clone(),
            Stage::Network
            | Stage::Reach { .. }
            | Stage::Code { .. }
            | Stage::Joining { .. }
            | Stage::Online { .. } => None,
        };
        self.stage = Stage::Failed { failure, camera };
    }

    fn view(&self) -> SetupView {
        let usually = self.kept.method.usual_seconds();
        SetupView {
            method: self.kept.method,
            connection: self.connection(),
            follows: self.kept.follows.clone(),
            network: self.kept.network.as_ref().map(|network| {
                network_view(
                    network,
                    self.secret.as_ref(),
                    self.kept.remember,
                    self.kept.method,
                )
            }),
            step: match &self.stage {
                Stage::Network => SetupStep::Network,
                Stage::Reach { failure } => SetupStep::Reach {
                    failure: failure.clone(),
                },
                Stage::Reached(camera) => SetupStep::Reached {
                    camera: reached(camera.as_ref()),
                },
                Stage::Code { since, pairing } => SetupStep::Code {
                    since: *since,
                    until: pairing.as_ref().map(|pairing| pairing.expires_at),
                    usually,
                },
                Stage::Joining { since, .. } => SetupStep::Joining {
                    since: *since,
                    usually,
                },
                Stage::Online {
                    camera,
                    page,
                    confirmed,
                } => SetupStep::Online {
                    camera: camera.clone(),
                    page: page.is_some(),
                    confirmed: *confirmed,
                },
                Stage::Failed { failure, .. } => SetupStep::Failed {
                    failure: failure.clone(),
                },
            },
        }
    }
}

/// An order on its way to a camera; dropped, it is called off.
struct Order(AbortHandle);

impl Drop for Order {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Stage {
    /// A camera within reach is looked at first: it knows best what it can hear.
    fn first(method: SetupMethod) -> Self {
        if method.shows_code() {
            Self::Network
        } else {
            Self::Reach { failure: None }
        }
    }
}

fn reached(camera: &dyn UnjoinedCamera) -> ReachedCamera {
    const LONGEST: usize = 64;
    let described = camera.description();
    ReachedCamera {
        name: one_line(&described.name, LONGEST),
        model: one_line(&described.model, LONGEST),
        firmware: one_line(&described.firmware, LONGEST),
        wants_password: described.wants_password,
        takes_name: described.takes_name,
    }
}

fn network_view(
    network: &ChosenNetwork,
    secret: Option<&WifiSecret>,
    remembered: bool,
    method: SetupMethod,
) -> SetupNetworkView {
    SetupNetworkView {
        name: network.ssid.display(),
        security: network.security,
        hidden: network.hidden,
        warnings: warnings(network, secret, method),
        has_password: secret.is_some() || !network.security.has_password(),
        remembered,
    }
}

impl State {
    pub(super) fn setup_view(&self) -> Option<SetupView> {
        self.plans.setup.as_ref().map(Setup::view)
    }

    pub(super) async fn begin_setup(
        &mut self,
        method: SetupMethod,
        connection: Option<ConnectionId>,
        reply: Reply<()>,
    ) {
        let begun = match (method, connection) {
            (SetupMethod::PorchlightCode, Some(id)) if self.pairs_cameras(id) => {
                self.account(id).map(|account| Some((id, account)))
            }
            // There is nobody who could tell that the camera has come.
            (SetupMethod::PorchlightCode, _) => Err(FailureCode::NotThere.into()),
            _ => Ok(None),
        };
        let done = match begun {
            Ok(account) => {
                self.drop_setup();
                let kept = StoredSetup {
                    method,
                    account,
                    follows: None,
                    network: None,
                    remember: false,
                    pairing: None,
                    arrived: None,
                };
                self.start_setup(kept);
                self.keep_plans().await
            }
            Err(failure) => Err(failure),
        };
        self.answer(reply, done);
    }

    /// Cameras can be brought there by a code, and whoever does it is told.
    fn pairs_cameras(&self, id: ConnectionId) -> bool {
        self.connection(id).is_some_and(Connection::pairs_cameras)
    }

    fn start_setup(&mut self, kept: StoredSetup) {
        let attempt = self.next_attempt();
        self.plans.setup = Some(Setup::new(attempt, kept));
    }

    /// From where it failed, or a new code for an old one.
    pub(super) async fn try_setup_again(&mut self, reply: Reply<()>) {
        let attempt = self.next_attempt();
        let Some(setup) = &mut self.plans.setup else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        setup.attempt = attempt;
        match &setup.stage {
            Stage::Failed {
                camera: Some(camera),
                ..
            } => setup.stage = Stage::Reached(Arc::clone(camera)),
            Stage::Code { .. } | Stage::Failed { .. }
                if setup.kept.method.shows_code() && setup.secret.is_some() =>
            {
                return self.prepare_code(reply).await;
            }
            Stage::Failed { .. } => setup.stage = Stage::first(setup.kept.method),
            Stage::Network
            | Stage::Reach { .. }
            | Stage::Reached(_)
            | Stage::Code { .. }
            | Stage::Joining { .. }
            | Stage::Online { .. } => {}
        }
        self.answer(reply, Ok(()));
    }

    /// What was chosen stays.
    pub(super) async fn back_in_setup(&mut self, reply: Reply<()>) {
        let attempt = self.next_attempt();
        let Some(setup) = &mut self.plans.setup else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        match &setup.stage {
            // A camera that was told, or is there, cannot be called back.
            Stage::Joining { .. } | Stage::Online { .. } => {
                return self.answer(reply, Err(FailureCode::NotNow.into()));
            }
            Stage::Network | Stage::Reach { .. } => return self.cancel_setup(reply).await,
            Stage::Reached(_) | Stage::Code { .. } | Stage::Failed { .. } => {}
        }
        setup.attempt = attempt;
        setup.stage = Stage::first(setup.kept.method);
        self.cancel_pairing();
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    /// The name, the room, and the network that it is on now.
    pub(super) async fn finish_setup(
        &mut self,
        nickname: Nickname,
        room: Option<Nickname>,
        reply: Reply<()>,
    ) {
        let camera = match &self.plans.setup {
            Some(Setup {
                stage: Stage::Online { camera, .. },
                ..
            }) => camera.clone(),
            Some(_) | None => return self.answer(reply, Err(FailureCode::NotNow.into())),
        };
        if let Some(key) = camera {
            let network = self.network_of_setup();
            let named = self
                .edit(&key, |profile| {
                    profile.nickname = nickname.into();
                    profile.room = room.map(String::from);
                    profile.network = network;
                })
                .await;
            if let Err(failure) = named {
                return self.answer(reply, Err(failure));
            }
        }
        self.plans.setup = None;
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    pub(super) fn network_of_setup(&self) -> Option<String> {
        let network = self.plans.setup.as_ref()?.kept.network.as_ref()?;
        Some(network.ssid.display())
    }

    pub(super) async fn cancel_setup(&mut self, reply: Reply<()>) {
        let arrived = match &self.plans.setup {
            Some(Setup {
                stage: Stage::Online { camera, .. },
                ..
            }) => camera.clone(),
            Some(_) | None => None,
        };
        // It is in the list, named or not; where it is, is known.
        if let Some(key) = arrived {
            let network = self.network_of_setup();
            if self
                .edit(&key, |profile| profile.network = network)
                .await
                .is_err()
            {
                tracing::warn!("the network of a new camera could not be kept");
            }
        }
        self.drop_setup();
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    /// Its code no longer works; a camera of a move waits again.
    fn drop_setup(&mut self) {
        self.cancel_pairing();
        self.plans.setup = None;
        self.nobody_moves_now();
    }

    /// The connection, or whose it is, is not what it was.
    pub(super) async fn drop_plans_of(&mut self, connection: ConnectionId) {
        let of_setup = self.plans.setup.as_ref().and_then(Setup::connection);
        if of_setup == Some(connection) {
            self.plans.setup = None;
        }
        let moving = self.plans.moving.as_ref();
        if moving.is_some_and(|moving| moving.is_of(connection)) {
            self.plans.moving = None;
        }
        if self.keep_plans().await.is_err() {
            tracing::warn!("a set-up that is over is still stored");
        }
    }

    /// The camera is in the account no longer: it follows nowhere, and is not named.
    pub(super) async fn plan_without(&mut self, gone: &CameraKey) {
        let brings = |setup: &Setup| {
            let arrives = setup.connection() == Some(gone.connection)
                && setup.kept.arrived.as_ref() == Some(&gone.camera);
            arrives || setup.kept.follows.as_ref() == Some(gone)
        };
        let set_up = self.plans.setup.as_ref().is_some_and(brings);
        if set_up {
            self.drop_setup();
        }
        let moved = self.moves_without(gone);
        if (set_up || moved) && self.keep_plans().await.is_err() {
            tracing::warn!("a plan for a camera that is gone is still stored");
        }
    }

    pub(super) async fn plan_without_gone(&mut self, id: ConnectionId, before: &[Camera]) {
        for camera in before {
            let key = CameraKey {
                connection: id,
                camera: camera.id.clone(),
            };
            if self.registry.get(&key).is_none() {
                self.plan_without(&key).await;
            }
        }
    }

    pub(super) async fn keep_plans(&self) -> Result<(), Failure> {
        let plans = StoredPlans {
            setup: self.plans.setup.as_ref().map(|setup| setup.kept.clone()),
            moving: self.plans.moving.as_ref().map(Moving::to_keep),
        };
        self.store()?
            .put_plans(&plans)
            .await
            .map_err(|error| Failure::from(&error))
    }

    /// As an earlier run left them. Passwords have to be typed again.
    pub(super) fn restore_plans(&mut self, plans: StoredPlans) {
        if let Some(kept) = plans.setup {
            self.start_setup(kept);
        }
        self.plans.moving = plans.moving.map(Moving::restored);
        self.nobody_moves_now();
    }

    pub(super) async fn open_camera_page(&mut self, reply: Reply<()>) {
        let page = match &self.plans.setup {
            Some(Setup {
                stage: Stage::Online { page, .. },
                ..
            }) => page.clone(),
            Some(_) | None => None,
        };
        let done = match page {
            Some(page) => in_browser(self.parts.desktop.open_camera_page(&page)),
            None => Err(FailureCode::NotThere.into()),
        };
        self.answer(reply, done);
    }
}

impl Connection {
    pub(in crate::companion) fn pairs_cameras(&self) -> bool {
        let provider = self.provider.as_ref();
        provider.is_some_and(|provider| provider.pairing().is_some())
    }
}
