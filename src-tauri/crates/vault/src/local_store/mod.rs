//! The encrypted local database: SQLite, encrypted as a whole by SQLCipher under a raw 256-bit key.

mod absences;
mod alerts;
mod cameras;
mod connections;
mod corrections;
mod edits;
mod exposures;
mod format;
mod journal;
mod one_row;
mod private_names;
mod schema;
mod secrets;
mod trouble;
mod unlocking;

use std::future::ready;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use porchlight_core::alerts::pace::StoredBell;
use porchlight_core::alerts::{Alert, AlertFilter, KeptAlert};
use porchlight_core::cameras::Camera;
use porchlight_core::listed_breaches::BreachWatch;
use porchlight_core::outbox::PendingEdit;
use porchlight_core::ports::local_store::{
    AlertCursor, LocalStore, SecretRows, StoreError, StoredConnection, StoredCorrection,
    StoredExposure, StoredHome,
};
use porchlight_core::ports::secret_vault::SecretSlot;
use porchlight_core::private_names::PrivateName;
use porchlight_core::secret::SecretBytes;
use porchlight_core::view::{Absence, CameraKey, ConnectionId, Preferences};
use porchlight_core::wifi::plans::StoredPlans;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, SqlitePool};

use crate::cipher::DatabaseKey;
use crate::folder;
use one_row::OneRow;
use trouble::store_error;
use unlocking::Unlocking;

/// Where the database is, and what opens it.
pub struct DatabaseFile<'a> {
    pub path: &'a Path,
    pub key: &'a DatabaseKey,
    /// A ceiling in pages of 4096 bytes, so that a test meets a full disk without one.
    pub max_pages: Option<u32>,
}

/// One connection to one file. SQLite has one writer at a time anyway, and reads here take microseconds.
#[derive(Clone, Debug)]
pub struct EncryptedStore {
    pool: SqlitePool,
    found: FoundInFile,
}

/// What was in the file before it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundInFile {
    /// Everything that was ever written to it, as far as can be told.
    All,
    /// The journal of the last session was gone, and what it wrote with it.
    WithoutJournal,
    /// No table yet.
    Nothing,
}

impl EncryptedStore {
    /// Opens, creates or migrates. What does not open is not changed.
    pub async fn open(file: DatabaseFile<'_>) -> Result<Self, StoreError> {
        folder::create_private_file(file.path).map_err(|error| trouble::file_error(&error))?;
        if is_a_stump(file.path) {
            return Err(StoreError::Damaged);
        }
        let has_journal = Self::files(file.path)[1].exists();
        let options = SqliteConnectOptions::new().filename(file.path);
        let unlocking = Unlocking::by(file.key);
        let pool = one_connection()
            .after_connect(move |connection, _| {
                let unlocking = unlocking.clone();
                Box::pin(async move { unlocking.unlock(connection).await })
            })
            .before_acquire(|connection, _| Box::pin(ready(Ok(is_sound(connection)))));
        let mut store = Self::connect(pool, options).await?;
        match store.prepare_file(file.max_pages, has_journal).await {
            Ok(found) => {
                store.found = found;
                Ok(store)
            }
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }

    /// The same database without a file, gone with the process.
    pub async fn in_memory() -> Result<Self, StoreError> {
        let store = Self::connect(
            one_connection(),
            SqliteConnectOptions::new().in_memory(true),
        )
        .await?;
        schema::migrate(&store.pool).await?;
        Ok(store)
    }

    /// What was in the file before it was opened.
    pub fn found(&self) -> FoundInFile {
        self.found
    }

    /// From now on the file says whether its journal belongs to it.
    ///
    /// # Errors
    /// Nothing is lost by one: it is only not told later.
    pub async fn note_journal(&self) -> Result<(), StoreError> {
        journal::note(&self.pool).await
    }

    /// Waits for what is under way and lets go of the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// The files of a database at this path: it, its journal and the journal's index.
    pub fn files(path: &Path) -> [PathBuf; 3] {
        ["", "-wal", "-shm"].map(|suffix| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        })
    }

    async fn connect(
        pool: SqlitePoolOptions,
        options: SqliteConnectOptions,
    ) -> Result<Self, StoreError> {
        let pool = pool
            .connect_with(options.disable_statement_logging())
            .await
            .map_err(|error| store_error(&error))?;
        let found = FoundInFile::All;
        Ok(Self { pool, found })
    }

    async fn prepare_file(
        &self,
        max_pages: Option<u32>,
        has_journal: bool,
    ) -> Result<FoundInFile, StoreError> {
        // The first page decides: a wrong key shows here, and nothing was written yet.
        let is_new = schema::refuse_newer(&self.pool).await?;
        let misses_journal = !has_journal && journal::belongs(&self.pool).await?;
        let ceiling = max_pages.map(|pages| format!("PRAGMA max_page_count = {pages}"));
        let journal = "PRAGMA journal_mode = WAL";
        for setting in [journal].into_iter().chain(ceiling.as_deref()) {
            sqlx::query(AssertSqlSafe(setting))
                .execute(&self.pool)
                .await
                .map_err(|error| store_error(&error))?;
        }
        schema::check_every_page(&self.pool).await?;
        schema::migrate(&self.pool).await?;
        Ok(match (is_new, misses_journal) {
            (true, _) => FoundInFile::Nothing,
            (false, true) => FoundInFile::WithoutJournal,
            (false, false) => FoundInFile::All,
        })
    }
}

/// After some errors (a full disk, for one) SQLite has undone the transaction by itself. What the driver sends to undo it fails then, and the
/// driver takes the transaction for open ever after: what is written next would be a part of it, and never be kept. Such a connection
/// gives way to a new one.
fn is_sound(connection: &SqliteConnection) -> bool {
    let sound = !connection.is_in_transaction();
    if !sound {
        tracing::warn!("the connection to the local database is replaced");
    }
    sound
}

/// Never closed for being idle or old: a database in memory would be gone.
fn one_connection() -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// SQLite takes a file of less than its smallest page for one that was never begun, and would say nothing of the loss.
/// Beside a journal it is only a first page that was being written.
fn is_a_stump(path: &Path) -> bool {
    const SMALLEST_PAGE: u64 = 512;
    let [length, journal, _] = EncryptedStore::files(path)
        .map(|file| std::fs::metadata(file).map_or(0, |metadata| metadata.len()));
    (1..SMALLEST_PAGE).contains(&length) && journal == 0
}

#[async_trait]
impl LocalStore for EncryptedStore {
    async fn load(&self) -> Result<StoredHome, StoreError> {
        Ok(StoredHome {
            connections: connections::all(&self.pool).await?,
            cameras: cameras::all(&self.pool).await?,
            breach_watch: one_row::read(&self.pool, OneRow::BreachWatch).await?,
            bell: one_row::read(&self.pool, OneRow::Bell).await?,
            edits: edits::all(&self.pool).await?,
            exposures: exposures::all(&self.pool).await?,
            private_names: private_names::all(&self.pool).await?,
            preferences: one_row::read(&self.pool, OneRow::Preferences).await?,
            plans: one_row::read(&self.pool, OneRow::Plans).await?,
        })
    }

    async fn put_connection(&self, connection: &StoredConnection) -> Result<(), StoreError> {
        connections::put(&self.pool, connection).await
    }

    async fn remove_connection(&self, connection: ConnectionId) -> Result<(), StoreError> {
        connections::remove(&self.pool, connection).await
    }

    async fn put_cameras(
        &self,
        connection: ConnectionId,
        cameras: &[Camera],
    ) -> Result<(), StoreError> {
        cameras::put(&self.pool, connection, cameras).await
    }

    async fn put_camera(
        &self,
        connection: ConnectionId,
        camera: &Camera,
    ) -> Result<(), StoreError> {
        cameras::put_one(&self.pool, connection, camera).await
    }

    async fn put_absence(&self, camera: &CameraKey, absence: &Absence) -> Result<(), StoreError> {
        absences::put(&self.pool, camera, absence).await
    }

    async fn absences(&self, camera: &CameraKey) -> Result<Vec<Absence>, StoreError> {
        absences::of(&self.pool, camera).await
    }

    async fn put_edit(&self, edit: &PendingEdit) -> Result<(), StoreError> {
        edits::put(&self.pool, edit).await
    }

    async fn remove_edit(&self, id: uuid::Uuid) -> Result<(), StoreError> {
        edits::remove(&self.pool, id).await
    }

    async fn put_private_name(&self, name: &PrivateName) -> Result<(), StoreError> {
        private_names::put(&self.pool, name).await
    }

    async fn remove_private_name(
        &self,
        camera: &CameraKey,
        account: &str,
    ) -> Result<(), StoreError> {
        private_names::remove(&self.pool, camera, account).await
    }

    async fn put_alert(&self, alert: &Alert) -> Result<bool, StoreError> {
        alerts::put(&self.pool, alert).await
    }

    async fn alerts(
        &self,
        filter: &AlertFilter,
        before: Option<&AlertCursor>,
        limit: u32,
    ) -> Result<Vec<KeptAlert>, StoreError> {
        alerts::page(&self.pool, filter, before, limit).await
    }

    async fn knows_alert(&self, id: &str) -> Result<bool, StoreError> {
        alerts::knows(&self.pool, id).await
    }

    async fn name_event(&self, alert: &str, event: &str) -> Result<(), StoreError> {
        alerts::name_event(&self.pool, alert, event).await
    }

    async fn put_correction(&self, correction: &StoredCorrection) -> Result<bool, StoreError> {
        corrections::put(&self.pool, correction).await
    }

    async fn is_corrected(&self, event: &str) -> Result<bool, StoreError> {
        corrections::are_there(&self.pool, event).await
    }

    async fn unread_alerts(&self) -> Result<u32, StoreError> {
        alerts::unread(&self.pool).await
    }

    async fn mark_alert_read(&self, id: &str) -> Result<(), StoreError> {
        alerts::mark_read(&self.pool, id).await
    }

    async fn mark_alerts_read(&self) -> Result<(), StoreError> {
        alerts::mark_all_read(&self.pool).await
    }

    async fn undo_mark_alerts_read(&self) -> Result<(), StoreError> {
        alerts::undo_mark_all_read(&self.pool).await
    }

    async fn put_exposure(&self, exposure: &StoredExposure) -> Result<(), StoreError> {
        exposures::put(&self.pool, exposure).await
    }

    async fn put_breach_watch(&self, watch: &BreachWatch) -> Result<(), StoreError> {
        one_row::put(&self.pool, OneRow::BreachWatch, watch).await
    }

    async fn put_bell(&self, bell: &StoredBell) -> Result<(), StoreError> {
        one_row::put(&self.pool, OneRow::Bell, bell).await
    }

    async fn put_preferences(&self, preferences: &Preferences) -> Result<(), StoreError> {
        one_row::put(&self.pool, OneRow::Preferences, preferences).await
    }

    async fn put_plans(&self, plans: &StoredPlans) -> Result<(), StoreError> {
        one_row::put(&self.pool, OneRow::Plans, plans).await
    }

    async fn erase(&self) -> Result<(), StoreError> {
        schema::erase(&self.pool).await
    }
}

#[async_trait]
impl SecretRows for EncryptedStore {
    async fn read_secret(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, StoreError> {
        secrets::read(&self.pool, slot).await
    }

    async fn write_secret(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), StoreError> {
        secrets::write(&self.pool, slot, secret).await
    }

    async fn delete_secret(&self, slot: SecretSlot) -> Result<(), StoreError> {
        secrets::delete(&self.pool, slot).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    async fn open(path: &Path) -> EncryptedStore {
        let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
        let file = DatabaseFile {
            path,
            key: &key,
            max_pages: None,
        };
        EncryptedStore::open(file).await.unwrap()
    }

    /// The next statement that takes so many steps of SQLite's machine gets no further.
    async fn interrupt_after(steps: i32, store: &EncryptedStore) {
        let done = AtomicBool::new(false);
        let mut connection = store.pool.acquire().await.unwrap();
        let mut connection = connection.lock_handle().await.unwrap();
        connection.set_progress_handler(steps, move || done.swap(true, Ordering::SeqCst));
    }

    #[tokio::test]
    async fn wherever_a_write_is_interrupted_the_next_one_is_kept() {
        /// Beginning a transaction takes fewer steps.
        const IN_THE_MIDDLE: i32 = 8;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("test.db");
        let gone = ConnectionId(uuid::Uuid::nil());
        let mut interrupted = 0;
        for steps in IN_THE_MIDDLE.. {
            let store = open(&path).await;
            // Statements that are known are carried out at once.
            store.remove_connection(gone).await.unwrap();
            interrupt_after(steps, &store).await;
            let Err(error) = store.remove_connection(gone).await else {
                break;
            };
            assert_eq!(error, StoreError::Unavailable);
            // Begun, and nothing found that is to be written.
            drop(store.pool.begin().await.unwrap());
            let kept = BreachWatch {
                version: Some(steps.to_string()),
                ..BreachWatch::default()
            };
            store.put_breach_watch(&kept).await.unwrap();
            store.close().await;
            let store = open(&path).await;
            assert_eq!(store.load().await.unwrap().breach_watch, kept);
            store.close().await;
            interrupted += 1;
        }
        assert!(interrupted > 3, "{interrupted}");
    }

    /// No setting of ours: it holds for a connection that takes the place of another one, too.
    #[tokio::test]
    async fn what_is_written_is_on_disk_before_it_is_answered() {
        const FULL: i64 = 2;
        let store = EncryptedStore::in_memory().await.unwrap();
        let synchronous = sqlx::query_scalar("PRAGMA synchronous");
        let synchronous: i64 = synchronous.fetch_one(&store.pool).await.unwrap();
        assert_eq!(synchronous, FULL);
    }
}
