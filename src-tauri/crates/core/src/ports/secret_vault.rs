//! Where secrets are kept: one small entry each.

use async_trait::async_trait;
use uuid::Uuid;

use crate::ports::local_store::StoreError;
use crate::secret::SecretBytes;
use crate::view::{CameraKey, ConnectionId};

/// Which secret. Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SecretSlot {
    /// Of accounts elsewhere, all in one.
    Authenticators,
    /// What one camera wants, where cameras have a sign-in of their own.
    Camera(CameraKey),
    /// The identity of this computer for a connection: outlives its sessions.
    Device(ConnectionId),
    /// What a connection's session needs, or what is left of it.
    Session(ConnectionId),
    /// Of networks that the owner wants kept for other cameras.
    WifiPasswords,
}

impl SecretSlot {
    /// What the entry is called in a keychain. It never changes: under another name what is there would be lost.
    pub fn entry(&self) -> String {
        match self {
            Self::Authenticators => AUTHENTICATORS.to_string(),
            Self::Camera(CameraKey { connection, camera }) => {
                format!("{}.camera.{}", connection.0, camera.0)
            }
            Self::Device(connection) => format!("{}.device", connection.0),
            Self::Session(connection) => connection.0.to_string(),
            Self::WifiPasswords => WIFI_PASSWORDS.to_string(),
        }
    }
}

/// Octets of an entry. It crosses in base64 (a third more), and Windows keeps 2,560 octets at most (`CRED_MAX_CREDENTIAL_BLOB_SIZE`).
pub const LARGEST_ENTRY: usize = 1900;

const WIFI_PASSWORDS: Uuid = Uuid::from_u128(0x706f_7263_686c_6967_6874_2f77_6966_6901);
const AUTHENTICATORS: Uuid = Uuid::from_u128(0x706f_7263_686c_6967_6874_2f6f_7470_7301);

#[async_trait]
pub trait SecretVault: Send + Sync {
    /// `None` when there is no entry: never an error.
    async fn read(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, VaultError>;
    async fn write(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), VaultError>;
    /// Deleting what is not there succeeds.
    async fn delete(&self, slot: SecretSlot) -> Result<(), VaultError>;
}

/// Why the keychain, or the database in its place, did not do as asked. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("there is no keychain service")]
    Absent,
    /// It is locked, and what would ask the owner for its password cannot be shown in this session.
    #[error("the keychain is locked and cannot ask for its password")]
    CannotAsk,
    /// Where a passphrase takes the keychain's place.
    #[error(transparent)]
    Database(#[from] StoreError),
    #[error("access to the keychain was denied")]
    Denied,
    /// It runs, and does not do as the interface says.
    #[error("the keychain answered with an error")]
    Faulty,
    #[error("the keychain is locked")]
    Locked,
    /// It runs, and nothing was ever set up in it that could keep an entry.
    #[error("there is no keychain in the keychain service yet")]
    NotSetUp,
    #[error("the keychain did not answer in time")]
    TimedOut,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cameras::CameraId;

    #[test]
    fn what_an_earlier_version_kept_is_found_under_its_name() {
        let session = SecretSlot::Session(ConnectionId(Uuid::from_u128(7)));
        for (slot, entry) in [
            (session, "00000000-0000-0000-0000-000000000007"),
            (
                SecretSlot::Device(ConnectionId(Uuid::from_u128(7))),
                "00000000-0000-0000-0000-000000000007.device",
            ),
            (
                SecretSlot::Camera(CameraKey {
                    connection: ConnectionId(Uuid::from_u128(7)),
                    camera: CameraId("urn:uuid:1".into()),
                }),
                "00000000-0000-0000-0000-000000000007.camera.urn:uuid:1",
            ),
            (
                SecretSlot::Authenticators,
                "706f7263-686c-6967-6874-2f6f74707301",
            ),
            (
                SecretSlot::WifiPasswords,
                "706f7263-686c-6967-6874-2f7769666901",
            ),
        ] {
            assert_eq!(slot.entry(), entry);
        }
    }
}
