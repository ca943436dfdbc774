//! The small file beside the database that says how it is protected. There is no secret in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use porchlight_core::view::{ProtectionKind, ProtectionTrouble};
use serde::{Deserialize, Serialize};

use crate::cipher::{self, WrappedKey};
use crate::folder;

pub const FILE_NAME: &str = "protection.json";
/// Of the file before it takes its name.
pub const TEMPORARY_PREFIX: &str = ".protection-";
const VERSION: u32 = 1;

/// Format 1. A program that meets a higher number touches nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    version: u32,
    /// Random; part of the name of this folder's keychain entries, so that two folders never share a key.
    pub home: String,
    pub by: ProtectedBy,
    /// No database was made yet. Written until the first one is: afterwards a database that is not there was lost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaits_database: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ProtectedBy {
    /// The key is in the keychain; this proves that it is the right one.
    Keychain { check: String },
    /// The key is here, wrapped.
    Passphrase { wrapped: WrappedKey },
}

/// What is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    Readable(Protection),
    Unreadable,
}

impl Protection {
    pub fn new(home: String, by: ProtectedBy) -> Self {
        Self {
            version: VERSION,
            home,
            by,
            awaits_database: false,
        }
    }

    pub fn awaiting_database(self, awaits_database: bool) -> Self {
        Self {
            awaits_database,
            ..self
        }
    }

    pub fn kind(&self) -> ProtectionKind {
        match self.by {
            ProtectedBy::Keychain { .. } => ProtectionKind::Keychain,
            ProtectedBy::Passphrase { .. } => ProtectionKind::Passphrase,
        }
    }

    pub fn write(&self, dir: &Path) -> Result<(), ProtectionTrouble> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|_| ProtectionTrouble::StorageUnavailable)?;
        folder::replace(&path(dir), text.as_bytes(), TEMPORARY_PREFIX)
            .map_err(|error| storage_trouble(&error))
    }
}

pub fn path(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// A fresh [`Protection::home`].
pub fn new_home() -> Result<String, ProtectionTrouble> {
    let mut bytes = [0; 8];
    cipher::fill_randomly(&mut bytes).map_err(|_| ProtectionTrouble::StorageUnavailable)?;
    Ok(hex::encode(bytes))
}

pub fn read(dir: &Path) -> Result<Found, ProtectionTrouble> {
    read_file(&path(dir))
}

pub fn read_file(path: &Path) -> Result<Found, ProtectionTrouble> {
    #[derive(Deserialize)]
    struct AnyVersion {
        version: u32,
    }
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(storage_trouble(&error)),
    };
    match serde_json::from_slice(&text) {
        Ok(AnyVersion { version }) if version > VERSION => Err(ProtectionTrouble::NewerVersion),
        Ok(_) => Ok(serde_json::from_slice(&text).map_or(Found::Unreadable, Found::Readable)),
        Err(_) => Ok(Found::Unreadable),
    }
}

pub(crate) fn storage_trouble(error: &io::Error) -> ProtectionTrouble {
    tracing::warn!(%error, "the data folder refused");
    let full = matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    );
    if full {
        ProtectionTrouble::DiskFull
    } else {
        ProtectionTrouble::StorageUnavailable
    }
}
