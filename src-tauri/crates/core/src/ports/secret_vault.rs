//! Where the secret of each connection is kept: one small entry per connection.

use async_trait::async_trait;

use crate::ports::local_store::StoreError;
use crate::secret::SecretBytes;
use crate::view::ConnectionId;

/// The entry of the passwords of networks that the owner wants kept for other cameras: none of a connection.
pub const WIFI_ENTRY: ConnectionId = ConnectionId(uuid::Uuid::from_u128(
    0x706f_7263_686c_6967_6874_2f77_6966_6901,
));

/// The entry of the authenticators for accounts elsewhere.
pub const AUTHENTICATORS_ENTRY: ConnectionId = ConnectionId(uuid::Uuid::from_u128(
    0x706f_7263_686c_6967_6874_2f6f_7470_7301,
));

#[async_trait]
pub trait SecretVault: Send + Sync {
    /// `None` when there is no entry: never an error.
    async fn read(&self, connection: ConnectionId) -> Result<Option<SecretBytes>, VaultError>;
    async fn write(&self, connection: ConnectionId, secret: &SecretBytes)
    -> Result<(), VaultError>;
    /// Deleting what is not there succeeds.
    async fn delete(&self, connection: ConnectionId) -> Result<(), VaultError>;
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
