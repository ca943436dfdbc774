//! One SQLite file: one connection writes, a few read, and changes by other processes are noticed.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Sqlite, Transaction};

use crate::service::OpenError;

use super::StoreError;

const READERS: u32 = 4;

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

pub struct Store {
    pub(super) read: SqlitePool,
    write: SqlitePool,
    options: SqliteConnectOptions,
}

impl Store {
    /// Opens the database, makes it when it is not there, and brings it to the newest form.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        let file = url.path();
        create_private(file).map_err(|cause| OpenError::File {
            file: file.into(),
            cause,
        })?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        let pool = |connections| {
            SqlitePoolOptions::new()
                .max_connections(connections)
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let failed = |cause| OpenError::Database {
            file: file.into(),
            cause,
        };
        let write = pool(1)
            .connect_with(options.clone())
            .await
            .map_err(failed)?;
        sqlx::migrate!("./migrations")
            .run(&write)
            .await
            .map_err(|cause| failed(cause.into()))?;
        let read = pool(READERS)
            .connect_with(options.clone())
            .await
            .map_err(failed)?;
        Ok(Self {
            read,
            write,
            options,
        })
    }

    /// Whether these are the secrets that the database was made with. A new database takes them as its own.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn belongs_to(&self, mark: &[u8; 32]) -> Result<bool, StoreError> {
        sqlx::query("INSERT INTO about (one, belongs_to) VALUES (1, $1) ON CONFLICT DO NOTHING")
            .bind(mark.as_slice())
            .execute(&self.write)
            .await?;
        let held: Vec<u8> = sqlx::query_scalar("SELECT belongs_to FROM about")
            .fetch_one(&self.read)
            .await?;
        Ok(held == mark)
    }

    /// A connection of its own, to watch what others write.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn watching(&self) -> Result<Watching, StoreError> {
        Ok(Watching(self.options.connect().await?))
    }

    /// Brings everything into the one file and closes the connections.
    pub async fn close(&self) {
        // Without it, the next start reads the same from the write-ahead log.
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.write)
            .await;
        self.read.close().await;
        self.write.close().await;
    }

    /// Takes the write lock at once: a transaction that reads first never has to be thrown away.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.write.begin_with("BEGIN IMMEDIATE").await?)
    }

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
}

/// SQLite gives its side files the permissions of the database file.
fn create_private(file: &Path) -> std::io::Result<()> {
    if let Some(dir) = file.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        crate::secrets::create_private_dir(dir)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}
