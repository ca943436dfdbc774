//! What a service has announced about data that lay open, with everything it has said since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::time::Timestamp;

/// One revision of an announcement. A later one never replaces an earlier one: both can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exposure {
    /// The same for all revisions.
    pub exposure: String,
    /// From 1; the highest counts, in whatever order they come.
    pub revision: u32,
    pub from: Timestamp,
    /// `None`: it is not known that it has ended.
    pub to: Option<Timestamp>,
    /// How many accounts, if it is known. A number that JavaScript can hold.
    #[specta(type = Option<f64>)]
    pub accounts: Option<u64>,
    /// The service's own words, by language tag (`en`, `it`). Plain text.
    pub message: BTreeMap<String, String>,
    /// What changed since the last revision, in the service's own words.
    pub correction: BTreeMap<String, String>,
    pub data: Vec<ExposedData>,
    /// There is a page with more; opened by command.
    pub has_advisory: bool,
    /// It did not happen.
    pub withdrawn: bool,
}

impl Exposure {
    /// When it was over: as far as it is known, not before it was told.
    pub fn over_at(&self, told_at: Timestamp) -> Timestamp {
        self.to.unwrap_or(told_at)
    }

    pub fn of(&self, kind: DataKind) -> Option<ExposedData> {
        self.data.iter().find(|data| data.kind == kind).copied()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExposedData {
    pub kind: DataKind,
    pub finding: Finding,
    pub form: DataForm,
}

/// Alphabetical.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    Alerts,
    /// Height, weight, gender.
    BodyData,
    CameraNames,
    EmailAddresses,
    IntegrationTokens,
    Passwords,
    Pictures,
    SessionTokens,
    WifiNames,
    WifiPasswords,
}

/// How sure it is. Alphabetical.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    Confirmed,
    NotAffected,
    /// Somebody says so; it was not confirmed.
    Reported,
}

/// What whoever has the copy can read. Alphabetical.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum DataForm {
    /// A hash under a key that was not in the copy, or of something too random to guess.
    Hashed,
    NotKept,
    Readable,
    /// Encrypted under a key that was not in the copy.
    Sealed,
}
