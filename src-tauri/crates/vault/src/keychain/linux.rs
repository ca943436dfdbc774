//! Linux: the Secret Service over D-Bus (GNOME Keyring, KWallet, KeePassXC).

use std::collections::HashMap;
use std::sync::Arc;

use keyring::{Error, Result};
use keyring_core::Entry;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::VaultError;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use zbus_secret_service_keyring_store::Store;

/// What owners read in their keychain program.
const LABEL: &str = "Porchlight";

pub(super) fn open() -> Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = Store::new()?;
    Ok(store)
}

pub(super) fn entry(store: &CredentialStore, service: &str, user: &str) -> Result<Entry> {
    store.build(service, user, Some(&HashMap::from([("label", LABEL)])))
}

pub(super) fn entries(store: &CredentialStore, service: &str) -> Result<Vec<Entry>> {
    store.search(&HashMap::from([("service", service)]))
}

/// Asks without a prompt. A service with no default collection has nothing that could be locked.
pub(super) fn is_locked() -> Option<bool> {
    let service = SecretService::connect(EncryptionType::Plain).ok()?;
    let collection = service.get_default_collection().ok()?;
    collection.is_locked().ok()
}

pub(super) fn meaning(error: &Error) -> VaultError {
    use secret_service::Error as Cause;
    let cause = match error {
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => {
            cause.downcast_ref::<Cause>()
        }
        // More than one entry of that name, or one too long: neither is ours to repair.
        Error::Ambiguous(_)
        | Error::BadDataFormat(..)
        | Error::BadEncoding(_)
        | Error::BadStoreFormat(_)
        | Error::Invalid(..)
        | Error::NoEntry
        | Error::NotSupportedByStore(_)
        | Error::TooLong(..) => return VaultError::Denied,
        Error::NoDefaultStore | _ => return VaultError::Absent,
    };
    match cause {
        Some(Cause::Locked) => VaultError::Locked,
        // The owner closed the prompt.
        Some(Cause::Prompt) => VaultError::Denied,
        Some(Cause::Zbus(zbus::Error::MethodError(name, _, _))) => by_name(name.as_str()),
        Some(Cause::Zbus(zbus::Error::FDO(cause))) => by_fdo(cause),
        Some(Cause::ZbusFdo(cause)) => by_fdo(cause),
        Some(
            Cause::Crypto(_)
            | Cause::NoResult
            | Cause::PromptDisconnected
            | Cause::Unavailable
            | Cause::Zbus(_)
            | Cause::Zvariant(_)
            | _,
        )
        | None => VaultError::Absent,
    }
}

fn by_name(name: &str) -> VaultError {
    match name {
        "org.freedesktop.Secret.Error.IsLocked" => VaultError::Locked,
        "org.freedesktop.DBus.Error.AccessDenied" => VaultError::Denied,
        "org.freedesktop.DBus.Error.NoReply" | "org.freedesktop.DBus.Error.Timeout" => {
            VaultError::TimedOut
        }
        _ => VaultError::Absent,
    }
}

fn by_fdo(cause: &zbus::fdo::Error) -> VaultError {
    let denied = matches!(cause, zbus::fdo::Error::AccessDenied(_));
    let late = matches!(
        cause,
        zbus::fdo::Error::NoReply(_) | zbus::fdo::Error::Timeout(_)
    );
    match (denied, late) {
        (true, _) => VaultError::Denied,
        (_, true) => VaultError::TimedOut,
        (false, false) => VaultError::Absent,
    }
}
