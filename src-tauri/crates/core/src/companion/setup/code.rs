//! The code that a camera scans. With our own, the service tells when the camera is there.

use std::sync::Arc;
use std::time::Duration;

use super::super::requests::{Reply, Report};
use super::super::state::{Connection, State};
use super::{Setup, Stage};
use crate::cameras::CameraId;
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{Pairing, PairingId, PairingState, ServiceError, SessionId};
use crate::secret::Password;
use crate::view::{CameraKey, ConnectionId};
use crate::wifi::code::{CodeFamily, payload};
use crate::wifi::setup::SetupMethod;

/// No token is good for longer, whatever the two clocks say.
const LONGEST_PAIRING: Duration = Duration::from_secs(600);

impl State {
    /// Network and password are there: with our own family, a token is fetched first.
    pub(super) async fn prepare_code(&mut self, reply: Reply<()>) {
        self.cancel_pairing();
        let kept = self.keep_plans().await;
        let Some(setup) = &mut self.plans.setup else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        if let Err(failure) = kept {
            return self.answer(reply, Err(failure));
        }
        if setup.kept.method != SetupMethod::PorchlightCode {
            let carried = setup.draw(None).map(drop);
            if carried.is_ok() {
                setup.stage = Stage::Code {
                    since: self.parts.clock.now(),
                    pairing: None,
                };
            }
            return self.answer(reply, carried);
        }
        let (attempt, follows) = (setup.attempt, setup.kept.follows.clone());
        let line = setup.connection().map(|id| (id, self.line_or_why(id)));
        let (id, provider, grant) = match line {
            Some((id, Ok((provider, grant)))) => (id, provider, grant),
            Some((_, Err(failure))) => return self.answer(reply, Err(failure)),
            None => return self.answer(reply, Err(FailureCode::NotThere.into())),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.pairing() {
                Some(pairing) => {
                    let follows = follows.as_ref().map(|key| &key.camera);
                    pairing.begin_pairing(&grant, follows).await
                }
                None => Err(ServiceError::NotFound),
            };
            report(Report::PairingBegun {
                connection: id,
                session: grant.session().clone(),
                attempt,
                result,
                reply,
            });
        });
    }

    pub(in crate::companion) async fn pairing_begun(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        attempt: u64,
        result: Result<Pairing, ServiceError>,
        reply: Reply<()>,
    ) {
        let now = self.parts.clock.now();
        let (clock, report) = (Arc::clone(&self.parts.clock), self.reporter());
        let mut pairing = match result {
            Ok(pairing) => pairing,
            Err(error) => {
                self.service_failed(id, &session, &error).await;
                return self.answer(reply, Err(Failure::from(&error)));
            }
        };
        let Some(setup) = self
            .plans
            .setup
            .as_mut()
            .filter(|setup| setup.attempt == attempt)
        else {
            // Given up meanwhile: nobody shall use the token.
            self.end_pairing(id, pairing.id);
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let longest = crate::time::Timestamp(
            now.0
                .saturating_add(i64::try_from(LONGEST_PAIRING.as_millis()).unwrap_or(i64::MAX)),
        );
        if pairing.expires_at <= now || pairing.expires_at > longest {
            pairing.expires_at = longest;
        }
        let left = u64::try_from(pairing.expires_at.0.saturating_sub(now.0)).unwrap_or_default();
        let expiring = pairing.id.clone();
        tokio::spawn(async move {
            clock.sleep(Duration::from_millis(left)).await;
            report(Report::PairingExpired { pairing: expiring });
        });
        setup.kept.pairing = Some(pairing.id.clone());
        setup.kept.arrived = None;
        let drawn = setup.draw(Some(&pairing)).map(drop);
        if drawn.is_ok() {
            setup.stage = Stage::Code {
                since: now,
                pairing: Some(pairing),
            };
        } else {
            self.cancel_pairing();
        }
        let kept = self.keep_plans().await;
        self.answer(reply, drawn.and(kept));
    }

    /// The drawing, as long as the code stands. `mark`: what some families print on the camera.
    pub(in crate::companion) async fn setup_code(
        &mut self,
        mark: Option<String>,
        reply: Reply<String>,
    ) {
        let drawn = match &self.plans.setup {
            Some(
                setup @ Setup {
                    stage: Stage::Code { pairing, .. },
                    ..
                },
            ) => setup.draw_with(pairing.as_ref(), mark),
            Some(_) | None => Err(FailureCode::NotNow.into()),
        };
        let drawn = drawn.map(|svg| svg.expose().to_owned());
        self.answer(reply, drawn);
    }

    /// For a family whose cameras nobody can follow.
    pub(in crate::companion) async fn camera_is_online(&mut self, reply: Reply<()>) {
        let done = match &mut self.plans.setup {
            Some(setup)
                if matches!(setup.stage, Stage::Code { .. })
                    && !setup.kept.method.is_followed() =>
            {
                setup.secret = None;
                setup.stage = Stage::Online {
                    camera: None,
                    page: None,
                    confirmed: true,
                };
                Ok(())
            }
            Some(_) | None => Err(FailureCode::NotNow.into()),
        };
        self.answer(reply, done);
    }

    // --- what the service says of it ---

    /// A camera has claimed a pairing; it will be in the next list.
    pub(in crate::companion) async fn pairing_claimed(
        &mut self,
        id: ConnectionId,
        pairing: &PairingId,
        camera: CameraId,
    ) {
        let Some(setup) = &mut self.plans.setup else {
            return;
        };
        if setup.connection() != Some(id) || setup.kept.pairing.as_ref() != Some(pairing) {
            return;
        }
        setup.kept.arrived = Some(camera);
        if self.keep_plans().await.is_err() {
            tracing::warn!("the arrival of a camera could not be kept");
        }
    }

    /// The list is new: the camera may be in it. What was missed while this computer was away is asked for.
    pub(in crate::companion) async fn setup_after_list(&mut self, id: ConnectionId) {
        let account = self.account(id).ok();
        let Some(setup) = &self.plans.setup else {
            return;
        };
        match &setup.kept.account {
            Some((at, owner)) if *at == id => {
                // Somebody else is signed in here now.
                if account.as_ref() != Some(owner) {
                    self.drop_setup();
                    if self.keep_plans().await.is_err() {
                        tracing::warn!("a set-up of another account is still stored");
                    }
                    return;
                }
            }
            Some(_) | None => return,
        }
        match (&setup.kept.arrived, &setup.kept.pairing) {
            (Some(camera), _) => {
                let key = CameraKey {
                    connection: id,
                    camera: camera.clone(),
                };
                if self.registry.get(&key).is_some() {
                    self.camera_is_there(key).await;
                }
            }
            (None, Some(pairing)) => self.ask_about(id, pairing.clone()),
            (None, None) => {}
        }
    }

    async fn camera_is_there(&mut self, key: CameraKey) {
        let Some(setup) = &mut self.plans.setup else {
            return;
        };
        if matches!(setup.stage, Stage::Online { .. }) {
            return;
        }
        // The camera knows the password now; nobody here needs it any more.
        setup.secret = None;
        setup.kept.pairing = None;
        if setup.kept.follows.is_some() {
            let network = self.network_of_setup();
            return self.camera_followed(key, network).await;
        }
        setup.stage = Stage::Online {
            camera: Some(key),
            page: None,
            confirmed: true,
        };
        if self.keep_plans().await.is_err() {
            tracing::warn!("the arrival of a camera could not be kept");
        }
    }

    fn ask_about(&self, id: ConnectionId, pairing: PairingId) {
        let Some((provider, grant)) = self.connection(id).and_then(Connection::line) else {
            return;
        };
        let report = self.reporter();
        tokio::spawn(async move {
            if let Some(pairings) = provider.pairing()
                && let Ok(state) = pairings.pairing(&grant, &pairing).await
            {
                report(Report::PairingAnswered {
                    connection: id,
                    pairing,
                    state,
                });
            }
        });
    }

    pub(in crate::companion) async fn pairing_answered(
        &mut self,
        id: ConnectionId,
        pairing: PairingId,
        state: PairingState,
    ) {
        match state {
            PairingState::Waiting => {}
            PairingState::Claimed { camera } => {
                self.pairing_claimed(id, &pairing, camera.clone()).await;
                let key = CameraKey {
                    connection: id,
                    camera,
                };
                if self.registry.get(&key).is_some() {
                    self.setup_after_list(id).await;
                } else {
                    self.list_again(id);
                }
            }
            PairingState::Over => self.pairing_over(&pairing).await,
        }
    }

    /// Its time is up, by this computer's clock.
    pub(in crate::companion) async fn pairing_over(&mut self, pairing: &PairingId) {
        let Some(setup) = &mut self.plans.setup else {
            return;
        };
        if setup.kept.pairing.as_ref() != Some(pairing) || setup.kept.arrived.is_some() {
            return;
        }
        setup.kept.pairing = None;
        if matches!(setup.stage, Stage::Code { .. }) {
            setup.fail(FailureCode::PairingOver.into());
        }
        if self.keep_plans().await.is_err() {
            tracing::warn!("a code that is over is still stored");
        }
    }

    /// A code that was shown no longer works.
    pub(super) fn cancel_pairing(&mut self) {
        let Some(setup) = &mut self.plans.setup else {
            return;
        };
        if setup.kept.arrived.is_some() {
            return;
        }
        if let (Some(pairing), Some(id)) = (setup.kept.pairing.take(), setup.connection()) {
            self.end_pairing(id, pairing);
        }
    }

    /// As far as the service can be reached; in ten minutes it is over anyway.
    fn end_pairing(&self, id: ConnectionId, pairing: PairingId) {
        let Some((provider, grant)) = self.connection(id).and_then(Connection::line) else {
            return;
        };
        tokio::spawn(async move {
            if let Some(pairings) = provider.pairing()
                && pairings.cancel_pairing(&grant, &pairing).await.is_err()
            {
                tracing::info!("a code could not be cancelled; it lapses by itself");
            }
        });
    }
}

impl Setup {
    fn draw(&self, pairing: Option<&Pairing>) -> Result<Password, Failure> {
        self.draw_with(pairing, None)
    }

    fn draw_with(
        &self,
        pairing: Option<&Pairing>,
        mark: Option<String>,
    ) -> Result<Password, Failure> {
        let (Some(network), Some(secret)) = (&self.kept.network, &self.secret) else {
            return Err(FailureCode::WifiPasswordMissing.into());
        };
        let family = match (self.kept.method, pairing) {
            (SetupMethod::PorchlightCode, Some(pairing)) => CodeFamily::Porchlight {
                address: pairing.address.clone(),
                token: pairing.token.clone(),
            },
            (SetupMethod::WifiCode, _) => CodeFamily::WifiUri,
            (SetupMethod::OpenIpcCode, _) => CodeFamily::OpenIpc,
            (SetupMethod::ReolinkCode, _) => CodeFamily::Reolink { last4: mark },
            // Nobody can give the token that these need.
            (
                SetupMethod::PorchlightCode
                | SetupMethod::WyzeCode
                | SetupMethod::YiCode
                | SetupMethod::UsbCable
                | SetupMethod::OwnNetwork,
                _,
            ) => return Err(FailureCode::NotNow.into()),
        };
        Ok(payload(&family, network, secret)?.svg()?)
    }
}
