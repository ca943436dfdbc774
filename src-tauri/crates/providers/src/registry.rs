//! Which client serves a connection, and which addresses are allowed at all.

use std::sync::{Arc, PoisonError, RwLock};

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::place::{Place, ProviderId};
use porchlight_core::ports::provider::{Provider, Providers, ServiceError};
use url::{Host, Url};

use crate::porchlight::Porchlight;
use crate::transport::{Network, Route};

/// Where the embedded service listens in this run. Set by whoever starts it; nobody is there until then.
#[derive(Clone, Debug, Default)]
pub struct DemoAddress(Arc<RwLock<Option<Url>>>);

impl DemoAddress {
    pub fn set(&self, address: Option<Url>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = address;
    }

    fn get(&self) -> Option<Url> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// What is kept on disk of which provider it is: never change one.
const ACCOUNT_SERVICE: &str = "porchlight";
pub const DEMO_HOME: &str = "demo_home";

/// The providers of this program.
pub struct Registry(Vec<Offer>);

/// A provider as the program knows it.
pub struct Offer {
    /// As it is kept on disk: never change one.
    pub id: &'static str,
    /// Owners choose it by its name, since it is found in one place only.
    pub by_name: bool,
    /// Makes one for a place: with the address of it, where it is found in more than one.
    pub make: Box<Make>,
}

/// # Errors
/// As [`Providers::provider`].
pub type Make = dyn Fn(Option<&str>) -> Result<Arc<dyn Provider>, ServiceError> + Send + Sync;

impl Registry {
    pub fn new(clock: Arc<dyn Clock>, demo: DemoAddress, network: Network) -> Self {
        let service = move |address| -> Arc<dyn Provider> {
            let (network, clock) = (network.clone(), Arc::clone(&clock));
            Arc::new(Porchlight::new(address, network, clock))
        };
        let in_demo_home = service.clone();
        Self(vec![
            Offer {
                id: ACCOUNT_SERVICE,
                by_name: false,
                make: Box::new(move |address| {
                    let address = address.ok_or(ServiceError::ProviderUnknown)?;
                    Ok(service(Address::Fixed(allowed(address)?)))
                }),
            },
            Offer {
                id: DEMO_HOME,
                by_name: false,
                make: Box::new(move |address| match address {
                    None => Ok(in_demo_home(Address::Demo(demo.clone()))),
                    Some(_) => Err(ServiceError::ProviderUnknown),
                }),
            },
        ])
    }

    #[must_use]
    pub fn and(mut self, offer: Offer) -> Self {
        self.0.push(offer);
        self
    }
}

impl Providers for Registry {
    fn at_addresses(&self) -> ProviderId {
        ProviderId::new(ACCOUNT_SERVICE)
    }

    fn in_demo_home(&self) -> ProviderId {
        ProviderId::new(DEMO_HOME)
    }

    fn by_name(&self) -> Vec<ProviderId> {
        let chosen = self.0.iter().filter(|offer| offer.by_name);
        let mut ids: Vec<_> = chosen.map(|offer| ProviderId::new(offer.id)).collect();
        ids.sort_unstable();
        ids
    }

    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError> {
        let mut offers = self.0.iter();
        let offer = offers.find(|offer| offer.id == place.provider.0);
        let offer = offer.ok_or(ServiceError::ProviderUnknown)?;
        (offer.make)(place.address.as_deref())
    }
}

/// Where a provider's service is.
pub(crate) enum Address {
    Demo(DemoAddress),
    Fixed(Url),
}

impl Address {
    pub(crate) fn is_demo(&self) -> bool {
        matches!(self, Self::Demo(_))
    }

    pub(crate) fn route(&self) -> Route {
        match self {
            Self::Demo(_) => Route {
                tls: false,
                loopback: true,
            },
            Self::Fixed(url) => route_to(url),
        }
    }

    /// `path` begins with a slash.
    pub(crate) fn join(&self, path: &str) -> Result<Url, ServiceError> {
        let mut url = match self {
            Self::Demo(address) => address.get().ok_or(ServiceError::Unreachable)?,
            Self::Fixed(url) => url.clone(),
        };
        let joined = format!("{}{path}", url.path().trim_end_matches('/'));
        url.set_path(&joined);
        Ok(url)
    }
}

pub(crate) fn route_to(url: &Url) -> Route {
    Route {
        tls: url.scheme() == "https",
        loopback: is_loopback(url),
    }
}

/// https anywhere, http only where nobody can listen in: on this computer. `https://` may be left out.
pub(crate) fn allowed(address: &str) -> Result<Url, ServiceError> {
    let address = address.trim();
    let url = if address.contains("://") {
        Url::parse(address)
    } else {
        Url::parse(&format!("https://{address}"))
    }
    .map_err(|_| ServiceError::AddressNotAllowed)?;
    let secure = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    (secure && plain && url.has_host())
        .then_some(url)
        .ok_or(ServiceError::AddressNotAllowed)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        // RFC 6761 §6.3: always this computer.
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use porchlight_core::testing::ManualClock;

    use super::*;

    #[test]
    fn plain_http_is_for_this_computer_only() {
        for good in [
            "https://home.example",
            " https://home.example:8443/cams/ ",
            "home.example",
            "http://127.0.0.1:8080",
            "http://[::1]:1",
            "http://localhost",
        ] {
            assert!(allowed(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "http://home.example",
            "http://localhost.example",
            "http://127.0.0.1.example",
            "http://192.168.1.2",
            "ftp://home.example",
            "file:///etc/passwd",
            "javascript://home.example/%0aalert(1)",
            "https://ada:secret@home.example",
            "https://home.example/?a=1",
            "https://home.example/#a",
            "https://",
        ] {
            assert_eq!(allowed(bad), Err(ServiceError::AddressNotAllowed), "{bad}");
        }
    }

    #[test]
    fn a_connection_of_a_provider_that_this_version_does_not_have_says_so() {
        let clock = Arc::new(ManualClock::default());
        let registry = Registry::new(clock, DemoAddress::default(), Network::default());
        let known = |place: &Place| registry.provider(place).map(drop);
        assert_eq!(known(&registry.in_demo_home().anywhere()), Ok(()));
        let address = "https://home.example";
        assert_eq!(known(&registry.at_addresses().at(address)), Ok(()));
        for other in [
            ProviderId::new("of tomorrow").anywhere(),
            ProviderId::new("of tomorrow").at(address),
            registry.at_addresses().anywhere(),
        ] {
            assert_eq!(known(&other), Err(ServiceError::ProviderUnknown));
        }
    }

    #[test]
    fn paths_go_below_the_address_that_was_given() {
        let below = |base: &str| {
            let address = Address::Fixed(allowed(base).expect("allowed"));
            address.join("/v1/cameras").map(String::from)
        };
        assert_eq!(
            below("home.example"),
            Ok("https://home.example/v1/cameras".into())
        );
        assert_eq!(
            below("https://home.example/p/"),
            Ok("https://home.example/p/v1/cameras".into())
        );
    }

    #[test]
    fn a_demo_home_that_has_not_started_is_out_of_reach_and_found_once_it_has() {
        let demo = DemoAddress::default();
        let address = Address::Demo(demo.clone());
        assert_eq!(address.join("/v1/service"), Err(ServiceError::Unreachable));
        demo.set(Url::parse("http://127.0.0.1:4000").ok());
        assert_eq!(
            address.join("/v1/service").map(String::from),
            Ok("http://127.0.0.1:4000/v1/service".into())
        );
    }
}
