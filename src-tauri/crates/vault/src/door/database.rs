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
use crate::local_store::{DatabaseFile, EncryptedStore};
use crate::protection::storage_trouble;

pub(super) const FILE_NAME: &str = "porchlight.db";

pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// An empty file is what a crash leaves before the first page.
pub(super) fn has_data(dir: &Path) -> bool {
    EncryptedStore::files(&path(dir))
        .iter()
        .any(|file| fs::metadata(file).is_ok_and(|metadata| metadata.len() > 0))
}

/// The key was proven before, so what does not open is damaged.
pub(super) async fn open_or_start_afresh(
    config: &DoorConfig,
    key: &DatabaseKey,
) -> Result<(EncryptedStore, Option<ProtectionNotice>), ProtectionTrouble> {
    match open(config, key).await {
        Ok(store) => Ok((store, None)),
        Err(StoreError::Damaged) => {
            let at = config.clock.now();
            set_aside(&config.dir, "damaged", at).map_err(|error| storage_trouble(&error))?;
            tracing::warn!("the damaged database was set aside");
            let store = open(config, key).await.map_err(store_trouble)?;
            Ok((store, Some(ProtectionNotice::DamagedSetAside { at })))
        }
        Err(
            error @ (StoreError::DiskFull | StoreError::NewerVersion | StoreError::Unavailable),
        ) => Err(store_trouble(error)),
    }
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
async fn open(config: &DoorConfig, key: &DatabaseKey) -> Result<EncryptedStore, StoreError> {
    let path = path(&config.dir);
    let file = DatabaseFile {
        path: &path,
        key,
        max_pages: config.max_database_pages,
    };
    let store = EncryptedStore::open(file).await?;
    match store.load().await {
        Ok(_) => Ok(store),
        Err(error) => {
            store.close().await;
            Err(error)
        }
    }
}
