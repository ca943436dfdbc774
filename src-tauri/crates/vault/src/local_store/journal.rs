//! Whether the journal (write-ahead log) of the last session is missing: what a session wrote lies there until the file is closed.
//!
//! A number in the file's header says so (`PRAGMA application_id`, of which SQLite makes no use): `OPEN` in the file itself, and `CLOSED`
//! in the journal. Whoever closes the file, or finds both, has the latter. A file that was kept without its journal still says `OPEN`.
//! It no longer does after some 4 MiB of one session, when SQLite brings the journal into the file by itself.

use porchlight_core::ports::local_store::StoreError;
use sqlx::{AssertSqlSafe, SqlitePool};

use super::trouble::store_error;

/// `PLit`, in ASCII.
const OPEN: i64 = 0x504c_6974;
const CLOSED: i64 = 0;

/// Whether what the file says last is in a journal.
pub(super) async fn belongs(pool: &SqlitePool) -> Result<bool, StoreError> {
    let noted: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(noted == OPEN)
}

pub(super) async fn note(pool: &SqlitePool) -> Result<(), StoreError> {
    let set = |number| format!("PRAGMA application_id = {number}");
    let to_file = "PRAGMA wal_checkpoint(TRUNCATE)".to_owned();
    for statement in [set(OPEN), to_file, set(CLOSED)] {
        // A pragma takes no parameters; the numbers are ours.
        sqlx::query(AssertSqlSafe(statement))
            .execute(pool)
            .await
            .map_err(|error| store_error(&error))?;
    }
    Ok(())
}
