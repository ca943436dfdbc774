//! Windows: the Credential Manager. It is open while the owner is logged in, and to every program of theirs.

use std::collections::HashMap;
use std::sync::Arc;

use keyring::{Error, Result};
use keyring_core::Entry;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::VaultError;
use windows_native_keyring_store::Store;
use zeroize::Zeroizing;

pub(super) fn open() -> Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = Store::new()?;
    Ok(store)
}

/// Stays on this computer: the default would follow a roaming profile.
pub(super) fn entry(store: &CredentialStore, service: &str, user: &str) -> Result<Entry> {
    store.build(
        service,
        user,
        Some(&HashMap::from([("persistence", "Local")])),
    )
}

/// Entries are named `user.service`. No user of ours has a dot, so a longer service with the same end is another.
pub(super) fn entries(store: &CredentialStore, service: &str) -> Result<Vec<Entry>> {
    let name = service.replace('.', r"\.");
    store.search(&HashMap::from([(
        "pattern",
        format!(r"^[^.]*\.{name}$").as_str(),
    )]))
}

/// One name is one entry.
pub(super) fn copies(_service: &str, _user: &str) -> Result<Vec<Zeroizing<Vec<u8>>>> {
    Ok(Vec::new())
}

/// What is not found is not there, locked or not.
pub(super) fn has_unlocked() -> Result<bool> {
    Ok(false)
}

/// It is there from the start.
pub(super) fn has_made_room(_: &Error) -> Result<bool> {
    Ok(false)
}

/// Never, while somebody is logged in.
pub(super) fn is_locked() -> Option<bool> {
    None
}

pub(super) fn meaning(error: &Error) -> VaultError {
    // No log-on session, no Credential Manager.
    if matches!(error, Error::NoStorageAccess(_) | Error::NoDefaultStore) {
        VaultError::Absent
    } else {
        VaultError::Faulty
    }
}
