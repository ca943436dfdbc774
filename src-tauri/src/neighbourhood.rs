//! What can be heard around the owner's camera: around this computer, or, for the demo home, in its own
//! neighbourhood.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::ports::place::Place;
use porchlight_core::secret::Password;
use porchlight_core::wifi::{Bands, NearbyNetwork, Security, Ssid, WifiSecret};
use porchlight_providers::registry::DEMO_HOME;
use porchlight_service::demo;

pub(crate) struct Neighbourhood {
    /// Around this computer.
    inner: Arc<dyn NearbyNetworks>,
}

impl Neighbourhood {
    pub(crate) fn new(inner: Arc<dyn NearbyNetworks>) -> Self {
        Self { inner }
    }
}

#[async_trait]
impl NearbyNetworks for Neighbourhood {
    async fn look(&self, place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        match place {
            Some(place) if is_demo(place) => {
                Ok(demo::neighbourhood().iter().filter_map(heard).collect())
            }
            Some(_) | None => self.inner.look(place).await,
        }
    }

    async fn saved_secret(
        &self,
        place: Option<&Place>,
        ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble> {
        match place {
            Some(place) if is_demo(place) => demo::neighbourhood()
                .iter()
                .find(|network| network.ssid == ssid.octets())
                .and_then(demo::NearbyNetwork::saved_password)
                .and_then(|password| WifiSecret::parse(&Password::new(password)).ok())
                .ok_or(NearbyTrouble::NothingSaved),
            Some(_) | None => self.inner.saved_secret(place, ssid).await,
        }
    }
}

fn is_demo(place: &Place) -> bool {
    place.provider.0 == DEMO_HOME
}

fn heard(network: &demo::NearbyNetwork) -> Option<NearbyNetwork> {
    Some(NearbyNetwork {
        ssid: Ssid::new(network.ssid).ok()?,
        security: Some(security(network.security)),
        bands: Some(Bands {
            ghz2: network.ghz2,
            ghz5: network.ghz5,
            ghz6: false,
        }),
        strength: network.strength,
        current: network.current,
    })
}

fn security(security: demo::Security) -> Security {
    match security {
        demo::Security::Open => Security::Open,
        demo::Security::Wep => Security::Wep,
        demo::Security::Wpa => Security::Wpa,
        demo::Security::WpaAndWpa3 => Security::WpaAndWpa3,
        demo::Security::Wpa3 => Security::Wpa3,
        demo::Security::Enterprise => Security::Enterprise,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]
mod tests {
    use porchlight_core::ports::place::ProviderId;

    use super::*;

    /// The window says in the demo home what stands on its routers; both lists are public.
    #[test]
    fn an_owner_in_the_demo_home_reads_the_passwords_of_its_networks() {
        let window = include_str!("../../ui/src/app/demo.ts");
        for (network, password) in [
            (demo::PORCH_NETWORK, demo::PORCH_PASSWORD),
            ("Porch Network 5G", demo::PORCH_PASSWORD),
            (demo::NEW_ROUTER, demo::NEW_ROUTER_PASSWORD),
        ] {
            let line = format!("'{network}': '{password}'");
            assert!(window.contains(&line), "{line}");
        }
        assert!(window.contains(demo::DEMO_RECOVERY_KEY));
        assert!(window.contains(demo::DEMO_EMAIL));
    }

    /// Wi-Fi is switched off, and one password is kept.
    struct ThisComputer;

    #[async_trait]
    impl NearbyNetworks for ThisComputer {
        async fn look(&self, _: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
            Err(NearbyTrouble::SwitchedOff)
        }

        async fn saved_secret(
            &self,
            _: Option<&Place>,
            _: &Ssid,
        ) -> Result<WifiSecret, NearbyTrouble> {
            Ok(WifiSecret::None)
        }
    }

    fn demo_home() -> Place {
        ProviderId::new(DEMO_HOME).anywhere()
    }

    fn neighbourhood() -> Neighbourhood {
        Neighbourhood::new(Arc::new(ThisComputer))
    }

    #[tokio::test]
    async fn the_demo_home_hears_its_own_neighbourhood_whole() {
        let heard = neighbourhood().look(Some(&demo_home())).await.unwrap();
        assert_eq!(heard.len(), demo::neighbourhood().len());
        assert!(heard[0].current && heard[0].ssid.text() == Some(demo::PORCH_NETWORK));
        let five = heard
            .iter()
            .find(|n| n.ssid.text() == Some("Porch Network 5G"));
        let bands = five.unwrap().bands.unwrap();
        assert_eq!((bands.ghz2, bands.ghz5), (false, true));
        assert!(heard.iter().any(|network| network.ssid.text().is_none()));
    }

    #[tokio::test]
    async fn only_what_the_demos_computer_keeps_is_given() {
        let saved = async |name: &[u8]| {
            let ssid = Ssid::new(name).unwrap();
            neighbourhood()
                .saved_secret(Some(&demo_home()), &ssid)
                .await
        };
        let WifiSecret::Passphrase(password) = saved(b"Porch Network").await.unwrap() else {
            panic!("no password")
        };
        assert_eq!(password.expose(), demo::PORCH_PASSWORD);
        for other in [demo::NEW_ROUTER.as_bytes(), b"Porch Guests", b"Nowhere"] {
            let none = saved(other).await.unwrap_err();
            assert_eq!(none, NearbyTrouble::NothingSaved);
        }
    }

    #[tokio::test]
    async fn everywhere_else_this_computer_listens() {
        let place = ProviderId::new("another").at("https://porch.example");
        for place in [None, Some(&place)] {
            let heard = neighbourhood().look(place).await.unwrap_err();
            assert_eq!(heard, NearbyTrouble::SwitchedOff);
            let ssid = Ssid::new(demo::NEW_ROUTER).unwrap();
            let saved = neighbourhood().saved_secret(place, &ssid).await;
            assert!(matches!(saved, Ok(WifiSecret::None)));
        }
    }
}
