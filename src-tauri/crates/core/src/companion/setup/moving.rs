//! All cameras of a connection to another network, one after the other. Names and rooms stay.

use super::super::requests::Reply;
use super::super::state::State;
use super::{Purpose, network_view};
use crate::error::{Failure, FailureCode};
use crate::view::setup::{MoveState, MoveView, MovingCamera, NetworkChoice};
use crate::view::{CameraKey, ConnectionId};
use crate::wifi::plans::{StoredMove, StoredSetup};
use crate::wifi::setup::SetupMethod;
use crate::wifi::{ChosenNetwork, WifiSecret};

pub(in crate::companion) struct Moving {
    kept: StoredMove,
    /// After a restart it has to be typed again.
    secret: Option<WifiSecret>,
}

impl Moving {
    pub(super) fn restored(kept: StoredMove) -> Self {
        Self { kept, secret: None }
    }

    pub(super) fn to_keep(&self) -> StoredMove {
        self.kept.clone()
    }

    pub(super) fn is_of(&self, connection: ConnectionId) -> bool {
        self.kept.connection == connection
    }

    fn set(&mut self, key: &CameraKey, state: MoveState) {
        for (camera, now) in &mut self.kept.cameras {
            if camera == key {
                *now = state;
            }
        }
    }

    fn state(&self, key: &CameraKey) -> Option<MoveState> {
        let mut cameras = self.kept.cameras.iter();
        cameras
            .find(|(camera, _)| camera == key)
            .map(|(_, state)| *state)
    }
}

impl State {
    pub(in crate::companion) fn move_view(&self) -> Option<MoveView> {
        let moving = self.plans.moving.as_ref()?;
        let cameras = moving.kept.cameras.iter();
        Some(MoveView {
            connection: moving.kept.connection,
            network: network_view(
                &moving.kept.network,
                moving.secret.as_ref(),
                moving.kept.remember,
                SetupMethod::PorchlightCode,
            ),
            cameras: cameras
                .map(|(key, state)| MovingCamera {
                    key: key.clone(),
                    state: *state,
                })
                .collect(),
        })
    }

    pub(in crate::companion) fn begin_move(
        &mut self,
        connection: ConnectionId,
        choice: NetworkChoice,
        reply: Reply<()>,
    ) {
        let pairs = self.connection(connection).is_some_and(|connection| {
            let provider = connection.provider.as_ref();
            provider.is_some_and(|provider| provider.pairing().is_some())
        });
        if let (true, Ok(_)) = (pairs, self.account(connection)) {
            self.choose(
                Purpose::Move { connection },
                Some(connection),
                choice,
                reply,
            );
        } else {
            self.answer(reply, Err(FailureCode::NotThere.into()));
        }
    }

    /// The same network again (with its password, after a restart) goes on where it was.
    pub(super) async fn move_to(
        &mut self,
        connection: ConnectionId,
        network: ChosenNetwork,
        remember: bool,
        secret: WifiSecret,
        reply: Reply<()>,
    ) {
        let before = self.plans.moving.take().map(|moving| moving.kept);
        let before = before
            .filter(|kept| kept.connection == connection && kept.network.ssid == network.ssid)
            .map_or_else(Vec::new, |kept| kept.cameras);
        let state = |key: &CameraKey| {
            let known = before.iter().find(|(camera, _)| camera == key);
            known.map_or(MoveState::Waiting, |(_, state)| *state)
        };
        let cameras = self.registry.of(connection).map(|camera| {
            let key = CameraKey {
                connection,
                camera: camera.id.clone(),
            };
            let state = state(&key);
            (key, state)
        });
        let cameras = cameras.collect();
        self.plans.moving = Some(Moving {
            kept: StoredMove {
                connection,
                network,
                remember,
                cameras,
            },
            secret: Some(secret),
        });
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    /// Its code, with the network of the move.
    pub(in crate::companion) async fn move_camera(&mut self, key: CameraKey, reply: Reply<()>) {
        match self.set_up_again(&key) {
            Ok(()) => self.prepare_code(reply).await,
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    fn set_up_again(&mut self, key: &CameraKey) -> Result<(), Failure> {
        let account = self.account(key.connection)?;
        self.drop_setup();
        let moving = self.plans.moving.as_mut().ok_or(FailureCode::NotNow)?;
        moving.state(key).ok_or(FailureCode::NotThere)?;
        let secret = moving
            .secret
            .clone()
            .ok_or(FailureCode::WifiPasswordMissing)?;
        moving.set(key, MoveState::Now);
        let (network, remember) = (moving.kept.network.clone(), moving.kept.remember);
        self.start_setup(StoredSetup {
            method: SetupMethod::PorchlightCode,
            account: Some((key.connection, account)),
            follows: Some(key.clone()),
            network: Some(network),
            remember,
            pairing: None,
            arrived: None,
        });
        if let Some(setup) = &mut self.plans.setup {
            setup.secret = Some(secret);
        }
        Ok(())
    }

    /// It is on the other network, under its old name.
    pub(super) async fn camera_followed(&mut self, key: CameraKey) {
        let network = self.network_of_setup();
        let told = self.edit(&key, |profile| profile.network = network).await;
        if told.is_err() {
            tracing::warn!("the network of a camera that followed could not be kept");
        }
        if let Some(moving) = &mut self.plans.moving {
            moving.set(&key, MoveState::Followed);
        }
        self.plans.setup = None;
        if self.keep_plans().await.is_err() {
            tracing::warn!("a camera followed, and that could not be kept");
        }
    }

    pub(in crate::companion) async fn skip_move(
        &mut self,
        key: CameraKey,
        skip: bool,
        reply: Reply<()>,
    ) {
        let moving = self.plans.moving.as_mut();
        let Some(moving) = moving.filter(|moving| {
            matches!(
                moving.state(&key),
                Some(MoveState::Waiting | MoveState::Skipped)
            )
        }) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        moving.set(
            &key,
            if skip {
                MoveState::Skipped
            } else {
                MoveState::Waiting
            },
        );
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    pub(in crate::companion) async fn end_move(&mut self, reply: Reply<()>) {
        let follows = self.plans.setup.as_ref();
        if follows.is_some_and(|setup| setup.kept.follows.is_some()) {
            self.drop_setup();
        }
        self.plans.moving = None;
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    /// No code is on the screen for any of them.
    pub(super) fn nobody_moves_now(&mut self) {
        let now = self
            .plans
            .setup
            .as_ref()
            .and_then(|setup| setup.kept.follows.clone());
        if let Some(moving) = &mut self.plans.moving {
            for (camera, state) in &mut moving.kept.cameras {
                if *state == MoveState::Now && now.as_ref() != Some(camera) {
                    *state = MoveState::Waiting;
                }
            }
        }
    }
}
