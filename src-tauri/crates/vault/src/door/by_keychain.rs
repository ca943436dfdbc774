//! The key of the database is in the keychain, and so is the secret of each connection.

use std::sync::Arc;

use porchlight_core::ports::vault_door::OpenVault;
use porchlight_core::secret::SecretBytes;
use porchlight_core::view::{ProtectionKind, ProtectionTrouble};

use super::database::Data;
use super::{Door, database, home_of, keychain_trouble};
use crate::cipher::DatabaseKey;
use crate::keychain::{DATABASE_KEY, KeychainVault};
use crate::local_store::EncryptedStore;
use crate::protection::{Found, ProtectedBy, Protection};
use crate::refresh_lock::FolderLock;

impl Door {
    pub(super) async fn open_by_keychain(
        &self,
    ) -> Result<(OpenVault, EncryptedStore), ProtectionTrouble> {
        let (found, data) = self.look()?;
        if data == Data::There && !says_how(&found) {
            return Err(ProtectionTrouble::ProtectionUnreadable);
        }
        let home = home_of(&found)?;
        let entries = self.entries_of(&home);
        // The first question: a keychain that does not answer leaves no trace of us.
        let kept = entries
            .read_copies(DATABASE_KEY)
            .await
            .map_err(keychain_trouble)?;
        let kept = kept
            .iter()
            .filter_map(|bytes| DatabaseKey::from_bytes(bytes.expose()));
        let (fitting, other): (Vec<_>, Vec<_>) = kept.partition(|key| opens(&found, key));
        let key = match (fitting.into_iter().next(), data) {
            (Some(key), Data::There) => key,
            // The keychain was emptied or exchanged, or something else protects the data. Nothing is written over.
            (None, Data::There) => return Err(ProtectionTrouble::KeychainKeyMissing),
            (fitting, Data::NotYet | Data::Lost) => {
                let kept = fitting.or(other.into_iter().next());
                self.begin(home, data, &entries, kept).await?
            }
        };
        let (store, notice) = database::open_or_start_afresh(&self.config, &key, data).await?;
        let vault = OpenVault {
            kind: ProtectionKind::Keychain,
            secrets: Arc::new(entries),
            refreshes: Arc::new(FolderLock::of(&self.config.dir)),
            store: Arc::new(store.clone()),
            notice,
        };
        Ok((vault, store))
    }

    /// The file comes before the entry: an entry whose namespace is written nowhere would never be found again.
    async fn begin(
        &self,
        home: String,
        data: Data,
        entries: &KeychainVault,
        kept: Option<DatabaseKey>,
    ) -> Result<DatabaseKey, ProtectionTrouble> {
        let is_kept = kept.is_some();
        let key = match kept {
            Some(key) => key,
            None => DatabaseKey::generate().map_err(|_| ProtectionTrouble::StorageUnavailable)?,
        };
        Protection::new(
            home,
            ProtectedBy::Keychain {
                check: key.check_value(),
            },
        )
        .awaiting_database(data == Data::NotYet)
        .write(&self.config.dir)?;
        if is_kept {
            return Ok(key);
        }
        let bytes = SecretBytes::new(key.expose().to_vec());
        entries
            .write_entry(DATABASE_KEY, &bytes)
            .await
            .map_err(keychain_trouble)?;
        // A keychain that forgets at once must be known before there is something to lose.
        let read = entries
            .read_entry(DATABASE_KEY)
            .await
            .map_err(keychain_trouble)?;
        if read.is_some_and(|read| read.expose() == bytes.expose()) {
            Ok(key)
        } else {
            Err(ProtectionTrouble::KeychainDenied)
        }
    }
}

/// Whether the file beside the data can be relied on.
fn says_how(found: &Found) -> bool {
    match found {
        Found::Readable(Protection {
            by: ProtectedBy::Keychain { check },
            ..
        }) => DatabaseKey::is_check_value(check),
        Found::Readable(Protection {
            by: ProtectedBy::Passphrase { .. },
            ..
        }) => true,
        Found::Nothing | Found::Unreadable => false,
    }
}

fn opens(found: &Found, key: &DatabaseKey) -> bool {
    match found {
        Found::Readable(Protection {
            by: ProtectedBy::Keychain { check },
            ..
        }) => key.fits(check),
        Found::Readable(Protection {
            by: ProtectedBy::Passphrase { .. },
            ..
        })
        | Found::Nothing
        | Found::Unreadable => false,
    }
}
