//! Cameras that let in whoever has their password, one by one: there is nothing else to sign in to.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tokio::sync::watch;

use super::{FakeService, FakeServices, lock};
use crate::cameras::{Camera, CameraId};
use crate::ports::access::{Access, CameraAccess, CameraSignIn, CameraSignedIn};
use crate::ports::camera_wifi::CameraWifi;
use crate::ports::discovery::{CameraDiscovery, FoundCamera};
use crate::ports::grant::Grant;
use crate::ports::place::{Place, ProviderId};
use crate::ports::provider::{
    Disclosure, EndEvidence, Naming, Provider, ProviderProfile, Providers, ServiceError,
};
use crate::ports::sign_in::{AccountName, Length, SignInForm};
use crate::ports::snapshots::{Picture, SnapshotService};
use crate::secret::SecretBytes;
use crate::wifi::{ChosenNetwork, Ssid, WifiSecret};

/// What it is called among the providers that are chosen by name.
pub const FAKE_NETWORK: &str = "fake network";

#[derive(Clone)]
pub struct FakeNetwork(Arc<Shared>);

struct Shared {
    inner: Mutex<Inner>,
    /// Anything changed.
    changed: watch::Sender<u64>,
}

#[derive(Default)]
struct Inner {
    /// By address.
    cameras: BTreeMap<String, Housed>,
    /// How often each was asked how it is.
    looks: HashMap<CameraId, usize>,
    under_way: usize,
    most_under_way: usize,
    holds: bool,
    follows_nobody: bool,
    lacks_pictures: bool,
    lacks_discovery: bool,
    lacks_wifi: bool,
}

struct Housed {
    camera: Camera,
    password: String,
    trouble: Option<ServiceError>,
    /// `None`: what it was put on at first.
    network: Option<Ssid>,
    moves: Moves,
}

/// What a camera does when it is told another network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    ToTheOther,
    /// It tries, and comes back.
    Nowhere,
    /// Nobody hears of it afterwards.
    Away,
    Refuses,
}

impl Default for FakeNetwork {
    fn default() -> Self {
        Self(Arc::new(Shared {
            inner: Mutex::default(),
            changed: watch::Sender::new(0),
        }))
    }
}

impl FakeNetwork {
    /// A camera that has its address from the router and its password from the owner.
    pub fn put(&self, address: &str, camera: Camera, password: &str) {
        let housed = Housed {
            camera,
            password: password.to_owned(),
            trouble: None,
            network: None,
            moves: Moves::ToTheOther,
        };
        self.change(|inner| drop(inner.cameras.insert(address.to_owned(), housed)));
    }

    /// The router gives it another one.
    pub fn readdress(&self, from: &str, to: &str) {
        self.change(|inner| {
            if let Some(housed) = inner.cameras.remove(from) {
                inner.cameras.insert(to.to_owned(), housed);
            }
        });
    }

    pub fn set_password(&self, address: &str, password: &str) {
        self.of(address, |housed| password.clone_into(&mut housed.password));
    }

    /// Of this camera alone; `None`: no more.
    pub fn trouble(&self, address: &str, trouble: Option<ServiceError>) {
        self.of(address, |housed| housed.trouble = trouble);
    }

    pub fn moves(&self, address: &str, moves: Moves) {
        self.of(address, |housed| housed.moves = moves);
    }

    pub fn without_wifi(&self) {
        self.change(|inner| inner.lacks_wifi = true);
    }

    /// What is asked is not answered until it is let go.
    pub fn hold(&self, holds: bool) {
        self.change(|inner| inner.holds = holds);
    }

    /// From now on cameras are asked where they were last, and nobody looks elsewhere.
    pub fn follow_nobody(&self) {
        self.change(|inner| inner.follows_nobody = true);
    }

    pub fn without_pictures(&self) {
        self.change(|inner| inner.lacks_pictures = true);
    }

    pub fn without_discovery(&self) {
        self.change(|inner| inner.lacks_discovery = true);
    }

    pub fn looks(&self, camera: &CameraId) -> usize {
        let inner = lock(&self.0.inner);
        inner.looks.get(camera).copied().unwrap_or_default()
    }

    /// Cameras that were asked how they are at the same time.
    pub fn most_at_once(&self) -> usize {
        lock(&self.0.inner).most_under_way
    }

    /// Waits until something is so on the network.
    pub async fn until(&self, so: impl Fn(&Self) -> bool) {
        let mut changed = self.0.changed.subscribe();
        while !so(self) {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }

    fn of(&self, address: &str, change: impl FnOnce(&mut Housed)) {
        self.change(|inner| inner.cameras.get_mut(address).map(change));
    }

    fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let changed = change(&mut lock(&self.0.inner));
        self.0.changed.send_modify(|version| *version += 1);
        changed
    }

    /// For who brings what the camera wants.
    fn opened<T>(
        &self,
        grant: &Grant,
        camera: &CameraId,
        ask: impl FnOnce(&mut Housed) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        let (id, password) = taken_apart(&grant.secret()).ok_or(ServiceError::Garbled)?;
        self.change(|inner| {
            let mut all = inner.cameras.values_mut();
            let housed = all.find(|housed| housed.camera.id == id && id == *camera);
            let housed = housed.ok_or(ServiceError::Unreachable)?;
            housed.open(&password)?;
            ask(housed)
        })
    }

    async fn answer(&self) {
        self.until(|network| !lock(&network.0.inner).holds).await;
    }

    /// # Errors
    /// As the camera that is asked says.
    fn asked(&self, grant: &Grant, known: &Camera) -> Result<Camera, ServiceError> {
        let (id, password) = taken_apart(&grant.secret()).ok_or(ServiceError::Garbled)?;
        let inner = lock(&self.0.inner);
        let at_its_address = known
            .address
            .as_ref()
            .and_then(|at| inner.cameras.get_key_value(at));
        let (address, housed) = if inner.follows_nobody {
            at_its_address
        } else {
            inner
                .cameras
                .iter()
                .find(|(_, housed)| housed.camera.id == id)
        }
        .ok_or(ServiceError::Unreachable)?;
        housed.open(&password).map(|camera| at(address, camera))
    }
}

impl Housed {
    fn open(&self, password: &str) -> Result<&Camera, ServiceError> {
        match &self.trouble {
            Some(trouble) => Err(trouble.clone()),
            None if self.password == password => Ok(&self.camera),
            None => Err(ServiceError::WrongCredentials),
        }
    }
}

fn at(address: &str, camera: &Camera) -> Camera {
    Camera {
        address: Some(address.to_owned()),
        ..camera.clone()
    }
}

fn taken_apart(secret: &SecretBytes) -> Option<(CameraId, String)> {
    let text = std::str::from_utf8(secret.expose()).ok()?;
    let (id, password) = text.split_once('\n')?;
    Some((CameraId(id.to_owned()), password.to_owned()))
}

impl Provider for FakeNetwork {
    fn profile(&self) -> ProviderProfile {
        ProviderProfile {
            demo: false,
            creates_accounts: false,
            discloses: Disclosure::NOTHING,
            end_evidence: EndEvidence::SignedToken,
            naming: Naming::Private,
            sign_in: SignInForm {
                account: AccountName::UserName,
                password: Length {
                    shortest: 1,
                    longest: 64,
                },
                more: Vec::new(),
                help: None,
            },
        }
    }

    fn access(&self) -> Access<'_> {
        Access::PerCamera(self)
    }

    fn discovery(&self) -> Option<&dyn CameraDiscovery> {
        (!lock(&self.0.inner).lacks_discovery).then_some(self as _)
    }

    fn snapshots(&self) -> Option<&dyn SnapshotService> {
        (!lock(&self.0.inner).lacks_pictures).then_some(self as _)
    }

    fn wifi(&self) -> Option<&dyn CameraWifi> {
        (!lock(&self.0.inner).lacks_wifi).then_some(self as _)
    }
}

#[async_trait]
impl CameraAccess for FakeNetwork {
    async fn name(&self) -> Result<String, ServiceError> {
        Ok(String::new())
    }

    async fn sign_in(&self, request: &CameraSignIn<'_>) -> Result<CameraSignedIn, ServiceError> {
        self.answer().await;
        let inner = lock(&self.0.inner);
        let housed = inner.cameras.get(request.address);
        let housed = housed.ok_or(ServiceError::Unreachable)?;
        let camera = housed.open(request.password.expose())?;
        let secret = format!("{}\n{}", camera.id.0, request.password.expose());
        Ok(CameraSignedIn {
            camera: at(request.address, camera),
            secret: SecretBytes::new(secret.into_bytes()),
        })
    }

    async fn camera(&self, grant: &Grant, known: &Camera) -> Result<Camera, ServiceError> {
        self.change(|inner| {
            *inner.looks.entry(known.id.clone()).or_default() += 1;
            inner.under_way += 1;
            inner.most_under_way = inner.most_under_way.max(inner.under_way);
        });
        let _asking = Asking(self);
        self.answer().await;
        self.asked(grant, known)
    }
}

/// Until it is answered, or nobody waits for the answer any more.
struct Asking<'a>(&'a FakeNetwork);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.change(|inner| inner.under_way -= 1);
    }
}

#[async_trait]
impl CameraDiscovery for FakeNetwork {
    async fn discover(
        &self,
        found: &(dyn Fn(FoundCamera) + Send + Sync),
    ) -> Result<(), ServiceError> {
        let all: Vec<FoundCamera> = lock(&self.0.inner)
            .cameras
            .iter()
            .map(|(address, housed)| FoundCamera {
                id: housed.camera.id.clone(),
                address: address.clone(),
                name: housed.camera.profile.nickname.clone(),
                maker: "Fake maker".into(),
                model: housed.camera.model.clone(),
            })
            .collect();
        for one in all {
            found(one);
            // The rest is found when it is let go.
            self.answer().await;
        }
        Ok(())
    }
}

#[async_trait]
impl SnapshotService for FakeNetwork {
    async fn snapshot(&self, grant: &Grant, camera: &CameraId) -> Result<Picture, ServiceError> {
        self.answer().await;
        self.opened(grant, camera, |housed| {
            Ok(Picture {
                bytes: format!("picture of {}", housed.camera.id.0).into_bytes(),
                taken_at: None,
            })
        })
    }
}

#[async_trait]
impl CameraWifi for FakeNetwork {
    async fn network(
        &self,
        grant: &Grant,
        camera: &CameraId,
    ) -> Result<Option<Ssid>, ServiceError> {
        self.answer().await;
        self.opened(grant, camera, |housed| Ok(housed.network.clone()))
    }

    async fn set_network(
        &self,
        grant: &Grant,
        camera: &CameraId,
        network: &ChosenNetwork,
        _: &WifiSecret,
    ) -> Result<(), ServiceError> {
        self.answer().await;
        self.opened(grant, camera, |housed| {
            match housed.moves {
                Moves::ToTheOther => housed.network = Some(network.ssid.clone()),
                Moves::Nowhere => {}
                Moves::Away => housed.trouble = Some(ServiceError::Unreachable),
                Moves::Refuses => return Err(ServiceError::Refused),
            }
            Ok(())
        })
    }
}

/// A service at every address, and the network that is chosen by name.
pub struct FakePlaces {
    pub service: FakeService,
    pub network: FakeNetwork,
}

impl Providers for FakePlaces {
    fn at_addresses(&self) -> ProviderId {
        FakeServices(self.service.clone()).at_addresses()
    }

    fn in_demo_home(&self) -> ProviderId {
        FakeServices(self.service.clone()).in_demo_home()
    }

    fn by_name(&self) -> Vec<ProviderId> {
        vec![ProviderId::new(FAKE_NETWORK)]
    }

    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError> {
        if place.provider.0 == FAKE_NETWORK {
            return Ok(Arc::new(self.network.clone()));
        }
        FakeServices(self.service.clone()).provider(place)
    }
}
