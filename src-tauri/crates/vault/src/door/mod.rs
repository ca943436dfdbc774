//! Opens everything secret or private on this computer, under the protection that the owner chose.
//!
//! In the data folder lie `protection.json` (how, no secret in it) and `porchlight.db` (encrypted as a whole).
//! What is set aside keeps its name and gets its date; renamed back, it opens again with the same key.

mod by_keychain;
mod by_passphrase;
mod database;
mod leaving;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::secret_vault::VaultError;
use porchlight_core::ports::vault_door::{OpenVault, ProtectionKey, VaultDoor};
use porchlight_core::view::{ProtectionKind, ProtectionTrouble};
use tokio::sync::Mutex;

use database::Data;

use crate::keychain::{Keychain, KeychainVault};
use crate::local_store::EncryptedStore;
use crate::protection::{self, Found, Protection};
use crate::{folder, in_memory};

/// What the program decides.
#[derive(Clone)]
pub struct DoorConfig {
    /// Ours alone; made when it is not there.
    pub dir: PathBuf,
    /// Of the keychain entries, one per build kind: `eu.porchlight`, `eu.porchlight.dev`.
    pub namespace: String,
    /// How long the keychain may take, its prompt included; see [`crate::keychain::TIME_LIMIT`].
    pub keychain_limit: Duration,
    /// Dates what is set aside.
    pub clock: Arc<dyn Clock>,
    /// A ceiling for the database in pages of 4096 bytes, so that a test meets a full disk without one.
    pub max_database_pages: Option<u32>,
}

impl fmt::Debug for DoorConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DoorConfig")
            .field("namespace", &self.namespace)
            .finish_non_exhaustive()
    }
}

pub struct Door {
    config: DoorConfig,
    keychain: Keychain,
    /// What was opened last. Held while anything moves, so that two openings do not meet.
    opened: Mutex<Option<EncryptedStore>>,
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Door {
    pub fn new(config: DoorConfig) -> Self {
        let keychain = Keychain::new(config.keychain_limit);
        Self {
            config,
            keychain,
            opened: Mutex::new(None),
        }
    }

    fn entries_of(&self, home: &str) -> KeychainVault {
        self.keychain
            .entries(format!("{}.{home}", self.config.namespace))
    }

    /// The file that says how the data is protected, and whether there is any data.
    fn look(&self) -> Result<(Found, Data), ProtectionTrouble> {
        folder::create_private(&self.config.dir)
            .map_err(|error| protection::storage_trouble(&error))?;
        let found = protection::read(&self.config.dir)?;
        let data = database::look(&self.config.dir, &found);
        Ok((found, data))
    }
}

#[async_trait]
impl VaultDoor for Door {
    async fn chosen(&self) -> Option<ProtectionKind> {
        match protection::read(&self.config.dir) {
            Ok(Found::Readable(protection)) => Some(protection.kind()),
            Ok(Found::Nothing | Found::Unreadable) | Err(_) => None,
        }
    }

    async fn open(&self, key: ProtectionKey) -> Result<OpenVault, ProtectionTrouble> {
        let mut opened = self.opened.lock().await;
        close(&mut opened).await;
        let (vault, store) = match key {
            ProtectionKey::Keychain => self.open_by_keychain().await?,
            ProtectionKey::Passphrase(passphrase) => self.open_by_passphrase(passphrase).await?,
            // Leaves the disk alone: what another protection guards there is for another run.
            ProtectionKey::ThisRunOnly => {
                return in_memory::open().await.map_err(store_trouble);
            }
        };
        *opened = Some(store);
        Ok(vault)
    }

    async fn set_aside(&self) -> Result<(), ProtectionTrouble> {
        let mut opened = self.opened.lock().await;
        close(&mut opened).await;
        leaving::set_aside(&self.config.dir, self.config.clock.now())
    }

    async fn destroy(&self) -> Result<(), ProtectionTrouble> {
        let mut opened = self.opened.lock().await;
        close(&mut opened).await;
        self.destroy_all().await
    }

    async fn close(&self) {
        close(&mut *self.opened.lock().await).await;
    }
}

async fn close(opened: &mut Option<EncryptedStore>) {
    if let Some(store) = opened.take() {
        store.close().await;
    }
}

/// The home that a file without data belongs to, so that its keychain entries stay ours.
fn home_of(found: &Found) -> Result<String, ProtectionTrouble> {
    match found {
        Found::Readable(Protection { home, .. }) => Ok(home.clone()),
        Found::Nothing | Found::Unreadable => protection::new_home(),
    }
}

fn store_trouble(error: StoreError) -> ProtectionTrouble {
    match error {
        StoreError::DiskFull => ProtectionTrouble::DiskFull,
        StoreError::NewerVersion => ProtectionTrouble::NewerVersion,
        StoreError::Damaged | StoreError::Unavailable => ProtectionTrouble::StorageUnavailable,
    }
}

fn keychain_trouble(error: VaultError) -> ProtectionTrouble {
    match error {
        VaultError::Absent => ProtectionTrouble::KeychainAbsent,
        VaultError::CannotAsk => ProtectionTrouble::KeychainCannotAsk,
        VaultError::Database(error) => store_trouble(error),
        VaultError::Denied => ProtectionTrouble::KeychainDenied,
        VaultError::Faulty => ProtectionTrouble::KeychainFaulty,
        VaultError::Locked => ProtectionTrouble::KeychainLocked,
        VaultError::NotSetUp => ProtectionTrouble::KeychainNotSetUp,
        VaultError::TimedOut => ProtectionTrouble::KeychainTimedOut,
    }
}
