//! A key that can be rotated, as its file holds it: the key in force, and behind it what is still needed of those before.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{SecretsError, is_private, replace_private, sync_dir, variable};

/// Keys that can be rotated. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RotatingKey {
    /// Chains the entries of the audit record.
    Audit,
    /// Signs security events.
    Event,
    /// Seals sign-ins under way, and events at rest.
    Sealing,
    /// Seals the secrets of authenticators.
    Totp,
}

impl RotatingKey {
    pub const ALL: [Self; 4] = [Self::Audit, Self::Event, Self::Sealing, Self::Totp];

    /// Of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Audit => "audit-key",
            Self::Event => "event-key",
            Self::Sealing => "sealing-key",
            Self::Totp => "totp-key",
        }
    }
}

/// In the file: words between white space, of which the first is the key in base64url.
#[derive(Clone)]
pub(crate) struct KeyFile {
    pub(crate) current: Zeroizing<[u8; 32]>,
    /// What it means depends on the key.
    pub(crate) rest: Vec<Zeroizing<String>>,
}

impl KeyFile {
    pub(crate) fn random() -> Self {
        let mut current = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(current.as_mut_slice());
        Self {
            current,
            rest: Vec::new(),
        }
    }

    /// `None` when it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        Some(Self {
            current: key(words.next()?)?,
            rest: words.map(|word| Zeroizing::new(word.into())).collect(),
        })
    }

    pub(crate) fn text(&self) -> Zeroizing<String> {
        let current = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.current.as_slice()));
        let rest = self.rest.iter().map(|word| word.as_str());
        let words: Vec<&str> = std::iter::once(current.as_str()).chain(rest).collect();
        Zeroizing::new(words.join("\n"))
    }

    /// Recognises the key and tells nothing about it: 32 random bytes cannot be guessed.
    pub(crate) fn mark(&self, key: RotatingKey) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"porchlight/key-mark/1")
            .chain_update(key.name())
            .chain_update([0])
            .chain_update(self.current.as_slice())
            .finalize()
            .into()
    }
}

/// From base64url.
pub(crate) fn key(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() != key.len() {
        return None;
    }
    key.copy_from_slice(&bytes);
    Some(key)
}

/// Where a rotation is prepared. It counts once the database names it, and then takes the place of the file.
#[derive(Debug)]
pub(crate) struct Prepared {
    next: PathBuf,
    file: PathBuf,
}

impl Prepared {
    pub(crate) fn of(dir: &Path, key: RotatingKey) -> Self {
        Self {
            next: dir.join(format!("{}.next", key.name())),
            file: dir.join(key.name()),
        }
    }

    /// # Errors
    /// [`SecretsError::FromEnvironment`]: nothing that is written here would be read
    pub(crate) fn write(
        dir: &Path,
        key: RotatingKey,
        content: &KeyFile,
    ) -> Result<Self, SecretsError> {
        let variable = variable(key.name());
        if std::env::var_os(&variable).is_some() {
            return Err(SecretsError::FromEnvironment(variable));
        }
        let prepared = Self::of(dir, key);
        replace_private(&prepared.next, &content.text())
            .map_err(|cause| failed(&prepared.next, cause))?;
        Ok(prepared)
    }

    pub(crate) fn read(&self) -> Result<Option<KeyFile>, SecretsError> {
        let text = match fs::read_to_string(&self.next) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(failed(&self.next, cause)),
        };
        if !is_private(&self.next).map_err(|cause| failed(&self.next, cause))? {
            return Err(SecretsError::NotPrivate(self.next.clone()));
        }
        Ok(KeyFile::parse(&text))
    }

    /// Another process may have done it already.
    pub(crate) fn take_effect(&self) -> Result<(), SecretsError> {
        match fs::rename(&self.next, &self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(&self.file, error));
            }
            Ok(()) | Err(_) => {}
        }
        sync_dir(self.file.parent().unwrap_or(Path::new(".")))
            .map_err(|cause| failed(&self.file, cause))
    }

    /// It never counted. As good as never: it is overwritten by the next one.
    pub(crate) fn give_up(&self) {
        drop(fs::remove_file(&self.next));
    }
}

/// The same key, and something else behind it.
pub(crate) fn rewrite(dir: &Path, key: RotatingKey, content: &KeyFile) -> Result<(), SecretsError> {
    let variable = variable(key.name());
    if std::env::var_os(&variable).is_some() {
        return Err(SecretsError::FromEnvironment(variable));
    }
    let file = dir.join(key.name());
    replace_private(&file, &content.text()).map_err(|cause| failed(&file, cause))
}

pub(super) fn failed(file: &Path, cause: io::Error) -> SecretsError {
    SecretsError::File {
        file: file.into(),
        cause,
    }
}
