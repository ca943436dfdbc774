//! Which network, and the ways to its password.

use std::sync::Arc;

use super::super::requests::{Reply, Report};
use super::super::state::State;
use super::moving::Destination;
use super::remembered::WifiOrder;
use super::{Setup, Stage};
use crate::error::{Failure, FailureCode};
use crate::ports::nearby_networks::NearbyTrouble;
use crate::ports::place::Place;
use crate::view::ConnectionId;
use crate::view::setup::{
    MovePurpose, NearbyNetworkView, NearbyView, NetworkChoice, NetworkName, WifiPassword,
};
use crate::wifi::setup::SetupMethod;
use crate::wifi::warnings::unsuitable;
use crate::wifi::{ChosenNetwork, NearbyNetwork, Ssid, WifiSecret};

/// What a network was chosen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::companion) enum Purpose {
    Setup {
        attempt: u64,
    },
    Move {
        connection: ConnectionId,
        purpose: MovePurpose,
    },
}

impl State {
    pub(in crate::companion) async fn nearby_networks(
        &mut self,
        connection: Option<ConnectionId>,
        reply: Reply<NearbyView>,
    ) {
        let place = self.place_of(connection);
        let nearby = Arc::clone(&self.parts.nearby);
        let report = self.reporter();
        let remembered = self.order_wifi(WifiOrder::Read);
        tokio::spawn(async move {
            let heard = nearby.look(place.as_ref()).await;
            let known = remembered.await.unwrap_or_default();
            let result = heard.map(|networks| (networks, known));
            report(Report::Nearby { result, reply });
        });
    }

    pub(in crate::companion) fn heard(
        &mut self,
        result: Result<(Vec<NearbyNetwork>, Vec<Ssid>), NearbyTrouble>,
        reply: Reply<NearbyView>,
    ) {
        let view = match result {
            Ok((networks, _)) if networks.is_empty() => NearbyView::NothingFound,
            Ok((networks, known)) => {
                let views = networks.iter().map(|network| heard_view(network, &known));
                let view = NearbyView::Found {
                    networks: views.collect(),
                };
                self.plans.heard = networks;
                view
            }
            Err(NearbyTrouble::NoHardware) => NearbyView::NoHardware,
            Err(NearbyTrouble::NotPermitted) => NearbyView::NotPermitted,
            Err(NearbyTrouble::SwitchedOff) => NearbyView::SwitchedOff,
            Err(NearbyTrouble::NothingSaved | NearbyTrouble::Unavailable) => {
                NearbyView::Unavailable
            }
        };
        self.answer(reply, Ok(view));
    }

    pub(in crate::companion) async fn choose_network(
        &mut self,
        choice: NetworkChoice,
        reply: Reply<()>,
    ) {
        let Some(Setup {
            attempt,
            stage: Stage::Network | Stage::Reached(_) | Stage::Failed { .. },
            ..
        }) = &self.plans.setup
        else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let purpose = Purpose::Setup { attempt: *attempt };
        let connection = self.plans.setup.as_ref().and_then(Setup::connection);
        self.choose(purpose, connection, choice, reply);
    }

    /// Finds the password in whatever way the owner chose, and has it remembered if they want that.
    pub(super) fn choose(
        &mut self,
        purpose: Purpose,
        connection: Option<ConnectionId>,
        choice: NetworkChoice,
        reply: Reply<()>,
    ) {
        let method = match purpose {
            Purpose::Setup { .. } => self.plans.setup.as_ref().map(|setup| setup.kept.method),
            Purpose::Move { .. } => None,
        };
        let method = method.unwrap_or(SetupMethod::PorchlightCode);
        let network = match self.chosen(&choice, method) {
            Ok(network) => network,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        if let Purpose::Move {
            connection,
            purpose,
        } = &purpose
            && let Err(failure) = self.may_move(*connection, purpose, &network)
        {
            return self.answer(reply, Err(failure));
        }
        let place = self.place_of(connection);
        let nearby = Arc::clone(&self.parts.nearby);
        let remembered = match choice.password {
            WifiPassword::Remembered => Some(self.order_wifi_secret(network.ssid.clone())),
            WifiPassword::None | WifiPassword::Computer | WifiPassword::Typed { .. } => None,
        };
        let orders = self.wifi_orders();
        let (report, remember) = (self.reporter(), choice.remember);
        let remembered_already = remembered.is_some();
        tokio::spawn(async move {
            let found = match choice.password {
                WifiPassword::None if network.security.has_password() => {
                    Err(FailureCode::WifiPasswordMissing.into())
                }
                WifiPassword::None => Ok(WifiSecret::None),
                WifiPassword::Computer => nearby
                    .saved_secret(place.as_ref(), &network.ssid)
                    .await
                    .map_err(Failure::from),
                WifiPassword::Remembered => match remembered {
                    Some(answer) => answer.await,
                    None => Err(FailureCode::WifiNothingSaved.into()),
                },
                WifiPassword::Typed { password } => {
                    WifiSecret::parse(&password).map_err(Failure::from)
                }
            };
            let secret = match (found, orders, remember) {
                (Ok(secret), Some(orders), true) => {
                    let (ssid, kept) = (network.ssid.clone(), secret.clone());
                    orders.remember(ssid, kept).await.map(|()| secret)
                }
                (found, ..) => found,
            };
            report(Report::NetworkChosen {
                purpose,
                network,
                remember: remember || remembered_already,
                secret,
                reply,
            });
        });
    }

    pub(in crate::companion) async fn network_chosen(
        &mut self,
        purpose: Purpose,
        network: ChosenNetwork,
        remember: bool,
        secret: Result<WifiSecret, Failure>,
        reply: Reply<()>,
    ) {
        let secret = match secret {
            Ok(secret) => secret,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let attempt = match purpose {
            Purpose::Setup { attempt } => attempt,
            Purpose::Move {
                connection,
                purpose,
            } => {
                let to = Destination {
                    network,
                    remember,
                    secret,
                };
                return self.move_to(connection, purpose, to, reply).await;
            }
        };
        let Some(setup) = self
            .plans
            .setup
            .as_mut()
            .filter(|setup| setup.attempt == attempt)
        else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        setup.kept.network = Some(network);
        setup.kept.remember = remember;
        setup.secret = Some(secret);
        if setup.kept.method.shows_code() {
            return self.prepare_code(reply).await;
        }
        let kept = self.keep_plans().await;
        self.answer(reply, kept);
    }

    fn chosen(
        &self,
        choice: &NetworkChoice,
        method: SetupMethod,
    ) -> Result<ChosenNetwork, Failure> {
        let network = match &choice.network {
            NetworkName::Typed { name } => ChosenNetwork {
                ssid: Ssid::new(name.as_bytes())?,
                security: choice.security,
                bands: None,
                hidden: choice.hidden,
            },
            NetworkName::Heard { id } => {
                let octets = hex::decode(id).map_err(|_| FailureCode::NotThere)?;
                let ssid = Ssid::new(octets)?;
                let heard = self.plans.heard.iter().find(|heard| heard.ssid == ssid);
                ChosenNetwork {
                    security: heard
                        .and_then(|heard| heard.security)
                        .unwrap_or(choice.security),
                    bands: heard.and_then(|heard| heard.bands),
                    hidden: choice.hidden,
                    ssid,
                }
            }
        };
        if unsuitable(network.security, method) {
            return Err(FailureCode::NetworkUnsuitable.into());
        }
        Ok(network)
    }

    fn place_of(&self, connection: Option<ConnectionId>) -> Option<Place> {
        Some(self.connection(connection?)?.kept.place.clone())
    }
}

fn heard_view(network: &NearbyNetwork, known: &[Ssid]) -> NearbyNetworkView {
    NearbyNetworkView {
        id: hex::encode(network.ssid.octets()),
        name: network.ssid.display(),
        security: network.security,
        bands: network.bands,
        strength: network.strength,
        current: network.current,
        remembered: known.contains(&network.ssid),
    }
}
