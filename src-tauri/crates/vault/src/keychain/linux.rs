//! Linux: the Secret Service over D-Bus (GNOME Keyring, KWallet, KeePassXC).

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use keyring::{Error, Result};
use keyring_core::Entry;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::VaultError;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use zbus::blocking::{Connection, fdo::DBusProxy};
use zbus::fdo;
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

type Cause = secret_service::Error;

/// What owners read in their keychain program.
const LABEL: &str = "Porchlight";

/// What other programs of the desktop (libsecret) call the first collection, which is for all of them.
const DEFAULT_COLLECTION: (&str, &str) = ("Default keyring", "default");

/// GNOME Keyring, which has no windows of its own, and what shows its questions.
const GNOME_KEYRING: &str = "org.gnome.keyring";
const GNOME_PROMPTER: &str = "org.gnome.keyring.SystemPrompter";

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

/// What all entries of one name hold, the one that was changed last first. Only open ones: nobody is asked for a password.
pub(super) fn copies(service: &str, user: &str) -> Result<Vec<Zeroizing<Vec<u8>>>> {
    let read = || -> std::result::Result<_, Cause> {
        let keychain = SecretService::connect(EncryptionType::Dh)?;
        let name = HashMap::from([("service", service), ("username", user)]);
        let mut items = keychain.search_items(name)?.unlocked;
        items.sort_by_cached_key(|item| Reverse(item.get_modified().unwrap_or_default()));
        items
            .iter()
            .map(|item| Ok(Zeroizing::new(item.get_secret()?)))
            .collect()
    };
    read().map_err(refused)
}

/// `true`: what was not found may have been behind a lock, which is open now. KeePassXC does not know what is in a locked database.
pub(super) fn has_unlocked() -> Result<bool> {
    let unlock = || -> std::result::Result<_, Cause> {
        let keychain = SecretService::connect(EncryptionType::Plain)?;
        let collection = match keychain.get_default_collection() {
            Err(Cause::NoResult) => return Ok(false),
            collection => collection?,
        };
        let locked = collection.is_locked()?;
        if locked {
            collection.unlock()?;
        }
        Ok(locked)
    };
    unlock().map_err(refused)
}

/// `true`: an entry was refused because there was no collection to put it in, and now there is one. The keychain asks the
/// owner for its password.
pub(super) fn has_made_room(error: &Error) -> Result<bool> {
    if !matches!(cause(error), Some(Cause::NoResult)) {
        return Ok(false);
    }
    let (label, alias) = DEFAULT_COLLECTION;
    let made = SecretService::connect(EncryptionType::Plain).and_then(|keychain| {
        keychain.create_collection(label, alias)?;
        Ok(true)
    });
    made.map_err(|cause| {
        // Closed, or never shown: there is still none.
        let closed = matches!(cause, Cause::Prompt);
        refused(if closed { Cause::NoResult } else { cause })
    })
}

/// Asks without a prompt. A service with no default collection has nothing that could be locked.
pub(super) fn is_locked() -> Option<bool> {
    let service = SecretService::connect(EncryptionType::Plain).ok()?;
    let collection = service.get_default_collection().ok()?;
    collection.is_locked().ok()
}

pub(super) fn meaning(error: &Error) -> VaultError {
    if matches!(error, Error::NoDefaultStore) {
        return VaultError::Absent;
    }
    match cause(error) {
        Some(Cause::Locked) => VaultError::Locked,
        Some(Cause::NoResult) => VaultError::NotSetUp,
        Some(Cause::Prompt) if can_ask() => VaultError::Denied,
        Some(Cause::Prompt) => VaultError::CannotAsk,
        Some(Cause::Unavailable) => VaultError::Absent,
        Some(Cause::Zbus(zbus::Error::MethodError(name, _, _))) => by_name(name.as_str()),
        Some(Cause::Zbus(zbus::Error::FDO(cause))) => by_fdo(cause),
        Some(Cause::ZbusFdo(cause)) => by_fdo(cause),
        // No bus, or one that nobody is let in to.
        Some(Cause::Zbus(
            zbus::Error::Address(_) | zbus::Error::Handshake(_) | zbus::Error::InputOutput(_),
        )) => VaultError::Absent,
        Some(
            Cause::Crypto(_) | Cause::PromptDisconnected | Cause::Zbus(_) | Cause::Zvariant(_) | _,
        )
        | None => VaultError::Faulty,
    }
}

/// As the store says it: what is no failure of the service is not worth opening it again.
fn refused(cause: Cause) -> Error {
    if matches!(cause, Cause::Locked | Cause::NoResult | Cause::Prompt) {
        Error::NoStorageAccess(Box::new(cause))
    } else {
        Error::PlatformFailure(Box::new(cause))
    }
}

fn cause(error: &Error) -> Option<&Cause> {
    if let Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) = error {
        cause.downcast_ref()
    } else {
        None
    }
}

/// A prompt that GNOME Keyring cannot show is reported like one that the owner closed. The others have windows of their own.
fn can_ask() -> bool {
    let prompter = || -> std::result::Result<_, zbus::Error> {
        let bus = DBusProxy::new(&Connection::session()?)?;
        let has_windows = !bus.name_has_owner(GNOME_KEYRING.try_into()?)?;
        Ok(has_windows
            || bus.name_has_owner(GNOME_PROMPTER.try_into()?)?
            || bus
                .start_service_by_name(GNOME_PROMPTER.try_into()?, 0)
                .is_ok())
    };
    prompter().unwrap_or(false)
}

fn by_name(name: &str) -> VaultError {
    match name {
        "org.freedesktop.Secret.Error.IsLocked" => VaultError::Locked,
        "org.freedesktop.DBus.Error.AccessDenied" => VaultError::Denied,
        "org.freedesktop.DBus.Error.NoReply" | "org.freedesktop.DBus.Error.Timeout" => {
            VaultError::TimedOut
        }
        "org.freedesktop.DBus.Error.Disconnected"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.DBus.Error.NoServer"
        | "org.freedesktop.DBus.Error.ServiceUnknown" => VaultError::Absent,
        name if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => VaultError::Absent,
        _ => VaultError::Faulty,
    }
}

/// The same names, as the bus library reads them.
fn by_fdo(cause: &fdo::Error) -> VaultError {
    use zbus::DBusError;
    by_name(cause.name().as_str())
}
