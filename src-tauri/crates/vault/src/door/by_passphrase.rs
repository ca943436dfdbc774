//! The key of the database is wrapped by what the owner types; the secrets of connections lie in the database.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::local_store::{SecretRows, StoreError};
use porchlight_core::ports::secret_vault::{SecretVault, VaultError};
use porchlight_core::ports::vault_door::OpenVault;
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_core::view::{ConnectionId, ProtectionKind, ProtectionTrouble};

use super::{Door, database, home_of};
use crate::cipher::{CipherError, DatabaseKey, Hardness, WrappedKey};
use crate::local_store::EncryptedStore;
use crate::protection::{Found, ProtectedBy, Protection};

impl Door {
    pub(super) async fn open_by_passphrase(
        &self,
        passphrase: Password,
    ) -> Result<(OpenVault, EncryptedStore), ProtectionTrouble> {
        let (found, has_data) = self.look()?;
        let key = match (&found, has_data) {
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
            // The data there has another key, which no passphrase brings back. It can be set aside.
            (_, true) => return Err(ProtectionTrouble::KeychainKeyMissing),
            (_, false) => self.begin_with(home_of(&found)?, passphrase).await?,
        };
        let (store, notice) = database::open_or_start_afresh(&self.config, &key).await?;
        let vault = OpenVault {
            kind: ProtectionKind::Passphrase,
            secrets: Arc::new(SecretsInDatabase(store.clone())),
            store: Arc::new(store.clone()),
            notice,
        };
        Ok((vault, store))
    }

    async fn begin_with(
        &self,
        home: String,
        passphrase: Password,
    ) -> Result<DatabaseKey, ProtectionTrouble> {
        let (key, wrapped) = off_the_async_threads(move || {
            let key = DatabaseKey::generate()?;
            let wrapped = WrappedKey::wrap(&key, &passphrase, Hardness::RECOMMENDED)?;
            Ok((key, wrapped))
        })
        .await?;
        Protection::new(home, ProtectedBy::Passphrase { wrapped }).write(&self.config.dir)?;
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
        CipherError::NoRandomness | CipherError::Unreadable => {
            ProtectionTrouble::StorageUnavailable
        }
    })
}

/// Takes the keychain's place. What goes wrong with the database is said in the keychain's words, for want of others.
struct SecretsInDatabase(EncryptedStore);

#[async_trait]
impl SecretVault for SecretsInDatabase {
    async fn read(&self, connection: ConnectionId) -> Result<Option<SecretBytes>, VaultError> {
        self.0
            .read_secret(connection)
            .await
            .map_err(in_words_of_a_keychain)
    }

    async fn write(
        &self,
        connection: ConnectionId,
        secret: &SecretBytes,
    ) -> Result<(), VaultError> {
        self.0
            .write_secret(connection, secret)
            .await
            .map_err(in_words_of_a_keychain)
    }

    async fn delete(&self, connection: ConnectionId) -> Result<(), VaultError> {
        self.0
            .delete_secret(connection)
            .await
            .map_err(in_words_of_a_keychain)
    }
}

fn in_words_of_a_keychain(error: StoreError) -> VaultError {
    match error {
        StoreError::DiskFull => VaultError::Denied,
        StoreError::Damaged | StoreError::NewerVersion | StoreError::Unavailable => {
            VaultError::Absent
        }
    }
}
