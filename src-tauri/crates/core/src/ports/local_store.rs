//! The encrypted local database: what must outlive the process.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::alerts::Alert;
use crate::cameras::Camera;
use crate::outbox::PendingEdit;
use crate::secret::SecretBytes;
use crate::session::Session;
use crate::view::{ConnectionId, Preferences};

/// Every write is durable (fsync) when it returns, and all of it or none of it.
#[async_trait]
pub trait LocalStore: Send + Sync {
    /// Everything but alerts, for the start.
    async fn load(&self) -> Result<StoredHome, StoreError>;

    /// Inserts or replaces.
    async fn put_connection(&self, connection: &StoredConnection) -> Result<(), StoreError>;
    /// With its cameras, edits and alerts.
    async fn remove_connection(&self, connection: ConnectionId) -> Result<(), StoreError>;

    /// Replaces what was last seen of all cameras of a connection.
    async fn put_cameras(
        &self,
        connection: ConnectionId,
        cameras: &[Camera],
    ) -> Result<(), StoreError>;

    /// Inserts or replaces by [`PendingEdit::id`].
    async fn put_edit(&self, edit: &PendingEdit) -> Result<(), StoreError>;
    async fn remove_edit(&self, id: uuid::Uuid) -> Result<(), StoreError>;

    /// Inserts; an alert whose `id` is known already is left as it is. Returns whether it was new.
    async fn put_alert(&self, alert: &Alert) -> Result<bool, StoreError>;
    /// Newest first, older than `before` (exclusive) if given, at most `limit`.
    async fn alerts(
        &self,
        before: Option<&AlertCursor>,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError>;
    async fn unread_alerts(&self) -> Result<u32, StoreError>;
    async fn mark_alerts_read(&self) -> Result<(), StoreError>;

    async fn put_preferences(&self, preferences: &Preferences) -> Result<(), StoreError>;

    /// Removes every row. The caller removes the keychain entries.
    async fn erase(&self) -> Result<(), StoreError>;
}

/// Place in the list of alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertCursor {
    pub at: crate::time::Timestamp,
    pub id: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredHome {
    pub connections: Vec<StoredConnection>,
    pub cameras: Vec<(ConnectionId, Camera)>,
    pub edits: Vec<PendingEdit>,
    pub preferences: Preferences,
}

/// A connection as it is kept. Its token is not here but in the keychain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredConnection {
    pub id: ConnectionId,
    pub place: Place,
    /// What the service calls itself.
    pub name: String,
    /// What the owner signed in with last; empty before the first sign-in.
    pub email: String,
    pub session: Session,
}

/// Where a connection's cameras come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Place {
    /// The embedded service; its address changes with each run.
    DemoHome,
    /// An account service that somebody runs: https, or http on loopback.
    Service { address: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("the database is damaged")]
    Damaged,
    #[error("the disk is full")]
    DiskFull,
    #[error("the database was written by a newer version")]
    NewerVersion,
    #[error("the database cannot be reached")]
    Unavailable,
}

/// Used by vault implementations that keep secrets in the encrypted database instead of a keychain.
#[async_trait]
pub trait SecretRows: Send + Sync {
    async fn read_secret(
        &self,
        connection: ConnectionId,
    ) -> Result<Option<SecretBytes>, StoreError>;
    async fn write_secret(
        &self,
        connection: ConnectionId,
        secret: &SecretBytes,
    ) -> Result<(), StoreError>;
    async fn delete_secret(&self, connection: ConnectionId) -> Result<(), StoreError>;
}
