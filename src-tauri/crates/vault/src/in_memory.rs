//! Nothing on disk and nothing in the keychain: for this run only, and for tests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use porchlight_core::ports::grant::RefreshLock;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use porchlight_core::ports::vault_door::OpenVault;
use porchlight_core::secret::SecretBytes;
use porchlight_core::view::ProtectionKind;

use crate::local_store::EncryptedStore;

/// A vault that is gone with the process.
pub async fn open() -> Result<OpenVault, StoreError> {
    Ok(OpenVault {
        kind: ProtectionKind::ThisRunOnly,
        secrets: Arc::new(SecretsInMemory::default()),
        refreshes: Arc::new(OneRun),
        store: Arc::new(EncryptedStore::in_memory().await?),
        notice: None,
    })
}

/// No other run shares what is in memory.
struct OneRun;

#[async_trait]
impl RefreshLock for OneRun {
    async fn lock(&self) -> Result<Box<dyn Send>, VaultError> {
        Ok(Box::new(()))
    }
}

#[derive(Debug, Default)]
pub struct SecretsInMemory {
    secrets: Mutex<HashMap<SecretSlot, SecretBytes>>,
}

impl SecretsInMemory {
    /// A map stays whole even if a thread died while holding it.
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<SecretSlot, SecretBytes>) -> T) -> T {
        work(&mut self.secrets.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl SecretVault for SecretsInMemory {
    async fn read(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, VaultError> {
        Ok(self.with(|secrets| secrets.get(&slot).cloned()))
    }

    async fn write(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), VaultError> {
        self.with(|secrets| secrets.insert(slot, secret.clone()));
        Ok(())
    }

    async fn delete(&self, slot: SecretSlot) -> Result<(), VaultError> {
        self.with(|secrets| secrets.remove(&slot));
        Ok(())
    }
}
