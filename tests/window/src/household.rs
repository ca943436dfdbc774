//! An account service in this process, with one account and as many cameras as a measurement needs.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::local_store::Place;
use porchlight_core::ports::provider::{ProfileWrite, Providers};
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_providers::registry::{DemoAddress, Registry};
use porchlight_providers::transport::Network;
use porchlight_service::{Config, DatabaseUrl, Incident, RunningService, Service};
use tempfile::TempDir;
use uuid::Uuid;

pub const EMAIL: &str = "ada@porch.example";
pub const PASSWORD: &str = "four lamps on one porch";

pub struct Household {
    service: Service,
    running: RunningService,
    _folder: TempDir,
}

impl Household {
    /// Registers the owner and names the cameras the way an owner's computer does.
    pub async fn open(cameras: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = DatabaseUrl::sqlite(folder.path().join("service.db"));
        let service = Service::open(Config::new(
            database,
            folder.path().join("secrets"),
            "Bench house",
        ))
        .await?;
        let running = service
            .serve_on(tokio::net::TcpListener::bind("127.0.0.1:0").await?)
            .await?;

        let registry = Registry::new(
            Arc::new(SystemClock),
            DemoAddress::default(),
            Network::default(),
        );
        let provider = registry.provider(&Place::Service {
            address: running.url.to_string(),
        })?;
        let account = provider.account().context("the service has accounts")?;
        let password = Password::new(PASSWORD);
        account
            .prepare_account(EMAIL, &password)
            .await?
            .create()
            .await?;
        let signed_in = account.sign_in(EMAIL, &password, "bench", None).await?;
        let owner: Uuid = signed_in.account.parse()?;
        for number in 1..=cameras {
            let camera = CameraRecord {
                id: Uuid::new_v4(),
                model: "Porch Cam 2".into(),
                firmware: "5.0.3".into(),
                firmware_available: None,
                online: number % 7 != 0,
                last_seen: SystemClock.now().seconds(),
                signal_dbm: Some(-55),
                sealed_profile: Bytes::default(),
                revision: 0,
            };
            service.add_camera(owner, &camera).await?;
        }
        for (number, camera) in provider
            .cameras()
            .list(&signed_in.credential)
            .await?
            .into_iter()
            .enumerate()
        {
            let mut profile = camera.profile;
            profile.nickname = format!("Camera {}", number + 1);
            profile.room = Some("Porch".into());
            let write = ProfileWrite {
                camera: camera.id,
                profile,
                base_revision: camera.revision,
                idempotency_key: Uuid::new_v4(),
            };
            provider
                .cameras()
                .write_profile(&signed_in.credential, &write)
                .await?;
        }
        account.sign_out(&signed_in.credential).await?;
        Ok(Self {
            service,
            running,
            _folder: folder,
        })
    }

    pub fn url(&self) -> String {
        self.running.url.to_string()
    }

    pub async fn reset_everybody(&self) -> Result<()> {
        let why = [("en".to_owned(), "A measurement.".to_owned())];
        self.service
            .reset_everybody(&Incident::new(why, None)?)
            .await?;
        Ok(())
    }
}

struct SystemClock;

#[async_trait::async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}
