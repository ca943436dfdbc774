//! Cameras of the list to another network, or to the new password of theirs, one after the other. Names and rooms stay.

use super::super::requests::Reply;
use super::super::state::State;
use super::telling::Telling;
use super::{Purpose, network_view};
use crate::error::{Failure, FailureCode};
use crate::view::setup::{MovePurpose, MoveState, MoveView, MovingCamera, NetworkChoice};
use crate::view::{CameraKey, ConnectionId};
use crate::wifi::plans::{StoredMove, StoredSetup};
use crate::wifi::setup::SetupMethod;
use crate::wifi::{ChosenNetwork, WifiSecret};

pub(in crate::companion) struct Moving {
    kept: StoredMove,
    /// After a restart it has to be typed again.
    secret: Option<WifiSecret>,
    /// Of the cameras that are told by this computer, the last one.
    telling: Option<Telling>,
}

/// Where cameras go.
pub(super) struct Destination {
    pub network: ChosenNetwork,
    pub remember: bool,
    pub secret: WifiSecret,
}

impl Moving {
    pub(super) fn restored(kept: StoredMove) -> Self {
        Self {
            kept,
            secret: None,
            telling: None,
        }
    }

    pub(super) fn to_keep(&self) -> StoredMove {
        self.kept.clone()
    }

    pub(super) fn is_of(&self, connection: ConnectionId) -> bool {
        self.kept.connection == connection
    }

    fn is_this(
        &self,
        connection: ConnectionId,
        purpose: &MovePurpose,
        network: &ChosenNetwork,
    ) -> bool {
        self.kept.connection == connection
            && self.kept.purpose == *purpose
            && self.kept.network.ssid == network.ssid
    }

    fn is_telling(&self, key: &CameraKey) -> bool {
        let telling = self.telling.as_ref();
        telling.is_some_and(|telling| telling.camera == *key && telling.is_under_way())
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
            purpose: moving.kept.purpose.clone(),
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
                    told: moving
                        .telling
                        .as_ref()
                        .filter(|telling| telling.camera == *key)
                        .map(|telling| telling.state.clone()),
                })
                .collect(),
        })
    }

    pub(in crate::companion) fn begin_move(
        &mut self,
        connection: ConnectionId,
        purpose: MovePurpose,
        choice: NetworkChoice,
        reply: Reply<()>,
    ) {
        let moves = self.pairs_cameras(connection) || self.tells_networks(connection);
        if let (true, Ok(_)) = (moves, self.account(connection)) {
            self.choose(
                Purpose::Move {
                    connection,
                    purpose,
                },
                Some(connection),
                choice,
                reply,
            );
        } else {
            self.answer(reply, Err(FailureCode::NotThere.into()));
        }
    }

    /// Before its password is looked for: nobody follows to where they are, and nothing that is under way is dropped for it.
    pub(super) fn may_move(
        &self,
        connection: ConnectionId,
        purpose: &MovePurpose,
        network: &ChosenNetwork,
    ) -> Result<(), Failure> {
        match &self.plans.moving {
            Some(moving) if moving.is_this(connection, purpose, network) => return Ok(()),
            Some(_) => return Err(FailureCode::MoveUnderWay.into()),
            None => {}
        }
        let cameras = self.to_move(connection, purpose, network);
        if cameras.is_empty() {
            return Err(FailureCode::NotThere.into());
        }
        if cameras
            .iter()
            .all(|(_, state)| *state == MoveState::Followed)
        {
            return Err(FailureCode::CamerasThereAlready.into());
        }
        Ok(())
    }

    /// Who goes, in the order of the list. Those that are on the other network already have followed.
    fn to_move(
        &self,
        connection: ConnectionId,
        purpose: &MovePurpose,
        network: &ChosenNetwork,
    ) -> Vec<(CameraKey, MoveState)> {
        let name = network.ssid.display();
        let cameras = self.registry.of(connection).filter_map(|camera| {
            let key = CameraKey {
                connection,
                camera: camera.id.clone(),
            };
            let on = self.network_shown(&key);
            let is_there = on.as_ref() == Some(&name);
            let state = match purpose {
                MovePurpose::NewNetwork if is_there && camera.online == Some(true) => {
                    MoveState::Followed
                }
                MovePurpose::NewNetwork => MoveState::Waiting,
                // One of which nobody has said where it is may be there as well.
                MovePurpose::NewPassword if is_there || on.is_none() => MoveState::Waiting,
                MovePurpose::NewPassword => return None,
                MovePurpose::WifiAgain { camera } if *camera == key => MoveState::Waiting,
                MovePurpose::WifiAgain { .. } => return None,
            };
            Some((key, state))
        });
        cameras.collect()
    }

    /// The same move again (with its password, after a restart) goes on where it was.
    pub(super) async fn move_to(
        &mut self,
        connection: ConnectionId,
        purpose: MovePurpose,
        to: Destination,
        reply: Reply<()>,
    ) {
        // Something else may have begun while the password was looked for.
        if let Err(failure) = self.may_move(connection, &purpose, &to.network) {
            return self.answer(reply, Err(failure));
        }
        let before = self.plans.moving.take().map(|moving| moving.kept.cameras);
        let before = before.unwrap_or_default();
        if purpose == MovePurpose::NewPassword && !to.remember {
            self.forget_wifi_password(to.network.ssid.clone());
        }
        let mut cameras = self.to_move(connection, &purpose, &to.network);
        for (camera, state) in &mut cameras {
            if let Some((_, known)) = before.iter().find(|(known, _)| known == camera) {
                *state = *known;
            }
        }
        self.plans.moving = Some(Moving {
            kept: StoredMove {
                connection,
                purpose,
                network: to.network,
                remember: to.remember,
                cameras,
            },
            secret: Some(to.secret),
            telling: None,
        });
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    /// Its code, with the network of the move; or it is told, where that can be done.
    pub(in crate::companion) async fn move_camera(&mut self, key: CameraKey, reply: Reply<()>) {
        if self.tells_networks(key.connection) {
            return self.tell_camera(&key, reply);
        }
        match self.set_up_again(&key) {
            Ok(()) => self.prepare_code(reply).await,
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    fn set_up_again(&mut self, key: &CameraKey) -> Result<(), Failure> {
        let account = self.account(key.connection)?;
        let another = self.plans.setup.as_ref();
        if another.is_some_and(|setup| setup.kept.follows.is_none()) {
            return Err(FailureCode::SetupUnderWay.into());
        }
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
    pub(super) async fn camera_followed(&mut self, key: CameraKey, network: Option<String>) {
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
            !moving.is_telling(&key)
                && matches!(
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

    /// One camera less on the way; with the last one the move is over. `false`: it was none of them.
    pub(super) fn moves_without(&mut self, gone: &CameraKey) -> bool {
        let Some(moving) = &mut self.plans.moving else {
            return false;
        };
        let cameras = &mut moving.kept.cameras;
        let before = cameras.len();
        cameras.retain(|(camera, _)| camera != gone);
        let changed = cameras.len() < before;
        if changed && cameras.is_empty() {
            self.plans.moving = None;
        }
        changed
    }

    /// Where a camera of the move goes.
    ///
    /// # Errors
    /// Another one is being told; its password has to be typed first.
    pub(super) fn destination_of(&self, key: &CameraKey) -> Result<Destination, Failure> {
        let moving = self.plans.moving.as_ref().ok_or(FailureCode::NotNow)?;
        moving.state(key).ok_or(FailureCode::NotThere)?;
        if moving.telling.as_ref().is_some_and(Telling::is_under_way) {
            return Err(FailureCode::NotNow.into());
        }
        let secret = moving.secret.clone();
        Ok(Destination {
            network: moving.kept.network.clone(),
            remember: moving.kept.remember,
            secret: secret.ok_or(FailureCode::WifiPasswordMissing)?,
        })
    }

    pub(super) fn network_of_move(&self) -> Option<String> {
        let moving = self.plans.moving.as_ref()?;
        Some(moving.kept.network.ssid.display())
    }

    pub(super) fn tells_now(&mut self, telling: Telling) {
        if let Some(moving) = &mut self.plans.moving {
            moving.set(&telling.camera, MoveState::Waiting);
            moving.telling = Some(telling);
        }
    }

    pub(super) fn telling_mut(&mut self) -> Option<&mut Telling> {
        self.plans.moving.as_mut()?.telling.as_mut()
    }

    pub(super) fn nobody_is_told(&mut self) {
        if let Some(moving) = &mut self.plans.moving {
            moving.telling = None;
        }
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
