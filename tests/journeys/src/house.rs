//! A household: the real account service behind a line that can be cut and tampered with, and its owner's account.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use porchlight_core::ports::clock::Clock as _;
use porchlight_core::ports::provider::{Credential, Provider, Providers, RightPassword, SignedIn};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::Password;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::service::Registration;
use porchlight_providers::{DemoAddress, Limits, Network, Registry, Roots};
use porchlight_service::clock::Clock;
use porchlight_service::{Config, DatabaseUrl, Incident, RunningService, Service};
use porchlight_simulators::proxy::Proxy;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;
use uuid::Uuid;

use crate::clock::HastyClock;

pub const EMAIL: &str = "ada.lovelace@porch.example";
pub const PASSWORD: &str = "correct horse battery staple";
pub const REASON: &str = "A database was left unlocked.";

pub struct House {
    pub service: Service,
    pub proxy: Proxy,
    running: RunningService,
    folder: TempDir,
    /// Seconds that the service's clock is ahead.
    ahead: Arc<AtomicI64>,
    takes: Registration,
}

impl House {
    /// With no account yet.
    pub async fn empty() -> Self {
        Self::that_takes(Registration::Open).await
    }

    /// The same, where not everybody may make one.
    pub async fn that_takes(takes: Registration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("service")).unwrap();
        let proxy = Proxy::start().await.unwrap();
        Self::open(folder, proxy, Arc::default(), takes).await
    }

    async fn open(
        folder: TempDir,
        proxy: Proxy,
        ahead: Arc<AtomicI64>,
        takes: Registration,
    ) -> Self {
        let database = DatabaseUrl::sqlite(folder.path().join("service/service.sqlite"));
        let mut config = Config::new(database, folder.path().join("secrets"), "Porch");
        config.public_url = Some(Url::parse(&proxy.url()).unwrap());
        config.registration = takes;
        let clock = (HastyClock::right(), Arc::clone(&ahead));
        config.clock =
            Clock::from_fn(move || clock.0.now().seconds() + clock.1.load(Ordering::SeqCst));
        let service = Service::open(config).await.unwrap();
        let (listener, address) = listener().await;
        proxy.leads_to(address);
        let running = service.serve_on(listener).await.unwrap();
        Self {
            service,
            proxy,
            running,
            folder,
            ahead,
            takes,
        }
    }

    /// The service stops where it is, says goodbye to nobody, and is started again.
    pub async fn killed(self) -> Self {
        let Self {
            service,
            proxy,
            running,
            folder,
            ahead,
            takes,
        } = self;
        drop((running, service));
        Self::open(folder, proxy, ahead, takes).await
    }

    /// By the service's clock.
    pub fn now(&self) -> i64 {
        HastyClock::right().now().seconds() + self.ahead.load(Ordering::SeqCst)
    }

    /// At the service; computers find out.
    pub fn forward(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    /// With the owner's account and two cameras that nobody has named.
    pub async fn furnished() -> Self {
        let house = Self::empty().await;
        house.create_account(EMAIL).await;
        for _ in 0..2 {
            house.add_camera(EMAIL).await;
        }
        house
    }

    pub async fn create_account(&self, email: &str) {
        let provider = self.provider();
        let account = provider.account().unwrap();
        let prepared = account
            .prepare_account(email, &Password::new(PASSWORD), None)
            .await
            .unwrap();
        prepared.create().await.unwrap();
    }

    pub async fn add_camera(&self, email: &str) -> Uuid {
        let account = self.service.account_of(email).await.unwrap().unwrap();
        let id = Uuid::new_v4();
        let camera = CameraRecord {
            id,
            model: "Porch Cam 2".into(),
            firmware: "1.0".into(),
            firmware_available: None,
            online: true,
            last_seen: HastyClock::right().now().seconds(),
            signal_dbm: Some(-50),
            sealed_profile: Bytes::default(),
            revision: 1,
        };
        self.service.add_camera(account, &camera).await.unwrap();
        id
    }

    /// A client of its own, without a companion.
    pub fn provider(&self) -> Arc<dyn Provider> {
        let providers = providers(HastyClock::right());
        let place = providers.at_addresses().at(self.proxy.url());
        providers.provider(&place).unwrap()
    }

    pub async fn sign_in(&self, previous: Option<&Credential>) -> (Arc<dyn Provider>, SignedIn) {
        let provider = self.provider();
        let account = provider.account().unwrap();
        let password = Password::new(PASSWORD);
        let answer = account
            .sign_in(&SignInRequest::new(EMAIL, &password, "Attic").after(previous))
            .await;
        let RightPassword::SignedIn(signed_in) = answer.unwrap() else {
            panic!("two-factor is on");
        };
        (provider, signed_in)
    }

    pub async fn reset_everybody(&self) {
        let reason = [("en".to_owned(), REASON.to_owned())];
        let incident = Incident::new(reason, Some("https://status.porch.example/2019-12")).unwrap();
        self.service.reset_everybody(&incident).await.unwrap();
    }

    /// How often the service has been asked to write a profile.
    pub fn writes(&self) -> usize {
        self.proxy.count("PUT", "/profile")
    }

    /// The revisions of all profiles: each write that counted made one more.
    pub async fn revisions(&self) -> Vec<u64> {
        let account = self.service.account_of(EMAIL).await.unwrap().unwrap();
        let cameras = self.service.cameras(account).await.unwrap();
        cameras.iter().map(|camera| camera.revision).collect()
    }

    /// Where the service's database lies; its secrets lie elsewhere.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("service")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn close(self) -> TempDir {
        self.running.shutdown().await;
        self.service.store().close().await;
        self.folder
    }
}

pub async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// The real providers; patient, because nothing here is about time.
pub fn providers(clock: Arc<HastyClock>) -> Registry {
    let limits = Limits {
        connect: Duration::from_secs(60),
        total: Duration::from_secs(60),
    };
    Registry::new(
        clock,
        DemoAddress::default(),
        Network {
            limits,
            roots: Roots::System,
        },
    )
}
