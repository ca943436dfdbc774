//! How a connection gets its key: by a call, because a `PRAGMA key` would leave it in hexadecimal in the pool's options, and in the
//! statement.

use libsqlite3_sys::{SQLITE_OK, sqlite3_key};
use sqlx::{Error, Executor, SqliteConnection};

use crate::cipher::DatabaseKey;

/// What a new connection needs before its first statement.
#[derive(Clone)]
pub(super) struct Unlocking(DatabaseKey);

impl Unlocking {
    pub(super) fn by(key: &DatabaseKey) -> Self {
        Self(key.clone())
    }

    /// Nothing is read yet. A wrong key shows at the first page; what that means is said by whoever asks for it.
    ///
    /// # Errors
    /// Where the connection is gone, or there is no memory.
    pub(super) async fn unlock(&self, connection: &mut SqliteConnection) -> Result<(), Error> {
        self.hand_over(connection).await?;
        // What SQLCipher would print on standard error comes back as a result as well.
        connection
            .execute("PRAGMA cipher_log_level = NONE")
            .await
            .map(drop)
    }

    async fn hand_over(&self, connection: &mut SqliteConnection) -> Result<(), Error> {
        let mut locked = connection.lock_handle().await?;
        let database = locked.as_raw_handle();
        let key = self.0.specification();
        let length = key.len().try_into().map_err(Error::config)?;
        #[expect(unsafe_code, reason = "SQLCipher takes a key by a C interface only")]
        // SAFETY: the handle is locked and open, and SQLCipher copies `length` octets of `key`, which is as long as that. Its own
        // copy is wiped when the key is derived.
        let taken = unsafe { sqlite3_key(database.as_ptr(), key.as_ptr().cast(), length) };
        if taken == SQLITE_OK {
            Ok(())
        } else {
            Err(Error::Protocol(format!("the key was not taken: {taken}")))
        }
    }
}
