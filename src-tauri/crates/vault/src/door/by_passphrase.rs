//! The key of the database is wrapped by what the owner types; the secrets of connections lie in the database.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::local_store::SecretRows;
use porchlight_core::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use porchlight_core::ports::vault_door::OpenVault;
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_core::view::{ProtectionKind, ProtectionTrouble};

use super::database::Data;
use super::{Door, database, home_of};
use crate::cipher::{CipherError, DatabaseKey, Hardness, WrappedKey};
use crate::local_store::EncryptedStore;
use crate::protection::{Found, ProtectedBy, Protection};
use crate::refresh_lock::FolderLock;

impl Door {
    pub(super) async fn open_by_passphrase(
        &self,
        passphrase: Password,
    ) -> Result<(OpenVault, EncryptedStore), ProtectionTrouble> {
        let (found, data) = self.look()?;
        let key = match (&found, data) {
            (
                Found::Readable(Protection {
                    by: ProtectedBy::Passphrase { wrapped },
                    ..
                }),
                _,
            ) => {
                let wrapped = wrapped.clone();
                off_the_async_threads(move || wrapped.unwrap(&passphrase)).await?
            }
            (Found::Nothing | Found::Unreadable, Data::There) => {
                return Err(ProtectionTrouble::ProtectionUnreadable);
            }
            // The data there has another key, which no passphrase brings back. It can be set aside.
            (_, Data::There) => return Err(ProtectionTrouble::KeychainKeyMissing),
            (_, Data::NotYet | Data::Lost) => {
                self.begin_with(home_of(&found)?, data, passphrase).await?
            }
        };
        let (store, notice) = database::open_or_start_afresh(&self.config, &key, data).await?;
        let vault = OpenVault {
            kind: ProtectionKind::Passphrase,
            secrets: Arc::new(SecretsInDatabase(store.clone())),
            refreshes: Arc::new(FolderLock::of(&self.config.dir)),
            store: Arc::new(store.clone()),
            notice,
        };
        Ok((vault, store))
    }

    async fn begin_with(
        &self,
        home: String,
        data: Data,
        passphrase: Password,
    ) -> Result<DatabaseKey, ProtectionTrouble> {
        let (key, wrapped) = off_the_async_threads(move || {
            let key = DatabaseKey::generate()?;
            let wrapped = WrappedKey::wrap(&key, &passphrase, Hardness::RECOMMENDED)?;
            Ok((key, wrapped))
        })
        .await?;
        Protection::new(home, ProtectedBy::Passphrase { wrapped })
            .awaiting_database(data == Data::NotYet)
            .write(&self.config.dir)?;
        Ok(key)
    }
}

/// argon2id takes a good part of a second.
async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CipherError> + Send + 'static,
) -> Result<T, ProtectionTrouble> {
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ProtectionTrouble::StorageUnavailable)?;
    done.map_err(|error| match error {
        CipherError::PassphraseWrong => ProtectionTrouble::PassphraseWrong,
        CipherError::NoRandomness => ProtectionTrouble::StorageUnavailable,
        CipherError::Unreadable => ProtectionTrouble::ProtectionUnreadable,
    })
}

/// Takes the keychain's place.
struct SecretsInDatabase(EncryptedStore);

#[async_trait]
impl SecretVault for SecretsInDatabase {
    async fn read(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, VaultError> {
        Ok(self.0.read_secret(slot).await?)
    }

    async fn write(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), VaultError> {
        Ok(self.0.write_secret(slot, secret).await?)
    }

    async fn delete(&self, slot: SecretSlot) -> Result<(), VaultError> {
        Ok(self.0.delete_secret(slot).await?)
    }
}
