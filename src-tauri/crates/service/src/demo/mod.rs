//! The demo home: an account service on this computer with one account and five simulated cameras, which does
//! at a click what services do: sign everybody out, let a camera go dark, stop answering. A further camera can be
//! brought to it: it looks at the code that the window shows, in a neighbourhood of simulated networks. Voice assistants that do
//! not exist can be linked with it.
//!
//! Its password is drawn for each installation and shown at its sign-in. Nothing here is a secret of anybody; it is sealed and hashed
//! like anywhere else all the same.

mod assistants;
mod claim;
mod elsewhere;
mod household;
mod kitchen;
mod leak_day;
mod looking;
mod neighbourhood;
mod network;
mod owner;
mod password;
mod radio;
mod repair;
mod scanned;
mod shelf;
mod sight;

use std::path::Path;

use porchlight_protocol::account::seal_computer_name;
use porchlight_protocol::camera::{CameraProfile, CameraRecord};
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::sealing::VaultKey;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, OnceCell};
use url::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::incidents::IncidentError;
use crate::refusal::Refusal;
use crate::running::{RunningService, ServeError};
use crate::secrets::create_private_dir;
use crate::service::{Config, OpenError, Service};
use crate::store::{CameraState, StoreError};
use assistants::Assistants;
use kitchen::Kitchen;
use network::Network;
use repair::{beyond_repair, database, demolish};
use shelf::Shelf;

pub use household::Language;
pub use looking::Look;
pub use neighbourhood::{
    NEW_ROUTER, NEW_ROUTER_PASSWORD, NearbyNetwork, PORCH_NETWORK, PORCH_PASSWORD, Security,
    neighbourhood,
};

/// The account of the demo home. There is no such address.
pub const DEMO_EMAIL: &str = "demo@porchlight.example";
/// Public on purpose, so that recovery can be tried out; without the password it opens nothing.
pub const DEMO_RECOVERY_KEY: &str = "DEM0-H0ME-K3Y0-F0RT-RY1N-G0VT-C0M1-NGBK";
/// What the service calls itself.
pub const DEMO_NAME: &str = "Demo home";

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("the demo home's database does not answer: {0}")]
    Store(#[from] StoreError),
    #[error("the demo home's folder does not take or give up files: {0}")]
    Folder(std::io::Error),
    #[error("the demo home refused its own owner: {0:?}")]
    Refused(ProblemType),
    #[error("the demo home's own keys do not fit")]
    Keys,
    #[error("the demo home has no such camera")]
    NoSuchCamera,
    #[error("the demo home has announced nothing that it could correct")]
    NothingAnnounced,
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
    shelf: Mutex<Shelf>,
    kitchen: Kitchen,
    assistants: Assistants,
    password: Zeroizing<String>,
    /// Once it was needed.
    vault: OnceCell<(Uuid, VaultKey)>,
    language: Language,
}

impl DemoHome {
    /// As [`Self::open_in`], in English.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn open(dir: &Path, clock: Clock) -> Result<Self, DemoError> {
        Self::open_in(dir, clock, Language::English).await
    }

    /// Opens the demo home in `dir`, furnishes it when it is empty, and listens on a port of this run. Cameras that the owner has
    /// neither renamed nor moved are called as `language` calls them, unless somebody is signed in.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn open_in(dir: &Path, clock: Clock, language: Language) -> Result<Self, DemoError> {
        create_private_dir(dir).map_err(DemoError::Folder)?;
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
        let kitchen = Kitchen::in_dir(dir);
        let password = password::of(dir, &service).await?;
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .map_err(ServeError::from)?;
        let network = Network::default();
        let running = service
            .serve_through(listener, "http", network.clone())
            .await?;
        let assistants = Assistants::open(&service, &running.url, dir, clock.clone()).await?;
        let mut home = Self {
            service,
            running,
            network,
            clock,
            shelf: Mutex::new(Shelf::open(dir)),
            kitchen,
            assistants,
            password,
            vault: OnceCell::new(),
            language,
        };
        home.furnish_if_empty().await?;
        home.translate().await?;
        Ok(home)
    }

    /// Its owner reads another language from now on. Names of cameras follow as in [`Self::open_in`].
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn speak(&mut self, language: Language) -> Result<(), DemoError> {
        if self.language == language {
            return Ok(());
        }
        self.language = language;
        self.translate().await
    }

    /// On the first day, and after its owner deleted the account.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn furnish_if_empty(&mut self) -> Result<(), DemoError> {
        if household::account(&self.service).await?.is_none() {
            let furnished =
                household::furnish(&self.service, &self.password, self.language).await?;
            self.kitchen.keep(&furnished).map_err(DemoError::Folder)?;
            self.vault = OnceCell::new_with(Some(furnished));
            self.shelf.get_mut().clear().map_err(DemoError::Folder)?;
            let forgotten = self.assistants.forget().await;
            forgotten.map_err(DemoError::Folder)?;
        }
        household::has_been_there(&self.service).await
    }

    /// Where it listens in this run.
    pub fn url(&self) -> &Url {
        &self.running.url
    }

    /// What the account opens with on the first day, and after each fresh start; its owner may have changed it since.
    pub fn password(&self) -> &str {
        &self.password
    }

    pub fn service(&self) -> &Service {
        &self.service
    }

    /// The page of a pretended voice assistant (`alexa`, `google-assistant`, `ifttt`): what it sees now.
    pub fn assistant(&self, id: &str) -> String {
        self.assistants.page(id)
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
        let furnished = household::refurnish(&self.service, &self.password, self.language).await?;
        self.kitchen.keep(&furnished).map_err(DemoError::Folder)?;
        self.vault = OnceCell::new_with(Some(furnished));
        let shelf = self.shelf.get_mut();
        shelf.clear().map_err(DemoError::Folder)?;
        self.assistants.forget().await.map_err(DemoError::Folder)
    }

    /// Ends the sessions of the demo account for `reason`; how many there were.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn end_this_session(&self, reason: EndReason) -> Result<usize, DemoError> {
        let account = self.account().await?;
        let by = match reason {
            EndReason::RevokedElsewhere => Some(seal_computer_name(
                household::other_computer(self.language),
                &self.vault().await?.1,
                account,
            )),
            EndReason::AccountDeleted
            | EndReason::AccountDisabled
            | EndReason::Expired
            | EndReason::GlobalReset
            | EndReason::PasswordChanged
            | EndReason::SuspectedTheft
            | EndReason::TooManyComputers
            | EndReason::TwoFactorChanged => None,
        };
        Ok(self.service.end_sessions_of(account, reason, by).await?)
    }

    /// Somebody signs in to the account from `city`.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn sign_in_from_another_city(&self, city: &str) -> Result<(), DemoError> {
        let (account, vault) = self.vault().await?;
        let computer = household::strange_computer(self.language);
        elsewhere::sign_in(&self.service, *account, vault, computer, city).await
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
            None => household::other_name(&profile.nickname, self.language),
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

    async fn translate(&self) -> Result<(), DemoError> {
        // The owner may have deleted it.
        let Some(account) = household::account(&self.service).await? else {
            return Ok(());
        };
        // A computer may hold changes that it has not sent: what it shows must not become another name under its hands.
        let live = self.service.store().live_sessions(Some(account)).await?;
        if !live.is_empty() {
            return Ok(());
        }
        // That of a demo home of an older version is not kept: its names stay as they are.
        let Some((_, key)) = self.kitchen.kept(account) else {
            return Ok(());
        };
        for record in self.service.cameras(account).await? {
            let profile = CameraProfile::open(&record.sealed_profile, &key, account, record.id);
            let translated = profile
                .ok()
                .and_then(|profile| household::translated(&profile, self.language));
            if let Some(profile) = translated {
                let sealed = profile.seal(&key, account, record.id);
                self.service
                    .rename_elsewhere(account, record.id, sealed)
                    .await?;
            }
        }
        Ok(())
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
        household::account(&self.service)
            .await?
            .ok_or(DemoError::Keys)
    }

    /// As the owner's other computer has it; that of a demo home of an older version signs in for it.
    async fn vault(&self) -> Result<&(Uuid, VaultKey), DemoError> {
        let account = self.account().await?;
        let had = async || match self.kitchen.kept(account) {
            Some(kept) => Ok(kept),
            None => {
                let had = owner::vault_key(&self.service, &self.password).await?;
                self.kitchen.keep(&had).map_err(DemoError::Folder)?;
                Ok(had)
            }
        };
        self.vault.get_or_try_init(had).await
    }
}
