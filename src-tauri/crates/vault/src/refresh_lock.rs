//! One refresh at a time over all runs of the program that live in one folder.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use porchlight_core::ports::grant::RefreshLock;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::secret_vault::VaultError;

use crate::folder;

pub(crate) const FILE_NAME: &str = "refresh.lock";

/// A lock of the system on a file without content: whoever dies gives it back.
#[derive(Debug)]
pub(crate) struct FolderLock(PathBuf);

impl FolderLock {
    pub(crate) fn of(dir: &Path) -> Self {
        Self(dir.join(FILE_NAME))
    }
}

#[async_trait]
impl RefreshLock for FolderLock {
    async fn lock(&self) -> Result<Box<dyn Send>, VaultError> {
        let path = self.0.clone();
        // The system has no way of waiting for it without a thread.
        let locked = tokio::task::spawn_blocking(move || locked(&path)).await;
        match locked {
            Ok(Ok(file)) => Ok(Box::new(file)),
            Ok(Err(error)) => {
                tracing::warn!(kind = ?error.kind(), "the lock for refreshing tokens cannot be had");
                Err(StoreError::Unavailable.into())
            }
            // The program ends.
            Err(_) => Err(StoreError::Unavailable.into()),
        }
    }
}

fn locked(path: &Path) -> io::Result<File> {
    folder::create_private_file(path)?;
    let file = File::options().append(true).open(path)?;
    file.lock()?;
    Ok(file)
}
