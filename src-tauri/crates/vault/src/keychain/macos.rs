//! macOS: the login keychain.

use std::collections::HashMap;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring::{Error, Result};
use keyring_core::Entry;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::VaultError;
use zeroize::Zeroizing;

// <Security/SecBase.h>
const ERR_USER_CANCELED: i32 = -128;
const ERR_WRITE_PERMISSION: i32 = -61;
const ERR_AUTH_FAILED: i32 = -25293;
const ERR_INVALID_OWNER_EDIT: i32 = -25244;
const ERR_READ_ONLY: i32 = -25292;
const ERR_NO_SUCH_KEYCHAIN: i32 = -25294;
const ERR_NO_DEFAULT_KEYCHAIN: i32 = -25307;
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

/// One name is one entry.
pub(super) fn copies(_service: &str, _user: &str) -> Result<Vec<Zeroizing<Vec<u8>>>> {
    Ok(Vec::new())
}

/// What is not found is not there, locked or not.
pub(super) fn has_unlocked() -> Result<bool> {
    Ok(false)
}

/// The login keychain is there from the start.
pub(super) fn has_made_room(_: &Error) -> Result<bool> {
    Ok(false)
}

/// The safe part of the system's interface does not say.
pub(super) fn is_locked() -> Option<bool> {
    None
}

pub(super) fn meaning(error: &Error) -> VaultError {
    let (Error::PlatformFailure(cause) | Error::NoStorageAccess(cause)) = error else {
        return VaultError::Faulty;
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
        Some(ERR_NO_SUCH_KEYCHAIN | ERR_NO_DEFAULT_KEYCHAIN) => VaultError::Absent,
        Some(_) | None => VaultError::Faulty,
    }
}
