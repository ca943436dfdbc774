//! What was put in, by kind.

use std::collections::BTreeMap;

use porchlight_canary::{Canary, Found};
use porchlight_protocol::bytes::Bytes;
use rand::Rng;
use rand::distributions::Alphanumeric;
use rand::rngs::OsRng;

/// In the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    EmailAddress,
    CameraName,
    Room,
    WifiName,
    ComputerName,
    Password,
    SessionToken,
    PairingToken,
    WriteKey,
    TwoFactorSecret,
    RecoveryCode,
    RecoveryKey,
    VaultKey,
    Alert,
    ReleasedName,
    IntegrationToken,
}

#[derive(Debug, Default)]
pub(super) struct Canaries {
    by_kind: Vec<(Kind, Canary)>,
    readable: Vec<Canary>,
}

impl Canaries {
    /// A word with something in it that is nowhere else in the world; the word, and that part of it, are searched.
    pub(super) fn word(&mut self, kind: Kind, around: impl FnOnce(&str) -> String) -> String {
        let unique: String = OsRng
            .sample_iter(Alphanumeric)
            .map(char::from)
            .take(14)
            .collect();
        let word = around(&unique);
        self.text(kind, &word);
        self.text(kind, &unique);
        word
    }

    pub(super) fn text(&mut self, kind: Kind, word: &str) {
        self.by_kind.push((kind, Canary::text(word)));
    }

    pub(super) fn key(&mut self, kind: Kind, bytes: &[u8]) {
        let name = format!(
            "{kind:?} of {} bytes, number {}",
            bytes.len(),
            self.by_kind.len()
        );
        self.by_kind.push((kind, Canary::bytes(name, bytes)));
    }

    /// base64url, and what it stands for.
    pub(super) fn token(&mut self, kind: Kind, token: &str) {
        self.text(kind, token);
        if let Some(bytes) = Bytes::decode(token) {
            self.key(kind, &bytes);
        }
    }

    /// What the service is meant to be able to read: it must be found.
    pub(super) fn readable_word(&mut self, around: impl FnOnce(&str) -> String) -> String {
        let mut own = Self::default();
        let word = own.word(Kind::CameraName, around);
        self.readable.push(Canary::text(word.clone()));
        word
    }

    pub(super) fn all(&self) -> Vec<Canary> {
        self.by_kind
            .iter()
            .map(|(_, canary)| canary.clone())
            .collect()
    }

    pub(super) fn readable(&self) -> Vec<Canary> {
        self.readable.clone()
    }

    pub(super) fn count(&self) -> BTreeMap<Kind, usize> {
        let mut count = BTreeMap::new();
        for (kind, _) in &self.by_kind {
            *count.entry(*kind).or_default() += 1;
        }
        count
    }

    /// Where it was found and in which form; the canary itself is not said: it stands for somebody's secret.
    pub(super) fn told_by_kind(&self, found: &[Found]) -> BTreeMap<Kind, Vec<String>> {
        let mut told: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
        for found in found {
            let kind = self
                .by_kind
                .iter()
                .find(|(_, canary)| canary.name == found.hit.canary);
            if let Some((kind, _)) = kind {
                let said = format!("{}: {}", found.file.display(), found.hit.form);
                told.entry(*kind).or_default().push(said);
            }
        }
        told
    }
}
