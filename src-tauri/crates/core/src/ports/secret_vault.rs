//! Where the secret of each connection is kept: one small entry per connection.

use async_trait::async_trait;

use crate::secret::SecretBytes;
use crate::view::ConnectionId;

#[async_trait]
pub trait SecretVault: Send + Sync {
    /// `None` when there is no entry: never an error.
    async fn read(&self, connection: ConnectionId) -> Result<Option<SecretBytes>, VaultError>;
    async fn write(&self, connection: ConnectionId, secret: &SecretBytes)
    -> Result<(), VaultError>;
    /// Deleting what is not there succeeds.
    async fn delete(&self, connection: ConnectionId) -> Result<(), VaultError>;
}

/// Why the keychain did not do as asked. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("there is no keychain service")]
    Absent,
    #[error("access to the keychain was denied")]
    Denied,
    #[error("the keychain is locked")]
    Locked,
    #[error("the keychain did not answer in time")]
    TimedOut,
}
