//! One SQLite file: one connection writes, a few read, and changes by other processes are noticed.

use std::future::ready;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Sqlite, Transaction};

use tokio::sync::Mutex;

use crate::service::OpenError;

use super::holdings::{About, Holding};
use super::migrations::MIGRATIONS;
use super::{StoreError, permissions, result_code, used_proofs};

pub(super) const HELD: &[Holding] = &[Holding {
    table: "about",
    about: About::Nobody("one row: which secrets this database belongs to"),
}];

const READERS: u32 = 4;
/// Results of SQLite.
const FULL: u32 = 13;
const NOT_A_DATABASE: u32 = 26;

/// `sqlite:<path>`, as it is typed at `--database`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseUrl(PathBuf);

impl DatabaseUrl {
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text
            .strip_prefix("sqlite:")
            .map(|path| path.strip_prefix("//").unwrap_or(path))
        {
            Some("") | None => {
                Err("a database is named like this: sqlite:/var/lib/porchlight/home.sqlite".into())
            }
            Some(path) => Ok(Self(path.into())),
        }
    }
}

/// Several writes that happen together or not at all: they are undone unless it is committed.
pub(crate) type Tx = Transaction<'static, Sqlite>;

pub struct Store {
    pub(super) read: SqlitePool,
    write: SqlitePool,
    /// Made just now.
    new: bool,
    /// Held by who deletes an account.
    pub(super) erasing: Mutex<()>,
    options: SqliteConnectOptions,
}

impl Store {
    /// Opens the database, makes it when it is not there, and brings it to the newest form.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        let file = url.path();
        let folder = file.parent().filter(|dir| !dir.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|dir| !dir.is_dir()) {
            return Err(OpenError::NoFolder(folder.into()));
        }
        let new = create_private(file).map_err(|cause| OpenError::File {
            file: file.into(),
            cause,
        })?;
        permissions::make_private(file)?;
        let options = connect_options(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // What is taken away is overwritten, not only forgotten.
            .pragma("secure_delete", "ON");
        let failed = |cause| opening(file, cause);
        let write = pool(1, &options).await.map_err(failed)?;
        MIGRATIONS
            .run(&write)
            .await
            .map_err(|cause| failed(cause.into()))?;
        let read = pool(READERS, &options).await.map_err(failed)?;
        Ok(Self {
            read,
            write,
            new,
            erasing: Mutex::default(),
            options,
        })
    }

    /// Opens a database that is there and of this version, for reading only.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn open_to_look(url: &DatabaseUrl) -> Result<Self, OpenError> {
        let file = url.path();
        permissions::are_private(file)?;
        // With a write-ahead log somebody is writing, or was. Without one, SQLite would make one even for reading.
        let at_rest = !beside(file, "-wal").exists();
        let options = connect_options(file).read_only(true).immutable(at_rest);
        let failed = |cause| opening(file, cause);
        let read = pool(READERS, &options).await.map_err(failed)?;
        let version: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
            .fetch_one(&read)
            .await
            .map_err(failed)?;
        let newest = MIGRATIONS.iter().map(|migration| migration.version).max();
        if version != newest {
            read.close().await;
            let database = file.into();
            return Err(if version < newest {
                OpenError::Older { database }
            } else {
                OpenError::Newer { database }
            });
        }
        Ok(Self {
            write: read.clone(),
            read,
            new: false,
            erasing: Mutex::default(),
            options,
        })
    }

    /// A new database takes these secrets as its own.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn belong_to(&self, mark: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO about (one, belongs_to) VALUES (1, $1) ON CONFLICT DO NOTHING")
            .bind(mark.as_slice())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// The mark of the secrets that it was made with.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn belongs_to(&self) -> Result<Vec<u8>, StoreError> {
        Ok(sqlx::query_scalar("SELECT belongs_to FROM about")
            .fetch_one(&self.read)
            .await?)
    }

    /// Nobody has opened it before.
    pub(crate) fn is_new(&self) -> bool {
        self.new
    }

    /// A connection of its own, to watch what others write.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn watching(&self) -> Result<Watching, StoreError> {
        Ok(Watching(self.connection().await?))
    }

    /// One that nobody else waits for.
    pub(super) async fn connection(&self) -> Result<SqliteConnection, StoreError> {
        Ok(self.options.connect().await?)
    }

    /// One that waits no longer than this for others.
    pub(super) async fn connection_with_patience(
        &self,
        patience: Duration,
    ) -> Result<SqliteConnection, StoreError> {
        let options = self.options.clone().busy_timeout(patience);
        Ok(options.connect().await?)
    }

    /// Brings everything into the one file and closes the connections.
    pub async fn close(&self) {
        self.read.close().await;
        // Without it, the next start reads the same from the write-ahead log.
        let _ = self.empty_log().await;
        self.write.close().await;
    }

    /// Takes the write lock at once: a transaction that reads first never has to be thrown away. The proof of the request in hand is
    /// written down in it.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::ProofUsed`] when another request came with the same proof
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        let mut tx = self.write.begin_with("BEGIN IMMEDIATE").await?;
        used_proofs::write_down(&mut tx).await?;
        Ok(tx)
    }

    /// Writes, and changes nothing.
    ///
    /// # Errors
    /// [`StoreError`]: it could not
    pub(crate) async fn can_write(&self) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        // There and back: SQLite does not write what stays the same.
        for _ in 0..2 {
            sqlx::query("UPDATE about SET has_gaps = 1 - has_gaps")
                .execute(&mut *tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// For one statement that no proof of a request goes with: the service's own housekeeping, and what a client with a bearer token
    /// leaves by reading.
    pub(super) fn writer(&self) -> &SqlitePool {
        &self.write
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

pub struct Watching(pub(super) SqliteConnection);

impl Watching {
    /// A number that changes whenever another connection, of this process or another, has written.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn version(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut self.0)
            .await?)
    }

    /// Returns when the database is let go of, which dropping it would only begin.
    pub async fn close(self) {
        // It only read: there is nothing that could be lost.
        let _ = self.0.close().await;
    }
}

fn opening(file: &Path, cause: sqlx::Error) -> OpenError {
    let database = file.into();
    if let sqlx::Error::Migrate(error) = &cause
        && matches!(**error, MigrateError::VersionMissing(_))
    {
        return OpenError::Newer { database };
    }
    let file = database;
    match result_code(&cause) {
        Some(NOT_A_DATABASE) => OpenError::NoDatabase { file },
        Some(FULL) => OpenError::DiskFull { file },
        Some(_) | None => OpenError::Database { file, cause },
    }
}

fn connect_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging()
}

async fn pool(connections: u32, options: &SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .before_acquire(|connection, _| Box::pin(ready(Ok(is_sound(connection)))))
        .connect_with(options.clone())
        .await
}

/// After some errors (a full disk, for one) SQLite has undone the transaction by itself. What the driver sends to undo it fails then, and the
/// driver takes the transaction for open ever after, so that none can begin: such a connection gives way to a new one.
fn is_sound(connection: &SqliteConnection) -> bool {
    let sound = !connection.is_in_transaction();
    if !sound {
        tracing::warn!("a connection to the database is replaced");
    }
    sound
}

/// A file that SQLite keeps beside the database.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// SQLite gives its side files the permissions of the database file. `true`: there is nothing in it yet.
fn create_private(file: &Path) -> std::io::Result<bool> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(file)?.metadata()?.len() == 0)
}
