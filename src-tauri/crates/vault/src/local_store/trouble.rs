//! What SQLite's result codes mean for the owner.

use std::io;

use libsqlite3_sys::{SQLITE_CORRUPT, SQLITE_FULL, SQLITE_NOTADB};
use porchlight_core::ports::local_store::StoreError;

pub(super) fn store_error(error: &sqlx::Error) -> StoreError {
    let meaning = match result_code(error) {
        Some(SQLITE_FULL) => StoreError::DiskFull,
        Some(SQLITE_CORRUPT | SQLITE_NOTADB) => StoreError::Damaged,
        Some(_) => StoreError::Unavailable,
        None => without_code(error),
    };
    // SQLite's messages name tables and columns, never values.
    tracing::warn!(%error, %meaning, "the local database refused");
    meaning
}

pub(super) fn file_error(error: &io::Error) -> StoreError {
    tracing::warn!(%error, "the database file cannot be made");
    let full = matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    );
    if full {
        StoreError::DiskFull
    } else {
        StoreError::Unavailable
    }
}

/// What was written here cannot be read here.
pub(super) fn unreadable(error: &serde_json::Error) -> StoreError {
    tracing::warn!(category = ?error.classify(), "a stored row cannot be read");
    StoreError::Damaged
}

/// The primary code: the low byte of an extended one.
fn result_code(error: &sqlx::Error) -> Option<i32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<i32>().ok().map(|code| code & 0xff)
}

fn without_code(error: &sqlx::Error) -> StoreError {
    let of_a_row = matches!(
        error,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::RowNotFound
    );
    if of_a_row {
        StoreError::Damaged
    } else {
        StoreError::Unavailable
    }
}
