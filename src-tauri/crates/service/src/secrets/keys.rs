//! The keys that can be rotated, as they are in force, and which of them the database knows.

use std::collections::BTreeMap;
use std::path::Path;

use ed25519_dalek::SigningKey;
use porchlight_protocol::jws::PublicKey;

use super::audit_keys::AuditKeys;
use super::key_file::{KeyFile, Prepared, RotatingKey};
use super::sealing_keys::SealingKeys;
use super::{SecretsError, text};

/// What the database says about the keys that it was last used with.
#[derive(Clone, Debug, Default)]
pub struct KnownKeys {
    /// It has been used at all.
    pub begun: bool,
    /// It holds what only these keys open or check, whether or not it knows them yet.
    pub needed: Vec<&'static str>,
    pub rotating: BTreeMap<String, KnownKey>,
}

#[derive(Clone, Debug)]
pub struct KnownKey {
    pub mark: Vec<u8>,
    pub rotations: i64,
}

impl KnownKeys {
    /// A key that was there before is not made anew: nothing would fit it.
    pub(super) fn has(&self, name: &str) -> bool {
        let always_there = [
            "service-id",
            "opaque-setup",
            "lookup-key",
            "sealing-key",
            "event-key",
        ];
        self.rotating.contains_key(name)
            || self.needed.contains(&name)
            || (self.begun && always_there.contains(&name))
    }
}

pub(crate) struct Keys {
    pub(crate) audit: AuditKeys,
    pub(crate) event: EventKeys,
    pub(crate) sealing: SealingKeys,
    pub(crate) totp: SealingKeys,
    /// One that is not what the database was last used with.
    another: Option<RotatingKey>,
}

pub(crate) struct EventKeys {
    pub(crate) file: KeyFile,
    pub(crate) signing: SigningKey,
    /// RFC 7638.
    pub(crate) thumbprint: String,
}

/// How keys are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) dir: &'a Path,
    pub(crate) known: &'a KnownKeys,
    /// What is not there yet is made, and what was decided is carried out.
    pub(crate) writes: bool,
    /// Whatever is there of this one does not count.
    pub(crate) lost: Option<RotatingKey>,
}

impl Keys {
    pub(crate) fn read(reading: Reading<'_>) -> Result<Self, SecretsError> {
        let mut another = None;
        let mut one = |key| {
            let (file, known) = reading.rotating(key)?;
            if !known {
                another = another.or(Some(key));
            }
            Ok::<_, SecretsError>(file)
        };
        let (audit, event) = (one(RotatingKey::Audit)?, one(RotatingKey::Event)?);
        let (sealing, totp) = (one(RotatingKey::Sealing)?, one(RotatingKey::Totp)?);
        Ok(Self {
            audit: AuditKeys::of(audit),
            event: EventKeys::of(event),
            sealing: SealingKeys::of(RotatingKey::Sealing, sealing),
            totp: SealingKeys::of(RotatingKey::Totp, totp),
            another,
        })
    }

    /// # Errors
    /// [`SecretsError::Another`]
    pub(crate) fn are_known(&self, dir: &Path) -> Result<(), SecretsError> {
        match self.another {
            Some(key) => Err(SecretsError::Another(dir.join(key.name()))),
            None => Ok(()),
        }
    }

    pub(crate) fn file(&self, key: RotatingKey) -> &KeyFile {
        match key {
            RotatingKey::Audit => &self.audit.file,
            RotatingKey::Event => &self.event.file,
            RotatingKey::Sealing => &self.sealing.file,
            RotatingKey::Totp => &self.totp.file,
        }
    }

    /// Of one that seals.
    pub(crate) fn sealing(&self, key: RotatingKey) -> Option<&SealingKeys> {
        match key {
            RotatingKey::Sealing => Some(&self.sealing),
            RotatingKey::Totp => Some(&self.totp),
            RotatingKey::Audit | RotatingKey::Event => None,
        }
    }

    /// All as they are, but for one.
    pub(crate) fn with(&self, key: RotatingKey, file: KeyFile) -> Self {
        let of = |other| {
            if other == key {
                file.clone()
            } else {
                self.file(other).clone()
            }
        };
        Self {
            audit: AuditKeys::of(of(RotatingKey::Audit)),
            event: EventKeys::of(of(RotatingKey::Event)),
            sealing: SealingKeys::of(RotatingKey::Sealing, of(RotatingKey::Sealing)),
            totp: SealingKeys::of(RotatingKey::Totp, of(RotatingKey::Totp)),
            another: self.another,
        }
    }
}

impl EventKeys {
    fn of(file: KeyFile) -> Self {
        let signing = SigningKey::from_bytes(&file.current);
        Self {
            thumbprint: PublicKey::of(&signing).thumbprint(),
            signing,
            file,
        }
    }
}

impl Reading<'_> {
    /// And whether it is the one that the database knows.
    pub(super) fn rotating(&self, key: RotatingKey) -> Result<(KeyFile, bool), SecretsError> {
        if self.lost != Some(key) {
            return self.found(key);
        }
        let known = self.known.has(key.name());
        let rest = match self.found(key) {
            // Stolen, the event key must not vouch for another. The others take nothing with them as long as they are there.
            Ok((_, true)) if known && key != RotatingKey::Event => {
                return Err(SecretsError::NotLost(self.dir.join(key.name())));
            }
            Ok((file, _)) => file.rest,
            Err(_) => Vec::new(),
        };
        let random = KeyFile::random();
        Ok((KeyFile { rest, ..random }, true))
    }

    fn found(&self, key: RotatingKey) -> Result<(KeyFile, bool), SecretsError> {
        let name = key.name();
        let make = || KeyFile::random().text();
        let (text, whence) = text(self.dir, name, self.known, self.writes.then_some(&make))?;
        let file = KeyFile::parse(&text).ok_or(SecretsError::Malformed(whence))?;
        let Some(known) = self.known.rotating.get(name) else {
            return Ok((file, true));
        };
        if known.mark == file.mark(key) {
            return Ok((file, true));
        }
        // A rotation that was decided, and stopped before its last step.
        let prepared = Prepared::of(self.dir, key);
        match prepared.read()? {
            Some(next) if known.mark == next.mark(key) => {
                if self.writes {
                    prepared.take_effect()?;
                }
                Ok((next, true))
            }
            Some(_) | None => Ok((file, false)),
        }
    }
}
