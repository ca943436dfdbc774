//! The operating system's keychain: one small entry per connection, and the key of the database.
//!
//! An entry's service is the namespace (per build kind and data folder), its user the connection or
//! [`DATABASE_KEY`]. Values are base64 text: KWallet keeps nothing but UTF-8.

mod worker;

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod os;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod os;
#[cfg(windows)]
#[path = "windows.rs"]
mod os;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use keyring::Error;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::{SecretVault, VaultError};
use porchlight_core::secret::SecretBytes;
use porchlight_core::view::ConnectionId;
use zeroize::Zeroizing;

use worker::Worker;

/// The entry that holds the key of the local database.
pub const DATABASE_KEY: &str = "database-key";

/// Long enough to type a password into the keychain's prompt.
pub const TIME_LIMIT: Duration = Duration::from_secs(20);

/// The keychain of the owner who is logged in. Opened when it is first asked, and again after each failure.
#[derive(Clone)]
pub struct Keychain {
    worker: Arc<Worker>,
}

impl Keychain {
    pub fn new(time_limit: Duration) -> Self {
        Self {
            worker: Arc::new(Worker::new(time_limit)),
        }
    }

    /// The entries of one namespace. No other namespace is read, written or deleted through it.
    pub fn entries(&self, service: impl Into<String>) -> KeychainVault {
        KeychainVault {
            worker: Arc::clone(&self.worker),
            service: service.into().into(),
        }
    }
}

/// The entries of one namespace in the keychain.
#[derive(Clone)]
pub struct KeychainVault {
    worker: Arc<Worker>,
    service: Arc<str>,
}

impl KeychainVault {
    /// Whether the keychain answers, without a prompt where that can be avoided.
    pub async fn probe(&self) -> Result<(), VaultError> {
        if worker::is_locked().await == Some(true) {
            return Err(VaultError::Locked);
        }
        self.read_entry(DATABASE_KEY).await.map(drop)
    }

    /// `None` as well for an entry that somebody else filled with something that is not ours.
    pub async fn read_entry(&self, user: &str) -> Result<Option<SecretBytes>, VaultError> {
        let (service, user) = (Arc::clone(&self.service), user.to_owned());
        let work =
            move |store: &CredentialStore| match os::entry(store, &service, &user)?.get_secret() {
                Ok(text) => Ok(Some(Zeroizing::new(text))),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            };
        let text = self.worker.call(work).await?;
        Ok(text
            .and_then(|text| STANDARD.decode(&*text).ok())
            .map(SecretBytes::new))
    }

    pub async fn write_entry(&self, user: &str, secret: &SecretBytes) -> Result<(), VaultError> {
        let (service, user) = (Arc::clone(&self.service), user.to_owned());
        let text = Zeroizing::new(STANDARD.encode(secret.expose()));
        let work = move |store: &CredentialStore| {
            os::entry(store, &service, &user)?.set_secret(text.as_bytes())
        };
        self.worker.call(work).await
    }

    pub async fn delete_entry(&self, user: &str) -> Result<(), VaultError> {
        let (service, user) = (Arc::clone(&self.service), user.to_owned());
        let work = move |store: &CredentialStore| {
            gone(os::entry(store, &service, &user)?.delete_credential())
        };
        self.worker.call(work).await
    }

    /// Every entry of the namespace.
    pub async fn delete_all(&self) -> Result<(), VaultError> {
        let service = Arc::clone(&self.service);
        let work = move |store: &CredentialStore| {
            for entry in os::entries(store, &service)? {
                gone(entry.delete_credential())?;
            }
            Ok(())
        };
        self.worker.call(work).await
    }
}

/// Deleting what is not there succeeds.
fn gone(done: keyring::Result<()>) -> keyring::Result<()> {
    match done {
        Err(Error::NoEntry) => Ok(()),
        done => done,
    }
}

#[async_trait]
impl SecretVault for KeychainVault {
    async fn read(&self, connection: ConnectionId) -> Result<Option<SecretBytes>, VaultError> {
        self.read_entry(&connection.0.to_string()).await
    }

    async fn write(
        &self,
        connection: ConnectionId,
        secret: &SecretBytes,
    ) -> Result<(), VaultError> {
        self.write_entry(&connection.0.to_string(), secret).await
    }

    async fn delete(&self, connection: ConnectionId) -> Result<(), VaultError> {
        self.delete_entry(&connection.0.to_string()).await
    }
}
