//! A real service behind a line that tests can tamper with, and an owner's computer that uses it.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{
    Credential, Provider, Providers, RightPassword, ServiceError, SignedIn,
};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_providers::{DemoAddress, Limits, Network, Registry, Roots};
use porchlight_service::{Config, DatabaseUrl, RunningService, Service};
use porchlight_simulators::proxy::Proxy;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;
use uuid::Uuid;

pub(crate) const EMAIL: &str = "ada@porch.example";
pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const NOW: i64 = 1_800_000_000;

/// Stands still until it is set; waits end only when told.
#[derive(Debug)]
pub(crate) struct TestClock {
    seconds: AtomicI64,
    over: tokio::sync::Notify,
}

impl TestClock {
    pub(crate) fn at(seconds: i64) -> Arc<Self> {
        Arc::new(Self {
            seconds: AtomicI64::new(seconds),
            over: tokio::sync::Notify::new(),
        })
    }

    pub(crate) fn set(&self, seconds: i64) {
        self.seconds.store(seconds, Ordering::SeqCst);
    }

    /// Ends one wait, the next one if nobody waits now.
    pub(crate) fn end_wait(&self) {
        self.over.notify_one();
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.seconds.load(Ordering::SeqCst))
    }

    async fn sleep(&self, _: Duration) {
        self.over.notified().await;
    }
}

/// Long enough for a busy machine; reached only where a server never answers.
pub(crate) fn impatient() -> Network {
    let limits = Limits {
        connect: Duration::from_secs(10),
        total: Duration::from_millis(300),
    };
    Network {
        limits,
        roots: Roots::System,
    }
}

pub(crate) fn patient() -> Network {
    let limits = Limits {
        connect: Duration::from_secs(60),
        total: Duration::from_secs(60),
    };
    Network {
        limits,
        roots: Roots::System,
    }
}

pub(crate) fn provider_at(
    address: &str,
    network: Network,
) -> Result<Arc<dyn Provider>, ServiceError> {
    computer(address, network, TestClock::at(NOW))
}

fn computer(
    address: &str,
    network: Network,
    clock: Arc<TestClock>,
) -> Result<Arc<dyn Provider>, ServiceError> {
    let registry = Registry::new(clock, DemoAddress::default(), network);
    registry.provider(&registry.at_addresses().at(address))
}

pub(crate) struct Home {
    pub(crate) service: Service,
    pub(crate) proxy: Proxy,
    pub(crate) service_clock: Arc<TestClock>,
    /// The owner's computer.
    pub(crate) clock: Arc<TestClock>,
    pub(crate) provider: Arc<dyn Provider>,
    running: RunningService,
    pub(crate) folder: TempDir,
}

impl Home {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let proxy = Proxy::start().await.unwrap();
        let (service_clock, clock) = (TestClock::at(NOW), TestClock::at(NOW));
        let (service, running) = serving(&folder, &proxy, &service_clock).await;
        let provider = computer(&proxy.url(), patient(), Arc::clone(&clock)).unwrap();
        Self {
            service,
            proxy,
            service_clock,
            clock,
            provider,
            running,
            folder,
        }
    }

    /// In no time, as its clock tells it.
    pub(crate) async fn restarted(self) -> Self {
        self.running.shutdown().await;
        self.service.store().close().await;
        let (service, running) = serving(&self.folder, &self.proxy, &self.service_clock).await;
        Self {
            service,
            running,
            ..self
        }
    }

    /// With an account, signed in.
    pub(crate) async fn signed_in() -> (Self, Grant) {
        let home = Self::start().await;
        home.create_account(EMAIL, PASSWORD).await;
        let credential = home.sign_in(PASSWORD).await.unwrap().grant();
        (home, credential)
    }

    /// Its recovery key, as the owner writes it down.
    pub(crate) async fn create_account(&self, email: &str, password: &str) -> String {
        let account = self.provider.account().unwrap();
        let prepared = account
            .prepare_account(email, &Password::new(password), None)
            .await
            .unwrap();
        prepared.create().await.unwrap();
        prepared.recovery_key().join("-")
    }

    pub(crate) async fn sign_in(&self, password: &str) -> Result<SignedIn, ServiceError> {
        sign_in(&*self.provider, password, None).await
    }

    /// A second computer of the same owner.
    pub(crate) fn another_computer(&self) -> Arc<dyn Provider> {
        computer(&self.proxy.url(), patient(), TestClock::at(NOW)).unwrap()
    }

    pub(crate) async fn add_camera(&self) -> Uuid {
        self.add_camera_of(EMAIL).await
    }

    pub(crate) async fn add_camera_of(&self, email: &str) -> Uuid {
        let account = self.service.account_of(email).await.unwrap().unwrap();
        let id = Uuid::new_v4();
        let camera = CameraRecord {
            id,
            model: "Porch Cam 2".into(),
            firmware: "1.0".into(),
            firmware_available: None,
            online: true,
            last_seen: NOW,
            signal_dbm: Some(-50),
            sealed_profile: Bytes::default(),
            revision: 1,
        };
        self.service.add_camera(account, &camera).await.unwrap();
        id
    }
}

async fn serving(
    folder: &TempDir,
    proxy: &Proxy,
    clock: &Arc<TestClock>,
) -> (Service, RunningService) {
    let database = DatabaseUrl::sqlite(folder.path().join("service.sqlite"));
    let mut config = Config::new(database, folder.path().join("secrets"), "Porch");
    config.public_url = Some(Url::parse(&proxy.url()).unwrap());
    let now = Arc::clone(clock);
    config.clock = porchlight_service::Clock::from_fn(move || now.now().seconds());
    let service = Service::open(config).await.unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    proxy.leads_to(listener.local_addr().unwrap());
    let running = service.serve_on(listener).await.unwrap();
    (service, running)
}

pub(crate) async fn sign_in(
    provider: &dyn Provider,
    password: &str,
    previous: Option<&Credential>,
) -> Result<SignedIn, ServiceError> {
    right_password(provider, password, previous)
        .await
        .map(without_two_factor)
}

pub(crate) fn without_two_factor(answer: RightPassword) -> SignedIn {
    match answer {
        RightPassword::SignedIn(signed_in) => signed_in,
        RightPassword::SecondFactorWanted(_) => panic!("two-factor is on"),
    }
}

pub(crate) async fn right_password(
    provider: &dyn Provider,
    password: &str,
    previous: Option<&Credential>,
) -> Result<RightPassword, ServiceError> {
    let account = provider.account().unwrap();
    account
        .sign_in(&SignInRequest::new(EMAIL, &Password::new(password), "Study").after(previous))
        .await
}
