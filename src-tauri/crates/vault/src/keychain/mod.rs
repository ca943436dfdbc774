//! The operating system's keychain: one small entry per connection, and the key of the database.
//!
//! An entry's service is the namespace (per build kind and data folder), its user the name of a
//! [`SecretSlot`] or [`DATABASE_KEY`]. Values are base64 text: KWallet keeps nothing but UTF-8.

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
use porchlight_core::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use porchlight_core::secret::SecretBytes;
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
    /// `None` as well for an entry that somebody else filled with something that is not ours. Of several the one that was
    /// changed last.
    pub async fn read_entry(&self, user: &str) -> Result<Option<SecretBytes>, VaultError> {
        Ok(self.read_copies(user).await?.into_iter().next())
    }

    /// All entries of that name, the one that was changed last first: a wallet that was brought in from elsewhere, or merged
    /// with another, holds several. No other program's entries have our names.
    pub async fn read_copies(&self, user: &str) -> Result<Vec<SecretBytes>, VaultError> {
        let (service, user) = (Arc::clone(&self.service), user.to_owned());
        let work = move |store: &CredentialStore| {
            let found = find(store, &service, &user)?;
            if found.is_empty() && os::has_unlocked()? {
                return find(store, &service, &user);
            }
            Ok(found)
        };
        let texts = self.worker.call(work).await?;
        let ours = texts
            .iter()
            .filter_map(|text| STANDARD.decode(&**text).ok());
        Ok(ours.map(SecretBytes::new).collect())
    }

    /// Where there are several of that name, all of them say the same afterwards.
    pub async fn write_entry(&self, user: &str, secret: &SecretBytes) -> Result<(), VaultError> {
        let (service, user) = (Arc::clone(&self.service), user.to_owned());
        let text = Zeroizing::new(STANDARD.encode(secret.expose()));
        let work = move |store: &CredentialStore| {
            // A second one is made otherwise, beside the one behind the lock.
            os::has_unlocked()?;
            let entry = os::entry(store, &service, &user)?;
            match entry.set_secret(text.as_bytes()) {
                Err(Error::Ambiguous(copies)) => copies
                    .iter()
                    .try_for_each(|copy| copy.set_secret(text.as_bytes())),
                Err(error) if os::has_made_room(&error)? => entry.set_secret(text.as_bytes()),
                done => done,
            }
        };
        self.worker.call(work).await
    }

    pub async fn delete_entry(&self, user: &str) -> Result<(), VaultError> {
        let (service, user) = (Arc::clone(&self.service), user.to_owned());
        let work = move |store: &CredentialStore| {
            let entry = os::entry(store, &service, &user)?;
            let delete = || match entry.delete_credential() {
                Err(Error::Ambiguous(copies)) => copies
                    .iter()
                    .try_for_each(|copy| gone(copy.delete_credential())),
                done => done,
            };
            match delete() {
                Err(Error::NoEntry) if os::has_unlocked()? => gone(delete()),
                done => gone(done),
            }
        };
        self.worker.call(work).await
    }

    /// Every entry of the namespace.
    pub async fn delete_all(&self) -> Result<(), VaultError> {
        let service = Arc::clone(&self.service);
        let work = move |store: &CredentialStore| {
            let mut entries = os::entries(store, &service)?;
            if entries.is_empty() && os::has_unlocked()? {
                entries = os::entries(store, &service)?;
            }
            entries
                .iter()
                .try_for_each(|entry| gone(entry.delete_credential()))
        };
        self.worker.call(work).await
    }
}

/// Without the question whether something is behind a lock.
fn find(
    store: &CredentialStore,
    service: &str,
    user: &str,
) -> keyring::Result<Vec<Zeroizing<Vec<u8>>>> {
    match os::entry(store, service, user)?.get_secret() {
        Ok(text) => Ok(vec![Zeroizing::new(text)]),
        Err(Error::NoEntry) => Ok(Vec::new()),
        Err(Error::Ambiguous(_)) => os::copies(service, user),
        // One of several may be open beside one that is locked for good.
        Err(error @ Error::NoStorageAccess(_)) => match os::copies(service, user) {
            Ok(open) if !open.is_empty() => Ok(open),
            Ok(_) | Err(_) => Err(error),
        },
        Err(error) => Err(error),
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
    async fn read(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, VaultError> {
        self.read_entry(&slot.entry()).await
    }

    async fn write(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), VaultError> {
        self.write_entry(&slot.entry(), secret).await
    }

    async fn delete(&self, slot: SecretSlot) -> Result<(), VaultError> {
        self.delete_entry(&slot.entry()).await
    }
}
