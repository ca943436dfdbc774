//! Setting everything aside, and deleting everything.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use porchlight_core::time::Timestamp;
use porchlight_core::view::ProtectionTrouble;

use super::{Door, database, keychain_trouble};
use crate::folder;
use crate::protection::{self, Found, ProtectedBy, storage_trouble};
use crate::refresh_lock;

/// The old key stays in the keychain: its namespace is in the file that is set aside, and the next start takes a new one.
pub(super) fn set_aside(dir: &Path, at: Timestamp) -> Result<(), ProtectionTrouble> {
    let name = format!("{}.set-aside-{}", protection::FILE_NAME, folder::dated(at));
    database::set_aside(dir, "set-aside", at)
        .and_then(|()| {
            database::rename_if_there(&protection::path(dir), &database::free_name(dir, &name))
        })
        .and_then(|()| folder::sync(dir))
        .or_else(nothing_there)
        .map_err(|error| storage_trouble(&error))
}

impl Door {
    /// Keychain first: as long as the files are there, the owner can try again.
    pub(super) async fn destroy_all(&self) -> Result<(), ProtectionTrouble> {
        let files = ours(&self.config.dir).map_err(|error| storage_trouble(&error))?;
        for file in files.iter().filter(|file| says_how(file)) {
            // A newer version's file names no namespace that we know; it is deleted all the same.
            if let Ok(Found::Readable(protection)) = protection::read_file(file)
                && matches!(protection.by, ProtectedBy::Keychain { .. })
            {
                let entries = self.entries_of(&protection.home);
                entries.delete_all().await.map_err(keychain_trouble)?;
            }
        }
        let (how, data): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| says_how(file));
        data.iter()
            .chain(&how)
            .try_for_each(|file| match fs::remove_file(file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                done => done,
            })
            .and_then(|()| folder::sync(&self.config.dir))
            .or_else(nothing_there)
            .map_err(|error| storage_trouble(&error))
    }
}

fn nothing_there(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound {
        Ok(())
    } else {
        Err(error)
    }
}

/// Everything that this crate ever put into the folder, set aside or not.
fn ours(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut files = Vec::new();
    for file in listed {
        let path = file?.path();
        let prefixes = [
            database::FILE_NAME,
            protection::FILE_NAME,
            protection::TEMPORARY_PREFIX,
            refresh_lock::FILE_NAME,
        ];
        if prefixes
            .iter()
            .any(|prefix| name_of(&path).starts_with(prefix))
        {
            files.push(path);
        }
    }
    Ok(files)
}

fn says_how(file: &Path) -> bool {
    name_of(file).starts_with(protection::FILE_NAME)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
