//! One account service: its records, its keys, and who waits for news of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::event_key::EventKeyHistory;
use porchlight_protocol::service::{Registration, ServiceDocument, issuer};
use url::Url;

use crate::admission::{Admission, Guesses, Registrations, Tries};
use crate::clock::Clock;
use crate::connections::ConnectionLimits;
use crate::health::Health;
use crate::http::edge::Authority;
use crate::incidents::audit::Head;
use crate::integrations::limits::{Asked, MOST_WAITING};
use crate::proofs::{MOST_PROOFS, OldestGood, SeenProofs};
use crate::rotation;
use crate::secrets::keys::Reading;
use crate::secrets::{RotatingKey, Secrets, SecretsError};
use crate::sign_in::SpentStates;
use crate::store::{DatabaseUrl, Store, StoreError};
use crate::wakes::Wakes;

const TIDY_EVERY: Duration = Duration::from_secs(3600);

/// How a service is set up.
#[derive(Clone, Debug)]
pub struct Config {
    pub database: DatabaseUrl,
    /// Folder of the secrets; never where the database lies.
    pub secrets: PathBuf,
    /// What the people who run it call it.
    pub name: String,
    /// How clients reach it, when that is not the address that it listens on. Proofs are made out to it.
    pub public_url: Option<Url>,
    /// Further names that clients may address it by, beside those of `public_url`, of where it listens, and of loopback.
    pub allowed_hosts: Vec<Authority>,
    /// Who may make an account.
    pub registration: Registration,
    pub clock: Clock,
    pub limits: Limits,
    pub connections: ConnectionLimits,
    /// Who runs it, for the audit record.
    pub operator: String,
}

impl Config {
    pub fn new(
        database: DatabaseUrl,
        secrets: impl Into<PathBuf>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            database,
            secrets: secrets.into(),
            name: name.into(),
            public_url: None,
            allowed_hosts: Vec::new(),
            registration: Registration::Open,
            clock: Clock::system(),
            limits: Limits::default(),
            connections: ConnectionLimits::default(),
            operator: whoami::username().unwrap_or_else(|_| "unknown".into()),
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests served at the same time.
    pub at_once: usize,
    /// Requests that may wait for their turn.
    pub queue: usize,
    /// How long a poll waits for something new.
    pub long_poll: Duration,
    /// Keys of one sort (addresses, places, sessions) that are counted at the same time, in memory; some 100 bytes each.
    pub counted: usize,
    /// Pages of integrations that wait for who typed an address, at the same time.
    pub pages_waiting: u32,
    /// Accounts that may be begun in an hour from one address (of IPv6, from one network of 64 bits).
    pub registrations_per_hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_once: 64,
            queue: 2_048,
            long_poll: Duration::from_secs(30),
            counted: 100_000,
            pages_waiting: MOST_WAITING,
            registrations_per_hour: 30,
        }
    }
}

/// Why a service cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{file}: {cause}")]
    File {
        file: PathBuf,
        cause: std::io::Error,
    },
    #[error("{file} cannot be used as the database: {cause}")]
    Database { file: PathBuf, cause: sqlx::Error },
    #[error("{file} cannot be written because the disk is full: free some space and start again")]
    DiskFull { file: PathBuf },
    #[error(
        "{file} is not a database of this service: check --database, or restore the database from a backup"
    )]
    NoDatabase { file: PathBuf },
    #[error("the folder {0} does not exist: check --database, or create the folder first")]
    NoFolder(PathBuf),
    #[error(
        "{database} was written by a newer version of porchlight-service: install that version, or restore a backup from before the update"
    )]
    Newer { database: PathBuf },
    #[error(
        "{0}: other users of this computer can read or change the database; allow only its owner (chmod 600)"
    )]
    NotPrivate(PathBuf),
    #[error(
        "{0}: other users of this computer can replace the database; do not let them write to this folder (chmod o-w)"
    )]
    OpenFolder(PathBuf),
    #[error(
        "{secrets} does not contain the secrets that belong to {database}; nobody could sign in"
    )]
    ForeignSecrets { secrets: PathBuf, database: PathBuf },
    #[error("{database} was written by an older version; start the service once to update it")]
    Older { database: PathBuf },
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Cheap to clone; all clones are one service.
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Arc<Store>,
    pub(crate) secrets: Secrets,
    pub(crate) clock: Clock,
    pub(crate) wakes: Arc<Wakes>,
    pub(crate) admission: Admission,
    pub(crate) guesses: Guesses,
    /// Of sessions and accounts: nothing that strangers can use.
    pub(crate) tries: Tries,
    pub(crate) asked: Asked,
    pub(crate) registration: Registration,
    pub(crate) registrations: Registrations,
    pub(crate) spent: SpentStates,
    pub(crate) oldest_good: OldestGood,
    pub(crate) proofs: SeenProofs,
    /// Of device keys at sign-in.
    pub(crate) sign_in_proofs: SeenProofs,
    pub(crate) limits: Limits,
    pub(crate) connections: ConnectionLimits,
    pub(crate) public_url: Option<Url>,
    pub(crate) allowed_hosts: Vec<Authority>,
    pub(crate) operator: String,
    pub(crate) head: Head,
    pub(crate) health: Health,
    name: String,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Service")
    }
}

impl Service {
    /// Opens database and secrets, and makes what is not there yet.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let store = Store::open(&config.database).await?;
        Self::over(config, store, true, None).await
    }

    /// Though this key is lost: in memory another one has its place, which is good for nothing but
    /// [`Service::rotate_key`].
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn open_after_loss(config: Config, lost: RotatingKey) -> Result<Self, OpenError> {
        let store = Store::open(&config.database).await?;
        Self::over(config, store, true, Some(lost)).await
    }

    /// Opens what is there already and writes nothing, neither there nor beside it.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::Older`] and [`SecretsError::Missing`] when it would have to write
    pub async fn open_to_look(config: Config) -> Result<Self, OpenError> {
        let store = Store::open_to_look(&config.database).await?;
        Self::over(config, store, false, None).await
    }

    /// The same, though this key is lost.
    ///
    /// # Errors
    /// As [`Service::open_to_look`]
    pub async fn open_to_look_after_loss(
        config: Config,
        lost: RotatingKey,
    ) -> Result<Self, OpenError> {
        let store = Store::open_to_look(&config.database).await?;
        Self::over(config, store, false, Some(lost)).await
    }

    async fn over(
        config: Config,
        store: Store,
        writes: bool,
        lost: Option<RotatingKey>,
    ) -> Result<Self, OpenError> {
        let secrets = match secrets_of(&config, &store, writes, lost).await {
            Ok(secrets) => secrets,
            Err(error) => {
                store.close().await;
                return Err(error);
            }
        };
        let counted = config.limits.counted;
        let oldest_good = if store.is_new() {
            OldestGood::ANY
        } else {
            OldestGood::from_start(config.clock.now())
        };
        let inner = Inner {
            store: Arc::new(store),
            secrets,
            clock: config.clock,
            wakes: Arc::new(Wakes::default()),
            admission: Admission::new(config.limits),
            guesses: Guesses::new(counted),
            tries: Tries::new(counted),
            asked: Asked::new(counted),
            registration: config.registration,
            registrations: Registrations::new(config.limits.registrations_per_hour),
            spent: SpentStates::default(),
            oldest_good,
            proofs: SeenProofs::new(MOST_PROOFS),
            sign_in_proofs: SeenProofs::new(counted),
            limits: config.limits,
            connections: config.connections,
            public_url: config.public_url,
            allowed_hosts: config.allowed_hosts,
            operator: config.operator,
            head: Head::in_dir(&config.secrets),
            health: Health::default(),
            name: config.name,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// What it says about itself.
    pub fn document(&self) -> ServiceDocument {
        ServiceDocument {
            service_id: self.inner.secrets.service_id,
            name: self.inner.name.clone(),
            event_keys: vec![self.inner.secrets.event_key()],
            now: self.now(),
            registration: self.inner.registration,
        }
    }

    /// By which words the key that signs its events came to be in force.
    pub fn event_key_history(&self) -> EventKeyHistory {
        self.inner.secrets.event_key_history()
    }

    /// Forgets, now and every hour, what has had its time.
    pub(crate) async fn tidy_up(self) {
        let mut rounds = tokio::time::interval(TIDY_EVERY);
        loop {
            rounds.tick().await;
            if let Err(error) = self.forget_what_is_over().await {
                tracing::error!(%error, "what has had its time could not be forgotten");
            }
            if let Err(error) = self.retire_keys().await {
                tracing::error!(%error, "keys that were rotated away are still needed");
            }
        }
    }

    /// What owners are told of how long it stays ([`porchlight_protocol::your_data::Kept`]) holds by this.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn forget_what_is_over(&self) -> Result<(), StoreError> {
        let (store, now) = (&self.inner.store, self.now());
        self.tell_of_unlinked().await?;
        store.forget_what_is_over(now).await?;
        store.close_gaps().await?;
        store.empty_log().await
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// What the people who run it call it.
    pub(crate) fn name(&self) -> &str {
        &self.inner.name
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        self.inner.clock.now()
    }

    pub(crate) fn issuer(&self) -> String {
        issuer(self.inner.secrets.service_id)
    }
}

/// Those that the database belongs to.
async fn secrets_of(
    config: &Config,
    store: &Store,
    writes: bool,
    lost: Option<RotatingKey>,
) -> Result<Secrets, OpenError> {
    let known = store.known_keys().await?;
    let foreign = || OpenError::ForeignSecrets {
        secrets: config.secrets.clone(),
        database: config.database.path().into(),
    };
    let secrets = Secrets::read(Reading {
        dir: &config.secrets,
        known: &known,
        writes,
        lost,
    })
    .map_err(|error| {
        // Not one key is gone: it is another folder.
        if matches!(error, SecretsError::Gone { .. }) && !Secrets::are_in(&config.secrets) {
            foreign()
        } else {
            error.into()
        }
    })?;
    if writes {
        store.belong_to(&secrets.mark()).await?;
    }
    // The mark is made with this key, among others.
    let mark_is_lost = lost == Some(RotatingKey::Sealing);
    if store.belongs_to().await? != secrets.mark() && !mark_is_lost {
        return Err(foreign());
    }
    secrets.are_known()?;
    if writes {
        rotation::write_down(store, &secrets, lost).await?;
        let hash = |account, key: &[u8]| secrets.write_key_hash(account, key);
        store.hash_keys_of_writes(hash).await?;
    }
    Ok(secrets)
}
