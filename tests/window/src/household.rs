//! An account service in this process, with one account and as many cameras as a measurement needs. What it answers is held against its
//! openapi.json, but for measurements.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::email::EmailChange;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::password::PasswordChange;
use porchlight_core::ports::provider::{
    AccountService, ProfileWrite, Provider, Providers, RightPassword,
};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::ports::two_factor::OtherSessions;
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_providers::registry::{DemoAddress, Registry};
use porchlight_providers::transport::Network;
use porchlight_service::{Config, DatabaseUrl, Incident, RunningService, Service};
use porchlight_simulators::proxy::Proxy;
use tempfile::TempDir;
use tokio::net::TcpListener;
use totp_rs::Totp;
use uuid::Uuid;

pub const EMAIL: &str = "ada@porch.example";
pub const PASSWORD: &str = "four lamps on one porch";

pub struct Household {
    service: Service,
    running: RunningService,
    /// Between clients and the service.
    _proxy: Option<Proxy>,
    /// As its owner wrote it down.
    recovery_key: String,
    _folder: TempDir,
}

impl Household {
    /// Registers the owner and names the cameras the way an owner's computer does.
    pub async fn open(cameras: usize) -> Result<Self> {
        Self::open_in(tempfile::tempdir()?, cameras, Some(Proxy::start().await?)).await
    }

    /// The same, where nobody listens in: for measurements.
    pub async fn open_unheard(cameras: usize) -> Result<Self> {
        Self::open_in(tempfile::tempdir()?, cameras, None).await
    }

    /// The same with the service's database in memory, where there is such a folder: for measurements in which its
    /// disk has no part, since thousands of names would be thousands of waits for it.
    pub async fn open_in_memory(cameras: usize) -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)?
        } else {
            tempfile::tempdir()?
        };
        Self::open_in(folder, cameras, None).await
    }

    async fn open_in(folder: TempDir, cameras: usize, proxy: Option<Proxy>) -> Result<Self> {
        let database = DatabaseUrl::sqlite(folder.path().join("service.db"));
        let secrets = folder.path().join("secrets");
        let mut config = Config::new(database, secrets, "Bench house");
        config.public_url = match &proxy {
            Some(proxy) => Some(proxy.url().parse()?),
            None => None,
        };
        let service = Service::open(config).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        if let Some(proxy) = &proxy {
            proxy.leads_to(listener.local_addr()?);
        }
        let running = service.serve_on(listener).await?;

        let names: Vec<_> = (1..=cameras)
            .map(|number| format!("Camera {number}"))
            .collect();
        let provider = provider_at(running.url.as_str())?;
        let recovery_key = moves_in(&service, provider.as_ref(), EMAIL, &names).await?;
        Ok(Self {
            service,
            running,
            _proxy: proxy,
            recovery_key,
            _folder: folder,
        })
    }

    /// Another account with the same password, and with cameras of these names.
    pub async fn add_account(&self, email: &str, cameras: &[&str]) -> Result<()> {
        let names: Vec<_> = cameras.iter().map(|&name| name.to_owned()).collect();
        let provider = provider_at(&self.url())?;
        moves_in(&self.service, provider.as_ref(), email, &names).await?;
        Ok(())
    }

    /// What another computer of its owner shows.
    pub async fn names(&self, email: &str, password: &str) -> Result<Vec<String>> {
        let provider = provider_at(&self.url())?;
        let account = provider.account().context("the service has accounts")?;
        let attic = signs_in(account, email, password).await?;
        let listed = provider
            .cameras()
            .context("an account has cameras")?
            .list(&attic)
            .await?;
        account.sign_out(&attic).await?;
        let names = listed.into_iter().map(|camera| camera.profile.nickname);
        Ok(names.collect())
    }

    /// At another computer; all others are signed out.
    pub async fn changes_the_password(&self, email: &str, to: &str) -> Result<()> {
        let provider = provider_at(&self.url())?;
        let account = provider.account().context("the service has accounts")?;
        let attic = signs_in(account, email, PASSWORD).await?;
        let change = PasswordChange {
            old: Password::new(PASSWORD),
            new: Password::new(to),
            factor: None,
            others: OtherSessions::End,
        };
        let passwords = provider.password().context("passwords can be changed")?;
        passwords.change_password(&attic, &change).await?;
        account.sign_out(&attic).await?;
        Ok(())
    }

    pub fn recovery_key(&self) -> &str {
        &self.recovery_key
    }

    /// At another computer. Returns the recovery codes.
    pub async fn turn_two_factor_on(&self) -> Result<Vec<String>> {
        let provider = provider_at(&self.url())?;
        let account = provider.account().context("the service has accounts")?;
        let attic = signs_in(account, EMAIL, PASSWORD).await?;
        let two_factor = provider.two_factor().context("the service has it")?;
        let enrolment = two_factor.begin_enrolment(&attic, EMAIL, None).await?;
        let totp = Totp::from_url(enrolment.address.expose())?;
        let now = SystemClock.now().seconds().try_into()?;
        let code = Password::new(totp.generate(now).to_string());
        two_factor.check_enrolment(&attic, &code).await?;
        let paper = &enrolment.recovery_codes;
        two_factor
            .confirm_enrolment(&attic, &paper[0], OtherSessions::Stay)
            .await?;
        account.sign_out(&attic).await?;
        Ok(paper.iter().map(|code| code.expose().to_owned()).collect())
    }

    /// At another computer, which is signed in for it.
    pub async fn changes_the_address(&self, to: &str) -> Result<()> {
        let provider = provider_at(self.running.url.as_str())?;
        let account = provider.account().context("the service has accounts")?;
        let attic = signs_in(account, EMAIL, PASSWORD).await?;
        let change = EmailChange {
            email: to.into(),
            password: Password::new(PASSWORD),
            factor: None,
        };
        let emails = provider.email().context("addresses can be changed")?;
        emails.change_email(&attic, &change).await?;
        Ok(())
    }

    pub fn url(&self) -> String {
        self.running.url.to_string()
    }

    /// How many the account has.
    pub async fn cameras(&self) -> Result<usize> {
        let account = self.service.account_of(EMAIL).await?;
        let account = account.context("the owner has an account")?;
        Ok(self.service.cameras(account).await?.len())
    }

    pub async fn reset_everybody(&self) -> Result<()> {
        let why = [("en".to_owned(), "A measurement.".to_owned())];
        self.service
            .reset_everybody(&Incident::new(why, None)?)
            .await?;
        Ok(())
    }
}

/// Registers an owner and names the cameras the way an owner's computer does. Returns the recovery key.
async fn moves_in(
    service: &Service,
    provider: &dyn Provider,
    email: &str,
    cameras: &[String],
) -> Result<String> {
    let account = provider.account().context("the service has accounts")?;
    let password = Password::new(PASSWORD);
    let prepared = account.prepare_account(email, &password, None).await?;
    prepared.create().await?;
    let owner = service.account_of(email).await?;
    let owner = owner.context("the account was made")?;
    for number in 1..=cameras.len() {
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
    let grant = signs_in(account, email, PASSWORD).await?;
    let listed = provider
        .cameras()
        .context("an account has cameras")?
        .list(&grant)
        .await?;
    for (camera, name) in listed.into_iter().zip(cameras) {
        let mut profile = camera.profile;
        profile.nickname.clone_from(name);
        profile.room = Some("Porch".into());
        let write = ProfileWrite {
            camera: camera.id,
            profile,
            base_revision: camera.revision,
            idempotency_key: Uuid::new_v4(),
        };
        provider
            .cameras()
            .context("an account has cameras")?
            .write_profile(&grant, &write)
            .await?;
    }
    account.sign_out(&grant).await?;
    Ok(prepared.recovery_key().join("-"))
}

async fn signs_in(account: &dyn AccountService, email: &str, password: &str) -> Result<Grant> {
    let password = Password::new(password);
    let request = SignInRequest::new(email, &password, "attic");
    let RightPassword::SignedIn(signed_in) = account.sign_in(&request).await? else {
        bail!("nobody turned two-factor on");
    };
    Ok(signed_in.grant())
}

fn provider_at(address: &str) -> Result<Arc<dyn Provider>> {
    let registry = Registry::new(
        Arc::new(SystemClock),
        DemoAddress::default(),
        Network::default(),
    );
    Ok(registry.provider(&registry.at_addresses().at(address))?)
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
