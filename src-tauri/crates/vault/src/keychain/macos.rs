//! macOS: the login keychain.

use std::collections::HashMap;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring::{Error, Result};
use keyring_core::Entry;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::VaultError;

// <Security/SecBase.h>
const ERR_USER_CANCELED: i32 = -128;
const ERR_WRITE_PERMISSION: i32 = -61;
const ERR_AUTH_FAILED: i32 = -25293;
const ERR_INVALID_OWNER_EDIT: i32 = -25244;
const ERR_READ_ONLY: i32 = -25292;
const ERR_INTERACTION_NOT_ALLOWED: i32 = -25308;

pub(super) fn open() -> Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = Store::new()?;
    Ok(store)
}

pub(super) fn entry(store: &CredentialStore, service: &str, user: &str) -> Result<Entry> {
    store.build(service, user, None)
}

pub(super) fn entries(store: &CredentialStore, service: &str) -> Result<Vec<Entry>> {
    store.search(&HashMap::from([("service", service)]))
}

/// The safe part of the system's interface does not say.
pub(super) fn is_locked() -> Option<bool> {
    None
}

pub(super) fn meaning(error: &Error) -> VaultError {
    let (Error::PlatformFailure(cause) | Error::NoStorageAccess(cause)) = error else {
        return VaultError::Denied;
    };
    let code = cause
        .downcast_ref::<security_framework::base::Error>()
        .map(|cause| cause.code());
    match code {
        Some(ERR_INTERACTION_NOT_ALLOWED) => VaultError::Locked,
        Some(
            ERR_USER_CANCELED
            | ERR_AUTH_FAILED
            | ERR_WRITE_PERMISSION
            | ERR_INVALID_OWNER_EDIT
            | ERR_READ_ONLY,
        ) => VaultError::Denied,
        Some(_) | None => VaultError::Absent,
    }
}
