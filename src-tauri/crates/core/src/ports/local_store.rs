//! The encrypted local database: what must outlive the process.

use async_trait::async_trait;

use crate::alerts::pace::StoredBell;
use crate::alerts::rules::Aftermath;
use crate::alerts::{Alert, AlertFilter, Correction, Exposure, KeptAlert};
use crate::cameras::Camera;
use crate::checkup::{KeyHeard, KnownComputers, Rehearsed};
use crate::email_changes::EmailChanges;
use crate::guide::{AccountHistory, Guide};
use crate::listed_breaches::BreachWatch;
use crate::outbox::PendingEdit;
use crate::ports::integrations::IntegrationId;
use crate::ports::place::Place;
use crate::ports::secret_vault::SecretSlot;
use crate::private_names::PrivateName;
use crate::secret::SecretBytes;
use crate::session::Session;
use crate::time::Timestamp;
use crate::view::{Absence, CameraKey, ConnectionId, Preferences};
use crate::wifi::plans::StoredPlans;

/// Every write is durable (fsync) when it returns, and all of it or none of it.
#[async_trait]
pub trait LocalStore: Send + Sync {
    /// Everything but alerts, for the start.
    async fn load(&self) -> Result<StoredHome, StoreError>;

    /// Inserts or replaces.
    async fn put_connection(&self, connection: &StoredConnection) -> Result<(), StoreError>;
    /// With its cameras, edits, private names, alerts and exposures.
    async fn remove_connection(&self, connection: ConnectionId) -> Result<(), StoreError>;

    /// Replaces what was last seen of all cameras of a connection.
    async fn put_cameras(
        &self,
        connection: ConnectionId,
        cameras: &[Camera],
    ) -> Result<(), StoreError>;
    /// The same for one camera: it keeps its place in the list, or comes last where it is new.
    async fn put_camera(&self, connection: ConnectionId, camera: &Camera)
    -> Result<(), StoreError>;

    /// Inserts, or replaces by camera and [`Absence::since`]. Of each camera the newest are kept, and those of cameras that
    /// [`Self::put_cameras`] does not name go.
    async fn put_absence(&self, camera: &CameraKey, absence: &Absence) -> Result<(), StoreError>;
    /// The newest first.
    async fn absences(&self, camera: &CameraKey) -> Result<Vec<Absence>, StoreError>;

    /// Inserts or replaces by [`PendingEdit::id`].
    async fn put_edit(&self, edit: &PendingEdit) -> Result<(), StoreError>;
    async fn remove_edit(&self, id: uuid::Uuid) -> Result<(), StoreError>;

    /// Inserts, or replaces by camera and account. It outlives the camera's place in the list.
    async fn put_private_name(&self, name: &PrivateName) -> Result<(), StoreError>;
    async fn remove_private_name(
        &self,
        camera: &CameraKey,
        account: &str,
    ) -> Result<(), StoreError>;

    /// Inserts; an alert whose `id` is known already is left as it is. Returns whether it was new.
    async fn put_alert(&self, alert: &Alert) -> Result<bool, StoreError>;
    /// Newest first, older than `before` (exclusive) if given, at most `limit`. With what was said about them later.
    async fn alerts(
        &self,
        filter: &AlertFilter,
        before: Option<&AlertCursor>,
        limit: u32,
    ) -> Result<Vec<KeptAlert>, StoreError>;
    async fn knows_alert(&self, id: &str) -> Result<bool, StoreError>;
    /// That the event that a correction may name is this alert; without it, it is the one of the same name.
    async fn name_event(&self, alert: &str, event: &str) -> Result<(), StoreError>;
    /// Inserts; one that is known already is left as it is. It may come before what it corrects, and may correct a
    /// correction. What it corrects is unread again. Returns whether it was new.
    async fn put_correction(&self, correction: &StoredCorrection) -> Result<bool, StoreError>;
    /// Whether something has been said about this event.
    async fn is_corrected(&self, event: &str) -> Result<bool, StoreError>;
    async fn unread_alerts(&self) -> Result<u32, StoreError>;
    async fn mark_alert_read(&self, id: &str) -> Result<(), StoreError>;
    async fn mark_alerts_read(&self) -> Result<(), StoreError>;
    /// Those that the last [`Self::mark_alerts_read`] marked are unread again.
    async fn undo_mark_alerts_read(&self) -> Result<(), StoreError>;

    /// Inserts; a revision that is known already is left as it is.
    async fn put_exposure(&self, exposure: &StoredExposure) -> Result<(), StoreError>;

    /// Replaces what is kept of looking through the list of breaches.
    async fn put_breach_watch(&self, watch: &BreachWatch) -> Result<(), StoreError>;

    /// Replaces what is kept of ringing the desktop.
    async fn put_bell(&self, bell: &StoredBell) -> Result<(), StoreError>;

    async fn put_preferences(&self, preferences: &Preferences) -> Result<(), StoreError>;

    /// Replaces what is kept of a set-up and of a move.
    async fn put_plans(&self, plans: &StoredPlans) -> Result<(), StoreError>;

    /// Removes every row. The caller removes the keychain entries.
    async fn erase(&self) -> Result<(), StoreError>;
}

/// Place in the list of alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertCursor {
    pub at: Timestamp,
    pub id: String,
}

/// The service's word that an event was wrong. Names of events are those of the service, prefixed with the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCorrection {
    pub id: String,
    pub connection: ConnectionId,
    /// What it corrects.
    pub event: String,
    pub correction: Correction,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredHome {
    pub connections: Vec<StoredConnection>,
    pub cameras: Vec<(ConnectionId, Camera)>,
    pub breach_watch: BreachWatch,
    pub bell: StoredBell,
    pub edits: Vec<PendingEdit>,
    /// In the order in which they were kept.
    pub exposures: Vec<StoredExposure>,
    pub private_names: Vec<PrivateName>,
    pub preferences: Preferences,
    pub plans: StoredPlans,
}

/// A connection as it is kept. Its token is not here but in the keychain.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredConnection {
    pub id: ConnectionId,
    pub place: Place,
    /// What the service calls itself.
    pub name: String,
    /// What the owner signed in with last; empty before the first sign-in.
    pub email: String,
    pub session: Session,
    /// The computers of the account that the owner has said are theirs.
    pub known_computers: Option<KnownComputers>,
    pub rehearsed: Option<Rehearsed>,
    pub key_heard: Option<KeyHeard>,
    pub recovery_waits: Option<RecoveryWaits>,
    pub email_changes: EmailChanges,
    /// The way back after an incident.
    pub guide: Option<Guide>,
    pub history: Option<AccountHistory>,
    pub aftermath: Option<Aftermath>,
    /// Integrations that were unlinked for safety, and that the owner does not want back.
    pub put_aside: Vec<IntegrationId>,
}

/// The recovery key was shown for a forgotten password, and is to be shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryWaits {
    pub email: String,
    /// From then on a new password can be chosen.
    pub available_at: Timestamp,
}

/// One revision of an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredExposure {
    pub connection: ConnectionId,
    /// When the service said it.
    pub told_at: Timestamp,
    pub exposure: Exposure,
    /// https only; never crosses to a window.
    pub advisory: Option<String>,
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
    async fn read_secret(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, StoreError>;
    async fn write_secret(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), StoreError>;
    async fn delete_secret(&self, slot: SecretSlot) -> Result<(), StoreError>;
}
