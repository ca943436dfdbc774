//! The database file: opened with a key that is known to be right, or found damaged and set aside.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use porchlight_core::ports::local_store::{LocalStore, StoreError};
use porchlight_core::time::Timestamp;
use porchlight_core::view::{ProtectionNotice, ProtectionTrouble};

use super::{DoorConfig, store_trouble};
use crate::cipher::DatabaseKey;
use crate::folder;
use crate::local_store::{DatabaseFile, EncryptedStore, FoundInFile};
use crate::protection::{self, Found, storage_trouble};

pub(super) const FILE_NAME: &str = "porchlight.db";

pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// What lies in the data folder besides the file that says how it is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// First start, or one that was cut short: an empty file is what a crash leaves before the first page.
    NotYet,
    There,
    /// There was a database, and its file is missing or empty.
    Lost,
}

pub(super) fn look(dir: &Path, found: &Found) -> Data {
    let [database, journal, index] = EncryptedStore::files(&path(dir))
        .map(|file| fs::metadata(file).is_ok_and(|metadata| metadata.len() > 0));
    let was_begun = match found {
        Found::Readable(protection) => !protection.awaits_database,
        // Written whole or not at all: it was changed later.
        Found::Unreadable => true,
        Found::Nothing => false,
    };
    match (database, was_begun) {
        (true, _) => Data::There,
        // The journal alone has no use: what it continues is gone. SQLite would delete it.
        (false, true) => Data::Lost,
        (false, false) if journal || index => Data::There,
        (false, false) => Data::NotYet,
    }
}

/// The key was proven before, so what does not open is damaged.
pub(super) async fn open_or_start_afresh(
    config: &DoorConfig,
    key: &DatabaseKey,
    data: Data,
) -> Result<(EncryptedStore, Option<ProtectionNotice>), ProtectionTrouble> {
    let at = config.clock.now();
    let mut notice = None;
    if data == Data::Lost {
        set_aside(&config.dir, "damaged", at).map_err(|error| storage_trouble(&error))?;
        tracing::warn!("the database was lost");
        notice = Some(ProtectionNotice::DataLost { at });
    }
    let store = match open(config, key).await {
        Err(StoreError::Damaged) => {
            set_aside(&config.dir, "damaged", at).map_err(|error| storage_trouble(&error))?;
            tracing::warn!("the damaged database was set aside");
            notice = Some(ProtectionNotice::DamagedSetAside { at });
            open(config, key).await
        }
        opened => opened,
    };
    let (store, is_empty) = store.map_err(store_trouble)?;
    let was_begun = note_begun(&config.dir);
    match (notice, store.found()) {
        (None, FoundInFile::Nothing) if was_begun => {
            notice = Some(ProtectionNotice::DataLost { at })
        }
        (None, FoundInFile::WithoutJournal) if is_empty => {
            notice = Some(ProtectionNotice::DataLost { at });
        }
        (None, FoundInFile::WithoutJournal) => notice = Some(ProtectionNotice::LatestLost { at }),
        (Some(_), _) | (None, FoundInFile::All | FoundInFile::Nothing) => {}
    }
    if store.note_journal().await.is_err() {
        tracing::warn!("it could not be noted that there is a journal now");
    }
    Ok((store, notice))
}

/// From now on a database that is not there was lost. `true`: it was so before.
fn note_begun(dir: &Path) -> bool {
    let noted = match protection::read(dir) {
        Ok(Found::Readable(protection)) if protection.awaits_database => {
            protection.awaiting_database(false).write(dir)
        }
        Ok(Found::Readable(_)) => return true,
        Ok(Found::Nothing | Found::Unreadable) => Ok(()),
        Err(trouble) => Err(trouble),
    };
    // Made good at the next start.
    if noted.is_err() {
        tracing::warn!("it could not be noted that there is a database now");
    }
    false
}

/// Under the same name with what happened and when. The journal goes first: left behind, it would be played into the
/// next database.
pub(super) fn set_aside(dir: &Path, why: &str, at: Timestamp) -> io::Result<()> {
    let old = path(dir);
    let new = free_name(dir, &format!("{FILE_NAME}.{why}-{}", folder::dated(at)));
    let pairs = EncryptedStore::files(&old)
        .into_iter()
        .zip(EncryptedStore::files(&new));
    for (old, new) in pairs.rev() {
        rename_if_there(&old, &new)?;
    }
    folder::sync(dir)
}

pub(super) fn rename_if_there(old: &Path, new: &Path) -> io::Result<()> {
    match fs::rename(old, new) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Two in one second both stay.
pub(super) fn free_name(dir: &Path, name: &str) -> PathBuf {
    let first = dir.join(name);
    if !first.exists() {
        return first;
    }
    (2_u32..)
        .map(|number| dir.join(format!("{name}-{number}")))
        .find(|path| !path.exists())
        .unwrap_or(first)
}

/// What opens can also be read: rows that core does not understand are damage too.
/// `true`: with no account in it.
async fn open(
    config: &DoorConfig,
    key: &DatabaseKey,
) -> Result<(EncryptedStore, bool), StoreError> {
    let path = path(&config.dir);
    let file = DatabaseFile {
        path: &path,
        key,
        max_pages: config.max_database_pages,
    };
    let store = EncryptedStore::open(file).await?;
    match store.load().await {
        Ok(home) => Ok((store, home.connections.is_empty())),
        Err(error) => {
            store.close().await;
            Err(error)
        }
    }
}
