//! The demo home: an account service on this computer with one account and five simulated cameras, which does
//! at a click what services do: sign everybody out, let a camera go dark, stop answering.
//!
//! Its password is public, so nothing here is a secret; it is sealed and hashed like anywhere else all the same.

mod household;
mod network;
mod owner;

use std::path::{Path, PathBuf};

use porchlight_protocol::account::seal_computer_name;
use porchlight_protocol::camera::{CameraProfile, CameraRecord};
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::sealing::VaultKey;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;

use crate::clock::Clock;
use crate::incidents::{Incident, IncidentError};
use crate::refusal::Refusal;
use crate::running::{RunningService, ServeError};
use crate::service::{Config, OpenError, Service};
use crate::store::{CameraState, DatabaseUrl, StoreError};
use network::Network;

/// The account of the demo home. There is no such address.
pub const DEMO_EMAIL: &str = "demo@porchlight.example";
/// Public on purpose: a newcomer signs in with it, and it protects nothing but five cameras that do not exist.
pub const DEMO_PASSWORD: &str = "lamp-on-the-porch";
/// What the service calls itself.
pub const DEMO_NAME: &str = "Demo home";
/// The other computer of the demo's owner.
const OTHER_COMPUTER: &str = "Kitchen laptop";

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("the demo home's database does not answer: {0}")]
    Store(#[from] StoreError),
    #[error("the demo home's folder cannot be emptied: {0}")]
    Folder(std::io::Error),
    #[error("the demo home refused its own owner: {0:?}")]
    Refused(ProblemType),
    #[error("the demo home's own keys do not fit")]
    Keys,
    #[error("the demo home has no such camera")]
    NoSuchCamera,
    #[error(transparent)]
    Incident(#[from] IncidentError),
}

impl From<Refusal> for DemoError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.kind())
    }
}

/// Listens until it is dropped.
#[derive(Debug)]
pub struct DemoHome {
    service: Service,
    running: RunningService,
    network: Network,
    clock: Clock,
    /// In memory only, once it was needed: on disk it lies wrapped, as for any account.
    vault: OnceCell<(Uuid, VaultKey)>,
}

impl DemoHome {
    /// Opens the demo home in `dir`, furnishes it when it is empty, and listens on a port of this run.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn open(dir: &Path, clock: Clock) -> Result<Self, DemoError> {
        let config = || Config {
            clock: clock.clone(),
            ..Config::new(database(dir), dir.join("secrets"), DEMO_NAME)
        };
        let service = match Service::open(config()).await {
            Ok(service) => service,
            Err(error) if beyond_repair(&error) => {
                tracing::warn!(%error, "the demo home starts afresh");
                demolish(dir).map_err(DemoError::Folder)?;
                Service::open(config()).await?
            }
            Err(error) => return Err(error.into()),
        };
        let vault = OnceCell::new();
        if service.account_of(DEMO_EMAIL).await?.is_none() {
            vault.set(household::furnish(&service).await?).ok();
        }
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .map_err(ServeError::from)?;
        let network = Network::default();
        let running = service
            .serve_through(listener, "http", network.clone())
            .await?;
        Ok(Self {
            service,
            running,
            network,
            clock,
            vault,
        })
    }

    /// Where it listens in this run.
    pub fn url(&self) -> &Url {
        &self.running.url
    }

    pub fn service(&self) -> &Service {
        &self.service
    }

    /// In the order in which they were set up.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn cameras(&self) -> Result<Vec<CameraRecord>, DemoError> {
        Ok(self.service.cameras(self.account().await?).await?)
    }

    /// Everything as on the first day, at the same address; all sessions are gone.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn start_afresh(&mut self) -> Result<(), DemoError> {
        self.network_fails(false);
        let furnished = household::refurnish(&self.service).await?;
        self.vault = OnceCell::new_with(Some(furnished));
        Ok(())
    }

    /// An incident: everybody is signed out and told why.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn reset_everybody(&self) -> Result<(), DemoError> {
        let text = |language: &str, text: &str| (language.to_owned(), text.to_owned());
        let incident = Incident::new(
            [
                text(
                    "en",
                    "A copy of the account database was left open from 4 to 26 December. Camera names, Wi-Fi \
                     names and passwords cannot be read from it.",
                ),
                text(
                    "it",
                    "Una copia dell’archivio degli account è rimasta accessibile dal 4 al 26 dicembre. I nomi \
                     delle telecamere, i nomi delle reti Wi-Fi e le password non vi si possono leggere.",
                ),
            ],
            Some("https://porchlight.example/advisories/2019-12-26"),
        )?;
        Ok(self.service.reset_everybody(&incident).await?)
    }

    /// Ends the sessions of the demo account for `reason`; how many there were.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn end_this_session(&self, reason: EndReason) -> Result<usize, DemoError> {
        let account = self.account().await?;
        let by = match reason {
            EndReason::RevokedElsewhere => Some(seal_computer_name(
                OTHER_COMPUTER,
                &self.vault().await?.1,
                account,
            )),
            EndReason::AccountDeleted
            | EndReason::AccountDisabled
            | EndReason::Expired
            | EndReason::GlobalReset
            | EndReason::PasswordChanged
            | EndReason::SuspectedTheft
            | EndReason::TwoFactorChanged => None,
        };
        Ok(self.service.end_sessions_of(account, reason, by).await?)
    }

    /// Somebody signs in to the account from `city`.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn sign_in_from_another_city(&self, city: &str) -> Result<(), DemoError> {
        let account = self.account().await?;
        Ok(self
            .service
            .announce_session_established(account, Some(city.to_owned()))
            .await?)
    }

    /// `None`: the first camera that is online. Answers which.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn camera_goes_offline(&self, camera: Option<Uuid>) -> Result<Uuid, DemoError> {
        self.camera_reports(camera, true, CameraState::offline(self.clock.now()))
            .await
    }

    /// `None`: the first camera that is offline. Answers which.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn camera_comes_back(&self, camera: Option<Uuid>) -> Result<Uuid, DemoError> {
        self.camera_reports(camera, false, CameraState::online(self.clock.now(), -58))
            .await
    }

    /// The owner's other computer gives a camera a new name. `None`: the first camera, and a name that it does
    /// not have now. Answers which camera and what name.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn rename_elsewhere(
        &self,
        camera: Option<Uuid>,
        nickname: Option<&str>,
    ) -> Result<(Uuid, String), DemoError> {
        let (account, key) = self.vault().await?;
        let all = self.service.cameras(*account).await?;
        let record = all
            .iter()
            .find(|record| camera.is_none_or(|id| record.id == id));
        let record = record.ok_or(DemoError::NoSuchCamera)?;
        let mut profile = CameraProfile::open(&record.sealed_profile, key, *account, record.id)
            .map_err(|_| DemoError::Keys)?;
        profile.nickname = match nickname {
            Some(nickname) => nickname.to_owned(),
            None => household::other_name(&profile.nickname),
        };
        let sealed = profile.seal(key, *account, record.id);
        self.service
            .rename_elsewhere(*account, record.id, sealed)
            .await?
            .ok_or(DemoError::NoSuchCamera)?;
        Ok((record.id, profile.nickname))
    }

    /// The line is cut: open connections break and new ones are dropped, until it is called with `false`.
    pub fn network_fails(&self, fails: bool) {
        self.network.fails(fails);
    }

    /// Stops listening, and waits for what is under way.
    pub async fn close(self) {
        self.running.shutdown().await;
        self.service.store().close().await;
    }

    async fn camera_reports(
        &self,
        camera: Option<Uuid>,
        among_online: bool,
        state: CameraState,
    ) -> Result<Uuid, DemoError> {
        let account = self.account().await?;
        let all = self.service.cameras(account).await?;
        let wanted = |record: &&CameraRecord| match camera {
            Some(id) => record.id == id,
            None => record.online == among_online,
        };
        let id = all.iter().find(wanted).ok_or(DemoError::NoSuchCamera)?.id;
        self.service.set_camera_state(account, id, &state).await?;
        Ok(id)
    }

    async fn account(&self) -> Result<Uuid, DemoError> {
        self.service
            .account_of(DEMO_EMAIL)
            .await?
            .ok_or(DemoError::Keys)
    }

    /// Signs in as another computer of the owner would, to have the vault key.
    async fn vault(&self) -> Result<&(Uuid, VaultKey), DemoError> {
        self.vault
            .get_or_try_init(|| owner::vault_key(&self.service))
            .await
    }
}

fn database(dir: &Path) -> DatabaseUrl {
    DatabaseUrl::sqlite(dir.join(DATABASE))
}

const DATABASE: &str = "home.sqlite";

/// Garbled, from a newer version, or parted from its secrets. A locked or full disk is none of these.
fn beyond_repair(error: &OpenError) -> bool {
    use crate::secrets::SecretsError;
    match error {
        OpenError::ForeignSecrets { .. } | OpenError::Secrets(SecretsError::Malformed(_)) => true,
        OpenError::Store(StoreError::Unavailable(cause)) | OpenError::Database { cause, .. } => {
            garbled(cause)
        }
        OpenError::Store(StoreError::Damaged(_)) => true,
        OpenError::File { .. } | OpenError::Secrets(_) => false,
    }
}

fn garbled(cause: &sqlx::Error) -> bool {
    use sqlx::migrate::MigrateError as Migration;
    if let sqlx::Error::Migrate(migration) = cause {
        if let Migration::Execute(cause) | Migration::ExecuteMigration(cause, _) = &**migration {
            return garbled(cause);
        }
        return matches!(
            **migration,
            Migration::VersionMissing(_) | Migration::VersionMismatch(_) | Migration::Dirty(_)
        );
    }
    // SQLITE_CORRUPT and SQLITE_NOTADB, without their extensions.
    let code = cause
        .as_database_error()
        .and_then(|e| e.code()?.parse::<u32>().ok());
    matches!(code.map(|code| code & 0xff), Some(11 | 26))
}

fn demolish(dir: &Path) -> std::io::Result<()> {
    let gone = |result: std::io::Result<()>| match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    };
    for end in ["", "-wal", "-shm"] {
        let file: PathBuf = dir.join(format!("{DATABASE}{end}"));
        gone(std::fs::remove_file(file))?;
    }
    gone(std::fs::remove_dir_all(dir.join("secrets")))
}
