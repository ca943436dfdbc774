//! Opening everything secret or private on this computer, under the protection that the owner chose.

use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::grant::RefreshLock;
use crate::ports::local_store::LocalStore;
use crate::ports::secret_vault::SecretVault;
use crate::secret::Password;
use crate::view::{ProtectionKind, ProtectionNotice, ProtectionTrouble};

#[async_trait]
pub trait VaultDoor: Send + Sync {
    /// What protects the data on this computer, as far as can be told without opening it.
    /// `None` before the first start.
    async fn chosen(&self) -> Option<ProtectionKind>;

    /// Opens; creates what is not there yet. Never falls back to another protection by itself.
    async fn open(&self, key: ProtectionKey) -> Result<OpenVault, ProtectionTrouble>;

    /// Sets the existing data aside (with its date, still encrypted) so that `open` starts afresh.
    async fn set_aside(&self) -> Result<(), ProtectionTrouble>;

    /// Deletes database, key and every keychain entry of this build kind.
    async fn destroy(&self) -> Result<(), ProtectionTrouble>;

    /// Waits for what is under way and lets go of the files: afterwards nothing writes to them.
    async fn close(&self);
}

/// How to open.
#[derive(Clone, Debug)]
pub enum ProtectionKey {
    Keychain,
    /// argon2id over what the owner typed; also for the first time.
    Passphrase(Password),
    ThisRunOnly,
}

#[derive(Clone)]
pub struct OpenVault {
    pub kind: ProtectionKind,
    pub secrets: Arc<dyn SecretVault>,
    pub refreshes: Arc<dyn RefreshLock>,
    pub store: Arc<dyn LocalStore>,
    /// Something happened while opening that the owner should know.
    pub notice: Option<ProtectionNotice>,
}
